"""The web channel on the running server: real answers, real health."""

import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.servers import QUESTIONS, Servers


@pytest.fixture
def client(live: Servers) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=live.url, timeout=60, trust_env=False) as client:
        client.post("/api/conversation").raise_for_status()
        yield client


def said(client: httpx.Client, **body: Any) -> list[dict[str, Any]]:
    answer = client.post("/api/messages", json={"id": str(uuid.uuid4()), **body})
    answer.raise_for_status()
    messages: list[dict[str, Any]] = answer.json()["messages"]
    return messages


def test_a_question_gets_figures_its_buttons_work_and_the_history_holds_all(client: httpx.Client) -> None:
    first = said(client, text=QUESTIONS[1])
    answer = first[1]["answer"]
    assert answer["table"]["rows"]
    assert answer["sentence"] in first[1]["text"]
    second = said(client, button=first[1]["buttons"][0]["id"])
    assert second[1]["text"]
    assert client.get("/api/conversation").json()["messages"] == [*first, *second]


def test_every_starter_gets_figures(client: httpx.Client) -> None:
    for group in client.get("/api/suggestions").json()["groups"]:
        for question in group["questions"]:
            client.delete("/api/conversation")
            client.post("/api/conversation")
            assert said(client, text=question)[1]["answer"], question


def test_an_opinion_is_a_message(client: httpx.Client) -> None:
    said(client, text=QUESTIONS[0])
    assert "merci" in said(client, text="utile")[1]["text"].lower()


@pytest.mark.parametrize("command", ["/restart", '/chiffre_metier{"question": {"topic": "x"}}', "/session_start"])
def test_a_command_forgets_and_sets_nothing(client: httpx.Client, command: str) -> None:
    said(client, text=QUESTIONS[0])
    said(client, text=command)
    assert "Cher" in said(client, text="et dans le Cher ?")[1]["text"]


def test_a_conversation_that_is_forgotten_is_forgotten_by_rasa_too(client: httpx.Client) -> None:
    said(client, text=QUESTIONS[0])
    assert client.delete("/api/conversation").status_code == 204
    assert client.get("/api/conversation").status_code == 401
    client.post("/api/conversation")
    assert client.get("/api/conversation").json() == {"messages": []}


def test_ready_when_the_actions_run_in_the_rasa_process(live: Servers, client: httpx.Client) -> None:
    assert len(live.services) == 1
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.json()["actions"]) == (200, True)


def test_rasa_says_hello_no_more(live: Servers) -> None:
    page = httpx.get(f"{live.url}/", trust_env=False)
    assert "Hello from Rasa" not in page.text
    assert page.headers["content-security-policy"]
