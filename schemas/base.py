"""What every spoken-of thing has in common: it is frozen and refuses unknown fields."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value; unknown fields are refused, so a misspelt one is found at the door."""

    model_config = ConfigDict(frozen=True, extra="forbid")
