"""What comes along from an earlier case? Its papers; of a household that moved, the months of the old place (2.9)."""

from activities.application_law import ApplicationLaw
from activities.civil_affairs import CivilAffairs
from activities.rights import Rights
from events.contracts.assistance import AssistanceIdentityEnded
from schemas.applications import Handover, HandoverRequest, PapersRequest
from schemas.households import Application, Category, Door
from schemas.origins import Former
from schemas.register_entries import Signature
from schemas.rights import ChangeEntry, RightSpan, RightState, Standing, StandingRequest
from workflows.dossier import Dossier
from workflows.verbs import OfficeRefused

REASONS = {Door.TRANSFER: "transfer", Door.OTHER_AID: "other-aid"}
CATEGORIES = frozenset(Category)
ENDED = "former-ended"


class FormerCase:
    """No second paper set, no month without aid and none twice; what was given before ends when another begins."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.case = dossier.case

    async def papers_taken_over(self) -> None:
        """What the household signed there serves here; papers that cannot be found are asked for as usual."""
        former = self.dossier.application.former
        if former is None:
            return
        self.case.enter("former papers", waiting_on=f"papers of {former.case}"[:200])
        await self._taken_over(former)
        self.case.enter("submitted")

    async def _taken_over(self, former: Former) -> None:
        try:
            form = await self._form(former)
        except OfficeRefused as refused:
            self.case.note(f"前案材料未能调取 papers of {former.case} could not be taken over: {refused}")
            return
        self.dossier.application = await self.case.ask(ApplicationLaw.papers, PapersRequest(
            application=self.dossier.application, former=form))  # fmt: skip

    async def succeeded(self, category: Category) -> None:
        """Another place, or another category, goes on from the next month."""
        former = self.dossier.application.former
        if former is None:
            return
        months = await self.case.ask(ApplicationLaw.handover, HandoverRequest(on=self.case.today()))
        if self.dossier.application.door is Door.TRANSFER:
            await self.case.ask(CivilAffairs.settle_transfer, self.dossier.errand(
                "settle_transfer", **_place(former), last_month=str(months.last_of_old),
                first_month=str(months.first_of_new)))  # fmt: skip
        await self._others_end(category, months)

    async def _form(self, former: Former) -> Application:
        """The package of a transfer lies with the old town, other papers with the bureau."""
        if self.dossier.application.door is Door.TRANSFER:
            return await self.case.ask(CivilAffairs.transfer_package, self.dossier.errand(
                "transfer_package", number=former.number, **_place(former)), may_refuse=True)  # fmt: skip
        return await self.case.ask(CivilAffairs.application_form, self.dossier.errand(
            "application_form/former", number=former.number), may_refuse=True)  # fmt: skip

    async def _others_end(self, category: Category, months: Handover) -> None:
        """A household is recognised in one category; the register holds no other one beside it."""
        household = self.dossier.application.household.ref
        standing = await self.case.ask(Rights.standing, StandingRequest(household=household, case=self.case.id))
        ended = _running_beside(standing, category, months)
        if not ended:
            return
        await self.case.ask(Rights.enter_change, self._entry(ended, months))
        await self.case.announce_as(ENDED, self._ended(ended[0], category, months))
        await self.case.announce(*(self._ended(each, category, months) for each in ended[1:]))

    def _ended(self, ended: Category, category: Category, months: Handover) -> AssistanceIdentityEnded:
        application = self.dossier.application
        return AssistanceIdentityEnded(
            case=self.case.id, number=application.number, household=application.household.ref, category=ended,
            members=tuple(member.ref for member in application.household.members), ended_from=months.first_of_new,
            reasons=(REASONS.get(application.door, "new-recognition"),), moved_to=category,
        )  # fmt: skip

    def _entry(self, ended: tuple[Category, ...], months: Handover) -> ChangeEntry:
        ruling = self.case.ruled("confirmation")
        if ruling is None:
            raise ValueError(f"Nobody has confirmed in case {self.case.id}, so nothing else ends.")
        return ChangeEntry(
            case=self.case.id, household=self.dossier.application.household.ref, on=self.case.today(),
            event=self.case.event_id(ENDED),
            signature=Signature.of(ruling),
            spans=tuple(RightSpan(benefit=each, first=months.first_of_new, state=RightState.ENDED) for each in ended),
        )  # fmt: skip


def _place(former: Former) -> dict[str, str]:
    return {"case": former.case, **({"town": former.town} if former.town else {})}


def _running_beside(standing: Standing | None, category: Category, months: Handover) -> tuple[Category, ...]:
    spans = standing.rights if standing else ()
    running = (
        Category(span.benefit)
        for span in spans
        if span.benefit in CATEGORIES and span.person is None and span.state is not RightState.ENDED
        and (span.last is None or span.last >= months.first_of_new)
    )  # fmt: skip
    return tuple(each for each in dict.fromkeys(running) if each is not category)
