"""On what ground does aid end that a household gives up? Its own word, or a consent taken back (domain 2.6, 2.9)."""

from policy.conditions import REASONED, condition, decision
from policy.letters import day_zh
from schemas.consents import EndingRequest
from schemas.decisions import Decision, Fact

RULE_ZH = "按申请终止待遇"
GROUNDS = {
    "end_asked": ("the household gives its aid up", "家庭申请终止救助", REASONED),
    "consent_withdrawn": (
        "the household took the authorisation of the means check back",
        "家庭撤回家庭经济状况核对授权,今后无法核对",
        "《个人信息保护法》第十五条、《社会救助暂行办法》第五十八条",
    ),
}


def ending(request: EndingRequest) -> Decision:
    """Nothing speaks against the household: it no longer asks for the aid, and may apply again at any time."""
    text, text_zh, article = GROUNDS[request.reason]
    reason = condition(
        request.reason,
        met=False,
        texts=(f"{text}, on {request.on}", f"{text_zh}({day_zh(request.on)})"),
        article=article,
        facts=(Fact(name=request.reason, value="yes", source="declaration", on=request.on),),
    )
    return decision((request.benefit, RULE_ZH), request.on, (reason,))
