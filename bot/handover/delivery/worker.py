"""The worker of the outbox: takes letters one at a time, sends them, and notes what became of each.

It may be killed at any moment: a letter in its hands is taken again once its lease is over, and sent once more under
the same Message-ID. Two workers never send the same letter at once.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from datetime import date

from sqlalchemy import delete, insert

from bot.handover import outbox
from bot.handover.base import FAILURES, cause
from bot.handover.case import Case
from bot.handover.delivery import files
from bot.handover.delivery.outcome import Refused, TryLater
from bot.handover.inbox import WORKER
from bot.handover.outbox import LONGEST_WAIT, Leased
from bot.handover.request import HandoverError, UnknownRequest
from bot.handover.setup import can_send, has_sender, is_ticket
from bot.handover.store import Requests
from bot.handover.tables import noted
from bot.settings import Settings, settings
from knowledge.contacts import Contact, route
from knowledge.contacts import contact as contact_of
from knowledge.errors import SettingsError

LEASE = 120.0
"""Seconds a letter is in the hands of one worker: more than the time to send it."""
_FIRST_WAIT = 30.0
_MOST_TRIES = 80
"""Three days of tries: then someone has to look at it."""
_POLL = 5.0  # seconds between two looks at what other processes may have put there
_ALIVE_EVERY = 60.0
_PURGE_EVERY = 3600.0
_WRONG_DIRECTORY = "l'annuaire des correspondants est à corriger"

logger = logging.getLogger(__name__)


def back_off(tries: int) -> float:
    """Return the seconds before the next try, after so many."""
    return min(LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(tries - 1, 20))


class Worker:
    """Sends the letters of ``store`` until told to stop. ``seconds``: the time left to a server to answer."""

    def __init__(
        self,
        store: Requests,
        *,
        lease: float = LEASE,
        seconds: float = 30.0,
        back_off: Callable[[int], float] = back_off,
    ) -> None:
        """Remember whose letters are sent; nothing is opened before ``run``."""
        self._store = store
        self._name = uuid.uuid4().hex
        self._lease, self._seconds, self._back_off = lease, seconds, back_off
        self._stopped = threading.Event()
        self._alive = self._purged = float("-inf")

    def run(self) -> None:
        """Send what there is, then what comes, until ``stop``. Whatever goes wrong is logged, and it goes on."""
        is_new = True
        while not self._stopped.is_set():
            sent = False
            try:
                if not self._store.base.is_absent:
                    if is_new and has_sender(settings()):
                        outbox.wake_filed(self._store.base, self._store.clock())
                    is_new = False
                    self._keep()
                    sent = self.send_one()
            except (*FAILURES, HandoverError, SettingsError) as error:
                logger.error("The outbox cannot be looked after: %s", cause(error))
            except Exception as error:
                logger.error("The outbox cannot be looked after: %s", type(error).__name__)
            if not sent:
                self._store.added.wait(_POLL)
                self._store.added.clear()

    def stop(self) -> None:
        """Have ``run`` return after the letter in hand."""
        self._stopped.set()
        self._store.wake()

    def send_one(self) -> bool:
        """Take one letter that is due and send it; False when there is none. Raises as the base does."""
        known, base = settings(), self._store.base
        now, filed = self._store.clock(), has_sender(known)
        if not outbox.has_some(base, now, filed=filed):
            return False
        leased = outbox.lease(base, self._name, now, self._lease, filed=filed)
        if leased is None:
            return False
        try:
            is_sent = self._deliver(leased, known)
        except UnknownRequest:  # erased meanwhile, its letters with it
            return True
        except Refused as error:
            self._died(leased, str(error))
        except (TryLater, OSError, SettingsError, HandoverError) as error:
            self._later(leased, _WRONG_DIRECTORY if isinstance(error, SettingsError) else str(error))
        except Exception as error:
            logger.exception("%s: a letter (%s) cannot be written.", leased.reference, leased.kind.value)
            self._later(leased, type(error).__name__)
        else:
            is_kept = (outbox.sent if is_sent else outbox.filed)(base, self._name, leased, self._store.clock())
            if not is_sent and not is_kept and leased.reference not in self._store.references():
                files.erase([leased.reference], known.handover_mails)  # erased while its file was written
            logger.info("%s: %s %s.", leased.reference, leased.kind.value, "sent" if is_sent else "written in a file")
        return True

    def _deliver(self, leased: Leased, known: Settings) -> bool:
        """Send a letter, or write it in a file; say which. Raises TryLater, Refused, and what reading raises."""
        from bot.handover.delivery import letters  # noqa: PLC0415 — what is not sent loads nothing

        case = self._store.read(leased.reference)
        to = _in_charge(case)
        if is_ticket(leased.kind, known):
            from bot.handover.delivery import zammad  # noqa: PLC0415

            zammad.open_ticket(*letters.ticket(case, to, known), known, self._seconds)
            return True
        delivery = next((each for each in case.deliveries if each.number == leased.number), None)
        if delivery is None:
            raise UnknownRequest(leased.reference)
        message = letters.letter(case, delivery, leased.text, to, known)
        if not can_send(leased.kind, to, known):
            files.write(message, leased.reference, f"{leased.number}-{leased.kind.value}", known.handover_mails)
            return False
        from bot.handover.delivery import smtp  # noqa: PLC0415

        recipient = letters.reachable(letters.address(leased.kind, case, to))
        smtp.send(message, known.mail_from, recipient, known, self._seconds)
        return True

    def _later(self, leased: Leased, error: str) -> None:
        if leased.tries >= _MOST_TRIES:
            self._died(leased, error)
            return
        wait = self._back_off(leased.tries)
        outbox.put_off(self._store.base, self._name, leased, self._store.clock() + wait, error)
        logger.warning("%s: %s put off for %.0f s (%s).", leased.reference, leased.kind.value, wait, error)

    def _died(self, leased: Leased, error: str) -> None:
        outbox.died(self._store.base, self._name, leased, self._store.clock(), error)
        logger.error(
            "%s: %s refused (%s). See « python -m bot contacts show %s », then « retry ».",
            *(leased.reference, leased.kind.value, error, leased.reference),
        )

    def _keep(self) -> None:
        """Say now and then that the outbox is looked after, and erase what is too old."""
        now, base = self._store.clock(), self._store.base
        if not 0 <= now - self._alive < _ALIVE_EVERY:
            with base.writing() as connection:
                base.alone(connection)
                connection.execute(delete(noted).where(noted.c.name == WORKER))
                connection.execute(insert(noted).values(name=WORKER, at=now))
            self._alive = now
        if not 0 <= now - self._purged < _PURGE_EVERY:
            if count := self._store.purge(date.fromtimestamp(now)):
                logger.info("%d requests too old were erased.", count)
            self._purged = now


def _in_charge(case: Case) -> Contact | None:
    """Return the entry in charge of a request: as the directory says it now, another when it is no longer there."""
    found = contact_of(case.line.recipient)
    return found or route(case.line.asker.value, case.line.territory).contact
