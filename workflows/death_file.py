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
from schemas.deaths import Attestation, Death, DeathKind, DeathSource, Disposal, HeldBy
from schemas.identifiers import DepartmentId, PersonRef, UnitId
from schemas.questions import ReplyStatus, Subject
from workflows.verbs import Case

Opening = (
    DeathReported | CremationDone | DeathMerged | DeathReportRevoked | DeathDoubted | FamilyRequested | FuneralSettled
)

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
        self.identity: DeathIdentified | None = None
        self.booking: CremationBooked | None = None
        self.cremated_on: date | None = None
        self.held: set[HeldBy] = set()
        self.settlement: FuneralSettled | None = None
        self.requests: list[FamilyRequested] = []
        self.doubts: list[DeathDoubted] = []
        self.revocation: DeathReportRevoked | None = None
        self.mistake: Ruled | None = None
        """By whom, and why, a report was found to be one."""
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
        """Only the police know the person, under the number of their case."""
        return any(not report.identified for report in self.reports)

    @property
    def stillborn(self) -> bool:
        """A child that was never registered."""
        return any(report.stillborn for report in self.reports)

    @property
    def papers(self) -> tuple[str, ...]:
        """Papers against which a body is cremated."""
        return ("death certificate",) if self.reports else ()

    @property
    def disposal(self) -> Disposal:
        """What becomes of the body, as the first report that has a wish of its own says."""
        wishes = (report.disposal for report in self.reports if report.disposal is not Disposal.CREMATION)
        return next(wishes, Disposal.CREMATION)

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

    # ── what is said ─────────────────────────────────────────────────────────────────────────────────────────────

    def _hear(self, event: Event) -> None:  # noqa: C901  a line for each thing that can be said
        match event:
            case DeathReported():
                self._case.on_day(event.reported_on)
                self.reports.append(event)
                self.attest(event.attestation)
            case CremationDone():
                self._case.on_day(event.on)
                self.cremated_on = event.on
                self.attest(event.attestation)
            case DeathMerged():
                self.cremated_on = event.cremated_on
                for said in event.attested:
                    self.attest(said)
            case DeathReportRevoked():
                self._case.on_day(event.reported_on)
                self.revocation = event
            case DeathDoubted():
                self.doubts.append(event)
            case DeathIdentified():
                self.identity = event
            case CremationBooked():
                self.booking = event
            case FuneralHeld():
                self.held.add(event.held_by)
            case FuneralReleased():
                self.held.discard(event.held_by)
            case FuneralSettled():
                self.settlement = event
            case FamilyRequested():
                self.requests.append(event)
