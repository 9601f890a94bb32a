"""On what ground does aid end of which no condition was lost? By the household's word, or by time (domain 2.6, 2.9)."""

from typing import NamedTuple

from policy.conditions import REASONED, condition, decision
from policy.letters import day_zh
from schemas.consents import EndingRequest
from schemas.decisions import Decision, Fact

AS_ASKED = "按申请终止待遇"


class Ground(NamedTuple):
    """Why aid ends: what is said of it, by which article, under which heading, and by whose word."""

    text: str
    text_zh: str
    article: str = REASONED
    rule_zh: str = AS_ASKED
    source: str = "declaration"


GROUNDS = {
    "end_asked": Ground("the household gives its aid up", "家庭申请终止救助"),
    "consent_withdrawn": Ground(
        "the household took the authorisation of the means check back",
        "家庭撤回家庭经济状况核对授权,今后无法核对",
        "《个人信息保护法》第十五条、《社会救助暂行办法》第五十八条",
    ),
    "term_ends": Ground(
        "the recognition was given until then; who still needs aid may apply anew, without the papers that are known",
        "认定有效期届满;仍需救助的可凭近期支出凭证重新申请,已提交的材料不再重复提交",
        rule_zh="认定有效期届满",
        source="civil-affairs",
    ),
}


def ending(request: EndingRequest) -> Decision:
    """Nothing speaks against the household: it no longer asks for the aid, or its time is over; it may apply again."""
    ground = GROUNDS[request.reason]
    reason = condition(
        request.reason,
        met=False,
        texts=(f"{ground.text}, on {request.on}", f"{ground.text_zh}({day_zh(request.on)})"),
        article=ground.article,
        facts=(Fact(name=request.reason, value="yes", source=ground.source, on=request.on),),
    )
    return decision((request.benefit, ground.rule_zh), request.on, (reason,))
