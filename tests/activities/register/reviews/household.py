"""A household of a test, recognised in the register, and everything that can happen to it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from activities.adapters.register.book import SqlBook
from activities.adapters.register.payments import SqlPayments
from activities.adapters.register.rights import SqlRights
from events.contracts.bereavement import DeathConfirmed
from events.contracts.civil_affairs import AssistanceChangeAnswered
from events.contracts.envelope import Event
from policy.months import after, month_of
from policy.snapshots import snapshot
from registry.services import REVIEW
from schemas.deaths import DeathKind
from schemas.households import Category
from schemas.identifiers import HouseholdRef, PersonRef
from schemas.questions import ItemCode
from schemas.register_entries import RecognitionEntry, Signature
from schemas.reviews import SnapshotRequest
from schemas.rights import Standing, StandingRequest
from tests.activities.register.payment_runs import paid
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE, application, item, person
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity
from tests.workflows.paper_offices import answered

RECOGNISED, FIRST = date(2026, 3, 20), date(2026, 4, 1)
"""Before the demonstration city's next raise, and after everybody's application."""

SECOND, THIRD, FOURTH, FIFTH = (after(FIRST, count) for count in range(1, 5))


@dataclass
class Lived:
    """The family of three with 600.00 a month, or another one; persons carry the city's number."""

    city: PaperCity
    book: SqlBook

    @property
    def household(self) -> HouseholdRef:
        return HouseholdRef(f"h-{self.city.number}")

    def ref(self, person_: str) -> PersonRef:
        return PersonRef(f"{person_}-{self.city.number}")

    def recognised(
        self, *, category: Category = Category.LOW_INCOME, amount: str | None = "600.00", household: str | None = None,
        members: list[dict[str, Any]] | None = None, gap: bool = False, on: date = RECOGNISED,
        valid_to: date | None = None, **of: Any,
    ) -> HouseholdRef:  # fmt: skip
        """In the register, as a recognition leaves it; the form lies at the bureau."""
        ref = HouseholdRef(household or self.household)
        changed = {"household": {"ref": ref, "members": members or self.family()}, "incomes": self.incomes(), **of}
        filed = application(f"A-{ref}", **changed)
        form = answered(application=filed.model_dump(mode="json"))
        for errand in ("application_form", "transfer_package"):
            self.city.departments.says("civil-affairs", errand, form)
        kept = snapshot(SnapshotRequest(case=f"assistance:A-{ref}", application=filed, category=category, on=on,
                                        first_month=after(month_of(on)), recognition=True,
                                        valid_to=valid_to))  # fmt: skip
        self.book.enter_recognition(RecognitionEntry(
            case=kept.case, household=ref, members=tuple(each.ref for each in filed.household.members), on=on,
            signature=Signature(question="confirmation", officer="CZ-TN.head", at=f"{on}T10:00:00+08:00"),
            category=category, event="e-1", first_month=kept.first_month, amount=Decimal(amount) if amount else None,
            valid_to=valid_to,
            snapshot=kept.model_copy(update={"evidence_gap": gap})))  # fmt: skip
        return ref

    def family(self) -> list[dict[str, Any]]:
        return [
            person(self.ref(APPLICANT), "1958-03-15", "male", "applicant"),
            person(self.ref(SPOUSE), "1960-09-03", "female", "spouse"),
            person(self.ref(CHILD), "2016-11-20", "male", "other with legal support duty", student=True),
        ]

    def incomes(self) -> list[dict[str, str]]:
        return [
            {"person": self.ref(APPLICANT), "kind": "pension", "monthly": "1800.00"},
            {"person": self.ref(CHILD), "kind": "maintenance", "monthly": "600.00"},
        ]

    async def review(self, event: Event, *key: str) -> PaperCase:
        """The review that the event opens, under the key that the trigger gives it."""
        named = key or (event.fact, event.person, str(event.on))  # type: ignore[attr-defined]
        return await self.city.open(REVIEW, event, key=named)

    async def decided(self, event: Event, *rulings: tuple[str, str | None], key: tuple[str, ...] = ()) -> str:
        """Its outcome, when people decided so; the ordinary way where they said nothing else."""
        case = await self.review(event, *key)
        for question, choice in rulings or (("review", None),):
            await case.decide(question, choice)
        return str((await case.closed()).outcome)

    async def agrees(self, case: PaperCase, household: HouseholdRef | None = None) -> None:
        """The household answers that it may be moved to a weaker category."""
        await case.hears(AssistanceChangeAnswered(case=case.id, household=household or self.household, objects=False,
                                                  agrees_to_move=True))  # fmt: skip

    def knows(self, office: str, code: ItemCode, amount: str, whose: str = SPOUSE, **result: Any) -> None:
        """What an office answers when it is asked about a fact."""
        said = answered(**result).model_copy(update={"items": (item(code, amount, self.ref(whose)),)})
        self.city.departments.says(office, "fact_details", said)

    def letters(self, kind: str) -> list[str]:
        """What the household read under one kind of letter, in order, each delivered once."""
        notices = (body["details"] for body in self.city.departments.bodies("deliver_notice"))
        return [notice["text"] for notice in notices if notice["kind"] == kind]

    def paid_through(self, month: date) -> None:
        """Every month up to that one reached the account."""
        paid(SqlPayments(self.book.engine), month)

    def standing(self, household: str | None = None) -> Standing:
        request = StandingRequest(household=HouseholdRef(household or self.household), case="test")
        known = SqlRights(self.book.engine).standing(request)
        assert known is not None
        return known

    def held(self, household: str | None = None) -> list[tuple[str, str | None, date, str]]:
        """Benefit, yuan, first month and state of each right, in their order."""
        rights = sorted(self.standing(household).rights, key=lambda span: (span.benefit, span.first))
        return [
            (span.benefit, str(span.amount) if span.amount is not None else None, span.first, span.state.value)
            for span in rights
        ]

    def died(self, person_: str, on: date) -> DeathConfirmed:
        return DeathConfirmed(case="bereavement:1", person=self.ref(person_), on=on, reported_on=on,
                              how=DeathKind.HOSPITAL, sources=("health", "public-security"))  # fmt: skip
