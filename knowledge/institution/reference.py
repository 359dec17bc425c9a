"""The institution's own knowledge, in memory: entries found by question, events told apart by today's date."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.errors import KnowledgeError
from knowledge.institution.model import Entry, Event, Series, Topic
from knowledge.institution.retrieval import Retrieval
from knowledge.institution.typography import typeset
from knowledge.institution.validation import FOLDER, load, parse_day


class Institution:
    """The entries and events of a folder; build it once per process with ``institution()``."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read ``folder``; KnowledgeError when its files break the schema (the message says where)."""
        written = load(folder)
        if written.problems:
            raise KnowledgeError("Les fiches de l'institution sont mal écrites. " + " ".join(written.problems[:3]))
        self.entries = tuple(map(_entry, written.entries))
        self._by_id = {entry.id: entry for entry in self.entries}
        self._series = {kind: _series(kind, one) for kind, one in written.events.items()}
        self._retrieval = Retrieval(self.entries, written.elsewhere)

    def find(self, text: str) -> Entry | None:
        """Return the entry that answers ``text``, None when none is close enough."""
        return self._retrieval.best(text)

    def closest(self, text: str, n: int = 3) -> list[Entry]:
        """Return at most ``n`` entries that share words with ``text``, best first, close enough or not."""
        return [entry for _, entry in self._retrieval.ranked(text)[:n]]

    def get(self, entry_id: str) -> Entry:
        """Return the entry of this id; KnowledgeError when there is none."""
        try:
            return self._by_id[entry_id]
        except KeyError:
            raise KnowledgeError(f"La fiche « {entry_id} » n'existe pas.") from None

    def related(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the entries to offer after ``entry``, in the order it lists them."""
        return tuple(self._by_id[one] for one in entry.related)

    def series(self, kind: str) -> Series:
        """Return the meetings of ``kind`` (``club_rh`` or ``labs``); KnowledgeError when there is no such kind."""
        try:
            return self._series[kind]
        except KeyError:
            raise KnowledgeError(f"Le rendez-vous « {kind} » n'existe pas.") from None

    def events(self, kind: str, today: date) -> tuple[list[Event], list[Event]]:
        """Return the events of ``kind`` to come (today's included, nearest first) and past (latest first)."""
        held = self.series(kind).events
        past = sorted((event for event in held if event.date < today), key=lambda one: one.date, reverse=True)
        return [event for event in held if event.date >= today], past


@lru_cache(maxsize=1)
def institution() -> Institution:
    """Return the institution's knowledge, read once; KnowledgeError when its files are badly written."""
    return Institution()


def _entry(written: dict[str, Any]) -> Entry:
    return Entry(
        id=written["id"],
        topic=Topic(written["topic"]),
        title=typeset(written["title"]),
        questions=tuple(map(typeset, written["questions"])),
        keywords=tuple(written["keywords"]),
        answer=typeset(" ".join(written["answer"].split())),
        date=written["date"],
        source=typeset(written["source"]),
        related=tuple(written["related"]),
        link=written.get("link", ""),
    )


def _series(kind: str, written: dict[str, Any]) -> Series:
    events = (
        Event(
            kind=kind,
            title=typeset(one["title"]),
            date=parse_day(one["date"]),
            place=one["place"],
            theme=typeset(one["theme"]),
            source=typeset(one["source"]),
        )
        for one in written["events"]
    )
    held = tuple(sorted(events, key=lambda event: event.date))
    return Series(kind, typeset(written["name"]), typeset(written["rhythm"]), typeset(written["source"]), held)
