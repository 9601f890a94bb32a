"""May these two marry today? Civil Code arts. 1046-1048, Marriage Registration Regulations (domain 5.1, 5.5)."""

from collections.abc import Callable
from datetime import date

from policy import marriage_papers, marriage_records
from policy.ages import age
from policy.conditions import condition, decision
from policy.figures import numbers
from schemas.decisions import Condition, Decision, Fact
from schemas.identifiers import RegionCode, UnitId
from schemas.marriages import VOLUNTARY, MaritalRecord, SpouseKind, SpousePaper
from schemas.people import Sex, Spouse

RULE = ("marriage", "结婚登记")
AGE = {Sex.MALE: numbers("marriage", "age_man", int), Sex.FEMALE: numbers("marriage", "age_woman", int)}
PLACE = numbers("marriage", "place", str)
ANYWHERE = "anywhere"
CHANGZHOU = RegionCode("320400")
_CODE = "《民法典》"
_RULES = "《婚姻登记条例》"


def conditions(
    first: Spouse,
    second: Spouse,
    records: tuple[MaritalRecord, ...],
    on: date,
    *,
    office: RegionCode = CHANGZHOU,
    unit: UnitId | None = None,
    voluntary: bool | None = None,
) -> Decision:
    """Everything that an officer must find before registering; a household-register entry is no ground.

    Whether both want it stays open until the registrar has asked each of them apart from the other.
    """
    both = (first, second)
    found = {record.person: record for record in records}
    return decision(
        RULE,
        on,
        (
            _man_and_woman(first, second),
            _voluntary(voluntary),
            *(_of_age(spouse, on) for spouse in both),
            *(_unmarried(spouse, found.get(spouse.ref)) for spouse in both),
            _no_kin(first, second),
            *(_identity(spouse, found.get(spouse.ref)) for spouse in both),
            *(_paper(spouse, found.get(spouse.ref)) for spouse in both),
            _place(first, second, office, on),
            *marriage_papers.conditions(both, unit, on),
            *marriage_records.archives(both, found),
            *marriage_records.household_fields(both, found),
        ),
    )


def _man_and_woman(first: Spouse, second: Spouse) -> Condition:
    return condition(
        "man_and_woman",
        first.ref != second.ref and {first.sex, second.sex} == {Sex.MALE, Sex.FEMALE},
        ("a man and a woman must apply together", "应由男女双方共同申请"),
        f"{_CODE}第一千零四十六条、第一千零四十九条",
    )


def _voluntary(said: bool | None) -> Condition:  # noqa: FBT001  as `condition`
    known = {None: "open", True: "yes", False: "no"}[said]
    return condition(
        VOLUNTARY,
        said,
        (
            f"both must want it of their own will, asked apart from each other by the registrar: {known}",
            "结婚应由男女双方完全自愿,由登记员分别询问" + ("(经询问,并非双方完全自愿)" if said is False else ""),
        ),
        f"{_CODE}第一千零四十六条",
        facts=(Fact(name="own will", value=known, source="civil-affairs"),),
    )


def _of_age(spouse: Spouse, on: date) -> Condition:
    limit, years = AGE[spouse.sex], age(spouse.born, on)
    return condition(
        "of_age",
        years >= limit.on(on),
        (
            f"{spouse.ref} must be {limit.on(on)} full years old and is {years}",
            f"{marriage_records.side(spouse)}应年满{limit.on(on)}周岁,现{years}周岁",
        ),
        f"{_CODE}第一千零四十七条",
        facts=(Fact(name=f"birth of {spouse.ref}", value=str(spouse.born), source="public-security"),),
        figures=(limit.figure(on),),
    )


def _unmarried(spouse: Spouse, record: MaritalRecord | None) -> Condition:
    """A divorce that is only applied for has not ended the marriage (art. 1077)."""
    where = f"{record.office or '—'}, {record.recorded_on or '—'}" if record else "no answer"
    status = "unknown" if not record else "divorce pending" if record.divorce_pending else _married(record)
    shown = True if marriage_papers.speaks(spouse, marriage_papers.OF_NO_SPOUSE) else None
    return condition(
        "no_spouse",
        shown if record is None else not (record.married or record.divorce_pending),
        (
            f"{spouse.ref} must have no spouse; the base says: {status} ({where})",
            f"{marriage_records.side(spouse)}应无配偶{_entry(record)}",
        ),
        f"{_CODE}第一千零四十一条、{_RULES}",
        facts=(Fact(name=f"marital status of {spouse.ref}", value=status, source="civil-affairs"),),
    )


def _married(record: MaritalRecord) -> str:
    return "married" if record.married else "not married"


def _entry(record: MaritalRecord | None) -> str:
    if record is None:
        return "(全国婚姻登记信息尚未核实)"
    if record.divorce_pending:
        return "(离婚登记申请尚在冷静期,婚姻关系仍存续)"
    if not record.married:
        return ""
    return f"(登记机关:{record.office or '未载明'},登记日期:{record.recorded_on or '未载明'};{WAYS_ZH})"


WAYS_ZH = (
    "已离婚、配偶已死亡或者法院已裁判而未载入的,凭文书由该登记机关更新后即可办理;"
    "身份被冒用的,持法院、检察院或者公安机关文书申请撤销该登记"
)
"""What somebody can do whom the base calls married."""


def _no_kin(first: Spouse, second: Spouse) -> Condition:
    kin = first.kin or second.kin
    return condition(
        "no_prohibited_kin",
        not kin,
        (
            "they may not be direct kin or collateral kin up to the third generation",
            "双方应无直系血亲或者三代以内旁系血亲关系",
        ),
        f"{_CODE}第一千零四十八条",
        facts=(Fact(name="near kin", value="yes" if kin else "no", source="public-security"),),
    )


def _identity(spouse: Spouse, record: MaritalRecord | None) -> Condition:
    return _checked(
        spouse,
        record,
        "identity_matches",
        lambda it: it.identity_matches,
        "name, number and photograph must match",
        "姓名、公民身份号码和照片应一致(号码变更的,先换领新证,原号码下的记录一并核对)",
    )


def _paper(spouse: Spouse, record: MaritalRecord | None) -> Condition:
    return _checked(
        spouse,
        record,
        "id_valid",
        lambda it: it.id_valid,
        "the identity card must be valid",
        "居民身份证应在有效期内(已过期的,先换领新证)",
    )


def _checked(
    spouse: Spouse,
    record: MaritalRecord | None,
    code: str,
    holds: Callable[[MaritalRecord], bool | None],
    text: str,
    text_zh: str,
) -> Condition:
    """Public security's word; without one a paper of another kind speaks, and an identity card alone does not."""
    told = None if record is None else holds(record)
    met = _shown(spouse, record) if told is None else told
    said = {None: "no answer", True: "yes", False: "no"}[met]
    source = "civil-affairs" if told is None and met else "public-security"
    fact = Fact(name=f"{code.replace('_', ' ')} of {spouse.ref}", value=said, source=source)
    return condition(
        code, met, (f"{spouse.ref}: {text}", f"{marriage_records.side(spouse)}{text_zh}"), _RULES, facts=(fact,)
    )


def _shown(spouse: Spouse, record: MaritalRecord | None) -> bool | None:
    """A registrar looks at permits and passports from abroad, and at the paper of a soldier whom the base knows."""
    soldier = record is not None and spouse.kind is SpouseKind.MILITARY
    known = soldier and SpousePaper.MILITARY_IDENTITY in spouse.papers
    return True if known or marriage_papers.speaks(spouse, marriage_papers.OF_IDENTITY) else None


def _place(first: Spouse, second: Spouse, office: RegionCode, on: date) -> Condition:
    """Since 2025-05-10 any office of the country; before, one of the two must be registered in the office's city."""
    regions = (first.household_region, second.household_region)
    anywhere = PLACE.on(on) == ANYWHERE
    return condition(
        "place",
        anywhere or any(region[:4] == office[:4] for region in regions),
        ("any office of the country", "全国任一婚姻登记机关均可办理")
        if anywhere
        else ("an office at the household register of one of the two", "应在一方常住户口所在地的婚姻登记机关办理"),
        f"{_RULES}第四条" if not anywhere else f"{_RULES}(2025年修订)",
        facts=tuple(Fact(name="household register", value=region, source="public-security") for region in regions),
        figures=(PLACE.figure(on),),
    )
