"""Who receives what is handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_NUMBERS = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")


@dataclass(frozen=True, slots=True)
class Away:
    """An absence, both days included, and the id of the contact who answers meanwhile."""

    first: date
    last: date
    delegate: str

    def covers(self, day: date) -> bool:
        """Say whether the contact is away on this day."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Contact:
    """One entry of the directory; empty ``territories`` and ``askers`` stand for all. ``delay`` in working days."""

    id: str
    label: str
    email: str
    delay: int
    territories: tuple[str, ...] = ()
    askers: tuple[str, ...] = ()
    away: Away | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Where a request goes: the ``contact`` who gets it, and the one who is away and for whom it stands, if any."""

    contact: Contact
    instead_of: Contact | None = None

    @property
    def delay(self) -> str:
        """The delay promised, in words: « sous deux jours ouvrés »."""
        days = self.contact.delay
        written = _NUMBERS[days - 1] if days <= len(_NUMBERS) else str(days)
        return f"sous {written} jour{'s' if days > 1 else ''} ouvré{'s' if days > 1 else ''}"
