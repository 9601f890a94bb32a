"""What does the pretend marriage base do? It locks, registers, notes divorces and corrects; each couple once."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from registry.departments import CIVIL_AFFAIRS, PUBLIC_SECURITY
from schemas.identifiers import PersonRef
from schemas.registrations import EntryStatus, MarriageEntry
from simulator.answers import Content, Declined
from simulator.archive import Archive, Wedlock

Body = Mapping[str, Any]
Couple = tuple[str, str]


def lock_for_marriage(archive: Archive, body: Body) -> Content:
    """Nobody else can register these two until the lock is released."""
    booking, spouses = text(body, "booking"), couple(body)
    if archive.held_elsewhere(spouses, booking):
        raise Declined("pending_elsewhere", "一方正在其他登记机关办理", 409)
    _hold(archive, spouses, booking, body)
    return Content(result={"locked": True})


def lock_holder(archive: Archive, body: Body) -> Content:
    """Which booking has one of them, at which office and in which case; nothing when both are free."""
    booking = text(body, "booking")
    other = next((archive.locks[ref] for ref in couple(body) if archive.locks.get(ref, booking) != booking), None)
    return Content(result={"booking": other, **archive.holders.get(other, {})} if other else {})


def take_over_lock(archive: Archive, body: Body) -> Content:
    """Compared first: whoever else has come meanwhile keeps it."""
    booking, spouses, before = text(body, "booking"), couple(body), text(body, "from")
    if {archive.locks[ref] for ref in spouses if ref in archive.locks} - {booking, before}:
        raise Declined("pending_elsewhere", "一方正在其他登记机关办理", 409)
    _hold(archive, spouses, booking, body)
    return Content(result={"locked": True})


def release_marriage_lock(archive: Archive, body: Body) -> Content:
    """What this booking held is free again."""
    _release(archive, text(body, "booking"))
    return Content(result={"released": True})


def register_marriage(archive: Archive, body: Body) -> Content:
    """The two are married from here on, if they were held; the certificate's number follows from the booking."""
    booking, spouses = text(body, "booking"), couple(body)
    _unmarried(archive, spouses)
    if any(archive.locks.get(ref) != booking for ref in spouses):
        raise Declined("lock_lost", "锁定已失效", 409)
    number = int(hashlib.sha256(booking.encode()).hexdigest(), 16) % 1_000_000
    certificate = f"J320400-{text(body, 'on')[:4]}-{number:06d}"
    _marry(archive, spouses, certificate, body)
    _release(archive, booking)
    return Content(result={"certificate": certificate})


def enter_offline_marriage(archive: Archive, body: Body) -> Content:
    """What was registered on paper stands in the base with its own day."""
    spouses, certificate = couple(body), text(body, "certificate")
    _unmarried(archive, spouses)
    _marry(archive, spouses, certificate, body)
    return Content(result={"entered": True, "certificate": certificate})


def marriage_entry(archive: Archive, body: Body) -> Content:
    """The file of a marriage from before, by its certificate or by the two."""
    certificate, spouses = _of(body, "certificate"), _of(body, "spouses")
    wanted = frozenset(spouses) if isinstance(spouses, list) else frozenset()
    for entry in archive.entries.values():
        if entry.certificate == certificate or (not certificate and {each.ref for each in entry.spouses} == wanted):
            return Content(result=entry.model_dump(mode="json"))
    raise Declined("not_found", "全国婚姻登记信息库中未查到", 404)


def note_divorce_application(archive: Archive, body: Body) -> Content:
    """Everybody who asks reads that the two are still married."""
    archive.pending[frozenset(couple(body))] = text(body, "number")
    return Content(result={"noted": True})


def clear_divorce_application(archive: Archive, body: Body) -> Content:
    """As if nobody had applied."""
    archive.pending.pop(frozenset(couple(body)), None)
    return Content(result={"cleared": True})


def register_divorce(archive: Archive, body: Body) -> Content:
    """The marriage is ended; the number of the certificate follows from the application."""
    clear_divorce_application(archive, body)
    _end(archive, couple(body), EntryStatus.ENDED)
    number = int(hashlib.sha256(text(body, "number").encode()).hexdigest(), 16) % 1_000_000
    return Content(result={"certificate": f"L320400-{text(body, 'on')[:4]}-{number:06d}"})


def note_divorce_judgment(archive: Archive, body: Body) -> Content:
    """The court's paper stands in the file."""
    _end(archive, couple(body), EntryStatus.ENDED)
    return Content(result={"noted": text(body, "paper")})


def void_marriage(archive: Archive, body: Body) -> Content:
    """The registration never counted; papers and decision are in the file."""
    _end(archive, couple(body), EntryStatus.NEVER_VALID)
    return Content(result={"voided": text(body, "certificate")})


def done(_: Archive, __: Body) -> Content:
    """Taken down, and seen to."""
    return Content(result={"taken": True})


ERRANDS: dict[tuple[str, str], Callable[[Archive, Body], Content]] = {
    **{(CIVIL_AFFAIRS.id, task.__name__): task for task in (
        lock_for_marriage, lock_holder, take_over_lock, release_marriage_lock, register_marriage,
        enter_offline_marriage, marriage_entry, note_divorce_application, clear_divorce_application, register_divorce,
        note_divorce_judgment, void_marriage,
    )},
    (CIVIL_AFFAIRS.id, "link_identities"): done,
    (CIVIL_AFFAIRS.id, "request_update"): done,
    (CIVIL_AFFAIRS.id, "return_divorce_judgment"): done,
    (CIVIL_AFFAIRS.id, "settle_register_change"): done,
    (PUBLIC_SECURITY.id, "settle_register_change"): done,
    (PUBLIC_SECURITY.id, "note_register_conflict"): done,
    (PUBLIC_SECURITY.id, "report_suspicion"): done,
}  # fmt: skip


def _hold(archive: Archive, spouses: Couple, booking: str, body: Body) -> None:
    archive.locks.update(dict.fromkeys(spouses, booking))
    archive.holders[booking] = {"office": str(_of(body, "office") or ""), "case": str(body.get("case") or "")}


def _release(archive: Archive, booking: str) -> None:
    for ref in [ref for ref, holder in archive.locks.items() if holder == booking]:
        del archive.locks[ref]


def _unmarried(archive: Archive, spouses: Couple) -> None:
    if any(archive.marital(ref).married for ref in spouses):
        raise Declined("already_married", "一方已有婚姻登记", 409)


def _marry(archive: Archive, spouses: Couple, certificate: str, body: Body) -> None:
    on, office = date.fromisoformat(text(body, "on")), str(_of(body, "office") or "常州市婚姻登记处")
    for ref, other in (spouses, spouses[::-1]):
        archive.married[ref] = Wedlock(PersonRef(other), certificate, office, on)


def _end(archive: Archive, spouses: Couple, status: EntryStatus) -> None:
    for ref in spouses:
        archive.married.pop(ref, None)
    for number, entry in archive.entries.items():
        if {each.ref for each in entry.spouses} == set(spouses):
            archive.entries[number] = entry.model_copy(update={"status": status})


def _of(body: Body, name: str) -> object:
    """A field of the errand; all stand in its details."""
    details = body.get("details")
    return details.get(name) if isinstance(details, dict) else None


def text(body: Body, name: str) -> str:
    """A field that must be there; Declined without it."""
    value = _of(body, name)
    if value in (None, ""):
        raise Declined("unreadable", f"缺少 {name}")
    return str(value)


def couple(body: Body) -> Couple:
    """The two; Declined when there are not two."""
    spouses = _of(body, "spouses")
    if not isinstance(spouses, list) or len(spouses) != 2 or not all(isinstance(ref, str) for ref in spouses):
        raise Declined("unreadable", "spouses 应为两个人员代号")
    return spouses[0], spouses[1]


def entries(told: tuple[MarriageEntry, ...]) -> dict[str, MarriageEntry]:
    """The files at the beginning, by their certificates."""
    return {entry.certificate: entry for entry in told}
