"""What is a household's code, and what does each reader see by it? (幸福码, domain 13)"""

from pydantic import AwareDatetime, SecretStr

from schemas.access import Reading
from schemas.base import Model
from schemas.household_lists import Gap, ListRow, ListTotal, RowStatus
from schemas.identifiers import CaseId, DepartmentId, HouseholdRef, ItemId, PersonRef, UnitId


class Code(Model):
    """A code as the register knows it: never the token, only its digest."""

    digest: str
    household: HouseholdRef
    person: PersonRef
    issued_at: AwareDatetime
    expires_at: AwareDatetime
    newest: bool = True
    """No later one was issued to the same holder."""


class Issued(Model):
    """A new code; the token is shown this once and kept nowhere."""

    token: SecretStr
    person: PersonRef
    expires_at: AwareDatetime


class CodeReading(Model):
    """Somebody shows a token: the holder by pseudonym, a grid worker by officer id, a merchant by name."""

    token: SecretStr
    by: str
    purpose: str = ""
    at: AwareDatetime
    terminal: str | None = None

    def of(self, household: HouseholdRef) -> Reading:
        """The same as the reading of a household."""
        return Reading(household=household, by=self.by, purpose=self.purpose, at=self.at, terminal=self.terminal)


class HolderView(Model):
    """What an adult member sees: everything of the household and of the own person, of other adults the sum alone."""

    year: int
    as_of: AwareDatetime
    town: UnitId | None = None
    rows: tuple[ListRow, ...] = ()
    total: ListTotal | None = None
    gaps: tuple[Gap, ...] = ()


class ItemSummary(Model):
    """That something was received, without sum, person, case or event."""

    item: str
    name_zh: str
    status: RowStatus


class GridView(Model):
    """What the grid worker of the town sees."""

    year: int
    as_of: AwareDatetime
    items: tuple[ItemSummary, ...]
    not_reported: tuple[DepartmentId, ...]


class MerchantView(Model):
    """What a merchant or a charity sees, and only when the holder has agreed."""

    item: ItemId
    eligible: bool


class SeenReading(Model):
    """A reading as the household reads of it: who, why, which parts, when, and whether it was refused."""

    reader: str
    reader_zh: str
    purpose: str
    case: CaseId | None
    fields: tuple[str, ...]
    read_at: AwareDatetime
    refused: str | None


class ConsentEntry(Model):
    """The holder lets merchants see that one item fits, or no longer."""

    household: HouseholdRef
    person: PersonRef
    item: ItemId
    given: bool
    at: AwareDatetime
