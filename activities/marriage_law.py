"""What does the law say of a marriage beside its conditions? Links, paper entries, divorce, revocation."""

from activities.task import recorded
from policy import divorce, marriage_items, marriage_letters, marriage_offline, revocation
from schemas.assessments import Letter
from schemas.decisions import Decision
from schemas.divorces import DivorceStage
from schemas.identifiers import ItemId
from schemas.weddings import (
    AcceptanceRequest,
    CertificateRequest,
    CoupleLetterRequest,
    Links,
    LinksRequest,
    OfferedItem,
    OfflineRequest,
    RevocationAssessment,
    RevocationRequest,
    StageRequest,
)

MOVE = ItemId("spouse-move")


class MarriageLaw:
    """Pure rules; each may be repeated, and is recorded once."""

    @recorded(summary="确定结婚联办事项")
    async def links(self, request: LinksRequest) -> Links:
        """What is asked of whom after the registration."""
        first, second = (
            marriage_items.register_change(spouse, request.on, interface=interface)
            for spouse, interface in zip(request.wedding.spouses, request.interfaces, strict=True)
        )
        items = tuple(_offered(request, item) for item in request.wedding.items if item != MOVE)
        return Links(registers=(first, second), items=items, move=_move(request))

    @recorded(summary="离线登记补录审查")
    async def offline_entry(self, request: OfflineRequest) -> Decision:
        """Double entries and other spouses are found; a registrar decides."""
        return marriage_offline.conditions(request.spouses, request.records, request.on)

    @recorded(summary="离婚登记申请受理审查")
    async def divorce_acceptance(self, request: AcceptanceRequest) -> Decision:
        """The conditions of the application; the registrar decides."""
        return divorce.acceptance(request.facts, request.on)

    @recorded(summary="离婚冷静期与申领期")
    async def divorce_stage(self, request: StageRequest) -> DivorceStage:
        """In which of the two periods a day lies."""
        return DivorceStage(stage=divorce.stage(request.applied_on, request.on))

    @recorded(summary="发给离婚证条件审查")
    async def divorce_certificate(self, request: CertificateRequest) -> Decision:
        """Everything that must hold when both come to collect; the registrar decides."""
        return divorce.conditions(
            request.facts.applied_on, request.on,
            together=request.together, same_office=request.same_office, facts=request.facts,
        )  # fmt: skip

    @recorded(summary="撤销婚姻登记条件审查")
    async def revocation(self, request: RevocationRequest) -> RevocationAssessment:
        """Whether the papers suffice and the two were heard; a person decides."""
        decision = revocation.conditions(request.dispute, request.on)
        return RevocationAssessment(decision=decision, pronounced=revocation.pronounced(request.dispute))

    @recorded(summary="拟写婚姻登记告知单")
    async def letter(self, request: CoupleLetterRequest) -> Letter:
        """Every reason with its article, ways out, and the remedies where somebody decided."""
        return Letter(text=marriage_letters.letter(
            request.kind, request.decision, request.on, about=request.about, said=request.said))  # fmt: skip


def _offered(request: LinksRequest, item: ItemId) -> OfferedItem:
    first, second = (marriage_items.offered(item, spouse, request.on) for spouse in request.wedding.spouses)
    persons = tuple(
        spouse.ref
        for spouse, found in zip(request.wedding.spouses, (first, second), strict=True)
        if found.granted
    )  # fmt: skip
    return OfferedItem(item=item, persons=persons, decisions=(first, second))


def _move(request: LinksRequest) -> Decision | None:
    wedding = request.wedding
    if wedding.move is None:
        return None
    mover = next(spouse for spouse in wedding.spouses if spouse.ref == wedding.move.mover)
    return marriage_items.move(
        mover, request.on, wanted=MOVE in wedding.items, host_consents=wedding.move.host_consents,
        housing=wedding.move.housing,
    )  # fmt: skip
