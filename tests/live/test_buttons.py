"""A button is played as the act it carries: no word of it is read, and it says what its sentence says."""

import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.servers import Servers

ASKED = (
    "combien de projets pour les soudeurs à Vierzon ?",
    "quels métiers recrutent dans le Loiret ?",
    "chiffres clés du bassin de Tours",
    "évolution dans le Loiret depuis 2022",
    "quel salaire pour un maçon ?",
    "combien de demandeurs d'emploi à Tours ?",
    "quels métiers recrutent à Montigny ?",
)


def said(client: httpx.Client, **body: Any) -> list[dict[str, Any]]:
    answer = client.post("/api/messages", json={"id": str(uuid.uuid4()), **body}).raise_for_status()
    messages: list[dict[str, Any]] = answer.json()["messages"]
    return messages


@pytest.fixture
def visitor(live: Servers) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=live.url, timeout=120, trust_env=False) as client:
        token = client.post("/api/conversation").raise_for_status().json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


@pytest.mark.parametrize("question", ASKED)
def test_a_click_says_what_the_sentence_of_the_button_says(live: Servers, visitor: httpx.Client, question: str) -> None:
    """Through REST the sentence is sent back and read; on the page the act is played."""
    sender = uuid.uuid4().hex
    shown = live.ask(question, sender=sender)
    sentences = {each["title"]: each["payload"] for message in shown for each in message.get("buttons") or ()}
    buttons = [each for message in said(visitor, text=question) for each in message["buttons"]]
    assert [each["title"] for each in buttons] == list(sentences)
    for button in buttons:
        played = said(visitor, button=button["id"])
        other = uuid.uuid4().hex
        live.ask(question, sender=other)
        texts = [each["text"] for each in live.ask(sentences[button["title"]], sender=other) if "text" in each]
        read = "\n\n".join(texts)
        assert played[0]["text"] == button["title"]
        assert played[1]["text"].splitlines()[0] == read.splitlines()[0], button["title"]
