"""Where a diagnostic is found on the server, and what its file is called."""

from __future__ import annotations

from bot.diagnostic.model import Diagnostic
from knowledge.text import fold


def pdf_url(ref: str) -> str:
    """Return ``/api/diagnostics/bassin/2415.pdf``."""
    return f"/api/diagnostics/{ref.replace(':', '/')}.pdf"


def page_url(ref: str) -> str:
    """Return ``/diagnostic/bassin/2415``."""
    return f"/diagnostic/{ref.replace(':', '/')}"


def file_name(diagnostic: Diagnostic) -> str:
    """Return ``diagnostic-bassin-tours-2025.pdf``."""
    place = diagnostic.area.asked
    name = "-".join("".join(c if c.isalnum() else " " for c in fold(place.name)).split())
    return f"diagnostic-{place.level.value}-{name}-{diagnostic.year}.pdf"
