"""Who has a clock run longer, stand still or go on? Officers, when a question of the case is put, as a story tells."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Any, Literal

from pydantic import Field
from temporalio.client import WorkflowHandle, WorkflowUpdateFailedError

from runtime.logs import logger
from runtime.temporal import told
from schemas.base import Model

log = logger(__name__)


class ClockWord(Model):
    """What an officer says to a clock of a case, before the question is decided."""

    case: str
    question: str = Field(description="The question of the case at which it is said")
    does: Literal["extend", "pause", "resume"]
    order: dict[str, Any] = Field(description="Clock, officer, reasons or ground, as `onething case` takes them")


class ClockWords:
    """Each is said once, in the order of the story; what a case refuses is told and left."""

    def __init__(self, words: Iterable[ClockWord] = ()) -> None:
        self._left = list(words)

    async def said(self, case: WorkflowHandle[Any, Any], question: str) -> None:
        """All that belongs to this question of the case."""
        for word in [each for each in self._left if each.question == question and fnmatchcase(case.id, each.case)]:
            self._left.remove(word)
            try:
                await told(case, word.does, word.order)
            except WorkflowUpdateFailedError as refused:
                log.warning("clock.refused", case=case.id, does=word.does, reason=str(refused.cause))
            else:
                log.info("clock.changed", case=case.id, does=word.does)
