"""Who is left of a household whose application is still open? Nobody is counted who died or went away (domain 2.9)."""

from policy.letters import day_zh
from policy.situation import left_since, still_here
from schemas.applications import Situation, SituationRequest
from schemas.facts import FactKind

RECOUNTED = "贵户申请办理期间,家庭成员情况已有变化,现按在世且共同生活的成员重新测算,申请继续办理,无需重新提交材料。"
AFTER_A_DEATH = (
    "就家庭成员去世一事,可通过“身后一件事”一并申请殡葬、丧葬补助金和抚恤金、账户余额继承等事项;"
    "共同生活的家庭成员的救助申请不受影响。"
)


def situation(request: SituationRequest) -> Situation:
    """The application without who has left it, and what those who go on are told."""
    application, on = request.application, request.on
    left = left_since(application, request.facts, on)
    here = still_here(application, left)
    if here == application:
        return Situation(application=application)
    dead = {fact.person for fact in left if fact.kind is FactKind.DEATH}
    nobody = {member.ref for member in application.household.members} <= dead
    lines = [RECOUNTED, *([AFTER_A_DEATH] if dead else []), "", day_zh(on)]
    return Situation(
        application=here, left=tuple(fact.key for fact in left), nobody_left=nobody,
        letter="\n".join(lines) if not nobody else "",
    )  # fmt: skip
