"""Who has read of a household? Lines as they are written down, and as the household reads them (domain 2.6)."""

from registry.officers import OFFICERS
from schemas.access import AccessLine, Denial, Reading
from schemas.household_codes import SeenReading
from schemas.identifiers import OfficerId


def noted(reading: Reading, fields: tuple[str, ...], *, found: bool, why: Denial | None = None) -> AccessLine:
    """The line that a reading leaves, whether or not anything was shown."""
    return AccessLine(
        reader=reading.by, household=reading.household, fields=fields, case=reading.case, purpose=reading.purpose,
        found=found, refused=why, terminal=reading.terminal, read_at=reading.at,
    )  # fmt: skip


def seen(lines: tuple[AccessLine, ...]) -> tuple[SeenReading, ...]:
    """As the household reads it: officers with their office, nobody with a terminal."""
    return tuple(
        SeenReading(reader=line.reader, reader_zh=_office(line.reader), purpose=line.purpose, case=line.case,
                    fields=line.fields, read_at=line.read_at, refused=line.refused)
        for line in lines
    )  # fmt: skip


def _office(reader: str) -> str:
    found = OFFICERS.get(OfficerId(reader))
    return found.name_zh if found else ""
