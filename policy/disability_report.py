"""Was everybody paid what was due in a month? From the facts alone, not from the rights as entered (精准发放 100 %)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from policy.disability_timeline import amounts, stretches
from policy.figures import CZ_DEMO, Pack
from schemas.disability import Subsidy, SubsidyFile
from schemas.disability_report import MonthPaid, PreciseLine, PreciseReport, Precision
from schemas.identifiers import PersonRef
from schemas.money import cents

NOT_ENTERED, NO_RUN, OTHER_AMOUNT = "right_not_entered", "no_payment_run", "right_of_another_amount"
ZERO = Decimal("0.00")
Arrived = Mapping[tuple[PersonRef, Subsidy], MonthPaid]


def precise(
    files: Iterable[SubsidyFile], arrived: Arrived, month: date, pack: Pack = CZ_DEMO
) -> PreciseReport:  # fmt: skip
    """Everybody who ever asked; whoever asked and waits for a decision is counted apart."""
    known = list(files)
    found = [line for file in known for line in _lines(file, arrived, month, pack)]
    decided = {ruling.case for file in known for ruling in file.rulings}
    return PreciseReport(
        month=month, due=sum(line.due > ZERO for line in found),
        precise=sum(line.precision is Precision.PRECISE for line in found),
        undecided=sum(claim.case not in decided for file in known for claim in file.claims),
        lines=tuple(line for line in found if line.precision is not Precision.PRECISE),
    )  # fmt: skip


def _lines(file: SubsidyFile, arrived: Arrived, month: date, pack: Pack) -> Iterator[PreciseLine]:
    for kind in Subsidy:
        carried = [one for one in stretches(file, kind, month, pack)
                   if one.first <= month and (one.last is None or month <= one.last)]  # fmt: skip
        if carried and carried[0].suspected:
            continue  # nobody can tell yet whether it was due
        decision = carried[0].decision if carried else None
        due = cents((decision.amount if decision else None) or ZERO)
        paid = arrived.get((file.person, kind), MonthPaid(person=file.person, kind=kind, amount=ZERO))
        if not due and not paid.amount:
            continue
        precision = _precision(due, paid.amount)
        reasons = tuple(each.code for each in decision.reasons) if decision else ("nobody_asked",)
        why = reasons if precision in {Precision.WRONGLY, Precision.MORE} else _why(file, kind, month, due, paid)
        yield PreciseLine(person=file.person, household=file.household, kind=kind, precision=precision, due=due,
                          paid=paid.amount, why=() if precision is Precision.PRECISE else why)  # fmt: skip


def _precision(due: Decimal, paid: Decimal) -> Precision:
    if due == paid:
        return Precision.PRECISE
    if not due:
        return Precision.WRONGLY
    if paid > due:
        return Precision.MORE
    return Precision.LESS if paid else Precision.UNPAID


def _why(file: SubsidyFile, kind: Subsidy, month: date, due: Decimal, paid: MonthPaid) -> tuple[str, ...]:
    """The first thing that is missing on the way from the facts to the account."""
    held = amounts(file.rights, kind, month)
    if held is None:
        return (NOT_ENTERED,)
    if held != due:
        return (OTHER_AMOUNT,)
    if paid.state is None:
        return (NO_RUN,)
    return tuple(each for each in (paid.state, paid.reason) if each)
