"""What is paid while a household is checked again, and after? (动态管理, domain 3.5)

A silent agency, a missed check or a small change stops nothing: only a decision with its legal cause does.
"""

from datetime import date

from policy.conditions import REASONED, condition, decision
from policy.figures import CZ_DEMO, Pack
from policy.transfer import down
from schemas.decisions import Condition, Decision, Fact
from schemas.households import Application, Category
from schemas.means import MeansReport

RULE = ("review", "动态管理复核")
ARTICLE = "《社会救助暂行办法》第十三条"


def continuation(former: Decision, due_on: date, on: date, *, answered: bool, changed: bool = False) -> Decision:
    """Until the check is done the amount stays; an overdue check is somebody's task, never the household's loss."""
    return decision(
        RULE, on, (_stays(former, changed=changed), *_overdue(due_on, on, answered=answered)), former.amount
    )


def outcome(
    former: Decision,
    current: Decision,
    application: Application,
    report: MeansReport | None,
    on: date,
    pack: Pack = CZ_DEMO,
    *,
    consents: bool,
) -> tuple[Decision, ...]:
    """After the check: the new decision; where it refuses, every weaker category that may follow without papers."""
    if current.granted or not former.granted:
        return (current,)
    return (current, *down(application, report, Category(former.rule), on, pack, consents=consents))


def _stays(former: Decision, *, changed: bool) -> Condition:
    return condition(
        "no_clear_change",
        None if changed else True,
        (
            f"no clear change was found: {former.amount} yuan go on until the check",
            f"复核前无明显变化的,按原标准{former.amount}元继续发放",
        ),
        ARTICLE,
        facts=(Fact(name="clear change", value="yes" if changed else "no", source="civil-affairs"),),
    )


def _overdue(due_on: date, on: date, *, answered: bool) -> tuple[Condition, ...]:
    if answered or on <= due_on:
        return ()
    return (
        condition(
            "review_overdue",
            met=True,
            texts=(
                f"the check was due on {due_on} and is not answered: escalate, do not stop",
                f"复核应于{due_on}前完成,因部门未答复逾期,应督办,不得自动停发",
            ),
            article=REASONED,
            facts=(Fact(name="review due", value=str(due_on), source="civil-affairs", on=on),),
        ),
    )
