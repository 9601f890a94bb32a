"""What do the registers say of two persons today? The national base decides; what contradicts it goes beside it."""

from activities.law import Law
from activities.marriage_base import MarriageBase
from activities.public_security import PublicSecurity
from registry.departments import CIVIL_AFFAIRS, PUBLIC_SECURITY, Department
from schemas.assessments import MarriageRequest
from schemas.cases import Role
from schemas.decisions import Condition, Decision
from schemas.identifiers import PersonRef, QuestionId
from schemas.marriages import ArchiveFinding, MaritalRecord
from schemas.people import Spouse
from schemas.questions import Errand, Inquiry, Reply, Subject, Topic
from schemas.weddings import Wedding
from workflows.verbs import Case

FOUND = {"nothing_found": ArchiveFinding.NOTHING, "ended": ArchiveFinding.ENDED, "married": ArchiveFinding.MARRIED}


class MarriageCheck:
    """Both persons in the base and with public security, under earlier numbers too, and on paper if need be."""

    def __init__(self, case: Case, wedding: Wedding) -> None:
        self.case = case
        self.wedding = wedding
        self.records: tuple[MaritalRecord, ...] = ()
        self.archives: dict[PersonRef, MaritalRecord] = {}
        self.rounds = 0
        self.conflict_noted = False
        self.voluntary: bool | None = None
        """Nobody knows before the registrar has asked each of the two apart from the other."""

    async def decision(self) -> Decision:
        """The conditions on the day of the wedding, as they are known now."""
        self.case.enter("pre-check")
        self.rounds += 1
        self.records = await self._recorded()
        decision = await self._judged()
        for open_ in _unmet(decision, "archive_search"):
            await self._searched(self._person(open_))
            decision = await self._judged()
        await self._conflict_noted(decision)
        self.case.decisions[:] = [decision]
        return decision

    async def judged_again(self) -> Decision:
        """By what the registers have said: for another day, or with what the registrar has found since."""
        decision = await self._judged()
        self.case.decisions[:] = [decision]
        return decision

    async def _judged(self) -> Decision:
        records = tuple(self._with_archive(record) for record in self.records)
        return await self.case.ask(Law.marriage_conditions, MarriageRequest(
            spouses=self.wedding.spouses, records=records, on=self.wedding.on, office=self.wedding.office,
            voluntary=self.voluntary))  # fmt: skip

    # ── the registers ────────────────────────────────────────────────────────────────────────────────────────────

    async def _recorded(self) -> tuple[MaritalRecord, ...]:
        """One record a person: the base's, with what public security says of the identity."""
        status, identity = await self.case.ask_all(
            self._inquiry(CIVIL_AFFAIRS, Topic.MARRIAGE_STATUS, self._subjects()),
            self._inquiry(PUBLIC_SECURITY, Topic.IDENTITY, self._subjects()),
        )
        records = _records(status, identity)
        return tuple([await self._under_earlier_numbers(record) for record in records])

    async def _under_earlier_numbers(self, record: MaritalRecord) -> MaritalRecord:
        """A marriage that stands under an earlier number is the person's; the base links the numbers for good."""
        if not record.former:
            return record
        subjects = tuple(Subject(ref=ref) for ref in record.former)
        (status,) = await self.case.ask_all(
            self._inquiry(CIVIL_AFFAIRS, Topic.MARRIAGE_STATUS, subjects, f"/{record.person}")
        )
        await self.case.ask(MarriageBase.link_identities, self._errand(
            f"link_identities/{record.person}", person=record.person, former=record.former))  # fmt: skip
        earlier = [MaritalRecord.model_validate(line) for line in status.result.get("records", ())]
        married = next((one for one in earlier if one.married), None)
        return _joined(record, married) if married and not record.married else record

    def _inquiry(self, department: Department, topic: Topic, subjects: tuple[Subject, ...], more: str = "") -> Inquiry:
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{topic}/{self.rounds}{more}"), department=department.id, topic=topic,
            subjects=subjects, limit=department.answers[topic], legal_basis="婚姻登记条例",
        )  # fmt: skip

    def _subjects(self) -> tuple[Subject, ...]:
        return tuple(subject(spouse) for spouse in self.wedding.spouses)

    # ── beside the registers ─────────────────────────────────────────────────────────────────────────────────────

    async def _searched(self, person: PersonRef) -> None:
        """A record of the paper era lies in a town's archive, if anywhere: an officer looks, and says what it means."""
        self.case.enter("archive search")
        ruling = await self.case.decided_by(
            Role.REGISTRAR, self.wedding.office, "archive", "纸质婚姻登记档案查阅结果",
            ("nothing_found", "ended", "married"),
            proposal=f"{self._which(person)}: search the paper archive",
        )  # fmt: skip
        choice = ruling.choice
        said = {name: str(value) for name, value in ruling.details.items()}
        self.archives[person] = MaritalRecord(
            person=person, married=FOUND[choice] is ArchiveFinding.MARRIED, archive=FOUND[choice],
            office=said.get("office"), recorded_on=said.get("recorded_on"))  # fmt: skip

    def _with_archive(self, record: MaritalRecord) -> MaritalRecord:
        found = self.archives.get(record.person)
        if found is None:
            return record
        if found.married:
            return _joined(record, found).model_copy(update={"archive": found.archive})
        return record.model_copy(update={"archive": found.archive})

    async def _conflict_noted(self, decision: Decision) -> None:
        """What the household register says otherwise is no ground, and a matter for the police."""
        if self.conflict_noted or not any(each.code == "household_field_no_ground" for each in decision.conditions):
            return
        self.conflict_noted = True
        told = [{"person": record.person, "household_field": record.household_field, "base_married": record.married}
                for record in self.records if record.household_field]  # fmt: skip
        self.case.note("户口婚姻状况与登记信息不一致,已告知公安 the register contradicts the base; the police are told")
        await self.case.ask(
            PublicSecurity.note_register_conflict, self._errand("note_register_conflict", conflicts=told)
        )

    # ── names ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _person(self, open_: Condition) -> PersonRef:
        return next(spouse.ref for spouse in self.wedding.spouses if spouse.ref in open_.text)

    def _which(self, person: PersonRef) -> str:
        return "first" if person == self.wedding.spouses[0].ref else "second"

    def _errand(self, task: str, **details: object) -> Errand:
        return Errand(key=f"{self.case.id}/{task}", case=self.case.id,
                      details={"booking": self.wedding.booking, "office": self.wedding.office, **details})  # fmt: skip


def subject(spouse: Spouse) -> Subject:
    """Just enough for an office to find one of the two."""
    return Subject(ref=spouse.ref, id_number=spouse.id_number, name=spouse.name)


def _unmet(decision: Decision, code: str) -> list[Condition]:
    return [each for each in decision.conditions if each.code == code and each.met is None]


def _joined(record: MaritalRecord, married: MaritalRecord) -> MaritalRecord:
    said = {"office", "recorded_on", "spouse", "certificate"}
    return record.model_copy(update={"married": True, **married.model_dump(include=said)})


def _records(status: Reply, identity: Reply) -> tuple[MaritalRecord, ...]:
    """What public security says of the identity, beside what the base says of the marriage; silence says nothing."""
    identities = {line["person"]: line for line in identity.result.get("records", ())}
    records = (MaritalRecord.model_validate(line) for line in status.result.get("records", ()))
    return tuple(_identified(record, identities.get(record.person, {})) for record in records)


def _identified(record: MaritalRecord, said: dict[str, object]) -> MaritalRecord:
    names = {
        "matches": "identity_matches",
        "valid": "id_valid",
        "former": "former",
        "household_field": "household_field",
    }
    known = {ours: said[theirs] for theirs, ours in names.items() if said.get(theirs) is not None}
    return MaritalRecord.model_validate({**record.model_dump(), **known})
