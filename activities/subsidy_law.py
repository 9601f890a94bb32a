"""What does the law say of disability subsidies? Recorded in the case, as all rules are."""

from activities.task import recorded
from policy import disability_changes, disability_findings, disability_letters
from schemas.assessments import Letter
from schemas.decisions import Decision
from schemas.disability import (
    FindingRequest,
    NoDecisionLetterRequest,
    OfferLetterRequest,
    RefusalRequest,
    SubsidyAssessment,
    SubsidyFinding,
    SubsidyLetterRequest,
    SubsidyRequest,
    UnalteredLetterRequest,
)


class SubsidyLaw:
    """Pure rules; each may be repeated, and is recorded once."""

    @recorded(summary="汇总部门核对结果")
    async def finding(self, request: FindingRequest) -> SubsidyFinding:
        """What the offices say, each in its own field; silence says nothing."""
        return disability_findings.finding(request)

    @recorded(summary="两项补贴测算")
    async def assessment(self, request: SubsidyRequest) -> SubsidyAssessment:
        """What is held beside what is due, with everything that is known."""
        return disability_changes.assessment(request)

    @recorded(summary="拟写两项补贴告知书")
    async def letter(self, request: SubsidyLetterRequest) -> Letter:
        """Every reason with its article, and the remedies."""
        return Letter(text=disability_letters.decided(request))

    @recorded(summary="拟写申请未予审定告知书")
    async def no_decision(self, request: NoDecisionLetterRequest) -> Letter:
        """The ground, and where to turn."""
        return Letter(text=disability_letters.no_decision(request))

    @recorded(summary="拟写待遇不变告知书")
    async def unaltered(self, request: UnalteredLetterRequest) -> Letter:
        """What is held and since when, why it stays, and the remedies."""
        return Letter(text=disability_letters.unaltered(request))

    @recorded(summary="拟写主动服务告知书")
    async def offer(self, request: OfferLetterRequest) -> Letter:
        """That a word is enough, and no word loses nothing."""
        return Letter(text=disability_letters.offer(request))

    @recorded(summary="记录不予认定理由")
    async def refused(self, request: RefusalRequest) -> Decision:
        """The assessment with the county's own words."""
        return disability_letters.refused(request)
