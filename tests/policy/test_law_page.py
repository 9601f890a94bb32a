"""docs/law.md says what the number files say, and nobody relies on a figure that was not checked for long."""

from datetime import date, datetime, timedelta

import pytest

from policy.catalogue import FRESH, TOO_OLD, Listed, in_force, listed
from policy.figures import ACTS
from schemas.city_time import CITY_TIME
from schemas.decisions import Figure
from tools.law_page import PATH, pages
from tools.pages import RENEW, old

ROWS = list(listed())
TODAY = datetime.now(CITY_TIME).date()
KEYS = [f"{row.key} {row.preset or ''} {row.figure.since}" for row in ROWS]


def test_the_page_is_made_from_the_figures():
    assert old(pages()) == [], f"{PATH} is old: {RENEW}"


def test_every_value_of_every_figure_stands_on_the_page():
    text = pages()[PATH]
    values = sum(
        len(part["since"]) for act in ACTS.values() for figure in act.values()
        for part in (figure, *figure.get("preset", {}).values())
    )  # fmt: skip

    assert len(ROWS) == values
    assert text.count("\n| ") == values + 2 * len(ACTS)
    assert text.count("**demo** |") == sum(row.figure.demo for row in ROWS)
    assert all(f"`{row.key.partition('.')[2]}`" in text for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=KEYS)
def test_a_figure_says_where_it_is_from_and_was_looked_at_within_eighteen_months(row):
    assert all((row.figure.name, row.figure.law, row.figure.source, row.figure.value))
    assert row.checked <= TODAY, f"{row.key} was checked in the future"
    assert TODAY - row.checked <= TOO_OLD, (
        f"{row.key} was last checked on {row.checked}: look at {row.figure.law} again"
    )


def test_a_check_of_more_than_a_year_ago_is_stale():
    figure = Figure(name="a", value="1", law="b", source="[L1]", since=date(2020, 1, 1))
    row = Listed(key="a.b", preset=None, unit="", region=None, checked=date(2026, 1, 1), figure=figure)

    assert not row.stale(row.checked + FRESH)
    assert row.stale(row.checked + FRESH + timedelta(days=1))


def test_what_holds_on_a_day_is_one_value_a_figure_and_preset():
    rows = {(row.key, row.preset): row.figure for row in in_force(date(2026, 3, 2), "low_income")}

    assert (rows["low_income.standard", None].value, rows["low_income.standard", None].since.year) == ("1000.00", 2023)
    assert rows["low_income.standard", "suzhou"].value == "1155.00"
    assert not in_force(date(1900, 1, 1))


def test_a_preset_is_no_demonstration_only_because_the_figure_is():
    multiple = {row.preset: row.figure.demo for row in listed("low_income_edge") if row.key.endswith(".multiple")}

    assert (multiple[None], multiple["national"]) == (True, False)


def test_an_unknown_act_names_the_known_ones():
    with pytest.raises(LookupError, match=r"No act 'nothing'\. Known: .*low_income"):
        list(listed("nothing"))
