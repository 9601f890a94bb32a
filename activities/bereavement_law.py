"""What does the law say after a death? Rules evaluated for a day, recorded in the case with reasons and figures."""

from activities.task import recorded
from policy import after_death, death_certificates, death_letters, death_sources, funeral_waiver, survivor_money
from schemas.assessments import Letter
from schemas.death_assessments import (
    ApologyRequest,
    Branches,
    CremationRequest,
    DeathFinding,
    DeathRequest,
    GuideRequest,
    NotChosenRequest,
    OfferRequest,
    OverdueRequest,
    ReportRequest,
    SettledRequest,
    SurvivorRequest,
    UpheldRequest,
    Waiver,
    WaiverRequest,
)
from schemas.deaths import Death, FuneralMoneyOffer, SurvivorMoney
from schemas.decisions import Decision


class BereavementLaw:
    """Pure rules; each may be repeated, and is recorded once."""

    @recorded(summary="核对死亡证明的出具与报告")
    async def certificate(self, request: ReportRequest) -> Decision:
        """Issued by the right office in the form of the day, and reported in time."""
        return death_certificates.reported(request)

    @recorded(summary="核对死亡信息来源")
    async def finding(self, request: DeathRequest) -> DeathFinding:
        """Two independent sources that agree on the day; otherwise what is open."""
        return death_sources.finding(request)

    @recorded(summary="确定身后事项")
    async def branches(self, death: Death) -> Branches:
        """Everything that follows from a death of this kind."""
        return Branches(branches=after_death.branches(death))

    @recorded(summary="核对火化证明材料")
    async def cremation(self, request: CremationRequest) -> Decision:
        """Against the death certificate, and of a body that is to be cremated."""
        return death_certificates.cremation(frozenset(request.papers), request.on, disposal=request.disposal)

    @recorded(summary="核对死亡医学证明是否逾期未报")
    async def overdue(self, request: OverdueRequest) -> Decision:
        """Granted: the health authority is alerted."""
        return death_certificates.overdue(request.cremated_on, None, request.on)

    @recorded(summary="惠民殡葬减免测算")
    async def waiver(self, request: WaiverRequest) -> Waiver:
        """Which part of the bill is waived; a refusal, or an open question, is for people."""
        decision = funeral_waiver.entitlement(request.funeral, request.on)
        return Waiver(decision=decision, most=funeral_waiver.waived(request.funeral, request.on))

    @recorded(summary="遗属待遇测算")
    async def survivor_money(self, request: SurvivorRequest) -> SurvivorMoney:
        """Funeral money and the lump sum; human resources decides."""
        return survivor_money.entitlement(request.survivors, request.on)

    @recorded(summary="列明可选的丧葬补助金")
    async def funeral_moneys(self, request: OfferRequest) -> FuneralMoneyOffer:
        """What the family chooses one from, the highest shown."""
        return survivor_money.offer(request.survivors, request.named)

    @recorded(summary="拟写身后办理告知书")
    async def guide(self, request: GuideRequest) -> Letter:
        """What goes by itself, and what the family may ask for."""
        return Letter(text=death_letters.guide(request))

    @recorded(summary="拟写身后办结告知书")
    async def settled(self, request: SettledRequest) -> Letter:
        """How each branch ended."""
        return Letter(text=death_letters.settled(request))

    @recorded(summary="拟写更正致歉书")
    async def apology(self, request: ApologyRequest) -> Letter:
        """One letter to somebody who was reported dead and lives."""
        return Letter(text=death_letters.apology(request))

    @recorded(summary="拟写死亡登记核查结果告知书")
    async def upheld(self, request: UpheldRequest) -> Letter:
        """To somebody whom an office met, and who is still held to be dead."""
        return Letter(text=death_letters.upheld(request))

    @recorded(summary="拟写丧葬补助金待选择告知书")
    async def not_chosen(self, request: NotChosenRequest) -> Letter:
        """To a family that chose none of several funeral moneys."""
        return Letter(text=death_letters.not_chosen(request))
