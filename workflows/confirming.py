"""Who confirms, and what does the county see for itself? (domain 3.3 steps 10 and 11, 3.6)"""

from functools import partial

from events.contracts.civil_affairs import AssistanceObjectionRaised
from schemas.assessments import Classification
from schemas.cases import Role, Ruled
from schemas.households import Category
from schemas.limits import Limit
from schemas.questions import Topic
from workflows.dossier import Dossier
from workflows.survey import Survey
from workflows.waiting import Clock

LIMIT: dict[Category | None, str] = {Category.DESTITUTE: "destitute_confirmation"}
"""Where the rules of a category have a limit of their own."""


class Confirming:
    """The last decision of a case, by somebody who took no earlier step: the county, or the town that it lets confirm.

    The county visits relatives of staff, and everybody about whom somebody complains meanwhile, within this step.
    """

    def __init__(self, dossier: Dossier, survey: Survey) -> None:
        self.dossier = dossier
        self.case = dossier.case
        self.survey = survey
        self._complaints = 0
        self._visits = 0
        self._visited_in = 0

    async def confirmation(self, assessed: Classification, proposed: Category | None) -> Ruled | None:
        """None when a newer report came, or the county saw something else, and the case must be assessed again."""
        self.case.enter("confirmation")
        clock = await self.case.started("confirmation", self._limit(assessed))
        must = self.dossier.application.relative_of_staff
        sampled = assessed.spot_check and proposed is not None
        if must or (sampled and not assessed.by_the_town):
            await self._visited()
        ruling = await self._confirmed(assessed, proposed, clock)
        if proposed is not None:
            ruling = await self.survey.heard_before_refusing(ruling, partial(self._once_more, assessed, proposed))
        confirmed = ruling is not None and ruling.choice == "confirm"
        if assessed.by_the_town and confirmed and (must or sampled or self._complaints):
            return await self._checked(ruling)
        return ruling

    async def _once_more(self, assessed: Classification, proposed: Category) -> Ruled | None:
        """On a clock of its own: the household has contested what was held against it."""
        self.case.enter("confirmation")
        clock = await self.case.started("confirmation", self._limit(assessed))
        return await self._confirmed(assessed, proposed, clock)

    def _limit(self, assessed: Classification) -> Limit:
        return self.dossier.limits[LIMIT.get(assessed.category, "confirmation")]

    async def _confirmed(self, assessed: Classification, proposed: Category | None, clock: Clock) -> Ruled | None:
        """A complaint has the county visit before anybody decides, on the same clock.

        None when a visit contradicts the declaration, or the household proves something late: it is heard, and the
        town gives a new opinion.
        """
        while True:
            await self._complaints_heard()
            if await self.survey.late_answers_read() or self.survey.unheard():
                clock.ended()
                return None
            ruling = await (self._by_the_town(proposed, clock) if assessed.by_the_town
                            else self._by_the_county(proposed, clock))  # fmt: skip
            if ruling is not None or not (self._complained() or self.survey.answered_late()):
                return ruling

    async def _by_the_county(self, proposed: Category | None, clock: Clock) -> Ruled | None:
        return await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.dossier.county, "confirmation", "审核确认",
            ("confirm", "refuse", "return") if proposed else ("refuse", "return"), within=clock,
            not_by=self.dossier.officers("acceptance", "opinion"), proposal=proposed or "refuse",
            unless=self._disturbed,
        )  # fmt: skip

    async def _by_the_town(self, proposed: Category | None, clock: Clock) -> Ruled | None:
        """Where the county lets its towns confirm (审核确认权限下放)."""
        return await self.case.decided_by(
            Role.TOWN_LEAD, self.dossier.town, "confirmation", "审核确认",
            ("confirm", "refuse", "return") if proposed else ("refuse", "return"), within=clock,
            not_by=self.dossier.officers("acceptance", "opinion"), proposal=proposed or "refuse",
            unless=self._disturbed,
        )  # fmt: skip

    async def _checked(self, confirmed: Ruled | None) -> Ruled | None:
        """What the town confirmed counts when the county, which went there, agrees; None when a newer report came."""
        await self._visited()
        if self.survey.unheard():
            return None
        self.case.enter("spot check")
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.dossier.county, "spot check", "抽查核实", ("agree", "return"),
            unless=self.survey.newer_report,
        )  # fmt: skip
        return confirmed if ruling is not None and ruling.choice == "agree" else ruling

    def _disturbed(self) -> bool:
        return self.survey.newer_report() or self._complained()

    def _complained(self) -> bool:
        return self.case.has_heard(AssistanceObjectionRaised)

    async def _complaints_heard(self) -> None:
        """Also one that came after its posting had ended."""
        while self._complained():
            complaint = await self.case.heard(AssistanceObjectionRaised, None)
            grounds = complaint.grounds[:80] if complaint else ""
            self._complaints += 1
            self.case.note(f"确认期间收到反映,县级入户核实 a complaint has the county visit: {grounds}")
            await self._visited(again=True)

    async def _visited(self, *, again: bool = False) -> None:
        """By two of the county; once for each survey, and for each complaint."""
        if self._visited_in == self.survey.checks and not again:
            return
        self._visited_in = self.survey.checks
        self._visits += 1
        (reply,) = await self.case.ask_all(
            self.dossier.visit(Topic.HOME_VISIT, "county", self._visits), waiting_on="home visit"
        )
        self.survey.visited_by_the_county(reply)
