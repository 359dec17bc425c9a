"""The live services of France Travail, as the answers use them: set up or not, and what is said when they fail."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from bot.writing.reply import Reply
from knowledge.market.model import Companies, Found, Guess, MarketFigure, Offers, OfferSearch

TRIAL = "Données fictives, servies pour essayer : aucune de ces offres ni de ces entreprises n'existe."


def as_trial(reply: Reply) -> Reply:
    """Return a reply made of fictional data, which says so first and names no source they do not come from."""
    return replace(reply, notes=(TRIAL, *reply.notes), source="Source : serveurs d'essai, données fictives.")


class Market(Protocol):
    """What is asked of the live services; each method raises NotConnected or Unavailable."""

    @property
    def connected(self) -> bool:
        """Whether credentials are set."""

    @property
    def on_trial(self) -> bool:
        """Whether what answers is fictional."""

    def offers(self, search: OfferSearch) -> Found[Offers]:
        """Return a page of offers."""

    def companies(self, romes: tuple[str, ...], commune: str, distance: int | None = None) -> Found[Companies]:
        """Return the companies likely to hire."""

    def seekers(self, rome: str, territory: str) -> Found[tuple[MarketFigure, ...]]:
        """Return the job seekers of a trade."""

    def salaries(self, rome: str, territory: str) -> Found[tuple[MarketFigure, ...]]:
        """Return what a trade is paid."""

    def guess(self, text: str) -> Found[tuple[Guess, ...]]:
        """Return the trades seen in a free text."""


def the_market() -> Market:
    """Return the live services with the settings in force."""
    from knowledge.market import market  # noqa: PLC0415 — nothing of it is loaded before it is asked for

    return market()
