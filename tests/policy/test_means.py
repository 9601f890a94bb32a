"""Domain 4.2, 4.4: the report of the means check."""

from datetime import date
from decimal import Decimal

import pytest

from policy.means import consolidation
from schemas.households import IncomeKind, Property
from schemas.means import Conclusion
from schemas.people import Absence
from schemas.questions import ItemCode, ReplyStatus
from tests.policy.facts import CASE, ON, application, family, incomes, item, member, reply

SILENT = reply(department="financial-institutions", status=ReplyStatus.SILENT)
ANSWERED = reply()


def concluded(*replies, claim=None):
    return consolidation(CASE, claim or application(income=incomes(1800, 600)), replies, 1, ON)


@pytest.mark.parametrize(
    ("replies", "conclusion"),
    [
        pytest.param((ANSWERED,), Conclusion.COMPLETE, id="everybody answered"),
        pytest.param((ANSWERED, SILENT), Conclusion.INCOMPLETE, id="AC-M4 the banks are silent"),
        pytest.param((reply(status=ReplyStatus.PENDING),), Conclusion.INCOMPLETE, id="will answer later"),
        pytest.param((reply(status=ReplyStatus.UNREACHABLE),), Conclusion.INCOMPLETE, id="out of order"),
        pytest.param((reply(status=ReplyStatus.NOT_LINKABLE),), Conclusion.COMPLETE, id="nothing more will come"),
        pytest.param((), Conclusion.INCOMPLETE, id="nobody was asked"),
        pytest.param((reply(item(1, ItemCode.WAGE, "1900")),), Conclusion.COMPLETE, id="at the tolerance"),
        pytest.param((reply(item(1, ItemCode.WAGE, "1900.01")),), Conclusion.CONFLICT, id="a cent above"),
        pytest.param((reply(item(1, ItemCode.WAGE, "900")),), Conclusion.COMPLETE, id="less than declared"),
        pytest.param((reply(item(2, ItemCode.PENSION, "700")),), Conclusion.CONFLICT, id="an undeclared pension"),
        pytest.param((reply(item(2, ItemCode.VETERAN_BENEFIT, "700")),), Conclusion.COMPLETE, id="not counted anyway"),
        pytest.param((reply(item(1, ItemCode.VEHICLE)),), Conclusion.CONFLICT, id="AC-M3 an undeclared car"),
        pytest.param((reply(item(1, ItemCode.VEHICLE, count=0)),), Conclusion.COMPLETE, id="AC-M3 scrapped, corrected"),
        pytest.param((reply(item(1, ItemCode.HOME, count=2)),), Conclusion.CONFLICT, id="an undeclared home"),
        pytest.param((reply(item(1, ItemCode.COMPANY_CAPITAL, "500")),), Conclusion.CONFLICT, id="a company"),
        pytest.param((reply(item(3, ItemCode.DEATH)),), Conclusion.CONFLICT, id="a dead member"),
        pytest.param((reply(item(3, ItemCode.PRISON)),), Conclusion.CONFLICT, id="a member in prison"),
        pytest.param((reply(item(1, ItemCode.WAGE, "9000")),), Conclusion.EXCEEDS, id="income above the edge"),
        pytest.param((reply(item(1, ItemCode.DEPOSIT, "216000")),), Conclusion.EXCEEDS, id="money at the edge's limit"),
        pytest.param((reply(item(1, ItemCode.SHOP, count=1)),), Conclusion.EXCEEDS, id="a shop"),
        pytest.param((reply(item(1, ItemCode.SHOP)), SILENT), Conclusion.EXCEEDS, id="exceeding goes first"),
        pytest.param((reply(item(1, ItemCode.VEHICLE)), SILENT), Conclusion.CONFLICT, id="conflict before incomplete"),
    ],
)
def test_the_gravest_finding_is_the_conclusion(replies, conclusion):
    assert concluded(*replies).conclusion is conclusion


@pytest.mark.parametrize(
    ("found", "conclusion"),
    [
        pytest.param("143999", Conclusion.COMPLETE, id="AC-M1 passes"),
        pytest.param("144000", Conclusion.COMPLETE, id="AC-M1 exceeds low income, not the edge"),
        pytest.param("215999.99", Conclusion.COMPLETE, id="below 6 yearly standards a head"),
        pytest.param("216000", Conclusion.EXCEEDS, id="at 6 yearly standards a head"),
    ],
)
def test_ac_m1_declared_money_is_measured_at_the_limit_of_the_edge(found, conclusion):
    claim = application(income=incomes(1800), owned=Property(deposits=Decimal(found)))

    assert concluded(reply(item(1, ItemCode.DEPOSIT, found)), claim=claim).conclusion is conclusion


@pytest.mark.parametrize(
    ("found", "conflicts"), [pytest.param("20000", [], id="within"), pytest.param("20000.01", ["money"], id="beyond")]
)
def test_money_that_was_not_declared_contradicts_beyond_the_tolerance(found, conflicts):
    assert [one.field for one in concluded(reply(item(1, ItemCode.DEPOSIT, found))).conflicts] == conflicts


def test_the_silent_are_named_whatever_the_conclusion():
    told = concluded(reply(item(1, ItemCode.SHOP)), SILENT)

    assert told.missing == ("financial-institutions",)


def test_a_conflict_names_both_values_the_source_and_its_rank():
    claim = application(family(1), incomes(900, kind=IncomeKind.PENSION))

    (conflict,) = concluded(reply(item(1, ItemCode.PENSION, "4500.00")), claim=claim).conflicts

    assert (conflict.person, conflict.field, conflict.declared, conflict.found) == (
        "p-1",
        "pension",
        "900.00",
        "4500.00",
    )
    assert (conflict.source, conflict.ranking) == ("human-resources", "人社先于个人申报")


def test_a_member_who_is_declared_absent_contradicts_nothing():
    claim = application((*family(1), member(2, absence=Absence.PRISON)))

    assert concluded(reply(item(2, ItemCode.PRISON)), claim=claim).conclusion is Conclusion.COMPLETE


def test_a_death_after_the_day_is_not_known_on_it():
    assert concluded(reply(item(3, ItemCode.DEATH, as_of=date(2026, 3, 3)))).conflicts == ()


def test_the_last_reply_to_a_question_supersedes_the_one_before():
    late = reply(item(1, ItemCode.DEPOSIT, "100"), department="financial-institutions", question=SILENT.question)

    told = concluded(SILENT, late)

    assert (told.conclusion, told.missing, told.deposits, len(told.replies)) == (Conclusion.COMPLETE, (), 100, 1)


def test_the_report_says_income_and_money_found():
    told = concluded(
        reply(item(1, ItemCode.WAGE, "1850.00"), item(1, ItemCode.DEPOSIT, "100"), item(2, ItemCode.SECURITIES, "50.5"))
    )

    assert (told.monthly_income, told.deposits) == (Decimal("2450.00"), Decimal("150.50"))
    assert {finding.code for finding in told.findings} >= {"income_below_multiple", "property_money", "property_cars"}
