"""Who pays a year's compliant self-pay: insurer, medical aid, the person? (domain 6.4)"""

from datetime import date
from decimal import Decimal

from policy.figures import CZ_DEMO, Pack, bands, numbers
from schemas.money import cents
from schemas.settlements import MedicalShares

INSURER = {
    aided: bands("medical_shares", name, Decimal)
    for aided, name in ((False, "insurer_ordinary"), (True, "insurer_aided"))
}
AID_SHARE = numbers("medical_shares", "aid_share", Decimal)
AID_CAP = numbers("medical_shares", "aid_cap", Decimal)


def medical_shares(self_pay: Decimal, on: date, pack: Pack = CZ_DEMO, *, aided: bool) -> MedicalShares:
    """The insurer pays by bands; of the rest, aid pays its share up to the yearly cap for recipients of aid."""
    slices = INSURER[aided].on(on, pack).slices(self_pay)
    insurer = cents(sum((part * share for part, share in slices), Decimal(0)))
    rest = self_pay - insurer
    aid = cents(min(rest * AID_SHARE.on(on, pack), AID_CAP.on(on, pack))) if aided else Decimal(0)
    return MedicalShares(insurer=insurer, aid=aid, own=rest - aid)
