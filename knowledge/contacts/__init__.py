"""Who receives the requests handed over: by territory and kind of asker, with absences (``contacts.yml``).

``route(asker, territory)`` is all that the rest needs; ``directory()`` lists the entries.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from knowledge.contacts.model import Contact, Route
from knowledge.contacts.reading import contacts
from knowledge.errors import SettingsError
from knowledge.settings import contacts_file
from knowledge.territories.model import Level, Territory
from knowledge.territories.reference import territories

__all__ = ["Contact", "Route", "contact", "directory", "route"]

logger = logging.getLogger(__name__)

_lock = threading.Lock()
_read: dict[Path, tuple[tuple[int, int], tuple[Contact, ...]]] = {}


def directory() -> tuple[Contact, ...]:
    """Return the entries of the directory, read again once its file has changed.

    A file spoilt while this runs is logged, and the entries before it go on. Raises SettingsError when there are none.
    """
    path = contacts_file()
    with _lock:
        known = _read.get(path)
        try:
            found = path.stat()
            version = (found.st_mtime_ns, found.st_size)
        except OSError:
            version = (0, 0)
        if known is None or known[0] != version:
            try:
                entries = contacts(path)
            except SettingsError as error:
                if known is None:
                    raise
                logger.error("The directory of contacts is wrong, the one before it goes on: %s", error)
                entries = known[1]
            _read[path] = known = (version, entries)
        return known[1]


def contact(key: str) -> Contact | None:
    """Return the entry of this id, None when there is none any more. Raises SettingsError."""
    return next((each for each in directory() if each.id == key), None)


def route(asker: str, territory: str, today: date | None = None) -> Route:
    """Return who receives what ``asker`` (a value of Asker) leaves about ``territory`` ("" when not told).

    The entry nearest to the territory wins, then one that names the asker, then the first. Who is away gives way to
    the delegate. Raises SettingsError.
    """
    entries = directory()
    areas = list(_areas(territory))
    fitting = [each for each in entries if not each.askers or asker in each.askers]
    ranked = [(distance, not each.askers, each) for each in fitting if (distance := _distance(each, areas)) is not None]
    chosen = min(ranked, key=lambda each: each[:2])[2]
    present = _present(chosen, entries, today or date.today())
    return Route(present, None if present is chosen else chosen)


def _distance(entry: Contact, areas: list[set[str]]) -> int | None:
    if not entry.territories:
        return len(areas)
    return next((number for number, area in enumerate(areas) if area.intersection(entry.territories)), None)


def _areas(ref: str) -> Iterator[set[str]]:
    """Give what holds a place, from the nearest: itself, its EPCI, its bassin, département and région."""
    known = territories()
    if ref not in known:
        return
    place = known.get(ref)
    yield {ref}
    if place.level is Level.COMMUNE and (epci := known.epci_of(place)):
        yield {epci.ref}
    yield {each.ref for each in _bassins(place)}
    if place.level not in (Level.REGION, Level.FRANCE):
        yield {each.ref for each in known.departements_of(place)}
    yield {each.ref for each in known.parents(place) if each.level is Level.REGION}
    yield {"france:FR"}


def _bassins(place: Territory) -> tuple[Territory, ...]:
    is_small = place.level in (Level.COMMUNE, Level.EPCI, Level.BASSIN)
    return territories().bassins_of(place) if is_small else ()


def _present(chosen: Contact, entries: tuple[Contact, ...], today: date) -> Contact:
    """Return who answers today: the delegate of who is away, and so on; the one chosen when all are away."""
    by_id = {each.id: each for each in entries}
    seen, present = {chosen.id}, chosen
    while present.away and present.away.covers(today):
        present = by_id[present.away.delegate]
        if present.id in seen:
            return chosen
        seen.add(present.id)
    return present
