"""What all tests share."""

from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """A command quietens the logs of its process, which here is the tests'."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)
