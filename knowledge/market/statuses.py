"""What the status of an answer means, the same for every API of France Travail."""

from __future__ import annotations

import datetime as dt
import json
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from knowledge.market.failures import ApiFailure, Cause

_GOOD = (httpx.codes.OK, httpx.codes.NO_CONTENT, httpx.codes.PARTIAL_CONTENT)


def failure_of(response: httpx.Response) -> ApiFailure | None:
    """Return what went wrong, None for an answer to read (200, 204, 206)."""
    status, detail = response.status_code, f"HTTP {response.status_code}"
    if status in _GOOD:
        return None
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return ApiFailure(Cause.RATE_LIMIT, detail, retry_after(response))
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return ApiFailure(Cause.SERVER_ERROR, detail, retry_after(response))
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return ApiFailure(Cause.REFUSED, detail if response.content else f"{detail}, empty: a scope may be missing")
    return ApiFailure(Cause.BAD_REQUEST if status >= httpx.codes.BAD_REQUEST else Cause.UNREADABLE, detail)


def retry_after(response: httpx.Response) -> float | None:
    """Return the seconds that ``Retry-After`` asks to wait, as a number or a date; None when it says none."""
    told = response.headers.get("Retry-After", "").strip()
    if told.isdecimal():
        return float(told)
    try:
        at = parsedate_to_datetime(told).astimezone(dt.timezone.utc)
    except (TypeError, ValueError, OverflowError):
        return None
    return max(0.0, (at - dt.datetime.now(dt.timezone.utc)).total_seconds())


def json_of(response: httpx.Response) -> Any:
    """Return the JSON of an answer. Raises ApiFailure."""
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError):
        raise ApiFailure(Cause.UNREADABLE, "not JSON") from None
