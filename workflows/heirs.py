"""What does the family ask for after a death? Accounts, the licence, survivor money and its one-of-three choice."""

import asyncio
from collections import Counter
from decimal import Decimal
from functools import partial

from activities.bereavement_law import BereavementLaw
from activities.civil_affairs import CivilAffairs
from events.contracts.funerals import FamilyRequested
from registry.departments import (
    CIVIL_AFFAIRS,
    HOUSING_FUND,
    HUMAN_RESOURCES,
    MEDICAL_INSURANCE,
    PUBLIC_SECURITY,
    Department,
)
from schemas.benefits import Benefit
from schemas.death_assessments import NotChosenRequest, OfferRequest, SurvivorRequest
from schemas.deaths import FuneralMoney, FuneralMoneyOffer, HeirItem, Survivors
from schemas.identifiers import ApplicationNumber, QuestionId
from schemas.limits import Limit
from schemas.questions import Inquiry, Reply, ReplyStatus, Subject, Topic
from workflows.death_file import DeathFile
from workflows.death_stops import Stops
from workflows.verbs import Case

OWNERS: dict[HeirItem, tuple[Department, Topic]] = {
    HeirItem.PENSION_ACCOUNT: (HUMAN_RESOURCES, Topic.ACCOUNT_TO_HEIRS),
    HeirItem.MEDICAL_ACCOUNT: (MEDICAL_INSURANCE, Topic.ACCOUNT_TO_HEIRS),
    HeirItem.HOUSING_FUND: (HOUSING_FUND, Topic.ACCOUNT_TO_HEIRS),
    HeirItem.DRIVING_LICENCE: (PUBLIC_SECURITY, Topic.LICENCE_CANCELLATION),
}
"""Who sees to what the family asks for; survivor money has a way of its own."""

TWO = 2
LIMITS = {HeirItem.HOUSING_FUND: "housing_fund_withdrawal", HeirItem.DRIVING_LICENCE: "licence_cancellation"}


class Heirs:
    """Each thing is asked for once, whoever of the family asks; offices decide, and nobody chooses for the family."""

    def __init__(self, case: Case, file: DeathFile, limits: dict[str, Limit], stops: Stops) -> None:
        self.case = case
        self.file = file
        self.limits = limits
        self.stops = stops
        self.taken = 0
        self.asked: set[HeirItem] = set()
        self.turns: Counter[HeirItem] = Counter()
        self.known: set[tuple[ApplicationNumber, HeirItem]] = set()
        self.over = False
        """No further request is waited for."""

    async def served(self) -> None:
        """Every request beside the others, until the time for them is over and the last one is answered."""
        running: list[asyncio.Future[None]] = []
        try:
            while not self.over or self._more() or not all(each.done() for each in running):
                running += self._begun()
                await self.case.until(partial(self._moved, running))
            await asyncio.gather(*running)
        except asyncio.CancelledError:
            for each in running:
                each.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            raise

    def _moved(self, running: list[asyncio.Future[None]]) -> bool:
        return self._more() or (self.over and all(each.done() for each in running))

    def _begun(self) -> list[asyncio.Future[None]]:
        """A piece of work for each request that nobody has taken yet."""
        new = self.file.requests[self.taken :]
        self.taken += len(new)
        return [asyncio.ensure_future(self._request(request)) for request in new]

    def _more(self) -> bool:
        return self.taken < len(self.file.requests)

    async def _request(self, request: FamilyRequested) -> None:
        wanted = tuple(item for item in request.items if self._is_new(request, item))
        self.asked.update(wanted)
        self.turns.update(wanted)
        self.known |= {(request.request, item) for item in wanted}
        if len(wanted) < len(request.items):
            self.case.note(f"申请 {request.request} 中的部分事项已在办理 asked for before, and under way already")
        simple = tuple(item for item in wanted if item in OWNERS)
        work = [self._asked_for(request, simple)]
        if HeirItem.SURVIVOR_MONEY in wanted:
            work.append(self._survivor_money(request))
        await asyncio.gather(*work)

    def _is_new(self, request: FamilyRequested, item: HeirItem) -> bool:
        """Nobody has it under way; what an office refused may be asked for again, under another number."""
        return item not in self.asked and (request.request, item) not in self.known

    def _took(self, item: HeirItem, reply: Reply) -> None:
        self.file.results[item] = reply.status
        if reply.status is ReplyStatus.REFUSED:
            self.asked.discard(item)

    async def _asked_for(self, request: FamilyRequested, items: tuple[HeirItem, ...]) -> None:
        replies = await self.case.ask_all(
            *(self._inquiry(request, item) for item in items), waiting_on="requests of the family"
        )
        for item, reply in zip(items, replies, strict=True):
            self._took(item, reply)

    # ── survivor money ───────────────────────────────────────────────────────────────────────────────────────────

    async def _survivor_money(self, request: FamilyRequested) -> None:
        """Reckoned by the law of the day of death, chosen by the family, decided by human resources."""
        if self.stops.pension is None and self.over:
            await self.stops.pension_stopped()  # a later request, in a case of its own
        await self.case.until(self._pension_stopped)
        insured = self._insured(request.funeral_money)
        insured = await self._chosen_by_the_family(insured, request) if insured is not None else None
        reckoned = await self._reckoned(insured) if insured is not None else {}
        if reckoned is None:
            await self._not_chosen(request)
            return
        (reply,) = await self.case.ask_all(
            self._survivor_inquiry(request, reckoned), waiting_on="human-resources: survivor money"
        )
        self._took(HeirItem.SURVIVOR_MONEY, reply)

    def _pension_stopped(self) -> bool:
        return self.stops.pension is not None

    def _insured(self, chosen: Benefit | None) -> Survivors | None:
        """What human resources said when it stopped the pension; None when nobody was insured there."""
        said = self.stops.pension.result if self.stops.pension is not None else {}
        if said.get("insured") is not True:
            return None
        return Survivors(
            person=self.file.person, died_on=self.file.died_on, contribution_years=said.get("contribution_years", 0),
            pension_years=said.get("pension_years"), schemes=tuple(each.benefit for each in self._named()),
            chosen=chosen,
        )  # fmt: skip

    def _named(self) -> tuple[FuneralMoney, ...]:
        """Funeral moneys that are due, as human resources named them."""
        said = self.stops.pension.result if self.stops.pension is not None else {}
        return tuple(FuneralMoney.model_validate({"amount": Decimal(0), **each}) for each in said.get("schemes", ()))

    async def _chosen_by_the_family(self, insured: Survivors, request: FamilyRequested) -> Survivors:
        """Due under several insurances: the desk asks the family, the highest named; no limit that passes chooses."""
        if len(insured.schemes) < TWO or insured.chosen in insured.schemes:
            return insured
        offer = await self.case.ask(BereavementLaw.funeral_moneys, OfferRequest(
            survivors=insured, named=self._named()))  # fmt: skip
        inquiry = self._choice_inquiry(offer, request)
        await self.case.ask_all(inquiry, waiting_on="family: one of several funeral moneys")
        await self.case.until(lambda: self.case.asking.reply(inquiry.id).settled)
        chosen = self.case.asking.reply(inquiry.id).result.get("chosen")
        return insured.model_copy(update={"chosen": chosen if chosen in insured.schemes else None,
                                          "died_on": self.file.died_on})  # fmt: skip

    async def _reckoned(self, insured: Survivors) -> dict[str, object] | None:
        """What human resources is shown; None while several funeral moneys are due and none is chosen."""
        money = await self.case.ask(BereavementLaw.survivor_money, SurvivorRequest(
            survivors=insured, on=self.case.today()))  # fmt: skip
        self.case.decisions.append(money.decision)
        if not money.decision.granted:
            return None
        chosen = insured.chosen or next(iter(insured.schemes), Benefit.PENSION_FUNERAL)
        sums = {"funeral": str(money.funeral), "lump_sum": str(money.lump_sum), "months": money.months}
        return {**sums, "chosen": chosen, "contribution_years": insured.contribution_years,
                "died_on": str(insured.died_on)}  # fmt: skip

    async def _not_chosen(self, request: FamilyRequested) -> None:
        """The family may ask again, and choose then; it reads so, and nothing is lost meanwhile."""
        self.case.note(f"申请 {request.request}:家属尚未选择丧葬补助金 no funeral money chosen; nothing asked for yet")
        self.known.discard((request.request, HeirItem.SURVIVOR_MONEY))
        self.asked.discard(HeirItem.SURVIVOR_MONEY)
        letter = await self.case.ask(BereavementLaw.not_chosen, NotChosenRequest(on=self.case.today()))
        await self.case.ask(CivilAffairs.deliver_notice, self.file.letter(
            "not chosen", letter.text, name=f"not-chosen/{request.request}", agent=request.agent))  # fmt: skip

    # ── questions ────────────────────────────────────────────────────────────────────────────────────────────────

    def _inquiry(self, request: FamilyRequested, item: HeirItem) -> Inquiry:
        office, topic = OWNERS[item]
        limit = self.limits[LIMITS[item]] if item in LIMITS else office.answers[topic]
        again = f"/{request.request}" if self.turns[item] > 1 else ""
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{topic}/{item}{again}"), department=office.id, topic=topic, limit=limit,
            subjects=self._persons(request), legal_basis="民法典继承编",
            details={"item": item, **self._details(request)},
        )  # fmt: skip

    def _choice_inquiry(self, offer: FuneralMoneyOffer, request: FamilyRequested) -> Inquiry:
        moneys = [{"benefit": each.benefit, "amount": str(each.amount)} for each in offer.moneys]
        topic = Topic.FUNERAL_MONEY_CHOICE
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{topic}/{request.request}"), department=CIVIL_AFFAIRS.id, topic=topic,
            limit=CIVIL_AFFAIRS.answers[topic],
            subjects=self._persons(request), legal_basis="社会保险法第四十九条",
            details={"moneys": moneys, "highest": offer.highest, "request": request.request},
        )  # fmt: skip

    def _survivor_inquiry(self, request: FamilyRequested, reckoned: dict[str, object]) -> Inquiry:
        """The reckoning stands beside the question; what is granted is human resources' to decide."""
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{Topic.SURVIVOR_MONEY}/{request.request}"), department=HUMAN_RESOURCES.id,
            topic=Topic.SURVIVOR_MONEY, limit=self.limits["pension_settlement"], subjects=self._persons(request),
            legal_basis="社会保险法第十七条;人社部发〔2021〕18号",
            details={**self._details(request), **reckoned},
        )  # fmt: skip

    def _details(self, request: FamilyRequested) -> dict[str, object]:
        return {"died_on": str(self.file.died_on), "account": request.account, "request": request.request}

    def _persons(self, request: FamilyRequested) -> tuple[Subject, ...]:
        """The dead person, and who acts for the family."""
        return self.file.subject, Subject(ref=request.agent)
