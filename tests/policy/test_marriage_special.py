"""Domain 5.1, 5.3, 5.4: special spouses, papers, archives, paper entries, applications for divorce, letters."""

from datetime import date

import pytest

from policy import divorce, marriage, marriage_items, marriage_letters, marriage_offline, revocation, running_time
from schemas.clocks import PauseGround
from schemas.divorces import DivorceFacts
from schemas.identifiers import ItemId, UnitId
from schemas.limits import calendar_days
from schemas.marriages import ArchiveFinding, MaritalHistory, MaritalRecord, SpouseKind, SpousePaper
from schemas.people import Spouse
from schemas.registrations import EntryStatus, Evidence, MarriageEntry, RegistrationDispute
from schemas.weddings import LetterKind
from tests.policy.facts import ON, person

TIANNING = UnitId("CZ-TN")
PERMIT, PASSPORT = SpousePaper.TRAVEL_PERMIT, SpousePaper.PASSPORT
DECLARATION, CERTIFICATE = SpousePaper.NOTARISED_DECLARATION, SpousePaper.AUTHENTICATED_CERTIFICATE
SOLDIER = (SpousePaper.MILITARY_IDENTITY, SpousePaper.MILITARY_PERMIT)


def bride(**changed):
    facts = {"ref": person(1), "name": "某", "born": date(1998, 7, 16), "sex": "female", "household_region": "320412"}
    return Spouse.model_validate(facts | {"household_unit": "某派出所"} | changed)


def groom(**changed):
    return bride(**{"ref": person(2), "born": date(1996, 2, 27), "sex": "male"} | changed)


def record(number, **changed):
    known = {"person": person(number), "married": False, "identity_matches": True, "id_valid": True}
    return MaritalRecord.model_validate(known | changed)


def decided(first=None, second=None, *, records=None, unit=TIANNING, voluntary=True):
    records = (record(1), record(2)) if records is None else records
    return marriage.conditions(first or bride(), second or groom(), records, ON, unit=unit, voluntary=voluntary)


def failed(decision):
    return [one.code for one in decision.conditions if one.met is False]


# ── special spouses ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "papers", "missing"),
    [
        (SpouseKind.MAINLAND, (), []),
        (SpouseKind.MILITARY, (), ["paper_military_identity", "paper_military_permit"]),
        (SpouseKind.MILITARY, SOLDIER, []),
        (SpouseKind.HONG_KONG_MACAO, (PERMIT,), ["paper_notarised_declaration"]),
        (SpouseKind.HONG_KONG_MACAO, (PERMIT, DECLARATION), []),
        (SpouseKind.TAIWAN, (DECLARATION,), ["paper_travel_permit"]),
        (SpouseKind.OVERSEAS_CHINESE, (PASSPORT, CERTIFICATE), []),
        (SpouseKind.FOREIGN, (PASSPORT, CERTIFICATE), ["paper_translation"]),
        (SpouseKind.FOREIGN, (), ["paper_passport", "paper_authenticated_certificate", "paper_translation"]),
    ],
)
def test_each_kind_of_spouse_shows_papers_of_its_own_and_every_missing_one_is_named(kind, papers, missing):
    assert failed(decided(bride(kind=kind, papers=papers))) == missing


@pytest.mark.parametrize(
    ("kind", "unit", "expected"),
    [
        (SpouseKind.FOREIGN, "CZ-TN", []),
        (SpouseKind.FOREIGN, "CZ-ZL", ["designated_office"]),
        (SpouseKind.TAIWAN, "CZ-ZL", []),
        (SpouseKind.MAINLAND, "CZ-ZL", []),
    ],
)
def test_only_named_offices_register_a_marriage_with_a_foreigner(kind, unit, expected):
    papers = tuple(SpousePaper)

    assert failed(decided(bride(kind=kind, papers=papers), unit=UnitId(unit))) == expected


@pytest.mark.parametrize(
    ("kind", "papers", "open_"),
    [
        (SpouseKind.FOREIGN, tuple(SpousePaper), []),
        (SpouseKind.TAIWAN, (PERMIT, DECLARATION), []),
        (SpouseKind.MILITARY, SOLDIER, ["no_spouse", "identity_matches", "id_valid"]),
        (SpouseKind.MAINLAND, (), ["no_spouse", "identity_matches", "id_valid"]),
    ],
)
def test_papers_speak_for_who_comes_from_abroad_and_for_nobody_else(kind, papers, open_):
    found = decided(bride(kind=kind, papers=papers), records=(record(2),))

    assert [one.code for one in found.conditions if one.met is None] == open_


@pytest.mark.parametrize(
    ("kind", "papers", "met"),
    [
        (SpouseKind.FOREIGN, tuple(SpousePaper), True),
        (SpouseKind.OVERSEAS_CHINESE, (PASSPORT, CERTIFICATE), True),
        (SpouseKind.HONG_KONG_MACAO, (PERMIT, DECLARATION), True),
        (SpouseKind.TAIWAN, (PERMIT, DECLARATION), True),
        (SpouseKind.TAIWAN, (DECLARATION,), None),
        (SpouseKind.MILITARY, SOLDIER, True),
        (SpouseKind.MILITARY, (SpousePaper.MILITARY_PERMIT,), None),
        (SpouseKind.MAINLAND, tuple(SpousePaper), None),
    ],
)
def test_where_the_police_say_nothing_papers_of_another_kind_speak_and_the_trace_says_so(kind, papers, met):
    silent = record(1, identity_matches=None, id_valid=None)
    found = decided(bride(kind=kind, papers=papers), records=(silent, record(2)))

    identity = [one for one in found.conditions if one.code in {"identity_matches", "id_valid"}][::2]
    assert [one.met for one in identity] == [met, met]
    assert {one.facts[0].source for one in identity} == {"civil-affairs" if met else "public-security"}


@pytest.mark.parametrize("kind", SpouseKind)
def test_a_no_of_the_police_outweighs_any_paper(kind):
    records = (record(1, identity_matches=False), record(2))

    assert failed(decided(bride(kind=kind, papers=tuple(SpousePaper)), records=records)) == ["identity_matches"]


def test_a_record_of_the_base_outweighs_any_paper_from_abroad():
    foreign = bride(kind=SpouseKind.FOREIGN, papers=tuple(SpousePaper))

    assert failed(decided(foreign, records=(record(1, married=True), record(2)))) == ["no_spouse"]


@pytest.mark.parametrize("kind", SpouseKind)
def test_items_and_registers_are_linked_to_plain_residents_alone(kind):
    spouse = bride(kind=kind)

    linked = kind is SpouseKind.MAINLAND
    assert marriage_items.offered(ItemId("birth-registration"), spouse, ON).granted is linked
    assert marriage_items.register_change(spouse, ON).granted is linked
    assert marriage_items.move(spouse, ON, wanted=True, host_consents=True, housing=True).granted is linked


# ── what contradicts the base ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "declared", "met"),
    [
        pytest.param({"paper_era": True}, None, [None], id="the base says that paper may exist"),
        pytest.param({}, MaritalHistory.DIVORCED, [None], id="declared divorced, no end known"),
        pytest.param({}, MaritalHistory.WIDOWED, [None], id="declared widowed, no end known"),
        pytest.param({"ended_on": "2015-01-01"}, MaritalHistory.DIVORCED, [], id="the base knows the end"),
        pytest.param({}, MaritalHistory.NEVER_MARRIED, [], id="never married"),
        pytest.param({"paper_era": True, "archive": "nothing found"}, None, [True], id="searched, nothing"),
        pytest.param({"paper_era": True, "archive": "ended marriage found"}, None, [True], id="searched, ended"),
        pytest.param({"paper_era": True, "archive": "marriage found"}, None, [False], id="searched, it lasts"),
    ],
)
def test_a_marriage_on_paper_is_open_until_an_officer_has_looked(said, declared, met):
    found = decided(bride(declared=declared), records=(record(1, **said), record(2)))

    assert [one.met for one in found.conditions if one.code == "archive_search"] == met
    assert ArchiveFinding.MARRIED.value == "marriage found"


@pytest.mark.parametrize(
    ("field", "said", "conflicts"),
    [
        ("未婚", {}, 0),
        ("已婚", {}, 1),
        ("离异", {}, 1),
        ("离异", {"ended_on": "2015-01-01"}, 0),
        ("未婚", {"ended_on": "2015-01-01"}, 1),
        ("已婚", {"married": True}, 0),
        ("未婚", {"married": True}, 1),
        (None, {}, 0),
        ("", {}, 0),
    ],
)
def test_only_a_household_field_that_contradicts_the_base_is_a_conflict(field, said, conflicts):
    found = decided(records=(record(1, household_field=field, **said), record(2)))

    assert [one.code for one in found.conditions].count("household_field_no_ground") == conflicts


def test_who_is_called_married_reads_every_way_out():
    found = decided(records=(record(1, married=True, office="某县民政局", recorded_on="2019-08-08"), record(2)))

    text = marriage_letters.letter(LetterKind.NOT_REGISTERED, found, ON)
    for told in ("某县民政局", "2019-08-08", "由该登记机关更新", "身份被冒用", "行政复议", "行政诉讼"):
        assert told in text


def test_a_letter_says_who_did_not_want_it_and_nothing_of_what_nobody_has_asked():
    forced = marriage_letters.letter(LetterKind.NOT_REGISTERED, decided(voluntary=False), ON)
    unasked = marriage_letters.letter(LetterKind.NOT_REGISTERED, decided(voluntary=None), ON, said="另有原因")

    assert "并非双方完全自愿" in forced
    assert "《民法典》第一千零四十六条" in forced
    assert "自愿" not in unasked


# ── entries on paper ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("records", "found"),
    [
        pytest.param((record(1), record(2)), [], id="not entered yet"),
        pytest.param((record(1, married=True, spouse=person(2)), record(2, married=True, spouse=person(1))),
                     ["not_entered_yet", "not_entered_yet"], id="the same marriage stands there already"),
        pytest.param((record(1, married=True, spouse=person(9)), record(2)), ["no_spouse"], id="another spouse"),
        pytest.param((record(2),), [], id="the base does not know one of the two"),
    ],
)  # fmt: skip
def test_a_paper_entry_finds_its_double_and_another_spouse(records, found):
    assert failed(marriage_offline.conditions((bride(), groom()), records, ON)) == found


# ── divorce ──────────────────────────────────────────────────────────────────────────────────────────────────────


def entry(**changed):
    facts = {"certificate": "J-1", "office": "某处", "on": date(2019, 10, 1), "spouses": (bride(), groom())}
    return MarriageEntry.model_validate(facts | changed)


def facts(**changed):
    known = {"applied_on": ON, "spouses": (person(1), person(2)), "in_person": True, "agreement": True,
             "capable": True, "entry": entry()}  # fmt: skip
    return DivorceFacts.model_validate(known | changed)


@pytest.mark.parametrize(
    ("changed", "open_"),
    [
        pytest.param({}, [], id="everything is there"),
        pytest.param({"in_person": False}, ["both_in_person"], id="one alone"),
        pytest.param({"agreement": False}, ["agreement"], id="no agreement in writing"),
        pytest.param({"capable": False}, ["capable"], id="of restricted capacity"),
        pytest.param({"entry": entry(mainland=False)}, ["registered_in_the_mainland"], id="married abroad"),
        pytest.param({"entry": entry(status=EntryStatus.ENDED)}, ["married_to_each_other"], id="divorced already"),
        pytest.param({"entry": entry(status=EntryStatus.NEVER_VALID)}, ["married_to_each_other"], id="never valid"),
        pytest.param({"spouses": (person(1), person(9))}, ["married_to_each_other"], id="not to each other"),
        pytest.param({"entry": None}, ["married_to_each_other", "registered_in_the_mainland"], id="no file"),
    ],
)
def test_an_application_for_divorce_names_everything_that_it_lacks(changed, open_):
    found = divorce.acceptance(facts(**changed), ON)

    assert [one.code for one in found.conditions if one.met is not True] == open_
    assert found.granted is (not open_)


def test_the_certificate_is_for_two_who_are_still_married():
    ended = facts(applied_on=date(2026, 3, 2), entry=entry(status=EntryStatus.ENDED))

    found = divorce.conditions(ended.applied_on, date(2026, 4, 2), together=True, same_office=True, facts=ended)

    assert failed(found) == ["married_to_each_other"]


@pytest.mark.parametrize("step", ["divorce withdrawal", "divorce collection"])
@pytest.mark.parametrize("ground", PauseGround)
def test_no_officer_can_stop_the_periods_of_a_divorce(step, ground):
    assert running_time.standstill(step, ground) is None
    assert running_time.extension(step, calendar_days(30), ON).limit is None


# ── revocation ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "finding", "binding"),
    [
        ("court judgment", "void", "void"),
        ("court judgment", "annulled", "annulled"),
        ("court judgment", None, None),
        ("judicial suggestion", None, None),
        ("police finding", "void", None),
    ],
)
def test_only_what_a_judgment_pronounces_binds_without_a_decision(kind, finding, binding):
    paper = Evidence(kind=kind, number="1号", on=ON, finding=finding)

    assert revocation.pronounced(RegistrationDispute(certificate="J-1", evidence=(paper,))) == binding


# ── letters ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_has_a_title_and_remedies_only_where_somebody_decided(kind):
    text = marriage_letters.letter(kind, decided(), ON, about="某处", said="理由")

    assert text.startswith(marriage_letters.TITLES[kind])
    assert ("行政复议" in text) is (kind in marriage_letters.DECIDED)
    assert "某处" in text
