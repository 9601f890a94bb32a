"""What has been said of one death so far? In whatever order and by whomever; procedures read it, and wait on it."""

from datetime import date

from events.contracts.bereavement import DeathMerged
from events.contracts.envelope import Event
from events.contracts.funerals import (
    CremationBooked,
    CremationDone,
    FamilyRequested,
    FuneralHeld,
    FuneralReleased,
    FuneralSettled,
)
from events.contracts.health import BY, DeathDoubted, DeathIdentified, DeathReported, DeathReportRevoked
from registry.departments import CIVIL_AFFAIRS
from registry.regions import county_of
from schemas.cases import Ruled
from schemas.deaths import Attestation, Booking, Death, DeathKind, DeathSource, Disposal, HeldBy
from schemas.identifiers import CaseId, DepartmentId, PersonRef, RegionCode, UnitId
from schemas.questions import Errand, ReplyStatus, Subject
from workflows.verbs import Case

WordOfHall = CremationBooked | FuneralHeld | FuneralReleased
"""What the hall, or the police, say of a body that is still there."""

Opening = (
    DeathReported | CremationDone | DeathMerged | DeathReportRevoked | DeathDoubted | FamilyRequested | FuneralSettled
    | WordOfHall
)  # fmt: skip

BY_HEALTH = frozenset({DeathKind.HOSPITAL, DeathKind.HOME})


class DeathFile:
    """The facts of one death. An office that says the same again adds nothing; a newer word replaces its older one."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self.person: PersonRef
        self.town: UnitId
        self.attested: dict[DeathSource, Attestation] = {}
        self.reports: list[DeathReported] = []
        self.day: date | None = None
        """The day that a person chose where the sources differ."""
        self.died_on: date
        """The day that drives what follows: as confirmed, or as corrected since."""
        self.identity: DeathIdentified | None = None
        self.merged: dict[PersonRef, DeathMerged] = {}
        """What goes over from the case of an unknown body, by its reference."""
        self.booking: Booking | None = None
        self.cremated_on: date | None = None
        self.held: set[HeldBy] = set()
        self.settlement: FuneralSettled | None = None
        self.requests: list[FamilyRequested] = []
        self.doubts: list[DeathDoubted] = []
        self.revocation: DeathReportRevoked | None = None
        self.mistake: Ruled | None = None
        """By whom, and why, a report was found to be one."""
        self.afresh: list[DeathReported | CremationDone] = []
        """What was said on a later day than that the person lives: another death, or that word is wrong."""
        self.closing = False
        """Nothing more is waited for that the family may or may not want."""
        self.results: dict[str, ReplyStatus] = {}

    def begins(self, first: Opening) -> None:
        """The first word of the case; from now on every other one is taken down as it comes."""
        self.person, self.town = first.person, first.town
        self._hear(first)
        for kind in (
            DeathReported, CremationDone, DeathMerged, DeathReportRevoked, DeathDoubted, DeathIdentified,
            CremationBooked, FuneralHeld, FuneralReleased, FuneralSettled, FamilyRequested,
        ):  # fmt: skip
            self._case.on(kind, self._hear)

    # ── what follows from what was said ──────────────────────────────────────────────────────────────────────────

    @property
    def alive(self) -> bool:
        """An office took its report back, or a person found that it was a mistake."""
        return self.revocation is not None or self.mistake is not None

    @property
    def said(self) -> tuple[Attestation, ...]:
        """What each source says now, in the same order whoever spoke first."""
        return tuple(self.attested[source] for source in DeathSource if source in self.attested)

    @property
    def offices(self) -> tuple[DepartmentId, ...]:
        """The offices behind the sources, each once."""
        return tuple(dict.fromkeys(BY.get(said.source, CIVIL_AFFAIRS).id for said in self.said))

    @property
    def unidentified(self) -> bool:
        """Only the police know the person, or did before they found out, under the number of their case."""
        return self.gone_over or any(not report.identified for report in self.reports)

    @property
    def gone_over(self) -> bool:
        """It is known who the unknown body was: whatever follows does so in the case of that person."""
        return self.identity is not None

    @property
    def stillborn(self) -> bool:
        """A child that was never registered."""
        return any(said.stillborn for said in self._told)

    @property
    def certified(self) -> bool:
        """Health, the police, a court or a consulate says it, under whichever reference: there is a paper."""
        return any(source in BY for source in self.attested)

    @property
    def papers(self) -> tuple[str, ...]:
        """Papers against which a body is cremated."""
        return ("death certificate",) if self.certified else ()

    @property
    def certificates(self) -> tuple[str, ...]:
        """References of the papers in the registers of those who issued them, each once."""
        own = (report.certificate for report in self.reports)
        return tuple(dict.fromkeys((*own, *(paper for one in self.merged.values() for paper in one.certificates))))

    @property
    def region(self) -> RegionCode | None:
        """Where the household register lies, when not in this city."""
        return next((said.region for said in self._told if said.region), None)

    @property
    def disposal(self) -> Disposal:
        """What becomes of the body, as the first report that has a wish of its own says."""
        wishes = (said.disposal for said in self._told if said.disposal is not Disposal.CREMATION)
        return next(wishes, Disposal.CREMATION)

    @property
    def _told(self) -> tuple[DeathReported | DeathMerged, ...]:
        return (*self.reports, *self.merged.values())

    @property
    def how(self) -> DeathKind:
        """Kind of the death, by what the police found before anybody else; a hall alone knows nothing of it."""
        kinds = [one.kind for one in self.said if one.kind is not None]
        return next((kind for kind in kinds if kind not in BY_HEALTH), next(iter(kinds), DeathKind.UNCLEAR))

    @property
    def county(self) -> UnitId:
        """The county whose officers decide."""
        return county_of(self.town)

    @property
    def subject(self) -> Subject:
        """The dead person, by reference alone: offices find their own."""
        return Subject(ref=self.person)

    def death(self, on: date | None) -> Death:
        """The death as the rules see it."""
        return Death(
            person=self.person, on=on, kind=self.how, sources=tuple(one.source for one in self.said),
            funeral_contested=bool(self.held), disposal=self.disposal, stillborn=self.stillborn,
        )  # fmt: skip

    def attest(self, said: Attestation) -> None:
        """A source speaks; another day than those that were known is looked at by people again."""
        known = self.attested.get(said.source)
        if known is not None and known.reported_on > said.reported_on:
            return
        if said.on not in {one.on for one in self.attested.values()}:
            self.day = None
        self.attested[said.source] = said

    def letter(self, kind: str, text: str, *, name: str = "", **more: object) -> Errand:
        """A letter about the death, under its kind or a name of its own; the bureau knows who is to have it."""
        details = {"person": self.person, "town": self.town, "kind": kind, "text": text, **more}
        return Errand(key=f"{self._case.id}/notice/{name or kind}", case=self._case.id, details=details)

    def handed_over(self, case: CaseId, to: DeathIdentified) -> DeathMerged:
        """All that was said under the reference, for the case of the person who it was."""
        return DeathMerged(
            case=case, person=to.person, reference=self.person, town=to.town, attested=self.said,
            certificates=self.certificates, region=to.region or self.region, disposal=self.disposal,
            stillborn=self.stillborn, held=tuple(sorted(self.held)), booking=self.booking,
            cremated_on=self.cremated_on,
        )  # fmt: skip

    # ── what is said ─────────────────────────────────────────────────────────────────────────────────────────────

    def _said_afresh(self, event: DeathReported | CremationDone) -> bool:
        """What is told on the day on which it is taken back has been taken back."""
        since = self.revocation.reported_on if self.revocation else self.mistake.at.date() if self.mistake else None
        return since is not None and event.attestation.reported_on > since

    def _hear(self, event: Event) -> None:  # noqa: C901  a line for each thing that can be said
        match event:
            case DeathReported() | CremationDone() if self._said_afresh(event):
                self.afresh.append(event)
            case DeathReported():
                self._case.on_day(event.reported_on)
                self.reports.append(event)
                self.attest(event.attestation)
            case CremationDone():
                self._case.on_day(event.on)
                self.cremated_on = event.on
                self.attest(event.attestation)
            case DeathMerged():
                self._takes_over(event)
            case DeathReportRevoked():
                self._case.on_day(event.reported_on)
                self.revocation = event
            case DeathDoubted():
                self.doubts.append(event)
            case DeathIdentified():
                self.identity = event
            case CremationBooked():
                self.booking = Booking(number=event.booking, slot=event.slot)
            case FuneralHeld():
                self.held.add(event.held_by)
            case FuneralReleased():
                self.held.discard(event.held_by)
            case FuneralSettled():
                self.settlement = event
            case FamilyRequested():
                self.requests.append(event)

    def _takes_over(self, merged: DeathMerged) -> None:
        """What is news of the reference counts; what was released under either name holds nothing up any more."""
        before = self.merged.get(merged.reference)
        known, now = set(before.held if before else ()), set(merged.held)
        self.held = (self.held | (now - known)) - (known - now)
        if merged.booking is not None and (before is None or before.booking != merged.booking):
            self.booking = merged.booking
        self.cremated_on = merged.cremated_on or self.cremated_on
        self.merged[merged.reference] = merged
        for said in merged.attested:
            self.attest(said)
