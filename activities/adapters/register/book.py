"""The register in SQLite or PostgreSQL: each entry once and wholly, each reading with its line in the access log."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from activities.adapters.register.database import connect
from activities.adapters.register.page import Page
from activities.adapters.register.reading import logged, read
from schemas.household_files import FileRequest, HouseholdFile, ItemState
from schemas.identifiers import CaseId, HouseholdRef
from schemas.questions import ReplyStatus
from schemas.register_entries import ItemResult, ItemsEntry, PaymentEntry, RecognitionEntry, RefusalEntry

STATES = {
    ReplyStatus.REFUSED: ItemState.REFUSED,
    ReplyStatus.NOT_LINKABLE: ItemState.NOT_LINKABLE,
}
ANSWERS = {True: ItemState.GRANTED, False: ItemState.NOT_GRANTED, None: ItemState.ANSWERED}


class SqlBook:
    """One engine for the process; every method may be repeated, and blocks."""

    def __init__(self, url: str) -> None:
        self.engine = connect(url)
        """Shared by the other books of the register."""

    def close(self) -> None:
        """Gives the connections back."""
        self.engine.dispose()

    def enter_recognition(self, entry: RecognitionEntry) -> None:
        with self._page(entry.case, entry.household) as page:
            if not page.begins(f"{entry.case}/recognition", "recognised", entry.on, entry):
                return
            page.found(entry.members, entry.on, entry.signature)
            page.decided(entry.decisions, entry.signature)
            page.entitled(
                key=f"{entry.case}/{entry.category}", benefit=entry.category, amount=entry.amount,
                valid_from=entry.first_month, valid_to=entry.valid_to, decided_at=entry.signature.at,
                event_id=entry.event,
            )  # fmt: skip
            for owed in entry.items:
                page.reported(f"{owed.item}/asked", item=owed.item, department=owed.department,
                              state=ItemState.NOT_REPORTED, reported_on=entry.on, event_id=entry.event)  # fmt: skip
            if entry.snapshot is not None:
                page.snapshot(entry.snapshot)
            if entry.payment is not None:
                page.ordered(PaymentEntry(household=entry.household, on=entry.on, order=entry.payment))

    def enter_refusal(self, entry: RefusalEntry) -> None:
        with self._page(entry.case, entry.household) as page:
            if page.begins(f"{entry.case}/refusal", "refused", entry.on, entry):
                page.found(entry.members, entry.on, entry.signature)
                page.decided(entry.decisions, entry.signature)

    def enter_items(self, entry: ItemsEntry) -> None:
        with self._page(entry.case, entry.household) as page:
            for said in entry.results:
                page.reported(f"{said.item}/{said.event}", item=said.item, department=said.department,
                              state=_state(said), reported_on=entry.on, event_id=said.event)  # fmt: skip

    def enter_payment_order(self, entry: PaymentEntry) -> None:
        with self._page(entry.order.case, entry.household) as page:
            page.ordered(entry)

    def household_file(self, request: FileRequest) -> HouseholdFile | None:
        with Session(self.engine) as session, session.begin():
            found = read(session, request)
            logged(session, request, found=found is not None)
            return found

    @contextmanager
    def _page(self, case: CaseId, household: HouseholdRef) -> Iterator[Page]:
        with self.engine.begin() as connection:
            yield Page(connection, case, household)


def _state(said: ItemResult) -> ItemState:
    if said.ended:
        return ItemState.GIVEN_UP if said.given_up else ItemState.ENDED
    if said.status is ReplyStatus.ANSWERED:
        return ANSWERS[said.granted]
    return STATES.get(said.status, ItemState.NOT_REPORTED)
