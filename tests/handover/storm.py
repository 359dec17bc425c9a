"""Requests left, sent and received while every process is killed at random: what became of each.

``python -m tests.handover.storm 500`` runs it by itself and prints the counts; the base is SQLite, or the one whose
address follows. « conversation » instead of an address: each request is left by a conversation with a real server,
whose process is killed too.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.handover.base import Base
from bot.handover.case import Letter, Sending
from bot.handover.sealing import Seal
from bot.handover.store import Requests
from bot.processes import die_with_parent, free_port
from bot.settings import inherited
from bot.training import MODEL
from knowledge.paths import PROJECT
from tests.handover.examples import CONTACTS, SENDER
from tests.handover.mailbox import Mailbox

_PATIENCE = 900.0  # seconds: it is stuck, beyond
_BETWEEN_KILLS = 6
"""Requests confirmed between two times that something is killed."""
_BEYOND = 3
"""Requests that may be left after them, so that who leaves them is killed at work; none is before the next kill."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the requests: each list is to be empty, the other figures are to be told."""

    confirmed: int
    killed: int
    letters: int
    twice: int
    vanished: list[str]
    undelivered: list[str]
    without_text: list[str]
    other_message_ids: list[str]


class Storm:
    """Leaves ``count`` requests, with ``workers`` that send them, all killed now and then, as the mail server is."""

    def __init__(self, folder: Path, url: str, count: int, workers: int = 2, *, by_conversation: bool = False) -> None:
        """Choose where everything is; nothing is started yet."""
        self._count, self._workers = count, workers
        self._port = free_port() if by_conversation else 0
        self._box = Mailbox(folder / "mail")
        self._confirmed = folder / "confirmed"
        (folder / "contacts.yml").write_text(CONTACTS, "utf-8")
        self._url, self._key = url, folder / "handover.key"
        self._environment = inherited(
            HANDOVER_URL=url, HANDOVER_KEY_FILE=str(self._key), HANDOVER_MAILS=str(folder / "outbox"),
            CONTACTS_FILE=str(folder / "contacts.yml"), MAIL_FROM=SENDER,
            SMTP_HOST="localhost", SMTP_PORT=str(self._box.port), SMTP_SECURITY="none",
            CONVERSATIONS_URL=f"sqlite:///{folder / 'conversations.sqlite'}",
            FEEDBACK_URL=f"sqlite:///{folder / 'feedback.sqlite'}",
        )  # fmt: skip
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._killed = 0
        self._next_kill = _BETWEEN_KILLS

    def run(self) -> Outcome:
        """Return what became of them once all are confirmed and nothing waits any more."""
        self._box.does("storm")
        try:
            self._box.start()
            self._rage()
            self._box.kill()
            self._box.does("accept")
            self._box.start()
            for number in range(self._workers):
                self._start(f"worker-{number}")
            with self._store() as store:
                if self._port:  # the server's worker waits longer than ours: as someone may, it is hurried
                    for reference in store.references():
                        store.retry(reference, "storm")
                self._wait_until_sent(store)
                return self._outcome(store)
        finally:
            for each in self._running.values():
                each.kill()
                each.wait()
            self._box.kill()

    def _rage(self) -> None:
        names = ["leaving", *(f"worker-{number}" for number in range(self._workers))]
        names += ["server"] if self._port else []
        until = time.monotonic() + _PATIENCE
        while (done := len(self._references())) < self._count:
            assert time.monotonic() < until
            for name in names:
                if name not in self._running or self._running[name].poll() is not None:
                    self._start(name)
            if done >= self._next_kill:
                time.sleep(random.uniform(0, 0.1))
                for name in random.sample([*names, "mail"], random.choice((1, 1, 2, 4))):
                    self._kill(name)
                self._next_kill = done + _BETWEEN_KILLS
            time.sleep(0.02)

    def _start(self, name: str) -> None:
        told = [str(min(self._count, self._next_kill + _BEYOND)), str(self._confirmed)]
        talks = ["tests.handover.by_conversation", *told, f"http://127.0.0.1:{self._port}"]
        serves = ["bot.serve", "--model", str(MODEL), "--port", str(self._port)]
        leaves = talks if self._port else ["tests.handover.leaving", *told]
        modules = {"leaving": leaves, "server": serves}
        command = [sys.executable, "-m", *modules.get(name, ["tests.handover.sending"])]
        self._running[name] = subprocess.Popen(
            command, cwd=PROJECT, env=self._environment, preexec_fn=die_with_parent,  # noqa: PLW1509 — its first act
            stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def _kill(self, name: str) -> None:
        self._killed += 1
        if name == "mail":
            self._box.kill()
            self._box.start()
        elif name in self._running:
            self._running[name].kill()
            self._running[name].wait()

    @contextmanager
    def _store(self) -> Iterator[Requests]:
        store = Requests(Base(self._url, Seal(self._key)))
        yield store
        store.base.close()

    def _wait_until_sent(self, store: Requests) -> None:
        until = time.monotonic() + _PATIENCE
        while store.counts().waiting_letters:
            assert time.monotonic() < until
            time.sleep(0.3)

    def _references(self) -> Mapping[str, str]:
        lines = self._confirmed.read_text().splitlines() if self._confirmed.exists() else []
        return dict(line.split() for line in lines if len(line.split()) == 2)

    def _outcome(self, store: Requests) -> Outcome:
        confirmed = self._references()
        messages = self._box.messages()
        ids = Counter(str(each["Message-ID"]).strip() for each in messages)
        texts: dict[str, list[str]] = {}
        for each in messages:
            part = each.get_body(("plain",))
            if each["To"] in ("region@agence.exemple.fr", "blois@agence.exemple.fr") and part is not None:
                reference = str(each["Subject"]).partition("]")[0].strip("[")
                texts.setdefault(reference, []).append(str(part.get_content()))
        known = set(store.references())
        cases = {reference: store.read(reference) for reference in confirmed.values() if reference in known}
        expected = {each.message_id for case in cases.values() for each in case.deliveries}
        requests_sent = {
            reference
            for reference, case in cases.items()
            if any(each.letter is Letter.REQUEST and each.sending is Sending.SENT for each in case.deliveries)
        }
        return Outcome(
            confirmed=len(confirmed),
            killed=self._killed,
            letters=len(ids),
            twice=sum(count - 1 for count in ids.values()),
            vanished=[each for each in confirmed.values() if each not in known],
            undelivered=[each for each in confirmed.values() if each not in texts or each not in requests_sent],
            without_text=[
                reference
                for number, reference in confirmed.items()
                if not all(f"Texte de la demande {number}." in text for text in texts.get(reference, []))
            ],
            other_message_ids=sorted(set(ids) - expected) if len(cases) == len(known) else [],
        )


if __name__ == "__main__":
    _talks = sys.argv[2:] == ["conversation"]
    with tempfile.TemporaryDirectory() as _folder:
        _base = sys.argv[2] if len(sys.argv) > 2 and not _talks else f"sqlite:///{_folder}/handover.sqlite"
        _storm, _started = Storm(Path(_folder), _base, int(sys.argv[1]), by_conversation=_talks), time.monotonic()
        print(_storm.run(), f"{time.monotonic() - _started:.0f} s")
