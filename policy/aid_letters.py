"""What does a household read of temporary aid? The decision, what else it may ask for, and who handled its data."""

from datetime import date

from policy.letters import Kind, letter, numeral
from schemas.decisions import Decision
from schemas.entitlements import LinkedItem

OFFERED = "您还可以申请:"
DEFERRED = """个人信息处理告知(《个人信息保护法》第十七条、第十八条第二款:紧急情况消除后及时告知)
  处理者:受理本申请的镇人民政府(街道办事处)和县级民政部门
  目的和依据:紧急情况下为保护您的生命健康和财产安全先行给予救助(第十三条第一款第四项)
  种类:身份信息、困难原因、现场核实情况、救助金发放账户
  保存期限:救助档案的法定保存期限,期满删除(第十九条、第四十七条)
  您的权利:查阅、复制、更正、删除(第四十四条至第四十七条)"""
"""In an emergency nobody is asked to read before help comes; it is made good afterwards."""


def aid_letter(
    kind: Kind,
    decisions: tuple[Decision, ...],
    on: date,
    *,
    offered: tuple[LinkedItem, ...] = (),
    deferred: bool = False,
) -> str:
    """The letter of the decision, and below it the other ways to help, or the notice that came later."""
    parts = [letter(kind, decisions, on)]
    if offered:
        ways = (f"  {numeral(number)}、{_way(item)}" for number, item in enumerate(offered, 1))
        parts.append("\n".join([OFFERED, *ways]))
    return "\n\n".join([*parts, *([DEFERRED] if deferred else ())])


def _way(item: LinkedItem) -> str:
    return f"{item.condition.text_zh}(依据:{item.condition.article})"
