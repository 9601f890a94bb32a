"""How are somebody's subsidies decided? Assessed from all facts, decided by the county, entered, told (domain 9.2)."""

from dataclasses import dataclass, field
from decimal import Decimal

from activities.rights import Rights
from activities.subsidies import Subsidies
from activities.subsidy_law import SubsidyLaw
from schemas.cases import Role, Ruled
from schemas.decisions import Decision
from schemas.disability import (
    NoteEntry,
    Overpayment,
    RefusalRequest,
    Subsidy,
    SubsidyAssessment,
    SubsidyChange,
    SubsidyClaim,
    SubsidyFile,
    SubsidyRequest,
    SubsidyRuling,
    Turn,
    Unaltered,
    UnalteredLetterRequest,
)
from schemas.facts import LifeFact
from schemas.identifiers import EventId, HouseholdRef, OfficerId, UnitId
from schemas.limits import Limit
from schemas.register_entries import DecidedRule, Signature
from schemas.rights import ChangeEntry, Recovery, RecoveryWay
from workflows.set_off import monthly
from workflows.subsidy_checks import SubsidyChecks
from workflows.subsidy_effects import Settlement, SubsidyEffects
from workflows.turns import numbered, part
from workflows.verbs import Case

UNCHANGED, KEPT, SETTLED = Unaltered.UNCHANGED.value, Unaltered.KEPT.value, "settled"
GRANTED, REFUSED = "granted", "refused"
LOOKED_AT_AGAIN = ("return", "survey_again")
PLEDGED = "pledge"
ENDS = {Turn.STARTED: GRANTED, Turn.CHANGED: "adjusted", Turn.SUSPENDED: "suspended", Turn.ENDED: "ended"}


@dataclass
class SubsidyDecision:
    """Nothing changes before a named person of the county has decided; silence decides nothing."""

    case: Case
    checks: SubsidyChecks
    claim: SubsidyClaim | None = None
    fact: LifeFact | None = None
    wish: SubsidyRuling | None = None
    within: Limit | None = None
    not_by: tuple[OfficerId, ...] = ()
    declined: tuple[Subsidy, ...] = ()
    turn: int = 1
    checked: bool = field(default=False, init=False)

    async def outcome(self) -> str:
        """Again from the beginning when something else was entered meanwhile; `unchanged` when there is nothing."""
        while True:
            file = await self.checks.file()
            assessed = await self.assessed(file)
            if assessed.unclear and self.claim is None and not self.checked:
                self.checked = True
                await self.checks.found_anew(file)
                continue
            if assessed.nothing and not assessed.refused and not assessed.open:
                return await self._nothing(file, assessed)
            ruling = await self._ruling(assessed)
            if ruling.choice in LOOKED_AT_AGAIN:
                await self.checks.found_anew(file)
            elif ruling.choice == PLEDGED:
                await self.checks.pledged(file)
            elif ruling.choice == "keep":
                return await self._kept(file, assessed, ruling)
            elif await self._entered(settled := await self._settlement(file, assessed, ruling)):
                return self._end(settled)
            else:
                self._undecided()

    async def assessed(self, file: SubsidyFile) -> SubsidyAssessment:
        """What is held beside what is due."""
        assessed = await self.case.ask(SubsidyLaw.assessment, SubsidyRequest(
            file=file, on=self.case.today(), claim=self.claim.case if self.claim else None,
            declined=self.declined, wish=self.wish))  # fmt: skip
        self.case.decisions[:] = [each.decision for each in assessed.changes if each.decision is not None]
        return assessed

    # ── people ───────────────────────────────────────────────────────────────────────────────────────────────────

    async def _ruling(self, assessed: SubsidyAssessment) -> Ruled:
        if self.claim is None:
            self.case.enter("decision")
            ruling = await self._decided("adjustment", "两项补贴变更决定", ("adjust", "keep", "survey_again"), assessed)
        else:
            self.case.enter("confirmation")
            ruling = await self._decided("confirmation", "审核确认", _confirming(assessed), assessed)
            self.case.withdrawable = ruling.choice in {*LOOKED_AT_AGAIN, PLEDGED}
        return ruling

    def _undecided(self) -> None:
        """Nothing was entered: an application can be taken back as before its decision."""
        self.case.withdrawable = self.claim is not None

    async def _decided(
        self, question: str, question_zh: str, choices: tuple[str, ...], assessed: SubsidyAssessment
    ) -> Ruled:  # fmt: skip
        return await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self._county(), question, question_zh, choices, within=self.within,
            not_by=self.not_by, proposal=_proposal(assessed),
        )  # fmt: skip

    async def _settlement(self, file: SubsidyFile, assessed: SubsidyAssessment, ruling: Ruled) -> Settlement:
        if ruling.choice == "refuse":
            return Settlement(file, assessed, ruling, refused=await self._against(assessed, ruling.reasons))
        as_assessed = tuple((each, each.decision) for each in assessed.refused if each.decision is not None)
        return Settlement(file, assessed, ruling, await self._recoveries(assessed), as_assessed)

    async def _against(
        self, assessed: SubsidyAssessment, reasons: str
    ) -> tuple[tuple[SubsidyChange, Decision], ...]:  # fmt: skip
        """What the assessment would grant is refused with the county's own words."""
        found = [(each, each.decision) for each in (*assessed.differing, *assessed.refused) if each.decision]
        return tuple([
            (each, await self.case.ask(SubsidyLaw.refused, RefusalRequest(decision=decision, reasons=reasons)))
            for each, decision in found
        ])  # fmt: skip

    async def _recoveries(self, assessed: SubsidyAssessment) -> tuple[Recovery, ...]:
        """What was paid too much: whether and how it comes back is decided for itself, by another step."""
        over = tuple(each for each in assessed.overpaid if each.total > 0)
        way, share = await self._way(over) if over else (RecoveryWay.WAIVED, None)
        return tuple(
            Recovery(
                key=numbered(f"{self.case.id}/{self.checks.person}/recovery/{each.kind}", self.turn),
                benefit=each.kind.value, person=self.checks.person, total=abs(each.total),
                way=way if each.total > 0 else RecoveryWay.RELEASED, monthly=share if each.total > 0 else None,
            )
            for each in assessed.overpaid
        )  # fmt: skip

    async def _way(self, over: tuple[Overpayment, ...]) -> tuple[RecoveryWay, Decimal | None]:
        """Nothing can be set off from a subsidy that has ended: then it is paid back, or waived."""
        total = sum((each.total for each in over), Decimal(0))
        ways = (RecoveryWay.SET_OFF, RecoveryWay.REPAID, RecoveryWay.WAIVED)
        offered = ways if all(each.goes_on for each in over) else ways[1:]
        self.case.enter("recovery")
        while True:
            ruling = await self.case.decided_by(
                Role.COUNTY_SECTION_HEAD, self._county(), "recovery", "多发救助金如何处理",
                tuple(each.value for each in offered), proposal=f"{total}",
            )  # fmt: skip
            way = RecoveryWay(ruling.choice)
            share = monthly(ruling, total) if way is RecoveryWay.SET_OFF else None
            if way is not RecoveryWay.SET_OFF or share is not None:
                return way, share
            self.case.note("每月抵扣金额无法识别,重新提出 details.monthly is no sum of money; asked again")

    # ── the register, and what follows ───────────────────────────────────────────────────────────────────────────

    async def _entered(self, settled: Settlement) -> bool:
        """False when the ground has changed: nothing was entered, and people look again."""
        household = self._household(settled.file)
        if not (await self.case.ask(Rights.enter_change, self._entry(settled, household))).entered:
            self.case.note("决定期间另有登记,重新测算 something else was entered meanwhile; assessed again")
            return False
        due = [each.after for each in settled.granted if each.after is not None]
        self.case.result(amount=sum(due, Decimal(0)) if due else None)
        await self._ruled(settled, household)
        await SubsidyEffects(self.case, self.checks.person, household, self.fact, self.turn).told(settled)
        return True

    def _entry(self, settled: Settlement, household: HouseholdRef) -> ChangeEntry:
        ruling, refused = settled.ruling, settled.refused
        decided = [(each.kind, each.decision) for each in settled.granted if each.decision is not None]
        decided += [(each.kind, decision) for each, decision in refused]
        rules = tuple(DecidedRule(decision=decision, event=self._event(kind)) for kind, decision in decided)
        return ChangeEntry(
            case=self.case.id, household=household, part=part(self.turn), on=self.case.today(),
            based_on=settled.file.version, signature=Signature.of(ruling),
            spans=tuple(span for each in settled.granted for span in each.spans), decisions=rules,
            event=rules[0].event if rules else self.case.event_id(numbered("recovery", self.turn)),
            recoveries=settled.recoveries,
        )  # fmt: skip

    def _event(self, kind: Subsidy) -> EventId:
        return self.case.event_id(numbered(f"subsidy/{kind}", self.turn))

    async def _ruled(self, settled: Settlement, household: HouseholdRef) -> None:
        """A claim counts once it is decided; what was refused against the assessment counts for nothing."""
        if self.wish is not None:
            await self._noted(self.wish)
        if self.claim is None:
            return
        declined = self.claim.kinds if settled.ruling.choice == "refuse" and settled.assessed.differing else ()
        await self._note(household, declined=(*self.declined, *declined))

    async def _kept(self, file: SubsidyFile, assessed: SubsidyAssessment, ruling: Ruled) -> str:
        """The county left everything as it was, in spite of the fact."""
        await self._note(self._household(file), kept_against=(self.fact,) if self.fact else ())
        await self._unaltered(Unaltered.KEPT, file, assessed, ruling.reasons)
        return KEPT

    async def _nothing(self, file: SubsidyFile, assessed: SubsidyAssessment) -> str:
        """Of a claim for what is held already nothing remains to be decided."""
        self.case.withdrawable = False
        if self.claim is not None:
            await self._note(self._household(file), declined=self.declined)
        if self.wish is not None:
            await self._noted(self.wish)
        await self._unaltered(Unaltered.UNCHANGED, file, assessed)
        return UNCHANGED

    async def _unaltered(
        self, end: Unaltered, file: SubsidyFile, assessed: SubsidyAssessment, reasons: str = ""
    ) -> None:  # fmt: skip
        """Whoever asked for something reads why nothing changed; of a fact alone nobody is told."""
        kinds = self.wish.given_up if self.wish else self.claim.kinds if self.claim else ()
        if not kinds:
            return
        effects = SubsidyEffects(self.case, self.checks.person, self._household(file), self.fact, self.turn)
        await effects.unaltered(UnalteredLetterRequest(
            end=end, kinds=kinds, changes=assessed.changes, rights=file.rights, declined=self.declined,
            given_up=self.wish is not None, reasons=reasons, on=self.case.today()))  # fmt: skip

    async def _note(self, household: HouseholdRef, **decided: tuple[object, ...]) -> None:
        await self._noted(SubsidyRuling.model_validate({
            "case": self.case.id, "person": self.checks.person, "household": household, "on": self.case.today(),
            **decided,
        }))  # fmt: skip

    async def _noted(self, ruling: SubsidyRuling) -> None:
        await self.case.ask(Subsidies.enter, NoteEntry(
            case=self.case.id, person=ruling.person, household=ruling.household, ruling=ruling,
            part=part(self.turn)))  # fmt: skip

    def _end(self, settled: Settlement) -> str:
        if settled.ruling.choice == "refuse":
            return REFUSED
        return next((ENDS[each.turn] for each in settled.granted), SETTLED)

    def _household(self, file: SubsidyFile) -> HouseholdRef:
        household = file.household or (self.claim.household if self.claim else None)
        if household is None:
            raise ValueError(f"Case {self.case.id} changes a right, and nobody knows in whose file it stands.")
        return household

    def _county(self) -> UnitId:
        county = self.claim.county if self.claim else self.checks.county
        if county is None:
            raise ValueError(f"Case {self.case.id} is to be decided, and nobody knows by which county.")
        return county


def _confirming(assessed: SubsidyAssessment) -> tuple[str, ...]:
    """The ordinary answer first; what cannot be judged is asked again or taken on a pledge, and never refused."""
    granted = ("confirm",) if assessed.differing else ()
    if assessed.open:
        return (*granted, "return", "pledge")
    return (*granted, "refuse", "return")


def _proposal(assessed: SubsidyAssessment) -> str:
    """What is held and what would be, as the county reads it."""
    lines = [
        *(f"{each.kind}: {_yuan(each.before)} → {_yuan(each.after)} {_months(each)}" for each in assessed.differing),
        *(f"{each.kind}: refuse" for each in assessed.refused),
        *(f"{each.kind}: {', '.join(each.reasons)}?" for each in assessed.open),
        *(f"{each.kind}: {each.total} paid too much" for each in assessed.overpaid),
    ]
    return "; ".join(lines)


def _yuan(amount: Decimal | None) -> str:
    return "-" if amount is None else f"{amount}"


def _months(change: SubsidyChange) -> str:
    return f"({change.since:%Y-%m} to {change.until:%Y-%m})" if change.until else f"(from {change.since:%Y-%m})"
