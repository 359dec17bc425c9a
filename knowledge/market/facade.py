"""The live labour market as the answers ask it: typed values, dated, or one of two declared exceptions.

No method waits over what the turn has left (``knowledge.market.budget``). An answer young enough is not asked again;
where the API fails, the last one it gave is told, with its date.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from knowledge.market import budget
from knowledge.market.cache import Answers, key_of
from knowledge.market.calls import Ask
from knowledge.market.connection import Connection
from knowledge.market.failures import ApiFailure, Cause
from knowledge.market.model import (
    Companies,
    FigureKind,
    Found,
    Guess,
    MarketFigure,
    NotConnected,
    Offers,
    OfferSearch,
    Unavailable,
)

if TYPE_CHECKING:
    from knowledge.market.background import Background

logger = logging.getLogger(__name__)

T = TypeVar("T")

_OFFICIAL = ("francetravail.io", "francetravail.fr")


@dataclass(frozen=True)
class Ages:
    """How old an answer may be not to be asked again, and to be told where the API fails."""

    fresh: dt.timedelta
    kept: dt.timedelta


_OFFERS = Ages(dt.timedelta(minutes=10), dt.timedelta(days=7))
_COMPANIES = Ages(dt.timedelta(days=1), dt.timedelta(days=30))
_FIGURES = Ages(dt.timedelta(days=1), dt.timedelta(days=100))
_GUESSES = Ages(dt.timedelta(days=30), dt.timedelta(days=100))
_QUIET = {Cause.BREAKER, Cause.OUT_OF_TIME}


def now() -> dt.datetime:
    """Return the time, in UTC."""
    return dt.datetime.now(dt.timezone.utc)


class Market:
    """Job offers, companies that hire, figures and trades, live; safe to use from any thread."""

    def __init__(
        self,
        connection: Connection | None,
        answers: Answers,
        clock: Callable[[], dt.datetime] = now,
        call_seconds: float = budget.CALL,
    ) -> None:
        """Call through ``connection``, None where no credentials are set; ``call_seconds``: the limit of one call."""
        self._connection = connection
        self._answers = answers
        self._clock = clock
        self._seconds = call_seconds
        self._starting = threading.Lock()
        self._background: Background | None = None

    @property
    def connected(self) -> bool:
        """Whether credentials are set."""
        return self._connection is not None

    @property
    def on_trial(self) -> bool:
        """Whether what answers is not France Travail but servers for a trial, whose data are fictional."""
        host = urlsplit(self._connection.api).hostname or "" if self._connection else _OFFICIAL[0]
        return not any(host == name or host.endswith("." + name) for name in _OFFICIAL)

    def offers(self, search: OfferSearch) -> Found[Offers]:
        """Return a page of the offers searched, and how many there are. Raises NotConnected, Unavailable."""
        from knowledge.market import offres_emploi as api  # noqa: PLC0415 — nothing is loaded where nothing is connected

        return self._found(api, partial(api.ask, search), partial(api.read, search=search), _OFFERS, search.size)

    def companies(self, romes: tuple[str, ...], commune: str, distance: int | None = None) -> Found[Companies]:
        """Return the companies likely to hire around a commune (INSEE code). Raises NotConnected, Unavailable."""
        from knowledge.market import bonne_boite as api  # noqa: PLC0415

        return self._found(api, partial(api.ask, romes, commune, distance), api.read, _COMPANIES)

    def seekers(self, rome: str, territory: str) -> Found[tuple[MarketFigure, ...]]:
        """Return the job seekers of a trade at the end of the last quarter, in a territory (``bassin:2411``).

        First the categories A, B and C together, then A alone; none where one of them is not published.
        Raises NotConnected, Unavailable (also for a commune or an EPCI, of which the API knows nothing).
        """
        return self._figures(FigureKind.SEEKERS, rome, territory)

    def salaries(self, rome: str, territory: str) -> Found[tuple[MarketFigure, ...]]:
        """Return the monthly pay of a trade in a département, a région or France. Raises NotConnected, Unavailable.

        Of each family of trades: « débutant », « moyen », « expérimenté ».
        """
        return self._figures(FigureKind.PAY, rome, territory)

    def tension(self, rome: str, territory: str) -> Found[tuple[MarketFigure, ...]]:
        """Return how hard employers find it to hire, from 1 to 5. Raises NotConnected, Unavailable."""
        return self._figures(FigureKind.TENSION, rome, territory)

    def registered_offers(self, rome: str, territory: str) -> Found[tuple[MarketFigure, ...]]:
        """Return the offers of the last twelve months, all sources. Raises NotConnected, Unavailable."""
        return self._figures(FigureKind.OFFERS, rome, territory)

    def guess(self, text: str) -> Found[tuple[Guess, ...]]:
        """Return the trades that ROMEO sees in a free text, the surest first. Raises NotConnected, Unavailable.

        Of the text, sentences that hold a contact detail or a name told as such are not sent.
        """
        from knowledge.market import romeo as api  # noqa: PLC0415
        from knowledge.market.without_contacts import without_contacts  # noqa: PLC0415

        sent = " ".join(without_contacts(text).split())
        if self.connected and not sent:
            return Found((), self._clock(), fresh=True)
        return self._found(api, partial(api.ask, sent), api.read, _GUESSES)

    def close(self) -> None:
        """End the connections and leave the base."""
        with self._starting:
            background, self._background = self._background, None
        if background is not None:
            background.close()
        self._answers.close()

    def _figures(self, kind: FigureKind, rome: str, territory: str) -> Found[tuple[MarketFigure, ...]]:
        from knowledge.market import marche_travail as api  # noqa: PLC0415

        return self._found(api, partial(api.ask, kind, rome, territory), partial(api.read, kind=kind), _FIGURES)

    def _found(
        self, api: ModuleType, ask: Callable[[], Ask], read: Callable[[Any], T], ages: Ages, more: Any = None
    ) -> Found[T]:
        if self._connection is None:
            raise NotConnected
        try:
            asked = ask()
        except ApiFailure as failure:
            raise Unavailable(str(failure)) from None
        key = key_of(api.API.name, [self._connection.api, asked.path, asked.query, asked.body, more])
        kept: Found[T] | None = self._kept(api, key, ages.kept)
        if kept and self._clock() - kept.at < ages.fresh:
            return Found(kept.value, kept.at, fresh=True)
        try:
            value = self._line().call(api.API, asked, read, budget.left(self._seconds))
        except ApiFailure as failure:
            level = logging.INFO if failure.cause in _QUIET else logging.WARNING
            logger.log(level, "market api=%s failed: %s; last answer kept: %s", api.API.name, failure, bool(kept))
            if kept:
                return kept
            raise Unavailable(f"{api.API.name}: {failure}") from None
        self._answers.keep(key, api.API.name, api.as_json(value))
        return Found(value, self._clock(), fresh=True)

    def _kept(self, api: ModuleType, key: str, longest: dt.timedelta) -> Found[Any] | None:
        last = self._answers.last(key)
        if last is None or self._clock() - last[1] > longest:
            return None
        try:
            return Found(api.from_json(last[0]), last[1], fresh=False)
        except (KeyError, TypeError, ValueError, AttributeError):  # kept by another version
            return None

    def _line(self) -> Background:
        from knowledge.market.background import Background  # noqa: PLC0415 — httpx and what goes with it

        with self._starting:
            if self._background is None and self._connection is not None:
                self._background = Background(self._connection)
            assert self._background is not None
            return self._background
