"""How are lists, timelines and views shown to a person? As tables; silence in words, and never as a zero."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from pydantic import TypeAdapter
from rich.table import Table

from commands.words import console, say, table
from policy.moments import DAY, local
from policy.months import after
from registry.benefits import HOTLINE
from registry.departments import department
from schemas.base import Model
from schemas.household_codes import GridView, HolderView, MerchantView, SeenReading
from schemas.household_files import Period
from schemas.household_lists import Gap, HouseholdList, ListRow, ListStatus, ListTotal, TimelineEntry


def show(found: Sequence[Model], shown: Table, *, as_json: bool) -> None:
    """The lines, for a machine or for a person."""
    if as_json:
        say(TypeAdapter(Sequence[Model]).dump_json(found, indent=2, serialize_as_any=True).decode())
        return
    console.print(shown if shown.row_count else "Nothing.")


def show_list(found: HouseholdList) -> None:
    """A list with its total, who is silent, and what may also be given."""
    say(f"幸福清单 {found.year} · {found.household} · {found.town or 'town not found'} · {_as_of(found.as_of)}", "bold")
    if (ending := found.standstill).status is not ListStatus.OPEN:
        say(f"The last member has died; the list is {ending.status}. {'; '.join(ending.waits_for)}".rstrip(), "yellow")
    _body(found.rows, found.total, found.gaps)


def show_view(found: HolderView | GridView | MerchantView) -> None:
    """What a code opens."""
    match found:
        case HolderView():
            say(f"幸福清单 {found.year} · {_as_of(found.as_of)}", "bold")
            _body(found.rows, found.total, found.gaps)
        case GridView():
            summary = table(f"幸福清单 {found.year}", "item", "", "status")
            for line in found.items:
                summary.add_row(line.item, line.name_zh, line.status)
            console.print(summary)
            _silent(found.not_reported)
        case MerchantView():
            say(f"{found.item}: {'eligible' if found.eligible else 'not eligible'}")


def timeline(entries: Sequence[TimelineEntry]) -> Table:
    found = table("Timeline", "on", "what", "", "state", "for", "yuan", "period", "by", "", "case", "event")
    for entry in entries:
        taken = f"corrected by {entry.taken_back_by}" if entry.taken_back_by else ""
        about = str(entry.on), entry.kind, entry.name_zh or entry.what, entry.state, entry.person or "household"
        found.add_row(*about, _yuan(entry.amount), _period(entry.period), entry.by, taken, entry.case or "",
                      entry.event or "")  # fmt: skip
    return found


def gaps(lines: Sequence[Gap]) -> Table:
    found = table("May also be entitled to", "item", "", "department", "because", "article", "for", "asked")
    for gap in lines:
        found.add_row(gap.item, gap.name_zh, department(gap.department).name_zh, gap.reason_zh, gap.article,
                      ", ".join(gap.persons), gap.asked or "not yet")  # fmt: skip
    return found


def readings(lines: Sequence[SeenReading]) -> Table:
    found = table("Readings", "when", "who", "", "why", "case", "what", "refused")
    for line in lines:
        found.add_row(_minute(line.read_at), line.reader, line.reader_zh, line.purpose, line.case or "",
                      ", ".join(line.fields), line.refused or "")  # fmt: skip
    return found


def _body(rows: Sequence[ListRow], total: ListTotal | None, gaps_: Sequence[Gap]) -> None:
    console.print(_rows(rows))
    if total is not None:
        say(f"Paid in {total.year}: {_yuan(total.amount)} yuan", "bold")
        _silent(total.not_reported)
        say(f"Ask the department, or {HOTLINE}.")
    if gaps_:
        console.print(gaps(gaps_))


def _rows(rows: Sequence[ListRow]) -> Table:
    found = table(
        "", "item", "", "department", "status", "for", "period", "yuan", "paid", "review", "", "case", "event"
    )
    for row in rows:
        found.add_row(row.item, row.name_zh, department(row.department).name_zh, row.status, row.person or "household",
                      _period(row.period), _yuan(row.amount), _day(row.paid_on), _day(row.next_review), _remarks(row),
                      row.case or "", row.event or "")  # fmt: skip
    return found


def _remarks(row: ListRow) -> str:
    said = (f"corrects {row.corrects}" if row.corrects else "", "under review" if row.under_review else "",
            f"{_yuan(row.set_off)} set off" if row.set_off else "")  # fmt: skip
    return "; ".join(filter(None, said))


def _silent(departments: Sequence[str]) -> None:
    for each in departments:
        say(f"{department(each).name_zh} ({each}): not reported", "yellow")


def _minute(moment: datetime) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}"


def _as_of(moment: datetime) -> str:
    return f"as of {_minute(moment)}"


def _period(period: Period | None) -> str:
    """A whole month by its name; what goes on without an end."""
    if period is None:
        return ""
    first, last = period.first, period.last
    if last is not None and first.day == 1 and last + DAY == after(first):
        return f"{first:%Y-%m}"
    return f"{first} – {_day(last)}".rstrip()


def _day(day: date | None) -> str:
    return str(day) if day else ""


def _yuan(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.2f}"
