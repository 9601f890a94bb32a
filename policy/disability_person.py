"""How did a disabled person stand at a moment? Worked out anew from everything that is known, in any order.

A month asks for what had happened before it began, an application for what had happened by its own day. Where two
sources speak of the same day, the later word counts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from policy.single_person import severe
from schemas.benefits import Benefit, Drawn
from schemas.certificates import DisabilityCertificate, DisabledPerson
from schemas.disability import SubsidyFile, SubsidyFinding
from schemas.facts import FactKind, LifeFact
from schemas.households import Category
from schemas.rights import RightState

DRAWN_BY_FACT = {
    FactKind.INJURY_NURSING_GRANTED: (Benefit.INJURY_NURSING, True),
    FactKind.INJURY_NURSING_ENDED: (Benefit.INJURY_NURSING, False),
    FactKind.ORPHAN_AID_GRANTED: (Benefit.ORPHAN_AID, True),
    FactKind.ORPHAN_AID_ENDED: (Benefit.ORPHAN_AID, False),
}
"""Benefits of which the offices announce beginning and end."""
CUSTODY = {FactKind.PRISON_ENTERED: True, FactKind.PRISON_RELEASED: False}

FEDERATION = "disabled-persons"
"""Whose word alone decides about certificates (domain 2.10); its silence says nothing."""

Said = TypeVar("Said")


@dataclass(frozen=True)
class Word(Generic[Said]):
    """From when something holds, when it was said, and whether an office announced it or was asked."""

    day: date
    known: date
    said: Said
    found: bool = False

    def order(self) -> tuple[date, date, bool]:
        """By the day of what is said; of one day what was said later, and what was announced, counts."""
        return self.day, self.known, not self.found

    def overtakes(self, found: "Word[Said]") -> bool:
        """A fact of an earlier day that nobody knew when the office was asked."""
        return self.day <= found.day <= self.known


@dataclass(frozen=True)
class Moment:
    """A day at its beginning, or with everything that happened on it."""

    day: date
    whole: bool = False

    def knows(self, happened_on: date) -> bool:
        """It had happened by then."""
        return happened_on < self.day or (self.whole and happened_on == self.day)


def counting(file: SubsidyFile) -> tuple[LifeFact, ...]:
    """Facts that hold: neither taken back nor found by people not to count."""
    aside = {key for ruling in file.rulings for key in ruling.set_aside}
    kept = [_said(fact) for ruling in file.rulings for fact in ruling.kept_against]
    holding = (fact for fact in file.facts if fact.revoked_by is None and fact.key not in aside)
    return tuple(fact for fact in holding if _said(fact) not in kept)


def _said(fact: LifeFact) -> LifeFact:
    """What is told of the fact, whoever told it and when, and whatever was asked about it besides."""
    return fact.model_copy(
        update={"known_on": fact.happened_on, "source": FEDERATION, "event": "", "items": (), "persons": ()}
    )


def died_on(file: SubsidyFile) -> date | None:
    """The confirmed day of death; who was found dead by mistake lives."""
    return min((fact.happened_on for fact in counting(file) if fact.kind is FactKind.DEATH), default=None)


def suspected_on(file: SubsidyFile) -> date | None:
    """The day of a death of which one source alone tells, until a death is confirmed, or taken back, since that day."""
    known = [fact.known_on for fact in file.facts if fact.kind is FactKind.DEATH]
    said = {fact.happened_on for fact in counting(file) if fact.kind is FactKind.DEATH_SUSPECTED}
    if file.newest is not None and file.newest.died_on is not None:
        said.add(file.newest.died_on)
    return min((day for day in said if not any(day <= word for word in known)), default=None)


def person_at(file: SubsidyFile, moment: Moment) -> DisabledPerson | None:
    """None while no certificate had been issued."""
    certificate = certificate_at(file, moment)
    if certificate is None:
        return None
    finding, facts = _found(file.findings, moment), counting(file)
    category = _category(file, certificate, finding, moment)
    return DisabledPerson(
        person=file.person, certificate=certificate, category=category, died_on=died_on(file),
        local=_local(file.findings, facts, moment), in_custody=_in_custody(file.findings, facts, moment),
        fixed_income=_fixed_income(file.findings, facts, moment),
        drawn=_drawn(file.findings, facts, category, moment),
        **({name: getattr(finding, name) for name in _FOUND} if finding else {}),
    )  # fmt: skip


def certificate_at(file: SubsidyFile, moment: Moment) -> DisabilityCertificate | None:
    """What the certificate said, with the day on which it was cancelled if it was."""
    told = [Word(fact.happened_on, fact.known_on, _certificate(fact)) for fact in counting(file)
            if fact.kind is FactKind.DISABILITY_CHANGED]  # fmt: skip
    held: DisabilityCertificate | None = None
    for word in sorted([*_standing(_certificates_found(file), told), *_issued(file)], key=Word.order):
        if not moment.knows(word.day):
            break
        if word.said is not None:
            held = word.said
        elif held is not None and held.cancelled_on is None:
            held = held.model_copy(update={"cancelled_on": word.day})
    return held


_FOUND = ("income_per_head", "several_disabled", "kept_by_aged_parents", "care_months")


def _issued(file: SubsidyFile) -> Iterator["Word[DisabilityCertificate | None]"]:
    """Certificates as they were found, from the day of their issue; of that very day nobody knows more."""
    for finding in file.findings:
        if finding.certificate is not None:
            yield Word(finding.certificate.issued_on, finding.on, finding.certificate)


def _certificates_found(file: SubsidyFile) -> Iterator["Word[DisabilityCertificate | None]"]:
    """What the federation said of the very day; its silence says nothing."""
    for finding in file.findings:
        if finding.certificate is not None or FEDERATION not in finding.missing:
            yield Word(finding.on, finding.on, finding.certificate, found=True)


def _certificate(fact: LifeFact) -> DisabilityCertificate | None:
    if fact.disability is None:
        return None
    return DisabilityCertificate(disability=fact.disability, issued_on=fact.happened_on, valid_to=fact.valid_to)


def _found(findings: Sequence[SubsidyFinding], moment: Moment) -> SubsidyFinding | None:
    """The newest finding of the time; before the first one, that one."""
    in_order = sorted(findings, key=lambda one: (one.on, one.case))
    known = [one for one in in_order if moment.knows(one.on)]
    return known[-1] if known else next(iter(in_order), None)


def _category(
    file: SubsidyFile, certificate: DisabilityCertificate, finding: SubsidyFinding | None, moment: Moment
) -> Category | None:
    """As what the household was recognised; alone (单人保) only who is severely disabled or ill."""
    held = {
        Category(span.benefit) for span in file.recognised
        if span.state in {RightState.ACTIVE, RightState.TAPERING} and span.first <= moment.day
        and (span.last is None or moment.day <= span.last) and span.person in {None, file.person}
    }  # fmt: skip
    ill = finding is not None and finding.major_disease
    if not (ill or severe(certificate.disability, moment.day)):
        held.discard(Category.SINGLE_PERSON)
    return next((category for category in Category if category in held), None)


def _local(findings: Sequence[SubsidyFinding], facts: Iterable[LifeFact], moment: Moment) -> bool:
    found = [Word(one.on, one.on, one.local, found=True) for one in findings]
    moves = [Word(one.happened_on, one.known_on, one.town is not None) for one in facts if one.kind is FactKind.MOVED]
    said = _last(found, moves, moment)
    return said if said is not None else True


def _in_custody(findings: Iterable[SubsidyFinding], facts: Iterable[LifeFact], moment: Moment) -> bool:
    found = [
        Word(one.custody_since or one.on, one.on, one.in_custody, found=True)
        for one in findings
        if one.in_custody is not None
    ]
    told = [Word(one.happened_on, one.known_on, CUSTODY[one.kind]) for one in facts if one.kind in CUSTODY]
    return bool(_newest(_standing(found, told), moment))


def _fixed_income(findings: Sequence[SubsidyFinding], facts: Sequence[LifeFact], moment: Moment) -> bool | None:
    """A job or a pension; None while one of them is not known and the other is none."""
    jobs = {FactKind.JOB_STARTED: True, FactKind.JOB_ENDED: False}
    works = _source("works", jobs, findings, facts, moment)
    pension = _source("pension", {FactKind.PENSION_STARTED: True}, findings, facts, moment)
    if works or pension:
        return True
    return None if None in {works, pension} else False


def _source(
    name: str, kinds: dict[FactKind, bool], findings: Sequence[SubsidyFinding], facts: Iterable[LifeFact],
    moment: Moment,
) -> bool | None:  # fmt: skip
    found = [Word(one.on, one.on, said, found=True) for one in findings
             if isinstance(said := getattr(one, name), bool)]  # fmt: skip
    told = [Word(one.happened_on, one.known_on, kinds[one.kind]) for one in facts if one.kind in kinds]
    return _last(found, told, moment)


def _last(found: Sequence["Word[bool]"], told: Sequence["Word[bool]"], moment: Moment) -> bool | None:
    """What was known of it then; before anybody spoke, what was found first."""
    said = _newest(_standing(found, told), moment)
    first = min(found, key=Word.order, default=None)
    return said if said is not None or first is None else first.said


def _standing(found: Iterable["Word[Said]"], told: Sequence["Word[Said]"]) -> list["Word[Said]"]:
    """Facts, and of what was found of a day that which no fact of an earlier day, known since, has overtaken."""
    return [*told, *(word for word in found if not any(fact.overtakes(word) for fact in told))]


def _newest(words: Iterable["Word[bool]"], moment: Moment) -> bool | None:
    """The last word that had been fulfilled; of entering and leaving on one day the leaving."""
    known = [(*word.order(), not word.said) for word in words if moment.knows(word.day)]
    return not max(known)[-1] if known else None


def _drawn(
    findings: Sequence[SubsidyFinding], facts: Iterable[LifeFact], category: Category | None, moment: Moment
) -> tuple[Drawn, ...]:
    """What the person drew beside: as found, as found later for that time, as announced, and destitute support."""
    now = _found(findings, moment)
    drawn = {one.benefit: one for one in now.drawn} if now else {}
    for later in (one for one in findings if now is not None and one.on > now.on):
        for one in later.drawn:
            if one.since is not None and moment.knows(one.since):
                drawn.setdefault(one.benefit, one)
    for fact in sorted(facts, key=lambda one: (one.happened_on, one.known_on)):
        if fact.kind in DRAWN_BY_FACT and moment.knows(fact.happened_on):
            benefit, begins = DRAWN_BY_FACT[fact.kind]
            drawn.pop(benefit, None)
            if begins:
                drawn[benefit] = Drawn(benefit=benefit, since=fact.happened_on)
    if category is Category.DESTITUTE:
        drawn[Benefit.DESTITUTE] = Drawn(benefit=Benefit.DESTITUTE, monthly=Decimal(0))
    return tuple(drawn.values())
