"""The diagnostic as it is read: titles, sentences, tables and bars, the same for the PDF and the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, a smaller one beside it, and the length (0 to 1) of the bar drawn for it."""

    text: str
    small: str = ""
    bar: float | None = None
    tone: str = ""
    """``muted`` for what is secret, ``up`` or ``down`` for a change."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``kind`` is ``rank``, ``label``, ``number``, ``part``, ``share`` or ``bar``."""

    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; ``strong`` are the indices of rows that stand out; ``hue`` that of the bars."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    hue: str = "projects"
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class YearBar:
    """One year of the evolution: lengths from 0 to 1 of the whole and of its difficult part."""

    year: str
    text: str
    change: str
    length: float
    difficult: float


@dataclass(frozen=True, slots=True)
class Evolution:
    """The bars of the years, and the same in words for who does not see them."""

    bars: tuple[YearBar, ...]
    alt: str
    legend: tuple[str, str]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A big figure: what comes before it (« au moins »), itself, what it counts, what must be known of it."""

    before: str
    value: str
    label: str
    details: tuple[str, ...]
    hue: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document: ``anchor`` names it in links and bookmarks."""

    anchor: str
    title: str
    lead: str = ""
    tables: tuple[Table, ...] = ()
    evolution: Evolution | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A reading note, opened by the words it is about."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """The whole diagnostic in words."""

    kicker: str
    place: str
    subtitle: str
    title: str
    scope: str
    key_figures: tuple[KeyFigure, ...]
    highlights: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    source: str
    address: str
    imprint: str
