"""What happens to a request at an office? Its behaviour decides how, its files decide what is answered."""

from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from events.contracts.departments import QuestionAnswered
from registry.departments import department
from schemas.questions import Question, ReplyStatus
from simulator.answers import QUESTIONS, Content, Declined
from simulator.archive import Archive
from simulator.behaviours import BY_EVENT, Behaviour, Behaviours, Manner
from simulator.effects import Answer, Effects
from simulator.emission import record, sealed
from simulator.errands import ERRANDS
from simulator.occasions import Request
from simulator.post import Post

OUT_OF_ORDER = Answer(503, {"reason": "out_of_order", "text": "系统维护中"})
UNREADABLE = Answer(200, {"items": "无", "result": []})
TAKEN = Answer(202, {})


class Desk:
    """Every office of the city behind one counter; a key that comes again gets the answer that it got."""

    def __init__(self, archive: Archive, behaviours: Behaviours, post: Post) -> None:
        self.effects = Effects()
        self._archive = archive
        self._behaviours = behaviours
        self._post = post

    def take(self, request: Request) -> Answer:
        """The answer over the protocol; later ones go by the post."""
        effect = self.effects.asked(request)
        behaviour = self._behaviours.of(request)
        if self._behaviours.out_of_order(behaviour):
            return OUT_OF_ORDER
        if effect.answer is not None:
            return effect.answer
        effect.executed += 1
        effect.answer = self._executed(request, behaviour)
        return UNREADABLE if behaviour.manner is Manner.WRONG else effect.answer

    def _executed(self, request: Request, behaviour: Behaviour) -> Answer:
        if behaviour.manner is Manner.REFUSING:
            return _declined(_refusal(behaviour))
        if request.question is not None and behaviour.manner is Manner.SILENT:
            return TAKEN
        if request.question is not None and behaviour.manner in BY_EVENT:
            self._answer_later(request, request.question, behaviour)
            return TAKEN
        return self._answered(request)

    def _answered(self, request: Request) -> Answer:
        try:
            content = self._content(request)
        except Declined as no:
            return _declined(no)
        items = [item.model_dump(mode="json") for item in content.items]
        return Answer(200, {"items": items, "result": content.result})

    def _content(self, request: Request) -> Content:
        if request.question is not None:
            content = QUESTIONS[request.question.topic](self._archive, request.question)
        else:
            content = ERRANDS[request.department, request.task](self._archive, request.body)
            for letter in self._archive.bank.letters():
                self._post.send_later(letter.days * self._behaviours.day, letter.record)
        return Content(content.items, self._archive.overlaid(request, content.result))

    def _answer_later(self, request: Request, question: Question, behaviour: Behaviour) -> None:
        office = department(question.department)
        envelope = sealed(
            self._event(request, question, behaviour),
            id=f"answer-{question.id}",
            source=office.source,
            time=datetime.now(UTC),
            correlationid=request.chain,
        )
        for _ in range(2 if behaviour.manner is Manner.TWICE else 1):
            self._post.send_later(self._behaviours.delay(behaviour, request), record(envelope, office.topic))

    def _event(self, request: Request, question: Question, behaviour: Behaviour) -> QuestionAnswered:
        try:
            if behaviour.reason is not None:
                raise _refusal(behaviour)
            content = self._content(request)
        except Declined as no:
            return _event(question, status=ReplyStatus.REFUSED, reason=no.reason)
        return _event(question, items=content.items, result=content.result)


def request(department_: str, task: str, key: str, chain: str | None, body: dict[str, Any]) -> Request:
    """The request as the office reads it; Declined when it knows no such task or cannot read it."""
    if (department_, task) in ERRANDS:
        return Request(department_, task, key, case=str(body.get("case", "")), chain=chain, body=body)
    if not _asked_there(department_, task):
        raise Declined("unknown_task", f"{department_} 没有事项 {task}", 404)
    try:
        question = Question.model_validate(body)
    except ValidationError as error:
        raise Declined("unreadable", f"问题不完整:{error.error_count()} 处") from error
    return Request(department_, task, key, case=question.case, chain=chain, body=body, question=question)


def _asked_there(department_: str, task: str) -> bool:
    try:
        return task in department(department_).answers
    except LookupError:
        return False


def _refusal(behaviour: Behaviour) -> Declined:
    return Declined(behaviour.reason or "conditions_not_met", behaviour.text)


def _declined(no: Declined) -> Answer:
    return Answer(no.status, {"reason": no.reason, "text": no.text})


def _event(question: Question, **answer: Any) -> QuestionAnswered:
    return QuestionAnswered(
        case=question.case,
        question=question.id,
        department=question.department,
        about=question.topic,
        answered_at=datetime.now(UTC),
        **answer,
    )
