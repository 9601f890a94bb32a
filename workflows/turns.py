"""How often has a case looked at the same thing? The first turn has no number, so that its keys are as they were."""


def numbered(key: str, turn: int) -> str:
    """The key of something that a case does once in each turn."""
    return key if turn == 1 else f"{key}/{turn}"


def part(turn: int) -> str:
    """Which of the changes of a case, where it makes more than one."""
    return "" if turn == 1 else str(turn)
