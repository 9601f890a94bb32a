"""Can a citizen read every rule? Each new rule, asked with facts that hold and facts that do not, told in Chinese."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from policy import (
    after_death,
    application_places,
    arrears,
    care_subsidies,
    care_vouchers,
    child_grading,
    child_protection,
    circumstances,
    clerics,
    conduct,
    consents,
    corrections,
    death_certificates,
    destitute,
    divorce,
    double_applications,
    emergency,
    escalation,
    fraud,
    funeral_waiver,
    income_window,
    kinship,
    life_certification,
    marriage,
    marriage_items,
    marriage_offline,
    medical_aid,
    obligors,
    old_age_allowance,
    price_subsidy,
    quotas,
    reviews,
    revocation,
    self_care,
    shelter,
    spending_aid,
    survivor_money,
    taper,
    transfer,
    zero_employment,
)
from policy.authorities import authority, heard
from policy.capability import assessment
from policy.child_aid import orphan, unattended
from policy.death_sources import OFFICES, finding
from policy.disability_subsidies import living, nursing
from policy.figures import pack
from policy.job_refusal import reduction
from policy.letters import letter, untold
from policy.low_income import entitlement as low_income
from policy.report_use import use
from policy.words import FACTS, SOURCES, fact_zh
from schemas.alerts import Grade
from schemas.benefits import Benefit, Drawn, LateFact
from schemas.certificates import DisabilityCertificate, DisabledPerson
from schemas.children import Child, Colour, DangerSign, GuardianshipGround, Parent, ParentState, RiskKind
from schemas.city_time import CITY_TIME
from schemas.conduct import Conduct
from schemas.consents import LegalBasis, Use
from schemas.corrections import Dispute
from schemas.daily_living import Activity, SelfCare
from schemas.death_assessments import DeathRequest, ReportRequest
from schemas.deaths import Death, DeathKind, DeathSource, Disposal, Funeral, Survivors
from schemas.decisions import Decision
from schemas.divorces import DivorceFacts
from schemas.double_applications import Standing
from schemas.elders import Assessment, Capability, CareBills, Elder, LifeRecord, Proof, ProofKind
from schemas.employment import RiseGround, WorkExemption
from schemas.hardships import Circumstance, Hardship, Visit
from schemas.households import Category, Emergency, SupportPlace
from schemas.identifiers import ApplicationNumber, HouseholdRef, ItemId, RegionCode, UnitId
from schemas.kinship import Kinship
from schemas.local_ties import LocalTies
from schemas.marriages import ArchiveFinding, MaritalRecord, SpouseKind
from schemas.obligors import Obligor
from schemas.people import Absence, Disability, DisabilityKind, IdType, Spouse
from schemas.price_indices import PriceIndex
from schemas.questions import ItemCode, ReplyStatus
from schemas.registers import RegisterField, Statement
from schemas.registrations import EntryStatus, Evidence, EvidenceKind, MarriageEntry, RegistrationDispute
from schemas.religious_residences import ReligiousResidence
from schemas.residences import Residence
from schemas.shelters import ShelterStay
from tests.policy.facts import ON, application, family, incomes, item, member, moment, person, reply, report

EVERYTHING = tuple(Drawn(benefit=benefit, monthly=Decimal(100)) for benefit in Benefit)
LONG_AGO = date(2015, 1, 1)


def disability() -> Iterator[Decision]:
    for kind in DisabilityKind:
        for category in (None, Category.LOW_INCOME):
            certificate = DisabilityCertificate(disability=Disability(kind=kind, grade=1), issued_on=LONG_AGO)
            facts = DisabledPerson(person=person(1), certificate=certificate, category=category, drawn=EVERYTHING)
            yield from (living(facts, ON), nursing(facts, ON))
    ended = certificate.model_copy(update={"valid_to": LONG_AGO})
    gone = {"certificate": ended, "died_on": LONG_AGO, "in_custody": True, "fixed_income": False, "local": False}
    yield living(facts.model_copy(update=gone), ON)


def elders() -> Iterator[Decision]:
    for level in (None, *Capability):
        elder = Elder(
            person=person(1), born=date(1940, 1, 1), level=level, drawn=EVERYTHING, category=Category.LOW_INCOME
        )
        yield old_age_allowance.entitlement(elder, ON)
        yield care_vouchers.entitlement(elder, CareBills(home=Decimal(100)), ON)
        yield from (rule(elder, ON) for rule in (care_subsidies.service, care_subsidies.nursing))
        yield care_subsidies.concentrated(elder, ON)
    points = Assessment(
        person=person(1), assessed_on=ON, assessors=("甲",), self_care=70, mobility=0, mental=0, perception=0,
        coma=True, dementia_or_mental_illness=True, risk_events=(ON, ON),
    )  # fmt: skip
    yield from (assessment(facts, ON).decision for facts in (points, points.model_copy(update={"self_care": 95})))
    for kind in ProofKind:
        record = LifeRecord(person=person(1), proofs=(Proof(kind=kind, on=ON),), consents_to_face=True)
        yield life_certification.standing(record, ON).decision
        yield life_certification.standing(record, ON + timedelta(days=500)).decision
    lost = record.model_copy(update={"reminded_on": date(2027, 6, 1), "visited_in_vain_on": date(2027, 8, 1)})
    yield life_certification.standing(lost, date(2027, 9, 1)).decision


def deaths() -> Iterator[Decision]:
    for sources in ((), tuple(DeathSource)):
        for day in (None, ON):
            yield after_death.stop(Death(person=person(1), on=day, sources=sources), Benefit.LOW_INCOME, ON)
    yield from (death_certificates.issue(kind, ON) for kind in DeathKind)
    yield death_certificates.cremation(frozenset(), ON)
    yield death_certificates.cremation(frozenset({"death certificate"}), ON)
    yield death_certificates.overdue(ON, None, date(2026, 6, 1))
    yield from (death_certificates.cremation(frozenset(), ON, disposal=disposal) for disposal in Disposal)
    for kind in DeathKind:
        for source in OFFICES:
            report = {"kind": kind, "source": source, "issued_on": ON, "reported_on": date(2026, 12, 1)}
            yield death_certificates.reported(ReportRequest.model_validate(report))
    said = [{"source": source, "on": ON, "reported_on": ON} for source in DeathSource]
    for attested in (said, said[:1], [*said[:1], {**said[1], "on": LONG_AGO}]):
        for known in (True, False):
            death = {"person": person(1), "attested": attested, "identified": known, "on": ON}
            yield finding(DeathRequest.model_validate(death)).decision
    for chosen in (None, Benefit.INJURY_FUNERAL):
        facts = Survivors(
            person=person(1), died_on=ON, contribution_years=20, pension_years=3, chosen=chosen,
            schemes=(Benefit.PENSION_FUNERAL, Benefit.INJURY_FUNERAL),
        )  # fmt: skip
        yield survivor_money.entitlement(facts, ON).decision
    for group in (None, "unregistered infant", "child of a welfare institution", "troops stationed here"):
        funeral = Funeral(person=person(1), bill=Decimal(3000), cremated_here=True, local=False, group=group)
        yield funeral_waiver.entitlement(funeral, ON)
        yield funeral_waiver.entitlement(funeral.model_copy(update={"destitute": True}), ON)
        unknown = {"local": None, "destitute": None, "institutional_money": None}
        yield funeral_waiver.entitlement(funeral.model_copy(update=unknown), ON)


def children() -> Iterator[Decision]:
    for state in ParentState:
        parents = (
            Parent(person=person(2), state=state, since=LONG_AGO, until=date(2030, 1, 1)),
            Parent(person=person(3), state=ParentState.DEAD),
        )
        child = Child(person=person(1), born=date(2015, 1, 1), parents=parents, drawn=EVERYTHING)
        yield from (orphan(child, ON), unattended(child, ON))
    yield from (child_grading.grading(dict.fromkeys(RiskKind, colour), ON).decision for colour in Colour)
    yield child_grading.grading({}, ON).decision
    yield child_grading.change(Colour.RED, Colour.GREEN, ON)
    yield child_grading.change(Colour.GREEN, Colour.RED, ON)
    yield from (child_protection.reporting(sign, ON)[0] for sign in DangerSign)
    yield from (child_protection.guardianship(ground, ON) for ground in GuardianshipGround)
    yield child_protection.supervision(date(2022, 1, 1), ON, unattended=True, lives_alone=True)


def marriages() -> Iterator[Decision]:
    for first, second, blood in ((0, 1, True), (2, 2, True), (3, 3, True), (1, 1, False)):
        yield kinship.conditions(Kinship(first=first, second=second, blood=blood), ON)
    for day in (ON, date(2026, 4, 10), date(2026, 9, 1)):
        yield divorce.conditions(ON, day, together=False, same_office=False)
    for id_type in IdType:
        spouse = Spouse(
            ref=person(1), name="某", id_type=id_type, born=LONG_AGO, sex="female", household_region="320411",
            household_unit="某派出所",
        )  # fmt: skip
        yield marriage_items.register_change(spouse, ON, interface=False)
        yield marriage_items.move(spouse, ON, wanted=False, host_consents=False, housing=False)
    yield from special_marriages()
    papers = tuple(Evidence(kind=kind, number="文1号", on=ON) for kind in EvidenceKind)
    yield revocation.conditions(RegistrationDispute(certificate="1", evidence=papers), ON)


def special_marriages() -> Iterator[Decision]:
    """Two of each kind, with and without papers, in archives, on paper, and before a divorce."""
    plain = {"name": "某", "born": LONG_AGO, "household_region": "320411", "household_unit": "某派出所"}
    for kind in SpouseKind:
        both = tuple(
            Spouse.model_validate({**plain, "ref": person(place), "sex": sex, "kind": kind, "declared": "divorced"})
            for place, sex in ((1, "female"), (2, "male"))
        )
        yield marriage_items.offered(ItemId("birth-registration"), both[0], ON)
        for archived in (None, *ArchiveFinding):
            records = tuple(
                MaritalRecord(person=each.ref, married=False, archive=archived, household_field="已婚") for each in both
            )
            yield marriage.conditions(both[0], both[1], records, ON, unit=UnitId("CZ-ZL"))
        married = MaritalRecord(person=person(1), married=True, spouse=person(2), office="某处", certificate="1")
        yield marriage_offline.conditions((both[0], both[1]), (married,), ON)
        for entry in (None, *(MarriageEntry(certificate="1", office="某处", on=LONG_AGO, spouses=both, status=each)
                              for each in EntryStatus)):  # fmt: skip
            yield divorce.acceptance(DivorceFacts(applied_on=ON, spouses=(person(1), person(2)), in_person=True,
                                                  agreement=False, capable=True, entry=entry), ON)  # fmt: skip


def assistance() -> Iterator[Decision]:
    claim, low = application(income=incomes(3900)), low_income(application(), None, ON)
    yield self_care.tier(frozenset(Activity), ON).decision
    for place, tier in ((SupportPlace.HOME, SelfCare.PARTLY_LOST), (SupportPlace.INSTITUTION, SelfCare.FULLY_LOST)):
        old = (member(1, born=LONG_AGO, own_obligor_able=False, self_care=tier),)
        yield destitute.entitlement(application(old, support_place=place), None, ON)
    fire = Emergency(cause="fire", happened_on=ON, need=Decimal(900))
    yield emergency.entitlement(application(emergency=fire), ON, earlier=(fire,))
    yield spending_aid.entitlement(application(), None, ON, ties=LocalTies(), earlier=(ON,), same_cause=(ON,))
    for absence in (None, *Absence):
        yield obligors.unable(Obligor(person=person(9), born=LONG_AGO, absence=absence), ON)
    for ground in RiseGround:
        yield taper.payment(Decimal(600), ON, low_income(claim, None, ON), ON, ground=ground)
        yield taper.payment(Decimal(600), date(2025, 1, 1), low_income(claim, None, ON), ON, ground=ground)
    yield taper.payment(Decimal(600), ON, low, ON)
    yield reviews.continuation(low, ON, date(2026, 4, 1), answered=False, changed=True)
    yield from transfer.down(claim, None, Category.LOW_INCOME, ON, consents=False)
    yield from (reduction(Decimal(600), 3, 3, ON, exemption=exemption) for exemption in WorkExemption)
    for kind in Conduct:
        yield conduct.conditions(frozenset({kind}), ON, pack("zhenjiang"))
    yield conduct.conditions(frozenset(), ON)
    yield clerics.entitlement(ReligiousResidence(person=person(1), since=ON, monthly_income=Decimal(2000)), ON)
    yield income_window.imputed(Decimal(2000), ON)
    suzhou = low_income(application(family(2, major_disease=True, born=date(1950, 1, 1))), None, ON, pack("suzhou"))
    yield suzhou
    late = LateFact(
        benefit=Benefit.LOW_INCOME, payee=person(1), happened_on=ON, known_on=ON, source="health", text="死亡"
    )
    yield arrears.recovery(arrears.settlement((), (), ON), late)
    yield application_places.conditions(
        RegionCode("1"),
        [Residence(person=person(1), register_place=RegionCode("1"), living_place=RegionCode("2"))],
        ON,
    )
    yield quotas.care_bed(UnitId("CZ-LY"), 1, ON)
    yield zero_employment.entitlement(application(), ON)
    yield fraud.consequence(Benefit.EMERGENCY_AID, Decimal(3000), EVERYTHING, ON)


def checks() -> Iterator[Decision]:
    silent = reply(department="financial-institutions", status=ReplyStatus.SILENT)
    yield use(report(silent), date(2027, 1, 1))
    yield corrections.exclusion(Dispute(item=item(1, ItemCode.COMPANY_CAPITAL, "5"), source="market-regulation"), ON)
    for field, source in ((RegisterField.MARITAL_STATUS, "civil-affairs"), (RegisterField.DEATH, "courts")):
        said = [Statement(source=one, value="已婚", on=ON) for one in (source, "public-security")]
        yield heard(
            authority(field, [*said, said[0].model_copy(update={"value": "未婚", "on": LONG_AGO})]),
            ON,
            person_heard=False,
        )
    yield from (consents.conditions(Use(purpose="x", basis=basis, necessary=True), ON) for basis in LegalBasis)
    standings = tuple(
        Standing(
            person=person(1), application=ApplicationNumber(f"一{n}"), household=HouseholdRef(f"二{n}"), accepted_on=ON
        )
        for n in (1, 2)
    )
    yield double_applications.conditions(ApplicationNumber("一2"), standings, ON)
    for circumstance in Circumstance:
        hardship = Hardship(person=person(1), circumstance=circumstance, happened_on=ON, source="public-security")
        yield circumstances.grading((hardship,), ON).decision
    yield circumstances.costly_stay(Decimal(20000), ON, monitored=True)
    for day in (3, 10, 20):
        yield escalation.escalation(Grade.YELLOW, moment(ON), moment(date(2026, 3, day)))
    yield escalation.unreachable([Visit(on=ON, met=False), Visit(on=ON, met=True)], ON)
    yield escalation.suppressed(covered=False, aided_for_the_same_cost=True, on=ON)
    yield from (medical_aid.aid(Decimal(100), category, ON) for category in (None, *Category))
    yield medical_aid.charity(Decimal(100), None, ON)
    yield price_subsidy.entitlement(PriceIndex(month=ON, cpi=3, scpi=2, food=7, published_on=ON), ON)
    stay = ShelterStay(person=person(1), admitted_at=datetime(2026, 1, 2, 9, tzinfo=CITY_TIME), minor=True)
    known = stay.model_copy(update={"identified_on": ON, "settled_on": ON, "voluntary": False, "details_given": False})
    for one in (stay, known):
        yield from (shelter.standing(one, moment(date(2026, 5, 5))).decision, shelter.admission(one, ON))


GROUPS = {
    "disability": disability, "elders": elders, "deaths": deaths, "children": children, "marriages": marriages,
    "assistance": assistance, "checks": checks,
}  # fmt: skip


@pytest.fixture(params=GROUPS.values(), ids=list(GROUPS))
def decisions(request) -> tuple[Decision, ...]:
    return tuple(request.param())


def test_every_fact_and_its_source_has_a_chinese_name(decisions):
    facts = [fact for one in decisions for reason in one.conditions for fact in reason.facts]

    assert {fact.name.partition(" of ")[0] for fact in facts} <= set(FACTS)
    assert {source for fact in facts for source in fact.source.split(", ")} <= {
        *SOURCES,
        "民发〔2021〕57号 第二章(就业成本抵扣)",
    }
    assert {fact.value for fact in facts if re.search("[A-Za-z]{2}", fact_zh(fact))} == set()


def test_the_letter_of_every_rule_is_in_chinese_alone_and_true(decisions):
    text = letter("refused", decisions, ON)
    latin = re.sub(r"\[[PR]\]|GB/T|DNA|p-\d", "", text)

    assert re.findall(r"[^\n]*[A-Za-z]{2,}[^\n]*", latin) == []
    assert untold(text, decisions) == ()


def test_every_condition_says_in_both_languages_what_it_asks(decisions):
    for one in decisions:
        assert one.conditions
        assert one.rule_zh
        for reason in one.conditions:
            assert re.search("[\u4e00-\u9fff]", reason.text_zh), reason.code
            assert not re.search("[\u4e00-\u9fff]", reason.text.replace("死亡", "").replace("已婚", "")), reason.text
            assert re.fullmatch("[a-z0-9_-]+", reason.code)
