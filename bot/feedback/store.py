"""What is kept of the turns: ratings at once, the rest behind the visitor's back, texts without personal data.

``FEEDBACK_URL`` says where (``bot.settings``). A text is only ever written once the names in it are found
(``bot.privacy.keeping``), which takes seconds when the process that finds them must start: the record comes first,
without its text.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from hashlib import blake2b
from queue import Empty, Full, Queue

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from bot.feedback.base import FAILURES, Base, cause, feedback
from bot.feedback.record import Kind, Record
from bot.feedback.retention import days_to_delete, delete_some, has_room
from bot.privacy.keeping import kept, rest
from bot.settings import settings
from knowledge.text import fold

MAX_WAITING = 500
"""Records that wait for their text; beyond, they are kept without it, or not at all."""
_GATHERING_SECONDS = 300.0
"""How long records wait for company: the process that finds names takes 5 s to start and 350 MB while it is there."""
_IDLE_SECONDS = 10.0
_TRIES, _SECONDS_BETWEEN = 10, 1.0
_UNEXPLAINED = 1_000
_ROWS_AT_ONCE = 2_000

logger = logging.getLogger(__name__)


class FeedbackError(RuntimeError):
    """What was kept cannot be read or changed; the message, in French, says why."""


class FeedbackStore:
    """Keeps records; may be used from several threads and processes at once."""

    def __init__(
        self,
        url: str,
        *,
        patience: float = 0.3,
        gathering: float = _GATHERING_SECONDS,
        kept: Callable[[str], str] = kept,
    ) -> None:
        """Remember where to keep things, and what may be ``kept`` of a text; nothing is opened before it is needed."""
        self.base = Base(url, patience)
        self._gathering = gathering
        self._hurry = threading.Event()
        self._kept = kept
        self._waiting: Queue[Callable[[], None]] = Queue(MAX_WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._secret = secrets.token_bytes(32)
        self._unexplained: OrderedDict[bytes, int] = OrderedDict()  # by what was rated, which is not kept in clear

    def add(self, record: Record, *, completes: bool = False) -> bool:
        """Keep ``record`` now, its text a little later; return False, and log why, when it cannot be kept.

        ``completes``: the record gives the reason of the rating kept just before for the same question, which gets it,
        so that one answer counts once.
        """
        asked = self._told_apart(record)
        with self._lock:
            row = self._unexplained.pop(asked, None) if completes else None
        try:
            with self.base.writing() as connection:
                if row is not None and _explained(connection, row, record.reason):
                    return True
                row = _inserted(connection, record)
        except FAILURES as error:
            logger.error("Feedback could not be kept: %s", cause(error))
            return False
        if row is None:
            return False
        if record.kind is Kind.NOT_USEFUL and not record.reason:
            self._remember(asked, row)
        self._later(lambda: self._fill(row, record.text))
        return True

    def add_later(self, record: Record) -> None:
        """Keep ``record`` when possible, and return at once: nothing is promised of it."""
        self._later(lambda: self._insert(record))

    def purge(self, today: date) -> int:
        """Delete what is too old, as ``bot.feedback.retention`` allows it, and return how many rows. Never raises."""
        deleted = 0
        try:
            if self.base.is_absent:
                return 0
            with self.base.writing() as connection:
                days = days_to_delete(connection, today)
            while days:
                with self.base.writing() as connection:
                    some = delete_some(connection, days, _ROWS_AT_ONCE)
                deleted += some
                if some < _ROWS_AT_ONCE:
                    break
            if deleted:
                self.base.settle()
        except FAILURES as error:
            logger.error("What is too old could not be deleted: %s", cause(error))
        return deleted

    def forget(self, words: str) -> int:
        """Delete each record whose text holds these words, whatever case and accents; return how many.

        Raises FeedbackError when the base cannot be changed; without a word, nothing is deleted.
        """
        wanted = fold(words)
        if not wanted or self.base.is_absent:
            return 0
        try:
            with self.base.writing() as connection:
                rows = connection.execute(select(feedback.c.id, feedback.c.question)).all()
                found = [row.id for row in rows if f" {wanted} " in f" {fold(row.question)} "]
                for start in range(0, len(found), 500):
                    connection.execute(delete(feedback).where(feedback.c.id.in_(found[start : start + 500])))
            self.base.settle()
        except FAILURES as error:
            raise FeedbackError(f"Rien n'a été effacé ({cause(error)}).") from error
        return len(found)

    def flush(self) -> None:
        """Do what waits now, and return once nothing does any more."""
        with self._waiting.all_tasks_done:
            while self._waiting.unfinished_tasks:
                self._hurry.set()
                self._waiting.all_tasks_done.wait(0.1)

    def _told_apart(self, record: Record) -> bytes:
        """Return what tells a rated answer from another, and nothing of its text."""
        said = "\0".join((record.day.isoformat(), record.intent, record.text))
        return blake2b(said.encode(errors="surrogatepass"), key=self._secret, digest_size=16).digest()

    def _remember(self, asked: bytes, row: int) -> None:
        with self._lock:
            self._unexplained[asked] = row
            if len(self._unexplained) > _UNEXPLAINED:
                self._unexplained.popitem(last=False)

    def _later(self, task: Callable[[], None]) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="feedback", daemon=True)
                self._thread.start()
        try:
            self._waiting.put_nowait(task)
        except Full:
            logger.warning("Too many records wait: one is not kept, or without its text.")
            self._hurry.set()

    def _work(self) -> None:
        while True:
            task = self._waiting.get()
            self._hurry.wait(self._gathering)
            with contextlib.suppress(Empty):
                while True:
                    self._do(task)
                    task = self._waiting.get(timeout=_IDLE_SECONDS)
            self._hurry.clear()
            rest()

    def _do(self, task: Callable[[], None]) -> None:
        try:
            task()
        except FAILURES as error:
            logger.error("Feedback could not be kept: %s", cause(error))
        except Exception:
            logger.exception("Feedback could not be kept.")
        finally:
            self._waiting.task_done()

    def _fill(self, row: int, text: str) -> None:
        if question := self._kept(text):
            changed = update(feedback).where(feedback.c.id == row).values(question=question)
            self._insisting(lambda connection: connection.execute(changed))

    def _insert(self, record: Record) -> None:
        question = self._kept(record.text)
        self._insisting(lambda connection: _inserted(connection, record, question))

    def _insisting(self, write: Callable[[Connection], object]) -> None:
        """Write although another program may hold the base for a while: no visitor waits here."""
        for _ in range(_TRIES - 1):
            with contextlib.suppress(OperationalError), self.base.writing() as connection:
                write(connection)
                return
            time.sleep(_SECONDS_BETWEEN)
        with self.base.writing() as connection:
            write(connection)


def feedback_store() -> FeedbackStore:
    """Return the store of ``FEEDBACK_URL``, else of ``var/feedback.sqlite``; the same one as long as it is the same."""
    url = settings().feedback_url.get_secret_value()
    with _stores_lock:
        return _stores.setdefault(url, FeedbackStore(url))


_stores: dict[str, FeedbackStore] = {}
_stores_lock = threading.Lock()


def _inserted(connection: Connection, record: Record, question: str = "") -> int | None:
    """Insert a record and return its row, None when there is no room for it."""
    if not has_room(connection, record):
        logger.warning("No room for one more record of %s: it is not kept.", record.day)
        return None
    values = {
        "day": record.day,
        "kind": record.kind.value,
        "reason": record.reason,
        "intent": record.intent,
        "topic": record.topic,
        "question": question,
        "frame": record.frame,
    }
    return int(connection.execute(insert(feedback).values(values)).inserted_primary_key[0])


def _explained(connection: Connection, row: int, reason: str) -> bool:
    """Give its reason to a rating; return False when it is no longer there."""
    changed = update(feedback).where(feedback.c.id == row).values(reason=reason)
    return int(connection.execute(changed).rowcount) == 1
