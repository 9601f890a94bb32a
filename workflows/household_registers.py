"""How do both household registers follow? Each spouse's own police station, maybe in two provinces (5.3, step 6)."""

from collections.abc import Iterator

from activities.marriage_base import MarriageBase
from activities.public_security import PublicSecurity
from registry.departments import PUBLIC_SECURITY
from registry.regions import REGISTER_INTERFACES
from schemas.cases import Role
from schemas.decisions import Decision
from schemas.identifiers import PersonRef, QuestionId, UnitId
from schemas.limits import Limit
from schemas.people import Spouse
from schemas.questions import Errand, Inquiry, ReplyStatus, Topic
from schemas.weddings import Couple
from workflows.marriage_check import subject
from workflows.verbs import Case

NO_STATION = "—"
OPEN = frozenset({ReplyStatus.SILENT, ReplyStatus.REFUSED})


class HouseholdRegisters:
    """What a station does not do in time, or refuses, is a task of both offices, never of the couple."""

    def __init__(self, case: Case, couple: Couple, office: UnitId, **details: str) -> None:
        self.case = case
        self.couple = couple
        self.office = office
        self._details = details
        self._asked: dict[PersonRef, QuestionId] = {}
        self._settled: dict[PersonRef, str] = {}
        self._waited = False

    def inquiries(self, linkable: tuple[Decision, Decision]) -> tuple[Inquiry, ...]:
        """A question for each register that can be reached; otherwise the person gets guidance."""
        asked = []
        for spouse, decision in zip(self.couple, linkable, strict=True):
            inquiry = self._inquiry(spouse)
            if decision.granted:
                self._asked[spouse.ref] = inquiry.id
                asked.append(inquiry)
            else:
                self.case.asking.not_linkable(inquiry, _guidance(decision))
        return tuple(asked)

    async def followed(self, late: Limit) -> None:
        """Returns when every register is changed, or both offices have said what becomes of it."""
        await self._settled_jointly()
        await self._waited_for(late)
        await self._settled_jointly()

    @property
    def open(self) -> bool:
        """A station is silent, or said no, and nobody has settled it yet."""
        return any(self._open())

    @property
    def by_hand(self) -> bool:
        """Something was settled between the offices."""
        return bool(self._settled)

    def results(self) -> tuple[tuple[str, str], ...]:
        """Of each of the two: the station, and how it took it last, or what the offices made of it."""
        return tuple((spouse.household_unit or NO_STATION, self._result(spouse)) for spouse in self.couple)

    def _result(self, spouse: Spouse) -> str:
        if spouse.ref not in self._asked:
            return ReplyStatus.NOT_LINKABLE.value
        return self._settled.get(spouse.ref, self._status(spouse).value)

    async def _settled_jointly(self) -> None:
        for spouse in tuple(self._open()):
            if self._status(spouse) is ReplyStatus.REFUSED or self._waited:
                await self._jointly(spouse)

    async def _waited_for(self, late: Limit) -> None:
        """A police unit that is late is waited for; after that it is a task for both offices."""
        self._waited = True
        if not any(self._silent()):
            return
        clock = await self.case.started("late register", late)
        self.case.enter("household register late")
        if not await self.case.within(clock, lambda: not any(self._silent()), waiting_on="public-security"):
            self.case.note("户口登记变更转人工 register change handed to both offices by hand; the registration stands")

    async def _jointly(self, spouse: Spouse) -> None:
        """Both offices get the task, and a registrar says when it is settled; nobody comes a second time."""
        reason = self.case.asking.reply(self._asked[spouse.ref]).reason or "no answer"
        await self.case.ask(MarriageBase.settle_register_change, self._errand(spouse, reason))
        await self.case.ask(PublicSecurity.settle_register_change, self._errand(spouse, reason))
        times = 1
        while (choice := await self._ruled(spouse, reason)) == "ask_again":
            times += 1
            again = self._inquiry(spouse, f"/{times}")
            self._asked[spouse.ref] = again.id
            await self.case.ask_all(again, waiting_on="household register")
            if self._done(spouse):
                return
        if choice:
            self._settled[spouse.ref] = choice

    async def _ruled(self, spouse: Spouse, reason: str) -> str | None:
        self.case.enter("register settled by hand")
        ruling = await self.case.decided_by(
            Role.REGISTRAR, self.office, "register_settled", "户口登记婚姻状况变更是否已由两部门办妥",
            ("changed", "ask_again", "left_open"), proposal=f"{spouse.household_unit}: {reason}",
            unless=lambda: self._done(spouse),
        )  # fmt: skip
        return ruling.choice if ruling else None

    # ── names ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _open(self) -> Iterator[Spouse]:
        return (
            spouse for spouse in self._reached() if self._status(spouse) in OPEN and spouse.ref not in self._settled
        )

    def _silent(self) -> Iterator[Spouse]:
        return (spouse for spouse in self._reached() if self._status(spouse) is ReplyStatus.SILENT)

    def _reached(self) -> Iterator[Spouse]:
        return (spouse for spouse in self.couple if spouse.ref in self._asked)

    def _done(self, spouse: Spouse) -> bool:
        return self._status(spouse) is ReplyStatus.ANSWERED

    def _status(self, spouse: Spouse) -> ReplyStatus:
        return self.case.asking.reply(self._asked[spouse.ref]).status

    def _inquiry(self, spouse: Spouse, again: str = "") -> Inquiry:
        topic, unit = Topic.HOUSEHOLD_REGISTER_CHANGE, spouse.household_unit or NO_STATION
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{topic}/{unit}/{spouse.ref}{again}"), department=PUBLIC_SECURITY.id,
            topic=topic, subjects=(subject(spouse),), limit=PUBLIC_SECURITY.answers[topic],
            legal_basis="户口登记条例",
            details={"item": unit, "region": spouse.household_region, **self._details},
        )  # fmt: skip

    def _errand(self, spouse: Spouse, reason: str) -> Errand:
        return Errand(key=f"{self.case.id}/settle_register_change/{spouse.ref}", case=self.case.id, details={
            "person": spouse.ref, "station": spouse.household_unit, "region": spouse.household_region,
            "office": self.office, "reason": reason, **self._details})  # fmt: skip


def reachable(spouse: Spouse) -> bool:
    """There is an interface to the register that keeps this person."""
    return spouse.household_region[:4] in REGISTER_INTERFACES


def _guidance(decision: Decision) -> str:
    failed = {each.code for each in decision.conditions if each.met is False}
    if "linkable" in failed:
        return "in no register of the mainland that is linked; guidance given"
    return "no interface to this register; guidance given"
