"""Must the state find somebody of this household work? 社会救助暂行办法 arts. 42-44 (domain 3.8)."""

from datetime import date

from policy.conditions import condition, decision
from policy.household import counted_members
from policy.offers import out_of_work
from schemas.decisions import Decision, Fact
from schemas.households import Application

RULE = ("zero_employment", "零就业家庭就业援助")
ARTICLE = "《社会救助暂行办法》第四十三条"


def entitlement(application: Application, on: date) -> Decision:
    """Somebody could work and nobody does: at least one job is found."""
    members = counted_members(application, (), on)
    idle = [member for member in members if out_of_work(member, on)]
    working = [member for member in members if member.works]
    return decision(
        RULE,
        on,
        (
            condition(
                "somebody_could_work",
                bool(idle),
                (f"{len(idle)} members could work and do not", f"有劳动能力且处于失业状态的成员{len(idle)}人"),
                ARTICLE,
                facts=(Fact(name="members without work", value=str(len(idle)), source="human-resources"),),
            ),
            condition(
                "nobody_works",
                not working,
                (
                    f"{len(working)} members work; at least one job is found when nobody does",
                    "家庭成员应均未就业,确保至少一人就业",
                ),
                ARTICLE,
                facts=(Fact(name="members at work", value=str(len(working)), source="human-resources"),),
            ),
        ),
    )
