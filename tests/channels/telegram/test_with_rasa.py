"""What only the trained model shows of Telegram: a territory that serves later, a diagnostic asked in two messages."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.telegram.exchange import read
from bot.channels.telegram.outgoing import File
from tests.channels.telegram.conftest import Rasa

pytestmark = pytest.mark.model


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
