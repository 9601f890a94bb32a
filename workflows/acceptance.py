"""Is the application complete, and does the town accept it? Neither other end is a refusal (domain 2.9, 3.3)."""

from activities.civil_affairs import CivilAffairs
from activities.law import Law
from events.contracts.assistance import AssistanceAccepted, AssistanceCorrectionRequested, AssistanceNotAccepted
from events.contracts.civil_affairs import AssistanceCorrectionSupplied
from schemas.assessments import CompletenessRequest
from schemas.cases import Role, Ruled
from schemas.decisions import Condition
from schemas.entitlements import Completeness
from workflows.dossier import Dossier

NOT_ACCEPTED, CLOSED = "not_accepted", "closed_incomplete"


class Acceptance:
    """Completeness, one correction, and the decision of a town officer; the statutory clock starts here."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.case = dossier.case
        self._later: tuple[Condition, ...] = ()

    async def turned_away(self) -> str | None:
        """None when the town accepted; the household may file again in either other case."""
        check = await self._checked_for_completeness(corrected=False)
        if check.missing and not check.elsewhere:
            check = await self._corrected(check)
        if check.missing and not check.elsewhere:
            return CLOSED
        ruling = await self.case.decided_by(
            Role.TOWN_OFFICER, self.dossier.town, "acceptance", "是否受理申请",
            ("not_accept",) if check.barred else ("accept", "not_accept"),
        )  # fmt: skip
        if ruling.choice == "not_accept":
            await self._told_why(check, ruling)
            return NOT_ACCEPTED
        self.dossier.surveyed_since = self.case.today()
        total = self.dossier.total = await self.case.clock("total", self.dossier.limits["total"], "case")
        await self.case.announce(AssistanceAccepted(**self.dossier.named(), decide_by=total.due.day))
        self._later = check.later
        return None

    async def never_signed(self) -> str | None:
        """A town that started by itself collects the signatures now; None when everybody signed (art. 17)."""
        while self._later:
            supplied = await self._asked_for("signatures", self._later)
            if supplied:
                self._later = (await self._checked_for_completeness(corrected=True)).later
                continue
            ruling = await self.case.decided_by(
                Role.TOWN_OFFICER, self.dossier.town, "signatures", "主动救助对象未签署授权", ("visit_again", "close")
            )
            if ruling.choice == "close":
                return CLOSED
        return None

    async def _told_why(self, check: Completeness, ruling: Ruled) -> None:
        """In writing, with where else to apply: what is not accepted is not refused."""
        await self.case.announce(AssistanceNotAccepted(**self.dossier.named(), reasons=_codes(check)))
        said = "\n".join(filter(None, (check.guidance, ruling.reasons)))
        await self.case.ask(CivilAffairs.deliver_notice, self.dossier.errand(
            "notice/not_accepted", number=self.dossier.application.number, kind="not_accepted", text=said))  # fmt: skip

    async def _corrected(self, check: Completeness) -> Completeness:
        """One notice names everything that is missing; the clock does not run before acceptance."""
        await self._asked_for("needs correction", check.missing)
        return await self._checked_for_completeness(corrected=True)

    async def _asked_for(self, stage: str, lacks: tuple[Condition, ...]) -> bool:
        """Whether the household, or the town that visits it, supplied something in time."""
        self.case.enter(stage)
        clock = await self.case.started("correction", self.dossier.limits["correction"])
        missing = tuple(condition.code for condition in lacks)
        await self.case.announce(AssistanceCorrectionRequested(
            **self.dossier.named(), missing=missing, until=clock.due.day))  # fmt: skip
        supplied = await self.case.wait_for(
            AssistanceCorrectionSupplied, clock=clock, waiting_on="household: correction"
        )
        if supplied is not None:
            self.dossier.application = supplied.application
        return supplied is not None

    async def _checked_for_completeness(self, *, corrected: bool) -> Completeness:
        return await self.case.ask(Law.completeness, CompletenessRequest(
            application=self.dossier.application, on=self.case.today(), corrected=corrected))  # fmt: skip


def _codes(check: Completeness) -> tuple[str, ...]:
    return tuple(condition.code for condition in (*check.missing, *check.barred))
