"""`household code`: a rotating code opens a household's list to its holder, and a little of it to others (幸福码)."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.words import Trouble, say
from schemas.code_readers import View

if TYPE_CHECKING:
    from schemas.household_codes import GridView, HolderView, Issued, MerchantView
    from schemas.identifiers import ItemId

app = typer.Typer(no_args_is_help=True, help="Give out a code, change it, read by it, see who has read.")

Token = Annotated[str, typer.Argument(metavar="CODE", help="The code; - reads it from the standard input.")]
Holder = Annotated[str, typer.Option("--by", metavar="PERSON", help="The holder, such as p-….")]
Json = Annotated[bool, typer.Option("--json", help="For machines.")]


@app.command()
def issue(
    household: Annotated[str, typer.Argument(metavar="HOUSEHOLD", help="Its reference, such as h-….")],
    person: Annotated[str, typer.Argument(metavar="PERSON", help="An adult member, such as p-….")],
    officer: Annotated[str, typer.Option(metavar="OFFICER", help="Who hands it over, such as CZ-TN-LL.officer.")],
    purpose: Annotated[str, typer.Option(help="Why; the household can see it.")] = "",
    case: Annotated[str | None, typer.Option(help="The case for which it is handed over.")] = None,
) -> None:
    """Give an adult member a code; the one before opens nothing any more. It is shown this once."""
    from commands import files
    from schemas.identifiers import PersonRef

    with files.opened() as offices:
        _tell(offices.codes.issue(files.reading(household, officer, purpose, case), PersonRef(person)))


@app.command()
def rotate(token: Token, by: Holder) -> None:
    """Take a new code for the present one."""
    from commands import files

    with files.opened() as offices:
        _tell(offices.codes.rotate(files.by_code(given(token), by, "household code rotate")))


@app.command()
def read(
    token: Token,
    by: Annotated[str, typer.Option(metavar="WHO", help="The holder p-…, a grid worker's id, or the merchant's name.")],
    view: Annotated[View, typer.Option("--as", help="Who reads, and so how much is shown.")] = View.HOLDER,
    item: Annotated[str | None, typer.Option(help="For a merchant: the item that is asked about.")] = None,
    year: Annotated[int | None, typer.Option(min=2000, help="The year; this one when left out.")] = None,
    purpose: Annotated[str, typer.Option(help="Why it is read; the household can see it.")] = "household code read",
    json: Json = False,
) -> None:
    """Read by a code: the holder the list, the grid worker of the town a summary, a merchant one yes or no."""
    from commands import files, household_tables

    wanted = known_item(item) if view is View.MERCHANT else None
    with files.opened() as offices:
        reading, asked = files.by_code(given(token), by, purpose), year or files.now().year
        found: HolderView | GridView | MerchantView
        if wanted is not None:
            found = offices.codes.merchant(reading, wanted)
        else:
            found = offices.codes.grid(reading, asked) if view is View.GRID else offices.codes.holder(reading, asked)
    say(found.model_dump_json(indent=2)) if json else household_tables.show_view(found)


@app.command("apply")
def apply_(
    token: Token,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="One of what the list says may also be given.")],
    by: Holder,
    show: Annotated[bool, typer.Option("--print", help="Print the event for `emit` instead of sending it.")] = False,
) -> None:
    """Ask for an item that the household may also be entitled to; its owner decides."""
    from commands import files, sending
    from registry.departments import CIVIL_AFFAIRS
    from registry.services import ITEM_REQUEST, case_id
    from simulator.emission import record, sealed

    with files.opened() as offices:
        event = offices.codes.request(files.by_code(given(token), by, "household code apply"), known_item(item))
    case = case_id(ITEM_REQUEST, event.number)
    envelope = sealed(
        event, id=f"requested-{event.number}", source=CIVIL_AFFAIRS.source, time=files.now(), factdate=event.on
    )
    if show:
        say(envelope.encoded().decode())
        return
    sending.send([sending.Line("the request", record(envelope, CIVIL_AFFAIRS.topic))])
    say(f"Asked for; `onething case show {case}` tells how it stands.")


@app.command()
def access(token: Token, by: Holder, json: Json = False) -> None:
    """Who has read of my household, or tried to: who, why, what and when."""
    from commands import files, household_tables

    with files.opened() as offices:
        found = offices.codes.readings(files.by_code(given(token), by, "household code access"))
    household_tables.show(found, household_tables.readings(found), as_json=json)


def given(code: str) -> str:
    """The code as it was given; other users of the machine see what stands on a command line."""
    return typer.get_text_stream("stdin").readline().strip() if code == "-" else code


def known_item(item: str | None) -> "ItemId":
    """The business item; Trouble when it is none."""
    from registry.items import ITEMS
    from schemas.identifiers import ItemId

    if item is None or ItemId(item) not in ITEMS:
        raise Trouble(f"Name one business item. There are: {', '.join(ITEMS)}.")
    return ItemId(item)


def _tell(issued: "Issued") -> None:
    say(issued.token.get_secret_value(), "bold")
    say(f"Code of {issued.person}, until {issued.expires_at:%Y-%m-%d %H:%M}. It is shown this once.")
