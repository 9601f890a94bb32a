"""A disabled person of a test: an application, the facts of a life, what the offices know, what the register holds."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from activities.ports import SystemReply
from events.contracts.assistance import AssistanceIdentityConfirmed, AssistanceIdentityEnded
from events.contracts.bereavement import DeathConfirmed, DeathRevoked, DeathSuspected
from events.contracts.disability import DisabilitySubsidyApplied
from events.contracts.envelope import Event
from events.contracts.facts import DisabilityCertificateChanged, HouseholdRegisterMoved, PrisonEntered, PrisonReleased
from registry.services import DISABILITY
from schemas.disability import FileRequest, Subsidy
from schemas.questions import DataItem, ReplyStatus
from schemas.register_entries import RecognitionEntry, Signature
from schemas.rights import ChangeEntry, RightSpan, RightState
from tests.days import today
from tests.workflows.disability.registered import RegisteredCities
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity
from tests.workflows.paper_offices import answered

NEW_STANDARD = date(2027, 7, 1)
"""From then on another figure counts; the tests look at the months before."""

LIVING, NURSING = Subsidy.LIVING, Subsidy.NURSING
CERTIFICATE = {"disability": {"kind": "physical", "grade": 1}, "issued_on": "2015-01-01"}
SIGNED = Signature(question="confirmation", officer="CZ-TN.head", at=datetime(2026, 1, 5, tzinfo=UTC))


class Person(PaperCity):
    """A paper city with one disabled person, whose reference is the city's number, and their household."""

    def __init__(self, paper: PaperCity) -> None:
        super().__init__(paper.client)
        self.number, self.departments, self.post = paper.number, paper.departments, paper.post
        self.person = self.number
        self.household = f"h-{self.number}"
        self.knows()

    def knows(
        self, certificate: dict[str, Any] | None = CERTIFICATE, means: tuple[dict[str, Any], ...] = (), **need: Any
    ) -> None:
        """What the federation, the bureau and human resources say when they are asked."""
        told = {"household": self.household, "town": "CZ-TN-LL", "local": True, **need}
        self.departments.says("disabled-persons", "disability_certificate",
                              answered(records=[{"person": self.person, "certificate": certificate}]))  # fmt: skip
        self.departments.says("civil-affairs", "subsidy_need", answered(records=[{"person": self.person, **told}]))
        items = tuple(DataItem.model_validate({"person": self.person, **item}) for item in means)
        self.departments.says("human-resources", "means", SystemReply(status=ReplyStatus.ANSWERED, items=items))

    def applied(self, number: str | None = None, **changed: Any) -> DisabilitySubsidyApplied:
        person = {"ref": self.person, "name": "测试", "born": "1980-01-01", "sex": "female",
                  "id_number": "320499198001010024"}  # fmt: skip
        return DisabilitySubsidyApplied.model_validate({"application": {
            "number": number or self.number, "submitted_on": "2026-05-28", "person": person,
            "household": self.household, "received_by": "CZ-TN-LL", "received_region": "320402",
            "home_region": "320402", "home": "CZ-TN-LL", "declared": {"kind": "physical", "grade": 1}, **changed,
        }})  # fmt: skip

    async def apply(self, *key: str, **changed: Any) -> PaperCase:
        return await self.open(DISABILITY, self.applied(**changed), key=key)

    async def granted(self, **changed: Any) -> PaperCase:
        """A person who applied and is paid."""
        case = await self.apply(**changed)
        await case.decide("first_check")
        await case.decide("confirmation")
        await case.closed()
        return case

    async def happens(self, event: Event) -> PaperCase:
        """A fact is announced; its case carries the city's number."""
        return await self.open(DISABILITY, event, key=(type(event).__name__, datetime.now(UTC).isoformat()))

    # ── the facts of a life ──────────────────────────────────────────────────────────────────────────────────────

    def died(self, on: str, *, corrects: str | None = None) -> DeathConfirmed:
        return DeathConfirmed.model_validate({
            "case": f"bereavement:{self.number}", **self._fact(on), "corrects": corrects,
            "how": "in hospital or on the way", "sources": ("health", "public-security"),
        })  # fmt: skip

    def suspected(self, on: str) -> DeathSuspected:
        return DeathSuspected.model_validate({
            "case": f"bereavement:{self.number}", **self._fact(on), "sources": ("health",)})  # fmt: skip

    def lives(self, on: str) -> DeathRevoked:
        return DeathRevoked.model_validate({
            "case": f"bereavement:{self.number}", **self._fact(on)})  # fmt: skip

    def graded(
        self, on: str, grade: int | None, kind: str = "physical", **changed: Any
    ) -> DisabilityCertificateChanged:
        disability = {"kind": kind, "grade": grade} if grade else None
        return DisabilityCertificateChanged.model_validate({**self._fact(on), "disability": disability, **changed})

    def imprisoned(self, on: str) -> PrisonEntered:
        return PrisonEntered.model_validate(self._fact(on))

    def released(self, on: str) -> PrisonReleased:
        return PrisonReleased.model_validate(self._fact(on))

    def moved(self, on: str, region: str, town: str | None = None) -> HouseholdRegisterMoved:
        return HouseholdRegisterMoved.model_validate({**self._fact(on), "to_region": region, "to_town": town})

    def _fact(self, on: str) -> dict[str, Any]:
        """Told today, whenever it happened."""
        return {"person": self.person, "on": on, "reported_on": max(on, today().isoformat())}


class Town(Person):
    """The same with a register, which every case reads and writes."""

    def __init__(self, paper: PaperCity, cities: RegisteredCities) -> None:
        super().__init__(paper)
        self.cities = cities
        cities.known(self)
        self.certificates: dict[str, Any] = {}

    def recognised(
        self, category: str = "low_income", first: str = "2026-01-01", *, case: str = "R", **member: Any
    ) -> AssistanceIdentityConfirmed:
        """The household is recognised, entered and announced; with `disability` its snapshot says so."""
        id_ = f"assistance:{self.number}-{case}"
        entry = RecognitionEntry.model_validate({
            "case": id_, "household": self.household, "members": (self.person,), "on": "2026-01-05",
            "signature": SIGNED, "category": category, "event": f"e-{id_}", "first_month": first, "amount": "600.00",
            "snapshot": self._snapshot(id_, category, first, member) if member else None,
        })  # fmt: skip
        self.cities.book.enter_recognition(entry)
        return AssistanceIdentityConfirmed.model_validate({
            "case": id_, "number": f"{self.number}-{case}", "household": self.household, "category": category,
            "members": (self.person,), "valid_from": first,
        })  # fmt: skip

    def _snapshot(self, case: str, category: str, first: str, member: dict[str, Any]) -> dict[str, Any]:
        person = {"ref": self.person, "name": "", "born": "1980-01-01", "sex": "female", "relation": "applicant"}
        household = {"ref": self.household, "region": "320402", "county": "CZ-TN", "town": "CZ-TN-LL",
                     "members": [{**person, **member}]}  # fmt: skip
        application = {"number": self.number, "submitted_on": "2025-12-01", "household": household}
        return {"case": case, "number": self.number, "taken_on": "2026-01-05", "first_month": first,
                "category": category, "application": application}  # fmt: skip

    def ended(self, from_month: str, category: str = "low_income") -> AssistanceIdentityEnded:
        """The household is recognised no more, entered and announced."""
        id_ = f"review:{self.number}-{category}-{from_month}"
        self.cities.rights.enter_change(ChangeEntry.model_validate({
            "case": id_, "household": self.household, "on": from_month, "signature": SIGNED.model_copy(
                update={"at": datetime.now(UTC)}), "event": f"e-{id_}",
            "spans": (RightSpan(benefit=category, first=date.fromisoformat(from_month), state=RightState.ENDED),),
        }))  # fmt: skip
        return AssistanceIdentityEnded.model_validate({
            "case": id_, "number": self.number, "household": self.household, "category": category,
            "members": (self.person,), "ended_from": from_month, "reasons": ("income",),
        })  # fmt: skip

    # ── what the register holds ──────────────────────────────────────────────────────────────────────────────────

    def holds(self, kind: Subsidy = LIVING) -> list[tuple[str, str | None, str]]:
        """Months and amounts of a subsidy, as the payment runs read them."""
        file = self.cities.subsidies.file(FileRequest.model_validate({"person": self.person, "case": "test"}))
        known = (span for span in file.rights if span.benefit == kind and span.first < NEW_STANDARD)
        spans = sorted(known, key=lambda span: span.first)
        return merged([
            (f"{span.first:%y-%m}", _last(span), str(span.amount or Decimal(0)))
            for span in spans if span.state is RightState.ACTIVE
        ])  # fmt: skip


def merged(spans: list[tuple[str, str | None, str]]) -> list[tuple[str, str | None, str]]:
    """Months that follow each other with the same amount are one span, however they were decided."""
    found: list[tuple[str, str | None, str]] = []
    for first, last, amount in spans:
        if found and found[-1][2] == amount and found[-1][1] is not None and _next(found[-1][1]) == first:
            found[-1] = (found[-1][0], last, amount)
        else:
            found.append((first, last, amount))
    return found


def _last(span: RightSpan) -> str | None:
    """What goes on to the next standard goes on."""
    return f"{span.last:%y-%m}" if span.last and span.last < NEW_STANDARD - timedelta(days=1) else None


def _next(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{year + number // 12:02}-{number % 12 + 1:02}"
