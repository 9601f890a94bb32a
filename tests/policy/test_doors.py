"""Domain 2.9, 3.2, 3.6: who may apply for whom, from where, with which papers, and whom the county visits."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from policy.completeness import completeness
from policy.double_applications import conditions, merged
from policy.figures import pack
from policy.papers import taken_over
from policy.spot_checks import chosen, visited
from schemas.double_applications import Standing
from schemas.households import Authorisation, Category, Door
from schemas.identifiers import ApplicationNumber, CaseId, HouseholdRef
from schemas.origins import Agent, Former, Lodging, Representation
from tests.policy.facts import ON, application, family, person

UNSIGNED: dict[str, Any] = {"authorisations": (), "pledge_signed": False}
TOMORROW = ON + timedelta(1)


def codes(reasons) -> list[str]:
    return [reason.code for reason in reasons]


def on_behalf(agent: Agent | None = Agent.VILLAGE, paper_on: date | None = ON, **changed):
    acting = Representation(agent=agent, paper_on=paper_on) if agent else None
    return application(family(1), door=Door.ON_BEHALF, representation=acting, **changed)


# ── on behalf, and by the town itself ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        pytest.param(on_behalf(), [], id="the village with a mandate"),
        pytest.param(on_behalf(Agent.RELATIVE), [], id="a relative with a mandate"),
        pytest.param(on_behalf(paper_on=None), ["mandate"], id="without a mandate"),
        pytest.param(on_behalf(paper_on=TOMORROW), ["mandate"], id="a mandate of tomorrow"),
        pytest.param(on_behalf(None), ["mandate"], id="nobody says who acts"),
        pytest.param(on_behalf(Agent.GUARDIAN, None), ["mandate"], id="a guardian without a paper"),
        pytest.param(on_behalf(Agent.TOWN, None), ["mandate"], id="the town without a finding"),
        pytest.param(
            on_behalf(Agent.RELATIVE, authorisations=()), ["authorisation"], id="a mandate is no authorisation"
        ),
        pytest.param(application(door=Door.TOWN), [], id="who comes needs none"),
    ],
)
def test_who_files_for_others_shows_the_paper_that_lets_them(claim, missing):
    assert codes(completeness(claim, ON).missing) == missing


def test_each_agent_is_told_which_paper_is_meant():
    told = {agent: completeness(on_behalf(agent, None), ON).missing[0].text_zh for agent in Agent}

    assert "监护关系证明" in told[Agent.GUARDIAN]
    assert "核实记录" in told[Agent.TOWN]
    assert all("委托书" in told[agent] for agent in (Agent.VILLAGE, Agent.RELATIVE, Agent.OTHER))


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(application(family(1), door=Door.PROACTIVE, **UNSIGNED), id="the town proactively (art. 17)"),
        pytest.param(on_behalf(Agent.TOWN, **UNSIGNED), id="the town for who cannot sign"),
    ],
)
@pytest.mark.parametrize("corrected", [False, True])
def test_signatures_that_a_town_collects_afterwards_bar_nobody(claim, corrected):
    found = completeness(claim, ON, corrected=corrected)

    assert (found.missing, found.barred) == ((), ())
    assert codes(found.later) == ["pledge", "authorisation"]


def test_who_applies_signs_first():
    assert completeness(application(family(1), **UNSIGNED), ON).later == ()


# ── elsewhere in the province ────────────────────────────────────────────────────────────────────────────────────


def living(region: str, permit_on: date | None = ON, register: str = "320411"):
    lodging = Lodging(town="WX-BH-HL", region=region, permit_on=permit_on)
    return application(family(1), region=register, residence=lodging, door=Door.PROVINCE)


@pytest.mark.parametrize(
    ("claim", "missing", "barred"),
    [
        pytest.param(living("320211"), [], [], id="registered and living in the province"),
        pytest.param(living("320211", None), ["residence_permit"], [], id="without a residence permit"),
        pytest.param(living("320211", TOMORROW), ["residence_permit"], [], id="a permit of tomorrow"),
        pytest.param(living("310101"), ["residence_in_province"], [], id="living in another province"),
        pytest.param(living("320211", register="340100"), [], ["place_of_application"], id="registered elsewhere"),
    ],
)
def test_two_towns_of_one_province_serve_a_household_between_them(claim, missing, barred):
    found = completeness(claim, ON)

    assert (codes(found.missing), codes(found.barred)) == (missing, barred)
    assert found.elsewhere is bool(barred)


def test_who_is_registered_in_another_province_is_told_where_to_apply():
    found = completeness(living("320211", register="340100"), ON)

    assert "应向340100申请" in found.guidance
    assert "民发〔2021〕57号" in found.guidance
    assert "不予受理不影响您再次提出申请" in found.guidance


# ── papers of an earlier case ────────────────────────────────────────────────────────────────────────────────────


def test_no_second_paper_set_is_asked_for():
    former, new = application(family(2)), application(family(2), **UNSIGNED)

    assert completeness(taken_over(new, former), ON).complete


@pytest.mark.parametrize(
    ("former", "missing"),
    [
        pytest.param(Former(case="assistance:A-0", number="A-0", town="CZ-WJ-LJ"), [], id="from which town and case"),
        pytest.param(Former(case="assistance:A-0", number="A-0"), ["former_case"], id="from no named town"),
        pytest.param(None, ["former_case"], id="from nowhere"),
    ],
)
def test_who_moves_from_another_town_says_from_which(former, missing):
    assert codes(completeness(application(door=Door.TRANSFER, former=former), ON).missing) == missing


def test_a_member_who_joined_since_signs_alone():
    former, new = application(family(1)), application(family(2), **UNSIGNED)

    lacks = completeness(taken_over(new, former), ON).missing

    assert codes(lacks) == ["authorisation"]
    assert person(2) in lacks[0].text


def test_what_was_signed_anew_is_not_signed_twice():
    anew = (Authorisation(person=person(1), signed_on=ON),)
    former = application(family(1), authorisations=(Authorisation(person=person(1), signed_on=date(2025, 3, 2)),))

    assert taken_over(application(family(1), authorisations=anew), former).authorisations == anew


# ── applied for twice ────────────────────────────────────────────────────────────────────────────────────────────


def standing(number: str, household: str, accepted: date = ON, *, counts: bool = False) -> Standing:
    return Standing(person=person(1), application=ApplicationNumber(number), household=HouseholdRef(household),
                    accepted_on=accepted, counts=counts)  # fmt: skip


@pytest.mark.parametrize(
    ("other", "granted"),
    [
        pytest.param(standing("A-1", "h-1"), False, id="the same household applied twice"),
        pytest.param(standing("A-1", "h-2"), False, id="another household"),
        pytest.param(standing("A-3", "h-2", counts=True), False, id="counted on the same day, with a higher number"),
        pytest.param(standing("A-3", "h-2"), True, id="neither is counted: the lower number"),
        pytest.param(standing("A-1", "h-2", ON + timedelta(1)), True, id="accepted later"),
    ],
)
def test_the_later_application_waits_whoever_filed_it(other, granted):
    day = ON + timedelta(1)

    assert conditions(ApplicationNumber("A-2"), (standing("A-2", "h-1"), other), day).granted is granted


def test_a_household_reads_that_a_merged_application_is_not_refused():
    text = merged(ApplicationNumber("A-2"), (ApplicationNumber("A-1"), ApplicationNumber("A-1")), ON)

    assert "编号A-2" in text
    assert text.count("A-1") == 1
    assert "不是不予受理或者不予确认" in text


# ── what the county looks at itself ──────────────────────────────────────────────────────────────────────────────


def cases(number: int) -> list[CaseId]:
    return [CaseId(f"assistance:A-2026-{each:06}") for each in range(number)]


@pytest.mark.parametrize(
    ("category", "figures", "share"),
    [
        pytest.param(Category.DESTITUTE, (), 30, id="destitute: thirty of a hundred"),
        pytest.param(Category.DESTITUTE, pack("huaibei"), 50, id="destitute in Huaibei: fifty"),
        pytest.param(Category.LOW_INCOME, (), 10, id="the others: ten"),
    ],
)
def test_the_county_looks_at_its_share_of_the_confirmations(category, figures, share):
    found = Counter(chosen(case, category, ON, figures) for case in cases(4000))

    assert visited(category, ON, figures) == share
    assert abs(found[True] - 40 * share) < 4 * 40


def test_a_county_that_confirms_itself_visits_of_the_destitute_alone():
    found = {category: Counter(chosen(case, category, ON, by_the_town=False) for case in cases(500))[True]
             for category in (Category.DESTITUTE, Category.LOW_INCOME)}  # fmt: skip

    assert found[Category.DESTITUTE] > 100
    assert found[Category.LOW_INCOME] == 0


def test_a_case_is_looked_at_or_not_whenever_it_is_asked():
    asked = [chosen(case, Category.DESTITUTE, ON) for case in cases(50)]

    assert asked == [chosen(case, Category.DESTITUTE, TOMORROW) for case in cases(50)]
    assert set(asked) == {True, False}


def test_what_is_looked_at_among_the_others_is_looked_at_among_the_destitute_too():
    assert all(chosen(case, Category.DESTITUTE, ON) for case in cases(500) if chosen(case, Category.LOW_INCOME, ON))
