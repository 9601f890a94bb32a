"""How does a household get its linked items? Each owner is asked with what it needs, and decides (domain 2.6, 3.10)."""

from datetime import date

from activities.register import Register
from events.contracts.assistance import AssistanceItemSettled
from registry.items import item
from schemas.entitlements import Detail, LinkedItem
from schemas.households import Application, Category
from schemas.identifiers import ItemId, QuestionId
from schemas.questions import Inquiry, Reply, Subject, Topic
from schemas.register_entries import ItemResult, ItemsEntry
from workflows.item_stops import ItemStops, given_up
from workflows.verbs import Case


class ItemRequests:
    """One question an item, with the item's own limit; silence is no refusal."""

    def __init__(self, case: Case, application: Application, part: str = "") -> None:
        self.case = case
        self.application = application
        self.household = application.household
        self.part = f"/{part}" if part else ""
        """Of a case that asks for more than one household."""

    async def settled(
        self, category: Category, items: tuple[LinkedItem, ...], valid_from: date, valid_to: date | None
    ) -> None:
        """Every owner at once; what each said is announced and entered."""
        if not items:
            return
        known = self._known(category, valid_from, valid_to)
        replies = await self.case.ask_all(*(self._inquiry(each, known) for each in items), waiting_on="linked items")
        answers = tuple(zip(items, replies, strict=True))
        await self.case.announce(*(self._announced(each, reply) for each, reply in answers))
        await self.case.ask(Register.enter_items, self._entry(answers))
        await self._given_up(tuple(linked.item for linked, reply in answers if granted(reply)))

    async def _given_up(self, given: tuple[ItemId, ...]) -> None:
        """Consent to an item that came to an end after its owner had granted it: it is stopped again."""
        unwanted = [each for each in given if self.case.asking.unwanted(self._question(each))]
        stops = tuple(given_up(each, self.household, self.case.today()) for each in unwanted)
        await ItemStops(self.case, self.household.ref, self.application.number).stopped(stops)

    def _question(self, wanted: ItemId) -> QuestionId:
        return QuestionId(f"{self.case.id}/{Topic.LINKED_ITEM}/{wanted}{self.part}")

    def _inquiry(self, linked: LinkedItem, known: dict[Detail, object]) -> Inquiry:
        business = item(linked.item)
        named = {member.ref: member for member in self.household.members}
        shared = {field.value: known[field] for field in business.shares if field in known}
        return Inquiry(
            id=self._question(linked.item), department=business.owner.id,
            topic=Topic.LINKED_ITEM, limit=business.answers_within, legal_basis=linked.condition.article,
            details={"item": linked.item, **shared},
            subjects=tuple(Subject(ref=ref, id_number=named[ref].id_number, name=named[ref].name)
                           for ref in linked.persons or tuple(named)),
        )  # fmt: skip

    def _known(self, category: Category, valid_from: date, valid_to: date | None) -> dict[Detail, object]:
        """All that an owner may be told, where its item needs it."""
        known: dict[Detail, object] = {
            Detail.CATEGORY: category.value, Detail.HOUSEHOLD: self.household.ref, Detail.TOWN: self.household.town,
            Detail.MEMBERS: len(self.household.members), Detail.VALID_FROM: str(valid_from),
        }  # fmt: skip
        if valid_to is not None:
            known[Detail.VALID_TO] = str(valid_to)
        if (hardship := self.application.emergency) is not None:
            known |= {Detail.CAUSE: hardship.cause.value, Detail.HAPPENED_ON: str(hardship.happened_on),
                      Detail.NEED: str(hardship.need)}  # fmt: skip
        return known

    def _announced(self, linked: LinkedItem, reply: Reply) -> AssistanceItemSettled:
        return AssistanceItemSettled(
            case=self.case.id, number=self.application.number, household=self.household.ref, item=linked.item,
            status=reply.status, granted=granted(reply),
        )  # fmt: skip

    def _entry(self, answers: tuple[tuple[LinkedItem, Reply], ...]) -> ItemsEntry:
        events = (line.id for line in self.case.now_record().announced[-len(answers) :])
        return ItemsEntry(
            case=self.case.id, household=self.household.ref, on=self.case.today(),
            results=tuple(
                ItemResult(item=linked.item, department=reply.department, status=reply.status, granted=granted(reply),
                           event=event)
                for (linked, reply), event in zip(answers, events, strict=True)
            ),
        )  # fmt: skip


def granted(reply: Reply) -> bool | None:
    """None: the department has not said."""
    said = reply.result.get("granted")
    return said if isinstance(said, bool) else None
