"""Which failures are there outside our memory? Passing ones are raised as they are; a refusal is final."""

from temporalio.exceptions import ApplicationError

REFUSED = "Refused"


class Refused(ApplicationError):
    """The other office understood the request and said no; never retried."""

    def __init__(self, office: str, what: str, *, case: str, reason: str, remedy: str) -> None:
        super().__init__(
            f"{office} refused {what} for case {case}: {reason}. {remedy}", reason, type=REFUSED, non_retryable=True
        )


class Unreachable(Exception):
    """The other office's system gave no answer that keeps the protocol; asked again."""
