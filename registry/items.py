"""Which department owns each of the 32 business items? (domain 3.10)"""

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
    TRADE_UNIONS,
    VETERANS,
    WOMENS_FEDERATION,
    YOUTH_LEAGUE,
    Department,
)  # fmt: skip
from schemas.base import Model
from schemas.identifiers import ItemId


class Item(Model):
    """A business item: what a household can receive, and who decides on it."""

    id: ItemId
    name: str
    name_zh: str
    owner: Department


_ROWS = (
    ("low-income", "Minimum living allowance", "最低生活保障审核确认", CIVIL_AFFAIRS),
    ("destitute", "Support for the destitute", "特困人员认定", CIVIL_AFFAIRS),
    ("low-income-edge", "Low-income edge recognition", "低保边缘家庭认定", CIVIL_AFFAIRS),
    ("rigid-spending", "Rigid-spending hardship recognition", "支出型(刚性支出)困难家庭认定", CIVIL_AFFAIRS),
    ("emergency-aid", "Temporary aid, emergency", "临时救助(急难型)", CIVIL_AFFAIRS),
    ("spending-aid", "Temporary aid, spending", "临时救助(支出型)", CIVIL_AFFAIRS),
    ("disability-living", "Living subsidy for disabled persons in need", "困难残疾人生活补贴", CIVIL_AFFAIRS),
    ("disability-nursing", "Nursing subsidy for severely disabled persons", "重度残疾人护理补贴", CIVIL_AFFAIRS),
    ("child-protection", "Aid for orphans and children in difficulty", "孤儿/事实无人抚养/困境儿童保障", CIVIL_AFFAIRS),
    ("elder-care", "Care subsidy for elders in need", "经济困难老年人养老服务/护理补贴", CIVIL_AFFAIRS),
    ("funeral-waiver", "Waiver of basic funeral fees", "基本殡葬服务费免除", CIVIL_AFFAIRS),
    ("medical-premium-aid", "Medical insurance premium aid", "困难群众参保资助", MEDICAL_INSURANCE),
    ("medical-cost-aid", "Medical cost aid, settled directly", "医疗费用救助(直接结算)", MEDICAL_INSURANCE),
    ("medical-aid-on-application", "Medical aid on application", "依申请医疗救助(因病致贫)", MEDICAL_INSURANCE),
    ("family-planning-aid", "Aid for special family-planning households", "计划生育特殊家庭扶助", HEALTH),
    ("school-aid", "Pre-school to senior secondary aid", "学前–高中阶段资助", EDUCATION),
    ("university-aid", "University aid and student loans", "普通高校助学/助学贷款", EDUCATION),
    ("public-housing", "Public rental housing", "公租房实物配租", HOUSING),
    ("rent-subsidy", "Rent subsidy", "住房租赁补贴", HOUSING),
    ("rural-housing", "Repair of dilapidated rural houses", "农村危房改造", HOUSING),
    ("employment-aid", "Employment aid", "就业困难人员认定与就业援助", HUMAN_RESOURCES),
    ("insurance-subsidy", "Insurance subsidy and public-welfare posts", "社保补贴/公益性岗位", HUMAN_RESOURCES),
    ("pension-contribution", "Pension contribution paid for residents", "城乡居民养老保险代缴", HUMAN_RESOURCES),
    ("disaster-aid", "Disaster living and rebuilding aid", "受灾人员生活/重建救助", EMERGENCY_MANAGEMENT),
    ("rehabilitation", "Assistive devices and rehabilitation", "辅具适配与康复救助", DISABLED_PERSONS),
    ("barrier-free-home", "Barrier-free home adaptation", "残疾人家庭无障碍改造", DISABLED_PERSONS),
    ("worker-aid", "Aid for workers in difficulty", "困难职工帮扶", TRADE_UNIONS),
    ("legal-aid", "Legal aid", "法律援助", JUSTICE),
    ("veteran-aid", "Aid for veterans in difficulty", "困难退役军人/优抚帮扶", VETERANS),
    ("women-aid", "Aid for women in difficulty", "困难妇女帮扶(两癌等)", WOMENS_FEDERATION),
    ("hope-project", "Project Hope school aid", "希望工程助学", YOUTH_LEAGUE),
    ("charity-aid", "Charity aid", "慈善救助(助医/助学/助困)", CHARITY),
)
ITEMS: dict[ItemId, Item] = {
    ItemId(id_): Item(id=ItemId(id_), name=name, name_zh=name_zh, owner=owner) for id_, name, name_zh, owner in _ROWS
}

MARRIAGE_ITEMS: dict[ItemId, Item] = {
    ItemId(id_): Item(id=ItemId(id_), name=name, name_zh=name_zh, owner=owner)
    for id_, name, name_zh, owner in (
        ("birth-registration", "Birth registration service", "生育登记", HEALTH),
        ("pre-pregnancy-check", "Free pre-pregnancy check booking", "免费孕前优生健康检查预约", HEALTH),
        ("medical-insurance-transfer", "Transfer of medical insurance", "医保关系转移接续", MEDICAL_INSURANCE),
        ("housing-fund-update", "Update of housing fund data", "公积金婚姻信息更新", HOUSING_FUND),
    )
}
"""Items that can be joined to a marriage by consent (domain 5.2, 5.3)."""


def item(id_: str) -> Item:
    """The item of that id; LookupError names what is wrong."""
    found = ITEMS.get(ItemId(id_)) or MARRIAGE_ITEMS.get(ItemId(id_))
    if found is None:
        raise LookupError(f"No business item {id_!r} in the registry; see registry/items.py.")
    return found
