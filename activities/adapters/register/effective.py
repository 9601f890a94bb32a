"""What do later decisions leave of an earlier one, and who lived in a household when? Worked out, never written."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from schemas.household_files import MemberLine, Period
from schemas.identifiers import CaseId, PersonRef

DAY = timedelta(days=1)


def left(decided: Sequence[Period]) -> tuple[Period | None, ...]:
    """In the order of the decisions, what is left of each: from its first day on, a later decision counts alone."""
    found: list[Period | None] = []
    until: date | None = None
    for period in reversed(decided):
        found.append(_cut(period, until))
        until = period.first if until is None else min(until, period.first)
    return tuple(reversed(found))


def members(findings: Iterable[tuple[date, CaseId, frozenset[PersonRef]]]) -> tuple[MemberLine, ...]:
    """Findings in the order of their days: each says who belongs to the household until the next one."""
    open_: dict[PersonRef, tuple[date, CaseId]] = {}
    closed: list[MemberLine] = []
    for day, case, persons in findings:
        for person in sorted(open_.keys() - persons):
            since, by = open_.pop(person)
            if since < day:
                closed.append(MemberLine(person=person, period=Period(first=since, last=day - DAY), case=by))
        for person in sorted(persons - open_.keys()):
            open_[person] = day, case
    going_on = (MemberLine(person=person, period=Period(first=since), case=by) for person, (since, by) in open_.items())
    return tuple(sorted((*closed, *going_on), key=lambda line: (line.period.first, line.person)))


def _cut(period: Period, until: date | None) -> Period | None:
    ends = [end for end in (period.last, until - DAY if until else None) if end is not None]
    last = min(ends, default=None)
    return None if last is not None and last < period.first else Period(first=period.first, last=last)
