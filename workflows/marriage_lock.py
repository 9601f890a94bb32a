"""How can two offices not marry one person in the same minute? The base locks both; who is late is told where."""

from activities.civil_affairs import CivilAffairs
from activities.marriage_base import MarriageBase
from registry.services import MARRIAGE
from schemas.questions import Errand
from schemas.weddings import LockHolder, Wedding
from workflows.turns import numbered
from workflows.verbs import Case, OfficeRefused

ATTEMPTS = 3
"""Whoever held one of them may have let go by the time that it is asked who it was."""


class MarriageLock:
    """One booking holds both persons from the last check to the registration; a dead case's lock is taken over.

    Where the last check stays open both are let go, and held again in another turn.
    """

    def __init__(self, case: Case, wedding: Wedding) -> None:
        self.case = case
        self.wedding = wedding
        self.holder = LockHolder()
        self.looked = 0
        self.turn = 0

    async def held(self) -> bool:
        """True when both are ours; otherwise `holder` tells who has one of them."""
        self.turn += 1
        if self.turn == 1:
            self.case.if_withdrawn(self.release)
        for attempt in range(1, ATTEMPTS + 1):
            if await self._locked(f"{self._in_turn('lock_for_marriage')}/{attempt}"):
                return True
            await self.look()
            if self.holder.booking:
                return await self._dead() and await self._taken_over()
        return False

    async def look(self) -> None:
        """Who has one of them, as the base says now."""
        self.looked += 1
        self.holder = await self.case.ask(MarriageBase.lock_holder, self.errand(f"lock_holder/{self.looked}"))

    async def release(self) -> None:
        """Both are free again, if they were ours."""
        await self.case.ask(CivilAffairs.release_marriage_lock, self.errand(self._in_turn("release_marriage_lock")))

    async def _locked(self, key: str) -> bool:
        try:
            await self.case.ask(CivilAffairs.lock_for_marriage, self.errand(key), may_refuse=True)
        except OfficeRefused:
            return False
        return True

    async def _dead(self) -> bool:
        """The holder is a case of ours that is open no more; of other offices' locks nobody here may judge."""
        case = self.holder.case
        ours = case is not None and case != self.case.id and case.startswith(f"{MARRIAGE.id}:")
        return ours and case is not None and not await self.case.reachable(case)

    async def _taken_over(self) -> bool:
        """The base compares: it gives way only while the dead case is still the holder."""
        errand = self.errand(self._in_turn("take_over_lock"), **{"from": self.holder.booking})
        try:
            await self.case.ask(MarriageBase.take_over_lock, errand, may_refuse=True)
        except OfficeRefused:
            return False
        self.case.note(f"接管已终止案件的锁定 the lock of a case that has ended was taken over: {self.holder.booking}")
        return True

    def _in_turn(self, task: str) -> str:
        """What was done in an earlier turn is done anew."""
        return numbered(task, max(self.turn, 1))

    def errand(self, task: str, **details: object) -> Errand:
        """What the base needs to know of the two."""
        first, second = self.wedding.spouses
        return Errand(key=f"{self.case.id}/{task}", case=self.case.id, details={
            "booking": self.wedding.booking, "spouses": (first.ref, second.ref), "office": self.wedding.office,
            "on": str(self.wedding.on), **details})  # fmt: skip
