"""After death, one thing (户口登记条例 art. 8, 殡葬管理条例 2026): funeral, stops, survivors; or everything back."""

import asyncio
from datetime import date

from temporalio import workflow

from activities.bereavement_law import BereavementLaw
from activities.civil_affairs import CivilAffairs
from activities.law import Law
from events.contracts.bereavement import DeathMerged, DeathSettled
from events.contracts.funerals import (
    CremationBooked,
    CremationDone,
    FamilyRequested,
    FuneralHeld,
    FuneralReleased,
    FuneralSettled,
)
from events.contracts.health import AliveBy, DeathDoubted, DeathReported, DeathReportRevoked
from registry.services import BEREAVEMENT, case_id
from schemas.assessments import LimitsRequest
from schemas.cases import CaseRecord, CaseStart, Role, Ruled
from schemas.death_assessments import DeathFinding, SettledRequest, UpheldRequest
from schemas.limits import Limit
from workflows.death_confirming import Confirmation
from workflows.death_file import DeathFile, Opening, WordOfHall
from workflows.death_stops import Stops
from workflows.earlier_deaths import EarlierDeaths
from workflows.funeral import Funeral
from workflows.heirs import Heirs
from workflows.restoration import REVOKED, Restoration
from workflows.verbs import Case
from workflows.waiting import Clock

SETTLED, MERGED, KNOWN = "settled", "merged", "known"
FAMILY = "family: what it asks for"
STEPS = (
    "certificate_report_paper", "register_cancellation", "cremation_certificate", "pension_settlement",
    "housing_fund_withdrawal", "licence_cancellation", "second_source", "family_requests",
)  # fmt: skip


@workflow.defn(name=BEREAVEMENT.id)
class Bereavement:
    """Two sources confirm; then every branch ends for itself, and the day of death drives them all.

    A funeral never holds up a stop. Whenever it turns out that the person lives, everything is put back at once.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, BEREAVEMENT)
        self.case.withdrawable = False
        self.file = DeathFile(self.case)
        self.limits: dict[str, Limit] = {}
        self.confirmation = Confirmation(self.case, self.file, self.limits)
        self.funeral = Funeral(self.case, self.file, self.limits)
        self.stops = Stops(self.case, self.file, self.limits)
        self.heirs = Heirs(self.case, self.file, self.limits, self.stops)
        self.restoration = Restoration(self.case, self.file)
        self.earlier = EarlierDeaths(self.case, self.file)
        self.doubted = 0
        self.handing: asyncio.Future[None]

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        first = await self._opened()
        self.case.beside(self._doubts_heard())
        self.handing = self.case.beside(self._handed_over())
        following = asyncio.ensure_future(self._followed(first))
        await self.case.until(lambda: (following.done() and self._no_doubt_open()) or self.file.alive)
        if not self.file.alive:
            return await following
        await self.case.stopped(following)
        outcome = await self._put_back()
        while self.file.afresh:
            await self._opened_afresh(self.file.afresh.pop(0))
        return outcome

    async def _opened(self) -> Opening:
        """A first case by a report or a record; a later one of the same person also by what can come afterwards."""
        if self._later():
            first = await self.case.opened(DeathReportRevoked, DeathReported, CremationDone, DeathMerged, DeathDoubted,
                                           FamilyRequested, FuneralSettled, FuneralHeld, CremationBooked,
                                           FuneralReleased)  # fmt: skip
        else:
            first = await self.case.opened(DeathReported, CremationDone, DeathMerged)
        if not isinstance(first, Opening):
            raise TypeError(f"{first.type} opens no case after a death.")
        self.file.begins(first)
        self.case.handled_by(self.file.town)
        self.case.addressee = {"person": self.file.person}
        limits = await self.case.ask(Law.limits, LimitsRequest(steps=STEPS, on=self.case.today()))
        self.limits.update(limits.limits)
        return first

    def _later(self) -> bool:
        """The case has a business key beside the person: the first case has closed."""
        return self.case.id.count(":") > 1

    # ── a death ──────────────────────────────────────────────────────────────────────────────────────────────────

    async def _followed(self, first: Opening) -> str:
        """The funeral goes on beside everything else from the first word on: it needs a certificate alone."""
        if self._later() and not await self._another_death(first):
            return await self._served_later(first)
        outcome, _ = await asyncio.gather(self._established(), self.funeral.followed())
        if outcome == SETTLED:
            await self._settled()
        return outcome

    async def _established(self) -> str:
        finding = await self.confirmation.found()
        if self.file.alive:
            return REVOKED
        if finding is not None:
            outcome = await self._confirmed(finding)
        elif self.file.unidentified:
            outcome = await self._identified()
        else:
            outcome = await self._stillborn()
        self.file.closing = True
        return outcome

    async def _confirmed(self, finding: DeathFinding) -> str:
        """Each branch for itself: what one office does, or does not do, stops none of the others."""
        await self.confirmation.confirmed(finding)
        follow = await self.case.ask(BereavementLaw.branches, self.file.death(self.file.died_on))
        self.case.enter("aftermath")
        clock = await self.case.started("family requests", self.limits["family_requests"])
        await asyncio.gather(self._stopped(follow.items, clock), self._open_for_the_family(clock), self.heirs.served())
        return SETTLED

    async def _stopped(self, items: frozenset[str], clock: Clock) -> None:
        await self.stops.made(items)
        self.case.waits(FAMILY, clock)

    async def _open_for_the_family(self, clock: Clock) -> None:
        """Requests are waited for so long; whoever comes later opens a case for the request alone."""
        await clock.passed(lambda: False)
        self.heirs.over = True

    async def _settled(self) -> None:
        letter = await self.case.ask(BereavementLaw.settled, SettledRequest(
            results=self.file.results, on=self.case.today()))  # fmt: skip
        await self.case.ask(CivilAffairs.deliver_notice, self.file.letter("settled", letter.text))
        await self.case.announce(DeathSettled(
            case=self.case.id, person=self.file.person,
            results={item: status.value for item, status in self.file.results.items()}))  # fmt: skip

    # ── special kinds ────────────────────────────────────────────────────────────────────────────────────────────

    async def _identified(self) -> str:
        """An unknown body is nobody's death yet: without a limit the police find out whose, and its case goes on."""
        if not self.file.gone_over:
            self.case.enter("unidentified", waiting_on="public-security: identity")
            await self.case.until(lambda: self.file.gone_over)
        self.case.enter("merged", waiting_on="whatever is still said under the reference")
        await self.handing
        for request in self.file.requests:
            self.case.note(f"申请 {request.request} 须以死者本人名义提出 to be asked for under the name of the person")
        return MERGED

    async def _handed_over(self) -> None:
        """What is said under the reference goes to the case of the person, also when it is said afterwards.

        Until the body is cremated and nothing holds it, or the case of the person has closed.
        """
        await self.case.until(lambda: self.file.gone_over)
        merged = self._merged()
        await self.case.announce(merged)
        while merged.cremated_on is None or merged.held:
            clock = await self.case.started("further words", self.limits["family_requests"])
            if not await clock.passed(lambda: self._merged() != merged):  # noqa: B023  awaited here
                merged = self._merged()
                await self.case.announce(merged)
            elif not await self._open(merged):
                return

    def _merged(self) -> DeathMerged:
        if self.file.identity is None:
            raise ValueError(f"Nobody has said who {self.file.person} was; nothing is handed over.")
        return self.file.handed_over(self.case.id, self.file.identity)

    async def _open(self, merged: DeathMerged) -> bool:
        """The case of the person, or a later one of the same death, still hears."""
        first, later = case_id(BEREAVEMENT, merged.person), case_id(BEREAVEMENT, merged.person, str(merged.death))
        return await self.case.reachable(first) or await self.case.reachable(later)

    async def _stillborn(self) -> str:
        """Never registered: nothing is cancelled or stopped; the funeral alone, with its waiver."""
        self.case.enter("aftermath")
        self.file.died_on = self.file.said[0].on
        await self.stops.family_told()
        clock = await self.case.started("family requests", self.limits["family_requests"])
        self.case.waits(FAMILY, clock)
        await self._open_for_the_family(clock)
        return SETTLED

    # ── after the first case ─────────────────────────────────────────────────────────────────────────────────────

    async def _another_death(self, first: Opening) -> bool:
        """A source speaks of one; what hall and police say of the body is answered meanwhile, and by itself is none."""
        if isinstance(first, WordOfHall):
            await self.funeral.resumed(unless=lambda: bool(self.file.said))
        return await self.earlier.differs_from(first)

    async def _served_later(self, first: Opening) -> str:
        """A request is served, a bill is settled, a doubt is decided; another report was no news."""
        self.heirs.over = True
        self.case.enter("aftermath")
        if isinstance(first, FamilyRequested):
            self.file.died_on = first.died_on
            await self.heirs.served()
            await self._settled()
            return SETTLED
        if isinstance(first, FuneralSettled):
            await self.funeral.settled(first)
            return SETTLED
        if isinstance(first, WordOfHall):
            await self.funeral.resumed(unless=lambda: False)
        await self.case.until(self._no_doubt_open)
        return KNOWN

    # ── it was not so ────────────────────────────────────────────────────────────────────────────────────────────

    async def _doubts_heard(self) -> None:
        """Somebody met a person who is said to be dead: the county decides, and asks nothing of that person."""
        while True:
            await self.case.until(self._doubt_open)
            doubt = self.file.doubts[self.doubted]
            ruling = await self.case.decided_by(
                Role.COUNTY_SECTION_HEAD, self.file.county, "alive", "有情况表明本人仍在世,是否撤销死亡登记",
                ("revoke", "uphold"), proposal=doubt.alive_by, unless=lambda: self.file.alive,
            )  # fmt: skip
            if ruling is not None and ruling.choice == "revoke":
                self.file.mistake = ruling
            elif ruling is not None and doubt.alive_by is not AliveBy.USED_CARD:
                await self._upheld(ruling)
            self.doubted += 1

    async def _upheld(self, ruling: Ruled) -> None:
        """Whoever was met reads why, and that no proof is owed; a card that was used met nobody."""
        letter = await self.case.ask(BereavementLaw.upheld, UpheldRequest(
            reasons=ruling.reasons, on=self.case.today()))  # fmt: skip
        await self.case.ask(CivilAffairs.deliver_notice, self.file.letter(
            "upheld", letter.text, name=f"upheld/{self.doubted + 1}"))  # fmt: skip

    def _doubt_open(self) -> bool:
        return self.doubted < len(self.file.doubts)

    def _no_doubt_open(self) -> bool:
        return not self._doubt_open()

    async def _put_back(self) -> str:
        """What nobody heard of needs no restoring; of somebody whose case had closed, the register knows more."""
        on: date | None = self._day()
        if not (self.confirmation.suspected or self.confirmation.stands):
            if not self._later():
                self.case.note("死亡报告在处理前已撤回 taken back before anybody had heard of it")
                return REVOKED
            on = await self.earlier.taken_back(self._day())
        return await self.restoration.restored(on) if on else KNOWN

    async def _opened_afresh(self, said: DeathReported | CremationDone) -> None:
        """A case of its own for what was said while everything was put back, in which the county finds out."""
        self.case.note(f"撤销办理期间再次收到死亡信息,另案办理 reported again on {said.attestation.reported_on}")
        key = (self.file.person, str(said.death), str(said.attestation.reported_on))
        below = case_id(BEREAVEMENT, *key)
        if below not in self.case.record.children:
            await self.case.open_case(BEREAVEMENT, below, said)
        await self.case.pass_on(said, below)

    def _day(self) -> date:
        """The day on which the person was said to have died."""
        if self.confirmation.stands:
            return self.file.died_on
        days = [one.on for one in (self.file.revocation, *self.file.doubts, *self.file.said) if one is not None]
        return days[0]
