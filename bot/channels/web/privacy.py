"""What the privacy page says that settings decide."""

from __future__ import annotations

import html
from collections.abc import Mapping

from bot.feedback.retention import RETENTION_DAYS
from bot.handover.drafts import KEPT_SECONDS
from bot.settings import settings


def said(contact: str) -> Mapping[str, str]:
    """Return, for each mark of the page, what takes its place: HTML, with nothing in it that a setting could break."""
    known = settings()
    return {
        "<!--idle-->": _duration(known.conversation_minutes),
        "<!--days-->": f"{RETENTION_DAYS}\u00a0jours",
        "<!--closed-->": f"{known.handover_closed_days}\u00a0jours",
        "<!--open-->": f"{known.handover_open_days}\u00a0jours",
        "<!--draft-->": f"{round(KEPT_SECONDS / 86_400)}\u00a0jours",
        "<!--contact-->": f"<p>Contact\u00a0: {html.escape(contact)}</p>" if contact else "",
    }


def _duration(minutes: int) -> str:
    number, unit = (minutes, "minute") if minutes % 60 else (minutes // 60, "heure")
    return f"{number}\u00a0{unit}{'s' if number > 1 else ''}"
