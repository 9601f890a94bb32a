"""On what ground does aid end of which no condition was lost? By the household's word, or by time (domain 2.6, 2.9)."""

from policy.conditions import REASONED, condition, decision
from policy.letters import day_zh
from schemas.consents import EndingRequest
from schemas.decisions import Decision, Fact

AS_ASKED, TERM_OVER = "按申请终止待遇", "认定有效期届满"
GROUNDS = {
    "end_asked": ("the household gives its aid up", "家庭申请终止救助", REASONED),
    "consent_withdrawn": (
        "the household took the authorisation of the means check back",
        "家庭撤回家庭经济状况核对授权,今后无法核对",
        "《个人信息保护法》第十五条、《社会救助暂行办法》第五十八条",
    ),
    "term_ends": (
        "the recognition was given until then; who still needs aid may apply anew, without the papers that are known",
        "认定有效期届满;仍需救助的可凭近期支出凭证重新申请,已提交的材料不再重复提交",
        REASONED,
    ),
}


def ending(request: EndingRequest) -> Decision:
    """Nothing speaks against the household: it no longer asks for the aid, or its time is over; it may apply again."""
    text, text_zh, article = GROUNDS[request.reason]
    source = "civil-affairs" if request.reason == "term_ends" else "declaration"
    reason = condition(
        request.reason,
        met=False,
        texts=(f"{text}, on {request.on}", f"{text_zh}({day_zh(request.on)})"),
        article=article,
        facts=(Fact(name=request.reason, value="yes", source=source, on=request.on),),
    )
    rule_zh = TERM_OVER if request.reason == "term_ends" else AS_ASKED
    return decision((request.benefit, rule_zh), request.on, (reason,))
