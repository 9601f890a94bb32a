"""For whom is each business item meant, and to which categories does the law owe it? (domain 3.8, 3.10)"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from policy.ages import age
from policy.conditions import REASONED
from policy.destitute import unable_to_work
from policy.figures import numbers
from policy.single_person import severe
from schemas.entitlements import StopGround
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
    """An item: for whom it is meant, to which categories the law owes it, by which act, and what takes it away."""

    item: str
    fits: Callable[[Member, date], bool]
    owed: frozenset[Category]
    text: str
    text_zh: str
    article: str
    ends: frozenset[StopGround] = frozenset()
    """Empty: given once, so that nothing is left to stop."""


ALL = frozenset(Category)
LOW = frozenset({Category.LOW_INCOME, Category.SINGLE_PERSON})
BASIC = LOW | {Category.DESTITUTE}
EDGE = frozenset({Category.LOW_INCOME_EDGE})
ASKED: frozenset[Category] = frozenset()
"""Owed to nobody by itself: comes with the household's consent only."""

S = StopGround
ONCE: frozenset[StopGround] = frozenset()
OF_PERSON = frozenset({S.DEATH})
OF_MEMBER = frozenset({S.DEATH, S.LEFT})
OF_HOUSEHOLD = frozenset({S.IDENTITY_ENDED})
OF_IDENTITY = OF_MEMBER | OF_HOUSEHOLD
OF_CATEGORY = OF_IDENTITY | {S.CATEGORY_CHANGED}

_AID = "《社会救助暂行办法》"
_DISABLED = "残疾人两项补贴制度"

_OFFERS = (
    Offer("emergency-aid", anybody, ALL, "sudden hardship", "遭遇突发困难", f"{_AID}第四十七条", ONCE),
    Offer("spending-aid", anybody, ASKED,
          "spending beyond the household's means", "支出型困难", f"{_AID}第四十七条", ONCE),
    Offer("disability-living", disabled, LOW,
          "disabled members", "低保家庭中的残疾人", _DISABLED, OF_CATEGORY | {S.CERTIFICATE}),
    # Follows the certificate, not the recognition: only support of the destitute excludes it [O24].
    Offer("disability-nursing", severely_disabled, ALL - {Category.DESTITUTE},
          "severely disabled members", "需要长期照护的重度残疾人", _DISABLED,
          OF_PERSON | {S.CERTIFICATE, S.CATEGORY_CHANGED}),
    Offer("child-protection", child_in_difficulty, LOW | EDGE,
          "severely disabled or ill children", "重残、重病困境儿童", "《未成年人保护法》第九十一条",
          OF_CATEGORY | {S.AGE, S.CERTIFICATE, S.ILLNESS}),
    Offer("elder-care", frail_elder, LOW,
          "frail elders", "高龄或残疾的经济困难老年人", "《老年人权益保障法》第三十七条",
          OF_CATEGORY | {S.CERTIFICATE}),
    Offer("funeral-waiver", anybody, ASKED, "basic funeral services", "基本殡葬服务", "《殡葬管理条例》", ONCE),
    Offer("medical-premium-aid", anybody, BASIC | EDGE,
          "members of recognised households", "救助对象参加基本医疗保险", f"{_AID}第二十九条", OF_CATEGORY),
    # Settled directly: the medical insurance reads the confirmed identity, so nobody is asked (domain 3.8).
    Offer("medical-cost-aid", anybody, ASKED,
          "costs that were not settled directly", "未能直接结算的救助对象医疗费用", f"{_AID}第三十条", OF_IDENTITY),
    Offer("medical-aid-on-application", ill, ASKED,
          "members with a major disease", "重病患者", f"{_AID}第三十条", OF_IDENTITY | {S.ILLNESS}),
    Offer("family-planning-aid", anybody, ASKED,
          "special family-planning households", "计划生育特殊家庭", REASONED, OF_PERSON),
    Offer("school-aid", pupil, BASIC | EDGE,
          "pupils up to senior secondary school", "学前至高中阶段在读学生", f"{_AID}第三十三条",
          OF_CATEGORY | {S.AGE, S.SCHOOL}),
    Offer("university-aid", university_student, BASIC | EDGE,
          "university students", "普通高校在读学生", f"{_AID}第三十三条", OF_CATEGORY | {S.SCHOOL}),
    Offer("public-housing", anybody, ASKED,
          "households short of housing", "住房困难家庭", f"{_AID}第三十七条", OF_HOUSEHOLD),
    Offer("rent-subsidy", anybody, ASKED,
          "households short of housing", "住房困难家庭", f"{_AID}第三十八条", OF_IDENTITY),
    Offer("rural-housing", anybody, ASKED, "dilapidated rural houses", "农村危房家庭", f"{_AID}第三十八条", ONCE),
    Offer("employment-aid", out_of_work, LOW,
          "members able to work and out of work", "有劳动能力并处于失业状态的成员", f"{_AID}第四十二条",
          OF_CATEGORY | {S.WORK, S.AGE}),
    # A public-welfare post is work itself, so work does not end it.
    Offer("insurance-subsidy", out_of_work, ASKED,
          "members able to work and out of work", "就业困难人员", f"{_AID}第四十三条", OF_IDENTITY | {S.AGE}),
    Offer("pension-contribution", of_working_age, BASIC,
          "members of working age without a job", "未就业的适龄参保成员", "人社部发〔2017〕59号",
          OF_CATEGORY | {S.WORK, S.AGE}),
    Offer("disaster-aid", anybody, ASKED, "victims of a disaster", "受灾人员", "《自然灾害救助条例》第二十条", ONCE),
    Offer("rehabilitation", disabled, ASKED, "disabled members", "残疾成员", REASONED, OF_PERSON | {S.CERTIFICATE}),
    Offer("barrier-free-home", disabled, ASKED, "disabled members", "残疾成员", REASONED, ONCE),
    Offer("worker-aid", worker, ASKED, "workers in difficulty", "困难职工", REASONED, OF_PERSON | OF_HOUSEHOLD),
    Offer("legal-aid", anybody, ASKED,
          "economic difficulty", "经济困难家庭", "《法律援助法》第三十一条", OF_PERSON | OF_HOUSEHOLD),
    Offer("veteran-aid", anybody, ASKED, "veterans and their families", "困难退役军人及优抚对象", REASONED, ONCE),
    Offer("women-aid", woman, ASKED, "women in difficulty", "困难妇女", REASONED, ONCE),
    Offer("hope-project", pupil, ASKED, "pupils", "在读学生", REASONED, OF_PERSON | {S.AGE, S.SCHOOL}),
    Offer("charity-aid", anybody, ASKED, "everybody in need", "有慈善帮扶需求的家庭", "《慈善法》第五十九条", ONCE),
)  # fmt: skip
OFFERED: dict[str, Offer] = {offer.item: offer for offer in _OFFERS}
"""Every item that may be linked; the four recognitions are the case itself, not what follows from it."""


@dataclass(frozen=True)
class Recognised:
    """An item that the case itself decides: the categories that it covers, and by which act."""

    item: str
    categories: frozenset[Category]
    text_zh: str
    article: str
    ends: frozenset[StopGround] = frozenset({S.IDENTITY_ENDED, S.CATEGORY_CHANGED})


RECOGNISED: dict[str, Recognised] = {
    each.item: each
    for each in (
        Recognised("low-income", LOW, "人均收入低于低保标准;重残、重病人员可单独纳入", f"{_AID}第九条"),
        Recognised("destitute", BASIC - LOW, "无劳动能力、无生活来源且无法定义务人或义务人无能力", f"{_AID}第十四条"),
        Recognised("low-income-edge", EDGE, "人均收入在低保标准以上、规定倍数以下", "民政部 [N3]"),
        Recognised(
            "rigid-spending",
            frozenset({Category.RIGID_SPENDING}),
            "人均收入低于上年人均可支配收入且刚性支出占比超过规定",
            "民政部 [N4]",
        ),
    )
}
"""The four recognitions (domain 3.1): what takes one away is decided by a review."""
