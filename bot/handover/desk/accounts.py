"""The accounts of the desk: made and mended from the machine's own command line, never from the page."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.handover.base import Base
from bot.handover.desk import passwords
from bot.handover.desk.tables import MAX_NAME, OURS, account, session
from bot.handover.request import HandoverError

_NAME = re.compile(r"[^\W_][\w .'’@-]*")
_BAD_NAME = "Un nom de compte commence par une lettre ou un chiffre et n'a que des lettres, des chiffres, . - ' @."
_TAKEN = "Le compte « {} » existe déjà. Pour lui donner un autre mot de passe : --reset."
_UNKNOWN = "Il n'y a pas de compte « {} »."


class AccountError(HandoverError):
    """What cannot be done of an account; its message is the French sentence that says why."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may come in: the name they type, folded, and as it is shown."""

    name: str
    shown: str


class Accounts:
    """The accounts kept in a base; may be used from several threads and processes at once."""

    def __init__(self, base: Base, clock: Callable[[], float] = time.time) -> None:
        self._base = base
        self._clock = clock

    def any(self) -> bool:
        """Say whether the desk has an account: without, it is closed. A base that was never written is not made."""
        if self._base.is_absent:
            return False
        self.prepare()
        with self._base.reading() as connection:
            return bool(connection.execute(select(exists().select_from(account))).scalar())

    def prepare(self) -> None:
        """Make the tables of the desk where they are not there yet."""
        self._base.ensure(*OURS)

    def names(self) -> list[str]:
        """Return the accounts as they are shown, in order."""
        with self._base.reading() as connection:
            return list(connection.execute(select(account.c.shown).order_by(account.c.name)).scalars())

    def find(self, name: str) -> Account | None:
        """Return the account of this name, however it is written."""
        with self._base.reading() as connection:
            row = connection.execute(select(account).where(account.c.name == fold(name))).first()
        return Account(row.name, row.shown) if row else None

    def known(self, name: str) -> Account:
        """Return the account of this name. Raises AccountError when there is none."""
        if (found := self.find(name)) is None:
            raise AccountError(_UNKNOWN.format(name))
        return found

    def check_free(self, name: str) -> None:
        """Refuse a name that no account may have, or that one has. Raises AccountError."""
        if self.find(_account(name).name) is not None:
            raise AccountError(_TAKEN.format(name))

    def add(self, name: str, password: str) -> Account:
        """Make an account. Raises AccountError, WeakPasswordError."""
        made = _account(name)
        passwords.check(password, made.name)
        kept = passwords.hashed(password)
        row = {"name": made.name, "shown": made.shown, "password": kept, "at": self._clock()}
        self.prepare()
        try:
            with self._base.writing() as connection:
                connection.execute(insert(account).values(row))
        except IntegrityError:
            raise AccountError(_TAKEN.format(made.shown)) from None
        return made

    def set_password(self, name: str, password: str, *, but: str = "") -> None:
        """Give an account another password, and end its sessions, but the one of this key. Raises as ``add``."""
        folded = fold(name)
        passwords.check(password, folded)
        kept = passwords.hashed(password)
        with self._base.writing() as connection:
            changed = update(account).where(account.c.name == folded).values(password=kept, at=self._clock())
            if not connection.execute(changed).rowcount:
                raise AccountError(_UNKNOWN.format(name))
            connection.execute(delete(session).where(session.c.name == folded, session.c.key != but))

    def remove(self, name: str) -> None:
        """Remove an account, and end its sessions. Raises AccountError."""
        folded = fold(name)
        with self._base.writing() as connection:
            if not connection.execute(delete(account).where(account.c.name == folded)).rowcount:
                raise AccountError(_UNKNOWN.format(name))
            connection.execute(delete(session).where(session.c.name == folded))

    def recognise(self, name: str, password: str) -> Account | None:
        """Return the account of this name and password, after as long whether it exists or not."""
        folded = fold(name)
        with self._base.reading() as connection:
            row = connection.execute(select(account).where(account.c.name == folded)).first()
        if not passwords.matches(row.password if row else None, password) or row is None:
            return None
        if passwords.is_outdated(row.password):
            again = passwords.hashed(password)
            with self._base.writing() as connection:
                connection.execute(update(account).where(account.c.name == folded).values(password=again))
        return Account(row.name, row.shown)


def fold(name: str) -> str:
    """Return a name as accounts are compared: without the case, accents composed alike."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())[:MAX_NAME]


def _account(name: str) -> Account:
    shown = " ".join(unicodedata.normalize("NFKC", name).split())
    if len(shown) > MAX_NAME or not _NAME.fullmatch(shown):
        raise AccountError(_BAD_NAME)
    return Account(fold(shown), shown)
