"""Reviews: a fact, a date, a round with its page; people decide each, and what never was leaves no trace."""

from datetime import date
from decimal import Decimal

from events.contracts.assistance import AssistanceReviewDue
from events.contracts.bereavement import DeathConfirmed
from events.contracts.civil_affairs import AssistanceApplicationWithdrawn, AssistanceChangeAnswered
from events.contracts.facts import HouseholdRegisterMoved, JobsRefused, JobStarted
from policy.snapshots import snapshot
from registry.services import ASSISTANCE, REVIEW, REVIEW_PAGE, REVIEW_ROUND, case_id
from schemas.deaths import DeathKind
from schemas.households import Category
from schemas.identifiers import HouseholdRef, PersonRef
from schemas.questions import ItemCode
from schemas.reviews import SnapshotRequest
from schemas.rights import PaidMonth, RightSpan, Standing
from schemas.rounds import PageOrder, Round, RoundKind
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE, application, found, person
from tests.workflows.paper_aid import PaperRights, PaperRounds
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import LONG_DAY, SHORT_DAY, PaperCity
from tests.workflows.paper_offices import answered

FIRST, ON = date(2026, 4, 1), date(2026, 5, 12)
