"""Marriage, one thing (婚姻登记条例 2025): registration, both household registers, linked items by consent."""

import asyncio
from collections.abc import Iterator

from temporalio import workflow

from activities.civil_affairs import CivilAffairs
from activities.law import Law
from events.contracts.civil_affairs import MarriageBooked, MarriageBookingCancelled, MarriageItemConsentWithdrawn
from events.contracts.marriage import MarriageCancelled, MarriageNoticeSent, MarriageRefused, MarriageRegistered
from registry.departments import CIVIL_AFFAIRS, PUBLIC_SECURITY, Department
from registry.items import item
from registry.regions import REGISTER_INTERFACES
from registry.services import MARRIAGE
from schemas.assessments import LimitsRequest, MarriageRequest
from schemas.cases import Asked, CaseRecord, CaseStart, Role, Ruled
from schemas.decisions import Decision
from schemas.identifiers import ItemId, PersonRef, QuestionId
from schemas.limits import Limit
from schemas.marriages import MaritalRecord
from schemas.people import Spouse
from schemas.questions import Errand, Inquiry, Reply, ReplyStatus, Subject, Topic
from workflows.verbs import Case, OfficeRefused

REGISTERED, REFUSED, ELSEWHERE = "registered", "refused", "pending_elsewhere"
REGISTRAR = "registrar_decided"
"""Ground of a refusal that the registers would not have called for."""

COMPLETE, PARTIAL, BY_HAND = "complete", "partial", "by hand"
STEPS = ("marriage_notice", "late_register")


@workflow.defn(name=MARRIAGE.id)
class Marriage:
    """Pre-check, the registrar decides, registration, then branches that never touch it again (5.3).

    Each household register and each linked item ends for itself; the couple gets one notice, or a partial one first.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, MARRIAGE)
        self.booked: MarriageBooked
        self.limits: dict[str, Limit] = {}
        self.rounds = 0

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        await self._opened()
        decision, ruling = await self._registrar()
        if ruling.choice == "refuse":
            grounds = tuple(reason.code for reason in decision.reasons)
            return await self._not_registered(REFUSED, (REGISTRAR,) if decision.granted else grounds)
        if not await self._locked():
            return await self._not_registered(ELSEWHERE, (ELSEWHERE,))
        if not (await self._checked()).granted:
            await self._released()
            return await self._not_registered(REFUSED, ("status_changed",))
        await self._registered()
        await self._branches()
        return REGISTERED

    async def _opened(self) -> None:
        booked = await self.case.opened(MarriageBooked)
        if not isinstance(booked, MarriageBooked):
            raise TypeError(f"{booked.type} books no marriage.")
        self.booked = booked
        self.case.handled_by(booked.office)
        self.case.if_withdrawn(self._cancelled)
        self.case.on(MarriageBookingCancelled, lambda told: self.case.withdraw("couple", told.reasons))
        self.case.on(MarriageItemConsentWithdrawn, self._consent_withdrawn)
        self.limits = (await self.case.ask(Law.limits, LimitsRequest(steps=STEPS, on=self.case.today()))).limits

    async def _cancelled(self) -> None:
        await self.case.announce(MarriageCancelled(**self._named(), spouses=self._spouses()))

    async def _registrar(self) -> tuple[Decision, Ruled]:
        """Both in person before the registrar, who decides; postponed couples come again."""
        while True:
            decision = await self._checked()
            self.case.enter("registration")
            ruling = await self.case.decided_by(
                Role.REGISTRAR, self.booked.office, "registration", "是否办理结婚登记",
                ("register", "refuse", "postpone") if decision.granted else ("refuse", "postpone"),
                proposal="register" if decision.granted else ", ".join(each.code for each in decision.reasons),
            )  # fmt: skip
            if ruling is not None and ruling.choice != "postpone":
                return decision, ruling

    async def _checked(self) -> Decision:
        """Both persons in the national base and with public security, judged for the booked day."""
        self.case.enter("pre-check")
        self.rounds += 1
        replies = await self.case.ask_all(
            self._status_inquiry(CIVIL_AFFAIRS, Topic.MARRIAGE_STATUS),
            self._status_inquiry(PUBLIC_SECURITY, Topic.IDENTITY),
        )
        decision = await self.case.ask(Law.marriage_conditions, MarriageRequest(
            spouses=self.booked.spouses, records=_records(*replies), on=self.booked.on))  # fmt: skip
        self.case.decisions[:] = [decision]
        return decision

    async def _locked(self) -> bool:
        self.case.if_withdrawn(self._released)
        try:
            await self.case.ask(CivilAffairs.lock_for_marriage, self._errand("lock_for_marriage"), may_refuse=True)
        except OfficeRefused:
            return False
        return True

    async def _released(self) -> None:
        await self.case.ask(CivilAffairs.release_marriage_lock, self._errand("release_marriage_lock"))

    async def _registered(self) -> None:
        """The one step that no case ever takes back."""
        self.case.withdrawable = False
        done = await self.case.ask(CivilAffairs.register_marriage, self._errand("register_marriage"))
        certificate = str(done.result["certificate"])
        self.case.note(f"结婚证 certificate {certificate}")
        await self.case.announce(MarriageRegistered(
            **self._named(), certificate=certificate, on=self.booked.on, spouses=self._spouses()))  # fmt: skip

    async def _not_registered(self, outcome: str, grounds: tuple[str, ...]) -> str:
        await self.case.announce(MarriageRefused(**self._named(), spouses=self._spouses(), grounds=grounds))
        return outcome

    # ── after registration: independent branches, one notice ─────────────────────────────────────────────────────

    async def _branches(self) -> None:
        self.case.enter("linked items")
        asking = asyncio.ensure_future(self.case.ask_all(*self._register_changes(), *self._items()))
        notice = await self.case.started("notice", self.limits["marriage_notice"])
        in_time = await self.case.within(notice, asking.done, waiting_on="linked items")
        if not in_time:
            await self._noticed(PARTIAL)
        await asking
        if self._register_silent():
            if in_time:
                await self._noticed(PARTIAL)
            await self._late_registers()
        await self._noticed(BY_HAND if self._register_silent() else COMPLETE)

    async def _late_registers(self) -> None:
        """A police unit that is late is waited for; after that it is a task for both offices, never for the couple."""
        clock = await self.case.started("late register", self.limits["late_register"])
        self.case.enter("household register late")
        if not await self.case.within(clock, lambda: not self._register_silent(), waiting_on="public-security"):
            self.case.note("户口登记变更转人工 register change handed to both offices by hand; the marriage stands")

    def _register_silent(self) -> bool:
        return any(reply.topic is Topic.HOUSEHOLD_REGISTER_CHANGE and reply.status is ReplyStatus.SILENT
                   for reply in self.case.asking.replies())  # fmt: skip

    async def _noticed(self, kind: str) -> None:
        lines = [line for line in self.case.now_record().asked if line.subject]
        results = {line.subject: line.status.value for line in lines}
        without_places = dict(self._without_places(lines))
        await self.case.ask(CivilAffairs.deliver_notice, Errand(
            key=f"{self.case.id}/notice/{kind}", case=self.case.id,
            details={"number": self.booked.booking, "kind": kind, "text": str(results)}))  # fmt: skip
        await self.case.announce(MarriageNoticeSent(**self._named(), spouses=self._spouses(), complete=kind == COMPLETE,
                                                    results=without_places))  # fmt: skip

    def _register_changes(self) -> tuple[Inquiry, ...]:
        """Each spouse's own police station, maybe in two provinces; without an interface the person gets guidance."""
        inquiries = tuple(self._register_change(spouse) for spouse in self.booked.spouses)
        for spouse, inquiry in zip(self.booked.spouses, inquiries, strict=True):
            if not _reachable(spouse):
                self.case.asking.not_linkable(inquiry, "no interface to this register; guidance given")
        linkable = zip(self.booked.spouses, inquiries, strict=True)
        return tuple(inquiry for spouse, inquiry in linkable if _reachable(spouse))

    def _register_change(self, spouse: Spouse) -> Inquiry:
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{Topic.HOUSEHOLD_REGISTER_CHANGE}/{spouse.household_unit}/{spouse.ref}"),
            department=PUBLIC_SECURITY.id, topic=Topic.HOUSEHOLD_REGISTER_CHANGE, subjects=(_subject(spouse),),
            limit=PUBLIC_SECURITY.answers[Topic.HOUSEHOLD_REGISTER_CHANGE], legal_basis="户口登记条例",
            details={"item": spouse.household_unit, "region": spouse.household_region, "status": "married"},
        )  # fmt: skip

    def _items(self) -> tuple[Inquiry, ...]:
        return tuple(self._item(each) for each in self.booked.items)

    def _item(self, wanted: ItemId) -> Inquiry:
        owner = item(wanted).owner
        return Inquiry(
            id=self._item_question(wanted), department=owner.id, topic=Topic.LINKED_ITEM,
            limit=owner.answers[Topic.LINKED_ITEM], legal_basis="个人信息保护法第十三条:同意",
            subjects=tuple(_subject(spouse) for spouse in self.booked.spouses), details={"item": wanted},
        )  # fmt: skip

    def _consent_withdrawn(self, told: MarriageItemConsentWithdrawn) -> None:
        self.case.asking.no_longer_wanted(self._item_question(told.item), "consent withdrawn")

    # ── names ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _without_places(self, lines: list[Asked]) -> Iterator[tuple[str, str]]:
        """What other departments may know of each branch: where a spouse is registered is nothing to them."""
        units = [spouse.household_unit for spouse in self.booked.spouses]
        for line in lines:
            branch = line.subject
            if line.topic is Topic.HOUSEHOLD_REGISTER_CHANGE:
                number = units.index(line.subject)
                units[number] = ""  # the other spouse may be registered with the same unit
                branch = f"household register {number + 1}"
            yield branch, line.status.value

    def _item_question(self, wanted: ItemId) -> QuestionId:
        return QuestionId(f"{self.case.id}/{Topic.LINKED_ITEM}/{wanted}")

    def _status_inquiry(self, department: Department, topic: Topic) -> Inquiry:
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{topic}/{self.rounds}"), department=department.id, topic=topic,
            subjects=tuple(_subject(spouse) for spouse in self.booked.spouses), limit=department.answers[topic],
            legal_basis="婚姻登记条例",
        )  # fmt: skip

    def _spouses(self) -> tuple[PersonRef, PersonRef]:
        first, second = self.booked.spouses
        return first.ref, second.ref

    def _named(self) -> dict[str, str]:
        return {"case": self.case.id, "booking": self.booked.booking}

    def _errand(self, task: str) -> Errand:
        details = {"booking": self.booked.booking, "spouses": self._spouses(), "office": self.booked.office,
                   "on": str(self.booked.on)}  # fmt: skip
        return Errand(key=f"{self.case.id}/{task}", case=self.case.id, details=details)


def _subject(spouse: Spouse) -> Subject:
    return Subject(ref=spouse.ref, id_number=spouse.id_number, name=spouse.name)


def _reachable(spouse: Spouse) -> bool:
    return spouse.household_region[:4] in REGISTER_INTERFACES


def _records(status: Reply, identity: Reply) -> tuple[MaritalRecord, ...]:
    """One record a person: the marriage base's, with what public security says of the identity."""
    identities = {line["person"]: line for line in identity.result.get("records", ())}
    records = (MaritalRecord.model_validate(line) for line in status.result.get("records", ()))
    return tuple(record.model_copy(update={
        "identity_matches": identities.get(record.person, {}).get("matches", record.identity_matches),
        "id_valid": identities.get(record.person, {}).get("valid", record.id_valid),
    }) for record in records)  # fmt: skip
