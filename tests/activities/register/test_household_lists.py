"""The happiness list of a household, from what its cases entered (domain 13): sums, silence, corrections, who reads."""

from datetime import date
from decimal import Decimal

import pytest

from activities.adapters.register.statements import table
from activities.adapters.register.tables import RemedyRow
from activities.file_access import NotShown
from schemas.access import Denial
from tests.activities.register import lists
from tests.activities.register.entries import HOUSEHOLD, case, refusal, result, signed
from tests.activities.register.lists import BOY, FATHER, MOTHER, NEW_YEAR, by
from tests.activities.register.payment_runs import paid, recovery, returned


@pytest.fixture
def city(engine, book):
    return lists.register(engine, book)


@pytest.fixture
def family(city):
    lists.recognised(city)
    return city


def of_year(city, year=2026):
    return city.lists.list_of(by(), year)


def rows(city, item, year=2026):
    return [row for row in of_year(city, year).rows if row.item == item]


def test_ac_q1_three_kinds_of_money_of_a_year_add_up(family):
    lists.year_of_payments(family)

    found = of_year(family)

    assert found.total.amount == Decimal("10283.33")
    assert [len([row for row in found.rows if row.item == item and row.status == "paid"])
            for item in ("low-income", "price_subsidy", "emergency-aid")] == [12, 1, 1]  # fmt: skip
    assert of_year(family, 2025).total.amount == of_year(family, 2027).total.amount == Decimal("0.00")


def test_ac_q3_a_silent_department_has_not_reported_and_gave_no_zero(family):
    family.book.enter_items(result(item="school-aid"))

    found = of_year(family)

    (silent,) = [row for row in found.rows if row.item == "medical-premium-aid"]
    assert (silent.status, silent.amount, silent.event) == ("not reported", None, "e-1-identity")
    assert found.total.not_reported == ("civil-affairs", "medical-insurance")
    assert [row.status for row in found.rows if row.item == "school-aid"] == ["served"]
    assert not any(row.amount == 0 for row in found.rows)


def test_every_line_names_its_case_its_event_and_whom_to_ask(family):
    lists.year_of_payments(family)
    family.book.enter_items(result(item="school-aid"))

    found = of_year(family)

    assert len(found.rows) > 15
    assert all(row.case and row.event and row.contact.endswith("12345") for row in found.rows)
    assert len({row.line for row in found.rows}) == len(found.rows)


def test_a_line_says_what_the_household_wants_to_know(family):
    paid(family.payments, NEW_YEAR)

    right, payment = rows(family, "low-income")

    assert payment.model_dump(mode="json", exclude_none=True) == {
        "line": "h-0001/low_income/2026-01/1#1", "item": "low-income", "name_zh": "最低生活保障",
        "department": "civil-affairs", "status": "paid", "case": case(1), "amount": "600.00", "on": "2026-01-01",
        "period": {"first": "2026-01-01", "last": "2026-01-31"}, "paid_on": "2026-01-01",
        "next_review": "2026-12-19", "contact": "民政局 12345", "event": payment.event,
    }  # fmt: skip
    assert (right.status, right.event, right.amount) == ("recognised", "e-1-identity", Decimal("600.00"))


def test_a_payment_that_came_back_and_was_paid_again_is_three_lines_and_one_sum(family):
    paid(family.payments, NEW_YEAR)
    returned(family.payments, "h-0001/low_income/2026-01/1", on=date(2026, 1, 9))
    before = of_year(family).total.amount
    paid(family.payments, date(2026, 2, 1))

    chain = [row for row in rows(family, "low-income") if "2026-01/" in row.line]
    assert before == Decimal("0.00")
    assert [row.status for row in chain] == ["paid", "returned", "paid"]
    assert [row.corrects for row in chain] == [None, chain[0].line, chain[1].line]
    assert of_year(family).total.amount == Decimal("1200.00")


def test_another_sum_for_a_month_that_failed_stands_beside_it(family):
    paid(family.payments, NEW_YEAR, fails={HOUSEHOLD})
    lists.changed(family, {"benefit": "low_income", "amount": "550.00", "first": NEW_YEAR}, on=date(2026, 1, 20),
                  number=2)  # fmt: skip
    paid(family.payments, date(2026, 1, 1), "correction")

    failed, paid_ = [row for row in rows(family, "low-income") if "2026-01/" in row.line]

    assert (failed.status, failed.amount, paid_.status, paid_.amount) == ("failed", 600, "paid", 550)
    assert paid_.corrects == failed.line
    assert of_year(family).total.amount == Decimal("550.00")


def test_a_right_that_was_decided_again_shows_both_lines(family):
    lists.changed(family, {"benefit": "low_income", "amount": "580.00", "first": NEW_YEAR}, on=date(2026, 1, 20),
                  number=2)  # fmt: skip

    old, new = rows(family, "low-income")

    assert (old.amount, new.amount) == (Decimal("600.00"), Decimal("580.00"))
    assert (old.corrects, new.corrects) == (None, old.line)
    assert new.event == "e-change-2"


def test_a_right_that_changed_from_a_month_on_is_no_correction(family):
    lists.changed(family, {"benefit": "low_income", "amount": "450.00", "first": date(2026, 7, 1)},
                  on=date(2026, 6, 20), number=2)  # fmt: skip

    old, new = rows(family, "low-income")

    assert (str(old.period.last), str(new.period.first)) == ("2026-06-30", "2026-07-01")
    assert new.corrects is None


def test_an_item_that_was_corrected_shows_both_lines(family):
    family.book.enter_items(result(item="school-aid", on=date(2026, 1, 5)))
    family.book.enter_items(result(item="school-aid", event="e-1-again", on=date(2026, 2, 5), granted=False))

    given, taken = rows(family, "school-aid")

    assert (given.status, taken.status) == ("served", "not granted")
    assert taken.corrects == given.line


def test_aid_that_is_only_ordered_is_not_counted(family):
    lists.emergency(family, event=None)

    (row,) = rows(family, "emergency-aid")
    assert (row.status, row.paid_on) == ("ordered", None)
    assert of_year(family).total.amount == Decimal("0.00")


def test_what_was_kept_for_an_overpayment_is_told_and_not_counted(family):
    lists.changed(family, on=date(2026, 1, 5), number=2, recovery=recovery("150.00"))
    paid(family.payments, date(2026, 1, 1))

    (payment,) = [row for row in rows(family, "low-income") if row.status == "paid"]
    assert (payment.amount, payment.set_off) == (Decimal("500.00"), Decimal("100.00"))
    assert of_year(family).total.amount == Decimal("500.00")


def test_a_decision_under_review_is_marked_until_the_remedy_ends(family, remedies):
    paid(family.payments, NEW_YEAR)
    remedies(1, "reconsideration", "under_review")
    marked = [row.under_review for row in rows(family, "low-income")]
    remedies(2, "reconsideration", "upheld")

    assert marked == ["reconsideration", "reconsideration"]
    assert {row.under_review for row in of_year(family).rows} == {None}


def test_the_list_is_as_fresh_as_the_last_entry(family):
    before = of_year(family).rows
    family.book.enter_items(result(item="school-aid"))

    assert [row.status for row in before if row.item == "school-aid"] == ["not reported"]
    assert [row.status for row in rows(family, "school-aid")] == ["served"]


def test_what_the_law_owes_and_nobody_gave_is_named_with_its_reason(family):
    family.book.enter_items(result(item="school-aid"))

    gaps = {gap.item: gap for gap in of_year(family).gaps}

    assert "school-aid" not in gaps
    nursing = gaps["disability-nursing"]
    assert (nursing.persons, nursing.reason_zh, nursing.asked) == ((FATHER,), "需要长期照护的重度残疾人;依法给予", None)
    assert all(gap.article and gap.reason for gap in gaps.values())
    assert gaps["medical-premium-aid"].asked == "not reported"
    assert "emergency-aid" not in gaps
    assert tuple(gaps.values()) == family.lists.gaps(by())


def test_what_happened_since_the_last_check_counts(family):
    disabled = {"kind": "visual", "grade": 2}
    lists.fact(family, "disability-changed", MOTHER, date(2026, 5, 4), disability=disabled, source="disabled-persons")
    lists.fact(family, "death", FATHER, date(2026, 6, 1))

    nursing = {gap.item: gap.persons for gap in family.lists.gaps(by())}["disability-nursing"]

    assert nursing == (MOTHER,)


def test_an_answer_in_another_case_breaks_the_silence(family):
    lists.recognised(family, 2, on=date(2026, 6, 20), first=date(2026, 7, 1))
    family.book.enter_items(result(2, "e-2-item", on=date(2026, 6, 30), item="medical-premium-aid",
                                   department="medical-insurance"))  # fmt: skip

    assert [row.status for row in rows(family, "medical-premium-aid")] == ["served"]
    assert "medical-insurance" not in of_year(family).total.not_reported


def test_nothing_more_is_owed_to_who_is_recognised_no_more(family):
    lists.changed(family, {"benefit": "low_income", "amount": None, "first": date(2026, 7, 1), "state": "ended"},
                  on=date(2026, 6, 20), number=2)  # fmt: skip

    assert of_year(family).gaps == ()


def test_the_timeline_tells_everything_in_order(family, remedies):
    family.book.enter_refusal(refusal(1, date(2025, 12, 20), "destitute"))
    family.book.enter_items(result(item="school-aid", on=date(2026, 1, 12)))
    paid(family.payments, date(2026, 2, 1))
    lists.fact(family, "job-started", MOTHER, date(2026, 4, 10))
    remedies(1, "reconsideration", "under_review", on=date(2026, 5, 2))
    lists.changed(family, {"benefit": "low_income", "amount": "450.00", "first": date(2026, 5, 1), "state": "tapering"},
                  on=date(2026, 4, 20), number=2)  # fmt: skip
    lists.changed(family, {"benefit": "low_income", "amount": None, "first": date(2027, 1, 1), "state": "ended"},
                  on=date(2026, 12, 20), number=3)  # fmt: skip

    told = [(str(each.on), each.kind.value, each.what) for each in family.lists.timeline(by()) if each.kind != "item"]

    assert told == [
        ("2025-12-20", "refused", "destitute"),
        ("2025-12-20", "recognised", "low_income"),
        ("2026-02-01", "payment", "low_income"),
        ("2026-02-01", "payment", "low_income"),
        ("2026-04-10", "fact", "job-started"),
        ("2026-04-20", "changed", "low_income"),
        ("2026-05-02", "remedy", "reconsideration"),
        ("2026-12-20", "ended", "low_income"),
    ]
    assert all(each.event for each in family.lists.timeline(by()))
    assert all(each.case for each in family.lists.timeline(by()) if each.kind != "fact")


def test_what_happens_to_who_has_left_is_no_longer_the_households(family):
    left = refusal(2, date(2026, 3, 2), "destitute", members=(MOTHER, BOY))
    family.book.enter_refusal(left)
    lists.fact(family, "job-started", FATHER, date(2026, 2, 1))
    lists.fact(family, "marriage", FATHER, date(2026, 6, 1), other="p-0099")

    assert [each.what for each in family.lists.timeline(by()) if each.kind == "fact"] == ["job-started"]


def test_a_fact_that_was_taken_back_stays_to_be_seen(family):
    lists.fact(family, "death", FATHER, date(2026, 2, 1))
    lists.fact(family, "death", FATHER, date(2026, 2, 1), revoked_by="e-revoked")

    (told,) = [each for each in family.lists.timeline(by()) if each.kind == "fact"]
    assert told.taken_back_by == "e-revoked"
    assert of_year(family).standstill.status == "open"


def test_death_of_the_last_member_closes_the_list_after_everything_is_settled(family):
    for person in (MOTHER, FATHER):
        lists.fact(family, "death", person, date(2026, 6, 1))
    one_lives = of_year(family).standstill.status
    lists.fact(family, "death", BOY, date(2026, 6, 1))
    paid(family.payments, date(2026, 6, 1), fails={HOUSEHOLD})
    unsettled = of_year(family).standstill
    lists.changed(family, {"benefit": "low_income", "amount": None, "first": NEW_YEAR, "state": "ended"},
                  on=date(2026, 7, 1), number=2)  # fmt: skip

    assert one_lives == "open"
    assert unsettled.status == "settling"
    assert unsettled.waits_for[0] == "right low-income"
    assert len([each for each in unsettled.waits_for if each.startswith("payment ")]) == 6
    assert of_year(family).standstill.model_dump() == {"status": "closed", "waits_for": ()}


@pytest.mark.parametrize(
    ("officer", "purpose", "denial"),
    [
        pytest.param("CZ-TN-LL.officer", "yearly check", None, id="of the town"),
        pytest.param("CZ-TN.head", "yearly check", None, id="of the county above"),
        pytest.param("CZ.bureau", "yearly check", None, id="of the city"),
        pytest.param("CZ-TN-LL.officer", " ", Denial.NO_PURPOSE, id="without a purpose"),
        pytest.param("CZ-TN-DN.officer", "yearly check", Denial.OTHER_UNIT, id="of the town beside"),
        pytest.param("CZ-ZL.head", "yearly check", Denial.OTHER_UNIT, id="of another county"),
        pytest.param("CZ-TN-LL.grid", "yearly check", Denial.ROLE, id="a grid worker"),
        pytest.param("CZ-TN.registrar", "yearly check", Denial.ROLE, id="a registrar of marriages"),
        pytest.param("CZ.treasurer", "yearly check", Denial.ROLE, id="finance"),
        pytest.param("somebody", "yearly check", Denial.NO_OFFICER, id="nobody of the registry"),
    ],
)
def test_who_may_read_and_that_every_attempt_is_written_down(family, tables, officer, purpose, denial):
    denied = denied_by(lambda: family.lists.list_of(by(officer, purpose, terminal="counter 3"), 2026))

    (line,) = tables()["access_log"]
    assert denied is denial
    assert (line["reader"], line["household"], line["purpose"], line["terminal"]) == (
        officer, HOUSEHOLD, purpose, "counter 3",
    )  # fmt: skip
    assert (line["found"], line["refused"]) == (denial is None, denial.value if denial else None)


def test_every_way_of_reading_asks_who_reads_and_writes_down_what(family, tables):
    ways = (
        family.lists.file, lambda reading: family.lists.list_of(reading, 2026), family.lists.timeline,
        family.lists.gaps, family.lists.readings, lambda reading: family.lists.protect(reading, MOTHER, protected=True),
        lambda reading: family.codes.issue(reading, MOTHER),
    )  # fmt: skip

    for read in ways:
        assert denied_by(lambda: read(by("CZ-ZL.head"))) is Denial.OTHER_UNIT  # noqa: B023  called at once
        assert denied_by(lambda: read(by())) is None  # noqa: B023

    written = tables()["access_log"]
    assert [line["found"] for line in written] == [False, True] * len(ways)
    assert [line["fields"] for line in written[::2]] == [line["fields"] for line in written[1::2]]
    assert [line["fields"][0] for line in written[::2]] == [
        "members", "year", "timeline", "gaps", "readings", "protected", "code",
    ]  # fmt: skip


def denied_by(read):
    try:
        read()
    except NotShown as told:
        return told.denial
    return None


def test_a_case_is_a_ground_as_good_as_a_purpose(family):
    assert family.lists.file(by(purpose="", case=case(1))).household == HOUSEHOLD


def test_a_household_of_another_unit_and_one_that_is_not_known_sound_the_same(family, tables):
    said = []
    for household in (HOUSEHOLD, "h-9999"):
        with pytest.raises(NotShown) as told:
            family.lists.file(by("CZ-ZL.head", household=household))
        said.append(str(told.value).replace(household, "h-…"))

    assert said[0] == said[1]
    assert [(line["household"], line["found"]) for line in tables()["access_log"]] == [
        (HOUSEHOLD, False), ("h-9999", False),
    ]  # fmt: skip


def test_without_a_town_the_units_of_the_deciders_stand_in(city):
    city.book.enter_refusal(refusal(1, date(2026, 3, 2)))  # decided by CZ-TN.head

    assert city.lists.file(by("CZ-TN.deputy")).decisions
    for officer in ("CZ-TN-LL.officer", "CZ-ZL.head"):
        with pytest.raises(NotShown):
            city.lists.file(by(officer))


def test_with_neither_a_town_nor_a_decider_the_city_reads(city):
    lists.emergency(city)

    assert city.lists.list_of(by("CZ.bureau"), 2026).total.amount == Decimal("3000.00")
    with pytest.raises(NotShown):
        city.lists.list_of(by("CZ-TN.head"), 2026)


def test_when_it_cannot_be_written_down_nothing_is_shown(family, monkeypatch):
    def broken(_):
        raise OSError("the disk is full")

    monkeypatch.setattr(family.lists._book, "note", broken)

    with pytest.raises(OSError, match="disk"):
        family.lists.file(by())


@pytest.fixture
def remedies(engine):
    """What a remedy case enters: that it was accepted, and how it ended."""

    def entered(number, path, state, on=date(2026, 2, 10)):
        with engine.begin() as connection:
            connection.execute(table(RemedyRow).insert(), {
                "key": f"remedy:{number}", "case_id": "remedy:R-1", "household": HOUSEHOLD, "of_case": case(1),
                "path": path, "state": state, "happened_on": on, "event_id": f"e-remedy-{number}",
                "recorded_at": signed(on)["at"],
            })  # fmt: skip

    return entered
