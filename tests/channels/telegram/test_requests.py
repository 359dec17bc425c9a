"""A person is wanted, on Telegram: asked step by step, the notice first, and nothing personal kept with the chat."""

from __future__ import annotations

import asyncio

import pytest

from bot.answers.handover import NOTICE
from bot.channels.telegram import sentences
from bot.channels.telegram.outgoing import Share, Text
from bot.writing.french import typeset
from tests.channels.telegram.conftest import Rasa
from tests.channels.telegram.engine import BOT_NAME, Person
from tests.channels.telegram.seen import seen_of as said

pytestmark = pytest.mark.model

NAMED = {"entities": [{"type": "mention", "offset": 0, "length": len(BOT_NAME) + 1}]}
OWN = {"phone_number": "+33612345678", "first_name": "Camille", "last_name": "Martin", "user_id": 42}
SHARED = (Share(sentences.SHARE_CONTACT, "contact"),)


async def kept_of(rasa: Rasa, person: Person) -> bytes:
    return await rasa.kept.history(person.sender)


def test_a_request_is_left_step_by_step_with_the_notice_first_and_nothing_personal_is_kept(rasa: Rasa) -> None:
    async def talk() -> None:
        person = rasa.person()
        opened = said(await person.says("je veux parler à quelqu'un"))
        assert "correspondant" in opened
        assert typeset(NOTICE) in opened, "the notice comes first"
        await person.says("Recruter un soudeur à Vendôme")
        await person.presses("employeur")
        assert "entreprise" in said(await person.send(**person.message(contact=OWN)))
        summary = said(await person.says("Martin et fils"))
        while "J'accepte et j'envoie" not in [key.title for key in person.keys]:  # what may be passed over is
            summary = said(await person.says("non"))
        assert [each for each in ("Camille Martin", "Martin et fils", "06", "soudeur") if each not in summary] == []
        kept = (await kept_of(rasa, person)).decode()
        assert not [each for each in ("12\u202f34", "612345678", "12 34", "Camille", "Martin") if each in kept]
        assert not [each for each in rasa.heard if "Martin" in each or "612345678" in each]

    asyncio.run(talk())


def test_the_summary_is_shown_whole_kept_masked_and_told_whole_again(rasa: Rasa) -> None:
    async def talk() -> None:
        person = rasa.person()
        await person.says("/contact")
        await person.says("Recruter un soudeur")
        await person.presses("employeur")
        await person.says("Camille Martin, mairie de Vendôme, camille.martin@vendome.fr")
        await person.says("non")
        update = {"update_id": 900, "message": person.message("non")}
        found = await person.replay(update)
        assert "camille.martin@vendome.fr" in said(found)
        assert b"camille.martin" not in await kept_of(rasa, person)
        again = said(await person.replay(update))
        assert "camille.martin@vendome.fr" in again
        sent = said(await person.presses("J'accepte"))
        assert "DEM-" in sent
        assert not any("camille" in each.casefold() for each in rasa.heard)

    asyncio.run(talk())


def test_a_number_can_be_shared_where_it_is_asked_for(rasa: Rasa) -> None:
    async def talk() -> None:
        person = rasa.person()
        found = await person.says("/contact")
        assert [each.share for each in found if isinstance(each, Text) and each.share] == [SHARED]

    asyncio.run(talk())


def test_erasing_gives_up_the_request_that_was_being_written(rasa: Rasa) -> None:
    async def talk() -> None:
        person = rasa.person()
        await person.says("/contact")
        await person.says("Recruter un soudeur")
        await person.says("/effacer")
        found = said(await person.says("combien de projets à Blois ?"))
        assert "projets" in found
        assert "demande" not in found.replace("Demande", "")

    asyncio.run(talk())


def test_nothing_personal_is_asked_for_in_a_group(rasa: Rasa) -> None:
    async def talk() -> None:
        person = rasa.person(chat=-7, kind="group")
        found = said(await person.says(f"@{BOT_NAME} je veux parler à quelqu'un", **NAMED))
        assert found == typeset(sentences.CONTACT_IN_PRIVATE.format(name=BOT_NAME))
        after = said(await person.says(f"@{BOT_NAME} combien de projets à Blois ?", **NAMED))
        assert "projets" in after
        assert "demande" not in after

    asyncio.run(talk())
