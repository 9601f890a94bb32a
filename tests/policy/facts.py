"""Households, reports and days that the tables of cases start from."""

from datetime import date, datetime
from decimal import Decimal
from itertools import count

from schemas.city_time import CITY_TIME
from schemas.households import Application, Authorisation, Household, Income, IncomeKind, Property
from schemas.identifiers import (
    ApplicationNumber,
    CaseId,
    DepartmentId,
    HouseholdRef,
    PersonRef,
    QuestionId,
    RegionCode,
    UnitId,
)
from schemas.means import Conclusion, MeansReport
from schemas.people import Member, Relation, Sex
from schemas.questions import DataItem, ItemCode, Reply, ReplyStatus, Topic

ON = date(2026, 3, 2)
DEMO_FROM = date(2023, 1, 1)
PUBLISHED = date(2022, 7, 1)
CASE = CaseId("means-check:A-1")
_numbers = count(1)


def moment(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CITY_TIME)


def person(number: int) -> PersonRef:
    return PersonRef(f"p-{number}")


def member(number: int, relation: Relation = Relation.SPOUSE, **changed) -> Member:
    plain = {"name": "某", "born": date(1980, 5, 6), "sex": Sex.FEMALE, "relation": relation}
    return Member.model_validate({"ref": person(number), **plain, **changed})


def family(size: int, **first) -> tuple[Member, ...]:
    """An applicant and spouses, parents or children who change nothing; facts of the first by name."""
    others = tuple(member(number) for number in range(2, size + 1))
    return (member(1, Relation.APPLICANT, **first), *others)


def incomes(*monthly: str | int, kind: IncomeKind = IncomeKind.WAGE) -> tuple[Income, ...]:
    """One income each for members 1, 2, 3 …"""
    return tuple(
        Income(person=person(number), kind=kind, monthly=Decimal(amount)) for number, amount in enumerate(monthly, 1)
    )


def application(
    members: tuple[Member, ...] | None = None,
    income: tuple[Income, ...] = (),
    *,
    local: bool = True,
    region: str = "320411",
    owned: Property | None = None,
    **changed,
) -> Application:
    members = members or family(3)
    household = Household(
        ref=HouseholdRef("h-1"), region=RegionCode(region), county=UnitId("CZ-XB"), town=UnitId("CZ-XB-SJ"),
        local=local, members=members,
    )  # fmt: skip
    plain = {
        "number": ApplicationNumber("A-1"),
        "submitted_on": ON,
        "household": household,
        "incomes": income,
        "property": owned or Property(),
        "authorisations": tuple(Authorisation(person=one.ref, signed_on=ON) for one in members),
        "pledge_signed": True,
    }
    return Application.model_validate(plain | changed)


def item(number: int, code: ItemCode, amount: str | None = None, **changed) -> DataItem:
    money = None if amount is None else Decimal(amount)
    return DataItem.model_validate({"person": person(number), "code": code, "amount": money, "as_of": ON, **changed})


def reply(
    *items: DataItem,
    department: str = "human-resources",
    status: ReplyStatus = ReplyStatus.ANSWERED,
    question: str = "",
) -> Reply:
    id_ = QuestionId(question or f"q-{next(_numbers)}")
    return Reply(question=id_, department=DepartmentId(department), topic=Topic.MEANS, status=status, items=items)


def report(*replies: Reply) -> MeansReport:
    """A report as it is handed to the rules of the categories: they read its replies."""
    return MeansReport(
        case=CASE, household=HouseholdRef("h-1"), version=1, on=ON, conclusion=Conclusion.COMPLETE, replies=replies,
        monthly_income=Decimal(0), deposits=Decimal(0),
    )  # fmt: skip
