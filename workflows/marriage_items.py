"""What of the wished items follows a registration? Each by consent, each for itself (5.2, 5.3 steps 7 and 8)."""

from registry.departments import PUBLIC_SECURITY
from registry.items import item
from schemas.identifiers import ItemId, QuestionId
from schemas.people import Spouse
from schemas.questions import Inquiry, ReplyStatus, Topic
from schemas.weddings import Links, OfferedItem, Wedding
from workflows.household_registers import reachable
from workflows.marriage_check import subject
from workflows.verbs import Case

MOVE = ItemId("spouse-move")
AWAY = ItemId("spouse-move-out")
"""The second half of a move: the old station lets the spouse go."""

WITHDRAWN = "consent withdrawn"


class MarriageItems:
    """Items of departments, and the move into the other's register; a refusal or a withdrawn consent stays alone."""

    def __init__(self, case: Case, wedding: Wedding) -> None:
        self.case = case
        self.wedding = wedding

    def inquiries(self, links: Links) -> tuple[Inquiry, ...]:
        """A question for each item, about those of the two to whom it can be linked."""
        asked = []
        for offered in links.items:
            inquiry = self._item(offered)
            if offered.persons:
                asked.append(inquiry)
            else:
                self.case.asking.not_linkable(inquiry, "not offered to these persons; guidance given")
        return tuple(asked)

    async def moved(self, links: Links) -> None:
        """The station of the other's register gives its permit first, then the old one lets go (夫妻投靠)."""
        if MOVE not in self.wedding.items:
            return
        mover, host = self._mover_and_host()
        into = self._move(MOVE, mover, host)
        if obstacle := self._obstacle(links, mover, host):
            self.case.asking.not_linkable(into, obstacle)
            return
        (permit,) = await self.case.ask_all(into, waiting_on="move into the register")
        if permit.status is ReplyStatus.ANSWERED and mover.household_unit != host.household_unit:
            await self.case.ask_all(self._move(AWAY, mover, mover, **permit.result), waiting_on="move out")

    def no_longer_wanted(self, wanted: ItemId) -> None:
        """The couple, or the host, took the consent back; what other branches do is not touched."""
        questions = (self._move_question(MOVE), self._move_question(AWAY)) if wanted == MOVE else (
            QuestionId(f"{self.case.id}/{Topic.LINKED_ITEM}/{wanted}"),)  # fmt: skip
        for question in questions:
            self.case.asking.no_longer_wanted(question, WITHDRAWN)

    def _obstacle(self, links: Links, mover: Spouse, host: Spouse) -> str | None:
        if links.move is None:
            return "who moves, and what the host says, was not told; guidance given"
        if not links.move.granted:
            return f"{', '.join(each.code for each in links.move.reasons)}: not given; guidance given"
        return None if reachable(mover) and reachable(host) else "no interface to this register; guidance given"

    def _mover_and_host(self) -> tuple[Spouse, Spouse]:
        first, second = self.wedding.spouses
        move = self.wedding.move
        return (second, first) if move is None or move.mover == second.ref else (first, second)

    def _item(self, offered: OfferedItem) -> Inquiry:
        owner = item(offered.item).owner
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{Topic.LINKED_ITEM}/{offered.item}"), department=owner.id,
            topic=Topic.LINKED_ITEM, limit=owner.answers[Topic.LINKED_ITEM],
            legal_basis="个人信息保护法第十三条:同意", details={"item": offered.item},
            subjects=tuple(subject(each) for each in self.wedding.spouses if each.ref in offered.persons),
        )  # fmt: skip

    def _move(self, step: ItemId, mover: Spouse, station: Spouse, **permit: object) -> Inquiry:
        topic = Topic.HOUSEHOLD_REGISTER_MOVE
        return Inquiry(
            id=self._move_question(step), department=PUBLIC_SECURITY.id, topic=topic, subjects=(subject(mover),),
            limit=PUBLIC_SECURITY.answers[topic], legal_basis="个人信息保护法第十三条:同意",
            details={"item": step, "station": station.household_unit, "region": station.household_region, **permit},
        )  # fmt: skip

    def _move_question(self, step: ItemId) -> QuestionId:
        return QuestionId(f"{self.case.id}/{Topic.HOUSEHOLD_REGISTER_MOVE}/{step}")
