"""What is known of one case? Its record, its clocks, what was handed to it, and what operators see of all that."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any, TypeVar

from temporalio import workflow

from events.contracts.envelope import Event
from registry.services import Service
from schemas.base import Model
from schemas.cases import CaseRecord, CaseStart, Ruled
from schemas.city_time import CITY_TIME
from schemas.decisions import Decision
from schemas.identifiers import CaseId, UnitId
from workflows import page
from workflows.announcing import Announcing
from workflows.asking import Asking
from workflows.inbox import Inbox
from workflows.waiting import CityTime, Clock

Given = TypeVar("Given", bound=Model)

PERSON = "person:"
"""How the name of what a case waits for begins, where a person has to decide."""
STATEMENT = 200
"""So many characters of a household's own words stand in the notes; its letter stays with the bureau."""


class CaseFile:
    """Keeps the record of a case and shows it; what a case can do are the verbs of `Case`."""

    asking: Asking
    _announcing: Announcing

    def __init__(self, start: CaseStart, service: Service) -> None:
        self.id = start.case
        self.time = CityTime()
        self.record = CaseRecord(case=start.case, service=service.id, stage="submitted", opened_by=start.opened_by,
                                 parent=_parent())  # fmt: skip
        self.decisions: list[Decision] = []
        self.troubles: list[str] = []
        self._start = start
        self._inbox = Inbox()
        self.clocks: list[Clock] = []
        self._handed: list[dict[str, Any]] = []
        self.ended: set[CaseId] = set()
        """Cases below that have ended."""
        self._waiting_clock: Clock | None = None
        self._meanwhile: tuple[str, Clock | None] | None = None
        self._shown = ""
        self.addressee: dict[str, str] = {"number": start.case.partition(":")[2]}
        """Whom a letter about the case itself reaches, as the offices' protocol names them."""

    def note(self, text: str) -> None:
        """A line that operators read on the page of the case."""
        self._update(notes=(*self.record.notes, text))

    def enter(self, stage: str, *, waiting_on: str | None = None, clock: Clock | None = None) -> None:
        """The procedure comes to a stage, and will wait for this; operators see it when something takes time."""
        self._update(stage=stage, waiting_on=waiting_on)
        self._waiting_clock = clock

    def waits(self, for_: str, clock: Clock | None = None) -> None:
        """What is waited for, and until when, where operators search and read; a person's decision goes before all."""
        if self.record.pending is not None and not for_.startswith(PERSON):
            self._meanwhile = for_, clock
            return
        self._update(waiting_on=for_)
        self._waiting_clock = clock
        self.show()

    def moved(self, clock: Clock) -> None:
        """A clock stood still, went on or runs longer: whoever decides under it reads until when."""
        ask = self.record.pending
        if ask is not None and ask.question == clock.name:
            self._update(pending=ask.model_copy(update={"due": clock.due}))
        self.show()

    def result(self, *, category: str | None = None, amount: Any = None, evidence_gap: bool | None = None) -> None:
        """Fields of the record that the procedure itself knows."""
        known = {"category": category, "amount": amount, "evidence_gap": evidence_gap}
        self._update(**{name: value for name, value in known.items() if value is not None})

    def answered_by_the_household(self, *, objects: bool, statement: str, proved: bool) -> None:
        """What it says to what was put to it; whoever decides next reads that it objects, and its words."""
        if objects:
            words = " ".join(statement.split())[:STATEMENT]
            self.note(f"家庭有异议 the household contests the findings{': ' if words else ''}{words}")
        self._update(contested=objects and not proved)

    def handled_by(self, unit: UnitId) -> None:
        """The unit under which operators and clerks find the case."""
        self._update(unit=unit)

    @property
    def chain(self) -> str:
        """The correlation id of the chain of cases and events in which this one stands."""
        first = self._inbox.envelopes[0].chain if self._inbox.envelopes else None
        return self._start.chain or first or self.id

    @property
    def depth(self) -> int:
        """How many events led here."""
        heard = (envelope.causationdepth for envelope in self._inbox.envelopes[:1])
        return max(self._start.depth, *heard, 0)

    @property
    def cause(self) -> str | None:
        """The event that was heard last."""
        return self._inbox.envelopes[-1].id if self._inbox.envelopes else self.record.opened_by

    def today(self) -> date:
        """The day on which the case stands."""
        return self.time.today()

    def on_day(self, day: date) -> None:
        """The case stands on this day at the earliest, because a fact of that day reached it."""
        self.time.reached(datetime.combine(day, time.min, CITY_TIME))

    def ruled(self, question: str) -> Ruled | None:
        """The last decision on a question."""
        return next((ruled for ruled in reversed(self.record.rulings) if ruled.question == question), None)

    def request(self, kind: type[Given]) -> Given:
        """What the parent case asked for."""
        return kind.model_validate(self._start.request)

    def has_heard(self, kind: type[Event]) -> bool:
        """An event of that kind is there, and nobody has asked for it yet."""
        return self._inbox.has(kind)

    def receive(self, found: dict[str, Any]) -> None:
        """A case below handed something over."""
        self._handed.append(found)

    def handovers(self, child: CaseId) -> int:
        """How many times a case below handed something over."""
        return sum(1 for found in self._handed if found.get("case") == child)

    def handed(self, kind: type[Given], child: CaseId) -> Given | None:
        """The newest thing that a case below handed over."""
        newest = next((found for found in reversed(self._handed) if found.get("case") == child), None)
        return None if newest is None else kind.model_validate(newest)

    def all_handed(self, child: CaseId) -> tuple[dict[str, Any], ...]:
        """Everything that a case below handed over, in order."""
        return tuple(found for found in self._handed if found.get("case") == child)

    def sealed(self, *, keep: Collection[str] = ()) -> None:
        """What departments had told is out of the record; decisions of the rules to keep stay, with their result."""
        self.decisions[:] = [decision for decision in self.decisions if decision.rule in keep]
        self._handed = []
        self._update(handed=None, evidence_gap=False, category=self.record.category if self.decisions else None)

    def now_record(self) -> CaseRecord:
        """The case as it stands."""
        return self.record.model_copy(update={
            "decisions": tuple(self.decisions), "asked": self.asking.lines, "read": tuple(self._inbox.lines),
            "announced": self._announcing.lines,
            "clocks": tuple(clock.line for clock in self.clocks),
            "waiting_on": f"operator: {self.troubles[0]}"[:200] if self.troubles else self.record.waiting_on,
        })  # fmt: skip

    def _goes_on(self, clock: Clock | None) -> None:
        if self.record.pending is None:
            self._update(waiting_on=None)
            self._waiting_clock = None
        if clock is not None:
            clock.ended()

    def _others_go_on(self) -> None:
        """Shows again what other branches wait for, now that nobody has to decide."""
        if self._meanwhile is not None:
            (for_, clock), self._meanwhile = self._meanwhile, None
            self.waits(for_, clock)

    def show(self) -> None:
        """Has operators see the case as it stands."""
        self._shown = self.record.stage
        page.show(self.now_record(), self._waiting_clock.due.at if self._waiting_clock else None)

    def _update(self, **fields: Any) -> None:
        self.record = self.record.model_copy(update=fields)


def _parent() -> CaseId | None:
    parent = workflow.info().parent
    return CaseId(parent.workflow_id) if parent else None
