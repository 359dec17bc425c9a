"""Who is in: a secret in the browser, its hash in the base, an end when nothing is done and one whatever is done."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.channels.keys import digest, new_token
from bot.handover.base import Base
from bot.handover.desk.accounts import Account
from bot.handover.desk.tables import account, sent_form, session

_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is in: the key of the session, whose it is, and what proves that a form is one of ours."""

    key: str
    account: Account
    proof: str


class Sessions:
    """The sessions, kept in a base. ``idle`` and ``most``: minutes without a request, and in all."""

    def __init__(self, base: Base, *, idle: int, most: int, clock: Callable[[], float] = time.time) -> None:
        self._base = base
        self._idle = idle * _MINUTE
        self._most = most * _MINUTE
        self._clock = clock

    def open(self, who: Account) -> str:
        """Open a session and return its secret; what is over is forgotten."""
        token, now = new_token(), self._clock()
        with self._base.writing() as connection:
            is_over = (session.c.opened_at <= now - self._most) | (session.c.seen_at <= now - self._idle)
            connection.execute(delete(session).where(is_over))
            connection.execute(delete(sent_form).where(sent_form.c.at <= now - self._most))
            row = {"key": digest(token), "name": who.name, "opened_at": now, "seen_at": now}
            connection.execute(insert(session).values(row))
        return token

    def find(self, token: str) -> Session | None:
        """Return the session of a secret, None when there is none or it is over; being seen puts its end off."""
        if not token:
            return None
        key, now = digest(token), self._clock()
        wanted = select(session, account.c.shown).join(account, account.c.name == session.c.name)
        with self._base.reading() as connection:
            row = connection.execute(wanted.where(session.c.key == key)).first()
        if row is None:
            return None
        if now - row.opened_at >= self._most or now - row.seen_at >= self._idle:
            self.close(key)
            return None
        if now - row.seen_at >= _MINUTE:
            with self._base.writing() as connection:
                connection.execute(update(session).where(session.c.key == key).values(seen_at=now))
        return Session(key, Account(row.name, row.shown), proof_of(token))

    def close(self, key: str) -> None:
        """End a session."""
        with self._base.writing() as connection:
            connection.execute(delete(session).where(session.c.key == key))

    def claim(self, form: str) -> bool:
        """Say whether a form is sent for the first time, and remember that it was."""
        try:
            with self._base.writing() as connection:
                connection.execute(insert(sent_form).values(key=digest(form), at=self._clock()))
        except IntegrityError:
            return False
        return True

    def release(self, form: str) -> None:
        """Forget that a form was sent: what it asked could not be done."""
        with self._base.writing() as connection:
            connection.execute(delete(sent_form).where(sent_form.c.key == digest(form)))


def proof_of(token: str) -> str:
    """Return what the forms of a session hold: no other site can read it, and it does not tell the secret."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


def is_same(given: str, wanted: str) -> bool:
    """Compare two proofs, in the same time however close they are."""
    return hmac.compare_digest(given.encode(errors="replace"), wanted.encode())
