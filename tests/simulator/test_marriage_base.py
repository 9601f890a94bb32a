"""Does the pretend marriage base keep its word: one lock, one marriage, one end, and a file of each?"""

from datetime import date

import pytest

from schemas.identifiers import PersonRef
from schemas.people import Sex, Spouse
from schemas.questions import Topic
from schemas.registrations import MarriageEntry
from simulator.archive import Archive
from simulator.scenarios import TODAY, load
from tests.simulator.conftest import question

COUPLE = ["p-1", "p-2"]
CERTIFICATE = "J320402-2012-000001"


def spouse(ref: str, sex: Sex) -> Spouse:
    return Spouse(ref=PersonRef(ref), name="某", born=date(1990, 1, 1), sex=sex)


def archive() -> Archive:
    both = (spouse("p-1", Sex.MALE), spouse("p-2", Sex.FEMALE))
    entry = MarriageEntry(certificate=CERTIFICATE, office="某处", on=date(2012, 5, 20), spouses=both)
    return Archive(entries={CERTIFICATE: entry})


def errand(case="marriage:B-1", **details):
    known = {"booking": case.partition(":")[2], "spouses": COUPLE, "office": "CZ-WJ", "on": "2026-05-20"}
    return {"case": case, "details": {**known, **details}}


async def told(city, task, key, body):
    answer = (await city.do("civil-affairs", task, key, body)).json()
    return answer.get("result") or answer["reason"]


async def record_of(city, person, case):
    answer = await city.ask(question("civil-affairs", Topic.MARRIAGE_STATUS, person, case=case))
    return answer.json()["result"]["records"][0]


async def test_who_comes_second_learns_who_is_first_and_may_take_over_only_from_that_one(city_of):
    city = city_of()
    await told(city, "lock_for_marriage", "1", errand())

    holder = await told(city, "lock_holder", "2", errand("marriage:B-2"))
    wrong = await told(city, "take_over_lock", "3", errand("marriage:B-2", **{"from": "B-9"}))
    right = await told(city, "take_over_lock", "4", errand("marriage:B-2", **{"from": "B-1"}))

    assert holder == {"booking": "B-1", "office": "CZ-WJ", "case": "marriage:B-1"}
    assert (wrong, right) == ("pending_elsewhere", {"locked": True})
    assert await told(city, "register_marriage", "5", errand()) == "lock_lost"


async def test_nobody_is_entered_from_paper_who_is_married_already(city_of):
    city = city_of(archive=archive())

    assert await told(city, "enter_offline_marriage", "1", errand(certificate="J-2")) == "already_married"


async def test_an_application_for_divorce_shows_until_it_is_gone_and_a_divorce_ends_the_marriage(city_of):
    city = city_of(archive=archive())
    about = errand("divorce:D-1", number="D-1")

    await told(city, "note_divorce_application", "1", about)
    pending = await record_of(city, "p-1", "marriage:B-1")
    await told(city, "register_divorce", "2", about)
    divorced = await record_of(city, "p-1", "marriage:B-2")

    assert (pending["married"], pending["divorce_pending"], pending["spouse"]) == (True, True, "p-2")
    assert (divorced["married"], divorced["divorce_pending"]) == (False, False)


@pytest.mark.parametrize("certificate", [CERTIFICATE, None])
async def test_a_file_is_found_by_its_certificate_or_by_the_two(city_of, certificate):
    city = city_of(archive=archive())

    entry = await told(city, "marriage_entry", "1", errand("divorce:D-1", certificate=certificate))

    assert (entry["certificate"], entry["status"]) == (CERTIFICATE, "married")


async def test_what_never_counted_stays_in_the_file_as_never_valid(city_of):
    city = city_of(archive=archive())

    await told(city, "void_marriage", "1", errand("marriage-correction:J-1", certificate=CERTIFICATE))
    entry = await told(city, "marriage_entry", "2", errand("divorce:D-1", certificate=CERTIFICATE))

    assert entry["status"] == "never valid"
    assert not (await record_of(city, "p-2", "marriage:B-1"))["married"]


def test_the_day_of_an_application_is_the_day_on_which_the_story_is_read():
    assert TODAY not in str(load("divorce").lines)
