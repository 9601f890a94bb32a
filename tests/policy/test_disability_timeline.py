"""Domain 9.2: what a person is entitled to, month by month, in whatever order it became known."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from policy.disability_changes import assessment
from policy.disability_timeline import stretches
from schemas.benefits import Benefit, Drawn
from schemas.certificates import DisabilityCertificate
from schemas.disability import (
    BOTH,
    ClaimWay,
    Subsidy,
    SubsidyClaim,
    SubsidyFile,
    SubsidyFinding,
    SubsidyRequest,
    Turn,
)
from schemas.facts import LifeFact
from schemas.people import Disability
from schemas.rights import PaidMonth, Recovery, RecoveryWay, RightSpan, RightState

PERSON, HOUSEHOLD, CASE = "p-1", "h-1", "disability-subsidies:A-1"
LIVING, NURSING = Subsidy.LIVING, Subsidy.NURSING
TODAY = date(2026, 6, 12)


def certificate(kind="physical", grade=1, issued=date(2015, 1, 1), **changed):
    return DisabilityCertificate(disability=Disability(kind=kind, grade=grade), issued_on=issued, **changed)


def finding(on=date(2026, 6, 8), paper=None, *, case=CASE, **changed):
    plain = {"case": case, "person": PERSON, "household": HOUSEHOLD, "on": on, "works": False, "pension": False}
    return SubsidyFinding.model_validate({"certificate": paper or certificate(), **plain, **changed})


def claim(on=date(2026, 5, 28), kinds=BOTH, *, case=CASE, way=ClaimWay.APPLIED):
    plain = {"person": PERSON, "household": HOUSEHOLD, "town": "CZ-TN-LL", "county": "CZ-TN"}
    return SubsidyClaim.model_validate({"case": case, "on": on, "kinds": kinds, "way": way, **plain})


def fact(kind, on, *, revoked=False, known=None, **changed):
    return LifeFact.model_validate({
        "key": f"{kind}/{PERSON}/{on}", "kind": kind, "person": PERSON, "happened_on": on, "known_on": known or on,
        "source": "civil-affairs", "event": f"e-{kind}-{on}", "revoked_by": "e-back" if revoked else None, **changed,
    })  # fmt: skip


def recognised(category="low_income", first=date(2026, 1, 1), last=None):
    return RightSpan(benefit=category, amount=Decimal(600), first=first, last=last)


LOW = (recognised(),)


def ruled(case=CASE, on=TODAY, **changed):
    return {"case": case, "person": PERSON, "household": HOUSEHOLD, "on": on, **changed}


def file(*facts, claims=None, findings=None, low=LOW, **changed):
    claims = (claim(),) if claims is None else claims
    return SubsidyFile.model_validate({
        "person": PERSON, "household": HOUSEHOLD, "version": 1, "facts": facts, "claims": claims,
        "findings": (finding(),) if findings is None else findings, "recognised": low,
        "rulings": tuple(ruled(one.case) for one in claims), **changed,
    })  # fmt: skip


def paid(of, kind=LIVING):
    """Month from which → yuan, as far as something is due."""
    return [(f"{one.first:%m-%d}", f"{one.last:%m-%d}" if one.last else None, str(one.amount))
            for one in stretches(of, kind, date(2027, 1, 1)) if one.amount is not None]  # fmt: skip


def day(month, number=1, year=2026):
    return date(year, month, number)


def test_ac_d1_both_from_the_month_of_the_application_ac_d6():
    assert paid(file()) == [("05-01", None, "350.00")]
    assert paid(file(), NURSING) == [("05-01", None, "130.00")]


@pytest.mark.parametrize(
    ("of", "living", "nursing"),
    [
        pytest.param(file(fact("death", day(6, 3))), [("05-01", "06-30", "350.00")], [("05-01", "06-30", "130.00")],
                     id="AC-D7 dies on 3 June: June paid, July none"),
        pytest.param(file(fact("death", day(6, 3), revoked=True)), [("05-01", None, "350.00")],
                     [("05-01", None, "130.00")], id="death taken back"),
        pytest.param(file(low=(recognised(last=day(6, 30)), recognised("destitute", day(7)))),
                     [("05-01", "06-30", "350.00")], [("05-01", "06-30", "130.00")],
                     id="AC-D8 destitute from July: July none"),
        pytest.param(file(fact("orphan-aid-granted", day(6, 20))), [("05-01", "06-30", "350.00")],
                     [("05-01", None, "130.00")], id="AC-D9 orphan aid: nursing only"),
        pytest.param(file(fact("injury-nursing-granted", day(6, 20))), [("05-01", "06-30", "350.00")],
                     [("05-01", "06-30", "130.00")], id="nursing money of work injury: neither"),
        pytest.param(file(fact("injury-nursing-granted", day(6, 20)), fact("injury-nursing-ended", day(9, 2))),
                     [("05-01", "06-30", "350.00"), ("10-01", None, "350.00")],
                     [("05-01", "06-30", "130.00"), ("10-01", None, "130.00")], id="nursing money ends again"),
        pytest.param(file(low=(recognised(last=day(6, 30)),)), [("05-01", "06-30", "350.00"),
                     ("07-01", None, "1000.00")], [("05-01", None, "130.00")],
                     id="leaves low income without any income: the province names the severely disabled"),
        pytest.param(file(low=(recognised(last=day(6, 30)),), findings=(finding(works=True),)),
                     [("05-01", "06-30", "350.00")], [("05-01", None, "130.00")], id="leaves low income with a wage"),
        pytest.param(file(low=(recognised(first=day(7)),), findings=(finding(works=True),)),
                     [("07-01", None, "350.00")], [("05-01", None, "130.00")], id="enters low income in July"),
        pytest.param(file(low=(recognised(last=day(6, 30)), recognised("single_person", day(7)))),
                     [("05-01", None, "350.00")], [("05-01", None, "130.00")], id="transfer without a gap"),
        pytest.param(file(fact("prison-entered", day(6, 20)), fact("prison-released", day(9, 3))),
                     [("05-01", "06-30", "350.00"), ("10-01", None, "350.00")],
                     [("05-01", "06-30", "130.00"), ("10-01", None, "130.00")], id="prison"),
        pytest.param(file(fact("moved", day(6, 20), region="320500")), [("05-01", "06-30", "350.00")],
                     [("05-01", "06-30", "130.00")], id="moved out of the city: paid to the end of the month"),
        pytest.param(file(fact("moved", day(6, 20), region="320412", town="CZ-WJ-HT")), [("05-01", None, "350.00")],
                     [("05-01", None, "130.00")], id="moved within the city: no gap"),
        pytest.param(file(fact("disability-changed", day(6, 10), disability={"kind": "physical", "grade": 3})),
                     [("05-01", "06-30", "350.00"), ("07-01", None, "250.00")], [("05-01", "06-30", "130.00")],
                     id="graded anew: the month after"),
        pytest.param(file(fact("disability-changed", day(6, 10), disability={"kind": "physical", "grade": 2}),
                          findings=(finding(paper=certificate(grade=3)),)),
                     [("05-01", "06-30", "250.00"), ("07-01", None, "350.00")], [("07-01", None, "130.00")],
                     id="severe from July: asked for both once"),
        pytest.param(file(fact("disability-changed", day(6, 10))), [("05-01", "06-30", "350.00")],
                     [("05-01", "06-30", "130.00")], id="certificate cancelled"),
        pytest.param(file(findings=(finding(paper=certificate(valid_to=day(8, 15))),)),
                     [("05-01", "08-31", "350.00")], [("05-01", "08-31", "130.00")], id="expires in August"),
        pytest.param(file(fact("disability-changed", day(8, 20), disability={"kind": "physical", "grade": 1}),
                          findings=(finding(paper=certificate(valid_to=day(8, 15))),)),
                     [("05-01", None, "350.00")], [("05-01", None, "130.00")], id="renewed in the same month: no gap"),
        pytest.param(file(fact("disability-changed", day(10, 5), disability={"kind": "physical", "grade": 1}),
                          findings=(finding(paper=certificate(valid_to=day(8, 15))),)),
                     [("05-01", "08-31", "350.00")], [("05-01", "08-31", "130.00")],
                     id="renewed after a gap: asks again"),
        pytest.param(file(fact("disability-changed", day(10, 5), disability={"kind": "physical", "grade": 1}),
                          findings=(finding(paper=certificate(valid_to=day(8, 15))),),
                          claims=(claim(), claim(day(11, 9), case="disability-subsidies:A-2"))),
                     [("05-01", "08-31", "350.00"), ("11-01", None, "350.00")],
                     [("05-01", "08-31", "130.00"), ("11-01", None, "130.00")],
                     id="renewed, and back pay only from the new application"),
        pytest.param(file(claims=(claim(way=ClaimWay.TRANSFERRED),)), [("06-01", None, "350.00")],
                     [("06-01", None, "130.00")], id="handed over in May: the old place pays May"),
        pytest.param(file(claims=(claim(kinds=(NURSING,)),)), [], [("05-01", None, "130.00")], id="nursing alone"),
        pytest.param(file(fact("death", day(5, 20))), [], [], id="asked for after the death"),
    ],
)  # fmt: skip
def test_what_is_due_month_by_month(of, living, nursing):
    assert (paid(of), paid(of, NURSING)) == (living, nursing)


@pytest.mark.parametrize(
    ("ruling", "living"),
    [
        pytest.param({"declined": BOTH}, [], id="taken back"),
        pytest.param({"declined": (NURSING,)}, [("05-01", None, "350.00")], id="nursing not chosen"),
        pytest.param({"given_up": (LIVING,)}, [("05-01", "07-31", "350.00")], id="given up in July"),
        pytest.param({"given_up": (LIVING,), "of": CASE}, [("05-01", "07-31", "350.00")], id="this claim given up"),
        pytest.param({"given_up": (LIVING,), "of": "disability-subsidies:A-2"}, [("05-01", None, "350.00")],
                     id="another claim given up"),
        pytest.param({"set_aside": (f"prison-entered/{PERSON}/2026-06-20",)}, [("05-01", None, "350.00")],
                     id="a fact that the county found not to count"),
    ],
)  # fmt: skip
def test_what_people_decided_counts(ruling, living):
    of = file(fact("prison-entered", day(6, 20)) if "set_aside" in ruling else fact("job-ended", day(6, 1)),
              rulings=(ruled(on=day(7, 2), **ruling),))  # fmt: skip

    assert paid(of) == living


def test_ac_d3_without_low_income_and_without_fixed_income_the_whole_standard_is_paid():
    of = file(low=(), findings=(finding(paper=certificate("mental", 2)),))

    assert (paid(of), paid(of, NURSING)) == ([("05-01", None, "1000.00")], [("05-01", None, "130.00")])


def test_a_job_ends_the_living_subsidy_of_who_has_no_other_ground_and_its_end_restores_it():
    of = file(fact("job-started", day(6, 20)), fact("job-ended", day(9, 2)), low=(),
              findings=(finding(paper=certificate("mental", 2)),))  # fmt: skip

    assert paid(of) == [("05-01", "06-30", "1000.00"), ("10-01", None, "1000.00")]


def test_a_benefit_that_a_later_finding_dates_back_counts_from_the_month_after_its_own_day():
    elder = Drawn(benefit=Benefit.ELDER_NURSING, monthly=Decimal(160), since=day(6, 20))
    of = file(findings=(finding(), finding(day(9, 10), drawn=(elder,), case="c-2")))

    assert paid(of, NURSING) == [("05-01", "06-30", "130.00")]


EVENTS = (
    fact("disability-changed", day(6, 10), disability={"kind": "physical", "grade": 3}),
    fact("disability-changed", day(11, 10), disability={"kind": "physical", "grade": 2}),
    fact("prison-entered", day(7, 14)),
    fact("prison-released", day(9, 1)),
    fact("death", day(12, 3), revoked=True),
)


def test_facts_in_every_order_give_the_same_months():
    """Certificate, low income confirmed and ended, destitute, death and its revocation, prison: all orders."""
    low = (recognised(last=day(9, 30)), recognised("destitute", day(10), day(10, 31)), recognised(first=day(11)))
    expected = paid(file(*EVENTS, low=low)), paid(file(*EVENTS, low=low), NURSING)

    assert expected == (
        [("05-01", "06-30", "350.00"), ("07-01", "07-31", "250.00"), ("11-01", "11-30", "250.00"),
         ("12-01", None, "350.00")],
        [("05-01", "06-30", "130.00"), ("12-01", None, "130.00")],
    )  # fmt: skip
    for facts in permutations(EVENTS):
        shuffled = file(*facts, low=low[::-1])
        assert (paid(shuffled), paid(shuffled, NURSING)) == expected


def entered(of, on=TODAY, claim_=None):
    """The file after everything that is due has been decided as assessed."""
    found = assessment(SubsidyRequest(file=of, on=on, claim=claim_))
    spans = [span for one in found.changes for span in one.spans]
    kept = [cut for held in of.rights if (cut := _cut(held, spans)) is not None]
    return of.model_copy(update={"rights": (*kept, *spans)})


def _cut(held, spans):
    """From its first day on a later decision counts alone."""
    firsts = [span.first for span in spans if span.benefit == held.benefit]
    until = min(firsts, default=None)
    if until is None or (held.last is not None and held.last < until):
        return held
    return None if held.first >= until else held.model_copy(update={"last": date.fromordinal(until.toordinal() - 1)})


def held(of):
    """What the rights come to, however they were cut into spans."""
    months = [date(2026 + (number - 1) // 12, (number - 1) % 12 + 1, 1) for number in range(1, 25)]
    return [
        [sum((span.amount or 0 for span in of.rights if span.benefit == kind and span.first <= month
              and (span.last is None or month <= span.last) and span.state is RightState.ACTIVE), Decimal(0))
         for month in months]
        for kind in Subsidy
    ]  # fmt: skip


def test_facts_that_become_known_in_any_order_leave_the_same_rights_once_each_is_decided():
    """Each fact is decided upon when it comes; the register is the same whichever came first."""
    steps = (
        lambda of: of.model_copy(update={"facts": (*of.facts, EVENTS[0])}),
        lambda of: of.model_copy(update={"facts": (*of.facts, EVENTS[2])}),
        lambda of: of.model_copy(update={"facts": (*of.facts, EVENTS[3])}),
        lambda of: of.model_copy(update={"facts": (*of.facts, fact("death", day(12, 3)))}),
        lambda of: of.model_copy(update={"recognised": (recognised(last=day(9, 30)),)}),
    )
    expected = None
    for order in permutations(steps):
        of = entered(file())
        for step in order:
            of = entered(step(of))
        expected = expected or held(of)
        assert held(of) == expected
    of = entered(of.model_copy(update={"facts": (*of.facts[:-1], fact("death", day(12, 3), revoked=True))}))
    assert assessment(SubsidyRequest(file=of, on=TODAY)).nothing


@pytest.mark.parametrize(
    ("rights", "facts", "turns"),
    [
        pytest.param((), (), ("started", "started"), id="nothing held yet"),
        pytest.param(None, (), ("none", "none"), id="as it is due"),
        pytest.param(None, (fact("death", day(6, 3)),), ("ended", "ended"), id="died"),
        pytest.param(None, (fact("disability-changed", day(6, 10), disability={"kind": "physical", "grade": 3}),),
                     ("changed", "ended"), id="graded anew"),
    ],
)  # fmt: skip
def test_what_becomes_of_each_right(rights, facts, turns):
    before = entered(file())
    of = file(*facts, rights=before.rights if rights is None else rights)

    assert tuple(one.turn for one in assessment(SubsidyRequest(file=of, on=TODAY)).changes) == turns


def test_an_end_is_told_with_its_reasons_its_month_and_what_was_held():
    of = entered(file()).model_copy(update={"facts": (fact("death", day(6, 3)),)})

    living, _ = assessment(SubsidyRequest(file=of, on=TODAY)).changes

    assert (living.since, living.before, living.after, living.less) == (day(7), Decimal("350.00"), None, True)
    assert living.reasons == ("alive",)
    assert [(span.state, span.first, span.last) for span in living.spans] == [("ended", day(7), None)]


SUSPECTED = fact("death-suspected", day(6, 3))
IN_THE_POLICE_REGISTER = finding(day(6, 20), died_on=day(6, 3), case="c-2")


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"facts": (SUSPECTED,)}, id="one source alone reported it"),
        pytest.param({"findings": (finding(), IN_THE_POLICE_REGISTER)}, id="the police register alone says so"),
    ],
)
class TestADeathOfWhichOneSourceAloneTells:
    """Domain 8.2: two sources before an irreversible stop; one suspends."""

    def test_suspends_both_from_the_month_after_it_and_ends_nothing(self, said):
        of = entered(file()).model_copy(update=said)

        found = assessment(SubsidyRequest(file=of, on=TODAY))

        assert [(one.turn, one.since, one.less) for one in found.changes] == [("suspended", day(7), True)] * 2
        spans = [span for one in found.changes for span in one.spans]
        assert [(span.state, str(span.amount), span.first, span.last) for span in spans] == [
            ("suspended", "350.00", day(7), None), ("suspended", "130.00", day(7), None),
        ]  # fmt: skip
        decided = {(one.decision.outcome if one.decision else None, one.reasons) for one in found.changes}
        assert decided == {("undecided", ("alive",))}
        assert (found.unclear, found.possible) == ((), ())

    def test_is_proposed_once(self, said):
        of = entered(entered(file()).model_copy(update=said))

        assert assessment(SubsidyRequest(file=of, on=TODAY)).nothing
        assert held(of)[0][:8] == [0, 0, 0, 0, 350, 350, 0, 0]

    def test_ends_both_once_it_is_confirmed(self, said):
        of = entered(entered(file()).model_copy(update=said))
        of = of.model_copy(update={"facts": (*of.facts, fact("death", day(6, 2), known=day(6, 30)))})

        assert [(one.turn, one.since) for one in assessment(SubsidyRequest(file=of, on=TODAY)).changes] == [
            ("ended", day(7)), ("ended", day(7)),
        ]  # fmt: skip

    @pytest.mark.parametrize("on", [day(6, 3), day(5, 30)], ids=["of that day", "of another day"])
    def test_is_over_once_it_is_taken_back(self, said, on):
        of = entered(entered(file()).model_copy(update=said))
        back = fact("death", on, revoked=True, known=day(7, 20))
        of = entered(of.model_copy(update={"facts": (*of.facts, back)}))

        assert held(of) == held(entered(file()))

    def test_asks_nobody_for_money_before_it_is_confirmed(self, said):
        months = [
            PaidMonth(benefit=LIVING, person=PERSON, month=day(month), amount=Decimal(350)) for month in (6, 7, 8)
        ]
        of = entered(file(paid=months)).model_copy(update=said)

        assert assessment(SubsidyRequest(file=of, on=day(8, 20))).overpaid == ()
        dead = of.model_copy(update={"facts": (*of.facts, fact("death", day(6, 3), known=day(8, 25)))})
        assert [one.total for one in assessment(SubsidyRequest(file=dead, on=day(8, 25))).overpaid] == [Decimal(700)]


def test_a_suspicion_of_a_day_before_somebody_was_found_alive_suspends_nothing_and_one_of_a_later_day_does():
    alive = fact("death", day(6, 3), revoked=True, known=day(6, 30))

    for on, turn in ((day(6, 30), "none"), (day(7, 1), "suspended")):
        of = entered(file(alive)).model_copy(update={"facts": (alive, fact("death-suspected", on))})
        assert {one.turn for one in assessment(SubsidyRequest(file=of, on=TODAY)).changes} == {turn}


def test_a_register_that_no_longer_says_so_lifts_its_own_suspicion():
    of = entered(entered(file()).model_copy(update={"findings": (finding(), IN_THE_POLICE_REGISTER)}))
    of = of.model_copy(update={"findings": (*of.findings, finding(day(8, 1), case="c-3"))})

    assert [(one.turn, one.since) for one in assessment(SubsidyRequest(file=of, on=day(8))).changes] == [
        ("started", day(7)), ("started", day(7)),
    ]  # fmt: skip


def test_what_is_refused_for_another_reason_ends_though_one_source_says_that_the_person_died():
    of = entered(file()).model_copy(update={"facts": (SUSPECTED, fact("prison-entered", day(6, 5)))})

    assert [(one.turn, one.reasons) for one in assessment(SubsidyRequest(file=of, on=TODAY)).changes] == [
        ("ended", ("at_liberty",)), ("ended", ("at_liberty",)),
    ]  # fmt: skip


def test_who_asked_and_fits_in_no_month_is_refused_with_every_reason():
    of = file(low=(), findings=(finding(paper=certificate("hearing", 4)),))

    found = assessment(SubsidyRequest(file=of, on=TODAY, claim=CASE))

    assert [(one.turn, one.reasons) for one in found.changes] == [
        (Turn.REFUSED, ("household_in_need",)), (Turn.REFUSED, ("severe_disability",)),
    ]  # fmt: skip
    assert found.nothing


def test_a_claim_that_another_case_decides_does_not_count_before_it_is_decided():
    of = file(rulings=())

    assert [one.turn for one in assessment(SubsidyRequest(file=of, on=TODAY)).changes] == ["none", "none"]
    assert [one.turn for one in assessment(SubsidyRequest(file=of, on=TODAY, claim=CASE)).changes] == [
        "started", "started",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("later", "living"),
    [
        pytest.param(None, "350.00", id="kept against what was told"),
        pytest.param(3, "350.00", id="told once more, and the same"),
        pytest.param(4, "250.00", id="corrected: another word"),
    ],
)
def test_what_the_county_kept_against_counts_as_soon_as_it_is_told_otherwise(later, living):
    told_ = fact("disability-changed", day(6, 10), disability={"kind": "physical", "grade": 3})
    last = told_ if later is None else told_.model_copy(update={
        "known_on": day(6, 20), "event": "e-2", "disability": Disability(kind="physical", grade=later)})  # fmt: skip
    of = file(last, rulings=(ruled(), ruled("kept", kept_against=(told_,))))

    assert str(stretches(of, LIVING, day(8))[-1].amount) == living


def test_without_a_certificate_nobody_is_paid():
    of = file(findings=(SubsidyFinding.model_validate({**finding().model_dump(), "certificate": None}),))

    assert [one.reasons for one in assessment(SubsidyRequest(file=of, on=TODAY, claim=CASE)).changes] == [
        ("certificate",), ("certificate",),
    ]  # fmt: skip


def test_an_unknown_income_is_to_be_asked_for_and_ends_nothing_by_itself():
    of = entered(file(findings=(finding(works=None),))).model_copy(
        update={"recognised": (recognised(last=day(6, 30)),)}
    )

    found = assessment(SubsidyRequest(file=of, on=TODAY))

    assert (found.unclear, found.nothing) == (("household_in_need",), True)


def test_an_unknown_income_refuses_nobody():
    of = file(low=(), findings=(finding(works=None),))

    living, nursing = assessment(SubsidyRequest(file=of, on=TODAY, claim=CASE)).changes

    assert (living.turn, nursing.turn) == (Turn.UNCLEAR, Turn.STARTED)


def test_who_has_not_asked_is_offered_what_would_be_due():
    of = file(claims=())

    found = assessment(SubsidyRequest(file=of, on=TODAY))

    assert (found.offers, found.nothing) == (BOTH, True)


def test_who_died_or_has_asked_is_offered_nothing():
    asked = file(fact("prison-entered", day(6, 1)))
    dead = file(fact("death", day(6, 3)), claims=())

    assert [assessment(SubsidyRequest(file=of, on=TODAY)).offers for of in (asked, dead)] == [(), ()]


def months_paid(*months, kind=LIVING, amount="350.00"):
    return tuple(PaidMonth(benefit=kind, person=PERSON, month=month, amount=Decimal(amount)) for month in months)


def test_what_arrived_after_the_death_was_paid_too_much():
    of = entered(file()).model_copy(update={
        "facts": (fact("death", day(6, 3), known=day(10, 9)),), "paid": months_paid(*map(day, range(5, 10))),
    })  # fmt: skip

    (over,) = assessment(SubsidyRequest(file=of, on=day(10, 9))).overpaid

    assert (over.kind, over.months, over.total) == (LIVING, (day(7), day(8), day(9)), Decimal("1050.00"))
    assert not over.goes_on


def test_from_a_subsidy_that_goes_on_something_can_be_kept():
    prison = (fact("prison-entered", day(6, 3)), fact("prison-released", day(8, 3)))
    of = entered(file()).model_copy(update={"facts": prison, "paid": months_paid(*map(day, range(5, 10)))})

    (over,) = assessment(SubsidyRequest(file=of, on=day(10, 9))).overpaid

    assert (over.months, over.goes_on) == ((day(7), day(8)), True)


def test_months_that_nobody_can_judge_were_not_paid_too_much():
    unknown = (finding(works=None, pension=None),)
    of = file(findings=unknown, low=(), rights=entered(file()).rights, paid=months_paid(*map(day, range(5, 10))))

    found = assessment(SubsidyRequest(file=of, on=day(10, 9)))

    assert found.unclear
    assert (found.nothing, found.overpaid) == (True, ())


def test_an_overpayment_is_decided_about_once_and_released_when_its_fact_is_taken_back():
    decided = Recovery(key=f"{CASE}/recovery/{PERSON}/{LIVING}", benefit=LIVING, total=Decimal("1050.00"),
                       way=RecoveryWay.REPAID)  # fmt: skip
    dead = file(fact("death", day(6, 3)), paid=months_paid(*map(day, range(5, 10))), recoveries=(decided,))
    lives = file(fact("death", day(6, 3), revoked=True), paid=dead.paid, recoveries=(decided,))

    assert assessment(SubsidyRequest(file=dead, on=TODAY)).overpaid == ()
    assert [one.total for one in assessment(SubsidyRequest(file=lives, on=TODAY)).overpaid] == [Decimal("-1050.00")]


@pytest.mark.parametrize(
    ("other", "rivals", "turn"),
    [
        pytest.param("100.00", ("elder_nursing",), Turn.STARTED, id="less is drawn: ours is the higher"),
        pytest.param("160.00", ("elder_nursing",), Turn.REFUSED, id="more is drawn: it goes on"),
    ],
)
def test_a_benefit_of_the_same_kind_is_named_as_a_rival(other, rivals, turn):
    elder = Drawn(benefit=Benefit.ELDER_NURSING, monthly=Decimal(other), since=day(1))
    of = file(findings=(finding(drawn=(elder,)),))

    _, nursing = assessment(SubsidyRequest(file=of, on=TODAY, claim=CASE)).changes

    assert (nursing.rivals, nursing.turn) == (rivals, turn)


def test_a_claim_before_the_oldest_figure_is_judged_from_the_first_month_that_is_known():
    assert paid(file(claims=(claim(date(2019, 3, 1)),), low=(recognised(first=date(2019, 1, 1)),)))[0][0] == "01-01"
