"""What is known of two persons who want to marry?"""

from schemas.base import Model
from schemas.identifiers import PersonRef


class MaritalRecord(Model):
    """What the national marriage base and public security say of one person."""

    person: PersonRef
    married: bool
    office: str | None = None
    recorded_on: str | None = None
    divorce_pending: bool = False
    household_field: str | None = None
    identity_matches: bool = True
    id_valid: bool = True
