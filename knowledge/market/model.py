"""What the live APIs of France Travail are asked and what they answer, in typed values without any contact detail."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class OfferSearch:
    """Which job offers are wanted. A place is told one way: communes (with a distance), départements or a région."""

    romes: tuple[str, ...] = ()
    """ROME codes; an offer of any of them is wanted."""
    words: str = ""
    """Words of the offer, all of them wanted, separated by commas."""
    communes: tuple[str, ...] = ()
    """INSEE codes; Paris, Lyon and Marseille as a whole are understood (75056, 69123, 13055)."""
    distance: int | None = None
    """Kilometres around the communes; 0 is the commune alone, None what the API takes by itself (10 km)."""
    departements: tuple[str, ...] = ()
    region: str = ""
    contract: str = ""
    """``CDI``, ``CDD``, ``MIS`` (temporary work), ``SAI`` (seasonal)…; several are separated by commas."""
    beginner: bool = False
    """Only offers that accept beginners."""
    since_days: int | None = None
    """Only offers published in the last days, that many at most."""
    first: int = 0
    """The rank of the first offer wanted, from 0."""
    size: int = 5
    """How many offers are wanted; 0 only counts them."""


@dataclass(frozen=True)
class Offer:
    """One job offer, as published. Its description, where people are named, is not even read."""

    id: str
    title: str
    company: str
    """The employer's name; empty where the offer does not tell it."""
    place: str
    """« Blois (41) »; as the API writes it (« 41 - BLOIS ») where it does not tell which commune."""
    contract: str
    """« Contrat à durée indéterminée »."""
    pay: str
    """As the offer tells it; empty where it does not."""
    date: dt.date
    """When it was published."""
    url: str
    """Its public page."""
    beginner: bool
    """It accepts beginners."""


@dataclass(frozen=True)
class Offers:
    """A page of offers, and how many there are in all."""

    total: int
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Company:
    """An establishment likely to hire, as La Bonne Boîte computes it."""

    name: str
    city: str
    sector: str
    headcount: str
    """« 10 à 19 salariés »; empty where it is not known."""
    potential: int
    """Hiring potential, 0 to 100."""
    high: bool
    """La Bonne Boîte holds its potential for high."""
    url: str
    """Its public page in the State's directory of companies; empty where its number is not known."""


@dataclass(frozen=True)
class Companies:
    """The establishments most likely to hire, the likeliest first, and how many there are in all."""

    total: int
    companies: tuple[Company, ...]


class FigureKind(str, Enum):
    """What a figure of the labour market counts."""

    SEEKERS = "seekers"
    """People registered at the end of the quarter (categories A, B and C), unit: persons."""
    OFFERS = "offers"
    """Offers of the last twelve months, all sources, unit: offers."""
    TENSION = "tension"
    """How hard employers find it to hire, from 1 to 5."""
    PAY = "pay"
    """Monthly pay of those in the job, in euros: ``label`` says « débutant », « moyen » or « expérimenté »."""


@dataclass(frozen=True)
class MarketFigure:
    """One figure of the labour market, with the period and the territory it is of."""

    kind: FigureKind
    value: float
    period: str
    """« 1er trimestre 2026 »."""
    territory: str
    """As the API names it: « LOIR-ET-CHER »."""
    updated: dt.date
    label: str = ""
    """Which one of its kind: for seekers, their category; for pay, whose."""
    activity: str = ""
    """The trade, as the API names it; for pay, the family of trades it is known of."""


@dataclass(frozen=True)
class Guess:
    """A trade that ROMEO sees in a free text, with its confidence (0 to 1)."""

    rome: str
    label: str
    score: float


@dataclass(frozen=True)
class Found(Generic[T_co]):
    """An answer, and when the API gave it."""

    value: T_co
    at: dt.datetime
    """In UTC."""
    fresh: bool
    """False: the API fails, and this is the last answer that it gave."""


class NotConnected(Exception):  # noqa: N818 — the name of a state, not of a fault
    """No credentials are set: live data is not connected."""


class Unavailable(Exception):  # noqa: N818
    """The API fails, and nothing it answered before is kept. ``reason`` is for the log, never for a reader."""

    def __init__(self, reason: str) -> None:
        """Remember why."""
        super().__init__(reason)
        self.reason = reason
