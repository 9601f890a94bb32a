"""Who puts the questions to the departments? The one-stop hall, or a department's own desk (综合窗口)."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from temporalio import activity

from activities.calendar import Calendar
from activities.errors import Unreachable
from activities.office import done_by
from activities.ports import DepartmentSystems, SystemReply
from activities.task import recorded, task
from registry.departments import HALL, department
from schemas.consents import NoLongerWanted, OpenQuestion
from schemas.questions import (
    DepartmentErrand,
    Done,
    Errand,
    Inquiry,
    Parcel,
    Parcels,
    Question,
    Replies,
    Reply,
    ReplyStatus,
    Round,
)

LONGEST = timedelta(seconds=20)
QUICK_ATTEMPTS = 2
PAUSE = 0.2
TAKEN_BACK = "take_back_question"
"""The errand by which a department hears that a question is no longer wanted."""


class Planner:
    """Makes up the parcels of a round: questions whose desk has no worker of its own go through the hall."""

    def __init__(self, calendar: Calendar, own_desks: Iterable[str] = ()) -> None:
        self._calendar = calendar
        self._own_desks = frozenset(own_desks)

    @recorded(summary="分派问题、确定答复期限")
    async def make_up(self, round_: Round) -> Parcels:
        """Each question with its due moment, in one parcel a desk."""
        parcels: dict[str, list[Question]] = defaultdict(list)
        for inquiry in round_.inquiries:
            parcels[self._queue(inquiry)].append(self._question(round_, inquiry))
        return Parcels(parcels=tuple(Parcel(queue=queue, questions=tuple(of)) for queue, of in parcels.items()))

    def _queue(self, inquiry: Inquiry) -> str:
        return department(inquiry.department).desk if inquiry.department in self._own_desks else HALL

    def _question(self, round_: Round, inquiry: Inquiry) -> Question:
        return Question(
            **inquiry.model_dump(exclude={"limit"}),
            case=round_.case,
            due=self._calendar.due(round_.start, inquiry.limit),
        )


class Hall:
    """Puts questions to departments and brings back what each said, partial answers kept."""

    def __init__(self, systems: DepartmentSystems) -> None:
        self._systems = systems

    @task(HALL, within=LONGEST, summary="同时向各部门提问")
    async def put_questions(self, parcel: Parcel) -> Replies:
        """Idempotent: a question's id is the department's key. A department that cannot be reached is reported."""
        known = _kept(parcel)
        await asyncio.gather(*(self._put(question, known) for question in parcel.questions if question.id not in known))
        return Replies(replies=tuple(known[question.id] for question in parcel.questions))

    @task(HALL, within=LONGEST, summary="再次联系未接通的部门")
    async def insist(self, parcel: Parcel) -> Replies:
        """Idempotent as above; repeated until every department has taken its question or the limit is over."""
        replies = await self.put_questions(parcel)
        silent = [reply.department for reply in replies.replies if reply.status is ReplyStatus.UNREACHABLE]
        if silent:
            raise Unreachable(f"No answer from the systems of {', '.join(silent)}; asked again until the limit.")
        return replies

    @task(HALL, within=LONGEST, summary="请部门办理一件事")
    async def have_done(self, errand: DepartmentErrand) -> Done:
        """Idempotent by key: the hall brings an errand to any department, and comes again until it is done."""
        return await done_by(self._systems, department(errand.department), errand.task, errand)

    @task(HALL, within=LONGEST, summary="撤回向部门提出的问题")
    async def take_back(self, unwanted: NoLongerWanted) -> Replies:
        """Idempotent: a question taken back stays so. Says of each department whether it was told."""
        replies = (self._taken_back(unwanted, question) for question in unwanted.questions)
        return Replies(replies=tuple(await asyncio.gather(*replies)))

    @task(HALL, within=LONGEST, summary="再次撤回问题")
    async def insist_on_taking_back(self, unwanted: NoLongerWanted) -> Replies:
        """Idempotent as above; repeated until every department was told or the limit is over."""
        replies = await self.take_back(unwanted)
        heard = {ReplyStatus.ANSWERED, ReplyStatus.REFUSED}
        untold = [reply.department for reply in replies.replies if reply.status not in heard]
        if untold:
            raise Unreachable(f"The systems of {', '.join(untold)} were not told yet; told again until the limit.")
        return replies

    async def _taken_back(self, unwanted: NoLongerWanted, question: OpenQuestion) -> Reply:
        details = {"question": question.id, "reason": unwanted.reason}
        errand = Errand(key=f"{question.id}/{TAKEN_BACK}", case=unwanted.case, details=details)
        try:
            said = await self._systems.put(
                question.department, TAKEN_BACK, key=errand.key, case=unwanted.case, body=errand
            )
        except Unreachable as error:
            said = SystemReply(status=ReplyStatus.UNREACHABLE, reason=str(error))
        return Reply(question=question.id, department=question.department, topic=question.topic, status=said.status,
                     reason=said.reason)  # fmt: skip

    async def _put(self, question: Question, known: dict[str, Reply]) -> None:
        known[question.id] = await self._reply(question)
        kept = [reply.model_dump(mode="json") for reply in known.values()]
        activity.heartbeat(kept)

    async def _reply(self, question: Question) -> Reply:
        trouble = ""
        for attempt in range(QUICK_ATTEMPTS):
            try:
                said = await self._systems.put(
                    question.department, question.topic, key=question.id, case=question.case, body=question
                )
            except Unreachable as error:
                trouble = str(error)
                if attempt + 1 < QUICK_ATTEMPTS:
                    await asyncio.sleep(PAUSE)
            else:
                return _as_reply(question, said.status, said.model_dump(exclude={"status"}))
        return _as_reply(question, ReplyStatus.UNREACHABLE, {"reason": trouble})


def _as_reply(question: Question, status: ReplyStatus, said: dict[str, object]) -> Reply:
    return Reply.model_validate(
        {"question": question.id, "department": question.department, "topic": question.topic, "status": status, **said}
    )


def _kept(parcel: Parcel) -> dict[str, Reply]:
    """Answers that an earlier attempt brought home before it died."""
    details = activity.info().heartbeat_details
    replies = [Reply.model_validate(line) for line in details[0]] if details else []
    asked = {question.id for question in parcel.questions}
    return {reply.question: reply for reply in replies if reply.question in asked and reply.settled}
