"""Who belongs to the household: married, divorced, born, graded, gone; and persons of two households."""

from datetime import date

import pytest

from events.contracts.assistance import AssistanceReviewDue
from events.contracts.bereavement import DeathRevoked
from events.contracts.envelope import Envelope
from events.contracts.facts import (
    BirthRegistered,
    DisabilityCertificateChanged,
    FactRevoked,
    HouseholdRegisterMoved,
    JobStarted,
)
from events.contracts.marriage import DivorceRegistered, MarriageRegistered, MarriageVoided
from policy.months import after
from registry.services import BEREAVEMENT, REVIEW
from schemas.facts import FactKind
from schemas.household_files import FilePart
from schemas.households import Category
from schemas.marriages import DivorceWay, VoidKind
from schemas.people import Disability, Sex
from schemas.questions import ItemCode
from tests.activities.register.entries import request
from tests.activities.register.reviews.household import FIRST, FOURTH, SECOND, THIRD, Lived
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE, person
from tests.workflows.deaths import certificate, cremated, taken_back
from tests.workflows.paper_case import PaperCase, in_envelope

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="package")]

ON = SECOND.replace(day=12)
NEW = "p-new"


def wedding(lived: Lived, who: str = APPLICANT, pension: str = "5000.00") -> MarriageRegistered:
    lived.knows("human-resources", ItemCode.PENSION, pension, NEW,
                persons=[{"ref": lived.ref(NEW), "born": "1962-01-09", "sex": "female"}])  # fmt: skip
    return MarriageRegistered(case="marriage:1", booking="B-1", certificate="J-1", on=ON,
                              spouses=(lived.ref(who), lived.ref(NEW)))  # fmt: skip


def married(lived: Lived, of: str) -> tuple[str, ...]:
    return (FactKind.MARRIAGE.value, lived.ref(of), str(ON))


async def test_AC_G5_a_spouse_with_5000_ends_low_income_and_the_edge_fits(lived: Lived):  # noqa: N802
    lived.recognised(transfer_consent=True)

    assert await lived.decided(wedding(lived), key=married(lived, APPLICANT)) == "moved"
    assert lived.held() == [
        ("low_income", "600.00", FIRST, "active"), ("low_income", None, THIRD, "ended"),
        ("low_income_edge", None, THIRD, "active"),
    ]  # fmt: skip


async def test_of_one_marriage_a_household_is_heard_and_decided_about_once(lived: Lived):
    lived.recognised()
    of_the_other = await lived.review(wedding(lived), *married(lived, NEW))

    assert (await of_the_other.closed()).outcome == "unchanged"
    assert lived.city.said(of_the_other, "assistance.change-proposed") == []


async def test_a_marriage_that_never_counted_leaves_no_trace_whoever_is_named_first(lived: Lived):
    lived.recognised()
    await lived.decided(wedding(lived), ("review", "end"), key=married(lived, APPLICANT))
    voided = MarriageVoided(case="marriage-correction:1", certificate="J-1", kind=VoidKind.REVOKED, on=ON,
                            decided_on=THIRD, reported_on=THIRD,
                            spouses=(lived.ref(NEW), lived.ref(APPLICANT)))  # fmt: skip

    outcome = await lived.decided(voided, key=(FactKind.MARRIAGE_ENDED.value, lived.ref(APPLICANT), str(ON)))

    assert outcome == "restored"
    assert lived.held() == [("low_income", "600.00", FIRST, "active"), ("low_income", "600.00", THIRD, "active")]


SUPPORTED = ("destitute", "1264.00", FIRST, "active")


@pytest.mark.parametrize(("found", "outcome", "held"), [
    ("unable", "raised", [SUPPORTED, ("destitute", "2528.00", THIRD, "active")]),
    ("able", "ended", [SUPPORTED, ("destitute", None, THIRD, "ended")]),
])  # fmt: skip
async def test_of_the_spouse_of_a_destitute_person_the_county_finds_out_whom_others_support(
    lived: Lived, found: str, outcome: str, held: list[tuple[str, str | None, date, str]]
):
    """Nothing is proposed before it is known; the register keeps what was found."""
    lived.recognised(category=Category.DESTITUTE, amount="1264.00", incomes=[], members=[
        person(lived.ref(APPLICANT), "1950-03-15", "male", "applicant", own_obligor_able=False)])  # fmt: skip
    case = await lived.review(wedding(lived, pension="0.00"), *married(lived, APPLICANT))
    ask = await case.asks("obligor")

    assert (ask.choices, ask.proposal) == (("unable", "able"), lived.ref(NEW))
    assert lived.held() == [SUPPORTED]
    assert lived.city.said(case, "assistance.change-proposed") == []
    await case.decide("obligor", found)
    await case.decide("review")
    assert (await case.closed()).outcome == outcome
    assert lived.held() == held
    assert [one.kind.value for one in lived.standing().choices] == [f"obligor-{found}"]


def of_two_households(lived: Lived) -> tuple[str, str]:
    """The widower and the widow, each alone with 1,000 a month."""
    his = lived.recognised(amount="1000.00", incomes=[], members=lived.family()[:1])
    hers = lived.recognised(household=f"{lived.household}-hers", amount="1000.00", incomes=[],
                            members=[person(lived.ref(SPOUSE), "1960-09-03", "female", "applicant")])  # fmt: skip
    return his, hers


def of_the_couple(event: type[MarriageRegistered] | type[MarriageVoided], lived: Lived, **more: object) -> Envelope:
    """The same envelope for the cases of both."""
    about = {"case": "marriage:1", "certificate": "J-1", "spouses": (lived.ref(SPOUSE), lived.ref(APPLICANT))}
    return in_envelope(event.model_validate({**about, **more}))


async def decided(lived: Lived, envelope: Envelope, kind: FactKind, who: str) -> None:
    """The ordinary way, in the case of one of the two."""
    case = await lived.city.open(REVIEW, envelope, key=(kind.value, lived.ref(who), str(ON)))
    await case.decide("review")
    await case.closed()


@pytest.mark.parametrize("order", [(APPLICANT, SPOUSE), (SPOUSE, APPLICANT)], ids=["his first", "hers first"])
async def test_two_recognised_persons_who_marry_are_counted_in_one_household_until_the_marriage_never_was(
    lived: Lived, order: tuple[str, str]
):
    his, hers = of_two_households(lived)
    wed = of_the_couple(MarriageRegistered, lived, booking="B-1", on=ON)
    for who in order:
        await decided(lived, wed, FactKind.MARRIAGE, who)

    joined = [("low_income", "1000.00", FIRST, "active"), ("low_income", "2000.00", THIRD, "active")]
    left = [("low_income", "1000.00", FIRST, "active"), ("low_income", None, THIRD, "ended")]
    assert (lived.held(his), lived.held(hers)) == (joined, left)

    voided = of_the_couple(MarriageVoided, lived, kind=VoidKind.REVOKED, on=ON, decided_on=THIRD, reported_on=THIRD)
    for who in order:
        await decided(lived, voided, FactKind.MARRIAGE_ENDED, who)
    assert [lived.held(each)[-1] for each in (his, hers)] == [("low_income", "1000.00", THIRD, "active")] * 2


@pytest.mark.parametrize("known", [True, False], ids=["his had taken her in", "no office knew her"])
async def test_of_a_couple_of_whom_one_was_still_applying_nobody_is_counted_twice(lived: Lived, *, known: bool):
    """Her household was recognised after the wedding was told."""
    his = lived.recognised(amount="1000.00", incomes=[], members=lived.family()[:1])
    wed = of_the_couple(MarriageRegistered, lived, booking="B-1", on=ON)
    if known:
        lived.knows("human-resources", ItemCode.PENSION, "0.00", SPOUSE,
                    persons=[{"ref": lived.ref(SPOUSE), "born": "1960-09-03", "sex": "female"}])  # fmt: skip
        await decided(lived, wed, FactKind.MARRIAGE, APPLICANT)
    else:
        told = await lived.city.open(REVIEW, wed, key=(FactKind.MARRIAGE.value, lived.ref(APPLICANT), str(ON)))
        assert (await told.closed()).outcome == "unchanged"
    hers = lived.recognised(household=f"{lived.household}-hers", amount="1000.00", incomes=[], on=ON.replace(day=20),
                            members=[person(lived.ref(SPOUSE), "1960-09-03", "female", "applicant")])  # fmt: skip

    due = AssistanceReviewDue(case="assistance:A-hers", household=hers, due_on=ON, reason="facts", reported_on=ON)
    case = await lived.city.open(REVIEW, due, key=("due", hers))
    for _ in range(1 if known else 2):
        await case.decide("review")

    joined = [("low_income", "1000.00", FIRST, "active"), ("low_income", "2000.00", THIRD, "active")]
    assert (await case.closed()).outcome == "ended"
    assert lived.held(his) == joined
    assert [state for *_, state in lived.held(hers)][-1] == "ended"
    voided = of_the_couple(MarriageVoided, lived, kind=VoidKind.REVOKED, on=ON, decided_on=THIRD, reported_on=THIRD)
    for who in (APPLICANT, SPOUSE):
        await decided(lived, voided, FactKind.MARRIAGE_ENDED, who)
    assert [lived.held(each)[-1][1:] for each in (his, hers)] == [("1000.00", THIRD, "active")] * 2


async def test_after_a_divorce_who_came_later_leaves_and_the_others_are_counted_anew(lived: Lived):
    """1,200 a head for the two who stay: the spouse, who had nothing, lives elsewhere now."""
    lived.recognised()
    divorced = DivorceRegistered(case="divorce:1", number="D-1", way=DivorceWay.AGREEMENT, on=ON, reported_on=ON,
                                 spouses=(lived.ref(APPLICANT), lived.ref(SPOUSE)))  # fmt: skip

    case = await lived.review(divorced, "marriage-ended", lived.ref(APPLICANT), str(ON))
    await case.decide("review")

    assert (await case.closed()).outcome == "ended"
    notices = [body["details"] for body in lived.city.departments.bodies("deliver_notice")]
    alone = [one for one in notices if one["kind"] == "apply_alone"]
    assert [one["person"] for one in alone] == [lived.ref(SPOUSE)]
    assert "无需重复提交" in alone[0]["text"]
    assert lived.held() == [("low_income", "600.00", FIRST, "active"), ("low_income", None, THIRD, "ended")]
    file = lived.book.household_file(request(lived.household, parts=(FilePart.MEMBERS,)))
    assert file is not None
    assert {line.person for line in file.members if line.period.last is None} == {
        lived.ref(APPLICANT), lived.ref(CHILD),
    }  # fmt: skip


async def test_twins_are_two_members_more(lived: Lived):
    lived.recognised()
    for child in ("p-twin-1", "p-twin-2"):
        born = BirthRegistered(person=lived.ref(SPOUSE), on=ON, reported_on=ON, child=lived.ref(child), sex=Sex.FEMALE)
        assert await lived.decided(born, key=("birth", lived.ref(child), str(ON))) == "raised"

    assert lived.held() == [("low_income", "600.00", FIRST, "active"), ("low_income", "2600.00", THIRD, "active")]


async def test_a_birth_that_was_entered_wrongly_is_taken_back_by_the_child(lived: Lived):
    lived.recognised()
    child = lived.ref("p-baby")
    born = BirthRegistered(person=lived.ref(SPOUSE), on=ON, reported_on=ON, child=child, sex=Sex.MALE)
    await lived.decided(born, key=("birth", child, str(ON)))
    revoked = FactRevoked(person=child, kind=FactKind.BIRTH, on=ON, reported_on=ON)

    assert await lived.decided(revoked) == "lowered"
    assert ("low_income", "600.00", THIRD, "active") in lived.held()


async def test_the_death_of_a_child_counts_also_when_it_is_told_before_the_birth(lived: Lived):
    lived.recognised()
    child, day = lived.ref("p-early"), ON.replace(day=20)
    died = await lived.review(lived.died("p-early", day), "death", child, str(day))
    assert (await died.closed()).outcome == "nobody_concerned"
    born = BirthRegistered(person=lived.ref(SPOUSE), on=ON, reported_on=day, child=child, sex=Sex.MALE)

    assert (await (await lived.review(born, "birth", child, str(ON))).closed()).outcome == "unchanged"
    assert lived.held() == [("low_income", "600.00", FIRST, "active")]


NEW_FIRST, KNOWN_FIRST = ("new", "known"), ("known", "new")


async def reported_again(lived: Lived) -> PaperCase:
    """Two sources say that the spouse died in the third month, after a first case that has closed."""
    person, day = lived.ref(SPOUSE), str(THIRD.replace(day=3))
    events = (certificate(person, on=day), cremated(person, died_on=day))
    return await lived.city.open(BEREAVEMENT, *events, key=(day,))


@pytest.mark.parametrize(("before", "choices"), [
    ("dead", KNOWN_FIRST), ("taken back", NEW_FIRST), ("taken back before anybody heard of it", NEW_FIRST),
])  # fmt: skip
async def test_who_was_wrongly_said_to_be_dead_can_die(lived: Lived, before: str, choices: tuple[str, str]):
    lived.recognised()
    wrong = lived.died(SPOUSE, ON)
    if before in {"dead", "taken back"}:
        await lived.decided(wrong)
    if before == "taken back":
        await lived.decided(DeathRevoked(case=wrong.case, person=wrong.person, on=ON, reported_on=ON))

    assert (await (await reported_again(lived)).asks("second_report")).choices == choices


async def test_a_second_report_is_looked_at_again_when_the_first_death_is_taken_back_meanwhile(lived: Lived):
    lived.recognised()
    wrong = lived.died(SPOUSE, ON)
    await lived.decided(wrong)
    case = await reported_again(lived)
    assert (await case.asks("second_report")).choices == KNOWN_FIRST
    await lived.decided(DeathRevoked(case=wrong.case, person=wrong.person, on=ON, reported_on=ON))

    await case.decide("second_report", "known")
    await case.until(lambda record: record.pending and record.pending.choices == NEW_FIRST)


@pytest.mark.parametrize(("said", "choice", "outcome", "restored"), [
    (ON, None, "revoked", ON), (THIRD, "uphold", "known", None), (THIRD, "revoke", "revoked", ON),
])  # fmt: skip
async def test_a_report_of_another_day_that_is_taken_back_restores_nobody_by_itself(
    lived: Lived, said: date, choice: str | None, outcome: str, restored: date | None
):
    """After the first case only the death that counts is restored; of another day a person says who is meant."""
    lived.recognised()
    died = lived.died(SPOUSE, ON)
    await lived.decided(died)
    off = taken_back(died.person, on=str(said))
    case = await lived.city.open(BEREAVEMENT, off, key=(str(said),))

    if choice:
        assert (await case.asks("other_day")).choices == ("uphold", "revoke")
        await case.decide("other_day", choice, reasons="与火化记录核对")
    assert (await case.closed()).outcome == outcome
    days = [event["on"] for event in lived.city.said(case, "death.revoked")]
    assert days == ([str(restored)] if restored else [])


async def test_a_certificate_makes_an_edge_household_one_of_single_person_aid(lived: Lived):
    """1,600 a head; the disabled member alone is aided with 650.00."""
    lived.recognised(category=Category.LOW_INCOME_EDGE, amount=None, incomes=[
        {"person": lived.ref(APPLICANT), "kind": "pension", "monthly": "4800.00"}])  # fmt: skip
    blind = Disability.model_validate({"kind": "visual", "grade": 1})
    graded = DisabilityCertificateChanged(person=lived.ref(SPOUSE), on=ON, reported_on=ON, disability=blind)

    assert await lived.decided(graded) == "moved"
    assert ("single_person", "650.00", THIRD, "active") in lived.held()
    assert ("low_income_edge", None, THIRD, "ended") in lived.held()


async def test_a_household_that_moves_within_the_city_is_taken_over_and_loses_no_month(lived: Lived):
    lived.recognised()
    moved = HouseholdRegisterMoved(person=lived.ref(APPLICANT), on=ON, reported_on=ON, to_region="320412",
                                   to_town="CZ-WJ-HT")  # fmt: skip
    case = await lived.review(moved)
    ask = await case.asks("takeover")
    await case.decide("takeover")

    assert (await case.closed()).outcome == "transferred"
    assert (ask.unit, ask.choices) == ("CZ-WJ-HT", ("take_over", "lives_elsewhere"))
    assert lived.held() == [("low_income", "600.00", FIRST, "active")]
    newest = lived.standing().newest
    assert (newest.application.household.town, newest.application.household.county) == ("CZ-WJ-HT", "CZ-WJ")
    package, settled = (lived.city.departments.bodies(each)[0]["details"] for each in (
        "transfer_package", "settle_transfer"))  # fmt: skip
    assert package["town"] == settled["town"] == "CZ-TN-LL"
    assert after(date.fromisoformat(settled["last_month"])) == date.fromisoformat(settled["first_month"])


async def test_a_town_that_does_not_take_over_leaves_the_household_where_it_is(lived: Lived):
    lived.recognised()
    moved = HouseholdRegisterMoved(person=lived.ref(APPLICANT), on=ON, reported_on=ON, to_region="320412",
                                   to_town="CZ-WJ-HT")  # fmt: skip

    assert await lived.decided(moved, ("takeover", "lives_elsewhere")) == "unchanged"
    assert lived.standing().newest.application.household.town == "CZ-TN-LL"


async def test_who_leaves_the_city_is_not_counted_and_counts_again_in_another_household(lived: Lived):
    """The spouse leaves; later a household of her own is found, and the old move does not part her from it."""
    lived.recognised()
    away = HouseholdRegisterMoved(person=lived.ref(SPOUSE), on=ON, reported_on=ON, to_region="340100")
    await lived.decided(away)
    own = lived.recognised(household=f"{lived.household}-own", amount="1000.00", incomes=[],
                           submitted_on="2026-06-02", on=date(2026, 6, 20),
                           members=[person(lived.ref(SPOUSE), "1960-09-03", "female", "applicant")])  # fmt: skip
    lived.knows("human-resources", ItemCode.WAGE, "900.00")
    found = JobStarted(person=lived.ref(SPOUSE), on=FOURTH.replace(day=3), reported_on=FOURTH.replace(day=4))

    before = lived.held()
    assert await lived.decided(found) == "lowered"
    assert lived.held() == before
    assert [amount for _, amount, _, _ in lived.held(own)] == ["1000.00", "400.00"]


async def test_a_person_of_two_households_is_reviewed_in_both_in_turn(lived: Lived):
    """Somebody was counted twice: each household is heard, and decided about, by itself."""
    first = lived.recognised()
    second = lived.recognised(household=f"{lived.household}-too", incomes=lived.incomes()[:1], amount="200.00",
                              members=lived.family()[:2])  # fmt: skip
    case = await lived.review(lived.died(SPOUSE, ON))
    for _ in range(2):
        await case.decide("review", "end")

    assert (await case.closed()).outcome == "ended"
    assert [lived.held(each)[-1] for each in (first, second)] == [("low_income", None, THIRD, "ended")] * 2
