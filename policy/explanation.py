"""What does a rule say of facts written down? They are the arguments of its function, read and checked from JSON."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from inspect import Parameter, signature
from types import GenericAlias
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError, create_model, model_validator

from policy.figures import CZ_DEMO, Pack
from policy.rules import RULES
from schemas.base import Model
from schemas.decisions import Decision

_BESIDE = {"on", "pack"}


class WrongFacts(ValueError):
    """The facts are not those that the rule asks for; each trouble says where and what."""

    def __init__(self, rule: str, troubles: tuple[str, ...]) -> None:
        super().__init__(f"These are no facts for {rule}: {'; '.join(troubles)}")
        self.troubles = troubles


class Explanation(Model):
    """What a rule said on a day about some facts, with every decision in full."""

    rule: str
    on: date
    decisions: tuple[Decision, ...]


def explanation(rule: str, facts: str | bytes, on: date, pack: Pack = CZ_DEMO) -> Explanation:
    """The rule, asked with facts in JSON; WrongFacts tells what is amiss with them."""
    function, known = _rule(rule), facts_of(rule)
    try:
        read = known.model_validate_json(facts)
    except ValidationError as wrong:
        raise WrongFacts(rule, tuple(_trouble(error) for error in wrong.errors(include_url=False))) from None
    beside = {"on": on, "pack": pack}
    wanted = {name: value for name, value in beside.items() if name in signature(function).parameters}
    answer = function(**{name: getattr(read, name) for name in known.model_fields}, **wanted)
    return Explanation(rule=rule, on=on, decisions=tuple(_decisions(answer)))


@cache
def facts_of(rule: str) -> type[BaseModel]:
    """What the rule asks for, as a model: its arguments without the day and the figures."""
    function = _rule(rule)
    hints = get_type_hints(function)
    fields: dict[str, Any] = {
        name: (_read(hints[name]), _default(hints[name], parameter))
        for name, parameter in signature(function).parameters.items()
        if name not in _BESIDE
    }
    base = _AnApplication if "application" in fields else Model
    return create_model(f"Facts of {rule}", __base__=base, **fields)


class _AnApplication(Model):
    """An application alone is facts enough where nothing else is needed."""

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, facts: Any) -> Any:
        return {"application": facts} if isinstance(facts, dict) and "household" in facts else facts


def _rule(name: str) -> Callable[..., Any]:
    if name not in RULES:
        raise LookupError(f"No rule {name!r}. Known: {', '.join(RULES)}.")
    return RULES[name]


def _read(hint: Any) -> Any:
    """What is only gone through is read at once, so that every trouble is found before the rule is asked."""
    return GenericAlias(tuple, (get_args(hint)[0], ...)) if get_origin(hint) is Iterable else hint


def _default(hint: Any, parameter: Parameter) -> Any:
    """What may be unknown may be left out."""
    if parameter.default is not Parameter.empty:
        return parameter.default
    return None if type(None) in get_args(hint) else ...


def _trouble(error: Mapping[str, Any]) -> str:
    """Where and what, without the value: it may be somebody's name or number."""
    where = ".".join(str(part) for part in error["loc"])
    return f"{where}: {error['msg']}" if where else str(error["msg"])


def _decisions(answer: Any) -> Iterator[Decision]:
    """The decisions in an answer, whether it is one, several, or a result that carries some."""
    if isinstance(answer, Decision):
        yield answer
    elif isinstance(answer, tuple):
        for part in answer:
            yield from _decisions(part)
    elif isinstance(answer, BaseModel):
        for name in type(answer).model_fields:
            yield from _decisions(getattr(answer, name))
