"""An entry of knowledge and a dated event, as the answers receive them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum

from knowledge.institution.typography import french_date


class Topic(str, Enum):
    """What an entry is about: the words and method of the survey, or the institution and its partners."""

    DEFINITION = "definition"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing known, ready to be shown: ``answer`` is typeset French, ``date`` and ``source`` are never empty.

    ``title`` fits a button, ``link`` is an https address or empty, ``related`` holds ids of other entries.
    """

    id: str
    topic: Topic
    title: str
    questions: tuple[str, ...]
    keywords: tuple[str, ...]
    answer: str
    date: str
    source: str
    related: tuple[str, ...]
    link: str = ""

    @property
    def source_line(self) -> str:
        """Return « Source : … », with the date of the facts when the source does not already hold its years."""
        told = all(year in self.source for year in re.findall(r"\d{4}", self.date))
        return f"Source\u202f: {self.source}" if told else f"Source\u202f: {self.source}, {self.date}"


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting of the Club RH or of the Labs, on a known day."""

    kind: str
    title: str
    date: dt.date
    place: str
    theme: str
    source: str

    def sentence(self, today: dt.date) -> str:
        """Return one French sentence: « Le premier Lab (…) a eu lieu le 27 juin 2018 à Orléans. »."""
        if self.date < today:
            verb = "a eu lieu le"
        elif self.date == today:
            verb = "a lieu aujourd'hui,"
        else:
            verb = "aura lieu le"
        theme = f" («\u00a0{self.theme}\u00a0»)" if self.theme else ""
        return f"{self.title}{theme} {verb} {french_date(self.date)} à {self.place}."


@dataclass(frozen=True, slots=True)
class Series:
    """A kind of meeting: its name, how often it is held (empty when unknown), its known events by date."""

    kind: str
    name: str
    rhythm: str
    source: str
    events: tuple[Event, ...]
