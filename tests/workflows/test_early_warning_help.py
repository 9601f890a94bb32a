"""Help after an alert (domain 6.3, step 6): an application on behalf, or charity with the person's own consent."""

import pytest

from events.contracts.assistance import AssistanceClosed
from events.contracts.civil_affairs import AssistanceApplicationWithdrawn
from events.contracts.early_warning import AlertHelpArranged
from registry.services import ASSISTANCE, EARLY_WARNING
from tests.workflows.alerts import crossed
from tests.workflows.applications import HOUSEHOLD, about, submitted
from tests.workflows.paper_case import PaperCase, announced
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import answered, refused

pytestmark = [pytest.mark.platform, calm]


async def visited(city: PaperCity, result: str, **found: object) -> PaperCase:
    city.departments.says("civil-affairs", "alert_visit", answered(result=result, **found))
    return await city.open(EARLY_WARNING, crossed(city.number), key=("medical", "2026"))


def ended(city: PaperCity, outcome: str, number: str | None = None) -> AssistanceClosed:
    """The assistance case that help opened tells how it ended."""
    number = number or city.number
    return AssistanceClosed.model_validate({
        "case": f"assistance:{number}", "number": number, "household": HOUSEHOLD, "outcome": outcome,
        "alert": f"early-warning:{city.number}:medical:2026",
    })  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "result"),
    [("granted", "aided"), ("emergency_paid", "aided"), ("refused", "applying"), ("withdrawn", "applying")],
)
async def test_an_alert_waits_for_the_help_that_it_led_to(city: PaperCity, outcome: str, result: str) -> None:
    case = await visited(city, "APPLYING", household=HOUSEHOLD, number=city.number)
    waiting = await case.until(lambda record: record.waiting_on == f"case assistance:{city.number}")

    await case.hears(ended(city, "granted", "A-another"))
    await case.hears(ended(city, outcome))
    await case.decide("closure")
    record = await case.closed()

    assert announced(waiting)[-1] == "alert.help-arranged"
    assert record.outcome == result
    assert city.said(case, "alert.closed")[0]["result"] == result.upper()


@pytest.mark.parametrize("door", ["by event", "at a door"])
async def test_an_application_that_is_taken_back_closes_the_loop_of_its_alert(city: PaperCity, door: str) -> None:
    alert = await visited(city, "APPLYING", household=HOUSEHOLD, number=city.number)
    await alert.until(lambda record: record.waiting_on == f"case assistance:{city.number}")
    help_ = await city.open(ASSISTANCE, submitted(city.number, alert=alert.id))
    await help_.asks("acceptance")

    if door == "by event":
        await help_.hears(AssistanceApplicationWithdrawn.model_validate(about(city.number)))
    else:
        await help_.withdraw()
    await help_.closed()
    (said,) = city.said(help_, "assistance.closed")
    await alert.hears(AssistanceClosed.model_validate(said))
    await alert.decide("closure")
    record = await alert.closed()

    assert (said["outcome"], said["alert"]) == ("withdrawn", alert.id)
    assert record.outcome == "applying"


def arranged(city: PaperCity) -> AlertHelpArranged:
    alert = f"early-warning:{city.number}:medical:2026"
    return AlertHelpArranged.model_validate({"case": alert, "person": city.number, "household": HOUSEHOLD,
                                             "number": city.number})  # fmt: skip


async def test_an_alert_hears_of_an_application_that_did_not_name_it(city: PaperCity) -> None:
    """The town applied at its counter, and told of its visit afterwards."""
    case = await city.open(ASSISTANCE, submitted(city.number))
    await case.asks("acceptance")

    await case.hears(arranged(city))
    await case.withdraw()
    await case.closed()

    assert [said["alert"] for said in city.said(case, "assistance.closed")] == [arranged(city).case]


async def test_an_alert_hears_of_an_application_that_nobody_finds(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "application_form", refused("查无此件"))
    case = await city.open(ASSISTANCE, arranged(city))
    await case.until(lambda record: (record.waiting_on or "").startswith("operator:"))

    await case.withdraw()
    await case.closed()

    assert city.said(case, "assistance.closed") == [{
        "case": case.id, "number": city.number, "household": HOUSEHOLD, "outcome": "withdrawn", "category": None,
        "alert": arranged(city).case,
    }]  # fmt: skip


async def test_help_that_ended_before_it_was_waited_for_counts_all_the_same(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "alert_visit",
                          answered(result="APPLYING", household=HOUSEHOLD, number=city.number))  # fmt: skip
    case = await city.open(EARLY_WARNING, ended(city, "granted"), key=("medical", "2026"))

    await case.hears(crossed(city.number))
    await case.decide("closure")
    record = await case.closed()

    assert record.outcome == "aided"


@pytest.mark.parametrize("consents", [True, False], ids=["with consent", "without consent"])
async def test_charity_hears_of_a_person_only_with_their_consent(city: PaperCity, consents: bool) -> None:
    case = await visited(city, "CHARITY", charity_consent=consents)

    await case.decide("closure")
    record = await case.closed()

    assert record.outcome == "charity"
    assert city.departments.keys("charity_referral") == (["charity_referral"] if consents else [])
