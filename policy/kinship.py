"""May these relatives marry? Direct kin never, collateral kin not within three generations (Civil Code art. 1048)."""

from datetime import date

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, numbers
from schemas.decisions import Decision, Fact
from schemas.kinship import Kinship

RULE = ("prohibited_kin", "禁止结婚的亲属关系")
GENERATIONS = numbers("marriage", "kin_generations", int)
ARTICLE = "《民法典》第一千零四十八条"


def prohibited(kin: Kinship, on: date, pack: Pack = CZ_DEMO) -> bool:
    """Blood decides: in-laws and step relations are no kin. Half siblings are siblings."""
    return kin.blood and (kin.direct or kin.generations <= GENERATIONS.on(on, pack))


def conditions(kin: Kinship, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Granted when the relation is no ground against the marriage."""
    line = "direct" if kin.direct else "collateral"
    line_zh = "直系血亲" if kin.direct else f"{kin.generations}代旁系血亲"
    found_zh = line_zh if kin.blood else "无血缘关系"
    reason = condition(
        "no_prohibited_kin",
        not prohibited(kin, on, pack),
        (
            f"{line}, {kin.generations} generations, {'of blood' if kin.blood else 'not of blood'}",
            f"应无直系血亲或者三代以内旁系血亲关系,现为:{found_zh}",
        ),
        ARTICLE,
        facts=(Fact(name="kinship", value=f"{kin.first}, {kin.second}", source="declaration"),),
        figures=(GENERATIONS.figure(on, pack),),
    )
    return decision(RULE, on, (reason,))
