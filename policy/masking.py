"""How much of a name, a number or an account may be seen? Masks by default (domain 2.6)."""

_NAME = 2
_SHORT_ID, _PHONE = 8, 7
_LAST = 4


def name(written: str) -> str:
    """张* for two characters, 张*明 for more: the first, and the last of a longer one."""
    if len(written) <= _NAME:
        return f"{written[:1]}*" if written else ""
    return f"{written[0]}{'*' * (len(written) - _NAME)}{written[-1]}"


def id_number(written: str) -> str:
    """The first four and the last four characters."""
    return _between(written, _LAST, _LAST) if len(written) > _SHORT_ID else "*" * len(written)


def phone(written: str) -> str:
    """The first three and the last four digits."""
    return _between(written, 3, _LAST) if len(written) > _PHONE else "*" * len(written)


def account(written: str) -> str:
    """The last four digits alone."""
    return _between(written, 0, _LAST) if len(written) > _LAST else "*" * len(written)


def _between(written: str, head: int, tail: int) -> str:
    return written[:head] + "*" * (len(written) - head - tail) + written[len(written) - tail :]
