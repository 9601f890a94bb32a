"""What is known of two persons who want to marry, and of a marriage that was registered?"""

from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.decisions import Condition, Decision
from schemas.identifiers import PersonRef

VOLUNTARY = "voluntary"
"""Code of the condition that no register knows: the registrar asks each of the two apart from the other."""


def in_the_way(decision: Decision) -> tuple[Condition, ...]:
    """What stands against the marriage, but for the question that is still to be put to the two."""
    against = (each for each in decision.reasons if each.met is not True)
    return tuple(each for each in against if each.code != VOLUNTARY or each.met is False)


class ArchiveFinding(StrEnum):
    """What an officer found in a town's paper archive."""

    NOTHING = "nothing found"
    ENDED = "ended marriage found"
    MARRIED = "marriage found"


class MaritalRecord(Model):
    """What the national marriage base and public security say of one person."""

    person: PersonRef
    married: bool
    office: str | None = None
    recorded_on: str | None = None
    spouse: PersonRef | None = Field(None, description="To whom, when the base says married")
    certificate: str | None = Field(None, description="Number of the certificate of that marriage")
    ended_on: str | None = Field(None, description="End of an earlier marriage that the base knows")
    divorce_pending: bool = False
    paper_era: bool = Field(
        False, description="A marriage of the paper era may lie in a town's archive and not in the base"
    )
    household_field: str | None = None
    identity_matches: bool | None = Field(None, description="Empty while public security has not said")
    id_valid: bool | None = Field(None, description="Empty while public security has not said")
    archive: ArchiveFinding | None = Field(None, description="What an officer found in the paper archive")
    former: tuple[PersonRef, ...] = Field((), description="References under earlier citizen numbers of this person")


class SpouseKind(StrEnum):
    """Whom the law asks for which papers (婚姻登记条例)."""

    MAINLAND = "mainland resident"
    MILITARY = "serving soldier"
    HONG_KONG_MACAO = "resident of Hong Kong or Macao"
    TAIWAN = "resident of Taiwan"
    OVERSEAS_CHINESE = "Chinese citizen living abroad"
    FOREIGN = "foreigner"


class SpousePaper(StrEnum):
    """Papers that a registrar looks at before registering."""

    IDENTITY_CARD = "identity card"
    MILITARY_IDENTITY = "military identity paper"
    MILITARY_PERMIT = "certificate for the marriage of a serving soldier"
    TRAVEL_PERMIT = "travel permit or residence permit"
    PASSPORT = "passport"
    NOTARISED_DECLARATION = "notarised declaration of no spouse and no near kinship"
    AUTHENTICATED_CERTIFICATE = "authenticated certificate of no spouse"
    TRANSLATION = "translation into Chinese"


class MaritalHistory(StrEnum):
    """What a person declares of the time before."""

    NEVER_MARRIED = "never married"
    DIVORCED = "divorced"
    WIDOWED = "widowed"


class DivorceWay(StrEnum):
    """How a marriage is ended among the living."""

    AGREEMENT = "agreement"
    JUDGMENT = "judgment"
    MEDIATION = "mediation"


class VoidKind(StrEnum):
    """Why a registration never counted (Civil Code arts. 1051-1054, guidance of 2021-11-18)."""

    VOID = "void"
    """宣告无效: bigamy, near kin, under age; by a court"""
    ANNULLED = "annulled"
    """撤销婚姻: coercion, a hidden major disease; by a court"""
    REVOKED = "revoked"
    """撤销婚姻登记: stolen or invented identity; by the bureau, on papers of court, procuratorate or police"""


class SpouseMove(Model):
    """A spouse wants to move to the other's household register (夫妻投靠)."""

    mover: PersonRef = Field(description="Which of the two moves")
    host_consents: bool = Field(description="The head of the other's household consented in writing")
    housing: bool = Field(description="There is a lawful and stable home")
