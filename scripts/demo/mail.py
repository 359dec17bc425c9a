"""``make demo-mail``: a request left in a conversation, mailed, answered and followed, on this machine alone.

The server refuses the first letter for a moment, as many do with those they do not know (greylisting). All of it is
under ``var/demo-mail``, made anew each time: nothing leaves the machine.
"""

from __future__ import annotations

import email
import os
import re
import shutil
import sys
import time
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import httpx
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.handover.delivery import worker
from bot.handover.store import requests
from bot.processes import free_port
from bot.servers import Servers, StartError
from bot.training import build_knowledge, ensure_model
from knowledge.paths import VAR

FOLDER = VAR / "demo-mail"
_CORRESPONDENT, _REQUESTER = "correspondant@agence.exemple.fr", "camille.fictive@exemple.fr"
_CONTACTS = f"""- id: correspondant-regional
  label: le correspondant régional
  email: {_CORRESPONDENT}
  delay: 2
"""
_FIRST = ("est-ce dur de trouver des couvreurs à Vendôme ?", "je veux parler à quelqu'un")
_ASKED = {
    "Qui êtes-vous": f"je suis employeur, Camille Fictive, {_REQUESTER}",
    "entreprise": "Toitures Fictives",
    "commune": "Vendôme",
    "message": "Nous cherchons deux couvreurs pour le printemps : que pouvez-vous faire pour nous ?",
}
"""What is said to each question of Bémo, by a word of it; « oui » to the summary."""
_YES = "oui"
_SHOWN = 3  # lines of an answer
_MOST_TURNS = 8
_REFERENCE = re.compile(r"DEM-\d{4}-\w{4}-\w{4}")
_ANSWER = (
    "Bonjour,\n\nTrois couvreurs inscrits près de Vendôme cherchent un poste : je vous appelle demain.\n\n"
    "Le correspondant régional"
)
_PATIENCE = 60.0  # seconds for a letter
_started = time.monotonic()


class Sink:
    """What the mail server does: puts off the first letter, shows the others and keeps each in a file."""

    def __init__(self, folder: Path) -> None:
        """Choose where letters are kept."""
        folder.mkdir(parents=True)
        self._folder = folder
        self._is_first = True
        self.came: Queue[EmailMessage] = Queue()

    async def handle_RCPT(  # noqa: N802 — the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse the first letter for now."""
        if self._is_first:
            self._is_first = False
            _say(f"Le serveur de messagerie remet à plus tard un message à {address} (451).")
            return "451 4.7.1 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the letter."""
        content = bytes(envelope.original_content or b"")
        number = len(list(self._folder.iterdir())) + 1
        (self._folder / f"{number}.eml").write_bytes(content)
        self.came.put(email.message_from_bytes(content, policy=default))
        return "250 OK"


def main() -> int:
    """Play it all; return 0 once each letter came."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    sink = Sink(FOLDER / "messages")
    mail = Controller(sink, hostname="127.0.0.1", port=free_port())
    mail.start()
    (FOLDER / "contacts.yml").write_text(_CONTACTS, "utf-8")
    os.environ.update(_environment(mail.port))
    try:
        _say("La base et le modèle sont prêts, ou le deviennent (une minute la première fois)…")
        build_knowledge()
        model = ensure_model(lambda _: None)
        _say("Le serveur démarre…")
        with Servers(model, port=free_port(), logs=FOLDER / "log") as servers:
            return _played(servers.url, sink)
    except StartError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    finally:
        mail.stop()


def _environment(port: int) -> dict[str, str]:
    return {
        "HANDOVER_URL": f"sqlite:///{FOLDER / 'handover.sqlite'}",
        "HANDOVER_KEY_FILE": str(FOLDER / "handover.key"),
        "CONVERSATIONS_URL": f"sqlite:///{FOLDER / 'conversations.sqlite'}",
        "CONTACTS_FILE": str(FOLDER / "contacts.yml"),
        "MAIL_FROM": "bemo@assistant.exemple.fr",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(port),
        "SMTP_SECURITY": "none",
    }


def _played(url: str, sink: Sink) -> int:
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        token = client.post("/api/conversation").raise_for_status().json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        told = [_turn(client, text) for text in _FIRST][-1]
        for _ in range(_MOST_TURNS):
            if found := _REFERENCE.search(told):
                break
            told = _turn(client, next((said for cue, said in _ASKED.items() if cue in told), _YES))
        if found is None:
            print("La demande n'a pas été enregistrée.", file=sys.stderr)
            return 1
        reference = found.group()
        _say(f"{reference} est enregistrée. Le premier essai d'un message remis à plus tard attend 30 s : patience.")
        _letters(sink, 2)
        _say("Le correspondant répond, comme il le ferait sur /correspondant.")
        requests().take(reference, "démonstration")
        requests().answer(reference, "démonstration", _ANSWER)
        _letters(sink, 1)
        _turn(client, f"où en est ma demande {reference} ?")
    _say(f"C'est fini. Les messages : {FOLDER / 'messages'} ; la demande : « python -m bot contacts show », avec")
    print(f"        HANDOVER_URL=sqlite:///{FOLDER / 'handover.sqlite'} HANDOVER_KEY_FILE={FOLDER / 'handover.key'}")
    return 0


def _turn(client: httpx.Client, text: str) -> str:
    """Say something, show the beginning of what is answered, and return the whole of it."""
    _say(f"Vous  : {text}")
    answer: dict[str, Any] = client.post("/api/messages", json={"text": text}).raise_for_status().json()
    told = [str(message.get("text") or "") for message in answer["messages"]]
    lines = [line for each in told if each != text for line in each.splitlines() if line.strip()]
    shown = lines if len(lines) <= 2 * _SHOWN else [*lines[:_SHOWN], "…"]
    print("".join(f"        Bémo  : {line}\n" for line in shown), end="", flush=True)
    return "\n".join(lines)


def _letters(sink: Sink, count: int) -> None:
    """Show so many letters as they come. Raises StartError when they do not."""
    for _ in range(count):
        try:
            message = sink.came.get(timeout=_PATIENCE + worker.back_off(1))
        except Empty:
            raise StartError("a letter did not come; see the log of the server under var/demo-mail/log") from None
        _say(f"Message à {message['To']} : {message['Subject']}")
        part = message.get_body(("plain",))
        if part is not None:
            text = str(part.get_content())
            print("".join(f"        │ {line}\n" for line in text.splitlines()), end="", flush=True)


def _say(text: str) -> None:
    print(f"{time.monotonic() - _started:5.0f} s  {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
