"""Who may act for a household that cannot come, and what is signed afterwards? (domain 3.2, 3.6, 4.1)"""

from collections.abc import Iterator
from datetime import date

from policy.conditions import condition
from schemas.decisions import Condition, Fact
from schemas.households import Application, Door
from schemas.origins import Agent

ARTICLE = "《社会救助暂行办法》第十一条、第十六条"
PROACTIVE = "《社会救助暂行办法》第十七条"
AGENTS_ZH = {
    Agent.VILLAGE: "村(居)民委员会",
    Agent.GUARDIAN: "监护人",
    Agent.RELATIVE: "亲属",
    Agent.OTHER: "其他受委托人",
    Agent.TOWN: "乡镇(街道)",
}
_PAPERS = {
    Agent.GUARDIAN: ("proof of the guardianship", "监护关系证明"),
    Agent.TOWN: ("the town's finding that nobody of the household can apply", "申请人无法提出申请的核实记录"),
}
_MANDATE = ("a mandate", "委托书")


def lacks(application: Application, on: date) -> Iterator[Condition]:
    """Who files for others shows the paper that lets them."""
    if application.door is not Door.ON_BEHALF:
        return
    acting = application.representation
    if acting is None or acting.paper_on is None or acting.paper_on > on:
        agent = acting.agent if acting else Agent.OTHER
        paper, paper_zh = _PAPERS.get(agent, _MANDATE)
        yield condition(
            "mandate",
            False,
            (f"the {agent} that applies on behalf must show {paper}", f"{AGENTS_ZH[agent]}代为申请的,应提交{paper_zh}"),
            ARTICLE,
            facts=(Fact(name="representative", value=agent, source="declaration"),),
        )


def signed_afterwards(application: Application) -> bool:
    """A town that starts by itself, or for who cannot sign, collects declaration and signatures afterwards."""
    acting = application.representation
    for_who_cannot = application.door is Door.ON_BEHALF and acting is not None and acting.agent is Agent.TOWN
    return application.door is Door.PROACTIVE or for_who_cannot
