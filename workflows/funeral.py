"""How does a funeral go? Booked, called, released, cremated, certified, settled; it holds nothing else up (AC-B8)."""

import asyncio
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from activities.bereavement_law import BereavementLaw
from activities.civil_affairs import CivilAffairs
from activities.finance import Finance
from activities.law import Law
from events.contracts.funerals import FuneralSettled
from registry.departments import CIVIL_AFFAIRS, HUMAN_RESOURCES, PUBLIC_SECURITY, Department
from schemas.assessments import LetterRequest
from schemas.cases import Role, Ruled
from schemas.death_assessments import CremationRequest, Waiver, WaiverRequest
from schemas.deaths import Booking
from schemas.deaths import Funeral as FuneralFacts
from schemas.decisions import Condition, Decision, Outcome
from schemas.identifiers import QuestionId
from schemas.limits import Limit
from schemas.questions import Errand, Inquiry, Reply, ReplyStatus, Topic
from workflows.death_file import DeathFile
from workflows.registration import PERSON_DECIDED
from workflows.verbs import Case, OfficeRefused

STANDING: tuple[tuple[Department, str], ...] = (
    (PUBLIC_SECURITY, "local"), (CIVIL_AFFAIRS, "destitute"), (HUMAN_RESOURCES, "institutional_money"),
)  # fmt: skip
"""Who knows what of the facts on which the waiver depends."""

GROUNDS = {"waiver": "常政规〔2012〕14号", "cremation": "《殡葬管理条例》"}
"""By which law a person refuses what."""

WAIVER, CERTIFICATE = "funeral-waiver", "cremation-certificate"


class Funeral:
    """Goes on by what hall and family announce; who wants nothing of it is waited for no longer than the rest."""

    def __init__(self, case: Case, file: DeathFile, limits: dict[str, Limit]) -> None:
        self.case = case
        self.file = file
        self.limits = limits
        self.turn = 0
        self.answered = False

    async def followed(self) -> None:
        """From the booking, or the first that is heard after it, to the settled bill.

        When it is known who an unknown body was, all before the bill goes on in the case of that person.
        """
        await self._until(lambda: bool(self.file.booking or self.file.cremated_on or self.file.settlement))
        if self.file.booking is not None and self.file.cremated_on is None and not self.file.gone_over:
            await asyncio.gather(self._called(self.file.booking), self._cremated())
        if self.file.cremated_on is not None and not self.file.gone_over:
            await self._certified()
        if self.file.booking is not None or self.file.cremated_on is not None:
            await self._until(lambda: self.file.settlement is not None)
        if self.file.settlement is not None:
            await self.settled(self.file.settlement)

    async def settled(self, bill: FuneralSettled) -> None:
        """The waiver is taken off at the bill and paid to the hall; only a person refuses it, with reasons."""
        waiver = await self._assessed(bill)
        ruling = None if waiver.decision.granted else await self._person_decides(waiver)
        if ruling is None and not waiver.decision.granted:
            return
        waived = waiver.most if ruling is None or ruling.choice == "waive" else Decimal(0)
        await self.case.ask(CivilAffairs.settle_funeral, self._errand(
            "settle_funeral", bill=str(bill.bill), waived=str(waived)))  # fmt: skip
        if waived > 0:
            await self.case.ask(Finance.charge_waiver, self._errand("charge_waiver", amount=str(waived)))
        if ruling is not None and ruling.choice != "waive":
            await self._refusal_told("waiver", waiver.decision, ruling)
        self.file.results[WAIVER] = ReplyStatus.ANSWERED if waived > 0 else ReplyStatus.REFUSED

    async def resumed(self, unless: Callable[[], bool]) -> None:
        """Said after the case has closed: a hold goes to the hall at once; a person answers a booking, or a release."""
        over = partial(self._over, unless)
        while not (self.answered or over()):
            if self.file.held:
                self.turn += 1
                await self._stopped()
                await self.case.until(lambda: over() or not self.file.held)
            else:
                await self._answered(over)

    # ── until the cremation ──────────────────────────────────────────────────────────────────────────────────────

    async def _called(self, booking: Booking) -> None:
        """The hall calls the family the same day; that it did not is told to its owner, and changes nothing."""
        (reply,) = await self.case.ask_all(self._inquiry(
            CIVIL_AFFAIRS, Topic.FUNERAL_CALL, booking=booking.number), waiting_on="funeral hall")  # fmt: skip
        self.file.results["funeral"] = reply.status

    async def _cremated(self) -> None:
        """The slot is confirmed when the papers are there and nothing holds the funeral up; what comes up holds it."""
        while self.file.cremated_on is None:
            await self._until(lambda: self._cremated_now() or self._may_go_on() or self.file.gone_over)
            if self._cremated_now() or not self._may_go_on() or not await self._allowed():
                return
            booking = await self._confirmed()
            await self._until(partial(self._changed, booking))
            if self.file.held and not self._cremated_now():
                await self._stopped()
            elif self.file.booking == booking:
                return

    def _changed(self, booking: Booking | None) -> bool:
        news = self.file.booking != booking or self.file.gone_over
        return self._cremated_now() or bool(self.file.held) or news

    def _cremated_now(self) -> bool:
        return self.file.cremated_on is not None

    def _may_go_on(self) -> bool:
        return bool(self.file.papers) and not self.file.held and not self.file.gone_over

    async def _allowed(self) -> bool:
        """A body that could be buried by right, or was given away, is cremated on a person's word only."""
        decision = await self.case.ask(BereavementLaw.cremation, CremationRequest(
            papers=self.file.papers, disposal=self.file.disposal, on=self.case.today()))  # fmt: skip
        if decision.granted:
            return True
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.file.county, "body", "遗体可以土葬或者已捐献,是否按预约火化",
            ("not_cremated", "cremated"), unless=lambda: self.file.alive or self.file.gone_over,
        )  # fmt: skip
        if ruling is not None and ruling.choice != "cremated":
            await self._refusal_told("cremation", decision, ruling)
        return ruling is not None and ruling.choice == "cremated"

    def _over(self, unless: Callable[[], bool]) -> bool:
        return self.file.alive or self._cremated_now() or unless()

    async def _answered(self, over: Callable[[], bool]) -> None:
        """The papers lie in the case that has closed; whoever reads them there decides."""
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.file.county, "late_funeral",
            "案件办结后收到火化预约或者恢复办理的信息,经核验死亡证明,是否火化", ("cremated", "not_cremated"),
            unless=lambda: over() or bool(self.file.held),
        )  # fmt: skip
        if ruling is None:
            return
        self.answered = True
        if ruling.choice == "cremated":
            await self._confirmed()
        else:
            await self._not_cremated(ruling)

    async def _not_cremated(self, ruling: Ruled) -> None:
        """Whoever booked reads why the slot is not confirmed, and where to turn."""
        decision = await self.case.ask(BereavementLaw.cremation, CremationRequest(
            papers=self.file.papers, disposal=self.file.disposal, on=self.case.today()))  # fmt: skip
        unknown = decision.model_copy(update={"conditions": ()})  # the papers lie elsewhere: nothing is said of them
        await self._refusal_told("cremation", unknown, ruling)

    async def _confirmed(self) -> Booking | None:
        self.turn += 1
        booking = self.file.booking
        await self.case.ask(CivilAffairs.confirm_cremation, self._errand(
            f"confirm_cremation/{self.turn}", booking=booking.number if booking else "",
            slot=booking.slot.isoformat() if booking else ""))  # fmt: skip
        return booking

    async def _stopped(self) -> None:
        """The hall may be faster: then its record says so."""
        try:
            await self.case.ask(CivilAffairs.hold_cremation, self._errand(
                f"hold_cremation/{self.turn}", held_by=sorted(self.file.held)), may_refuse=True)  # fmt: skip
        except OfficeRefused as refused:
            self.case.note(f"殡仪馆未能暂缓 the hall did not hold the cremation: {refused}")

    # ── after it ─────────────────────────────────────────────────────────────────────────────────────────────────

    async def _certified(self) -> None:
        (reply,) = await self.case.ask_all(self._inquiry(
            CIVIL_AFFAIRS, Topic.CREMATION_CERTIFICATE, within=self.limits["cremation_certificate"],
            cremated_on=str(self.file.cremated_on)), waiting_on="funeral hall")  # fmt: skip
        self.file.results[CERTIFICATE] = reply.status

    async def _assessed(self, bill: FuneralSettled) -> Waiver:
        """Three offices tell what they know; what nobody tells is left open, and counts against nobody."""
        replies = await self.case.ask_all(*(
            self._inquiry(department, Topic.FUNERAL_STANDING, item=fact) for department, fact in STANDING
        ), waiting_on="standing for the waiver")  # fmt: skip
        facts = {fact: _said(reply, fact) for (_, fact), reply in zip(STANDING, replies, strict=True)}
        funeral = FuneralFacts(person=self.file.person, bill=bill.bill, cremated_here=bill.cremated_here,
                               group=bill.group, **facts)  # fmt: skip
        waiver = await self.case.ask(BereavementLaw.waiver, WaiverRequest(funeral=funeral, on=self.case.today()))
        self.case.decisions.append(waiver.decision)
        return waiver

    async def _person_decides(self, waiver: Waiver) -> Ruled | None:
        return await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.file.county, "waiver", "是否减免基本殡葬服务费",
            ("not_waive", "waive"), proposal=", ".join(each.code for each in waiver.decision.reasons),
            unless=lambda: self.file.alive,
        )  # fmt: skip

    async def _refusal_told(self, what: str, decision: Decision, ruling: Ruled) -> None:
        against = _refused(decision, ruling, GROUNDS[what])
        letter = await self.case.ask(Law.refusal, LetterRequest(decisions=(against,), on=self.case.today()))
        await self.case.ask(CivilAffairs.deliver_notice, self._errand(
            f"notice/{what}", kind=f"{what} refused", text=letter.text))  # fmt: skip

    # ── names ────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _until(self, done: Callable[[], bool]) -> None:
        """Waits for it; no longer than the rest of the case, unless the funeral itself is held up here."""
        await self.case.until(lambda: done() or (self.file.closing and (not self.file.held or self.file.gone_over)))

    def _errand(self, task: str, **details: object) -> Errand:
        known = {"person": self.file.person, "town": self.file.town}
        return Errand(key=f"{self.case.id}/{task}", case=self.case.id, details={**known, **details})

    def _inquiry(self, department: Department, topic: Topic, *, within: Limit | None = None, **details: str) -> Inquiry:
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{topic}/{department.id}"), department=department.id, topic=topic,
            subjects=(self.file.subject,), limit=within or department.answers[topic], legal_basis="殡葬管理条例",
            details=dict(details),
        )  # fmt: skip


def _said(reply: Reply, fact: str) -> bool | None:
    said = reply.result.get(fact)
    return said if isinstance(said, bool) else None


def _refused(decision: Decision, ruling: Ruled, article: str) -> Decision:
    """The family reads the rule's reasons and the officer's; what the rule left open the officer has closed."""
    ground = Condition(code=PERSON_DECIDED, text=ruling.reasons, text_zh=ruling.reasons, met=False,
                       article=article)  # fmt: skip
    return decision.model_copy(update={
        "outcome": Outcome.REFUSED, "amount": None, "conditions": (*decision.conditions, ground),
    })  # fmt: skip
