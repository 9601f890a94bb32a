"""Which benefits are there, and what was drawn of them month by month? The vocabulary of exclusions and arrears."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.identifiers import HouseholdRef, PersonRef
from schemas.money import Yuan


class Benefit(StrEnum):
    """Everything that is paid or served and that another benefit may exclude."""

    DESTITUTE = "destitute"
    """特困人员救助供养"""
    LOW_INCOME = "low_income"
    """最低生活保障"""
    EMERGENCY_AID = "emergency_aid"
    """急难型临时救助"""
    SPENDING_AID = "spending_aid"
    """支出型临时救助"""
    DISABILITY_LIVING = "disability_living"
    """困难残疾人生活补贴"""
    DISABILITY_NURSING = "disability_nursing"
    """重度残疾人护理补贴"""
    INJURY_NURSING = "injury_nursing"
    """工伤生活护理费"""
    CADRE_NURSING = "cadre_nursing"
    """离休干部护理费"""
    OLD_AGE_ALLOWANCE = "old_age_allowance"
    """高龄津贴(尊老金)"""
    ELDER_SERVICE = "elder_service"
    """养老服务补贴"""
    ELDER_NURSING = "elder_nursing"
    """老年人护理补贴"""
    CONCENTRATED_CARE = "concentrated_care"
    """经济困难失能老年人集中照护补助"""
    HOME_CARE_PROGRAMME = "home_care_programme"
    """居家和社区基本养老服务提升行动"""
    CARE_VOUCHER = "care_voucher"
    """中度以上失能老年人养老服务消费补贴"""
    CARE_INSURANCE = "care_insurance"
    """长期护理保险待遇"""
    ORPHAN_AID = "orphan_aid"
    """孤儿基本生活费"""
    UNATTENDED_CHILD_AID = "unattended_child_aid"
    """事实无人抚养儿童基本生活补贴"""
    PRICE_SUBSIDY = "price_subsidy"
    """价格临时补贴"""
    PENSION_FUNERAL = "pension_funeral"
    """基本养老保险丧葬补助金"""
    INJURY_FUNERAL = "injury_funeral"
    """工伤保险丧葬补助金"""
    UNEMPLOYMENT_FUNERAL = "unemployment_funeral"
    """失业保险丧葬补助金"""
    INSTITUTIONAL_FUNERAL = "institutional_funeral"
    """机关事业单位丧葬费"""
    FUNERAL_WAIVER = "funeral_waiver"
    """惠民殡葬基本服务费减免"""


class Drawn(Model):
    """A benefit that somebody draws now, and how much a month."""

    benefit: Benefit
    monthly: Yuan = Field(Decimal(0), ge=0)
    since: date | None = Field(None, description="Day from which it is drawn; None for long ago")


class Entitled(Model):
    """What somebody is entitled to from one month on; `last_month` is None while it goes on."""

    benefit: Benefit
    payee: PersonRef | HouseholdRef
    first_month: date = Field(description="First day of the first month")
    last_month: date | None = None
    monthly: Yuan = Field(ge=0)


class Payment(Model):
    """What was paid for one month."""

    benefit: Benefit
    payee: PersonRef | HouseholdRef
    month: date = Field(description="First day of the month")
    amount: Yuan = Field(ge=0)


class LateFact(Model):
    """A fact that became known later than it happened: from then on this is due, or nothing more."""

    benefit: Benefit
    payee: PersonRef | HouseholdRef
    happened_on: date
    known_on: date
    monthly: Yuan | None = Field(None, ge=0, description="None: the entitlement ended")
    source: str
    text: str = Field(description="What happened, in the words of the source")


class MonthDue(Model):
    """One month of one benefit: what was paid and what was due."""

    benefit: Benefit
    month: date
    paid: Yuan
    due: Yuan


class Arrears(Model):
    """What is owed between the state and a payee, month by month; only months that differ."""

    months: tuple[MonthDue, ...]
    overpaid: Yuan
    underpaid: Yuan
