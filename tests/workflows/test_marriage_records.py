"""What the registers say, and what contradicts them (domain 5.3, failure matrix; AC-G2 to AC-G4)."""

from typing import Any

import pytest

from activities.ports import SystemReply
from registry.services import DIVORCE, MARRIAGE
from tests.workflows.bookings import BRIDE, GROOM, booked, supplied
from tests.workflows.divorces import applied
from tests.workflows.paper_base import PaperBase
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import Body, answered, in_turn

pytestmark = [pytest.mark.platform, calm]

SOLDIER = ("military identity paper", "certificate for the marriage of a serving soldier")
FOREIGN = ("passport", "authenticated certificate of no spouse", "translation into Chinese")
ABROAD: Body = {"household_region": "", "household_unit": "", "id_type": "temporary reference"}


def police_say(**of_the_groom: Any) -> Any:
    def said(body: Body) -> SystemReply:
        lines = [{"person": each["ref"], "matches": True, "valid": True} for each in body["subjects"]]
        return answered(records=[line | (of_the_groom if line["person"] == GROOM else {}) for line in lines])

    return said


# ── the four grounds, by the acceptance cases ────────────────────────────────────────────────────────────────────


async def test_first_cousins_are_refused_ac_g2(city: PaperCity) -> None:
    case = await city.open(MARRIAGE, booked(city.number, bride={"kin": True}))

    ask = await case.asks("registration")
    await case.decide("registration")
    record = await case.closed()

    assert (ask.choices, ask.proposal) == (("refuse", "postpone"), "no_prohibited_kin")
    assert record.outcome == "refused"
    assert "第一千零四十八条" in city.departments.bodies("deliver_notice")[0]["details"]["text"]


async def test_a_man_whose_divorce_is_in_its_thirty_days_is_still_married_ac_g3(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    base.married(GROOM, "p-1009")
    divorce = await city.open(DIVORCE, applied(city.number, spouses=(GROOM, "p-1009")))
    await divorce.decide("acceptance")
    await divorce.until(lambda record: record.stage == "withdrawal period")

    case = await city.open(MARRIAGE, booked(city.number))
    ask = await case.asks("registration")
    await case.decide("registration", "refuse")
    await case.closed()

    assert (ask.choices[0], ask.proposal) == ("refuse", "no_spouse")
    assert "离婚登记申请尚在冷静期" in city.departments.bodies("deliver_notice")[0]["details"]["text"]


@pytest.mark.parametrize(
    ("on", "choices"),
    [
        pytest.param("2025-05-09", ("refuse", "postpone"), id="the last day of the old rules"),
        pytest.param("2025-05-10", ("register", "refuse", "postpone"), id="any office of the country"),
    ],
)
async def test_two_from_elsewhere_marry_here_since_may_2025_ac_g4(
    city: PaperCity, on: str, choices: tuple[str, ...]
) -> None:
    far = {"household_region": "340104", "household_unit": "三里庵派出所"}
    case = await city.open(MARRIAGE, booked(city.number, groom=far, bride=far, on=on))

    ask = await case.asks("registration")

    assert ask.choices == choices


# ── the base says married ────────────────────────────────────────────────────────────────────────────────────────


async def test_a_divorce_that_the_base_missed_is_cleared_up_with_the_office_that_keeps_it(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    old = base.married(GROOM, "p-1009", office="徐州市云龙区民政局", on="2021-10-08")
    city.departments.says("civil-affairs", "request_update", lambda _: updated(base))

    case = await city.open(MARRIAGE, booked(city.number))
    await case.decide("registration", "ask_keeper", reasons="持离婚证", details={"paper": "L320300-2024-000012"})
    await case.decide("registration", "register")
    record = await case.closed()

    assert record.outcome == "registered"
    assert old.status == "ended"
    (asked,) = city.departments.bodies("request_update")
    assert (asked["details"]["paper"], asked["details"]["keepers"]) == ("L320300-2024-000012", ["徐州市云龙区民政局"])


def updated(base: PaperBase) -> SystemReply:
    base.entries[0].status = "ended"
    return answered(updated=True)


# ── the household register says something else ───────────────────────────────────────────────────────────────────


async def test_a_household_field_is_no_ground_and_the_police_hear_of_the_conflict(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    base.persons[GROOM] = {"household_field": "已婚"}

    case = await city.open(MARRIAGE, booked(city.number))
    await case.decide("registration", "register")
    record = await case.closed()

    assert record.outcome == "registered"
    (told,) = city.departments.bodies("note_register_conflict")
    assert told["details"]["conflicts"] == [{"person": GROOM, "household_field": "已婚", "base_married": False}]


# ── earlier numbers, expired cards ───────────────────────────────────────────────────────────────────────────────


async def test_a_marriage_under_an_earlier_number_is_found_and_the_numbers_are_linked(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    base.married("p-0999", "p-1009", office="溧阳市民政局", on="2008-08-08")
    city.departments.says("public-security", "identity", police_say(former=["p-0999"]))

    case = await city.open(MARRIAGE, booked(city.number))
    ask = await case.asks("registration")
    await case.decide("registration", "refuse")
    record = await case.closed()

    assert ask.proposal == "no_spouse"
    assert base.links == {GROOM: ["p-0999"]}
    assert "溧阳市民政局" in str(record.decisions[0])


async def test_an_earlier_number_without_a_marriage_is_linked_and_goes_into_the_file(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    city.departments.says("public-security", "identity", police_say(former=["p-0999"]))

    case = await city.open(MARRIAGE, booked(city.number))
    await case.decide("registration", "register")
    await case.closed()

    assert base.entries[0].said[0]["former"] == ["p-0999"]
    assert base.entries[0].said[0]["registrar"] == "CZ-TN.registrar"


async def test_an_expired_card_is_told_once_and_the_couple_comes_again_with_a_new_one(city: PaperCity) -> None:
    cards = in_turn(*(answered(records=[
        {"person": GROOM, "matches": True, "valid": valid}, {"person": BRIDE, "matches": True, "valid": True},
    ]) for valid in (False, True)))  # fmt: skip
    city.departments.says("public-security", "identity", cards)

    case = await city.open(MARRIAGE, booked(city.number))
    await case.decide("registration", "postpone", reasons="身份证过期")
    await case.decide("registration", "register")
    record = await case.closed()

    assert record.outcome == "registered"
    (missing, _) = [body["details"] for body in city.departments.bodies("deliver_notice")]
    assert missing["kind"] == "missing"
    assert "先换领新证" in missing["text"]


# ── the paper era ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("found", "details", "choices"),
    [
        ("nothing_found", {}, ("register", "refuse", "postpone")),
        ("ended", {}, ("register", "refuse", "postpone")),
        ("married", {"office": "戴埠镇", "recorded_on": "1994-02-03"}, ("refuse", "postpone", "ask_keeper")),
    ],
)
async def test_a_record_of_the_paper_era_is_searched_by_an_officer(
    city: PaperCity, found: str, details: Body, choices: tuple[str, ...]
) -> None:
    base = PaperBase().serves(city)
    base.persons[GROOM] = {"paper_era": True}

    case = await city.open(MARRIAGE, booked(city.number))
    search = await case.asks("archive")
    await case.decide("archive", found, reasons="查阅镇档案", details=details)
    ask = await case.asks("registration")

    assert (search.role, search.unit) == ("marriage registrar", "CZ-TN")
    assert ask.choices == choices
    if found == "married":
        assert "戴埠镇" in str((await case.record()).decisions[0])


async def test_who_declares_a_divorce_that_nobody_recorded_is_looked_for_in_the_archive(city: PaperCity) -> None:
    case = await city.open(MARRIAGE, booked(city.number, bride={"declared": "divorced"}))

    ask = await case.asks("archive")
    await case.decide("archive", "ended", reasons="镇档案有离婚登记")
    await case.decide("registration", "register")
    record = await case.closed()

    assert ask.proposal == "second: search the paper archive"
    assert record.outcome == "registered"
    assert [ruled.question for ruled in record.rulings] == ["archive", "registration"]


# ── special spouses ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_foreigners_missing_papers_come_in_one_notice_and_reopen_the_question(city: PaperCity) -> None:
    base = PaperBase().serves(city)
    base.persons[BRIDE] = {}
    foreign = {"kind": "foreigner", "papers": ["passport"], **ABROAD}
    case = await city.open(MARRIAGE, booked(city.number, "birth-registration", "housing-fund-update", bride=foreign))

    first = await case.asks("registration")
    await case.hears(supplied(city.number, BRIDE, "authenticated certificate of no spouse", "translation into Chinese"))
    await case.until(lambda record: record.pending and record.pending.choices[0] == "register")
    await case.decide("registration", "register")
    record = await case.closed()

    assert first.choices == ("refuse", "postpone")
    kinds = [body["details"]["kind"] for body in city.departments.bodies("deliver_notice")]
    assert kinds == ["missing", "complete"]
    missing = city.departments.bodies("deliver_notice")[0]["details"]["text"]
    assert "经认证的无配偶证明" in missing
    assert "中文译本" in missing
    assert "有效护照" not in missing
    assert record.outcome == "registered"
    items = [(body["details"]["item"], [each["ref"] for each in body["subjects"]])
             for body in city.departments.bodies("linked_item")]  # fmt: skip
    assert items == [("birth-registration", [GROOM]), ("housing-fund-update", [GROOM])]
    (notice,) = city.said(case, "marriage.notice-sent")
    assert (notice["results"]["household register 1"], notice["results"]["household register 2"]) == (
        "answered", "not_linkable",
    )  # fmt: skip


async def test_a_marriage_with_a_foreigner_belongs_to_a_designated_office(city: PaperCity) -> None:
    foreign = {"kind": "foreigner", "papers": FOREIGN, **ABROAD}
    case = await city.open(MARRIAGE, booked(city.number, bride=foreign, office="CZ-ZL"))

    ask = await case.asks("registration")

    assert (ask.choices[0], ask.proposal) == ("refuse", "designated_office")


@pytest.mark.parametrize(
    ("kind", "papers"),
    [
        ("serving soldier", SOLDIER),
        ("resident of Hong Kong or Macao",
         ("travel permit or residence permit", "notarised declaration of no spouse and no near kinship")),
        ("resident of Taiwan",
         ("travel permit or residence permit", "notarised declaration of no spouse and no near kinship")),
        ("Chinese citizen living abroad", ("passport", "authenticated certificate of no spouse")),
    ],
)  # fmt: skip
async def test_special_spouses_marry_with_their_own_papers_and_no_item_is_linked_to_them(
    city: PaperCity, kind: str, papers: tuple[str, ...]
) -> None:
    case = await city.open(MARRIAGE, booked(city.number, "birth-registration", bride={"kind": kind}))
    before = await case.asks("registration")

    await case.hears(supplied(city.number, BRIDE, *papers))
    await case.until(lambda record: record.pending and record.pending.choices[0] == "register")
    await case.decide("registration", "register")
    record = await case.closed()

    assert before.proposal.count("paper_") == len(papers)  # type: ignore[union-attr]
    assert record.outcome == "registered"
    assert [[each["ref"] for each in body["subjects"]] for body in city.departments.bodies("linked_item")] == [[GROOM]]
    assert [line.status.value for line in record.asked if line.topic == "household_register_change"] == [
        "answered", "not_linkable",
    ]  # fmt: skip


async def test_two_whom_the_base_does_not_know_speak_through_their_papers(city: PaperCity) -> None:
    """The base has nothing on a foreigner: the certificate of no spouse and the passport stand for it."""
    foreign = {"kind": "foreigner", "papers": FOREIGN, **ABROAD}
    only_the_groom = answered(records=[{"person": GROOM, "married": False}])
    city.departments.says("civil-affairs", "marriage_status", only_the_groom)
    case = await city.open(MARRIAGE, booked(city.number, bride=foreign))

    await case.decide("registration", "register")
    record = await case.closed()

    assert record.outcome == "registered"
