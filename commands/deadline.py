"""`deadline`: until when does a limit run, and why is it that date?"""

import json as json_
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from commands.words import Trouble, console, say, table
from schemas.city_time import CITY_TIME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.counted_days import CountedDay
    from schemas.limits import Due, Limit

_UNITS = {
    "个工作日": "working days",
    "工作日": "working days",
    "日": "calendar days",
    "小时": "hours",
    "个月": "months",
}


def deadline(
    start: Annotated[str, typer.Option("--from", metavar="DAY", help="Day of the event, as 2025-09-26, or a moment.")],
    limit: Annotated[str, typer.Option(help='Such as "10 working days", "24 hours", or a step such as publicity.')],
    explain: Annotated[bool, typer.Option("--explain", help="Each day, counted or not, and why.")] = False,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """The last day of a limit by Chinese working days, calendar days, hours or months, with its reminders."""
    from policy.days_counted import why
    from policy.deadlines import due

    began = _moment(start)
    try:
        found = due(began, _limit(limit, began.date()))
    except LookupError as unknown:
        raise Trouble(str(unknown)) from None
    days = why(found) if explain else ()
    if json:
        counted = {"days": [day.model_dump(mode="json") for day in days]} if explain else {}
        say(json_.dumps({"last_day": str(found.day), **found.model_dump(mode="json"), **counted}, ensure_ascii=False))
        return
    _show(found)
    if explain:
        _why(days)


def _show(found: "Due") -> None:
    say(f"{found.day:%A %Y-%m-%d} {_end(found)} · {found.limit} from {found.start:%Y-%m-%d %H:%M}", "bold")
    if found.provisional:
        say("provisional: the holidays of this year are not announced yet; the date is worked out anew then", "yellow")
    if found.limit.law:
        say(f"law  {found.limit.law}")
    for rung in found.rungs:
        say(f"{rung.at:%Y-%m-%d %H:%M}  {rung.name}")


def _why(days: "Iterable[CountedDay]") -> None:
    rows, number = table("\nWhy this date", "day", "", "counted", "why", "原因"), 0
    for day in days:
        number += day.counted
        rows.add_row(str(day.day), f"{day.day:%a}", str(number) if day.counted else "-", day.reason, day.reason_zh)
    console.print(rows)


def _end(found: "Due") -> str:
    """A day ends at 24:00 (art. 203)."""
    return f"{found.at:%H:%M}" if found.at.date() == found.day else "24:00"


def _moment(written: str) -> datetime:
    """A day begins at midnight, which counts no other way; a moment without a zone is one in China."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise Trouble(
            f"{written!r} is neither a day such as 2025-09-26 nor a moment such as 2025-09-26T09:30."
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=CITY_TIME)


def _limit(written: str, on: date) -> "Limit":
    from policy.figures import period
    from policy.procedure_limits import STEPS, limit

    try:
        return limit(written, on) if written in STEPS else period(_plural(written))
    except (LookupError, ValueError):
        raise Trouble(
            f"{written!r} is no limit. Write a number and working days, calendar days, hours or months, such as "
            f'"10 working days", or one of the {len(STEPS)} steps of the number files, such as {next(iter(STEPS))}.'
        ) from None


def _plural(written: str) -> str:
    """One working day, and Chinese, as the number files write it."""
    number, unit = re.fullmatch(r"\s*(\d*)\s*(.*?)\s*", written).groups()  # type: ignore[union-attr]  # always fits
    return f"{number} {_UNITS.get(unit, unit if unit.endswith('s') else f'{unit}s')}"
