"""In what envelope does every event travel? CloudEvents 1.0.2, structured JSON, with our extensions."""

from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

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

    @property
    def partition_key(self) -> str:
        """Events with the same key are handled in order."""
        return str(getattr(self, self.key))


class Envelope(BaseModel):
    """A CloudEvent. Extensions that we do not know are kept as they came."""

    model_config = ConfigDict(frozen=True, extra="allow")

    specversion: Literal["1.0"] = "1.0"
    id: EventId = Field(min_length=1, max_length=200)
    source: str = Field(min_length=1)
    type: str = Field(min_length=1)
    subject: str | None = None
    time: AwareDatetime
    datacontenttype: Literal["application/json"] = "application/json"
    partitionkey: str = Field(min_length=1)
    correlationid: str | None = Field(None, description="Id of the event at the root of the chain")
    causationid: str | None = Field(None, description="Id of the event that led to this one")
    causationdepth: int = Field(0, ge=0, description="Length of the chain up to here")
    traceparent: str | None = None
    factdate: date | None = Field(None, description="The day on which the fact holds; can be long past")
    supersedes: str | None = Field(None, description="Id of the event that this one corrects")
    legalbasis: str | None = None
    data: dict[str, Any]

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
