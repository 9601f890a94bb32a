"""Are the numbers sound? Each has a law, a source and a day; each edge decides as written."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from policy.bounds import bound
from policy.figures import ACTS, CZ_DEMO, Bands, bands, numbers, pack, period
from policy.procedure_limits import STEPS, limit
from schemas.limits import Unit

STANDARD = numbers("low_income", "standard", Decimal)
FIGURES = [(act, name, figure) for act, figures in ACTS.items() for name, figure in figures.items()]


@pytest.mark.parametrize(("act", "name", "figure"), FIGURES, ids=[f"{act}.{name}" for act, name, _ in FIGURES])
def test_every_figure_names_its_law_its_source_and_the_day_it_was_checked(act, name, figure):
    assert figure["name"]
    assert figure["law"]
    assert isinstance(figure["checked"], date)
    assert figure["source"].startswith(("[", "article"))
    assert all(preset["source"] and preset["since"] for preset in figure.get("preset", {}).values())
    assert figure.get("demo", False) or not figure["source"].startswith("[P]")


@pytest.mark.parametrize(("act", "name", "figure"), FIGURES, ids=[f"{act}.{name}" for act, name, _ in FIGURES])
def test_every_value_holds_from_its_day_and_no_figure_holds_before_its_first(act, name, figure):
    found = numbers(act, name, str) if figure.get("unit") != "period" else STEPS[name]
    days = sorted(date.fromisoformat(since) for since in figure["since"])

    assert [found.figure(day).since for day in days] == days
    assert [found.figure(day - timedelta(days=1)).since for day in days[1:]] == days[:-1]
    with pytest.raises(LookupError, match=f"the first one holds since {days[0]}"):
        found.on(days[0] - timedelta(days=1))


def test_ac_x_the_standard_is_published_for_2022_and_a_demonstration_afterwards():
    published, demo = (STANDARD.figure(date(2022, 12, 31)), STANDARD.figure(date(2023, 1, 1)))

    assert (published.value, published.source, published.demo) == ("1000.00", "article", False)
    assert (demo.value, demo.source, demo.demo) == ("1000.00", "[P]", True)


@pytest.mark.parametrize(
    ("preset", "on", "standard"),
    [
        ("wuxi", date(2024, 7, 1), "1115.00"),
        ("suzhou", date(2024, 6, 30), "1045.00"),
        ("suzhou", date(2024, 7, 1), "1155.00"),
        ("zhenjiang", date(2020, 5, 1), "790.00"),
        ("shanghai", date(2022, 1, 1), "1000.00"),
    ],
)
def test_a_preset_stands_in_where_it_has_a_value_of_its_own(preset, on, standard):
    assert STANDARD.on(on, pack(preset)) == Decimal(standard)


def test_a_preset_before_its_first_day_is_an_error_and_not_the_neighbour():
    with pytest.raises(LookupError, match="2024-07-01"):
        STANDARD.on(date(2024, 6, 30), pack("wuxi"))


def test_an_unknown_preset_an_unknown_figure_and_an_unknown_act_are_errors():
    with pytest.raises(LookupError, match="No preset atlantis"):
        pack("atlantis")
    with pytest.raises(LookupError, match="No figure 'standart'"):
        numbers("low_income", "standart", Decimal)
    with pytest.raises(LookupError, match=r"policy/numbers/nothing\.toml"):
        numbers("nothing", "standard", Decimal)


def test_bands_have_lower_edges_and_belong_to_the_upper_band_at_the_edge():
    shares = Bands(((Decimal(0), "low"), (Decimal(20000), "high")))

    assert [shares.at(Decimal(amount)) for amount in ("0", "19999.99", "20000", "9999999")] == [
        "low",
        "low",
        "high",
        "high",
    ]
    assert shares.slices(Decimal(25000)) == ((Decimal(20000), "low"), (Decimal(5000), "high"))
    with pytest.raises(LookupError, match="below the lowest band"):
        shares.at(Decimal("-0.01"))


def test_bands_are_read_in_order_of_their_edges():
    written = bands("property", "money_low_income", bound).on(date(2026, 1, 1), pack("shanghai"))

    assert [written.at(Decimal(heads)).value for heads in (1, 2, 3, 7)] == [33000, 33000, 30000, 30000]


def test_a_bound_is_written_as_the_law_words_it():
    assert bound("< 4 yearly standards").unit == "yearly standards"
    assert bound("> 0.60").holds(Decimal("0.61"))
    assert not bound("> 0.60").holds(Decimal("0.60"))
    assert bound(">= 0.80").holds(Decimal("0.80"))
    with pytest.raises(ValueError, match="does not begin with"):
        bound("~ 0.80")


def test_a_period_is_a_number_and_its_unit():
    assert (period("15 calendar days").value, period("15 calendar days").unit) == (15, Unit.CALENDAR_DAYS)


@pytest.mark.parametrize(
    ("step", "written"),
    [
        ("correction", "15 calendar days"),
        ("survey_start", "3 working days"),
        ("home_visit", "7 working days"),
        ("opinion", "3 working days"),
        ("publicity", "7 calendar days"),
        ("total", "30 working days"),
        ("total_extended", "45 working days"),
        ("confirmation", "10 working days"),
        ("refusal_notice", "3 working days"),
        ("hearing", "10 working days"),
        ("emergency_payment", "24 hours"),
        ("emergency_papers", "10 working days"),
        ("means_check", "7 working days"),
        ("report_validity", "90 calendar days"),
        ("requery", "30 calendar days"),
        ("register_change", "5 working days"),
        ("marriage_notice", "5 working days"),
        ("objection_resurvey", "15 working days"),
        ("charity", "10 working days"),
    ],
)
def test_a_step_has_its_limit_with_the_law(step, written):
    found = limit(step, date(2026, 3, 2))

    assert str(found) == written
    assert found.law


def test_an_unknown_step_names_the_known_ones():
    with pytest.raises(LookupError, match=r"No limit for step 'siesta'.*survey_start"):
        limit("siesta", date(2026, 3, 2))


def test_the_demonstration_pack_is_the_default_of_every_figure():
    assert CZ_DEMO == ()
