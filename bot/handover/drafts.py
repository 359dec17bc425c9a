"""The request that a conversation is writing, sealed in the base of requests, so that it goes on after a restart.

A conversation has one draft at most. One that nobody touched for a week is forgotten.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from sqlalchemy import Column, Float, LargeBinary, String, Table, delete, insert, select

from bot.handover.base import FAILURES, Base, cause
from bot.handover.request import HandoverError
from bot.handover.tables import SEALED, metadata

logger = logging.getLogger(__name__)

KEPT_SECONDS = 7 * 24 * 3600.0
draft = Table(
    "handover_draft",
    metadata,
    Column("conversation", String(64), primary_key=True),  # its hash
    Column("at", Float(53), nullable=False, index=True),
    Column("content", LargeBinary, nullable=False, info=SEALED),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A request as far as it is written, and what is awaited of it.

    ``asker`` is one of ``bot.handover.request.Asker`` or "". ``proposed``: the subject comes from what was asked
    before. ``elsewhere``: who answers better (``bot.reading.handing_over.better_elsewhere``), until the person insists.
    """

    subject: str = field(default="", repr=False)
    asker: str = ""
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    organisation: str = field(default="", repr=False)
    territory: str = ""
    message: str = field(default="", repr=False)
    context: tuple[str, ...] = field(default=(), repr=False)
    proposed: bool = False
    suggested: str = field(default="", repr=False)
    """The e-mail with the slip of its domain set right, as long as that is not settled."""
    elsewhere: str = ""
    skipped: tuple[str, ...] = ()
    """The steps that were passed over."""
    trail: tuple[str, ...] = ()
    """The steps that were answered, the last one last."""
    changing: str = ""
    """The step gone back to, "" when the next one is what is missing."""
    aside: str = ""
    """What is asked beside the request: ``erase`` (is it really wanted?), ``status`` (which e-mail?), or ""."""
    reference: str = ""
    """The request whose status is asked."""
    writing: bool = True
    """False where there is only something aside."""
    at: float = 0.0
    """When it was last touched."""

    def but(self, **changes: Any) -> Draft:
        """Return the same with these changed."""
        return replace(self, **changes)


class Drafts:
    """Keeps the drafts of every conversation. Its methods are synchronous, and raise HandoverError."""

    def __init__(self, base: Base, clock: Callable[[], float] = time.time) -> None:
        """Keep them in ``base``; ``clock`` gives the seconds."""
        self._base = base
        self._clock = clock
        self.now = clock

    def read(self, conversation: str) -> Draft | None:
        """Return the draft of a conversation, None when it has none or when it cannot be read (which is logged)."""
        if self._base.is_absent:
            return None
        try:
            self._base.ensure(draft)
            whose = self._base.digest("conversation", conversation)
            oldest = self._clock() - KEPT_SECONDS
            with self._base.reading() as connection:
                query = select(draft.c.content).where(draft.c.conversation == whose, draft.c.at >= oldest)
                sealed = connection.execute(query).scalar()
            return _draft(self._base.unseal(sealed)) if sealed is not None else None
        except (*FAILURES, HandoverError) as error:
            logger.error("A draft could not be read: %s", cause(error))
            return None

    def write(self, conversation: str, kept: Draft) -> None:
        """Keep the draft of a conversation, in place of the one before; those that are too old go."""
        try:
            self._base.ensure(draft)
            whose = self._base.digest("conversation", conversation)
            now = self._clock()
            sealed = self._base.seal(asdict(kept.but(at=now)))
            with self._base.writing() as connection:
                old = (draft.c.conversation == whose) | (draft.c.at < now - KEPT_SECONDS)
                connection.execute(delete(draft).where(old))
                connection.execute(insert(draft).values(conversation=whose, at=now, content=sealed))
        except FAILURES as error:
            logger.error("A draft could not be kept: %s", cause(error))
            raise HandoverError("Votre demande ne peut pas être gardée pour le moment.") from error

    def drop(self, conversation: str) -> None:
        """Forget the draft of a conversation."""
        if self._base.is_absent:
            return
        try:
            self._base.ensure(draft)
            whose = self._base.digest("conversation", conversation)
            with self._base.writing() as connection:
                connection.execute(delete(draft).where(draft.c.conversation == whose))
        except FAILURES as error:
            logger.error("A draft could not be erased: %s", cause(error))
            raise HandoverError("Votre demande ne peut pas être effacée pour le moment.") from error


def _draft(kept: dict[str, Any]) -> Draft:
    """Return a draft as it was kept; what another version of the project kept of it is left out."""
    known = {each.name for each in fields(Draft)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items() if name in known
    }
    return Draft(**values)
