"""What do the fields mean that stand in many events? A field with a meaning of its own says so in its class."""

_WORDS = {
    "about": "What the question was about",
    "alert": "The alert itself",
}


def meaning(shape: str, field: str) -> str | None:
    """What the field says, in that shape or in every one."""
    return _WORDS.get(f"{shape}.{field}") or _WORDS.get(field)
