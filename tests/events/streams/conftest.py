"""A ledger on a file of its own."""

import pytest

from events.streams.ledger import Ledger


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'city' / 'register.db'}"


@pytest.fixture
def ledger(url):
    with Ledger(url) as opened:
        opened.create_tables()
        yield opened
