"""A national marriage base on paper: locks, registrations, notes; what it does it does at once or not at all."""

from dataclasses import dataclass, field
from typing import Any

from activities.ports import SystemReply
from tests.workflows.bookings import BRIDE, GROOM, spouse
from tests.workflows.paper_city import PaperCity
from tests.workflows.paper_offices import Body, answered, refused

CERTIFICATE = "J320402-2019-000007"


@dataclass
class Entry:
    """One registration in the base."""

    certificate: str
    spouses: tuple[str, ...]
    on: str
    office: str
    status: str = "married"
    pending: str = ""
    """Number of an application for divorce."""
    said: list[Body] = field(default_factory=list)
    """What was written into the file since."""


@dataclass
class PaperBase:
    """Answers every marriage task of one city; `locks` says who holds whom."""

    entries: list[Entry] = field(default_factory=list)
    locks: dict[str, Body] = field(default_factory=dict)
    persons: dict[str, Body] = field(default_factory=dict)
    """What it says of a person beside the entries, laid over its answer."""
    links: dict[str, list[str]] = field(default_factory=dict)

    def serves(self, city: PaperCity) -> "PaperBase":
        for task in ("marriage_status", "lock_for_marriage", "release_marriage_lock", "lock_holder", "take_over_lock",
                     "register_marriage", "enter_offline_marriage", "marriage_entry", "note_divorce_application",
                     "clear_divorce_application", "register_divorce", "note_divorce_judgment", "void_marriage",
                     "link_identities"):  # fmt: skip
            city.departments.says("civil-affairs", task, getattr(self, task))
        return self

    def married(self, first: str = GROOM, second: str = BRIDE, **changed: Any) -> Entry:
        known = {"certificate": CERTIFICATE, "on": "2019-10-01", "office": "天宁区民政局婚姻登记处"}
        entry = Entry(spouses=(first, second), **{**known, **changed})
        self.entries.append(entry)
        return entry

    # ── who is married ───────────────────────────────────────────────────────────────────────────────────────────

    def of(self, person: str) -> Entry | None:
        return next((each for each in self.entries if person in each.spouses and each.status == "married"), None)

    def marriage_status(self, said: Body) -> SystemReply:
        return answered(records=[self._record(each["ref"]) for each in said["subjects"]])

    def _record(self, person: str) -> Body:
        entry = self.of(person)
        record: Body = {"person": person, "married": entry is not None}
        if entry is not None:
            other = next(each for each in entry.spouses if each != person)
            record |= {"office": entry.office, "recorded_on": entry.on, "spouse": other,
                       "certificate": entry.certificate, "divorce_pending": bool(entry.pending)}  # fmt: skip
        return record | self.persons.get(person, {})

    def marriage_entry(self, said: Body) -> SystemReply:
        wanted, persons = said["details"]["certificate"], set(said["details"]["spouses"])
        fitting = (each for each in self.entries
                   if each.certificate == wanted or (not wanted and persons == set(each.spouses)))  # fmt: skip
        found = next(fitting, None)
        if found is None:
            return refused("not_found")
        return answered(certificate=found.certificate, office=found.office, on=found.on, status=found.status,
                        spouses=[spouse(ref) for ref in found.spouses])  # fmt: skip

    # ── locks ────────────────────────────────────────────────────────────────────────────────────────────────────

    def lock_for_marriage(self, said: Body) -> SystemReply:
        wanted = said["details"]
        if any(self._held_by(ref) not in {"", wanted["booking"]} for ref in wanted["spouses"]):
            return refused("pending_elsewhere")
        for ref in wanted["spouses"]:
            self.locks[ref] = {**wanted, "case": said["case"]}
        return answered(locked=True)

    def release_marriage_lock(self, said: Body) -> SystemReply:
        self.locks = {ref: lock for ref, lock in self.locks.items() if lock["booking"] != said["details"]["booking"]}
        return answered(released=True)

    def _held_by(self, person: str) -> str:
        return str(self.locks[person]["booking"]) if person in self.locks else ""

    def lock_holder(self, said: Body) -> SystemReply:
        mine = said["details"]["booking"]
        locks = (self.locks.get(ref, {}) for ref in said["details"]["spouses"])
        lock = next((each for each in locks if each and each["booking"] != mine), {})
        return answered(**{name: lock[name] for name in ("booking", "office", "case") if name in lock})

    def take_over_lock(self, said: Body) -> SystemReply:
        wanted = said["details"]
        held = {self.locks[ref]["booking"] for ref in wanted["spouses"] if ref in self.locks}
        if not held <= {wanted["from"], wanted["booking"]}:
            return refused("pending_elsewhere")
        for ref in wanted["spouses"]:
            self.locks[ref] = {**wanted, "case": said["case"]}
        return answered(locked=True)

    # ── what is written ──────────────────────────────────────────────────────────────────────────────────────────

    def register_marriage(self, said: Body) -> SystemReply:
        """Fenced: only who holds both may register, and nobody who is married already."""
        wanted = said["details"]
        done = next((each for each in self.entries if each.certificate == f"J-{wanted['booking']}"), None)
        if done is not None:
            return answered(certificate=done.certificate)
        if any(self.of(ref) for ref in wanted["spouses"]):
            return refused("already_married")
        if any(self._held_by(ref) != wanted["booking"] for ref in wanted["spouses"]):
            return refused("lock_lost")
        entry = self.married(*wanted["spouses"], certificate=f"J-{wanted['booking']}", on=wanted["on"],
                             office=wanted["office"])  # fmt: skip
        entry.said.append(wanted)
        self.release_marriage_lock(said)
        return answered(certificate=entry.certificate)

    def enter_offline_marriage(self, said: Body) -> SystemReply:
        wanted = said["details"]
        if any(self.of(ref) for ref in wanted["spouses"]):
            return refused("already_married")
        self.married(*wanted["spouses"], certificate=wanted["certificate"], on=wanted["on"], office=wanted["office"])
        return answered(entered=True)

    def link_identities(self, said: Body) -> SystemReply:
        self.links[said["details"]["person"]] = said["details"]["former"]
        return answered(linked=True)

    def note_divorce_application(self, said: Body) -> SystemReply:
        self._their(said).pending = said["details"]["number"]
        return answered(noted=True)

    def clear_divorce_application(self, said: Body) -> SystemReply:
        self._their(said).pending = ""
        return answered(cleared=True)

    def register_divorce(self, said: Body) -> SystemReply:
        self._their(said).status = "ended"
        return answered(certificate="L320402-2026-000001")

    def note_divorce_judgment(self, said: Body) -> SystemReply:
        for entry in self.entries:
            if set(entry.spouses) == set(said["details"]["spouses"]):
                entry.status = "ended"
        return answered(noted=True)

    def void_marriage(self, said: Body) -> SystemReply:
        entry = self._their(said)
        entry.status = "never valid"
        entry.said.append(said["details"])
        return answered(voided=True)

    def _their(self, said: Body) -> Entry:
        return next(each for each in self.entries if set(each.spouses) == set(said["details"]["spouses"]))
