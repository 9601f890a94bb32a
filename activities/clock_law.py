"""What does the law say of a clock? Whether it may run longer or stand still, and what the household is told."""

from activities.task import recorded
from policy import clock_letters, running_time
from schemas.assessments import Letter
from schemas.clocks import (
    ClockLetterRequest,
    ExtensionRequest,
    ExtensionRule,
    StandstillRequest,
    StandstillRule,
)


class ClockLaw:
    """Pure rules; each may be repeated, and is recorded once."""

    @recorded(summary="能否延长期限")
    async def extension(self, request: ExtensionRequest) -> ExtensionRule:
        """The longer limit that an act allows for the step."""
        return running_time.extension(request.step, request.whole, request.on)

    @recorded(summary="能否中止计时")
    async def standstill(self, request: StandstillRequest) -> StandstillRule:
        """The article by which the clock of the step may stand still."""
        article = running_time.standstill(request.step, request.ground)
        return StandstillRule(article=article, told_how_long=request.ground in running_time.TOLD_HOW_LONG)

    @recorded(summary="拟写期限告知书")
    async def letter(self, request: ClockLetterRequest) -> Letter:
        """The household reads why and until when."""
        if request.extended is not None:
            return Letter(text=clock_letters.extended(request.step, request.due, request.extended))
        if request.paused is not None:
            return Letter(text=clock_letters.paused(request.step, request.paused))
        return Letter(text=clock_letters.resumed(request.step, request.due))
