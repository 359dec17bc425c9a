"""Live services without a network: what they were asked, and the answer or the failure they were given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, TypeVar

from knowledge.market.model import Companies, Found, Guess, MarketFigure, NotConnected, Offer, Offers, OfferSearch

T = TypeVar("T")

AT = dt.datetime(2026, 11, 27, 13, 5, tzinfo=dt.timezone.utc)


def offer(number: int, **changes: Any) -> Offer:
    """Return one offer, told apart by its number."""
    told: dict[str, Any] = {
        "id": f"{number:07}", "title": f"Soudeur n° {number}", "company": "Ateliers du Cher", "place": "41 - BLOIS",
        "contract": "CDI", "pay": "12,50 € de l'heure", "date": dt.date(2026, 11, 20),
        "url": f"https://candidat.francetravail.fr/offres/recherche/detail/{number:07}",
        "beginner": False,
    }  # fmt: skip
    return Offer(**{**told, **changes})


@dataclass
class FakeMarket:
    """``held``: all the offers; ``fails``: what every call raises instead of an answer."""

    held: tuple[Offer, ...] = ()
    likely: Companies = field(default_factory=lambda: Companies(0, ()))
    figures: tuple[MarketFigure, ...] = ()
    pay: tuple[MarketFigure, ...] = ()
    guesses: tuple[Guess, ...] = ()
    fails: Exception | None = None
    fresh: bool = True
    connected: bool = True
    on_trial: bool = False
    asked: list[Any] = field(default_factory=list)

    def offers(self, search: OfferSearch) -> Found[Offers]:
        return self._found(search, Offers(len(self.held), self.held[search.first : search.first + search.size]))

    def companies(self, romes: tuple[str, ...], commune: str, distance: int | None = None) -> Found[Companies]:
        return self._found((romes, commune, distance), self.likely)

    def seekers(self, rome: str, territory: str) -> Found[tuple[MarketFigure, ...]]:
        return self._found((rome, territory), self.figures)

    def salaries(self, rome: str, territory: str) -> Found[tuple[MarketFigure, ...]]:
        return self._found((rome, territory), self.pay)

    def guess(self, text: str) -> Found[tuple[Guess, ...]]:
        return self._found(text, self.guesses)

    def _found(self, asked: Any, value: T) -> Found[T]:
        self.asked.append(asked)
        if self.fails is not None:
            raise self.fails
        return Found(value, AT, self.fresh)


def not_connected() -> FakeMarket:
    """Return services without credentials."""
    return FakeMarket(fails=NotConnected(), connected=False)
