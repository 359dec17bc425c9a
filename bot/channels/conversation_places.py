"""Where conversations are: in their base and, while its disk cannot be written, in memory for those that go on.

A full or read-only disk is not an end: what is on it is still read, what is said meanwhile is held in memory, and all
of it is put back once the disk can be written. What cannot be *read* is an error, never taken for nothing: what is kept
is not written over.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.sql import Select

from bot.channels import conversation_base as base
from bot.channels import conversation_rows as rows_of

logger = logging.getLogger(__name__)

PUT_BACK_AT_ONCE = 50
"""Conversations: others may speak between two goes."""
_FULL = ("disk is full", "readonly", "read-only", "disk i/o error", "unable to open")

_T = TypeVar("_T")


class Places:
    """The places of all conversations, used from one thread. Each method raises SQLAlchemyError, or OSError."""

    def __init__(self, url: str) -> None:
        """Remember where the base is; it is opened when it is needed."""
        self._url = url
        self._disk: Engine | None = None
        self._read_only = False
        self._memory: Engine | None = None  # while the disk cannot be written
        self._held: set[str] = set()  # the conversations that are in memory
        self._gone: set[str] = set()  # those that are erased, but on the disk

    def read(self, sender: str, work: Callable[[Connection], _T]) -> _T:
        """Return what ``work`` reads of a conversation."""
        apart = sender in self._held or sender in self._gone
        engine = self._memory if apart and self._memory is not None else self._readable()
        return _on(engine, work, reads=True)

    def find(self, query: Select) -> Row | None:
        """Return the row of the one conversation that a query finds, which says its ``sender``."""
        return next(iter(self._rows(query)), None)

    def rows(self, query: Select) -> list[Row]:
        """Return the rows of all conversations that a query finds; each says its ``sender``."""
        return list(self._rows(query))

    def _rows(self, query: Select) -> Iterator[Row]:
        def found(connection: Connection) -> list[Row]:
            return list(connection.execute(query).all())

        if self._memory is not None:
            yield from _on(self._memory, found, reads=True)
        disk = self._readable()
        if disk is not self._memory:
            apart = self._held | self._gone
            yield from (row for row in _on(disk, found, reads=True) if row.sender not in apart)

    def write(self, sender: str, work: Callable[[Connection], _T], *, new: bool = False) -> _T:
        """Return what ``work`` returns, which writes in a conversation: all of it, or nothing.

        ``new``: nothing of it can be on the disk.
        """
        if self._memory is None:
            try:
                return _on(self._writable(), work)
            except (OperationalError, OSError) as error:
                self._fall_back(error)
        return _on(self._holding(sender, new=new), work)

    def erase(self, senders: list[str]) -> None:
        """Erase conversations wherever they are: at once for those who speak to them, on the disk as soon as can be."""
        if self._memory is not None:
            _on(self._memory, lambda connection: rows_of.erase(connection, senders))
            self._held.difference_update(senders)
            self._gone.update(senders)
        try:
            _on(self._writable(), lambda connection: rows_of.erase(connection, senders))
            self.empty_log()
        except (OperationalError, OSError) as error:
            self._fall_back(error)
            self._gone.update(senders)
        else:
            self._gone.difference_update(senders)

    def tidy(self, unwanted: Callable[[Connection], list[str]]) -> list[str]:
        """Erase the conversations that ``unwanted`` chooses, and return them."""
        if self._memory is not None:
            chosen = _on(self._memory, unwanted, reads=True)
            self.erase(chosen)
            return chosen

        def both(connection: Connection) -> list[str]:
            found = unwanted(connection)
            rows_of.erase(connection, found)
            return found

        try:
            erased = _on(self._writable(), both)
            self.empty_log()
        except (OperationalError, OSError) as error:
            self._fall_back(error)
            return []
        return erased

    def put_back(self) -> bool:
        """Write on the disk some of what it could not take; return whether it went well, and more is to be written."""
        if self._memory is None:
            return False
        gone, held = _some(self._gone), _some(self._held)
        rows = _on(self._memory, lambda connection: rows_of.copied(connection, held), reads=True)

        def both(connection: Connection) -> None:
            rows_of.erase(connection, [*gone, *held])
            rows_of.put(connection, rows)

        try:
            _on(self._writable(again=True), both)
            self.empty_log()
        except (OperationalError, OSError) as error:
            self._fall_back(error)
            return False
        _on(self._memory, lambda connection: rows_of.erase(connection, held))
        self._gone.difference_update(gone, held)
        self._held.difference_update(held)
        if self._gone or self._held:
            return True
        self._memory.dispose()
        self._memory = None
        logger.warning("Conversations are written on the disk again.")
        return False

    def empty_log(self) -> None:
        """Leave nothing of what was erased in the journal of the base."""
        with self._writable().connect().execution_options(bare=True) as connection:
            base.empty_log(connection)

    def close(self) -> None:
        """Let the bases go: what the disk cannot take even now is lost."""
        with contextlib.suppress(SQLAlchemyError, OSError):
            while self.put_back():
                pass
        for engine in (self._disk, self._memory):
            if engine is not None:
                engine.dispose()
        self._disk = self._memory = None

    # The base

    def _writable(self, *, again: bool = False) -> Engine:
        """Return the base; ``again``: opened anew where it could only be read."""
        if self._disk is None or (again and self._read_only):
            opened = base.opened(self._url)
            if self._disk is not None:
                self._disk.dispose()
            self._disk, self._read_only = opened, False
        return self._disk

    def _readable(self) -> Engine:
        """Return the base, or as much of it as can be read; memory where there is none, nor can be."""
        try:
            return self._writable()
        except (OperationalError, OSError) as error:
            memory = self._fall_back(error)
        found = base.opened_to_read(self._url)
        if found is None:
            return memory
        self._disk, self._read_only = found, True
        return found

    def _fall_back(self, error: OperationalError | OSError) -> Engine:
        """Hold in memory what the disk cannot take, and return that base. Raises any other error."""
        if not base.is_file(self._url) or not _is_full(error):
            raise error
        if self._memory is None:
            cause = getattr(error, "orig", error)  # without what was said
            logger.error("Conversations cannot be written (%s): they go on in memory until they can.", cause)
            self._memory = base.opened(base.IN_MEMORY)
        return self._memory

    def _holding(self, sender: str, *, new: bool) -> Engine:
        """Return the base in memory, with this conversation as it was on the disk."""
        memory = self._memory
        if memory is None:
            raise RuntimeError("nothing is held in memory while the disk is written")
        if sender in self._held:
            return memory
        if not new and sender not in self._gone and (disk := self._readable()) is not memory:
            rows = _on(disk, lambda connection: rows_of.copied(connection, [sender]), reads=True)
            _on(memory, lambda connection: rows_of.put(connection, rows))
        self._held.add(sender)
        return memory


def _on(engine: Engine, work: Callable[[Connection], _T], *, reads: bool = False) -> _T:
    with engine.connect().execution_options(reads=reads) as connection, connection.begin():
        return work(connection)


def _some(senders: Iterable[str]) -> list[str]:
    return list(islice(senders, PUT_BACK_AT_ONCE))


def _is_full(error: Any) -> bool:
    said = str(getattr(error, "orig", error)).lower()
    return isinstance(error, OSError) or any(each in said for each in _FULL)
