"""The reference of a request: one says it on the phone, and no one guesses another's."""

from __future__ import annotations

import re
import secrets

_LETTERS = "CDFGHJKMNPQRTVWXY3479"
"""Without look-alikes (0 O, 1 I L, 2 Z, 5 S, 6 G 8 B, U V), nor the vowels that would make words."""
REFERENCE = re.compile(rf"DEM-[0-9]{{4}}-[{_LETTERS}]{{4}}-[{_LETTERS}]{{4}}")


def new_reference(year: int) -> str:
    """Return « DEM-2026-K7QF-3MXA », one of 37 billion of its year."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"DEM-{year}-{drawn[:4]}-{drawn[4:]}"
