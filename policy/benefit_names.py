"""What is each benefit called? In English for the record, in Chinese for the letter."""

from schemas.benefits import Benefit

NAMES: dict[Benefit, tuple[str, str]] = {
    Benefit.DESTITUTE: ("support for the destitute", "特困人员救助供养"),
    Benefit.LOW_INCOME: ("minimum living allowance", "最低生活保障"),
    Benefit.EMERGENCY_AID: ("emergency aid", "急难型临时救助"),
    Benefit.SPENDING_AID: ("aid for spending beyond means", "支出型临时救助"),
    Benefit.DISABILITY_LIVING: ("living subsidy for disabled persons", "困难残疾人生活补贴"),
    Benefit.DISABILITY_NURSING: ("nursing subsidy for disabled persons", "重度残疾人护理补贴"),
    Benefit.INJURY_NURSING: ("nursing money of work injury", "工伤生活护理费"),
    Benefit.CADRE_NURSING: ("nursing money of retired cadres", "离休干部护理费"),
    Benefit.OLD_AGE_ALLOWANCE: ("old-age allowance", "高龄津贴"),
    Benefit.ELDER_SERVICE: ("service subsidy for elders", "养老服务补贴"),
    Benefit.ELDER_NURSING: ("nursing subsidy for elders", "老年人护理补贴"),
    Benefit.CONCENTRATED_CARE: ("aid for care in a home", "经济困难失能老年人集中照护补助"),
    Benefit.HOME_CARE_PROGRAMME: ("home care programme", "居家和社区基本养老服务提升行动"),
    Benefit.CARE_VOUCHER: ("care voucher", "养老服务消费补贴"),
    Benefit.CARE_INSURANCE: ("long-term care insurance", "长期护理保险待遇"),
    Benefit.ORPHAN_AID: ("keep of an orphan", "孤儿基本生活费"),
    Benefit.UNATTENDED_CHILD_AID: ("keep of an unattended child", "事实无人抚养儿童基本生活补贴"),
    Benefit.PRICE_SUBSIDY: ("price subsidy", "价格临时补贴"),
    Benefit.PENSION_FUNERAL: ("funeral money of the pension", "基本养老保险丧葬补助金"),
    Benefit.INJURY_FUNERAL: ("funeral money of work injury", "工伤保险丧葬补助金"),
    Benefit.UNEMPLOYMENT_FUNERAL: ("funeral money of unemployment", "失业保险丧葬补助金"),
    Benefit.INSTITUTIONAL_FUNERAL: ("funeral money of an institution", "机关事业单位丧葬费"),
    Benefit.FUNERAL_WAIVER: ("waiver of basic funeral fees", "惠民殡葬基本服务费减免"),
}
"""Each benefit in English and Chinese."""
