"""May a share be cut because suitable jobs were refused? 社会救助暂行办法 art. 45 (domain 3.4, 3.5)."""

from datetime import date
from decimal import Decimal

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, numbers
from schemas.decisions import Condition, Decision, Fact
from schemas.employment import WorkExemption
from schemas.money import cents

RULE = ("job_refusal", "无正当理由拒绝就业")
LIMIT = numbers("low_income", "job_refusals", int)
EXEMPTIONS_ZH = {
    WorkExemption.CARER_OF_DISABLED: "照料重度残疾人",
    WorkExemption.CARER_OF_ILL: "照料重病患者",
    WorkExemption.CARER_OF_INFANT: "照料三周岁以下婴幼儿",
    WorkExemption.PREGNANT: "怀孕或者哺乳期",
}


ARTICLE = "民发〔2021〕57号(就业核查)"
"""Who cares for others, or is pregnant, is not sent to work (local lists, domain 3.4)."""

UNASKED = condition(
    "no_good_reason",
    met=None,
    texts=(
        f"nobody has said yet whether there is a good reason: {', '.join(WorkExemption)}",
        f"应无正当理由({'、'.join(EXEMPTIONS_ZH.values())}等属于正当理由)",
    ),
    article=ARTICLE,
)


def reduction(
    amount: Decimal,
    members: int,
    refusals_in_a_row: int,
    on: date,
    pack: Pack = CZ_DEMO,
    *,
    exemption: WorkExemption | None = None,
) -> Decision:
    """What is left for the household: the county may stop the refuser's own share, never that of the others."""
    needed = LIMIT.on(on, pack)
    reason = condition(
        "suitable_jobs_refused",
        refusals_in_a_row >= needed,
        (
            f"{refusals_in_a_row} suitable jobs refused in a row without reason; {needed} allow a cut of the own share",
            f"连续{refusals_in_a_row}次无正当理由拒绝接受适当工作,满{needed}次的可减发或者停发本人救助金",
        ),
        "《社会救助暂行办法》第四十五条",
        facts=(Fact(name="refused jobs", value=str(refusals_in_a_row), source="human-resources"),),
        figures=(LIMIT.figure(on, pack),),
    )
    conditions = (reason, _no_good_reason(exemption)) if exemption else (reason,)
    return decision(RULE, on, conditions, amount - own_share(amount, members))


def proposal(amount: Decimal, members: int, refusals_in_a_row: int, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """What is put to the household: whether there is a good reason, it alone can say."""
    found = reduction(amount, members, refusals_in_a_row, on, pack)
    return decision(RULE, on, (*found.conditions, UNASKED), found.amount)


def own_share(amount: Decimal, members: int) -> Decimal:
    """What of a household's amount is one member's."""
    return cents(amount / members)


def _no_good_reason(exemption: WorkExemption) -> Condition:
    return condition(
        "no_good_reason",
        met=False,
        texts=(f"there is a good reason: {exemption}", f"有正当理由的除外({EXEMPTIONS_ZH[exemption]})"),
        article=ARTICLE,
        facts=(Fact(name="good reason", value=exemption, source="civil-affairs"),),
    )
