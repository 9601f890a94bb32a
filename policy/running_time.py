"""May a limit be extended, and may it stand still? The acts name the cases; a named human decides (domain 2.3, 3.3)."""

from datetime import date

from policy.figures import CZ_DEMO, Pack
from policy.procedure_limits import limit
from schemas.clocks import ExtensionRule, PauseGround
from schemas.limits import Limit

WHOLE_IN_SPECIAL_CASES = {"total": "total_extended"}
"""Steps for which the act names the whole limit of a special case."""

ADDED = {
    "permit_decision": "permit_extension",
    "joint_decision": "joint_extension",
    "reconsideration_decision": "reconsideration_extension",
}
"""Steps to which the act adds days."""

APPROVED_OUTSIDE = {
    "joint_decision": "本级人民政府负责人",
    "reconsideration_decision": "行政复议机构负责人",
}
"""Who has to approve besides; the register of officers does not know them, so their paper is named."""

STANDSTILLS = {
    PauseGround.CORRECTION: "《行政许可法》第三十二条(参照)",
    PauseGround.APPRAISAL: "《行政许可法》第四十五条(参照)",
    PauseGround.HEARING: "《行政许可法》第四十五条(参照)",
    PauseGround.APPLICANT: "本系统规则 [R]",
}
TOLD_HOW_LONG = frozenset({PauseGround.APPRAISAL, PauseGround.HEARING})
"""Art. 45: the household is told in writing how long it takes."""

NEVER_STILL = frozenset({
    "opening", "publicity", "requery", "emergency_payment", "emergency", "divorce withdrawal", "divorce collection",
})  # fmt: skip
"""Help in an emergency does not wait; a posting hangs until the day that it names; art. 1077 knows no pause."""


def extension(step: str, whole: Limit, on: date, pack: Pack = CZ_DEMO) -> ExtensionRule:
    """The longer limit, counted from the first day; none where no act knows one."""
    longer = _longer(step, whole, on, pack)
    if longer is None or longer.unit is not whole.unit or longer.value <= whole.value:
        return ExtensionRule()
    return ExtensionRule(limit=longer, outside=APPROVED_OUTSIDE.get(step, ""))


def standstill(step: str, ground: PauseGround) -> str | None:
    """The article by which the limit may stand still; None where it may not."""
    return None if step in NEVER_STILL else STANDSTILLS[ground]


def _longer(step: str, whole: Limit, on: date, pack: Pack) -> Limit | None:
    if step in WHOLE_IN_SPECIAL_CASES:
        return limit(WHOLE_IN_SPECIAL_CASES[step], on, pack)
    if step in ADDED:
        added = limit(ADDED[step], on, pack)
        law = f"{whole.law};延长{added.value}:{added.law}"
        return added.model_copy(update={"value": whole.value + added.value, "law": law})
    return None
