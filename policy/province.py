"""May a household that lives elsewhere in the province be served from both places? 省内通办 (domain 3.2)."""

from collections.abc import Iterator
from datetime import date

from policy import application_places
from policy.conditions import condition
from schemas.decisions import Condition, Fact
from schemas.households import Application
from schemas.identifiers import RegionCode
from schemas.origins import Lodging
from schemas.residences import Residence

ARTICLE = "江苏省社会救助省内通办 [J19]"
PROVINCE = "32"
"""First digits of every region code of Jiangsu."""


def bars(application: Application, on: date) -> Iterator[Condition]:
    """A register outside the province: the household applies where it is registered."""
    living = application.residence
    if living is None or _within(application.household.region):
        return
    household = application.household
    place = Residence(person=household.applicant.ref, register_place=household.region, living_place=living.region)
    yield from application_places.conditions(living.region, (place,), on).reasons


def lacks(application: Application, on: date) -> Iterator[Condition]:
    """The residence permit; and a residence in the province, because no town elsewhere takes part."""
    living = application.residence
    if living is None:
        return
    if not _within(living.region):
        yield condition(
            "residence_in_province",
            False,
            (f"{living.region} lies outside the province: apply without it", "居住地不在本省的,按一般申请办理"),
            ARTICLE,
            facts=(Fact(name="residence", value=living.region, source="declaration"),),
        )
    elif not _permitted(living, on):
        yield condition(
            "residence_permit",
            False,
            ("a residence permit of the place of residence", "应持有居住地的居住证"),
            ARTICLE,
            facts=(Fact(name="residence permit", value="none", source="declaration"),),
        )


def _within(region: RegionCode) -> bool:
    return region.startswith(PROVINCE)


def _permitted(living: Lodging, on: date) -> bool:
    return living.permit_on is not None and living.permit_on <= on
