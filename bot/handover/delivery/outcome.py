"""What became of a letter that was not accepted. The messages hold no personal data: they are kept and shown."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"<?[^\s<>]+@[^\s<>]+>?")


class TryLater(Exception):  # noqa: N818 — what to do, not what is wrong
    """It may be accepted later: nobody answers, or not now."""


class Refused(Exception):  # noqa: N818 — the other end's word
    """It will not be accepted as it is."""


def told(code: int | None, text: str) -> str:
    """Return what the other side said, on one line, without addresses."""
    said = " ".join(_ADDRESS.sub("<adresse>", text).split())
    return f"{code} {said}".strip() if code else said
