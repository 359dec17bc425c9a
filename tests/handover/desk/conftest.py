"""A desk with two accounts and a request, served on a socket, and somebody in front of it who fills its forms."""

from __future__ import annotations

import itertools
import re
from collections.abc import Awaitable, Callable
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from rasa.core.channels import channel as rasa_channels
from sanic import Sanic
from sqlalchemy import insert

from bot.channels.conversation_base import IN_MEMORY
from bot.channels.conversations import Conversations
from bot.channels.web import WebChannel
from bot.handover.desk.accounts import fold
from bot.handover.desk.house import House, built
from bot.handover.desk.passwords import hashed
from bot.handover.desk.tables import account
from bot.handover.request import Request
from bot.handover.store import Requests
from bot.settings import WebSettings
from tests.channels.serving import serve_app
from tests.channels.web.stand_ins import stand_ins

NAME, PASSWORD = "Sophie Zzmartin", "cheval pile agrafe"
OTHER, OTHER_PASSWORD = "Karim Zzbel", "orage tasse pinceau"
_names = (f"desk-test-{number}" for number in itertools.count())


class Correspondent:
    """Somebody who opens pages of the desk and fills their forms, as a browser without script would."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.page = httpx.Response(200)

    async def get(self, path: str = "", **options: Any) -> str:
        """Open a page, follow where it leads, and return its text."""
        self.page = await self.client.get(f"/correspondant{path}", follow_redirects=True, **options)
        return self.page.text

    async def send(self, path: str, *, headers: dict[str, str] | None = None, **fields: Any) -> httpx.Response:
        """Send a form with the hidden fields of the page; nothing is followed."""
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', self.page.text))
        data = {**{name: unescape(value) for name, value in hidden.items()}, **fields}
        return await self.client.post(f"/correspondant{path}", data=data, headers=headers)

    async def come_in(self, name: str = NAME, password: str = PASSWORD, **options: Any) -> httpx.Response:
        """Come in by the entrance; the page that follows is opened."""
        await self.get("/connexion")
        answer = await self.send("/connexion", nom=name, mot_de_passe=password, **options)
        if answer.status_code == 303:
            await self.get(answer.headers["location"].removeprefix("/correspondant"))
        return answer

    async def act(self, reference: str, name: str, **fields: Any) -> httpx.Response:
        """Open a request, and send one of its forms."""
        await self.get(f"/demandes/{reference}")
        return await self.send(f"/demandes/{reference}/{name}", **fields)


Talk = Callable[[Correspondent], Awaitable[None]]


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_ins(monkeypatch)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A file: pages do not depend on the kind of base, which ``test_base`` tries both."""
    return f"sqlite:///{tmp_path / 'handover.sqlite'}"


@pytest.fixture(scope="session")
def hashes() -> dict[str, str]:
    """What is kept of the passwords of the two accounts, made once: each takes a fifth of a second."""
    return {NAME: hashed(PASSWORD), OTHER: hashed(OTHER_PASSWORD)}


@pytest.fixture
def house(store: Requests, hashes: dict[str, str]) -> House:
    """A desk with two accounts."""
    made = built(store)
    made.accounts.prepare()
    with store.base.writing() as connection:
        for name, kept in hashes.items():
            row = {"name": fold(name), "shown": name, "password": kept, "at": store.clock()}
            connection.execute(insert(account).values(row))
    return made


@pytest.fixture
def reference(house: House, left: Request) -> str:
    """The reference of a request that was left."""
    return house.requests.submit(left).reference


@pytest.fixture
def visited(store: Requests) -> Callable[..., None]:
    """Serve the desk and let somebody in front of it: ``visited(talk, proxies=1)``."""

    def serve(talk: Talk, **settings: Any) -> None:
        house = built(store)
        app = Sanic(next(_names), configure_logging=False)
        web = WebChannel(WebSettings.of(settings), kept=Conversations(IN_MEMORY), opened=lambda: house)
        rasa_channels.register([web], app, route="/webhooks/")

        async def session(client: httpx.AsyncClient) -> None:
            await talk(Correspondent(client))

        serve_app(app, session)

    return serve
