"""What an API answers, checked: a field that is null is one that is absent, an unknown one is left aside."""

from __future__ import annotations

import math
import re
from typing import Any

from pydantic import BaseModel, root_validator

_LONGEST = 200
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Payload(BaseModel):
    """A JSON object of an answer."""

    @root_validator(pre=True)
    def _without_null(cls, values: dict[str, Any]) -> dict[str, Any]:  # noqa: N805 — a class method for pydantic
        return {name: _plain(value) for name, value in values.items() if value is not None and not _is_no_number(value)}


def line(text: str) -> str:
    """Return a text on one line, cut where it is too long to be a name or a title."""
    one = " ".join(text.split())
    return one if len(one) <= _LONGEST else one[: _LONGEST - 1].rstrip() + "…"


def _is_no_number(value: Any) -> bool:
    return isinstance(value, float) and not math.isfinite(value)


def _plain(value: Any) -> Any:
    """Return a text without what no reader should meet: controls, halves of characters, marks that turn lines over."""
    return _NOT_TEXT.sub("", value) if isinstance(value, str) else value
