"""What does a household's code open? A list for its holder, a summary for the grid, one yes or no for a merchant.

A token that is unknown, replaced, expired or not for this reader is refused in the same words, so that nobody
learns from it whether there is such a household. Why it was refused stands in the access log.
"""

import hashlib
import secrets
from collections.abc import Callable
from typing import Protocol
from uuid import NAMESPACE_URL, uuid5

from pydantic import SecretStr

from activities.access_log import noted, seen
from activities.code_views import grid_view, holder_view, merchant_view
from activities.file_access import NotShown
from activities.household_lists import HouseholdLists, ListBook
from events.contracts.civil_affairs import AssistanceItemRequested
from policy.household_views import held_back, may_hold, valid_for
from policy.moments import local
from registry.items import item
from registry.officers import officer
from schemas.access import Denial, Reading
from schemas.cases import Role
from schemas.household_codes import (
    Code,
    CodeReading,
    ConsentEntry,
    GridView,
    HolderView,
    Issued,
    MerchantView,
    SeenReading,
)
from schemas.household_lives import Life
from schemas.identifiers import ApplicationNumber, HouseholdRef, ItemId, PersonRef

SHUT = (
    "This code shows nothing here: it is unknown, out of date, replaced by a newer one, or not meant for this use. "
    "Ask its holder for the newest one."
)
UNKNOWN = HouseholdRef("unknown")
"""What the access log names when a token leads to no household."""

Condition = Callable[[Life, Code], Denial | None]


class CodeBook(Protocol):
    """Where codes and consents are kept. Every method blocks."""

    def issue(self, code: Code) -> None: ...

    def code(self, digest: str) -> Code | None: ...

    def consent(self, entry: ConsentEntry) -> None: ...

    def consented(self, household: HouseholdRef, person: PersonRef) -> frozenset[ItemId]:
        """Items for which the newest word of the person is yes."""
        ...


class HouseholdCodes:
    """Hands out codes, and shows by them what each reader may see."""

    def __init__(self, lists: ListBook, codes: CodeBook) -> None:
        self._lists = lists
        self._codes = codes

    def issue(self, reading: Reading, person: PersonRef) -> Issued:
        """An officer of the household gives an adult member a code; the one before opens nothing any more."""
        life = HouseholdLists(self._lists).admitted(reading, ("code",))
        if not may_hold(life, person, local(reading.at).date()):
            raise NotShown(
                f"{person} can hold no code of {reading.household}: a holder is an adult who was found in it.",
                Denial.NO_MEMBER,
            )
        return self._new(reading, person)

    def rotate(self, reading: CodeReading) -> Issued:
        """The holder takes a new code for the present one."""
        life, code = self._held(reading, ("code",))
        return self._new(reading.of(life.household), code.person)

    def holder(self, reading: CodeReading, year: int) -> HolderView:
        """What the person sees to whom the code was given."""
        life, code = self._held(reading, tuple(HolderView.model_fields))
        return holder_view(life, code.person, year, reading.at)

    def grid(self, reading: CodeReading, year: int) -> GridView:
        """What the grid worker of the household's town sees."""
        try:
            worker = officer(reading.by)
        except LookupError as unknown:
            raise NotShown(str(unknown), Denial.NO_OFFICER) from unknown
        if worker.role is not Role.GRID_WORKER:
            raise NotShown(f"{reading.by} is no grid worker.", Denial.ROLE)
        life, _ = self._opened(reading, tuple(GridView.model_fields), lambda life, _: (
            None if life.place.town == worker.unit else Denial.OTHER_UNIT))  # fmt: skip
        return grid_view(life, year, reading.at)

    def merchant(self, reading: CodeReading, wanted: ItemId) -> MerchantView:
        """Whether one item fits, and nothing else; only while the holder agrees."""
        known = item(wanted).id
        life, code = self._opened(reading, tuple(MerchantView.model_fields), lambda life, code: (
            None if known in self._codes.consented(life.household, code.person) else Denial.NO_CONSENT))  # fmt: skip
        return merchant_view(life, code.person, known, local(reading.at).date())

    def consent(self, reading: CodeReading, wanted: ItemId, *, given: bool) -> None:
        """The holder agrees, or no longer, that merchants learn whether one item fits."""
        known = item(wanted).id
        life, code = self._held(reading, ("consent",))
        self._codes.consent(ConsentEntry(
            household=life.household, person=code.person, item=known, given=given, at=reading.at))  # fmt: skip

    def request(self, reading: CodeReading, wanted: ItemId) -> AssistanceItemRequested:
        """What the civil affairs bureau announces when the holder asks for an item that the list names."""
        life, code = self._held(reading, ("gaps",))
        today = local(reading.at).date()
        named = {gap.item for gap in holder_view(life, code.person, today.year, reading.at).gaps}
        if wanted not in named:
            raise NotShown(
                f"{wanted} is none of what the list names now: {', '.join(sorted(named)) or 'nothing'}.", Denial.NO_GAP
            )
        number = uuid5(NAMESPACE_URL, f"{life.household}/{wanted}/{today}").hex[:12]
        return AssistanceItemRequested(
            number=ApplicationNumber(f"I-{number}"), household=life.household, item=wanted, on=today
        )

    def readings(self, reading: CodeReading) -> tuple[SeenReading, ...]:
        """Who has read of the household; officers tell a place, so not for the others where a member is protected."""
        life, _ = self._held(reading, ("readings",), lambda life, code: (
            Denial.PROTECTED if held_back(life, code.person) else None))  # fmt: skip
        return seen(self._lists.readings(life.household))

    def _new(self, reading: Reading, person: PersonRef) -> Issued:
        token = secrets.token_hex(32)
        code = Code(digest=_digest(token), household=reading.household, person=person, issued_at=reading.at,
                    expires_at=reading.at + valid_for(local(reading.at).date()))  # fmt: skip
        self._codes.issue(code)
        return Issued(token=SecretStr(token), person=person, expires_at=code.expires_at)

    def _held(
        self, reading: CodeReading, fields: tuple[str, ...], condition: Condition = lambda _, __: None
    ) -> tuple[Life, Code]:  # fmt: skip
        """The reader is the person to whom the code was given."""
        return self._opened(reading, fields, lambda life, code: (
            condition(life, code) if reading.by == code.person else Denial.NOT_HOLDER))  # fmt: skip

    def _opened(self, reading: CodeReading, fields: tuple[str, ...], condition: Condition) -> tuple[Life, Code]:
        """Written down first, shown afterwards; refused in the same words whatever the reason."""
        code = self._codes.code(_digest(reading.token.get_secret_value()))
        life = self._lists.life(code.household) if code else None
        why = _shut(life, code, reading) if life and code else Denial.UNKNOWN_CODE
        if why is None and life and code:
            why = condition(life, code)
        household = code.household if code else UNKNOWN
        self._lists.note(noted(reading.of(household), fields, found=why is None, why=why))
        if why is not None or life is None or code is None:
            raise NotShown(SHUT, why or Denial.UNKNOWN_CODE)
        return life, code


def _shut(life: Life, code: Code, reading: CodeReading) -> Denial | None:
    """What keeps a code from opening anything, whoever reads."""
    if not code.newest:
        return Denial.REPLACED_CODE
    if reading.at >= code.expires_at:
        return Denial.EXPIRED_CODE
    return None if may_hold(life, code.person, local(reading.at).date()) else Denial.NO_MEMBER


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
