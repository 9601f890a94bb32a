"""What may differ from place to place? The only file that reads the environment."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, PositiveFloat, PositiveInt, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "ONETHING_"
DEMO_KEY = "demonstration-only"  # public on purpose: it protects nobody, and outside clusters refuse it


def _names(value: object) -> object:
    return tuple(name.strip() for name in value.split(",") if name.strip()) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_names)]
Port = Annotated[int, Field(ge=0, le=65535)]
Folder = Annotated[Path, AfterValidator(Path.absolute)]


class Settings(BaseSettings):
    """Every setting of every process; a child process made with `environment()` sees the same ones."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    temporal_address: str | None = Field(None, description="host:port of a Temporal cluster; none starts one here")
    temporal_namespace: str = Field("default", description="Temporal namespace of the cases")
    temporal_ui_url: str | None = Field(None, description="address of the Temporal UI, for links")
    kafka_bootstrap: str | None = Field(None, description="host:port, or several with commas; none starts a broker")
    kafka_partitions: PositiveInt = Field(4, description="partitions of each topic that we create")
    departments_url: str = Field("", description="base of the departments' systems; {department} is replaced")
    platform: Literal["embedded", "outside"] = Field("embedded", description="who started the clusters; leave it out")

    data_directory: Folder = Field(Path(".onething"), description="logs, and the state of the embedded platform")
    database_url: str = Field(
        default_factory=lambda known: f"sqlite:///{known['data_directory'] / 'register.db'}",
        description="SQLAlchemy address of the register; a file under data_directory when left out",
    )
    temporal_port: Port = Field(0, description="port of the embedded Temporal server; 0 is any free one")
    temporal_ui_port: Port = Field(0, description="port of the embedded Temporal UI; 0 is any free one")
    kafka_port: Port = Field(0, description="port of the embedded broker; 0 is any free one")
    city_port: Port = Field(0, description="port of the pretend departments; 0 is any free one")

    city_day: PositiveFloat | None = Field(None, description="seconds that a pretend day lasts; none is real days")
    city_day_outside: bool = Field(default=False, description="allow shortened days against an outside cluster")
    pseudonym_key: SecretStr = Field(SecretStr(DEMO_KEY), description="key of the pseudonyms that stand for citizens")
    own_desks: Names = Field((), description="departments that run a worker of their own, with commas")
    bridge_in_flight: PositiveInt = Field(16, description="calls to Temporal at the same time")
    bridge_lanes: PositiveInt = Field(64, description="keys that the bridge handles side by side")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="least level that is logged")
    log_format: Literal["console", "json"] = Field("console", description="for a person, or for a collector")

    @model_validator(mode="before")
    @classmethod
    def _who_started_it(cls, given: dict[str, Any]) -> dict[str, Any]:
        outside = given.get("temporal_address") or given.get("kafka_bootstrap")
        return {"platform": "outside" if outside else "embedded", **given}

    @model_validator(mode="after")
    def _both_addresses_or_none(self) -> Self:
        if bool(self.temporal_address) != bool(self.kafka_bootstrap):
            missing = "TEMPORAL_ADDRESS" if self.kafka_bootstrap else "KAFKA_BOOTSTRAP"
            raise ValueError(
                f"{PREFIX}{missing} is not set, but the other address is. Give both to use outside clusters, "
                "or none to start everything on this machine."
            )
        if not self.embedded and not self.temporal_address:
            raise ValueError(f"{PREFIX}PLATFORM is outside, but no address is given. Give both addresses.")
        return self

    @model_validator(mode="after")
    def _nothing_pretended_outside(self) -> Self:
        if self.embedded:
            return self
        if self.city_day is not None and not self.city_day_outside:
            raise ValueError(
                f"{PREFIX}CITY_DAY shortens statutory days, and the clusters are outside ones. Remove it, "
                f"or set {PREFIX}CITY_DAY_OUTSIDE=true on a cluster that serves no citizen."
            )
        if self.pseudonym_key.get_secret_value() == DEMO_KEY:
            raise ValueError(f"{PREFIX}PSEUDONYM_KEY is the demonstration's. Set a secret one for outside clusters.")
        return self

    @property
    def embedded(self) -> bool:
        """The clusters are, or will be, started on this machine by us."""
        return self.platform == "embedded"

    def with_platform(self, *, temporal_address: str, temporal_ui_url: str, kafka_bootstrap: str) -> Self:
        """The same settings with the addresses of the embedded platform that now runs."""
        return self.model_copy(
            update={
                "temporal_address": temporal_address,
                "temporal_ui_url": temporal_ui_url,
                "kafka_bootstrap": kafka_bootstrap,
                "platform": "embedded",
            }
        )

    def environment(self) -> dict[str, str]:
        """The variables that make a child process see these settings."""
        values = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {f"{PREFIX}{name.upper()}": _spelled(value) for name, value in values if value is not None}


def _spelled(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return ",".join(value) if isinstance(value, tuple) else str(value)


def inherited_environment() -> dict[str, str]:
    """What a child process inherits from this one, without our own settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
