"""What disability subsidies is a person entitled to, month by month? From claims, findings and facts (domain 9.2).

The same facts give the same months in whatever order they became known; a fact that is taken back leaves no trace.
Whoever asked is paid from the month of the day on which they asked; everything else counts from the month after it
happened. Who asked once need not ask again while the certificate holds without a gap of a whole month.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from policy import disability_subsidies
from policy.conditions import condition, decision
from policy.disability_person import Moment, certificate_at, counting, died_on, person_at, suspected_on
from policy.figures import CZ_DEMO, Numbers, Pack
from policy.household import STANDARD
from policy.months import after, month_of
from policy.paid_months import STOP
from schemas.decisions import Decision, Fact, Outcome
from schemas.disability import ClaimWay, Subsidy, SubsidyClaim, SubsidyFile
from schemas.rights import RightSpan, RightState

RULES = {Subsidy.LIVING: disability_subsidies.living, Subsidy.NURSING: disability_subsidies.nursing}
NAMES = {Subsidy.LIVING: disability_subsidies.LIVING_RULE, Subsidy.NURSING: disability_subsidies.NURSING_RULE}
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Months of one right, with the decision of the first of them; None where nobody had asked."""

    first: date
    last: date | None
    decision: Decision | None
    suspected: date | None = None
    """One source alone says that the person died on that day: what is due is not paid for now."""

    @property
    def amount(self) -> Decimal | None:
        """What is due a month."""
        return self.decision.amount if self.decision is not None else None


@dataclass(frozen=True)
class Holding:
    """A subsidy in one month."""

    amount: Decimal | None
    state: RightState

    @property
    def paid(self) -> Decimal | None:
        """What of it is paid; nothing while it is suspended."""
        return None if self.state is RightState.SUSPENDED else self.amount


NOTHING_HELD = Holding(None, RightState.ENDED)


def stretches(file: SubsidyFile, kind: Subsidy, known: date, pack: Pack = CZ_DEMO) -> tuple[Stretch, ...]:
    """From the first claim on; the last stretch goes on without an end.

    Figures are known up to the month `known`; what comes later goes on as in that month.
    """
    turning = edges(file, known, pack)
    gaps = tuple(month for month in turning if not _certified(file, month))
    said = suspected_on(file)
    found = [
        (month, _due(file, kind, month, known, gaps, pack), said if said and after(month_of(said)) <= month else None)
        for month in turning
    ]
    parts: list[tuple[date, Decision | None, date | None]] = []
    for month, decided, suspected in found:
        if not parts or (_amount(parts[-1][1]), parts[-1][2]) != (_amount(decided), suspected):
            parts.append((month, decided, suspected))
    ends = [*(month - DAY for month, *_ in parts[1:]), None]
    return tuple(
        Stretch(first, last, decided, suspected) for (first, decided, suspected), last in zip(parts, ends, strict=False)
    )


def _due(
    file: SubsidyFile, kind: Subsidy, month: date, known: date, gaps: tuple[date, ...], pack: Pack
) -> Decision | None:  # fmt: skip
    """The first claim that carries the month; what fails when none does, and None where nobody had asked."""
    refused: Decision | None = None
    for claim in _alive(file, kind, month, gaps):
        decided = judged(file, kind, _moment(claim, month), known, pack)
        if decided.granted:
            return decided
        refused = refused or decided
    return refused


def judged(file: SubsidyFile, kind: Subsidy, moment: Moment, known: date, pack: Pack = CZ_DEMO) -> Decision:
    """The rule for the person as they stood at that moment, with figures up to the month that is known."""
    person = person_at(file, moment)
    if person is None or (moment.whole and not person.certificate.holds(moment.day)):
        return _uncertified(kind, moment.day)
    return RULES[kind](person, moment.day, pack, law=min(moment.day, known))


def edges(file: SubsidyFile, known: date, pack: Pack = CZ_DEMO) -> tuple[date, ...]:
    """Every month, from the first claim on, that could differ from the one before."""
    claims = counted_claims(file)
    if not claims:
        return ()
    first = max(KNOWN_FROM, min(month_of(claim.on) for claim in claims))
    months = {first, *(month for month in _turns(file) if month > first)}
    months |= {month for month in standard_months(pack) if first < month <= known}
    months |= {month for claim in claims for month in (month_of(claim.on), after(month_of(claim.on)))}
    return tuple(sorted(month for month in months if month >= first))


def counted_claims(file: SubsidyFile) -> tuple[SubsidyClaim, ...]:
    """In the order of their days: decided, or being decided, and not made for somebody who had died."""
    declined = {ruling.case: ruling.declined for ruling in file.rulings}
    known = {file.deciding, *declined}
    dead = died_on(file)
    claims = (
        one.model_copy(update={"kinds": tuple(kind for kind in one.kinds if kind not in declined.get(one.case, ()))})
        for one in file.claims if one.case in known and (dead is None or one.on <= dead)
    )  # fmt: skip
    return tuple(sorted((one for one in claims if one.kinds), key=lambda one: (one.on, one.case)))


def standard_months(pack: Pack = CZ_DEMO) -> frozenset[date]:
    """Every month with which a new figure begins."""
    return frozenset(_first_from(day) for figure in _FIGURES for day in _begins(figure, pack))


def amounts(spans: Iterable[RightSpan], kind: Subsidy, month: date) -> Decimal | None:
    """What a person holds of a subsidy in a month, by what was entered; also what is suspended."""
    return holding(spans, kind, month).amount


def holding(spans: Iterable[RightSpan], kind: Subsidy, month: date) -> Holding:
    """The same, with how it stands."""
    for span in spans:
        within = span.first <= month and (span.last is None or month <= span.last)
        if within and span.benefit == kind.value and span.state is not RightState.ENDED:
            return Holding(span.amount, span.state)
    return NOTHING_HELD


def _alive(file: SubsidyFile, kind: Subsidy, month: date, gaps: tuple[date, ...]) -> Iterator[SubsidyClaim]:
    for claim in counted_claims(file):
        began = month_of(claim.on)
        begun = began < month or (began == month and claim.way is not ClaimWay.TRANSFERRED)
        broken = any(began < gap <= month for gap in gaps)
        if kind in claim.kinds and begun and not broken and not _given_up(file, kind, claim, month):
            yield claim


def _given_up(file: SubsidyFile, kind: Subsidy, claim: SubsidyClaim, month: date) -> bool:
    return any(
        kind in ruling.given_up and ruling.of in {None, claim.case} and claim.on <= ruling.on
        and month_of(ruling.on) < month
        for ruling in file.rulings
    )  # fmt: skip


def _moment(claim: SubsidyClaim, month: date) -> Moment:
    """In its own month a claim is looked at as of its own day."""
    return Moment(claim.on, whole=True) if month_of(claim.on) == month else Moment(month)


def _certified(file: SubsidyFile, month: date) -> bool:
    certificate = certificate_at(file, Moment(month))
    ends = disability_subsidies.stops(certificate, month) if certificate else None
    return certificate is not None and (ends is None or month < ends)


def _turns(file: SubsidyFile) -> Iterator[date]:
    for day in _days(file):
        yield after(month_of(day))
    for span in file.recognised:
        yield month_of(span.first)
        if span.last is not None:
            yield after(month_of(span.last))


def _days(file: SubsidyFile) -> Iterator[date]:
    """Days from whose next month on something may be different."""
    yield from (fact.happened_on for fact in counting(file))
    yield from (ruling.on for ruling in file.rulings if ruling.given_up)
    yield from (day for day in (died_on(file), suspected_on(file)) if day is not None)
    for finding in file.findings:
        yield finding.on
        certificate = finding.certificate
        dated = (certificate.issued_on, certificate.valid_to, certificate.cancelled_on) if certificate else ()
        known = (*dated, finding.custody_since, *(one.since for one in finding.drawn))
        yield from (day for day in known if day is not None)
    yield from (fact.valid_to for fact in counting(file) if fact.valid_to is not None)


def _first_from(since: date) -> date:
    """The first month that begins under a figure."""
    return since if since.day == 1 else after(month_of(since))


def _begins(figure: Numbers[Any], pack: Pack) -> Iterator[date]:
    """The days from which a figure has another value."""
    yield from (entry.since for entry in figure.default)
    for choice in pack:
        yield from (
            (entry.since for entry in figure.presets.get(choice, ())) if isinstance(choice, str) else (choice.since,)
        )


_FIGURES: tuple[Numbers[Any], ...] = (
    STANDARD, disability_subsidies.LIVING_SEVERE, disability_subsidies.LIVING_OTHER,
    disability_subsidies.LIVING_NO_INCOME, disability_subsidies.LIVING_DEPENDENT, disability_subsidies.PUBLISHED,
    disability_subsidies.NURSING,
)  # fmt: skip


KNOWN_FROM = _first_from(max(figure.default[0].since for figure in (*_FIGURES, STOP)))
"""The first month of which every figure is known; earlier ones were decided before this register."""


def _amount(decided: Decision | None) -> tuple[bool, Decimal | None, bool]:
    """What makes a month different from the one before."""
    if decided is None:
        return False, None, False
    return decided.granted, decided.amount, decided.outcome is Outcome.UNDECIDED


def _uncertified(kind: Subsidy, on: date) -> Decision:
    reason = condition(
        "certificate",
        met=False,
        texts=("a valid disability certificate is needed", "应持有有效的残疾人证"),
        article=disability_subsidies.ARTICLE,
        facts=(Fact(name="disability certificate", value="none", source="disabled-persons", on=on),),
    )
    return decision(NAMES[kind], on, (reason,))
