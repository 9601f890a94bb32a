"""Where does a household with several registers apply? 民发〔2021〕57号 ch. 2 (domain 3.2)."""

from collections.abc import Sequence
from datetime import date

from policy.conditions import condition, decision
from schemas.decisions import Decision, Fact
from schemas.identifiers import RegionCode
from schemas.residences import Residence

RULE = ("application_place", "受理地")
ARTICLE = "民发〔2021〕57号 第二章"


def places(residences: Sequence[Residence]) -> tuple[RegionCode, ...]:
    """Where somebody both lives and is registered; if nobody does, wherever one of them is registered."""
    at_home = [one.register_place for one in residences if one.register_place == one.living_place]
    return tuple(dict.fromkeys(at_home or [one.register_place for one in residences]))


def conditions(place: RegionCode, residences: Sequence[Residence], on: date) -> Decision:
    """Granted when the household may apply here."""
    possible = places(residences)
    reason = condition(
        "place_of_application",
        place in possible,
        (f"{place}; possible: {', '.join(possible)}", f"应向{'、'.join(possible)}申请(户籍所在地与居住地一致的优先)"),
        ARTICLE,
        facts=tuple(
            Fact(name=f"register and residence of {one.person}", value=f"{one.register_place}, {one.living_place}",
                 source="public-security")
            for one in residences
        ),
    )  # fmt: skip
    return decision(RULE, on, (reason,))
