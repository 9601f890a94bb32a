"""Do the pages that are made from the code say what the code says?"""

import pytest

from tools import event_schemas
from tools.pages import MAKERS, RENEW, ROOT, old


@pytest.mark.parametrize("page", MAKERS)
def test_a_page_says_what_the_code_says(page):
    stale = old(MAKERS[page]())

    assert not stale, f"{', '.join(stale)}: not what the code says. Renew it with: {RENEW}"


def test_no_two_makers_write_the_same_file():
    files = [file for make in MAKERS.values() for file in make()]

    assert len(files) == len(set(files))


def test_every_published_version_is_kept():
    broken = event_schemas.broken_promises()

    assert not broken, "\n".join([*broken, event_schemas.REMEDY])


def test_a_page_that_is_missing_or_changed_is_old(tmp_path):
    (tmp_path / "same.md").write_text("as made", "utf-8")
    (tmp_path / "changed.md").write_text("as somebody wrote it", "utf-8")
    made = {"same.md": "as made", "changed.md": "as made", "missing.md": "as made"}

    assert old(made, tmp_path) == ["changed.md", "missing.md"]


def test_every_schema_that_is_published_has_a_class():
    published = {path.relative_to(ROOT).as_posix() for path in (ROOT / event_schemas.FOLDER).glob("*")}

    assert published == set(event_schemas.pages()) - {event_schemas.ENVELOPE}
