"""Opens a ticket in a Zammad for a request (``POST /api/v1/tickets``)."""

from __future__ import annotations

import httpx

from bot.handover.delivery.outcome import Refused, TryLater, told
from bot.settings import Settings

SECONDS = 30.0
_WAIT_FOR = frozenset({401, 403, 404, 408, 409, 425, 429})
"""Answers that speak of the settings or of the moment, not of the ticket."""


def open_ticket(subject: str, body: str, customer: str, settings: Settings, seconds: float = SECONDS) -> None:
    """Return once the ticket is there; Zammad makes the ``customer`` (an address) if need be.

    Raises TryLater or Refused.
    """
    ticket = {
        "title": subject,
        "group": settings.zammad_group,
        "customer_id": f"guess:{customer}",
        "article": {"subject": subject, "body": body, "type": "note", "internal": False, "content_type": "text/plain"},
    }
    token = settings.zammad_token.get_secret_value()
    address = f"{settings.zammad_url.rstrip('/')}/api/v1/tickets"
    try:
        answer = httpx.post(address, json=ticket, headers={"Authorization": f"Token token={token}"}, timeout=seconds)
    except httpx.HTTPError as error:
        raise TryLater(f"Zammad est injoignable : {type(error).__name__}") from error
    if answer.is_success:
        return
    said = told(answer.status_code, answer.text[:150])
    raise (Refused if answer.is_client_error and answer.status_code not in _WAIT_FOR else TryLater)(said)
