"""What do the offices say of a disabled person? All at once, each what only it knows; silence refuses nobody (9.2)."""

from dataclasses import dataclass, field

from activities.subsidies import Subsidies
from activities.subsidy_law import SubsidyLaw
from registry.departments import (
    CIVIL_AFFAIRS,
    DISABLED_PERSONS,
    HUMAN_RESOURCES,
    JUSTICE,
    PUBLIC_SECURITY,
    Department,
)
from registry.regions import county_of
from schemas.disability import (
    FileRequest,
    FindingRequest,
    NoteEntry,
    SubsidyApplication,
    SubsidyClaim,
    SubsidyFile,
    SubsidyFinding,
    SubsidyRuling,
)
from schemas.identifiers import CaseId, HouseholdRef, PersonRef, QuestionId, UnitId
from schemas.questions import Inquiry, Reply, Subject, Topic
from workflows.verbs import Case

ASKED: tuple[tuple[Department, Topic], ...] = (
    (DISABLED_PERSONS, Topic.DISABILITY_CERTIFICATE), (CIVIL_AFFAIRS, Topic.SUBSIDY_NEED),
    (HUMAN_RESOURCES, Topic.MEANS), (PUBLIC_SECURITY, Topic.MEANS), (JUSTICE, Topic.MEANS),
)  # fmt: skip
"""The certificate, the need, work and pension, death, custody."""


def inquiries(
    case: CaseId, subjects: tuple[Subject, ...], number: object, certificate: str = ""
) -> tuple[Inquiry, ...]:  # fmt: skip
    """The same questions for one person and for a page of them."""
    return tuple(
        Inquiry(
            id=QuestionId(f"{case}/{topic}/{office.id}/{number}"), department=office.id, topic=topic,
            subjects=subjects, limit=office.answers[topic], legal_basis="国发〔2015〕52号",
            details={"certificate": certificate} if topic is Topic.DISABILITY_CERTIFICATE and certificate else {},
        )
        for office, topic in ASKED
    )  # fmt: skip


@dataclass
class SubsidyChecks:
    """Asks for one person; knows the person's file and where the person belongs."""

    case: Case
    person: PersonRef
    application: SubsidyApplication | None = None
    household: HouseholdRef | None = field(default=None, init=False)
    town: UnitId | None = field(default=None, init=False)
    rounds: int = field(default=0, init=False)

    async def file(self) -> SubsidyFile:
        """As the register knows the person now."""
        found = await self.case.ask(Subsidies.file, FileRequest(person=self.person, case=self.case.id))
        self.household = found.household or self.household
        self.town = found.town or self.town
        return found

    async def asked(self, file: SubsidyFile) -> SubsidyFinding | None:
        """What the offices say now; None for somebody whose household nobody knows."""
        self.rounds += 1
        self.case.enter("checking", waiting_on="federation, civil affairs and the registers")
        replies = await self.case.ask_all(
            *inquiries(self.case.id, (self._subject(),), self.rounds, self._certificate()),
            waiting_on="checks of the subsidy",
        )
        self._placed(replies)
        if self.household is None:
            return None
        return await self.case.ask(SubsidyLaw.finding, FindingRequest(
            case=self.case.id, person=self.person, household=self.household, on=self.case.today(), replies=replies,
            application=self.application, former=file.newest,
        ))  # fmt: skip

    async def noted(self, finding: SubsidyFinding) -> None:
        """From here on the finding counts, for every case of the person."""
        await self.case.ask(Subsidies.enter, NoteEntry(
            case=self.case.id, person=self.person, household=finding.household, finding=finding,
            number=self.rounds))  # fmt: skip
        self.case.result(evidence_gap=bool(finding.missing))

    async def found_anew(self, file: SubsidyFile) -> None:
        """Asked and noted."""
        finding = await self.asked(file)
        if finding is not None:
            await self.noted(finding)

    async def pledged(self, file: SubsidyFile) -> None:
        """The person's word stands where an office is silent (告知承诺); the gap is told, and looked at again."""
        newest = file.newest
        if newest is None:
            raise ValueError(f"Nothing was found of {self.person} yet, so no gap can be filled by a pledge.")
        self.rounds += 1
        words = {name: False for name in ("works", "pension") if getattr(newest, name) is None}
        await self.noted(newest.model_copy(update={**words, "case": self.case.id, "on": self.case.today()}))

    async def declined(self, claim: SubsidyClaim) -> None:
        """Taken back before it was decided: it counts for nothing."""
        ruling = SubsidyRuling(case=self.case.id, person=claim.person, household=claim.household,
                               on=self.case.today(), declined=claim.kinds)  # fmt: skip
        await self.case.ask(Subsidies.enter, NoteEntry(
            case=self.case.id, person=claim.person, household=claim.household, ruling=ruling))  # fmt: skip

    @property
    def county(self) -> UnitId | None:
        """The county of the person's town."""
        return county_of(self.town) if self.town else None

    def _subject(self) -> Subject:
        if self.application is None:
            return Subject(ref=self.person)
        person = self.application.person
        return Subject(ref=person.ref, id_number=person.id_number, name=person.name)

    def _certificate(self) -> str:
        return self.application.certificate if self.application else ""

    def _placed(self, replies: tuple[Reply, ...]) -> None:
        """Where the bureau's own file says that the person belongs, of whom the register knows nothing."""
        records = (each for reply in replies if reply.topic is Topic.SUBSIDY_NEED
                   for each in reply.result.get("records", ()) if each.get("person") == self.person)  # fmt: skip
        for record in records:
            if self.household is None and record.get("household"):
                self.household = HouseholdRef(record["household"])
            if self.town is None and record.get("town"):
                self.town = UnitId(record["town"])
