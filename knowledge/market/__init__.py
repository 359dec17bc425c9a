"""Live data of France Travail: job offers, companies that hire, the labour market, free text to a trade."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from knowledge.settings import KnowledgeSettings, read

if TYPE_CHECKING:
    from knowledge.market.facade import Market

_one_at_a_time = Lock()


def market() -> Market:
    """Return the live labour market with the settings in force; not connected where no credentials are set."""
    given = read(KnowledgeSettings)
    with _one_at_a_time:
        return _market(
            given.france_travail_client_id.get_secret_value(),
            given.france_travail_client_secret.get_secret_value(),
            given.france_travail_api,
            given.france_travail_token,
            given.market_url.get_secret_value(),
        )


@lru_cache(maxsize=4)
def _market(identifier: str, secret: str, api: str, token: str, base: str) -> Market:
    from knowledge.market.cache import Answers  # noqa: PLC0415 — not before the market is asked for
    from knowledge.market.connection import Connection  # noqa: PLC0415
    from knowledge.market.facade import Market, now  # noqa: PLC0415

    connected = Connection(api, token, (identifier, secret)) if identifier and secret else None
    return Market(connected, Answers(base, now))
