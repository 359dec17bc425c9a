"""What may be kept of what someone typed: nothing of a text that holds a secret, and no name that could be found."""

from __future__ import annotations

import logging

from bot.privacy.patterns import NAME, scrubbed
from bot.privacy.people import PeopleFinder, UnavailableError
from bot.privacy.sensitive import is_sensitive

MAX_TEXT = 300
"""Characters that are kept."""
_LOOKED_AT = 2 * MAX_TEXT  # what is hidden is often longer than what stands for it

logger = logging.getLogger(__name__)
_finder = PeopleFinder()


def kept(text: str, finder: PeopleFinder | None = None) -> str:
    """Return ``text`` on one line without personal data, ``MAX_TEXT`` characters at most.

    Empty when it speaks of a secret (health, a file number, a password), or when names cannot be looked for. May take
    as long as the process that finds them takes to start.
    """
    if is_sensitive(text):
        return ""
    plain = " ".join(scrubbed(text).split())[:_LOOKED_AT]
    try:
        spans = (finder or _finder).find(plain)
    except UnavailableError as error:
        logger.warning("A text is not kept: names cannot be looked for (%s).", error)
        return ""
    for start, end in reversed(spans):
        plain = plain[:start] + NAME + plain[end:]
    return plain[:MAX_TEXT]


def rest() -> None:
    """Stop the process that finds names; the next text starts it again."""
    _finder.close()
