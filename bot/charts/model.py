"""What a chart shows, before anything is drawn: immutable and hashable, so that it is also the key of the cache."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure: where it stands (None when there is nothing to place) and how it is written."""

    value: float | None
    text: str
    secret: bool = False
    """True under statistical secrecy: drawn hatched, never as a length."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a ranking: the whole, the part of it that is told apart, and a figure beside."""

    label: str
    total: Mark
    part: Mark | None = None
    aside: str = ""
    strong: bool = False
    """The row the question is about."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A ranking, drawn from top to bottom. ``whole``: the value of a full track (1 for shares), 0 for the largest."""

    bars: tuple[Bar, ...]
    total_name: str
    part_name: str = ""
    aside_name: str = ""
    whole: float = 0


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a series; ``hollow`` is a total published elsewhere, not to be linked with the survey's sums."""

    year: int
    mark: Mark
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The years of one place."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Years from left to right."""

    series: tuple[Series, ...]
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One measure, with one figure for each of the things compared."""

    label: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Two or three things side by side. ``whole`` as in ``Bars``."""

    names: tuple[str, ...]
    groups: tuple[Group, ...]
    whole: float = 0


@dataclass(frozen=True, slots=True)
class Move:
    """What one row gained or lost between two surveys."""

    label: str
    change: Mark
    span: str
    """« de 188 à 498 »."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Changes on both sides of zero."""

    moves: tuple[Move, ...]


Body = Bars | Lines | Groups | Moves


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart. ``alt`` says in French what a person who does not see it should know."""

    title: str
    subtitle: str
    body: Body
    note: str
    source: str
    alt: str
