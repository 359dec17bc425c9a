"""Why a call to an API failed: one word for the log, and whether asking again may help."""

from __future__ import annotations

from enum import Enum


class Cause(str, Enum):
    """What went wrong, as the log tells it."""

    TIMEOUT = "timeout"
    CONNECTION = "connection"
    RATE_LIMIT = "rate limit"
    SERVER_ERROR = "server error"
    UNREADABLE = "unreadable answer"
    BAD_REQUEST = "bad request"
    REFUSED = "refused"
    TOKEN = "token refused"  # noqa: S105 — not a secret
    BREAKER = "breaker open"
    OUT_OF_TIME = "out of time"


_WORTH_ASKING_AGAIN = {Cause.TIMEOUT, Cause.CONNECTION, Cause.RATE_LIMIT, Cause.SERVER_ERROR, Cause.UNREADABLE}
_OF_THE_API = _WORTH_ASKING_AGAIN | {Cause.REFUSED, Cause.TOKEN}


class ApiFailure(Exception):  # noqa: N818
    """One call failed. Its text holds nothing of what was asked, nor any secret: it goes to the log."""

    def __init__(self, cause: Cause, detail: str = "", retry_after: float | None = None) -> None:
        """Remember the cause, such a detail as ``HTTP 503``, and how many seconds the server asks to wait."""
        super().__init__(f"{cause.value} ({detail})" if detail else cause.value)
        self.cause = cause
        self.retry_after = retry_after

    @property
    def may_pass(self) -> bool:
        """Whether the same call may work a moment later."""
        return self.cause in _WORTH_ASKING_AGAIN

    @property
    def is_of_the_api(self) -> bool:
        """Whether the next calls to this API would likely fail too, whatever they ask."""
        return self.cause in _OF_THE_API
