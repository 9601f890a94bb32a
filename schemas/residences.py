"""Where is a person registered, and where does that person live?"""

from schemas.base import Model
from schemas.identifiers import PersonRef, RegionCode


class Residence(Model):
    """The place of the household register and the place of living; they often differ."""

    person: PersonRef
    register_place: RegionCode
    living_place: RegionCode
