"""Is somebody who is paid still alive? Proof, reminder, visit, and only then a suspension (生存认证, domain 7.3)."""

from datetime import date, datetime

from policy.conditions import REASONED, condition, decision
from policy.deadlines import due
from policy.figures import CZ_DEMO, Pack
from policy.months import after, month_of, span
from policy.procedure_limits import STEPS, limit
from schemas.city_time import CITY_TIME
from schemas.decisions import Condition, Fact
from schemas.elders import LifeRecord, LifeStanding, ProofKind, Standing

RULE = ("life_certification", "生存认证")
PROOFS_ZH = {
    ProofKind.FACE: "人脸识别",
    ProofKind.MEDICAL_VISIT: "就医记录",
    ProofKind.TRANSPORT: "乘车记录",
    ProofKind.HOME_VISIT: "上门走访",
}


def standing(record: LifeRecord, on: date, pack: Pack = CZ_DEMO) -> LifeStanding:
    """Granted: payment goes on. It is suspended, never cancelled, when a reminder and a visit were in vain."""
    proved = last_proof(record, on)
    last = None if proved is None else _end(proved, "life_certification", pack)
    now = _now(record, last, on, pack)
    return LifeStanding(standing=now, decision=decision(RULE, on, (_shown(record, now, last, on, pack),)))


def last_proof(record: LifeRecord, on: date) -> date | None:
    """The newest proof; a face counts with consent only."""
    days = (
        proof.on
        for proof in record.proofs
        if proof.on <= on and (proof.kind is not ProofKind.FACE or record.consents_to_face)
    )
    return max(days, default=None)


def suspended_months(suspended_from: date, proved_on: date) -> tuple[date, ...]:
    """Months that are paid afterwards, when somebody who was suspended turns out to live."""
    return tuple(span(suspended_from, after(month_of(proved_on), -1)))


def _now(record: LifeRecord, last: date | None, on: date, pack: Pack) -> Standing:
    if last is not None and on <= last:
        return Standing.PROVED
    if record.reminded_on is None or (last is not None and record.reminded_on <= last):
        return Standing.REMIND
    if on <= _end(record.reminded_on, "life_reminder", pack):
        return Standing.REMIND
    visited = record.visited_in_vain_on is not None and record.visited_in_vain_on >= record.reminded_on
    return Standing.SUSPEND if visited else Standing.VISIT


def _end(day: date, step: str, pack: Pack) -> date:
    return due(datetime(day.year, day.month, day.day, tzinfo=CITY_TIME), limit(step, day, pack)).day


def _shown(record: LifeRecord, now: Standing, last: date | None, on: date, pack: Pack) -> Condition:
    texts = {
        Standing.PROVED: (f"shown to be alive, until {last}", f"生存状态已认证,有效至{last}"),
        Standing.REMIND: ("remind; payment goes on", "提醒认证,待遇照发"),
        Standing.VISIT: ("visit; payment goes on", "上门核实,待遇照发"),
        Standing.SUSPEND: ("suspended, not cancelled; paid afterwards when shown", "暂停发放(非终止),认证后予以补发"),
    }
    return condition(
        "shown_alive",
        now is not Standing.SUSPEND,
        texts[now],
        REASONED,
        facts=tuple(
            Fact(name="life proof", value=f"{proof.kind}, {proof.on}", source="civil-affairs", on=proof.on)
            for proof in record.proofs
        ),
        figures=(STEPS["life_certification"].figure(on, pack), STEPS["life_reminder"].figure(on, pack)),
    )
