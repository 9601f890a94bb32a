"""Whom does an open application count? Nobody is counted in two at once; the first to be accepted goes on (2.9)."""

import asyncio
from typing import Protocol

from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.task import task
from registry.services import CASES
from schemas.rights import Claim, Claimed, Contested, Release


class StillCounted(ApplicationError):
    """The other application is open as before: no failure, and asked again until it is not."""

    def __init__(self, others: str) -> None:
        super().__init__(
            f"{others}: open as before", type=type(self).__name__, category=ApplicationErrorCategory.BENIGN
        )


class ClaimsBook(Protocol):
    """Where claims are kept. Every method blocks; a claim that is there already stays as it is."""

    def claim(self, claim: Claim) -> Claimed:
        """All members or none: of two that claim one person at the same moment, one reads of the other."""
        ...

    def conflicts(self, claim: Claim) -> Claimed:
        """What stands against a claim now; nothing is claimed."""
        ...

    def release(self, release: Release) -> None: ...


class NoClaims:
    """Keeps nothing: for benchmarks, and for tests that are about something else."""

    def claim(self, claim: Claim) -> Claimed:  # noqa: ARG002
        return Claimed()

    def conflicts(self, claim: Claim) -> Claimed:  # noqa: ARG002
        return Claimed()

    def release(self, release: Release) -> None: ...


class Claims:
    """Counts the members of an application; a case waits while the database is away."""

    def __init__(self, book: ClaimsBook) -> None:
        self._book = book

    @task(CASES, at_once=True, summary="登记家庭成员占用(查重)")
    async def claim(self, claim: Claim) -> Claimed:
        """Idempotent: one claim a case and person. Without conflicts the members are this application's."""
        return await asyncio.to_thread(self._book.claim, claim)

    @task(CASES, at_once=True, summary="解除家庭成员占用")
    async def release(self, release: Release) -> None:
        """Idempotent: a case is released once; what was never claimed may be released too."""
        await asyncio.to_thread(self._book.release, release)

    @task(CASES, summary="等待在先申请办结")
    async def resolved(self, contested: Contested) -> Claimed:
        """Reads only. Repeated by the platform until what stands against the claim has changed."""
        now = await asyncio.to_thread(self._book.conflicts, contested.claim)
        if now.conflicts == contested.conflicts:
            raise StillCounted(", ".join(dict.fromkeys(each.case for each in now.conflicts)))
        return now
