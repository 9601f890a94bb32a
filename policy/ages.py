"""How old is somebody on a day? Full years, counted on the birthday itself (Civil Code arts. 200-204)."""

from datetime import date


def age(born: date, on: date) -> int:
    """Full years; who was born on 29 February completes a year on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
