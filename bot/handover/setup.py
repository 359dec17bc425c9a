"""What is set up to send letters: mail, a Zammad, or nothing."""

from __future__ import annotations

from bot.handover.case import Letter
from bot.settings import Settings
from knowledge.contacts import Contact

_NOWHERE = "bemo.invalid"  # a domain that no one may own


def has_sender(settings: Settings) -> bool:
    """Say whether anything can be sent at all."""
    return bool(settings.smtp_host or settings.zammad_url)


def is_ticket(kind: Letter, settings: Settings) -> bool:
    """Say whether a letter goes to Zammad: the request does; who asked is written to by mail."""
    return kind is Letter.REQUEST and bool(settings.zammad_url)


def can_send(kind: Letter, contact: Contact | None, settings: Settings) -> bool:
    """Say whether a letter about a request of this contact can be sent, rather than written in a file."""
    if is_ticket(kind, settings):
        return True
    return bool(settings.smtp_host) and (kind is not Letter.REQUEST or bool(contact and contact.email))


def domain(settings: Settings) -> str:
    """Return the domain that our Message-IDs end with."""
    return settings.mail_from.rpartition("@")[2] or _NOWHERE
