"""How are many departments asked at once? Each with its own limit, partial answers kept, the late ones too."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from temporalio import workflow
from temporalio.exceptions import ActivityError

from activities.hall import Hall, Planner
from events.contracts.cases import DepartmentReminded
from events.contracts.departments import QuestionAnswered
from schemas.cases import Asked
from schemas.consents import OpenQuestion
from schemas.identifiers import QuestionId
from schemas.limits import Rung, RungName
from schemas.questions import Inquiry, Parcel, Question, Reply, ReplyStatus, Round
from workflows.waiting import waited

if TYPE_CHECKING:
    from workflows.verbs import Case


class Asking:
    """The questions of one case and what became of each."""

    def __init__(self, case: "Case") -> None:
        self._case = case
        self._questions: dict[QuestionId, Question] = {}
        self._replies: dict[QuestionId, Reply] = {}
        self._remarks: list[Asked] = []
        self._below: tuple[Asked, ...] = ()
        self._early: dict[QuestionId, QuestionAnswered] = {}
        self._unwanted: dict[QuestionId, str] = {}
        self._insisting: dict[QuestionId, asyncio.Future[None]] = {}
        self._queues: dict[QuestionId, str] = {}
        self.late = 0
        """How many answers came after their limit."""

    async def ask_all(self, inquiries: Sequence[Inquiry], waiting_on: str) -> tuple[Reply, ...]:
        """A reply for each inquiry, in order: answered, refused, or silent when its limit passed."""
        if not inquiries:
            return ()
        self._case.on(QuestionAnswered, self._answered)
        round_ = Round(case=self._case.id, start=self._case.time.now(), inquiries=tuple(inquiries))
        made_up = await self._case.ask(Planner.make_up, round_)
        began = workflow.now()
        questions = [question for parcel in made_up.parcels for question in parcel.questions]
        self._questions |= {question.id: question for question in questions}
        self._queues |= {each.id: parcel.queue for parcel in made_up.parcels for each in parcel.questions}
        self._overtaken(questions)
        await asyncio.gather(*(self._put(parcel) for parcel in made_up.parcels))
        self._case.still_wanted()
        await self._settled(questions, began.timestamp(), waiting_on)
        return tuple(self._replies[inquiry.id] for inquiry in inquiries)

    def replies(self) -> tuple[Reply, ...]:
        """What each department has said by now."""
        return tuple(self._replies.values())

    def below(self, lines: Sequence[Asked]) -> None:
        """What a case below this one asked of the departments, so that this case's page shows it too."""
        self._below = tuple(lines)

    def reply(self, question: QuestionId) -> Reply:
        """What has been said to one question by now."""
        return self._replies[question]

    def not_linkable(self, inquiry: Inquiry, guidance: str) -> None:
        """There is no interface to ask by; recorded beside the others, with the guidance that the person gets."""
        self._remarks.append(Asked(
            department=inquiry.department, topic=inquiry.topic, subject=str(inquiry.details.get("item", "")),
            status=ReplyStatus.NOT_LINKABLE, reason=guidance,
        ))  # fmt: skip

    def unanswered(self) -> dict[str, tuple[OpenQuestion, ...]]:
        """The questions that are open, by the desk that put them."""
        open_: dict[str, tuple[OpenQuestion, ...]] = {}
        for id_, question in self._questions.items():
            known = self._replies.get(id_)
            if known is None or not known.settled:
                one = OpenQuestion(id=id_, department=question.department, topic=question.topic)
                queue = self._queues[id_]
                open_[queue] = (*open_.get(queue, ()), one)
        return open_

    def answered(self) -> tuple[Reply, ...]:
        """The replies that hold something of somebody."""
        return tuple(reply for reply in self._replies.values() if reply.items or reply.result)

    def left(self) -> timedelta:
        """The longest limit of a question; after it nobody has to answer any more."""
        return max((question.due.after for question in self._questions.values()), default=timedelta(0))

    def sealed(self, reason: str) -> None:
        """What came is out of the case; that it came stays."""
        empty = {"items": (), "result": {}, "reason": reason}
        for reply in self.answered():
            self._replies[reply.question] = reply.model_copy(update=empty)

    async def all_dropped(self, reason: str) -> None:
        """Nothing that is open is wanted any more; returns when no office is being asked again."""
        for question in self._questions:
            self.no_longer_wanted(question, reason)
        await asyncio.gather(*self._insisting.values(), return_exceptions=True)

    def no_longer_wanted(self, question: QuestionId, reason: str) -> None:
        """The person took consent back: it is not asked any more, and what is still answered is not used."""
        self._unwanted[question] = reason
        if question in self._insisting:
            self._insisting[question].cancel()
        asked, known = self._questions.get(question), self._replies.get(question)
        if asked is not None and (known is None or not known.settled):
            self._replies[question] = Reply(question=question, department=asked.department, topic=asked.topic,
                                            status=ReplyStatus.REFUSED, reason=reason)  # fmt: skip

    def unwanted(self, question: QuestionId) -> bool:
        """Consent to it was taken back, maybe after the answer."""
        return question in self._unwanted

    @property
    def lines(self) -> tuple[Asked, ...]:
        """A line for each question asked, for the record."""
        asked = (_line(question, self._replies.get(id_)) for id_, question in self._questions.items())
        return (*self._below, *asked, *self._remarks)

    def _overtaken(self, questions: Sequence[Question]) -> None:
        """What was answered, or is no longer wanted, before it was asked."""
        for question in questions:
            if question.id in self._unwanted:
                self.no_longer_wanted(question.id, self._unwanted[question.id])
            elif question.id in self._early:
                self._answered(self._early.pop(question.id))

    async def _put(self, parcel: Parcel) -> None:
        parcel = parcel.model_copy(update={
            "questions": tuple(question for question in parcel.questions if question.id not in self._replies),
        })  # fmt: skip
        if not parcel.questions:
            return
        replies = await self._case.put(Hall.put_questions, parcel, queue=parcel.queue)
        for reply in replies.replies:
            self._replies.setdefault(reply.question, reply)
        unreachable = {r.question for r in replies.replies if r.status is ReplyStatus.UNREACHABLE}
        for question in parcel.questions:
            if question.id in unreachable and question.id not in self._unwanted:
                again = self._insist(parcel.model_copy(update={"questions": (question,)}), question)
                self._insisting[question.id] = self._case.beside(again)

    async def _insist(self, parcel: Parcel, question: Question) -> None:
        try:
            replies = await self._case.put(
                Hall.insist, parcel, queue=parcel.queue, at_most=max(question.due.after, timedelta(seconds=1))
            )
        except ActivityError:
            return  # the limit is over; the rungs of the question say so
        for reply in replies.replies:
            if not self._replies[reply.question].settled:
                self._take(reply)

    def _answered(self, event: QuestionAnswered) -> None:
        question = self._questions.get(event.question)
        if question is None:
            self._early[event.question] = event  # a case that was reset hears the answers before it asks again
            self._case.note(f"答复无对应问题 answer to an unknown question: {event.question}")
            return
        known = self._replies.get(event.question)
        if known is not None and known.settled:
            return  # the first answer stands; the same again changes nothing
        said = event.model_dump(include={"question", "department", "status", "items", "result", "reason"})
        self._take(Reply.model_validate({**said, "topic": event.about, "at": event.answered_at}))

    def _take(self, reply: Reply) -> None:
        known = self._replies.get(reply.question)
        if known is not None and known.status is ReplyStatus.SILENT:
            reply = reply.model_copy(update={"late": True})
            self.late += 1
        self._replies[reply.question] = reply

    async def _settled(self, questions: Sequence[Question], began: float, waiting_on: str) -> None:
        rung: set[tuple[QuestionId, RungName]] = set()
        while open_ := self._open(questions):
            self._case.waits(self._named(open_, waiting_on))
            next_ = min((each for q in open_ for each in _rungs(q) if (q.id, each.name) not in rung),
                        key=lambda each: each.after)  # fmt: skip
            left = next_.after - timedelta(seconds=workflow.now().timestamp() - began)
            if await waited(lambda: not self._open(questions), left, f"{waiting_on}: {next_.name}"):
                continue
            self._case.time.reached(next_.at)
            for question in open_:
                self._ring(question, next_, rung)

    def _ring(self, question: Question, moment: Rung, rung: set[tuple[QuestionId, RungName]]) -> None:
        for each in _rungs(question):
            if each.after <= moment.after and (question.id, each.name) not in rung:
                rung.add((question.id, each.name))
                self._escalate(question, each)

    def _escalate(self, question: Question, rung: Rung) -> None:
        """At half of the limit and at its end the owner is told; silence is recorded and refuses nobody."""
        case = self._case
        if self._replies[question.id].settled:
            return
        if rung.name is RungName.BREACH:
            silent = {"status": ReplyStatus.SILENT}
            self._replies[question.id] = self._replies[question.id].model_copy(update=silent)
        case.beside(case.announce(DepartmentReminded(
            case=case.id, service=case.record.service, department=question.department, rung=rung.name,
            due=question.due.day,
        )))  # fmt: skip

    def _open(self, questions: Sequence[Question]) -> list[Question]:
        done = (ReplyStatus.SILENT,)
        return [q for q in questions if not (self._replies[q.id].settled or self._replies[q.id].status in done)]

    def _named(self, open_: Sequence[Question], waiting_on: str) -> str:
        names = ", ".join(dict.fromkeys(question.department for question in open_))
        return f"{waiting_on}: {names}"[:200]


def _rungs(question: Question) -> list[Rung]:
    end = Rung(name=RungName.BREACH, at=question.due.at, after=question.due.after)
    return [*(rung for rung in question.due.rungs if rung.name is RungName.HALF), end]


def _line(question: Question, reply: Reply | None) -> Asked:
    return Asked(
        department=question.department, topic=question.topic, subject=str(question.details.get("item", "")),
        status=reply.status if reply else ReplyStatus.PENDING, reason=reply.reason if reply else None,
        due=question.due.day, late=reply.late if reply else False,
    )  # fmt: skip
