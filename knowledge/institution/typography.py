"""Puts the French spaces into sentences typed with ordinary ones, and writes a date in French."""

from __future__ import annotations

import re
from datetime import date

_NARROW, _NO_BREAK = "\u202f", "\u00a0"
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)")
_BEFORE_SIGN = re.compile(r"[ \u00a0]+(?=[;:!?%](?:\W|$))")
_AFTER_OPENING, _BEFORE_CLOSING = re.compile(r"«[ \u00a0\u202f]*"), re.compile(r"[ \u00a0\u202f]*»")


def typeset(text: str) -> str:
    """Return ``text`` with narrow no-break spaces in numbers and before ; : ! ? %, no-break ones inside « »."""
    text = _THOUSANDS.sub(lambda number: number.group().replace(" ", _NARROW), text)
    text = _BEFORE_SIGN.sub(_NARROW, text)
    return _BEFORE_CLOSING.sub(f"{_NO_BREAK}»", _AFTER_OPENING.sub(f"«{_NO_BREAK}", text))


def french_date(day: date) -> str:
    """Return « 27 juin 2018 », « 1er mars 2027 »."""
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"
