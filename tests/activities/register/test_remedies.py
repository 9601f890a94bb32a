"""After a decision (domain 2.8, 2.9): reconsideration and court, made anew and paid back; and what is given up."""

from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from activities.adapters.register.book import SqlBook
from activities.adapters.register.claims import SqlClaims
from activities.adapters.register.payments import SqlPayments
from activities.adapters.register.remedies import SqlRemedies
from activities.adapters.register.rights import SqlRights
from activities.adapters.register.upgrade import upgrade
from activities.ports import SystemReply
from activities.register import Contradicted
from events.contracts.assistance import AssistanceReviewDue
from events.contracts.civil_affairs import (
    AssistanceApplicationWithdrawn,
    AssistanceChangeAnswered,
    AssistanceConsentWithdrawn,
)
from events.contracts.envelope import Event
from events.contracts.facts import JobStarted, SourceCorrected
from events.contracts.remedies import RemedyDecided, RemedyFiled
from registry.services import ASSISTANCE, MEANS_CHECK, REMEDY, REVIEW
from schemas.clocks import ExtensionOrder
from schemas.payments import Run
from schemas.questions import ItemCode
from schemas.remedies import ContestedRequest, RefusedRequest, RemedyEntry
from schemas.rights import Standing, StandingRequest
from tests.activities.register import entries
from tests.activities.register.conftest import Tables, rows
from tests.activities.register.test_claims import claim, release
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE, found, person, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import LONG_DAY, SHORT_DAY, UNHURRIED_DAY, PaperCities, PaperCity, paper_cities
from tests.workflows.paper_offices import PENDING, answered

of_cases = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="module")]
STEPS = ("acceptance", "opinion", "confirmation")
TODAY = date(2026, 11, 23)
UNKNOWN = "assistance:A-1999-000001"
"""A decision from before the register."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Iterator[SqlBook]:
    address = f"sqlite:///{tmp_path_factory.mktemp('register') / 'register.db'}"
    upgrade(address)
    opened = SqlBook(address)
    yield opened
    opened.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cities(kept) -> AsyncIterator[PaperCities]:
    async with paper_cities(kept) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def city(cities: PaperCities) -> PaperCity:
    return await cities.founded(SHORT_DAY)


@pytest_asyncio.fixture(loop_scope="module")
async def calm_city(cities: PaperCities) -> PaperCity:
    return await cities.founded(LONG_DAY)


def household(city: PaperCity) -> str:
    return f"h-{city.number}"


def mine(city: PaperCity, ref: str) -> str:
    return f"{ref}-{city.number}"


async def applied(city: PaperCity, *choice: str, **changed: Any) -> PaperCase:
    """The family of three with 600.00 a month applied; the county decided."""
    case = await filed_for(city, **changed)
    for question in ("acceptance", "opinion"):
        await case.decide(question)
    await (case.refuse("confirmation") if choice == ("refuse",) else case.decide("confirmation", *choice))
    await case.closed()
    return case


async def filed_for(city: PaperCity, **changed: Any) -> PaperCase:
    """The family's application, with its form at the bureau."""
    refs = {ref: mine(city, ref) for ref in (APPLICANT, SPOUSE, CHILD)}
    event = submitted(city.number, **{
        "household": {"ref": household(city), "members": [
            person(refs[APPLICANT], "1958-03-15", "male", "applicant"),
            person(refs[SPOUSE], "1960-09-03", "female", "spouse"),
            person(refs[CHILD], "2016-11-20", "male", "other with legal support duty", student=True),
        ]},
        "incomes": [
            {"person": refs[APPLICANT], "kind": "pension", "monthly": "1800.00"},
            {"person": refs[CHILD], "kind": "maintenance", "monthly": "600.00"},
        ],
        "authorisations": [{"person": ref, "signed_on": "2026-03-02"} for ref in refs.values()], **changed,
    })  # fmt: skip
    form = answered(application=event.application.model_dump(mode="json"))
    city.departments.says("civil-affairs", "application_form", form)
    return await city.open(ASSISTANCE, event)


async def contested(city: PaperCity, of_case: str, path: str = "court", **changed: Any) -> PaperCase:
    filed = RemedyFiled.model_validate({
        "of_case": of_case, "household": household(city), "path": path, "respondent": "CZ-TN",
        "number": "(2026)苏0402行初1号",
        "known_on": TODAY, "filed_on": TODAY, "reported_on": TODAY, **changed})  # fmt: skip
    return await city.open(REMEDY, filed, key=(*of_case.split(":"), path))


def ended(city: PaperCity, of_case: str, result: str, path: str = "court") -> RemedyDecided:
    return RemedyDecided.model_validate({
        "of_case": of_case, "household": household(city), "path": path, "result": result, "decided_on": TODAY,
        "reported_on": TODAY})  # fmt: skip


def standing(kept: SqlBook, city: PaperCity) -> Standing | None:
    return SqlRights(kept.engine).standing(StandingRequest(household=household(city), case="test"))


def spans(known: Standing | None) -> list[tuple[str, Decimal | None, date, str]]:
    assert known is not None
    return [(span.benefit, span.amount, span.first, span.state.value) for span in known.rights]


def months_of(known: Standing) -> list[tuple[date, Decimal | None]]:
    """Each stretch of the household's right in which something is paid, those with one amount together."""
    stretches: list[tuple[date, Decimal | None]] = []
    for span in known.rights:
        if span.state.value == "active" and (not stretches or stretches[-1][1] != span.amount):
            stretches.append((span.first, span.amount))
    return stretches


RUN = date(2027, 6, 1)


def owed(kept: SqlBook) -> Decimal:
    """What a payment run of a later month would take on, back pay and all."""
    run = Run.model_validate({"case": "payment:2027-06", "month": RUN, "on": RUN})
    return sum((line.due for line in SqlPayments(kept.engine).preview(run)), Decimal(0))


def months_until_run(first: date) -> int:
    return (RUN.year - first.year) * 12 + RUN.month - first.month + 1


def marks(kept: SqlBook, city: PaperCity) -> list[tuple[str, str]]:
    return [(row["path"], row["state"]) for row in rows(kept.engine)["remedy"] if row["household"] == household(city)]


def letters(city: PaperCity) -> list[str]:
    return [said["details"]["text"] for said in city.departments.bodies("deliver_notice")
            if said["details"]["kind"] == "new_decision"]  # fmt: skip


class TestCases:
    pytestmark = of_cases

    async def test_a_refusal_that_the_court_revokes_is_decided_anew_by_another_person_and_paid_back(
        self, kept, city
    ) -> None:
        refused = await applied(city, "refuse")
        case = await contested(city, refused.id)
        marked = await case.until(lambda record: record.stage == "under review")
        before = marks(kept, city), standing(kept, city)
        owed_before = owed(kept)

        await case.hears(ended(city, refused.id, "revoked"))
        ask = await case.asks("new_decision")
        told = await case.refusal("new_decision", officer="CZ-TN.head")
        ruled = await case.decide("new_decision")
        record = await case.closed()

        first = _following((await refused.closed()).rulings[-1].at.date())
        assert before == ([("court", "under_review")], None)
        assert (ask.choices[0], ask.proposal, ask.not_by) == ("as_assessed", "low_income", ("CZ-TN.head",))
        assert "took an earlier step" in told
        assert (ruled.officer, record.outcome, record.amount) == ("CZ-TN.deputy", "granted_anew", Decimal("600.00"))
        assert spans(standing(kept, city)) == [("low_income", Decimal("600.00"), first, "active")]
        assert marks(kept, city) == [("court", "under_review"), ("court", "revoked")]
        assert owed(kept) - owed_before == Decimal("600.00") * months_until_run(first)
        assert marked.unit == "CZ-TN"
        (confirmed,) = city.said(case, "assistance.identity-confirmed")
        assert (confirmed["category"], confirmed["valid_from"]) == ("low_income", str(first))
        assert "撤销,现重新作出决定" in letters(city)[0]
        assert city.said(case, "remedy.settled")[0]["outcome"] == "granted_anew"
        assert city.departments.keys("linked_item") != []

    @pytest.mark.parametrize("result", ["upheld", "dismissed", "withdrawn"])
    async def test_a_decision_that_stands_only_loses_its_mark(self, kept, city, result) -> None:
        granted = await applied(city)
        before = spans(standing(kept, city))
        case = await contested(city, granted.id, "reconsideration")

        await case.hears(ended(city, granted.id, result, "reconsideration"))
        record = await case.closed()

        assert (record.outcome, record.rulings) == (result, ())
        assert marks(kept, city) == [("reconsideration", "under_review"), ("reconsideration", result)]
        assert spans(standing(kept, city)) == before
        assert city.sent(case) == ["remedy.taken-up", "remedy.settled"]

    async def test_nothing_is_suspended_while_a_decision_is_under_review(self, kept, city) -> None:
        granted = await applied(city)

        case = await contested(city, granted.id)
        await case.until(lambda record: record.stage == "under review")

        assert [state for *_, state in spans(standing(kept, city))] == ["active"]

    async def test_silence_of_the_review_body_turns_nobody_away_and_its_limit_decides_nothing(self, kept, city) -> None:
        refused = await applied(city, "refuse")
        case = await contested(city, refused.id, "reconsideration")

        late = await case.until(lambda record: any("breach" in clock.rungs for clock in record.clocks))
        await case.hears(ended(city, refused.id, "upheld", "reconsideration"))
        record = await case.closed()

        assert {clock.name: clock.due.limit.value for clock in late.clocks} == {
            "reconsideration_acceptance": 5, "reconsideration_decision": 60,
        }  # fmt: skip
        assert (late.status, record.outcome) == ("open", "upheld")

    async def test_the_review_body_may_take_thirty_days_more_and_its_paper_is_named(self, calm_city) -> None:
        case = await contested(calm_city, UNKNOWN, "reconsideration", accepted_on=TODAY)
        await case.until(lambda record: record.stage == "under review")
        order = {"clock": "reconsideration_decision", "officer": "CZ-TN.bureau", "reasons": "案情复杂"}

        told = await case.refused_clock("extend", ExtensionOrder.model_validate(order))
        line = await case.clock("extend", ExtensionOrder.model_validate({**order, "approval": "复议延字〔2026〕7号"}))

        assert "行政复议机构负责人" in told
        assert line.due.limit.value == 90
        await case.until(lambda _: calm_city.departments.asked_for("deliver_notice") != [])
        (notice,) = calm_city.departments.bodies("deliver_notice")
        assert notice["details"]["household"] == household(calm_city)

    async def test_the_simple_procedure_has_thirty_days_and_no_extension(self, calm_city) -> None:
        case = await contested(calm_city, UNKNOWN, "reconsideration", accepted_on=TODAY, simple=True)
        record = await case.until(lambda now: now.stage == "under review")

        told = await case.refused_clock("extend", ExtensionOrder.model_validate({
            "clock": "reconsideration_simple", "officer": "CZ-TN.bureau", "reasons": "案情复杂"}))  # fmt: skip

        assert [(clock.name, clock.due.limit.value) for clock in record.clocks] == [("reconsideration_simple", 30)]
        assert "No act knows an extension" in told

    async def test_what_was_filed_late_is_marked_and_said(self, kept, calm_city) -> None:

        case = await contested(calm_city, UNKNOWN, "reconsideration", known_on=TODAY - timedelta(days=70))
        record = await case.until(lambda now: now.stage == "examined")

        assert [(each.rule, each.outcome.value) for each in record.decisions] == [("remedy_admissibility", "refused")]
        assert any("filed late" in note for note in record.notes)
        assert marks(kept, calm_city) == [("reconsideration", "under_review")]

    async def test_what_the_judgment_orders_is_written_down_by_a_person_and_asked_for_until_it_can_be_read(
        self, kept, city
    ) -> None:
        refused = await applied(city, "refuse")
        case = await contested(city, refused.id)
        await case.hears(ended(city, refused.id, "changed"))

        await case.decide("new_decision", "as_ordered", details={"amount": "a lot"})
        unclear = await case.until(lambda now: now.notes and now.pending)
        details = {"category": "low_income_edge", "once": "2000.00"}
        await case.decide("new_decision", "as_ordered", details=details)
        record = await case.closed()

        assert any("put again" in note for note in unclear.notes)
        assert (record.outcome, record.category) == ("granted_anew", "low_income_edge")
        (order,) = [row for row in rows(kept.engine)["payment_order"] if row["case_id"] == case.id]
        assert (order["kind"], order["amount"]) == ("arrears", Decimal("2000.00"))

    async def test_a_person_may_refuse_again_with_other_reasons(self, kept, city) -> None:
        refused = await applied(city, "refuse")
        case = await contested(city, refused.id)
        await case.hears(ended(city, refused.id, "revoked"))

        await case.decide("new_decision", "refuse_again", reasons="判决后查明另有住房")
        record = await case.closed()

        assert record.outcome == "refused_anew"
        assert standing(kept, city) is None
        (said,) = city.said(case, "assistance.refused")
        assert (said["category"], said["reasons"]) == ("low_income", ["decided_anew"])
        assert "判决后查明另有住房" in letters(city)[0]
        trace = [row["trace"] for row in rows(kept.engine)["decision"] if row["case_id"] == case.id]
        assert "判决后查明另有住房" not in str(trace)

    async def test_a_change_that_falls_is_restored_with_every_month_and_its_recovery_released(self, kept, city) -> None:
        await applied(city)
        before = spans(standing(kept, city))
        changed = await found_work(city)

        case = await contested(city, changed.id)
        await case.hears(ended(city, changed.id, "revoked"))
        ask = await case.asks("new_decision")
        await case.decide("new_decision", "restore")
        record = await case.closed()

        known = standing(kept, city)
        assert (ask.choices, record.outcome) == (("restore", "as_ordered", "refuse_again"), "restored")
        assert [(benefit, amount, state) for benefit, amount, _, state in spans(known)][-1] == (
            "low_income", before[0][1], "active",
        )  # fmt: skip
        assert known is not None
        assert [choice.kind.value for choice in known.choices] == ["kept"]
        assert months_of(known) == [(before[0][2], before[0][1])]
        assert {recovery.way.value for recovery in known.recoveries} <= {"release", "set_off", "repay", "waive"}


class TestRefusedAgain:
    """Nobody has to complain of an office's late or wrong word (domain 2.9)."""

    pytestmark = of_cases

    async def test_a_refusal_is_decided_anew_by_another_person_when_the_bank_corrects_a_balance(
        self, kept, city
    ) -> None:
        city.departments.says("financial-institutions", "means", rich(city))
        refused = await applied(city)
        before = standing(kept, city)
        city.departments.says("financial-institutions", "means", answered())

        case = await corrected(city, on=date(2026, 1, 31))
        ask = await case.asks("new_decision")
        ruled = await case.decide("new_decision")
        record = await case.closed()

        decided = (await refused.closed()).rulings[-1]
        assert ((await refused.closed()).outcome, before) == ("refused", None)
        assert (ask.choices, ask.proposal, ask.not_by) == (
            ("as_assessed", "refuse_again"), "low_income", (decided.officer,),
        )  # fmt: skip
        assert ruled.officer != decided.officer
        assert (record.outcome, record.amount) == ("granted_anew", Decimal("600.00"))
        assert spans(standing(kept, city)) == [
            ("low_income", Decimal("600.00"), _following(decided.at.date()), "active"),
        ]  # fmt: skip
        assert city.said(case, "assistance.identity-confirmed")[0]["category"] == "low_income"
        assert "来源部门更正了所依据的信息,现重新作出决定" in letters(city)[0]
        assert city.departments.keys("linked_item") != []

    async def test_a_refusal_that_stands_after_the_correction_is_told_with_what_the_registers_say(
        self, kept, city
    ) -> None:
        city.departments.says("financial-institutions", "means", rich(city))
        await applied(city)

        case = await corrected(city, on=date(2026, 1, 31))
        record = await case.closed()

        assert (record.outcome, record.rulings, standing(kept, city)) == ("unchanged", (), None)
        (letter,) = letters(city)
        assert "已重新核对,仍不符合条件" in letter
        assert "900000.00" in letter
        assert "复议" in letter

    async def test_what_was_wrong_only_after_the_refusal_changes_nothing_of_it(self, city) -> None:
        city.departments.says("financial-institutions", "means", rich(city))
        await applied(city)

        case = await corrected(city, on=date(2099, 1, 31))

        assert ((await case.closed()).outcome, letters(city)) == ("unchanged", [])

    async def test_a_refusal_in_spite_of_a_gap_is_decided_anew_when_the_last_answer_comes_ac_m4(
        self, kept, cities
    ) -> None:
        city = await cities.founded(UNHURRIED_DAY)
        city.departments.says("education", "means", PENDING)
        refused = await refused_with_a_gap(city)
        city.departments.says("education", "means", answered())
        check = city.case(MEANS_CHECK)

        await check.answered("means/education/1", "education", "means")
        await check.closed()
        (due,) = city.said(check, "assistance.review-due")
        case = await city.open(
            REVIEW, AssistanceReviewDue.model_validate(due), key=("evidence_gap", household(city), due["due_on"])
        )
        await case.decide("new_decision")
        record = await case.closed()

        assert (await refused.closed()).outcome == "refused"
        assert (record.outcome, record.amount) == ("granted_anew", Decimal("600.00"))
        assert [amount for _, amount, *_ in spans(standing(kept, city))] == [Decimal("600.00")]
        assert "有关部门补充答复,现重新作出决定" in letters(city)[0]

    async def test_another_person_may_refuse_again_with_reasons_of_their_own(self, kept, city) -> None:
        await applied(city, "refuse")

        case = await corrected(city, on=date(2026, 1, 31))
        await case.decide("new_decision", "refuse_again", reasons="查明另有住房")
        record = await case.closed()

        assert (record.outcome, spans_or_none(kept, city)) == ("refused_anew", None)
        assert "查明另有住房" in letters(city)[0]


def rich(city: PaperCity) -> SystemReply:
    """Far more in the bank than a poor household may own."""
    return found(ItemCode.DEPOSIT, "900000.00", mine(city, APPLICANT))


async def corrected(city: PaperCity, on: date) -> PaperCase:
    """A source puts right what it had said of the applicant's deposits since that day."""
    fact = SourceCorrected(person=mine(city, APPLICANT), on=on, reported_on=TODAY, what=ItemCode.DEPOSIT)
    return await city.open(REVIEW, fact, key=(fact.fact, fact.person, str(fact.on)))


async def refused_with_a_gap(city: PaperCity) -> PaperCase:
    """The town and the county refuse while an office has not answered."""
    case = await filed_for(city)
    await case.decide("acceptance")
    await case.refuse("opinion")
    await case.decide("confirmation", evidence_gap=True)
    await case.closed()
    return case


def receipts(city: PaperCity) -> list[str]:
    return [said["details"]["text"] for said in city.departments.bodies("deliver_notice")
            if said["details"]["kind"] == "consent_withdrawn"]  # fmt: skip


def spans_or_none(kept: SqlBook, city: PaperCity) -> list[Any] | None:
    known = standing(kept, city)
    return spans(known) if known is not None else None


class TestGivenUp:
    """After the decision, what is taken back is a request to end it (domain 2.9)."""

    pytestmark = of_cases

    async def test_a_person_ends_it_from_the_next_month_and_nothing_is_taken_back(self, kept, city) -> None:
        await applied(city)
        (held,) = spans(standing(kept, city))
        case = await city.open(REVIEW, gives_up(city, on=date(2027, 6, 10)), key=("end-asked", household(city)))

        ask = await case.asks("end")
        await case.decide("end")
        record = await case.closed()

        assert (ask.choices, ask.proposal, record.outcome) == (("end", "keep"), "consent_withdrawn", "ended")
        assert spans(standing(kept, city)) == [held, ("low_income", None, date(2027, 7, 1), "ended")]
        (event,) = city.said(case, "assistance.identity-ended")
        assert (event["reasons"], event["ended_from"]) == (["consent_withdrawn"], "2027-07-01")
        (letter,) = (said["details"]["text"] for said in city.departments.bodies("deliver_notice")
                     if said["details"]["kind"] == "end")  # fmt: skip
        assert "家庭撤回家庭经济状况核对授权" in letter

    async def test_what_has_not_begun_yet_does_not_begin(self, kept, city) -> None:
        await applied(city)
        ((_, _, first, _),) = spans(standing(kept, city))
        case = await city.open(REVIEW, gives_up(city), key=("end-asked", household(city)))

        await case.decide("end")
        await case.closed()

        assert spans(standing(kept, city)) == [("low_income", None, first, "ended")]

    async def test_what_was_given_up_is_not_offered_again_by_a_later_check(self, kept, city) -> None:
        await applied(city)
        case = await city.open(REVIEW, gives_up(city), key=("end-asked", household(city)))
        await case.decide("end")
        await case.closed()
        due = {"case": case.id, "household": household(city), "due_on": TODAY, "reason": "facts", "reported_on": TODAY}

        later = await city.open(REVIEW, AssistanceReviewDue.model_validate(due), key=("facts", household(city)))

        assert (await later.closed()).outcome == "unchanged"

    async def test_a_person_may_leave_it_as_it_is(self, kept, city) -> None:
        await applied(city)
        before = spans(standing(kept, city))
        case = await city.open(REVIEW, gives_up(city), key=("end-asked", household(city)))

        await case.decide("end", "keep", reasons="家庭收回终止申请")

        assert (await case.closed()).outcome == "kept"
        assert spans(standing(kept, city)) == before
        assert receipts(city) == []

    async def test_a_consent_that_is_taken_back_has_its_receipt_also_when_everything_is_left_as_it_is(
        self, kept, city
    ) -> None:
        await applied(city)
        case = await city.open(REVIEW, gives_up(city, on=TODAY), key=("end-asked", household(city)))

        await case.decide("end", "keep", reasons="家庭收回撤回声明")

        assert (await case.closed()).outcome == "kept"
        (receipt,) = receipts(city)
        assert "继续有效" in receipt

    async def test_the_receipt_comes_at_once_and_before_the_county_decides(self, kept, city) -> None:
        await applied(city)
        case = await city.open(REVIEW, gives_up(city, on=TODAY), key=("end-asked", household(city)))

        await case.asks("end")
        before = receipts(city)
        await case.decide("end")
        await case.closed()

        (receipt,) = before
        assert "撤回家庭经济状况核对授权" in receipt
        assert receipts(city) == before
        assert [said["details"]["kind"] for said in city.departments.bodies("deliver_notice")][-2:] == [
            "consent_withdrawn", "end"]  # fmt: skip

    async def test_who_holds_nothing_gives_nothing_up_and_has_a_receipt(self, city) -> None:
        await applied(city, "refuse")

        case = await city.open(REVIEW, gives_up(city, on=TODAY), key=("end-asked", household(city)))

        assert (await case.closed()).outcome == "unchanged"
        (receipt,) = receipts(city)
        assert "不因撤回授权而改变" in receipt
        assert "终止待遇" not in receipt

    async def test_an_end_that_an_open_case_asked_for_has_its_receipt_from_there(self, kept, city) -> None:
        await applied(city)
        due = {"case": city.case(ASSISTANCE).id, "household": household(city), "due_on": TODAY,
               "reason": "consent_withdrawn", "reported_on": TODAY}  # fmt: skip

        case = await city.open(REVIEW, AssistanceReviewDue.model_validate(due), key=("end-asked", household(city)))
        await case.decide("end")
        await case.closed()

        assert receipts(city) == []

    async def test_a_consent_to_one_item_ends_that_item_alone(self, kept, city) -> None:
        await applied(city)
        before = standing(kept, city)
        assert before is not None
        assert "school-aid" in before.items
        case = await city.open(REVIEW, gives_up(city, on=date(2027, 6, 10), item="school-aid"), key=("item",))

        assert (await case.closed()).outcome == "item_ended"
        (asked,) = city.departments.bodies("linked_item_stop")
        after = standing(kept, city)
        assert after is not None
        assert set(before.items) - set(after.items) == {"school-aid"}
        assert (asked["details"]["from_month"], asked["details"]["reason"]) == ("2027-07-01", "consent-withdrawn")
        assert spans(after) == spans(before)
        assert "其他事项继续办理" in city.departments.bodies("deliver_notice")[-1]["details"]["text"]

    async def test_an_item_that_is_not_given_needs_no_stop_and_the_household_has_its_receipt(self, kept, city) -> None:
        await applied(city)
        case = await city.open(REVIEW, gives_up(city, on=TODAY, item="funeral-waiver"), key=("item",))

        assert (await case.closed()).outcome == "item_not_given"
        assert city.departments.asked_for("linked_item_stop") == []
        assert "撤回同意回执" in city.departments.bodies("deliver_notice")[-1]["details"]["text"]


def gives_up(city: PaperCity, on: date | None = None, item: str | None = None) -> Event:
    """The application is taken back, or on that day the consent to the check, or to one item."""
    about = {"number": city.number, "household": household(city)}
    if on is not None:
        consent = {**about, "person": mine(city, APPLICANT), "on": on, "item": item}
        return AssistanceConsentWithdrawn.model_validate(consent)
    return AssistanceApplicationWithdrawn.model_validate(about)


async def found_work(city: PaperCity) -> PaperCase:
    """A job from which more is earned than the standard leaves: the county ended the recognition."""
    fact = JobStarted(person=mine(city, SPOUSE), on=date(2026, 12, 1), reported_on=date(2027, 1, 4))
    wage = found(ItemCode.WAGE, "9000.00", mine(city, SPOUSE))
    city.departments.says("human-resources", "fact_details", wage)
    case = await city.open(REVIEW, fact, key=(fact.fact, fact.person, str(fact.on)))
    await case.hears(AssistanceChangeAnswered.model_validate({
        "case": case.id, "household": household(city), "objects": False}))  # fmt: skip
    ask = await case.asks("review")
    await case.decide("review", next(choice for choice in ask.choices if choice not in {"taper", "keep"}))
    record = await case.until(lambda now: now.status == "closed" or now.pending is not None)
    if record.status != "closed":
        await case.decide("recovery")
    await case.closed()
    return case


def _following(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


# ── the register alone ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def remedies(book: SqlBook) -> SqlRemedies:
    return SqlRemedies(book.engine)


def entry(**changed: Any) -> RemedyEntry:
    return RemedyEntry.model_validate({
        "case": "remedy:h-1:assistance:A-1:court", "household": "h-1", "of_case": "assistance:A-1", "path": "court",
        "state": "under_review", "on": "2026-05-04", "event": "e-1", **changed})  # fmt: skip


def test_a_remedy_has_two_lines_however_often_they_are_entered(remedies: SqlRemedies, tables: Tables) -> None:
    for said in (entry(), entry(), entry(state="revoked", on="2026-09-01", event="e-2"), entry()):
        remedies.enter_remedy(said)

    assert [row["state"] for row in tables()["remedy"]] == ["under_review", "revoked"]


def test_a_remedy_ends_once(remedies: SqlRemedies) -> None:
    remedies.enter_remedy(entry(state="revoked"))

    with pytest.raises(Contradicted):
        remedies.enter_remedy(entry(state="upheld"))


def test_a_decision_that_the_register_does_not_know_is_contested_all_the_same(remedies: SqlRemedies) -> None:
    found_ = remedies.contested(ContestedRequest.model_validate(
        {"case": "remedy:1", "household": "h-9", "of_case": "assistance:A-9"}))  # fmt: skip

    assert (found_.decisions, found_.officers, found_.since, found_.without) == ((), (), None, ())


def test_the_last_refused_application_is_found_unless_a_newer_one_sees_for_itself(
    remedies: SqlRemedies, book: SqlBook
) -> None:
    asked = RefusedRequest.model_validate({"case": "review:1", "household": entries.HOUSEHOLD})
    claims = SqlClaims(book.engine)

    before = remedies.refused(asked)
    book.enter_refusal(entries.refusal(1))
    book.enter_refusal(entries.refusal(2, entries.APRIL))
    last = remedies.refused(asked)
    claims.claim(claim(3))
    meanwhile = remedies.refused(asked)
    claims.release(release(3))

    assert (before.of_case, meanwhile.of_case) == (None, None)
    assert (last.of_case, last.on) == (entries.case(2), entries.APRIL)
    assert remedies.refused(asked) == last
