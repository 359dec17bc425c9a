"""What only the trained model shows of Telegram: a territory that serves later, a diagnostic asked in two messages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.conversations import Conversations
from bot.channels.telegram.exchange import read
from bot.channels.telegram.outgoing import File
from bot.channels.turn import Handler
from tests.channels.telegram.engine import Person, rasa_handler
from tests.channels.web.stand_ins import NoRenderer

pytestmark = pytest.mark.model


class Rasa:
    """Rasa in this process, and people who talk with it."""

    def __init__(self, folder: Path) -> None:
        self.kept = Conversations(f"sqlite:///{folder / 'conversations.sqlite'}")
        self.handler: Handler = rasa_handler(self.kept)
        self.chats = 0

    def person(self) -> Person:
        self.chats += 1
        renderer: Any = NoRenderer()
        return Person(self.handler, self.kept, chat=self.chats, renderer=renderer)


@pytest.fixture(scope="module")
def rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rasa]:
    made = Rasa(tmp_path_factory.mktemp("telegram"))
    yield made
    made.kept.close()


def test_a_territory_serves_in_the_conversations_to_come(rasa: Rasa) -> None:
    async def talk() -> None:
        person = rasa.person()
        await person.says("/territoire Vendôme")
        for text in ("quels métiers recrutent ?", "et chez nous, combien de projets ?"):
            await rasa.kept.forget(person.sender)
            await person.says(text)
            _, brought = read(await rasa.kept.last(person.sender))
            assert brought[-1].message.facts.territories == ("bassin:2417",), text

    asyncio.run(talk())


def test_a_position_then_a_question_without_a_place(rasa: Rasa) -> None:
    async def talk() -> None:
        person = rasa.person()
        await person.says("quels métiers recrutent à Tours ?")
        await person.send(**person.message(location={"latitude": 47.58, "longitude": 1.37}))
        await person.says("est-ce difficile de trouver des couvreurs ?")
        _, brought = read(await rasa.kept.last(person.sender))
        assert brought[-1].message.facts.territories == ("bassin:2416",)

    asyncio.run(talk())


def test_a_diagnostic_is_asked_of_a_place_then_sent(rasa: Rasa) -> None:
    async def talk() -> None:
        person = rasa.person()
        await person.says("/diagnostic")
        found = await person.says("Romorantin")
        assert [each.name for each in found if isinstance(each, File)] == ["bemo-diagnostic-romorantin.pdf"]
        await person.says("/diagnostic Montigny")
        found = await person.presses("Loiret")
        assert [each.name for each in found if isinstance(each, File)] == ["bemo-diagnostic-pithiviers.pdf"]

    asyncio.run(talk())


def test_files_asked_for_in_words_are_sent(rasa: Rasa) -> None:
    async def talk() -> None:
        person = rasa.person()
        await person.says("quels métiers recrutent à Vendôme ?")
        found = await person.says("exporte ça en excel")
        assert [each.name.rpartition(".")[2] for each in found if isinstance(each, File)] == ["xlsx"]
        found = await person.says("/exporter")
        assert [each.name.rpartition(".")[2] for each in found if isinstance(each, File)] == ["csv", "xlsx", "png"]

    asyncio.run(talk())
