"""How are facts and their sources named in a citizen's letter?"""

from schemas.decisions import Fact

FACTS = {
    "wage": "工资性收入",
    "business": "经营净收入",
    "property income": "财产净收入",
    "transfer": "转移净收入",
    "pension": "养老金",
    "maintenance": "赡养、抚养、扶养费",
    "veteran benefit": "优抚待遇(不计入)",
    "disability subsidy": "残疾人两项补贴(不计入)",
    "old-age allowance": "高龄津贴(不计入)",
    "scholarship": "奖助学金(不计入)",
    "temporary aid": "临时救助金(不计入)",
    "charity": "慈善救助(不计入)",
    "work cost": "就业成本扣减",
    "counted members": "计入家庭成员人数",
    "household register": "户籍所在地区代码",
    "money": "货币财产",
    "cars": "机动车",
    "homes": "住房",
    "area per head not above average": "人均住房面积不高于当地平均水平",
    "shops": "非居住类房屋",
    "company capital": "认缴出资额",
    "health": "残疾、重病情况",
    "age": "年龄",
    "able obligor": "有履行能力的义务人",
    "rigid spending": "申请前12个月刚性支出",
    "residence months": "本市居住月数",
    "insurance months": "本市参保月数",
    "cause": "困难原因",
    "need": "救助需求",
    "refused jobs": "拒绝就业次数",
    "authorisation": "核对授权",
    "citizen number": "公民身份号码",
    "self-pay": "个人自付医疗费用",
    "yearly income": "家庭年收入",
    "birth": "出生日期",
    "marital status": "婚姻状况",
    "near kin": "近亲属关系提示",
    "identity matches": "身份信息比对一致",
    "id valid": "身份证件有效",
    "household field": "户口登记婚姻状况",
}
"""The first word of a fact's name; `… of <person>` follows it where it is about one person."""

SOURCES = {
    "declaration": "本人申报",
    "household record": "一户一档",
    "civil-affairs": "民政局",
    "education": "教育局",
    "human-resources": "人力资源和社会保障局",
    "housing": "住房和城乡建设局",
    "medical-insurance": "医疗保障局",
    "disabled-persons": "残疾人联合会",
    "health": "卫生健康委员会",
    "justice": "司法局",
    "veterans": "退役军人事务局",
    "public-security": "公安局",
    "taxation": "税务局",
    "market-regulation": "市场监督管理局",
    "natural-resources": "自然资源局(不动产登记)",
    "housing-fund": "住房公积金管理中心",
    "agriculture": "农业农村局",
    "transport": "交通运输局",
    "financial-institutions": "金融机构(省级平台)",
    "finance": "财政局",
}
"""Who says it."""

_VALUES = {
    "yes": "是",
    "no": "否",
    "none": "无",
    "invalid": "无效",
    "no answer": "尚未答复",
    "unknown": "尚未核实",
    "married": "已婚",
    "not married": "未婚",
    "divorce pending": "离婚冷静期内",
    "visual": "视力残疾",
    "hearing": "听力残疾",
    "speech": "言语残疾",
    "physical": "肢体残疾",
    "intellectual": "智力残疾",
    "mental": "精神残疾",
    "multiple": "多重残疾",
    "no disability": "无残疾",
    "major disease": "重病",
    "fire": "火灾",
    "traffic accident": "交通事故",
    "sudden illness": "突发重大疾病",
    "other accident": "其他意外事件",
    **{f"grade {grade}": f"{grade}级" for grade in range(1, 5)},
}


def fact_zh(fact: Fact) -> str:
    """The fact in one line: what, of whom, how much, who says so, as of when."""
    name, _, person = fact.name.partition(" of ")
    whose = f"({person})" if person else ""
    sources = "、".join(SOURCES.get(source, source) for source in fact.source.split(", "))
    value = "、".join(_VALUES.get(part, part) for part in fact.value.split(", "))
    day = f",{fact.on:%Y-%m-%d}" if fact.on else ""
    return f"{FACTS.get(name, name)}{whose}:{value}(来源:{sources}{day})"
