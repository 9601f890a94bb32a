"""How are the two heard before a registration is revoked? Told in writing; then a statement, or a hearing."""

from datetime import date

from activities.civil_affairs import CivilAffairs
from events.contracts.marriage_papers import MarriageStatementMade
from schemas.cases import Role
from schemas.identifiers import OfficerId, PersonRef, UnitId
from schemas.limits import Limit
from schemas.questions import Errand
from schemas.registrations import MarriageEntry
from schemas.weddings import LetterKind
from workflows.couple_letters import CoupleLetters
from workflows.turns import numbered
from workflows.verbs import Case

STEPS = ("revocation_statement", "revocation_publication")


class RevocationHearing:
    """A period in which both may speak; when one of them asks for a hearing, it is held by who reviewed nothing."""

    def __init__(
        self, case: Case, office: UnitId, entry: MarriageEntry, letters: CoupleLetters, limits: dict[str, Limit]
    ) -> None:
        self.case = case
        self.office = office
        self.entry = entry
        self.letters = letters
        self.limits = limits
        self.statements: dict[PersonRef, MarriageStatementMade] = {}
        self.hearing = "not asked for"
        case.on(MarriageStatementMade, self._said)

    async def offered(self, about: str, *, not_by: tuple[OfficerId, ...]) -> date:
        """The day of the notice, when both have spoken or had the time to."""
        self.case.enter("notice of intended revocation")
        told_on = self.case.today()
        step = "revocation_statement" if await self._delivered(about) else "revocation_publication"
        self.case.enter("statements")
        clock = await self.case.started(step, self.limits[step])
        await self.case.within(clock, self._both_spoke, waiting_on="the two, or the period")
        if any(each.hearing_wanted for each in self.statements.values()):
            await self._held(not_by)
        return told_on

    @property
    def summary(self) -> str:
        """What the head of the bureau sees of it."""
        return f"statements: {len(self.statements)}, hearing: {self.hearing}"

    async def _delivered(self, about: str) -> bool:
        """Somebody who used another's name is often nowhere to be found: then the notice is published."""
        done = await self.letters.letter(LetterKind.INTENDED, about=about)
        if done.result.get("delivered", True):
            return True
        posted = {"number": self.entry.certificate, "until": str(self.case.today()), "kind": LetterKind.INTENDED.value}
        await self.case.ask(CivilAffairs.post_publicity, Errand(
            key=numbered(f"{self.case.id}/post_publicity", self.letters.turn), case=self.case.id,
            details=posted))  # fmt: skip
        self.case.note("无法送达,公告告知 the notice reached nobody and was published")
        return False

    async def _held(self, not_by: tuple[OfficerId, ...]) -> None:
        self.case.enter("hearing")
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.office, "hearing", "听证情况", ("held", "nobody_came"), not_by=not_by,
        )  # fmt: skip
        self.hearing = ruling.choice

    def _said(self, event: MarriageStatementMade) -> None:
        """The last word of each of the two counts, also when it comes late."""
        self.statements[event.by] = event

    def _both_spoke(self) -> bool:
        return {spouse.ref for spouse in self.entry.spouses} <= set(self.statements)
