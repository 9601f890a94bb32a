"""How are two persons related, counted up to their nearest common forebear?"""

from pydantic import Field

from schemas.base import Model


class Kinship(Model):
    """Steps from each of the two up to the common forebear; 0 when one is the forebear of the other."""

    first: int = Field(ge=0)
    second: int = Field(ge=0)
    blood: bool = Field(True, description="False for in-laws and step relations")

    @property
    def direct(self) -> bool:
        """One descends from the other."""
        return 0 in (self.first, self.second)

    @property
    def generations(self) -> int:
        """Counted as the Civil Code does: oneself is the first generation."""
        return max(self.first, self.second) + 1
