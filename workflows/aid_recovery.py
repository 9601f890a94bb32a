"""What when temporary aid was obtained by a hardship that never was? Heard, decided by the county (art. 68, 3.7)."""

from decimal import Decimal

from temporalio import workflow

from activities.aid_law import AidLaw
from activities.civil_affairs import CivilAffairs
from activities.rights import Rights
from activities.temporary_aid import TemporaryAid
from events.contracts.assistance import AssistanceAidRecoveryDecided, AssistanceChangeProposed, AssistanceReviewDue
from events.contracts.civil_affairs import AssistanceAidFoundInvented, AssistanceChangeAnswered
from registry.services import AID_RECOVERY, ASSISTANCE, SPENDING_AID, case_id
from schemas.aid_assessments import InventedAssessment, InventedRequest
from schemas.cases import CaseRecord, CaseStart, Role, Ruled
from schemas.hearings import HearingGrounds, HearingSubject
from schemas.questions import Errand
from schemas.register_entries import DecidedRule, Signature
from schemas.rights import ChangeEntry, Recovery, RecoveryWay
from schemas.temporary_aid import AidKind, Given, GivenRequest
from workflows.hearing import Hearing
from workflows.set_off import UNREAD, monthly
from workflows.verbs import Case

NOTHING_GIVEN, STANDS = "nothing_given", "stands"
OF_KIND = {AidKind.EMERGENCY: ASSISTANCE, AidKind.SPENDING: SPENDING_AID}


@workflow.defn(name=AID_RECOVERY.id)
class AidRecovery:
    """The aid comes back as a person decides; other aid never stops by itself, it is looked at again."""

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, AID_RECOVERY)
        self.told: AssistanceAidFoundInvented

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        await self._opened()
        given = await self._given()
        if given is None:
            return NOTHING_GIVEN
        await self._household_heard(await self._assessed(given))
        assessed = await self._assessed(given)
        ruling = await self._ruled(assessed)
        if ruling.choice == STANDS:
            return STANDS
        await self._recovered(given, assessed, ruling)
        return ruling.choice

    async def _opened(self) -> None:
        told = await self.case.opened(AssistanceAidFoundInvented)
        if not isinstance(told, AssistanceAidFoundInvented):
            raise TypeError(f"{told.type} opens no case of {AID_RECOVERY.id}")
        self.told = told
        self.case.withdrawable = False
        self.case.on_day(told.reported_on)
        self.case.handled_by(told.town)
        self.case.addressee = {"number": told.number}

    async def _given(self) -> Given | None:
        """All that one application brought, the county's part too; None when the register knows of nothing."""
        of = case_id(OF_KIND[self.told.kind], self.told.number)
        found = (await self.case.ask(TemporaryAid.given, GivenRequest(of=of, case=self.case.id))).given
        total = sum((one.amount for one in found), Decimal(0))
        return found[0].model_copy(update={"amount": total}) if found else None

    async def _household_heard(self, assessed: InventedAssessment) -> None:
        """Before anything negative; what it says, the county reads in the case."""
        grounds = HearingGrounds(subject=HearingSubject.RECOVERY, conditions=assessed.decision.reasons)
        clock = await Hearing(self.case).opened(self.told.household, self.told.number, grounds)
        await self.case.announce(AssistanceChangeProposed(**self._named(), change="recovery", until=clock.due.day))
        answer = await self.case.wait_for(
            AssistanceChangeAnswered, clock=clock, waiting_on="household: answer to the finding"
        )
        if answer is not None:
            self.case.answered_by_the_household(objects=answer.objects, statement=answer.statement, proved=False)

    async def _assessed(self, given: Given) -> InventedAssessment:
        assessed = await self.case.ask(AidLaw.invented, InventedRequest(given=given, on=self.case.today()))
        self.case.decisions[:] = [assessed.decision]
        self.case.result(amount=assessed.recovery.returned)
        return assessed

    async def _ruled(self, assessed: InventedAssessment) -> Ruled:
        """By the county; a fine within the bounds of the law is set in its own procedure."""
        self.case.enter("recovery")
        while True:
            ruling = await self.case.decided_by(
                Role.COUNTY_SECTION_HEAD, self.told.county, "aid_recovery", "骗取的临时救助金如何追回",
                ("repay", "set_off", "waive", "stands"), proposal=str(assessed.recovery.returned),
            )  # fmt: skip
            unread = monthly(ruling, assessed.recovery.returned) is None
            if ruling.choice != RecoveryWay.SET_OFF or not unread:
                return ruling
            self.case.note(UNREAD)

    async def _recovered(self, given: Given, assessed: InventedAssessment, ruling: Ruled) -> None:
        """Entered, announced, told; whether anything else was obtained so, a review of the household finds out."""
        way, returned = RecoveryWay(ruling.choice), assessed.recovery.returned
        event = self.case.event_id("recovery")
        share = monthly(ruling, returned) if way is RecoveryWay.SET_OFF else None
        await self.case.ask(Rights.enter_change, ChangeEntry(
            case=self.case.id, household=given.household, on=self.case.today(), spans=(), event=event,
            signature=Signature.of(ruling),
            decisions=(DecidedRule(decision=assessed.decision, event=event),),
            recovery=Recovery(key=f"{self.case.id}/recovery", benefit=given.kind, total=returned, way=way,
                              monthly=share)))  # fmt: skip
        await self.case.announce_as("recovery", AssistanceAidRecoveryDecided(
            **self._named(), kind=given.kind, way=way, amount=returned))  # fmt: skip
        await self.case.announce(AssistanceReviewDue(
            case=self.case.id, household=given.household, due_on=self.case.today(), reason="data_differs",
            reported_on=self.case.today()))  # fmt: skip
        await self.case.ask(CivilAffairs.deliver_notice, Errand(
            key=f"{self.case.id}/notice/recovery", case=self.case.id,
            details={"number": self.told.number, "kind": "recovery", "text": assessed.letter}))  # fmt: skip

    def _named(self) -> dict[str, str]:
        return {"case": self.case.id, "number": self.told.number, "household": self.told.household}
