"""Who pays what: medical costs between insurer, aid and person; and what is given back after a fraud."""

from schemas.base import Model
from schemas.money import Yuan


class MedicalShares(Model):
    """Compliant self-pay of a year, divided."""

    insurer: Yuan
    aid: Yuan
    own: Yuan


class Recovery(Model):
    """What must be returned, and between which amounts a person may set the fine."""

    returned: Yuan
    fine_from: Yuan
    fine_to: Yuan
