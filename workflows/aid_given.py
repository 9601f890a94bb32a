"""What was a household given before, and may it be given this? Aid is entered while what was decided on still holds."""

from activities.temporary_aid import TemporaryAid
from schemas.households import Application
from schemas.temporary_aid import AidEntry, EarlierRequest, Given
from workflows.verbs import Case


class AidGiven:
    """Temporary aid to any member, in whatever household; of two cases for one bill the second one sees the first."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._seen: tuple[Given, ...] = ()

    async def before(self, application: Application) -> tuple[Given, ...]:
        """What the decision that is made now has in sight."""
        members = tuple(member.ref for member in application.household.members)
        earlier = await self.case.ask(TemporaryAid.earlier, EarlierRequest(case=self.case.id, persons=members))
        self._seen = earlier.given
        return self._seen

    async def entered(self, entry: AidEntry) -> bool:
        """Before it is paid; false when somebody was given such aid since, and people look again."""
        entered = (await self.case.ask(TemporaryAid.enter, entry.model_copy(update={"seen": self._seen}))).entered
        if not entered:
            self.case.note("审批期间另有临时救助登记,重新测算 aid was given meanwhile; assessed again")
        return entered
