"""What of the records beside the marriage base? Paper archives are searched, the household register is no ground."""

from policy.conditions import condition
from schemas.decisions import Condition, Fact
from schemas.identifiers import PersonRef
from schemas.marriages import ArchiveFinding, MaritalHistory, MaritalRecord
from schemas.people import Sex, Spouse

RULES = "《婚姻登记条例》"


def side(spouse: Spouse) -> str:
    """How a letter names one of the two."""
    return "男方" if spouse.sex is Sex.MALE else "女方"


def archives(both: tuple[Spouse, ...], found: dict[PersonRef, MaritalRecord]) -> tuple[Condition, ...]:
    """A marriage of the paper era that the base does not hold is looked for by an officer, in the town's archive."""
    searched = ((spouse, found[spouse.ref]) for spouse in both if spouse.ref in found)
    return tuple(_archive(spouse, record) for spouse, record in searched if _on_paper(spouse, record))


def _on_paper(spouse: Spouse, record: MaritalRecord) -> bool:
    """The base says itself that something is missing, or the person declares an end that it does not know."""
    untold = spouse.declared in {MaritalHistory.DIVORCED, MaritalHistory.WIDOWED} and record.ended_on is None
    return not record.married and (record.paper_era or untold)


def _archive(spouse: Spouse, record: MaritalRecord) -> Condition:
    said = record.archive
    return condition(
        "archive_search",
        None if said is None else said is not ArchiveFinding.MARRIED,
        (
            f"{spouse.ref}: no marriage that lasts lies in the paper archive",
            f"{side(spouse)}纸质档案应无存续的婚姻登记",
        ),
        RULES,
        facts=(Fact(name=f"archive search of {spouse.ref}", value=said or "open", source="civil-affairs"),),
    )


_MEANS_MARRIED = frozenset({"有配偶", "已婚", "初婚", "再婚", "复婚"})
_MEANS_ENDED = frozenset({"离异", "离婚", "丧偶"})


def household_fields(both: tuple[Spouse, ...], found: dict[PersonRef, MaritalRecord]) -> tuple[Condition, ...]:
    """The marriage base decides; what the household register says otherwise is noted for the police."""
    records = (found[spouse.ref] for spouse in both if spouse.ref in found)
    return tuple(_household_field(record) for record in records if _contradicts(record))


def _contradicts(record: MaritalRecord) -> bool:
    field = record.household_field
    base = _MEANS_MARRIED if record.married else _MEANS_ENDED if record.ended_on else frozenset({"未婚"})
    return bool(field) and field not in base


def _household_field(record: MaritalRecord) -> Condition:
    field, ref = record.household_field or "", record.person
    return condition(
        "household_field_no_ground",
        met=True,
        texts=(
            f"the household register says {field!r} for {ref}; it is no ground",
            "户口簿婚姻状况不作为不予登记的依据",
        ),
        article=RULES,
        facts=(Fact(name=f"household field of {ref}", value=field, source="public-security"),),
    )
