"""When is a child reported, never left alone, or taken into care? Minors' Protection Act (domain 10.1, 10.4)."""

from datetime import date

from policy.ages import age
from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, numbers
from policy.procedure_limits import limit
from schemas.children import DangerSign, GuardianshipGround
from schemas.decisions import Condition, Decision, Fact
from schemas.limits import Limit

UNATTENDED_AGE = numbers("child_protection", "unattended_age", int)
ALONE_AGE = numbers("child_protection", "alone_age", int)
TEMPORARY = frozenset(
    {
        GuardianshipGround.BEGGING_OR_UNKNOWN,
        GuardianshipGround.GUARDIAN_MISSING,
        GuardianshipGround.GUARDIAN_HINDERED,
        GuardianshipGround.GUARDIAN_NEGLECTS,
        GuardianshipGround.USED_FOR_CRIME,
        GuardianshipGround.SERIOUS_HARM,
    }
)
"""Art. 92: the state takes a child into care for a time."""

LONG_TERM = frozenset(GuardianshipGround) - TEMPORARY
"""Art. 94: for as long as it is a child."""

GROUNDS_ZH = {
    GuardianshipGround.BEGGING_OR_UNKNOWN: "流浪乞讨或者身份不明",
    GuardianshipGround.GUARDIAN_MISSING: "监护人下落不明",
    GuardianshipGround.GUARDIAN_HINDERED: "监护人因灾害等不能履行监护职责",
    GuardianshipGround.GUARDIAN_NEGLECTS: "监护人拒绝或者怠于履行监护职责",
    GuardianshipGround.USED_FOR_CRIME: "监护人教唆、利用未成年人实施违法犯罪行为",
    GuardianshipGround.SERIOUS_HARM: "遭受监护人严重伤害或者面临人身安全威胁,需要紧急安置",
    GuardianshipGround.PARENTS_NOT_FOUND: "查找不到父母或者其他监护人",
    GuardianshipGround.PARENTS_DEAD: "监护人死亡且无其他人可以担任监护人",
    GuardianshipGround.PARENTS_INCAPABLE: "监护人丧失监护能力且无其他人可以担任监护人",
    GuardianshipGround.COURT_APPOINTED: "人民法院判决撤销监护人资格并指定由民政部门担任监护人",
}
SIGNS_ZH = {
    DangerSign.GENITAL_INJURY: "生殖器官或者隐私部位遭受损伤",
    DangerSign.GIRL_UNDER_14: "不满十四周岁女性遭受性侵害、怀孕、流产",
    DangerSign.GIRL_OVER_14: "十四周岁以上女性疑似因性侵害怀孕、流产",
    DangerSign.INJURIES: "身体存在多处损伤、严重营养不良、意识不清",
    DangerSign.ABNORMAL_HARM: "自杀、自残、中毒等非正常损伤、死亡",
    DangerSign.ABANDONED: "被遗弃或者长期处于无人照料状态",
    DangerSign.UNKNOWN_ORIGIN: "来源不明、失踪或者被拐卖、收买",
    DangerSign.BEGGING: "被组织乞讨",
    DangerSign.OTHER: "其他严重侵害身心健康或者面临危险",
}


def reporting(sign: DangerSign, on: date, pack: Pack = CZ_DEMO, *, danger_now: bool = False) -> tuple[Decision, Limit]:
    """Every sign must be reported at once, art. 11; the limit of whoever goes to the child runs in hours."""
    reason = condition(
        "danger_sign",
        met=True,
        texts=(f"must be reported at once: {sign}", f"应立即报告:{SIGNS_ZH[sign]}"),
        article="《未成年人保护法》第十一条",
        facts=(Fact(name="danger sign", value=sign, source="declaration"),),
    )
    step = "child_rescue" if danger_now else "child_first_visit"
    return decision(("mandatory_report", "强制报告"), on, (reason,)), limit(step, on, pack)


def supervision(
    born: date, on: date, pack: Pack = CZ_DEMO, *, unattended: bool = False, lives_alone: bool = False
) -> Decision:
    """Art. 21: nobody leaves a small child alone, and no child under sixteen lives alone."""
    rows = (
        ("never_unattended", UNATTENDED_AGE, unattended, "left unattended", "处于无人看护状态"),
        ("never_alone", ALONE_AGE, lives_alone, "living alone", "脱离监护单独生活"),
    )
    conditions = tuple(
        condition(
            code,
            not (happens and age(born, on) < figure.on(on, pack)),
            (f"below {figure.on(on, pack)} years never {text}", f"未满{figure.on(on, pack)}周岁的,不得{text_zh}"),
            "《未成年人保护法》第二十一条",
            facts=(
                Fact(name="birth", value=str(born), source="public-security"),
                Fact(name=text, value="yes" if happens else "no", source="civil-affairs"),
            ),
            figures=(figure.figure(on, pack),),
        )
        for code, figure, happens, text, text_zh in rows
    )
    return decision(("child_supervision", "未成年人看护"), on, conditions)


def guardianship(ground: GuardianshipGround, on: date, *, decided_by: str | None = None) -> Decision:
    """Arts. 92 and 94: one of the grounds, and the head of civil affairs decides; no machine does."""
    temporary = ground in TEMPORARY
    article = f"《未成年人保护法》第九十{'二' if temporary else '四'}条"
    kind, kind_zh = ("temporary", "临时监护") if temporary else ("long-term", "长期监护")
    return decision(
        (f"{kind.replace('-', '_')}_guardianship", kind_zh),
        on,
        (
            condition(
                "ground",
                met=True,
                texts=(f"{kind} guardianship: {ground}", f"{kind_zh}事由:{GROUNDS_ZH[ground]}"),
                article=article,
                facts=(Fact(name="guardianship ground", value=ground, source="civil-affairs"),),
            ),
            _decided(decided_by, article),
        ),
    )


def _decided(decided_by: str | None, article: str) -> Condition:
    return condition(
        "decided_by_the_head",
        True if decided_by else None,
        ("the head of civil affairs must decide", "应由民政部门负责人决定"),
        article,
        facts=(Fact(name="decided by", value=decided_by or "none", source="civil-affairs"),),
    )
