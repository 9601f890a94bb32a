"""How are the values of facts told in Chinese? What rules say of their own, and what only a fact says."""

from collections.abc import Mapping
from typing import Any

from policy.benefit_names import NAMES
from policy.capability import LEVELS_ZH
from policy.child_aid import STATES_ZH
from policy.child_grading import COLOURS_ZH, KINDS_ZH
from policy.child_protection import GROUNDS_ZH, SIGNS_ZH
from policy.circumstances import CIRCUMSTANCES_ZH
from policy.conduct import CONDUCT_ZH
from policy.destitute import PLACES_ZH
from policy.job_refusal import EXEMPTIONS_ZH
from policy.life_certification import PROOFS_ZH
from policy.mandates import AGENTS_ZH
from policy.marriage_papers import KINDS_ZH as SPOUSES_ZH
from policy.marriage_papers import PAPERS_ZH
from policy.self_care import TIERS_ZH
from policy.taper import GROUNDS_ZH as RISES_ZH
from schemas.children import RiskKind
from schemas.deaths import DeathKind, DeathSource, Disposal
from schemas.households import Category
from schemas.marriages import ArchiveFinding
from schemas.people import Absence, IdType
from schemas.registrations import EntryStatus, EvidenceKind

_BENEFITS_ZH = {benefit.value: chinese for benefit, (_, chinese) in NAMES.items()}
_RISKS_ZH = {f"{kind} risk": KINDS_ZH[kind] for kind in RiskKind}

_OF_RULES: tuple[Mapping[Any, str], ...] = (
    LEVELS_ZH,
    STATES_ZH,
    COLOURS_ZH,
    GROUNDS_ZH,
    SIGNS_ZH,
    CIRCUMSTANCES_ZH,
    CONDUCT_ZH,
    EXEMPTIONS_ZH,
    PROOFS_ZH,
    RISES_ZH,
    AGENTS_ZH,
    PAPERS_ZH,
    SPOUSES_ZH,
    PLACES_ZH,
    TIERS_ZH,
)
"""What rules call the values of their own facts."""

VALUES: Mapping[str, str] = {
    "yes": "是",
    "no": "否",
    "none": "无",
    "invalid": "无效",
    "no answer": "尚未答复",
    "unknown": "尚未核实",
    "open": "未定",
    "married": "已婚",
    "not married": "未婚",
    "divorce pending": "离婚冷静期内",
    EntryStatus.ENDED: "已终止",
    EntryStatus.NEVER_VALID: "自始无效",
    ArchiveFinding.NOTHING: "未查到",
    ArchiveFinding.ENDED: "查到已终止的婚姻登记",
    ArchiveFinding.MARRIED: "查到存续的婚姻登记",
    "no entry found": "未查到婚姻登记",
    "shown": "已出示",
    "missing": "未出示",
    "visual": "视力残疾",
    "hearing": "听力残疾",
    "speech": "言语残疾",
    "physical": "肢体残疾",
    "intellectual": "智力残疾",
    "mental": "精神残疾",
    "multiple": "多重残疾",
    "no disability": "无残疾",
    "major disease": "重病",
    **{f"grade {grade}": f"{grade}级" for grade in range(1, 5)},
    "fire": "火灾",
    "traffic accident": "交通事故",
    "sudden illness": "突发重大疾病",
    "other accident": "其他意外事件",
    "ill": "重病患者",
    "old": "老年人",
    "minor": "未成年人",
    "single": "独居人员",
    "religious site": "宗教活动场所",
    "unregistered infant": "未落户婴儿",
    "child of a welfare institution": "福利机构儿童",
    "troops stationed here": "驻军人员",
    Category.DESTITUTE: "特困人员",
    Category.LOW_INCOME: "最低生活保障对象",
    Category.SINGLE_PERSON: "单人保对象",
    Category.LOW_INCOME_EDGE: "低保边缘家庭",
    Category.RIGID_SPENDING: "刚性支出困难家庭",
    Absence.PRISON: "服刑",
    Absence.COMPULSORY_REHABILITATION: "强制隔离戒毒",
    Absence.CLERIC: "宗教教职人员(离家三年以上)",
    Absence.GONE: "已去世或者迁出",
    IdType.CITIZEN: "居民身份证",
    IdType.FOREIGN_PERMANENT: "外国人永久居留身份证",
    IdType.HONG_KONG_MACAO_TAIWAN: "港澳台居民居住证",
    IdType.TEMPORARY: "临时标识",
    DeathKind.HOSPITAL: "院内或者送医途中死亡",
    DeathKind.HOME: "居家或者其他场所正常死亡",
    DeathKind.UNCLEAR: "非正常死亡或者死因不明",
    DeathKind.MISSING: "宣告死亡",
    DeathKind.ABROAD: "境外死亡",
    DeathSource.CERTIFICATE: "死亡医学证明",
    DeathSource.CREMATION: "火化记录",
    DeathSource.POLICE: "公安机关通报",
    DeathSource.COURT: "人民法院判决",
    DeathSource.CONSULAR: "驻外使领馆证明",
    DeathSource.RELATIVE: "近亲属报告",
    Disposal.CREMATION: "火化",
    Disposal.BURIAL: "土葬",
    Disposal.DONATED: "遗体捐献",
    EvidenceKind.JUDICIAL_SUGGESTION: "司法建议",
    EvidenceKind.PROCURATORIAL_SUGGESTION: "检察建议",
    EvidenceKind.POLICE_FINDING: "公安机关认定结论",
    EvidenceKind.COURT_JUDGMENT: "人民法院判决",
    EvidenceKind.REQUEST: "当事人申请",
    **{benefit: chinese for benefit, chinese in _BENEFITS_ZH.items() if benefit not in set(Category)},
    **_RISKS_ZH,
    **{str(value): chinese for table in _OF_RULES for value, chinese in table.items()},
}
"""Whole values, or their parts between commas."""


def value_zh(value: str) -> str:
    """The value as a citizen reads it; what is no word of ours, for example an amount, stays as it is."""
    return VALUES.get(value) or "、".join(VALUES.get(part, part) for part in value.split(", "))
