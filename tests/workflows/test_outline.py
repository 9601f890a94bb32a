"""Has a procedure changed what it does, and in which order? Cases in flight would stumble over it."""

from difflib import unified_diff

import pytest

from registry.services import SERVICES
from schemas.identifiers import ServiceId
from tests.outline import PAGE, page, procedures, sections

ASK = """
The outline of {service} changed:

{difference}

Are cases of {service} in flight? Then a worker with this change cannot replay their histories, and they stop.
  1. Gate the change: `if workflow.patched("<what changed>"):` the new way, `else:` the old one.
  2. Add a history of the new way, and keep the old ones: `make record`.
  3. Renew the page: `python -m tests.outline`.
No case in flight, or none that reaches the change: step 3 is enough."""


@pytest.mark.parametrize("service", sections())
def test_what_a_procedure_does_is_what_the_page_of_services_says(service: ServiceId) -> None:
    written = PAGE.read_text("utf-8") if PAGE.exists() else ""
    now = sections()[service]

    if now not in written:
        pytest.fail(ASK.format(service=service, difference=_difference(written, now)), pytrace=False)


def _difference(written: str, now: str) -> str:
    """Against the section of the same service, so that the reader sees the steps that changed and no others."""
    head = now.split("\n", 1)[0]
    before = head + written.partition(head)[2].partition("\n## ")[0]
    return "\n".join(unified_diff(before.splitlines(), now.splitlines(), "page", "procedure", lineterm="", n=1))


def test_the_page_has_every_service_and_nothing_else() -> None:
    written = PAGE.read_text("utf-8")

    assert set(procedures()) == set(SERVICES)
    assert written == page(), "The page has more than the procedures. Renew it: python -m tests.outline"


def test_a_changed_order_of_two_steps_is_found_out() -> None:
    section = sections()[ServiceId("assistance")]
    wanted = ("`Law.completeness`", "**clock**")
    first, second = (next(line for line in section.splitlines() if words in line) for words in wanted)

    swapped = section.replace(first, "?").replace(second, first).replace("?", second)

    assert _difference(section, swapped).count("\n+") > 1
