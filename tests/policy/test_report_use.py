"""Domain 4.2, 2.10: disputed entries, the use of a report, and whose word decides."""

from datetime import date

import pytest

from policy import low_income
from policy.authorities import FIELDS_ZH, RANKS, authority, heard
from policy.corrections import exclusion, without
from policy.double_applications import conditions
from policy.means import consolidation
from policy.report_use import use
from policy.sources import RANKING
from registry.departments import DEPARTMENTS
from schemas.corrections import Dispute
from schemas.decisions import Outcome
from schemas.double_applications import Standing
from schemas.identifiers import ApplicationNumber, HouseholdRef
from schemas.means import Conclusion
from schemas.questions import ItemCode, ReplyStatus
from schemas.registers import RegisterField, Statement
from tests.policy.facts import CASE, ON, application, incomes, item, person, reply, report

COMPANY = item(1, ItemCode.COMPANY_CAPITAL, "5000000")
CAR = item(1, ItemCode.VEHICLE, text="苏D12345")


def dispute(entry=COMPANY, **changed):
    facts = {"item": entry, "source": "market-regulation", "correction_requested_on": date(2026, 2, 20)}
    return Dispute.model_validate(facts | changed)


@pytest.mark.parametrize(
    ("facts", "outcome", "open_"),
    [
        pytest.param(
            dispute(police_receipt="常公受2026-17", approved_by="o-1"), Outcome.GRANTED, None,
            id="AC-M7 pending correction, police receipt, approved",
        ),
        pytest.param(
            dispute(police_receipt="常公受2026-17"), Outcome.UNDECIDED, ["approved"], id="AC-M7 a person must approve"
        ),
        pytest.param(dispute(approved_by="o-1"), Outcome.REFUSED, ["police_receipt"], id="AC-M7 no police receipt"),
        pytest.param(
            dispute(correction_requested_on=None), Outcome.REFUSED, ["correction_requested", "police_receipt"],
            id="no correction was asked for",
        ),
        pytest.param(
            dispute(police_receipt="常公受2026-17", approved_by="o-1", corrected=False), Outcome.REFUSED,
            ["correction_requested"], id="the source says that it is right",
        ),
    ],
)  # fmt: skip
def test_an_entry_is_left_out_on_a_police_receipt_and_an_approval(facts, outcome, open_):
    found = exclusion(facts, ON)

    assert found.outcome is outcome
    assert open_ is None or [reason.code for reason in found.reasons] == open_


def test_ac_m7_a_company_of_a_stolen_identity_does_not_refuse_the_household():
    claim, said = application(income=incomes(1800, 600)), reply(COMPANY, department="market-regulation")
    settled = without((said,), (dispute(police_receipt="常公受2026-17", approved_by="o-1"),), ON)

    assert not low_income.entitlement(claim, report(said), ON).granted
    assert low_income.entitlement(claim, report(*settled), ON).granted
    assert without((said,), (dispute(),), ON) == (said,)


def test_ac_m3_a_scrapped_car_is_a_conflict_until_its_source_corrects_it():
    claim = application(income=incomes(1800, 600))
    said = reply(CAR, department="public-security")
    corrected = without((said,), (dispute(CAR, source="public-security", corrected=True),), ON)

    assert consolidation(CASE, claim, (said,), 1, ON).conclusion is Conclusion.CONFLICT
    assert consolidation(CASE, claim, corrected, 2, ON).conclusion is Conclusion.COMPLETE


def silent():
    banks = reply(department="financial-institutions", status=ReplyStatus.SILENT)
    return consolidation(CASE, application(income=incomes(1800)), (reply(), banks), 1, ON)


@pytest.mark.parametrize(
    ("gap", "outcome"),
    [
        pytest.param(True, Outcome.GRANTED, id="AC-M4 confirmed with the gap on record"),
        pytest.param(False, Outcome.UNDECIDED, id="AC-M4 nobody confirmed the gap"),
    ],
)
def test_a_report_with_a_silent_bank_is_used_only_with_the_gap_on_record(gap, outcome):
    found = use(silent(), ON, evidence_gap=gap)

    assert found.outcome is outcome
    assert "2026-04-01" in found.conditions[1].text_zh


@pytest.mark.parametrize(
    ("on", "usable"), [(date(2026, 6, 1), True), (date(2026, 6, 2), False), (date(2026, 3, 1), False)]
)
def test_a_report_may_be_used_for_ninety_days(on, usable):
    complete = consolidation(CASE, application(income=incomes(1800)), (reply(),), 1, ON)

    assert use(complete, on).granted is usable


# ── authoritative sources ────────────────────────────────────────────────────────────────────────────────────────


def said(source, value, on=ON):
    return Statement(source=source, value=value, on=on)


@pytest.mark.parametrize(
    ("field", "statements", "decides"),
    [
        pytest.param(
            RegisterField.MARITAL_STATUS, [said("public-security", "未婚"), said("civil-affairs", "已婚")], "已婚",
            id="the marriage base goes before the household register",
        ),
        pytest.param(
            RegisterField.EMPLOYMENT, [said("taxation", "5000"), said("human-resources", "4500")], "4500", id="work"
        ),
        pytest.param(
            RegisterField.HOUSES, [said("declaration", "1"), said("housing", "2")], "2", id="the declaration comes last"
        ),
        pytest.param(
            RegisterField.VEHICLES, [said("public-security", "1", date(2026, 1, 1)), said("public-security", "0")], "0",
            id="of one source the newest",
        ),
        pytest.param(
            RegisterField.COMPANIES, [said("neighbour", "3"), said("market-regulation", "0")], "0",
            id="who may not speak of it is not heard",
        ),
    ],
)  # fmt: skip
def test_the_highest_source_of_the_field_decides(field, statements, decides):
    found = authority(field, statements)

    assert found.decides.value == decides
    assert all(one.value != decides for one in found.against)
    assert authority(field, [*statements, *statements]).decides == found.decides


def test_nobody_loses_by_a_contradiction_without_being_heard():
    found = authority(RegisterField.MARITAL_STATUS, [said("public-security", "未婚"), said("civil-affairs", "已婚")])

    assert heard(found, ON, person_heard=False).outcome is Outcome.UNDECIDED
    assert heard(found, ON, person_heard=True).granted


def test_a_field_of_which_nobody_may_speak_is_an_error():
    with pytest.raises(LookupError, match="No source that may speak of prison"):
        authority(RegisterField.PRISON, [said("neighbour", "yes")])


def test_every_field_has_its_sources_and_its_name_and_every_item_its_ranking():
    known = {*DEPARTMENTS, "courts"}

    assert set(RANKS) == set(FIELDS_ZH) == set(RegisterField)
    assert all(set(ranks) <= known for ranks in RANKS.values())
    assert set(RANKING) == set(ItemCode)


# ── one person in two applications ───────────────────────────────────────────────────────────────────────────────


def standing(number, household, accepted, who=1, closed=None):
    return Standing(
        person=person(who), application=ApplicationNumber(number), household=HouseholdRef(household),
        accepted_on=accepted, closed_on=closed,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("number", "granted"),
    [
        pytest.param("A-1", True, id="accepted first"),
        pytest.param("A-2", False, id="accepted second"),
        pytest.param("A-3", True, id="the other application of its persons is closed"),
        pytest.param("A-4", True, id="nobody stands twice"),
    ],
)
def test_the_application_that_was_accepted_first_goes_on(number, granted):
    listed = (
        standing("A-1", "h-1", date(2026, 2, 1)),
        standing("A-2", "h-2", date(2026, 2, 2)),
        standing("A-3", "h-3", date(2026, 2, 3), who=3),
        standing("A-0", "h-4", date(2026, 1, 3), who=3, closed=date(2026, 1, 30)),
        standing("A-4", "h-5", date(2026, 2, 4), who=4),
    )

    assert conditions(ApplicationNumber(number), listed, ON).granted is granted
