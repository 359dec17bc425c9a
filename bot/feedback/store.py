"""Where feedback is kept: a base of its own, apart from the figures, made at the first thing to keep.

``FEEDBACK_URL`` says where (SQLite or PostgreSQL), ``var/feedback.sqlite`` by default. What is older than a year is
deleted each time something is kept.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateTable

from bot.feedback.record import Kind, Record
from bot.reading.signs import Signs
from bot.settings import settings
from knowledge.text import fold

RETENTION_DAYS = 365

_SECONDS_TO_WAIT = 2.0

logger = logging.getLogger(__name__)

feedback = Table(
    "feedback",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("reason", String(20), nullable=False),
    Column("intent", String(40), nullable=False),
    Column("topic", String(40), nullable=False),
    Column("question", String(400), nullable=False),
    Column("frame", String(4000), nullable=False),
)


class FeedbackError(RuntimeError):
    """What was kept cannot be read; the message, in French, says why."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question to work on: how many times it came, what happened, the reasons given, its text once scrubbed.

    ``signs``: how it was read the first time, None when that was not kept.
    """

    count: int
    kinds: tuple[Kind, ...]
    reasons: tuple[str, ...]
    question: str
    signs: Signs | None = None


class FeedbackStore:
    """Keeps records; may be used from several threads and processes at once."""

    def __init__(self, url: str) -> None:
        """Remember where to keep things; nothing is opened before it is needed."""
        self._url = url
        self._lock = threading.Lock()
        self._engine: Engine | None = None

    def add(self, record: Record, *, completes: bool = False) -> bool:
        """Keep ``record`` and delete what is too old; return False, and log why, when it cannot be kept.

        ``completes``: the record gives the reason of the rating kept just before for the same question, which it
        replaces, so that one answer counts once.
        """
        try:
            with self._lock, self._opened(create=True).begin() as connection:
                connection.execute(delete(feedback).where(feedback.c.day < record.day - timedelta(RETENTION_DAYS)))
                if completes:
                    _forget_unexplained(connection, record)
                connection.execute(insert(feedback).values(**{**asdict(record), "kind": record.kind.value}))
        except (SQLAlchemyError, OSError, ImportError) as error:
            logger.error("Feedback could not be kept: %s", _cause(error))
            return False
        return True

    def unanswered(self, limit: int = 50) -> list[Unanswered]:
        """Return the questions left unanswered or badly rated, most frequent first, at most ``limit``.

        Questions that differ by case, accents or punctuation only are one. Raise FeedbackError when the base
        cannot be read; a base that was never written is empty.
        """
        columns = (feedback.c.question, feedback.c.kind, feedback.c.reason, feedback.c.frame)
        query = (
            select(*columns, func.count().label("count"))
            .where(feedback.c.kind != Kind.USEFUL.value, feedback.c.day >= date.today() - timedelta(RETENTION_DAYS))
            .group_by(*columns)
            .order_by(func.count().desc(), feedback.c.question)
        )
        try:
            with self._opened(create=False).connect() as connection:
                if not inspect(connection).has_table(feedback.name):
                    return []
                return _grouped(connection.execute(query))[:limit]
        except FileNotFoundError:
            return []
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise FeedbackError(f"Les avis ne peuvent pas être lus ({_cause(error)}).") from error

    def _opened(self, *, create: bool) -> Engine:
        """Return the engine; ``create`` makes the folder, the base and its table, else FileNotFoundError if absent."""
        url = make_url(self._url)
        path = Path(url.database or "")
        is_sqlite = url.get_backend_name() == "sqlite"
        if is_sqlite and not path.exists():
            if not create:
                raise FileNotFoundError(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._engine = None
        if self._engine is None:
            options = {"connect_args": {"timeout": _SECONDS_TO_WAIT}} if is_sqlite else {"pool_pre_ping": True}
            engine = create_engine(url, future=True, **options)
            if not create:
                return engine
            with engine.begin() as connection:
                # Two processes may keep their first record at the same time.
                connection.execute(CreateTable(feedback, if_not_exists=True))
            self._engine = engine
        return self._engine


def feedback_store() -> FeedbackStore:
    """Return the store of ``FEEDBACK_URL``, else of ``var/feedback.sqlite``; the same one as long as it is the same."""
    url = settings().feedback_url.get_secret_value()
    with _stores_lock:
        return _stores.setdefault(url, FeedbackStore(url))


_stores: dict[str, FeedbackStore] = {}
_stores_lock = threading.Lock()


def _forget_unexplained(connection: Connection, record: Record) -> None:
    last = select(func.max(feedback.c.id)).where(
        feedback.c.day == record.day,
        feedback.c.kind == record.kind.value,
        feedback.c.question == record.question,
        feedback.c.reason == "",
    )
    connection.execute(delete(feedback).where(feedback.c.id == connection.execute(last).scalar()))


def _grouped(rows: Iterable[Any]) -> list[Unanswered]:
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(fold(row.question) or row.question, []).append(row)
    questions = [
        Unanswered(
            count=sum(row[-1] for row in group),
            kinds=tuple(dict.fromkeys(Kind(row.kind) for row in group)),
            reasons=tuple(dict.fromkeys(row.reason for row in group if row.reason)),
            question=group[0].question,
            signs=next(filter(None, (_signs(row.frame) for row in group)), None),
        )
        for group in groups.values()
    ]
    return sorted(questions, key=lambda each: -each.count)


def _signs(frame: str) -> Signs | None:
    kept = json.loads(frame)
    return (
        Signs(**{each.name: kept[each.name] for each in fields(Signs) if each.name in kept}) if "act" in kept else None
    )


def _cause(error: Exception) -> str:
    """Return one line on the error, without the statement (it holds the question) nor the address of the base."""
    lines = str(getattr(error, "orig", None) or type(error).__name__).strip().splitlines()
    return lines[0] if lines else type(error).__name__
