"""In what envelope does every event travel? CloudEvents 1.0.2, structured JSON, with our extensions."""

from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from registry.departments import Department
from schemas.base import Model
from schemas.identifiers import EventId


class Event(Model):
    """What is announced: a past fact. Unknown fields are refused; a version only gains optional fields."""

    type: ClassVar[str]
    """`cn.onething.<area>.<past-tense>.v1`"""
    topic: ClassVar[str | None]
    """The topic on which it is announced; None: every department may, on its own."""
    key: ClassVar[str]
    """The field whose value keeps events in order: a pseudonym or a business number."""
    legal_basis: ClassVar[str]
    readers: ClassVar[tuple[Department, ...]] = ()
    """Departments for whose work it is meant, besides the cases that the trigger table names."""

    @property
    def partition_key(self) -> str:
        """Events with the same key are handled in order."""
        return str(getattr(self, self.key))

    def may_be_said_on(self, topic: str) -> bool:  # noqa: ARG002  for events that only some departments may announce
        """The topic's own department may say this; asked beside `topic`, for events that have none of their own."""
        return True


class Envelope(BaseModel):
    """A CloudEvent. Extensions that we do not know are kept as they came."""

    model_config = ConfigDict(frozen=True, extra="allow")

    specversion: Literal["1.0"] = "1.0"
    id: EventId = Field(
        min_length=1, max_length=200, description="Unique for the source; the same event sent again keeps it"
    )
    source: str = Field(min_length=1, description="Who says it: `//<department>.city`, or `//onething.city` for a case")
    type: str = Field(min_length=1, description="Which event, with its version")
    subject: str | None = Field(None, description="What it is about; for an outcome the case that announces it")
    time: AwareDatetime = Field(description="When it was said, with its time zone")
    datacontenttype: Literal["application/json"] = "application/json"
    partitionkey: str = Field(min_length=1, description="Equal to the key field in the data, and to the record's key")
    correlationid: str | None = Field(None, description="Id of the event at the root of the chain")
    causationid: str | None = Field(None, description="Id of the event that led to this one")
    causationdepth: int = Field(0, ge=0, description="Length of the chain up to here")
    traceparent: str | None = Field(None, description="W3C trace context")
    factdate: date | None = Field(None, description="The day on which the fact holds; can be long past")
    supersedes: str | None = Field(None, description="Id of the event that this one corrects")
    legalbasis: str | None = Field(None, description="The act on which it may be said")
    data: dict[str, Any] = Field(description="The fact itself, as the contract of the type describes it")

    @property
    def identity(self) -> str:
        """What makes an event the same event: two departments may use one id (CloudEvents: source and id)."""
        return f"{self.source}#{self.id}"

    @property
    def chain(self) -> str:
        """The correlation id; an event without one is the root of its own chain."""
        return self.correlationid or self.id

    def encoded(self) -> bytes:
        """The structured form: the whole event in the value of the record."""
        return self.model_dump_json(exclude_none=True).encode()

    def headers(self) -> list[tuple[str, bytes]]:
        """Record headers: the mode, and what is needed to route without reading the value."""
        return [
            ("content-type", b"application/cloudevents+json; charset=UTF-8"),
            ("ce_id", self.id.encode()),
            ("ce_type", self.type.encode()),
        ]
