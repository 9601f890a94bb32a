"""What do the registers, or a new standard, change for many households at once? (动态管理批次, domain 3.5)

Only what stays, or rises, is decided together; anything against a household is reviewed alone, with its hearing.
"""

from datetime import date
from decimal import Decimal

from policy import change_letters, means
from policy.changes import assessment
from policy.figures import CZ_DEMO, Pack
from policy.months import after, month_of
from policy.situation import as_of, standing_on
from policy.snapshots import snapshot
from schemas.households import Application
from schemas.identifiers import PersonRef
from schemas.means import Conclusion, MeansReport
from schemas.questions import Reply
from schemas.reviews import Change, ChangeLetterRequest, ReviewAssessment, ReviewRequest, SnapshotRequest
from schemas.rights import Standing
from schemas.rounds import PageAssessment, PageLine, PageRequest, RoundKind, Verdict

ADVERSE = {Conclusion.EXCEEDS, Conclusion.CONFLICT}


def page(request: PageRequest, pack: Pack = CZ_DEMO) -> PageAssessment:
    """A line for each household."""
    pairs = zip(request.standings, request.applications, strict=True)
    return PageAssessment(lines=tuple(_line(request, standing, stands, pack) for standing, stands in pairs))


def as_it_stands(standing: Standing, on: date) -> Application:
    """The household of the month after the day, by references."""
    month = after(month_of(on))
    return as_of(standing_on(standing.snapshots, month), standing.facts, standing.choices, month)


def _line(request: PageRequest, standing: Standing, stands: Application, pack: Pack) -> PageLine:
    if request.kind is RoundKind.STANDARD:
        return _judged(request, standing, ReviewRequest(standing=standing, on=request.on), pack)
    if standing.newest.valid_to is not None:
        return PageLine(household=standing.household, verdict=Verdict.ALONE, why="term_ends")
    report = _report(request, stands, pack)
    if report.conclusion in ADVERSE:
        return PageLine(household=standing.household, verdict=Verdict.ALONE, why="data_differs")
    if report.missing:
        return PageLine(household=standing.household, verdict=Verdict.UNCHECKED)
    newest = standing.newest
    fresh = snapshot(SnapshotRequest(
        case=request.case, application=stands, report=report, category=newest.category, valid_to=newest.valid_to,
        on=request.on, first_month=after(month_of(request.on)), standing=standing, reason="recheck"), pack)  # fmt: skip
    return _judged(request, standing, ReviewRequest(standing=standing, on=request.on, fresh=fresh), pack)


def _judged(request: PageRequest, standing: Standing, asked: ReviewRequest, pack: Pack) -> PageLine:
    found = assessment(asked, pack)
    if found.since is None and not found.to_recover and found.cut_share is None and found.takeover is None:
        return PageLine(
            household=standing.household,
            verdict=Verdict.UNCHANGED,
            category=found.after,
            fresh=asked.fresh,
            members=_members(found),
        )
    if not _only_better(found):
        return PageLine(household=standing.household, verdict=Verdict.ALONE, why=_why(request))
    letter = change_letters.letter(ChangeLetterRequest(
        decisions=found.decisions, on=request.on, from_month=found.since, ended=False,
        amount_before=found.amount_before, held=found.spans))  # fmt: skip
    return PageLine(
        household=standing.household, verdict=Verdict.RAISED, category=found.after, since=found.since,
        amount_before=found.amount_before, amount_after=found.amount_after, spans=found.spans,
        decisions=found.decisions, fresh=asked.fresh, letter=letter, members=_members(found),
    )  # fmt: skip


def _members(found: ReviewAssessment) -> tuple[PersonRef, ...]:
    return tuple(member.ref for member in found.application.household.members)


def _only_better(found: ReviewAssessment) -> bool:
    more = (found.amount_after or Decimal(0)) >= (found.amount_before or Decimal(0))
    return found.change is Change.RAISED and more and not (found.adverse or found.to_recover or found.cut_share)


def _why(request: PageRequest) -> str:
    return "standard" if request.kind is RoundKind.STANDARD else "data_differs"


def _report(request: PageRequest, form: Application, pack: Pack) -> MeansReport:
    """What the page's replies say of this household alone."""
    members = {member.ref for member in form.household.members}
    replies = tuple(_of(reply, members) for reply in request.replies)
    return means.consolidation(request.case, form, replies, 1, request.on, pack)


def _of(reply: Reply, members: set[PersonRef]) -> Reply:
    return reply.model_copy(update={"items": tuple(item for item in reply.items if item.person in members)})
