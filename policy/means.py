"""What did the means check find? All replies beside the declaration; advice, never the decision (domain 4.2, 4.4)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from policy.figures import CZ_DEMO, Pack, numbers
from policy.household import Line, Purse, purse
from policy.low_income_edge import means_conditions
from policy.property import MONEY_CODES, Belongings, belongings
from policy.sources import DECLARATION, PARTIAL_REGISTERS, RANKING, REGISTERS, Replies, happened, hits
from schemas.decisions import Condition
from schemas.households import Application
from schemas.identifiers import CaseId, DepartmentId
from schemas.means import Conclusion, Conflict, MeansReport
from schemas.money import cents
from schemas.questions import ItemCode, Reply, Topic

INCOME_TOLERANCE = numbers("means", "income_tolerance", Decimal)
DEPOSIT_TOLERANCE = numbers("means", "deposit_tolerance", Decimal)


def consolidation(
    case: CaseId, application: Application, replies: tuple[Reply, ...], version: int, on: date, pack: Pack = CZ_DEMO
) -> MeansReport:
    """What was found, what contradicts the declaration, who is silent; the gravest of them is the conclusion."""
    newest = _newest(replies)
    living, owned = purse(application, newest, on, pack), belongings(application.property, newest)
    findings = means_conditions(living, owned, on, pack)
    found = (*_incomes(application, living, on, pack), *_things(application, owned, newest, on, pack))
    conflicts = (*found, *_gone(application, newest, on))
    missing = tuple(dict.fromkeys(reply.department for reply in newest if not reply.settled))
    return MeansReport(
        case=case,
        household=application.household.ref,
        version=version,
        on=on,
        conclusion=conclusion(findings, conflicts, complete=bool(newest) and not missing),
        replies=newest,
        missing=missing,
        conflicts=conflicts,
        findings=findings,
        monthly_income=cents(living.income),
        deposits=cents(owned.money),
    )


def conclusion(findings: tuple[Condition, ...], conflicts: tuple[Conflict, ...], *, complete: bool) -> Conclusion:
    """Exceeding goes before a contradiction, and that before a missing answer."""
    if any(finding.met is False for finding in findings):
        return Conclusion.EXCEEDS
    if conflicts:
        return Conclusion.CONFLICT
    return Conclusion.COMPLETE if complete else Conclusion.INCOMPLETE


def _newest(replies: Replies) -> Replies:
    """The replies of the check, one a question: what came last supersedes."""
    return tuple({reply.question: reply for reply in replies if reply.topic is Topic.MEANS}.values())


def _incomes(application: Application, living: Purse, on: date, pack: Pack) -> Iterator[Conflict]:
    """Income of a kind that a register puts higher than declared, by more than the tolerance."""
    for line in living.lines:
        declared = sum(
            (
                income.monthly
                for income in application.incomes
                if (income.person, income.kind) == (line.person, line.kind)
            ),
            Decimal(0),
        )
        if line.source != DECLARATION and line.counted > declared + INCOME_TOLERANCE.on(on, pack):
            yield _income_conflict(line, declared)


def _income_conflict(line: Line, declared: Decimal) -> Conflict:
    return Conflict(
        person=line.person,
        field=line.kind.value,
        declared=str(cents(declared)),
        found=str(cents(line.amount)),
        source=DepartmentId(line.source),
        ranking=RANKING[(REGISTERS | PARTIAL_REGISTERS)[line.kind][0]],
    )


def _things(application: Application, owned: Belongings, replies: Replies, on: date, pack: Pack) -> Iterator[Conflict]:
    """Cars, homes, shops, companies and money that the household did not declare."""
    declared, free = application.property, Decimal(0)
    rows = (
        ((ItemCode.VEHICLE,), "cars", declared.cars, owned.cars, free),
        ((ItemCode.HOME, ItemCode.SIGNED_HOME), "homes", declared.homes, owned.homes, free),
        ((ItemCode.SHOP,), "shops", declared.shops, owned.shops, free),
        ((ItemCode.COMPANY_CAPITAL,), "company capital", declared.company_capital, owned.company_capital, free),
        (MONEY_CODES, "money", declared.deposits, owned.money, DEPOSIT_TOLERANCE.on(on, pack)),
    )
    for codes, field, said, found, tolerance in rows:
        if found > said + tolerance:
            source, item = hits(replies, *codes)[0]
            yield Conflict(
                person=item.person,
                field=field,
                declared=str(said),
                found=str(found),
                source=source,
                ranking=RANKING[codes[0]],
            )


def _gone(application: Application, replies: Replies, on: date) -> Iterator[Conflict]:
    """Members who are dead or in prison although the application counts them."""
    for member in application.household.members:
        for code in (ItemCode.DEATH, ItemCode.PRISON):
            hit = happened(replies, code, member.ref, on)
            if hit and not member.absence:
                yield Conflict(
                    person=member.ref, field=code.value, declared="member of the household", found=str(hit[1].as_of),
                    source=hit[0], ranking=RANKING[code],
                )  # fmt: skip
