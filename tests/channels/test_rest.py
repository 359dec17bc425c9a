"""The REST channel, on a real socket."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from rasa.core.channels import channel as rasa_channels
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.channels import sentences
from bot.channels.rest import RestChannel
from bot.writing.blocks import RENDERS_BLOCKS, REPLY, Facts, Message, Notes, Sentence
from bot.writing.reply_topics import ReplyTopic
from tests.channels.serving import serve_app

FIGURES = Message(
    facts=Facts(topic=ReplyTopic.FIGURES, year=2025),
    blocks=(Sentence(text="En 2025, 28 projets."), Notes(texts=("Une note.",))),
)
WEBHOOK = "/webhooks/rest/webhook"
_names = (f"rest-test-{number}" for number in itertools.count())


class EchoAgent:
    """Answers with what it got, so that tests see what reached the assistant."""

    def __init__(self) -> None:
        self.received: list[UserMessage] = []

    def is_ready(self) -> bool:
        return True

    async def handle_message(self, message: UserMessage) -> None:
        self.received.append(message)
        out, sender = message.output_channel, message.sender_id
        await out.send_response(sender, {"text": message.text, "buttons": [{"title": "Oui"}]})
        await out.send_response(sender, {"custom": {REPLY: FIGURES.as_json()}})


def serve(agent: Any, talk: Callable[[httpx.AsyncClient], Awaitable[None]], host: str = "127.0.0.1") -> None:
    """Serve the channel as Rasa does, talk to it, and stop."""
    app = Sanic(next(_names), configure_logging=False)
    rasa_channels.register([RestChannel.from_credentials(None)], app, route="/webhooks/")
    app.ctx = SimpleNamespace(agent=agent)
    serve_app(app, talk, host)


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BEMO_REST_TOKEN", raising=False)


def test_same_shapes_as_rasas_own_channel() -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        answer = await client.post(WEBHOOK, json={"sender": "moi", "message": "Bonjour"})
        assert answer.status_code == 200
        assert answer.json() == [
            {"recipient_id": "moi", "text": "Bonjour", "buttons": [{"title": "Oui", "payload": "Oui"}]},
            {"recipient_id": "moi", "text": "En 2025, 28 projets."},
            {"recipient_id": "moi", "text": "Une note."},
            {"recipient_id": "moi", "custom": {REPLY: FIGURES.as_json()}},
        ]
        streamed = await client.post(WEBHOOK, params={"stream": "true"}, json={"message": "Bonjour"})
        assert len(streamed.text.splitlines()) == 4
        assert (await client.get("/webhooks/rest/")).json() == {"status": "ok"}

    serve(EchoAgent(), talk)


def test_the_caller_chooses_neither_channel_nor_metadata_nor_another_channels_conversation() -> None:
    agent = EchoAgent()

    async def talk(client: httpx.AsyncClient) -> None:
        body = {
            "sender": "12345",
            "message": "/restart",
            "input_channel": "telegram",
            "metadata": {"is_external": True},
        }
        assert (await client.post(WEBHOOK, json=body)).json()[0]["text"] == "restart"

    serve(agent, talk)
    message = agent.received[0]
    assert message.input_channel == "rest"
    assert message.metadata == {RENDERS_BLOCKS: True}
    assert message.sender_id == "rest-12345"


def test_without_a_sender_each_request_is_a_conversation_of_its_own() -> None:
    agent = EchoAgent()

    async def talk(client: httpx.AsyncClient) -> None:
        for _ in range(2):
            recipient = (await client.post(WEBHOOK, json={"message": "Bonjour"})).json()[0]["recipient_id"]
            assert len(recipient) == 32

    serve(agent, talk)
    assert agent.received[0].sender_id != agent.received[1].sender_id


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"", 400, sentences.NOT_JSON),
        (b"{", 400, sentences.NOT_JSON),
        (b"[]", 400, sentences.NOT_JSON),
        (b"\xff\xfe", 400, sentences.NOT_JSON),
        (b'{"sender": 3, "message": "a"}', 400, sentences.BAD_SENDER),
        (b'{"sender": "", "message": "a"}', 400, sentences.BAD_SENDER),
        (b'{"sender": "a/b", "message": "a"}', 400, sentences.BAD_SENDER),
        (b'{"sender": "' + b"a" * 65 + b'", "message": "a"}', 400, sentences.BAD_SENDER),
        (b'{"sender": "a\\n", "message": "a"}', 400, sentences.BAD_SENDER),
        (b'{"message": ["a"]}', 400, sentences.BAD_MESSAGE),
        (b'{"message": "' + b"a" * 70_000 + b'"}', 413, sentences.TOO_LARGE),
    ],
    ids=range(11),
)
def test_unreadable_requests_get_a_french_error(body: bytes, status: int, error: str) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        answer = await client.post(WEBHOOK, content=body)
        assert (answer.status_code, answer.json()) == (status, {"error": error})

    serve(EchoAgent(), talk)


def test_an_empty_message_is_answered() -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        for body in ({}, {"message": None}, {"message": "  "}):
            assert (await client.post(WEBHOOK, json=body)).json()[0]["text"] == sentences.EMPTY

    serve(EchoAgent(), talk)


def test_beyond_loopback_the_routes_do_not_exist() -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        assert (await client.post(WEBHOOK, json={"message": "Bonjour"})).status_code == 404
        assert (await client.get("/webhooks/rest/")).status_code == 404

    serve(EchoAgent(), talk, host="0.0.0.0")


FORWARDED = (
    {"X-Forwarded-For": "203.0.113.7"},
    {"X-Forwarded-Proto": "https"},
    {"Forwarded": "for=203.0.113.7"},
    {"X-Real-IP": "203.0.113.7"},
    {"Via": "1.1 vegur"},
    {"Host": "bemo.example"},
    {"Host": "127.0.0.1.bemo.example:5005"},
    {"Host": "127.0.0.1@bemo.example"},
    {"Host": "[::1].bemo.example"},
    {"Host": ""},
)
FROM_PAGES = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1.evil.example"},
    {"Origin": "file://localhost"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)


@pytest.mark.parametrize("headers", [*FORWARDED, *FROM_PAGES], ids=str)
def test_through_a_proxy_or_a_browser_the_routes_do_not_exist_without_a_token(headers: dict[str, str]) -> None:
    agent = EchoAgent()

    async def talk(client: httpx.AsyncClient) -> None:
        # text/plain: what a browser lets any page send without asking first
        plain = {"Content-Type": "text/plain", **headers}
        refused = await client.post(WEBHOOK, content=b'{"message": "Bonjour"}', headers=plain)
        assert (refused.status_code, refused.json()) == (404, {"error": sentences.NOT_FOUND})
        assert (await client.get("/webhooks/rest/", headers=headers)).status_code == 404

    serve(agent, talk)
    assert not agent.received


def test_what_nginx_forwards_when_its_settings_say_nothing_is_refused() -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        port = client.base_url.port
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET /webhooks/rest/ HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        assert b" 404 " in await reader.readline()
        writer.close()

    serve(EchoAgent(), talk)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "localhost"},
        {"Host": "LOCALHOST:5005"},
        {"Host": "127.0.0.2:5005"},
        {"Host": "[::1]:5005"},
        {"Origin": "http://localhost:3000"},
        {"Origin": "https://[::1]"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:5005"},
    ],
    ids=str,
)
def test_the_programs_of_this_machine_are_served(headers: dict[str, str]) -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        assert (await client.post(WEBHOOK, json={"message": "Bonjour"}, headers=headers)).status_code == 200

    serve(EchoAgent(), talk)


def test_a_token_opens_the_routes_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEMO_REST_TOKEN", "secret")

    async def talk(client: httpx.AsyncClient) -> None:
        headers = {"Authorization": "Bearer secret", "X-Forwarded-For": "203.0.113.7", "Host": "bemo.example"}
        assert (await client.post(WEBHOOK, json={"message": "Bonjour"}, headers=headers)).status_code == 200

    serve(EchoAgent(), talk)


def authorisation(value: str) -> dict[bytes, bytes]:
    return {b"Authorization": value.encode()} if value else {}


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_token_opens_the_routes_and_is_asked_for_everywhere(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEMO_REST_TOKEN", "clé-secrète")

    async def talk(client: httpx.AsyncClient) -> None:
        for given in ("", "Bearer autre", "clé-secrète"):
            refused = await client.post(WEBHOOK, json={"message": "Bonjour"}, headers=authorisation(given))
            assert (refused.status_code, refused.json()) == (401, {"error": sentences.UNAUTHORISED})
        unreadable = await client.post(WEBHOOK, json={"message": "Bonjour"}, headers={b"Authorization": b"Bearer \xff"})
        assert unreadable.status_code == 401
        right = authorisation("Bearer clé-secrète")
        assert (await client.post(WEBHOOK, json={"message": "Bonjour"}, headers=right)).status_code == 200

    serve(EchoAgent(), talk, host=host)


def test_without_a_model_the_health_route_says_so() -> None:
    async def talk(client: httpx.AsyncClient) -> None:
        assert (await client.get("/webhooks/rest/")).status_code == 503
        assert (await client.post(WEBHOOK, json={"message": "Bonjour"})).json()[0]["text"] == sentences.NOT_READY

    serve(None, talk)
