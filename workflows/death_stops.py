"""What stops by itself when a death stands? Each office for itself, by the day of death, never by the funeral (8.2)."""

import asyncio

from activities.bereavement_law import BereavementLaw
from activities.civil_affairs import CivilAffairs
from events.contracts.bereavement import HukouCancelled
from registry.departments import HUMAN_RESOURCES, MEDICAL_INSURANCE, PUBLIC_SECURITY, Department, answering
from registry.regions import REGISTER_INTERFACES
from schemas.assessments import Letter
from schemas.cases import Role
from schemas.death_assessments import GuideRequest
from schemas.identifiers import QuestionId
from schemas.limits import Limit
from schemas.questions import Inquiry, Reply, ReplyStatus, Topic
from workflows.death_file import DeathFile
from workflows.verbs import Case

REGISTER, PENSION, MEDICAL, CARDS = "register-cancellation", "pension", "medical-insurance", "cards-and-certificates"


class Stops:
    """Benefits of civil affairs end by their own reviews, which hear of the death; here the other offices are asked."""

    def __init__(self, case: Case, file: DeathFile, limits: dict[str, Limit]) -> None:
        self.case = case
        self.file = file
        self.limits = limits
        self.pension: Reply | None = None

    async def made(self, items: frozenset[str]) -> None:
        """All at once; whatever becomes of one, the others go on."""
        stops = [self.family_told()]
        if REGISTER in items:
            stops.append(self.register_cancelled())
        if PENSION in items:
            stops.append(self.pension_stopped())
        if MEDICAL in items:
            stops.append(self.medical_insurance_stopped())
        if CARDS in items:
            stops.append(self.cards_cancelled())
        await asyncio.gather(*stops)

    async def register_cancelled(self) -> None:
        """By the police of the household register, within 2 working days; elsewhere the family gets guidance."""
        region = self.file.region
        inquiry = self._inquiry(PUBLIC_SECURITY, Topic.HOUSEHOLD_REGISTER_CANCELLATION,
                                within=self.limits["register_cancellation"], region=region or "")  # fmt: skip
        if region and region[:4] not in REGISTER_INTERFACES:
            self.case.asking.not_linkable(inquiry, "no interface to this register; guidance given")
            self.file.results[REGISTER] = ReplyStatus.NOT_LINKABLE
            return
        reply = await self._insisted(inquiry)
        self.file.results[REGISTER] = reply.status
        if reply.status is ReplyStatus.ANSWERED:
            await self.case.announce(HukouCancelled(
                case=self.case.id, person=self.file.person, on=self.file.died_on,
                cancelled_on=self.case.today()))  # fmt: skip

    async def pension_stopped(self) -> None:
        """From the month after the death; the answer says what the survivors' money is reckoned by."""
        self.pension = await self._insisted(self._inquiry(HUMAN_RESOURCES, Topic.PENSION_STOP))
        self.file.results[PENSION] = self.pension.status

    async def medical_insurance_stopped(self) -> None:
        """The account stays for the heirs, who ask for it."""
        reply = await self._insisted(self._inquiry(MEDICAL_INSURANCE, Topic.MEDICAL_INSURANCE_STOP))
        self.file.results[MEDICAL] = reply.status

    async def cards_cancelled(self) -> None:
        """Every office that has issued a card looks for its own; a silent one is named, and holds up nothing."""
        replies = await self.case.ask_all(*(
            self._inquiry(office, Topic.CARD_CANCELLATION) for office in answering(Topic.CARD_CANCELLATION)
        ), waiting_on="cards and certificates")  # fmt: skip
        self.file.results |= {f"{CARDS}:{reply.department}": reply.status for reply in replies}

    async def family_told(self) -> None:
        """What goes by itself, what may be asked for, and where heirs turn with the rest."""
        letter: Letter = await self.case.ask(BereavementLaw.guide, GuideRequest(
            death=self.file.death(self.file.died_on), on=self.case.today()))  # fmt: skip
        await self.case.ask(CivilAffairs.deliver_notice, self.file.letter("guide", letter.text))

    async def _insisted(self, inquiry: Inquiry) -> Reply:
        """What must stop is waited for beyond its limit; after a refusal a person has it asked again, or leaves it.

        It is asked again with the day that counts by then.
        """
        turn = 1
        while True:
            details = {**inquiry.details, "died_on": str(self.file.died_on)}
            numbered = inquiry.model_copy(update={"id": QuestionId(f"{inquiry.id}/{turn}"), "details": details})
            await self.case.ask_all(numbered, waiting_on=inquiry.topic)
            await self.case.until(lambda: self.case.asking.reply(numbered.id).settled)  # noqa: B023  awaited here
            reply = self.case.asking.reply(numbered.id)
            if reply.status is ReplyStatus.ANSWERED or not await self._asked_again(reply):
                return reply
            turn += 1

    async def _asked_again(self, reply: Reply) -> bool:
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.file.county, "refused_stop", "部门不予办理,是否再次提请",
            ("ask_again", "leave"), proposal=f"{reply.topic}: {reply.reason}"[:80], unless=lambda: self.file.alive,
        )  # fmt: skip
        return ruling is not None and ruling.choice == "ask_again"

    def _inquiry(
        self, office: Department, topic: Topic, *, within: Limit | None = None, **details: str
    ) -> Inquiry:  # fmt: skip
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{topic}/{office.id}"), department=office.id, topic=topic,
            subjects=(self.file.subject,), limit=within or office.answers[topic], legal_basis="户口登记条例第八条",
            details={"died_on": str(self.file.died_on), "certificates": list(self.file.certificates), **details},
        )  # fmt: skip
