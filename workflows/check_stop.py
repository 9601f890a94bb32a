"""What does a means check do whose authorisation is taken back? No question stays open, nothing that came is read."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

from temporalio.exceptions import ActivityError

from activities.civil_affairs import CivilAffairs
from activities.hall import Hall
from schemas.consents import NoLongerWanted, OpenQuestion, Stopped
from schemas.questions import Errand, Replies, Reply, ReplyStatus
from workflows.verbs import Case
from workflows.waiting import waited

REASON = "consent_withdrawn"
TAKEN_BACK = "application_withdrawn"


class CheckStop:
    """Departments take their open questions back; the desk seals what came; what still comes is used by nobody.

    When the application is taken back and not the consent, the questions end and nothing is sealed.
    """

    def __init__(self, case: Case) -> None:
        self.case = case

    async def done(self) -> None:
        """Hands over what was stopped and sealed; stays until every department was told, or its limit is over."""
        asking = self.case.asking
        open_, answered, left = asking.unanswered(), asking.answered(), asking.left()
        if not self.case.consent_withdrawn:
            if open_ and self.case.since("questions-taken-back"):
                await asking.all_dropped(TAKEN_BACK)
                await self._taken_back(open_, TAKEN_BACK)
            return
        self.case.enter("consent withdrawn", waiting_on="departments: taking questions back")
        await asking.all_dropped(REASON)
        asking.sealed(REASON)
        self.case.sealed()
        said = await self._taken_back(open_, REASON)
        if answered:
            await self.case.ask(CivilAffairs.seal_check_data, self._errand(tuple(reply.question for reply in answered)))
        told = tuple(reply for reply in said if reply.status is ReplyStatus.ANSWERED)
        untold = tuple(reply for reply in said if reply not in told)
        await self.case.hand_over(Stopped(
            case=self.case.id, stopped=tuple(reply.department for reply in told),
            untold=tuple(reply.department for reply in untold), sealed=tuple(reply.department for reply in answered),
        ), last=False)  # fmt: skip
        if untold:
            await self._told_later(open_, untold, left)

    async def _taken_back(self, open_: Mapping[str, tuple[OpenQuestion, ...]], reason: str) -> tuple[Reply, ...]:
        said = await asyncio.gather(*(
            self.case.put(Hall.take_back, self._unwanted(questions, reason), queue=queue)
            for queue, questions in open_.items()
        ))  # fmt: skip
        return tuple(reply for replies in said for reply in replies.replies)

    async def _told_later(
        self, open_: Mapping[str, tuple[OpenQuestion, ...]], untold: tuple[Reply, ...], left: timedelta
    ) -> None:
        """A system that was down is told again; whoever refuses may still answer, and is heard by nobody."""
        names = ", ".join(dict.fromkeys(reply.department for reply in untold))
        self.case.waits(f"departments: {names}"[:200])
        down = {reply.question for reply in untold if reply.status is not ReplyStatus.REFUSED}
        again = {queue: tuple(each for each in questions if each.id in down) for queue, questions in open_.items()}
        await asyncio.gather(*(self._insisted(queue, questions, left) for queue, questions in again.items()
                               if questions))  # fmt: skip
        if len(down) < len(untold):
            await waited(lambda: False, left, "late answers are not used")

    async def _insisted(self, queue: str, questions: tuple[OpenQuestion, ...], left: timedelta) -> Replies | None:
        try:
            return await self.case.put(
                Hall.insist_on_taking_back, self._unwanted(questions, REASON), queue=queue, at_most=left
            )
        except ActivityError:
            return None  # the limit of the questions is over

    def _unwanted(self, questions: tuple[OpenQuestion, ...], reason: str) -> NoLongerWanted:
        return NoLongerWanted(case=self.case.id, reason=reason, questions=questions)

    def _errand(self, questions: tuple[str, ...]) -> Errand:
        return Errand(key=f"{self.case.id}/seal_check_data", case=self.case.id,
                      details={"questions": questions, "reason": REASON})  # fmt: skip
