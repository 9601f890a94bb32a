"""What the register keeps of disability subsidies: each note once, one file whatever came first, precise months."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest

from activities.adapters.register.book import SqlBook
from activities.adapters.register.payments import SqlPayments
from activities.adapters.register.rights import SqlRights
from activities.adapters.register.subsidies import SqlSubsidies
from activities.register import Contradicted
from activities.rights import Outdated
from activities.subsidies import NotYet
from policy.disability_changes import assessment
from schemas.disability import (
    BOTH,
    ClaimEntry,
    ClaimRequest,
    FileRequest,
    HouseholdRequest,
    NoteEntry,
    Subsidy,
    SubsidyFile,
    SubsidyRequest,
)
from schemas.disability_report import Precision
from schemas.disability_rounds import CountyRequest, ExpiringRequest, ReminderEntry, StandardRequest
from schemas.register_entries import Signature
from schemas.rights import ChangeEntry, FactEntry, RightSpan
from tests.activities.register.entries import recognition
from tests.activities.register.payment_runs import JUNE, answered, frozen, run

PERSON, HOUSEHOLD, CASE = "p-0001", "h-0001", "disability-subsidies:A-1"
ABOUT = {"case": CASE, "person": PERSON, "household": HOUSEHOLD}
PAPER = {"disability": {"kind": "physical", "grade": 1}, "issued_on": "2015-01-01"}
TODAY = date(2026, 6, 12)


@pytest.fixture
def subsidies(book: SqlBook) -> SqlSubsidies:
    return SqlSubsidies(book.engine)


def claim(case: str = CASE, **changed: Any) -> ClaimEntry:
    said = {**ABOUT, "case": case, "on": "2026-05-28", "kinds": BOTH, "town": "CZ-TN-LL", "county": "CZ-TN", **changed}
    return ClaimEntry.model_validate({"case": case, "claim": said})


def found(number: int = 1, **changed: Any) -> NoteEntry:
    said = {**ABOUT, "on": "2026-06-08", "certificate": PAPER, "works": False, "pension": False, **changed}
    return NoteEntry.model_validate({**ABOUT, "finding": said, "number": number})


def ruled(case: str = CASE, **changed: Any) -> NoteEntry:
    return NoteEntry.model_validate({**ABOUT, "case": case, "ruling": {**ABOUT, "case": case, "on": TODAY, **changed}})


def happened(kind: str, on: str, *, case: str = CASE, **changed: Any) -> NoteEntry:
    fact = {"key": f"{kind}/{PERSON}/{on}", "kind": kind, "person": PERSON, "happened_on": on, "known_on": on,
            "source": "health", "event": f"e-{kind}", **changed}  # fmt: skip
    return NoteEntry.model_validate({"case": case, "person": PERSON, "fact": fact})


def file(subsidies: SqlSubsidies, person: str = PERSON) -> SubsidyFile:
    return subsidies.file(FileRequest.model_validate({"person": person, "case": CASE}))


def signed(at: datetime = datetime(2026, 6, 12, 8, tzinfo=UTC)) -> Signature:
    return Signature.model_validate({"question": "confirmation", "officer": "CZ-TN.head", "at": at})


def granted(subsidies: SqlSubsidies, rights: SqlRights) -> None:
    """Asked, found, decided and entered as assessed."""
    subsidies.claim(claim())
    subsidies.enter(found())
    entered(subsidies, rights, CASE)
    subsidies.enter(ruled())


def entered(subsidies: SqlSubsidies, rights: SqlRights, case: str, on: date = TODAY) -> None:
    known = file(subsidies)
    deciding = case if any(one.case == case for one in known.claims) else None
    changes = assessment(SubsidyRequest(file=known, on=on, claim=deciding)).changes
    rights.enter_change(ChangeEntry.model_validate({
        "case": case, "household": HOUSEHOLD, "on": on, "based_on": known.version, "signature": signed(),
        "spans": tuple(span for change in changes for span in change.spans), "event": f"e-{case}",
    }))  # fmt: skip


def test_a_file_of_a_stranger_is_empty(subsidies):
    assert file(subsidies, "p-stranger") == SubsidyFile.model_validate({"person": "p-stranger"})


def test_what_was_noted_is_read_again_as_it_was(subsidies):
    subsidies.claim(claim())
    subsidies.enter(found())
    subsidies.enter(ruled(given_up=["disability_nursing"]))
    known = file(subsidies)

    assert (known.claims, known.findings, known.rulings) == (
        (claim().claim,), (found().finding,), (ruled(given_up=["disability_nursing"]).ruling,),
    )  # fmt: skip
    assert (known.household, known.town, known.county) == (HOUSEHOLD, "CZ-TN-LL", "CZ-TN")


def test_what_a_case_claimed_is_found_by_its_case_alone(subsidies):
    subsidies.claim(claim())

    assert subsidies.claimed(ClaimRequest.model_validate({"case": CASE})) == claim().claim
    assert subsidies.claimed(ClaimRequest.model_validate({"case": f"{CASE}-2"})) is None


def test_a_note_is_written_once_and_another_one_under_its_key_is_refused(subsidies):
    subsidies.enter(found())
    subsidies.enter(found())

    with pytest.raises(Contradicted):
        subsidies.enter(found(care_months=3))
    assert len(file(subsidies).findings) == 1


def test_who_was_taken_over_belongs_to_the_county_that_took_over(subsidies):
    subsidies.claim(claim())
    subsidies.enter(ruled("disability-subsidies:moved", town="CZ-WJ-HT", county="CZ-WJ"))

    assert file(subsidies).county == "CZ-WJ"
    assert subsidies.persons(CountyRequest.model_validate({"case": "c", "county": "CZ-WJ"})).persons == (PERSON,)
    assert subsidies.persons(CountyRequest.model_validate({"case": "c", "county": "CZ-TN"})).persons == ()


def test_the_second_claim_for_the_same_is_told_of_the_first_until_that_is_decided(subsidies):
    other = claim("disability-subsidies:A-2", on="2026-06-01")

    assert subsidies.claim(claim()).by is None
    assert (subsidies.claim(other).by, subsidies.claim(claim()).by) == (CASE, None)
    assert len(file(subsidies).claims) == 1
    subsidies.enter(ruled())
    assert subsidies.claim(other).by is None


@pytest.mark.parametrize(
    ("kinds", "on"),
    [
        pytest.param(BOTH, "2026-04-30", id="an earlier month"),
        pytest.param(("disability_living",), "2026-06-01", id="other kind"),
    ],
)
def test_a_claim_for_more_is_no_double(subsidies, kinds, on):
    subsidies.claim(claim("disability-subsidies:A-2", kinds=("disability_nursing",)))

    assert subsidies.claim(claim(kinds=kinds, on=on)).by is None


def test_of_two_claims_at_the_same_moment_one_stands(open_book: Callable[[], SqlBook]):
    books = [SqlSubsidies(open_book().engine) for _ in range(2)]
    with ThreadPoolExecutor(2) as together:
        told = list(together.map(lambda each: each[0].claim(claim(f"disability-subsidies:A-{each[1]}")),
                                 zip(books, (1, 2), strict=True)))  # fmt: skip

    assert sorted(each.by is None for each in told) == [False, True]


@pytest.mark.parametrize("order", list(permutations(("fact", "again", "back"))))
def test_a_fact_that_is_taken_back_is_taken_back_in_whatever_order(subsidies, order):
    entries = {
        "fact": happened("death", "2026-06-03"),
        "again": happened("death", "2026-06-03", event="e-other", case="disability-subsidies:again"),
        "back": happened("death", "2026-06-03", revoked_by="e-back"),
    }
    subsidies.claim(claim())
    for name in order:
        subsidies.enter(entries[name])

    (fact,) = file(subsidies).facts
    assert (fact.happened_on, fact.revoked_by) == (date(2026, 6, 3), "e-back")


def test_a_fact_that_a_review_took_back_is_taken_back_here_too(subsidies, rights):
    subsidies.claim(claim())
    subsidies.enter(happened("prison-entered", "2026-06-20"))
    back = happened("prison-entered", "2026-06-20", revoked_by="e-back").fact
    rights.enter_fact(FactEntry.model_validate({"case": "review:x", "fact": back}))

    assert [fact.revoked_by for fact in file(subsidies).facts] == ["e-back"]


def test_the_household_s_recognition_is_the_person_s_as_long_as_the_person_belongs_to_it(book, subsidies):
    book.enter_recognition(recognition(1))
    members = file(subsidies, "p-0002").recognised
    stranger = file(subsidies, "p-stranger").recognised

    assert [(span.benefit, span.first) for span in members] == [("low_income", date(2026, 4, 1))]
    assert stranger == ()


def test_who_asked_or_is_known_to_be_disabled_is_listed_and_an_announced_entry_is_waited_for(book, subsidies):
    subsidies.claim(claim())
    subsidies.enter(happened("disability-changed", "2026-05-10", disability=PAPER["disability"]))
    asked = HouseholdRequest.model_validate({
        "household": HOUSEHOLD, "members": (PERSON, "p-0002"), "case": "c", "after": "assistance:A-9"})  # fmt: skip

    with pytest.raises(NotYet, match="read again until it is"):
        subsidies.listed(asked)
    book.enter_recognition(recognition(1))

    assert subsidies.listed(asked.model_copy(update={"after": recognition(1).case})).persons == (PERSON,)


def test_a_decision_on_an_old_ground_is_not_entered(book, subsidies, rights):
    book.enter_recognition(recognition(1))
    granted(subsidies, rights)
    known = file(subsidies)
    subsidies.enter(happened("death", "2026-06-03"))

    late = ChangeEntry.model_validate({
        "case": "disability-subsidies:late", "household": HOUSEHOLD, "on": TODAY, "based_on": known.version,
        "signature": signed(), "spans": (), "event": "e-late"})  # fmt: skip
    with pytest.raises(Outdated):
        rights.enter_change(late)


def test_a_fact_about_a_claimant_without_any_right_makes_a_decision_old_too(subsidies, rights):
    subsidies.claim(claim())
    known = file(subsidies)
    subsidies.enter(happened("death", "2026-06-03"))

    assert file(subsidies).version == (known.version or 0) + 1


def test_both_recoveries_of_a_person_are_kept_apart_from_the_others_of_the_household(subsidies, rights):
    subsidies.claim(claim())
    recoveries = [{"key": f"{CASE}/{person}/recovery/{kind}", "benefit": kind, "person": person, "total": "100.00",
                   "way": "repay"}
                  for person, kind in ((PERSON, "disability_living"), (PERSON, "disability_nursing"),
                                       ("p-0002", "disability_living"))]  # fmt: skip
    span = RightSpan.model_validate({"benefit": "disability_living", "person": PERSON, "amount": "350.00",
                                     "first": "2026-05-01"})  # fmt: skip
    rights.enter_change(ChangeEntry.model_validate({
        "case": CASE, "household": HOUSEHOLD, "on": TODAY, "signature": signed(), "spans": (span,), "event": "e-1",
        "recoveries": recoveries}))  # fmt: skip

    assert [one.benefit for one in file(subsidies).recoveries] == ["disability_living", "disability_nursing"]


def test_everybody_who_was_paid_what_is_due_is_precise(book, subsidies, rights):
    book.enter_recognition(recognition(1))
    granted(subsidies, rights)
    payments = SqlPayments(book.engine)
    frozen(payments, run(JUNE))
    answered(payments, run(JUNE))

    report = subsidies.precise(JUNE)

    assert (report.due, report.precise, report.share, report.lines) == (2, 2, "100.0 %", ())


@pytest.mark.parametrize(
    ("does", "expected"),
    [
        pytest.param("no run", {(Precision.UNPAID, ("no_payment_run",))}, id="no run has paid the month"),
        pytest.param("account closed", {(Precision.UNPAID, ("failed", "account_closed"))}, id="the account is closed"),
        pytest.param("not entered", {(Precision.UNPAID, ("right_not_entered",))}, id="nobody entered the right"),
        pytest.param("dead", {(Precision.WRONGLY, ("alive",))}, id="paid after the death"),
    ],
)
def test_what_is_not_precise_is_told_with_its_cause(book, subsidies, rights, does, expected):
    """Low income is recognised from April; the person asks in May, and June is looked at."""
    book.enter_recognition(recognition(1))
    if does == "not entered":
        subsidies.claim(claim())
        subsidies.enter(found())
        subsidies.enter(ruled())
    else:
        granted(subsidies, rights)
    payments = SqlPayments(book.engine)
    if does in {"account closed", "dead"}:
        frozen(payments, run(JUNE))
        answered(payments, run(JUNE), {PERSON} if does == "account closed" else frozenset())
    if does == "dead":
        subsidies.enter(happened("death", "2026-05-30"))

    report = subsidies.precise(JUNE)

    assert {(line.precision, line.why) for line in report.lines} == expected
    assert report.precise == 0


def test_who_is_named_in_a_report_can_read_who_looked(book, subsidies, rights, tables):
    book.enter_recognition(recognition(1))
    granted(subsidies, rights)

    subsidies.shown(subsidies.precise(JUNE), "CZ-TN.head", "onething disability report")

    (line,) = tables()["access_log"]
    assert (line["reader"], line["household"], line["fields"]) == ("CZ-TN.head", HOUSEHOLD, ["paid"])


def test_who_waits_for_a_decision_is_counted_apart(subsidies):
    subsidies.claim(claim())
    subsidies.enter(found())

    report = subsidies.precise(JUNE)

    assert (report.due, report.undecided) == (0, 1)


def test_an_adjustment_is_entered_once_also_when_it_is_asked_for_again(book, subsidies, rights):
    book.enter_recognition(recognition(1))
    granted(subsidies, rights)
    july = date(2027, 7, 1)
    plain = StandardRequest.model_validate({"case": "disability-round:x", "persons": (PERSON,), "on": july})
    events = {f"{PERSON}/{kind}": f"e-{kind}" for kind in Subsidy}
    decided = plain.model_copy(update={"signature": signed(), "events": events})

    preview = subsidies.adjusted(plain)
    first, again = subsidies.adjusted(decided), subsidies.adjusted(decided)

    assert (str(preview.total), len(preview.adjusted), preview.others) == ("28.00", 1, ())
    assert first.adjusted == again.adjusted
    assert [(each.kind, each.since) for each in first.adjusted] == [("disability_living", july)]
    assert "自2027年7月起按本告知书执行" in first.adjusted[0].letter
    assert str(subsidies.adjusted(plain).total) == "0.00"


def test_whoever_changed_otherwise_is_not_adjusted_with_the_others(book, subsidies, rights):
    book.enter_recognition(recognition(1))
    granted(subsidies, rights)
    subsidies.enter(happened("prison-entered", "2026-06-20"))
    plain = StandardRequest.model_validate({"case": "disability-round:x", "persons": (PERSON,), "on": "2027-07-01"})

    found_ = subsidies.adjusted(plain)

    assert (found_.adjusted, found_.others) == ((), (PERSON,))


def test_who_was_reminded_of_a_certificate_is_not_reminded_again(book, subsidies, rights):
    book.enter_recognition(recognition(1))
    subsidies.claim(claim())
    subsidies.enter(found(certificate={**PAPER, "valid_to": "2026-08-15"}))
    entered(subsidies, rights, CASE)
    subsidies.enter(ruled())
    asked = ExpiringRequest.model_validate({"case": "disability-round:x", "persons": (PERSON,), "on": "2026-06-16"})

    early = subsidies.expiring(asked.model_copy(update={"on": date(2026, 6, 15)}))
    told = subsidies.expiring(asked)
    for _ in range(2):
        subsidies.reminded(ReminderEntry(case=asked.case, expiring=told.expiring, on=asked.on))

    assert (early.expiring, [str(one.valid_to) for one in told.expiring]) == ((), ["2026-08-15"])
    assert subsidies.expiring(asked).expiring == ()
