"""How long may a step of a procedure take? The figures of all number files that are periods, by name."""

from datetime import date

from policy.figures import ACTS, CZ_DEMO, Numbers, Pack, numbers, period
from schemas.limits import Limit


def _periods() -> dict[str, Numbers[Limit]]:
    found = [(act, name) for act, figures in ACTS.items() for name in figures if figures[name].get("unit") == "period"]
    if len({name for _, name in found}) < len(found):
        raise ValueError("Two number files give a period of the same name; a step has one limit.")
    return {name: numbers(act, name, period) for act, name in found}


STEPS = _periods()
"""Every step that has a limit, for example `correction` or `emergency_payment`."""


def limit(step: str, on: date, pack: Pack = CZ_DEMO) -> Limit:
    """The limit of the step on that day, with its law; LookupError names the known steps."""
    if step not in STEPS:
        raise LookupError(f"No limit for step {step!r}. Known steps: {', '.join(sorted(STEPS))}.")
    figure = STEPS[step].figure(on, pack)
    return STEPS[step].on(on, pack).model_copy(update={"law": f"{figure.law} {figure.source}"})
