"""Domain 8.2, 2.10: when a death stands, whose day counts, and what the letters of a case after a death say."""

from datetime import date
from decimal import Decimal

import pytest

from policy import after_death, death_certificates, death_letters, funeral_waiver, survivor_money
from policy.death_sources import finding
from schemas.benefits import Benefit
from schemas.death_assessments import (
    ApologyRequest,
    DeathRequest,
    GuideRequest,
    NotChosenRequest,
    ReportRequest,
    SettledRequest,
    UpheldRequest,
)
from schemas.deaths import (
    Attestation,
    Death,
    DeathKind,
    DeathSource,
    Disposal,
    Funeral,
    FuneralMoney,
    HeirItem,
    Survivors,
)
from schemas.questions import ReplyStatus
from tests.policy.facts import ON, person

DIED, OTHER, TOLD = date(2026, 5, 12), date(2026, 4, 30), date(2026, 5, 13)
HOSPITAL = (DeathSource.CERTIFICATE, DeathKind.HOSPITAL)
HALL = (DeathSource.CREMATION, None)
POLICE = (DeathSource.POLICE, DeathKind.UNCLEAR)
FUNERALS = {"funeral", "cremation-certificate", "funeral-waiver"}


def said(source, kind, on=DIED, reported_on=TOLD):
    return Attestation(source=source, kind=kind, on=on, reported_on=reported_on)


def asked(*attested, **changed):
    return DeathRequest.model_validate({"person": person(1), "attested": attested, "on": ON, **changed})


def open_(request):
    return [reason.code for reason in finding(request).decision.reasons if reason.met is None]


@pytest.mark.parametrize(
    ("sources", "still_open"),
    [
        pytest.param([HOSPITAL, HALL], [], id="certificate and cremation record"),
        pytest.param([POLICE, HALL], [], id="police and cremation record"),
        pytest.param([HOSPITAL], ["independent_sources"], id="a certificate alone"),
        pytest.param([HALL], ["independent_sources"], id="a cremation record alone"),
        pytest.param([HALL, (DeathSource.RELATIVE, None)], ["independent_sources"], id="a relative is no source"),
        pytest.param(
            [(DeathSource.CERTIFICATE, DeathKind.UNCLEAR), HALL], ["independent_sources"],
            id="health certifies no unclear death",
        ),
        pytest.param([(DeathSource.CERTIFICATE, DeathKind.UNCLEAR), POLICE, HALL], [], id="the police do"),
        pytest.param([(DeathSource.CONSULAR, DeathKind.ABROAD)], ["independent_sources"], id="a consular paper alone"),
        pytest.param([(DeathSource.COURT, DeathKind.MISSING)], ["independent_sources"], id="a court alone"),
    ],
)  # fmt: skip
def test_two_offices_that_may_attest_it_make_a_death_stand(sources, still_open):
    assert open_(asked(*(said(source, kind) for source, kind in sources))) == still_open


def test_two_days_are_open_until_a_person_decides():
    two = (said(*HOSPITAL), said(*HALL, on=OTHER))

    assert open_(asked(*two)) == ["one_day"]
    assert open_(asked(*two, decided_day=OTHER)) == []
    assert finding(asked(*two, decided_day=OTHER)).day == OTHER


@pytest.mark.parametrize(
    ("sources", "day"),
    [
        pytest.param([HALL, HOSPITAL], DIED, id="health before the hall"),
        pytest.param([HALL, POLICE], DIED, id="the police before the hall"),
        pytest.param([(DeathSource.COURT, DeathKind.MISSING), HOSPITAL], DIED, id="health before a court"),
    ],
)
def test_the_day_of_the_highest_ranking_source_comes_first(sources, day):
    (first, first_kind), (second, second_kind) = sources

    found = finding(asked(said(first, first_kind, on=OTHER), said(second, second_kind)))

    assert (found.day, found.days) == (day, (DIED, OTHER))


def test_nobody_whom_nobody_knows_is_dead_yet():
    assert open_(asked(said(*POLICE), said(*HALL), identified=False)) == ["identified"]


# ── kinds ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        pytest.param({}, set(), id="an ordinary death"),
        pytest.param({"disposal": Disposal.DONATED}, {"funeral", "cremation-certificate"}, id="a donor"),
        pytest.param({"disposal": Disposal.BURIAL}, {"funeral", "cremation-certificate"}, id="a right to burial"),
        pytest.param({"kind": DeathKind.MISSING}, FUNERALS, id="declared by a court: no body"),
        pytest.param({"kind": DeathKind.ABROAD}, set(), id="abroad"),
    ],
)
def test_what_follows_depends_on_the_kind_of_death(facts, missing):
    everything = {branch.item for branch in after_death.branches(Death(person=person(1), on=DIED))}

    follows = {branch.item for branch in after_death.branches(Death(person=person(1), on=DIED, **facts))}

    assert everything - follows == missing


def test_of_a_stillborn_child_only_the_funeral_follows():
    follows = after_death.branches(Death(person=person(1), on=DIED, stillborn=True))

    assert {branch.item for branch in follows} == FUNERALS


@pytest.mark.parametrize(
    ("kind", "source", "issued", "reported", "electronic", "unmet"),
    [
        pytest.param(DeathKind.HOSPITAL, DeathSource.CERTIFICATE, date(2026, 7, 1), date(2026, 7, 22), False, [],
                     id="paper on the fifteenth working day"),
        pytest.param(DeathKind.HOSPITAL, DeathSource.CERTIFICATE, date(2026, 7, 1), date(2026, 7, 23), False,
                     ["reported_in_time"], id="paper a day later"),
        pytest.param(DeathKind.HOSPITAL, DeathSource.CERTIFICATE, date(2026, 7, 1), date(2026, 7, 8), True, [],
                     id="electronic on the fifth working day"),
        pytest.param(DeathKind.HOSPITAL, DeathSource.CERTIFICATE, date(2026, 7, 1), date(2026, 7, 9), True,
                     ["reported_in_time"], id="electronic a day later"),
        pytest.param(DeathKind.UNCLEAR, DeathSource.CERTIFICATE, date(2026, 7, 1), date(2026, 7, 2), False, ["issuer"],
                     id="an unclear death is the police's to certify"),
        pytest.param(DeathKind.UNCLEAR, DeathSource.POLICE, date(2026, 7, 1), date(2026, 7, 2), False, [],
                     id="by the police"),
    ],
)  # fmt: skip
def test_a_certificate_by_the_rules_of_its_day(kind, source, issued, reported, electronic, unmet):
    judged = death_certificates.reported(
        ReportRequest(kind=kind, source=source, issued_on=issued, reported_on=reported, electronic=electronic)
    )

    assert [reason.code for reason in judged.reasons if not reason.met] == unmet


@pytest.mark.parametrize("disposal", [Disposal.BURIAL, Disposal.DONATED])
def test_a_body_that_need_not_be_cremated_is_left_to_a_person(disposal):
    judged = death_certificates.cremation(frozenset({"death certificate"}), ON, disposal=disposal)

    assert [reason.code for reason in judged.reasons] == ["to_be_cremated"]
    assert judged.outcome == "undecided"


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        pytest.param({"local": None}, "undecided", id="nobody says where the person was registered"),
        pytest.param({"local": None, "destitute": True}, "granted", id="destitute is enough"),
        pytest.param({"local": False, "destitute": None}, "undecided", id="nobody says whether destitute"),
        pytest.param({"local": True, "institutional_money": None}, "undecided", id="nobody says who else pays"),
    ],
)
def test_what_nobody_tells_refuses_no_waiver(facts, outcome):
    funeral = {"person": person(1), "bill": "2000", "cremated_here": True, **facts}

    assert funeral_waiver.entitlement(Funeral.model_validate(funeral), ON).outcome == outcome


# ── the family ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_of_several_funeral_moneys_the_highest_is_shown_and_none_is_chosen():
    schemes = (Benefit.PENSION_FUNERAL, Benefit.INJURY_FUNERAL)
    facts = Survivors(person=person(1), died_on=DIED, contribution_years=7, schemes=schemes)
    named = (FuneralMoney(benefit=Benefit.INJURY_FUNERAL, amount=Decimal("42000.00")),)

    offer = survivor_money.offer(facts, named)

    assert [(each.benefit, each.amount) for each in offer.moneys] == [
        (Benefit.PENSION_FUNERAL, Decimal("10000.00")), (Benefit.INJURY_FUNERAL, Decimal("42000.00")),
    ]  # fmt: skip
    assert offer.highest is Benefit.INJURY_FUNERAL
    assert survivor_money.entitlement(facts, date(2026, 6, 1)).decision.outcome == "undecided"


def test_the_family_reads_what_goes_by_itself_and_what_it_may_ask_for():
    text = death_letters.guide(GuideRequest(death=Death(person=person(1), on=DIED), on=ON))

    assert "96444" in text
    assert "注销户口、缴销身份证" in text.split(death_letters.REQUESTED)[0]
    assert all(death_letters.ITEMS_ZH[item] in text.split(death_letters.REQUESTED)[1] for item in HeirItem)
    assert "不因本次办理结束而失效" in text


def test_a_letter_at_the_end_names_every_branch_and_how_it_ended():
    results = {"register-cancellation": ReplyStatus.ANSWERED, "cards-and-certificates:veterans": ReplyStatus.REFUSED,
               "survivor-money": ReplyStatus.PENDING}  # fmt: skip

    text = death_letters.settled(SettledRequest(results=results, on=ON))

    assert "注销户口、缴销身份证:已办理" in text
    assert "(退役军人事务局):未予办理" in text
    assert all(status in death_letters.STATUSES_ZH for status in ReplyStatus)


def test_whoever_was_met_and_is_held_to_be_dead_reads_why_and_need_not_prove_it_everywhere_ac_b7():
    text = death_letters.upheld(UpheldRequest(reasons="同名同姓", on=ON))

    assert "同名同姓" in text
    assert "无需逐一向各部门证明" in text
    assert "行政复议" in text


def test_a_family_that_chose_no_funeral_money_reads_that_nothing_is_lost():
    text = death_letters.not_chosen(NotChosenRequest(on=ON))

    assert "家属尚未选择" in text
    assert "不因本次未选择而丧失权利" in text


def test_the_letter_of_apology_asks_for_nothing_ac_b7():
    text = death_letters.apology(ApologyRequest(restored=("public-security", "human-resources"), on=ON))

    assert "深表歉意" in text
    assert "无需向任何部门证明本人在世" in text
    assert "公安局" in text
    assert "一并补发" in text
