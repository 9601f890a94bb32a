"""What does a review ask the law? What changes, how the household was found, what the letter says."""

from activities.task import recorded
from policy import changes, letters, situation, snapshots
from policy.months import after, month_of
from schemas.assessments import Letter
from schemas.households import Application
from schemas.reviews import ChangeLetterRequest, ReviewAssessment, ReviewRequest, SnapshotRequest
from schemas.snapshots import Snapshot


class Reviewing:
    """Pure rules; each may be repeated, and is recorded once."""

    @recorded(summary="动态管理测算")
    async def assessment(self, request: ReviewRequest) -> ReviewAssessment:
        """What holds beside what is due, with everything that is known."""
        return changes.assessment(request)

    @recorded(summary="推算家庭现状")
    async def household_now(self, request: ReviewRequest) -> Application:
        """The household as it was found last, with every fact up to the day laid upon it."""
        standing = request.standing
        return situation.as_of(standing.newest, standing.facts, standing.choices, after(month_of(request.on)))

    @recorded(summary="固定家庭情况")
    async def snapshot(self, request: SnapshotRequest) -> Snapshot:
        """The household as it was found, by references, with the day of its next check."""
        return snapshots.snapshot(request)

    @recorded(summary="拟写待遇变更告知书")
    async def letter(self, request: ChangeLetterRequest) -> Letter:
        """The change or the end in writing, with every reason and the remedies."""
        text = letters.letter(
            "stopped" if request.ended else "changed", request.decisions, request.on, from_month=request.from_month
        )
        return Letter(text=text)
