"""What changes when somebody withdraws a consent? Personal Information Protection Act arts. 13-16 (domain 2.6)."""

from datetime import date

from policy.conditions import condition, decision
from schemas.consents import LegalBasis, Use, Withdrawal
from schemas.decisions import Decision, Fact

RULE = ("consent_withdrawal", "撤回同意的处理")
ARTICLE = "《个人信息保护法》第十三条、第十五条、第十六条"
IN_FORCE = date(2021, 11, 1)
_EFFECTS_ZH = {
    Withdrawal.STOPS_BRANCH: "停止该可选事项,其他事项继续办理",
    Withdrawal.ENDS_APPLICATION: "该信息为办理所必需,申请终止",
    Withdrawal.CHANGES_NOTHING: "处理依据为法定职责或者紧急情况,不因撤回而停止",
}
_BASES_ZH = {
    LegalBasis.CONSENT: "个人同意",
    LegalBasis.STATUTORY_DUTY: "履行法定职责",
    LegalBasis.EMERGENCY: "紧急情况下保护生命健康",
}


def withdrawal(use: Use) -> Withdrawal:
    """Where the law itself is the ground, a withdrawal changes nothing; where the data are needed, it ends the case."""
    if use.basis is not LegalBasis.CONSENT:
        return Withdrawal.CHANGES_NOTHING
    return Withdrawal.ENDS_APPLICATION if use.necessary else Withdrawal.STOPS_BRANCH


def conditions(use: Use, on: date) -> Decision:
    """Granted: processing goes on. What was done before the withdrawal stays valid."""
    if on < IN_FORCE:
        raise LookupError(f"No Personal Information Protection Act on {on}: it holds since {IN_FORCE}.")
    effect = withdrawal(use)
    reason = condition(
        "basis_holds_without_consent",
        effect is Withdrawal.CHANGES_NOTHING,
        (f"{use.purpose}, on the ground of {use.basis}: {effect}", _EFFECTS_ZH[effect]),
        ARTICLE,
        facts=(Fact(name="legal basis", value=_BASES_ZH[use.basis], source="civil-affairs"),),
    )
    return decision(RULE, on, (reason,))
