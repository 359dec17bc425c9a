"""The running servers: no command gets through, an outage is told in French, and lean Rasa answers as all of Rasa."""

import uuid
from pathlib import Path
from typing import Any

import pytest

from bot.channels import sentences
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


def test_an_outage_of_the_action_server_is_told_in_french_and_ends(live: Servers) -> None:
    live.pause_actions()
    try:
        assert [message["text"] for message in live.ask(QUESTIONS[0])] == [sentences.UNAVAILABLE]
    finally:
        live.resume_actions()
    assert any("custom" in message for message in live.ask(QUESTIONS[0]))


def test_lean_rasa_answers_as_all_of_rasa(live: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEMO_FULL_RASA", "1")

    def answers(servers: Servers) -> list[Any]:
        return [servers.ask(question, sender="same") for question in CONVERSATION]

    with Servers(MODEL, logs=tmp_path) as full:
        assert "Serving with all of Rasa" in (tmp_path / "rasa.log").read_text()
        assert answers(live) == answers(full)
