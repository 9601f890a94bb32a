"""For whom is each business item meant, and to which categories does the law owe it? (domain 3.8, 3.10)"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from policy.ages import age
from policy.conditions import REASONED
from policy.destitute import unable_to_work
from policy.figures import numbers
from policy.single_person import severe
from schemas.households import Category
from schemas.people import Member, Sex

SCHOOL_AGE = numbers("linked_items", "school_age", int)
ADULT_AGE = numbers("linked_items", "adult_age", int)
WORKING_AGE = numbers("linked_items", "working_age", int)
ELDER_AGE = numbers("linked_items", "elder_age", int)
ADVANCED_AGE = numbers("linked_items", "advanced_age", int)


def child(member: Member, on: date) -> bool:
    return age(member.born, on) < ADULT_AGE.on(on)


def pupil(member: Member, on: date) -> bool:
    return child(member, on) and (member.student or SCHOOL_AGE.on(on) <= age(member.born, on) < WORKING_AGE.on(on))


def university_student(member: Member, on: date) -> bool:
    return member.student and not child(member, on)


def out_of_work(member: Member, on: date) -> bool:
    grown = age(member.born, on) >= WORKING_AGE.on(on)
    return grown and not (member.works or member.student or unable_to_work(member, on))


def of_working_age(member: Member, on: date) -> bool:
    return WORKING_AGE.on(on) <= age(member.born, on) < ELDER_AGE.on(on) and not (member.works or member.student)


def disabled(member: Member, _on: date) -> bool:
    return member.disability is not None


def severely_disabled(member: Member, on: date) -> bool:
    return severe(member.disability, on)


def ill(member: Member, _on: date) -> bool:
    return member.major_disease


def child_in_difficulty(member: Member, on: date) -> bool:
    return child(member, on) and (severe(member.disability, on) or member.major_disease)


def frail_elder(member: Member, on: date) -> bool:
    years = age(member.born, on)
    return years >= ADVANCED_AGE.on(on) or (years >= ELDER_AGE.on(on) and member.disability is not None)


def woman(member: Member, on: date) -> bool:
    return member.sex is Sex.FEMALE and not child(member, on)


def worker(member: Member, _on: date) -> bool:
    return member.works


def anybody(_member: Member, _on: date) -> bool:
    return True


@dataclass(frozen=True)
class Offer:
    """An item, for whom it is meant, to which categories the law owes it, and by which act."""

    item: str
    fits: Callable[[Member, date], bool]
    owed: frozenset[Category]
    text: str
    text_zh: str
    article: str


ALL = frozenset(Category)
LOW = frozenset({Category.LOW_INCOME, Category.SINGLE_PERSON})
BASIC = LOW | {Category.DESTITUTE}
EDGE = frozenset({Category.LOW_INCOME_EDGE})
ASKED: frozenset[Category] = frozenset()
"""Owed to nobody by itself: comes with the household's consent only."""

_AID = "《社会救助暂行办法》"
_DISABLED = "残疾人两项补贴制度"

_OFFERS = (
    Offer("emergency-aid", anybody, ALL, "sudden hardship", "遭遇突发困难", f"{_AID}第四十七条"),
    Offer("spending-aid", anybody, ASKED, "spending beyond the household's means", "支出型困难", f"{_AID}第四十七条"),
    Offer("disability-living", disabled, LOW, "disabled members", "低保家庭中的残疾人", _DISABLED),
    Offer("disability-nursing", severely_disabled, ALL - {Category.DESTITUTE},
          "severely disabled members", "需要长期照护的重度残疾人", _DISABLED),
    Offer("child-protection", child_in_difficulty, LOW | EDGE,
          "severely disabled or ill children", "重残、重病困境儿童", "《未成年人保护法》第九十一条"),
    Offer("elder-care", frail_elder, LOW,
          "frail elders", "高龄或残疾的经济困难老年人", "《老年人权益保障法》第三十七条"),
    Offer("funeral-waiver", anybody, ASKED, "basic funeral services", "基本殡葬服务", "《殡葬管理条例》"),
    Offer("medical-premium-aid", anybody, BASIC | EDGE,
          "members of recognised households", "救助对象参加基本医疗保险", f"{_AID}第二十九条"),
    # Settled directly: the medical insurance reads the confirmed identity, so nobody is asked (domain 3.8).
    Offer("medical-cost-aid", anybody, ASKED,
          "costs that were not settled directly", "未能直接结算的救助对象医疗费用", f"{_AID}第三十条"),
    Offer("medical-aid-on-application", ill, ASKED, "members with a major disease", "重病患者", f"{_AID}第三十条"),
    Offer("family-planning-aid", anybody, ASKED, "special family-planning households", "计划生育特殊家庭", REASONED),
    Offer("school-aid", pupil, BASIC | EDGE,
          "pupils up to senior secondary school", "学前至高中阶段在读学生", f"{_AID}第三十三条"),
    Offer("university-aid", university_student, BASIC | EDGE,
          "university students", "普通高校在读学生", f"{_AID}第三十三条"),
    Offer("public-housing", anybody, ASKED, "households short of housing", "住房困难家庭", f"{_AID}第三十七条"),
    Offer("rent-subsidy", anybody, ASKED, "households short of housing", "住房困难家庭", f"{_AID}第三十八条"),
    Offer("rural-housing", anybody, ASKED, "dilapidated rural houses", "农村危房家庭", f"{_AID}第三十八条"),
    Offer("employment-aid", out_of_work, LOW,
          "members able to work and out of work", "有劳动能力并处于失业状态的成员", f"{_AID}第四十二条"),
    Offer("insurance-subsidy", out_of_work, ASKED,
          "members able to work and out of work", "就业困难人员", f"{_AID}第四十三条"),
    Offer("pension-contribution", of_working_age, BASIC,
          "members of working age without a job", "未就业的适龄参保成员", "人社部发〔2017〕59号"),
    Offer("disaster-aid", anybody, ASKED, "victims of a disaster", "受灾人员", "《自然灾害救助条例》第二十条"),
    Offer("rehabilitation", disabled, ASKED, "disabled members", "残疾成员", REASONED),
    Offer("barrier-free-home", disabled, ASKED, "disabled members", "残疾成员", REASONED),
    Offer("worker-aid", worker, ASKED, "workers in difficulty", "困难职工", REASONED),
    Offer("legal-aid", anybody, ASKED, "economic difficulty", "经济困难家庭", "《法律援助法》第三十一条"),
    Offer("veteran-aid", anybody, ASKED, "veterans and their families", "困难退役军人及优抚对象", REASONED),
    Offer("women-aid", woman, ASKED, "women in difficulty", "困难妇女", REASONED),
    Offer("hope-project", pupil, ASKED, "pupils", "在读学生", REASONED),
    Offer("charity-aid", anybody, ASKED, "everybody in need", "有慈善帮扶需求的家庭", "《慈善法》第五十九条"),
)  # fmt: skip
OFFERED: dict[str, Offer] = {offer.item: offer for offer in _OFFERS}
"""Every item that may be linked; the four recognitions are the case itself, not what follows from it."""
