"""Which department owns each of the 32 business items, and what is it told and asked? (domain 3.10)"""

from registry.departments import (
    CHARITY,
    CIVIL_AFFAIRS,
    DISABLED_PERSONS,
    EDUCATION,
    EMERGENCY_MANAGEMENT,
    HEALTH,
    HOUSING,
    HOUSING_FUND,
    HUMAN_RESOURCES,
    JUSTICE,
    MEDICAL_INSURANCE,
    PUBLIC_SECURITY,
    TRADE_UNIONS,
    VETERANS,
    WOMENS_FEDERATION,
    YOUTH_LEAGUE,
    Department,
)  # fmt: skip
from schemas.base import Model
from schemas.entitlements import Detail, Grant
from schemas.identifiers import ItemId
from schemas.limits import Limit, calendar_days, hours, working_days
from schemas.questions import Topic


class Item(Model):
    """A business item: what a household can receive, who decides on it, what that office is told, and its limit."""

    id: ItemId
    name: str
    name_zh: str
    owner: Department
    gives: Grant = Grant.SERVICE
    shares: tuple[Detail, ...] = ()
    """What the question says beside the item and the persons; nothing else goes to the owner."""
    own_limit: Limit | None = None

    @property
    def answers_within(self) -> Limit:
        """The item's own limit where an act or a page says one; otherwise the owner's for every linked item."""
        return self.own_limit or self.owner.answers[Topic.LINKED_ITEM]

    @property
    def stops_within(self) -> Limit:
        """Until when the owner says whether it stops the item."""
        return self.owner.answers[Topic.LINKED_ITEM_STOP]


C, D = Detail.CATEGORY, Detail
OF_PERIOD = (C, D.VALID_FROM, D.VALID_TO)
OF_HOME = (C, D.HOUSEHOLD, D.MEMBERS, D.VALID_FROM)
TOTAL = working_days(30, "[G]")
"""The case's own: the four recognitions are decided in it (domain 3.3)."""
DECISION = working_days(20, "《行政许可法》第四十二条 [L10], by analogy")

_ROWS: tuple[tuple[str, str, str, Department, Grant, tuple[Detail, ...], Limit | None], ...] = (
    ("low-income", "Minimum living allowance", "最低生活保障审核确认", CIVIL_AFFAIRS, Grant.RECOGNITION, (), TOTAL),
    ("destitute", "Support for the destitute", "特困人员认定", CIVIL_AFFAIRS, Grant.RECOGNITION, (), TOTAL),
    ("low-income-edge", "Low-income edge recognition", "低保边缘家庭认定", CIVIL_AFFAIRS, Grant.RECOGNITION, (), TOTAL),
    ("rigid-spending", "Rigid-spending hardship recognition", "支出型(刚性支出)困难家庭认定", CIVIL_AFFAIRS,
     Grant.RECOGNITION, (), TOTAL),
    ("emergency-aid", "Temporary aid, emergency", "临时救助(急难型)", CIVIL_AFFAIRS,
     Grant.ONCE, (D.CAUSE, D.HAPPENED_ON, D.NEED, D.TOWN), hours(24, "[O20]")),
    ("spending-aid", "Temporary aid, spending", "临时救助(支出型)", CIVIL_AFFAIRS,
     Grant.ONCE, (C, D.HOUSEHOLD, D.TOWN), working_days(20, "[P], as in [O20]")),
    ("disability-living", "Living subsidy for disabled persons in need", "困难残疾人生活补贴", CIVIL_AFFAIRS,
     Grant.MONTHLY, (C, D.VALID_FROM), working_days(10, "[N16]")),
    ("disability-nursing", "Nursing subsidy for severely disabled persons", "重度残疾人护理补贴", CIVIL_AFFAIRS,
     Grant.MONTHLY, (), working_days(10, "[N16]")),
    ("child-protection", "Aid for orphans and children in difficulty", "孤儿/事实无人抚养/困境儿童保障", CIVIL_AFFAIRS,
     Grant.MONTHLY, (C, D.TOWN), working_days(15, "[N17]")),
    ("elder-care", "Care subsidy for elders in need", "经济困难老年人养老服务/护理补贴", CIVIL_AFFAIRS,
     Grant.MONTHLY, (C, D.TOWN), None),
    ("funeral-waiver", "Waiver of basic funeral fees", "基本殡葬服务费免除", CIVIL_AFFAIRS, Grant.PAID_FOR, (C,), None),
    ("medical-premium-aid", "Medical insurance premium aid", "困难群众参保资助", MEDICAL_INSURANCE,
     Grant.PAID_FOR, OF_PERIOD, None),
    ("medical-cost-aid", "Medical cost aid, settled directly", "医疗费用救助(直接结算)", MEDICAL_INSURANCE,
     Grant.PAID_FOR, OF_PERIOD, None),
    ("medical-aid-on-application", "Medical aid on application", "依申请医疗救助(因病致贫)", MEDICAL_INSURANCE,
     Grant.PAID_FOR, OF_PERIOD, DECISION),
    ("family-planning-aid", "Aid for special family-planning households", "计划生育特殊家庭扶助", HEALTH,
     Grant.YEARLY, (), None),
    ("school-aid", "Pre-school to senior secondary aid", "学前–高中阶段资助", EDUCATION,
     Grant.YEARLY, (C, D.VALID_FROM), None),
    ("university-aid", "University aid and student loans", "普通高校助学/助学贷款", EDUCATION,
     Grant.YEARLY, (C, D.VALID_FROM), None),
    ("public-housing", "Public rental housing", "公租房实物配租", HOUSING, Grant.PLACE, OF_HOME, DECISION),
    ("rent-subsidy", "Rent subsidy", "住房租赁补贴", HOUSING, Grant.MONTHLY, OF_HOME, DECISION),
    ("rural-housing", "Repair of dilapidated rural houses", "农村危房改造", HOUSING,
     Grant.ONCE, (C, D.HOUSEHOLD, D.TOWN), DECISION),
    ("employment-aid", "Employment aid", "就业困难人员认定与就业援助", HUMAN_RESOURCES,
     Grant.SERVICE, (C, D.HOUSEHOLD), None),
    ("insurance-subsidy", "Insurance subsidy and public-welfare posts", "社保补贴/公益性岗位", HUMAN_RESOURCES,
     Grant.PAID_FOR, (C,), None),
    ("pension-contribution", "Pension contribution paid for residents", "城乡居民养老保险代缴", HUMAN_RESOURCES,
     Grant.PAID_FOR, OF_PERIOD, None),
    ("disaster-aid", "Disaster living and rebuilding aid", "受灾人员生活/重建救助", EMERGENCY_MANAGEMENT,
     Grant.ONCE, (D.HOUSEHOLD, D.TOWN), None),
    ("rehabilitation", "Assistive devices and rehabilitation", "辅具适配与康复救助", DISABLED_PERSONS,
     Grant.SERVICE, (C,), None),
    ("barrier-free-home", "Barrier-free home adaptation", "残疾人家庭无障碍改造", DISABLED_PERSONS,
     Grant.ONCE, (C, D.TOWN), None),
    ("worker-aid", "Aid for workers in difficulty", "困难职工帮扶", TRADE_UNIONS, Grant.SERVICE, (C,), None),
    ("legal-aid", "Legal aid", "法律援助", JUSTICE,
     Grant.SERVICE, (C,), calendar_days(7, "《法律援助法》第四十三条 [G]")),
    ("veteran-aid", "Aid for veterans in difficulty", "困难退役军人/优抚帮扶", VETERANS, Grant.ONCE, (), None),
    ("women-aid", "Aid for women in difficulty", "困难妇女帮扶(两癌等)", WOMENS_FEDERATION, Grant.ONCE, (C,), None),
    ("hope-project", "Project Hope school aid", "希望工程助学", YOUTH_LEAGUE, Grant.YEARLY, (C,), None),
    ("charity-aid", "Charity aid", "慈善救助(助医/助学/助困)", CHARITY,
     Grant.ONCE, (C,), working_days(10, "[P], 《慈善法》第五十九条")),
)  # fmt: skip
ITEMS: dict[ItemId, Item] = {
    ItemId(id_): Item(id=ItemId(id_), name=name, name_zh=name_zh, owner=owner, gives=gives, shares=shares,
                      own_limit=limit)
    for id_, name, name_zh, owner, gives, shares, limit in _ROWS
}  # fmt: skip

MARRIAGE_ITEMS: dict[ItemId, Item] = {
    ItemId(id_): Item(id=ItemId(id_), name=name, name_zh=name_zh, owner=owner)
    for id_, name, name_zh, owner in (
        ("birth-registration", "Birth registration service", "生育登记", HEALTH),
        ("pre-pregnancy-check", "Free pre-pregnancy check booking", "免费孕前优生健康检查预约", HEALTH),
        ("medical-insurance-transfer", "Transfer of medical insurance", "医保关系转移接续", MEDICAL_INSURANCE),
        ("housing-fund-update", "Update of housing fund data", "公积金婚姻信息更新", HOUSING_FUND),
        ("spouse-move", "Move into the spouse's household register", "夫妻投靠户口迁移", PUBLIC_SECURITY),
    )
}
"""Items that can be joined to a marriage by consent (domain 5.2, 5.3)."""


def item(id_: str) -> Item:
    """The item of that id; LookupError names what is wrong."""
    found = ITEMS.get(ItemId(id_)) or MARRIAGE_ITEMS.get(ItemId(id_))
    if found is None:
        raise LookupError(f"No business item {id_!r} in the registry; see registry/items.py.")
    return found
