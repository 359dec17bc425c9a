"""An assistant that answers at once, documents that are made of nothing, and the web channel served with them."""

import asyncio
import itertools
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from rasa import server as rasa_server
from rasa.core.channels import channel as rasa_channels
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import UserUttered
from sanic import Sanic

from bot.channels.conversation_base import IN_MEMORY
from bot.channels.conversations import Conversations
from bot.channels.web import WebChannel
from bot.settings import WebSettings
from bot.tracker_store import ConversationTrackers
from bot.writing.blocks import (
    REPLY,
    Cell,
    Chart,
    Choice,
    Choices,
    Column,
    Facts,
    File,
    Files,
    Link,
    Links,
    Message,
    Notes,
    Sentence,
    Source,
    Table,
    TableRow,
)
from bot.writing.reply_topics import ReplyTopic
from tests.channels.serving import Talk, serve_app

_names = (f"web-test-{number}" for number in itertools.count())

ACT = {"intent": "chiffre", "question": {"topic": "totals", "territories": ["commune:41018"]}}
FIGURES = Message(
    facts=Facts(topic=ReplyTopic.FIGURES, year=2025, territories=("bassin:2415",), asked=("commune:37261",)),
    blocks=(
        Sentence(text="En 2025, 28 projets."),
        Table(
            title="Projets de recrutement, Couvreurs, bassin d'emploi de Tours, 2025",
            columns=(Column(key="projects", label="Projets", kind="number"),),
            rows=(
                TableRow(
                    label="Couvreurs",
                    ref="fap2021:B1X34",
                    year=2025,
                    cells=(Cell(value=28, text="28", masked=1),),
                    text="• Couvreurs : 28",
                ),
            ),
        ),
        Chart(alt="Un graphique."),
        Notes(texts=("Une note.", "Au 3949.")),
        Source(text="Source : France Travail."),
        Links(links=(Link(text="3949", url="tel:3949"),)),
        Files(
            files=(
                File(format="csv", title="Tableau (CSV)", task="table.csv"),
                File(format="pdf", title="Diagnostic (PDF)", task="diagnostic.pdf", subject="bassin:2415"),
            )
        ),
        Choices(options=(Choice(title="Et à Blois ?", says="chiffre à Blois", act=ACT),)),
    ),
)


class Agent:
    """Answers with what it got and a button; a text that says « chiffre » gets figures."""

    def __init__(self) -> None:
        self.received: list[UserMessage] = []
        self.kept = Conversations(IN_MEMORY)
        self.trackers = ConversationTrackers(None, kept=self.kept)
        self.action_endpoint: Any = SimpleNamespace(url="http://127.0.0.1:9/webhook")
        self.delay = 0.0
        self.gate: asyncio.Event | None = None
        self.loaded = True

    def is_ready(self) -> bool:
        return self.loaded

    async def handle_message(self, message: UserMessage) -> None:
        self.received.append(message)
        await asyncio.sleep(self.delay)
        if self.gate:
            await self.gate.wait()
        out, sender = message.output_channel, message.sender_id
        if "chiffre" in message.text:
            await out.send_response(sender, {"custom": {REPLY: FIGURES.as_json()}})
        else:
            button = {"title": "Et à Blois ?", "payload": "chiffre à Blois"}
            await out.send_response(sender, {"text": message.text, "buttons": [button]})
        tracker = await self.trackers.get_or_create_tracker(sender)
        tracker.update(UserUttered(message.text, {"name": "chiffre"}, parse_data=message.parse_data))
        await self.trackers.save(tracker)


class NoRenderer:
    """Makes documents that say what they should be, and keeps them; none for the territory 9999."""

    def __init__(self) -> None:
        self.closed = False
        self.made: list[tuple[str, Any]] = []

    def has(self, name: str, subject: Any) -> bool:
        return (name, subject) in self.made

    async def render(self, name: str, subject: Any) -> bytes | None:
        if str(subject).endswith("9999"):
            return None
        self.made.append((name, subject))
        return f"{name} {subject if isinstance(subject, str) else subject['table']['title']}".encode()

    def close(self) -> None:
        self.closed = True


def served(agent: Any, talk: Talk, *, static: Path, host: str = "127.0.0.1", **settings: Any) -> None:
    """Serve the channel in an app like Rasa's, with its « Hello » and its CORS, and talk to it."""
    app = Sanic(next(_names), configure_logging=False)
    rasa_server.add_root_route(app)
    rasa_server.configure_cors(app, None)
    kept = agent.kept if agent else Conversations(IN_MEMORY)
    rasa_channels.register([WebChannel(WebSettings.of(settings), static, kept)], app, route="/webhooks/")
    app.ctx.agent = agent
    serve_app(app, talk, host)


async def opened(client: httpx.AsyncClient) -> dict[str, str]:
    """Open a conversation and return the header that comes back to it; the cookie is dropped."""
    answer = await client.post("/api/conversation")
    assert answer.status_code == 201
    client.cookies.clear()
    return {"Authorization": f"Bearer {answer.json()['token']}"}


async def said(client: httpx.AsyncClient, who: dict[str, str], **body: Any) -> list[dict[str, Any]]:
    """Send a message and return the messages it brings."""
    answer = await client.post("/api/messages", json=body, headers=who)
    assert answer.status_code == 200, answer.text
    messages: list[dict[str, Any]] = answer.json()["messages"]
    return messages


def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put stand-ins in the place of the files and the processes that make them."""
    exports = SimpleNamespace(file_name=lambda _title, extension: f"bémo « 2025 ».{extension}")
    monkeypatch.setitem(sys.modules, "bot.exports", exports)
    monkeypatch.setattr("bot.channels.web.routes.Renderer", NoRenderer)
