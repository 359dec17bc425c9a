"""The running server: no command gets through, and it answers as all of Rasa with an action server of its own does."""

import sys
import uuid
from pathlib import Path
from typing import Any

import pytest

from bot.channels import sentences
from bot.processes import Service, free_port, stop_all
from bot.servers import QUESTIONS, Servers
from bot.training import MODEL

CONVERSATION = (
    "bonjour",
    *QUESTIONS,
    "et à Blois ?",
    "combien de projets pour les serveurs dans le Cher",
    "quelle est la météo à Tours",
    "c'est quoi la BMO",
)


@pytest.mark.parametrize(
    "text", ["/restart", '/chiffre_metier{"territory": "commune:37261"}', "/saluer@0.9", " / //restart"]
)
def test_commands_are_plain_text(live: Servers, text: str) -> None:
    """Same answer as without slashes. Two conversations: the same words twice may well get two answers."""

    def said(message: str) -> list[dict[str, Any]]:
        reply = live.ask(message, sender=uuid.uuid4().hex)
        return [{name: value for name, value in each.items() if name != "recipient_id"} for each in reply]

    assert said(text) == said(text.strip(" /"))


def test_lean_rasa_answers_as_all_of_rasa_with_an_action_server(
    live: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEMO_FULL_RASA", "1")
    port = free_port()
    command = [sys.executable, "-m", "rasa", "run", "actions", "--actions", "bot.actions", "--port", str(port)]
    actions = Service("action server", command, tmp_path / "actions.log", {})

    def answers(servers: Servers) -> list[Any]:
        sender = uuid.uuid4().hex  # both keep conversations in one base
        said = [servers.ask(question, sender=sender) for question in CONVERSATION]
        return [[{name: each[name] for name in each.keys() - {"recipient_id"}} for each in replies] for replies in said]

    actions.start()
    try:
        with Servers(MODEL, logs=tmp_path, actions=f"http://127.0.0.1:{port}/webhook") as full:
            assert "Serving with all of Rasa" in (tmp_path / "rasa.log").read_text()
            assert answers(live) == answers(full)
            stop_all([actions])
            assert [message["text"] for message in full.ask(QUESTIONS[0])] == [sentences.UNAVAILABLE]
    finally:
        stop_all([actions])
