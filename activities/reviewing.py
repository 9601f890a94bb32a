"""What does a review ask the law? What changes, how the household was found, what the letter says."""

from activities.task import recorded
from policy import change_letters, changes, couples, letters, situation, snapshots
from policy.months import after, month_of
from schemas.assessments import Letter
from schemas.facts import LifeFact
from schemas.households import Application
from schemas.reviews import (
    ChangeLetterRequest,
    CoupleRequest,
    PartedLetter,
    PartedRequest,
    ReviewAssessment,
    ReviewRequest,
    SnapshotRequest,
)
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

    @recorded(summary="确定夫妻所在家庭")
    async def counted_once(self, request: CoupleRequest) -> LifeFact:
        """The marriage with the one household that counts the couple, where both stood in recognised ones."""
        return couples.counted_once(request.fact, request.standings)

    @recorded(summary="固定家庭情况")
    async def snapshot(self, request: SnapshotRequest) -> Snapshot:
        """The household as it was found, by references, with the day of its next check."""
        return snapshots.snapshot(request)

    @recorded(summary="拟写待遇变更告知书")
    async def letter(self, request: ChangeLetterRequest) -> Letter:
        """The change or the end in writing, with what is paid, every reason and the remedies."""
        return Letter(text=change_letters.letter(request))

    @recorded(summary="拟写离婚后申请提示")
    async def parted_letter(self, request: PartedRequest) -> PartedLetter:
        """To who left the household by a divorce, in the person's own name."""
        person = couples.parted(request.fact, request.standing)
        text = letters.apply_alone(request.on, request.from_month) if person else ""
        return PartedLetter(person=person, text=text)
