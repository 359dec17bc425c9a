"""What answers each kind of update: real updates, a handler that answers at once, files made of nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram import files, sentences
from bot.channels.telegram.commands import MENU
from bot.channels.telegram.outgoing import File, NoResult, Outgoing, Photo, Pressed, Share, Text, WithoutKeys
from bot.rendering.renderer import RenderError
from bot.writing.french import typeset
from tests.channels.telegram.engine import BOT_ID, BOT_NAME, PERSON, Person
from tests.channels.telegram.seen import seen_of
from tests.channels.web.stand_ins import ACT, Agent, NoRenderer

BLOIS = {"latitude": 47.586, "longitude": 1.335}


class World:
    """One server and its people."""

    def __init__(self) -> None:
        self.agent = Agent()
        self.renderer: Any = NoRenderer()

    def person(self, **where: Any) -> Person:
        return Person(self.agent.handle_message, self.agent.kept, renderer=self.renderer, **where)

    @property
    def heard(self) -> list[str]:
        return [message.text for message in self.agent.received]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    for name in ("TELEGRAM_URL", "HANDOVER_URL"):
        monkeypatch.setenv(name, f"sqlite:///{tmp_path / name}.sqlite")
    monkeypatch.setenv("HANDOVER_MAILS", str(tmp_path / "outbox"))
    monkeypatch.setenv("HANDOVER_KEY_FILE", str(tmp_path / "handover.key"))
    made = World()
    yield made
    made.agent.kept.close()


def run(talk: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(talk())


def said(found: list[Outgoing]) -> str:
    return seen_of(found)


def test_a_message_is_played_and_answered_with_its_picture_its_table_and_its_buttons(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        photo, text = await person.says("un chiffre")
        assert isinstance(photo, Photo)
        assert photo.content.startswith(b"chart.phone.png Projets de recrutement")
        assert photo.caption_html.startswith("En 2025, 28 projets.")
        assert isinstance(text, Text)
        assert [[key.title for key in row] for row in text.keys] == [
            ["Et à Blois ?"],
            ["CSV et Excel", "Diagnostic PDF"],
        ]
        message = world.agent.received[0]
        assert (message.input_channel, message.sender_id) == ("telegram", person.sender)
        assert "42" not in person.sender.removeprefix("telegram-")[:4]

    run(talk)


def test_an_update_answered_twice_brings_the_same_and_is_played_once(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        update = {"update_id": 9, "message": person.message("un chiffre")}
        first = await person.replay(update)
        assert await person.replay(update) == first
        assert len(world.heard) == 1

    run(talk)


def test_the_words_of_a_person_are_never_kept_as_they_are(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        await person.says("un secret chiffre")
        assert b"secret" not in await world.agent.kept.history(person.sender)

    run(talk)


def test_a_button_is_answered_at_once_taken_away_and_played_as_its_act(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        await person.says("un chiffre")
        markup = [[{"text": key.title, "callback_data": key.data}] for key in person.keys]
        shown = {"message_id": 7, "date": 1, "chat": person.chat, "reply_markup": {"inline_keyboard": markup}}
        query = {"id": "q", "from": PERSON, "chat_instance": "c", "data": person.keys[0].data, "message": shown}
        stays = tuple((key,) for key in person.keys[1:])
        pressed, without, *answer = await person.send("callback_query", **query)
        assert pressed == Pressed("q")
        assert without == WithoutKeys(7, stays)
        assert said(answer).startswith("En 2025, 28 projets.")
        assert world.agent.received[-1].parse_data["act"] == ACT
        again = await person.send("callback_query", **query)
        assert again == [Pressed("q", typeset(sentences.ALREADY))]
        assert len(world.heard) == 2

    run(talk)


def test_a_press_whose_answer_was_cut_is_told_again(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        await person.says("un chiffre")
        shown = {"message_id": 7, "date": 1, "chat": person.chat}
        query = {"id": "q", "from": PERSON, "chat_instance": "c", "data": person.keys[0].data, "message": shown}
        first = await person.replay({"update_id": 50, "callback_query": query})
        assert await person.replay({"update_id": 50, "callback_query": query}) == first
        assert len(world.heard) == 2

    run(talk)


@pytest.mark.parametrize("data", ["1.0123", "x", "1." + "a" * 62, "💥", "/effacer", "1.a' OR 1=1"])
def test_a_button_that_is_not_known_is_politely_expired(world: World, data: str) -> None:
    async def talk() -> None:
        person = world.person()
        await person.says("un chiffre")
        found = await person.press(data, message=8)
        assert found == [Pressed("q1", typeset(sentences.EXPIRED)), WithoutKeys(8)]
        assert len(world.heard) == 1

    run(talk)


def test_a_button_of_another_chat_does_nothing(world: World) -> None:
    async def talk() -> None:
        one, other = world.person(), world.person(chat=43)
        await one.says("un chiffre")
        assert await other.press(one.keys[0].data) == [Pressed("q1", typeset(sentences.EXPIRED)), WithoutKeys(500)]

    run(talk)


def test_the_buttons_of_files_send_them_and_stay(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        await person.says("un chiffre")
        pressed, csv, xlsx = await person.presses("CSV")
        assert pressed == Pressed("q1")
        assert isinstance(csv, File)
        assert isinstance(xlsx, File)
        assert (csv.name, csv.caption_html) == (
            "bemo-projets-de-recrutement-couvreurs-tours-2025.csv",
            "<i>Source : France Travail.</i>",
        )
        assert xlsx.name.endswith(".xlsx")
        _, pdf = await person.presses("Diagnostic")
        assert pdf == File(
            b"diagnostic.pdf bassin:2415", "bemo-diagnostic-tours.pdf", "<i>Diagnostic du bassin d'emploi de Tours.</i>"
        )
        assert await person.presses("CSV") == [pressed, csv, xlsx]

    run(talk)


@pytest.mark.parametrize("error", [None, "slow"])
def test_a_picture_that_fails_or_is_late_costs_no_one_the_answer(
    world: World, error: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PICTURE_SECONDS", 0.05)

    async def render(*_: Any) -> bytes:
        if error:
            await asyncio.Event().wait()
        raise RenderError

    async def talk() -> None:
        world.renderer.render = render
        first, second = await world.person().says("un chiffre")
        assert first == Text("En 2025, 28 projets.")
        assert isinstance(second, Text)
        assert "Source : France Travail." in second.html

    run(talk)


# Commands


def test_the_menu_is_as_telegram_takes_it_and_each_command_answers(world: World) -> None:
    async def talk() -> None:
        for name, what in MENU:
            assert name.isascii()
            assert name.islower()
            assert 3 <= len(what) <= 256
            assert said(await world.person(chat=len(name) + ord(name[0])).says(f"/{name}"))

    run(talk)


def test_start_greets_with_three_kinds_of_people(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        (text,) = await person.says("/start")
        assert "Bémo" in said([text])
        assert [key.title for key in person.keys] == list(sentences.ROLES)
        await person.presses("recrute")
        assert world.heard == ["Je recrute"]

    run(talk)


@pytest.mark.parametrize(
    ("link", "shown", "heard"),
    [
        ("commune-41018", "Votre territoire est désormais Blois", ["chiffres clés à Blois"]),
        (
            "bassin-2415",
            "Votre territoire est désormais le bassin d'emploi de Tours",
            ["chiffres clés dans le bassin d'emploi de Tours"],
        ),
        ("recruter", "Je recrute", ["Je recrute"]),
        ("n-importe_quoi", "Bonjour, je suis Bémo", []),
        ("A" * 64, "Bonjour, je suis Bémo", []),
    ],
)
def test_a_link_may_say_for_whom_or_for_which_place(world: World, link: str, shown: str, heard: list[str]) -> None:
    async def talk() -> None:
        assert shown in said(await world.person().says(f"/start {link}")).replace("\u00a0", " ")
        assert world.heard == heard

    run(talk)


def test_a_territory_is_asked_then_kept(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        _, asked = await person.says("/territoire")
        assert isinstance(asked, Text)
        assert asked.share == (Share(sentences.SHARE_POSITION, "position"),)
        assert "Votre territoire est désormais Blois (Loir-et-Cher," in said(await person.says("Blois"))
        assert world.heard == ["chiffres clés à Blois"]
        asked_of = world.agent.received[-1].parse_data["act"]["question"]
        assert asked_of["territories"] == ["commune:41018"]
        dialogue = await world.agent.kept.dialogue(person.sender)
        assert dialogue is not None

    run(talk)


def test_a_territory_of_several_is_chosen(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        await person.says("/territoire Montigny")
        assert len(person.keys) >= 2
        assert "Votre territoire est désormais Montigny (Loiret," in said(await person.presses("Loiret"))

    run(talk)


def test_a_question_asked_instead_is_answered(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        await person.says("/territoire")
        await person.says("merci quand même")
        assert world.heard == ["merci quand même"]
        await person.says("Blois")
        assert world.heard[-1] == "Blois", "the command waits for the next message only"

    run(talk)


def test_a_territory_outlives_the_conversation_and_not_its_erasure(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        await person.says("/territoire Blois")
        await world.agent.kept.forget(person.sender)
        await person.says("un chiffre")
        dialogue = await world.agent.kept.dialogue(person.sender)
        assert dialogue is not None
        assert "Votre territoire" in said(await person.says("/start"))
        assert "C'est fait" in said(await person.says("/effacer"))
        assert "Votre territoire" not in said(await person.says("/start"))

    run(talk)


def test_a_shared_position_gives_its_commune_and_is_not_kept(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        found = said(await person.send(**person.message(location=BLOIS)))
        assert "Commune la plus proche" in found
        assert "Blois (Loir-et-Cher, bassin d'emploi de Blois)" in found.replace("\u00a0", " ")
        kept = await world.agent.kept.history(person.sender)
        assert b"47.5" not in kept
        assert b"latitude" not in kept

    run(talk)


def test_a_position_far_from_any_commune_is_said_to_be(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        found = await person.send(**person.message(location={"latitude": 0.0, "longitude": -30.0}))
        assert said(found) == typeset(sentences.NOWHERE)

    run(talk)


def test_a_diagnostic_is_asked_of_which_place_the_persons_own_first(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        await person.says("/territoire Blois")
        await person.says("/diagnostic")
        assert [key.title for key in person.keys] == ["Diagnostic de Blois", "Diagnostic du Centre-Val de Loire"]
        await person.says("Vendôme")
        assert world.agent.received[-1].parse_data["intent"]["name"] == "diagnostic"
        assert world.agent.received[-1].parse_data["act"]["question"]["territories"] == ["commune:41269"]
        await person.says("/diagnostic Loiret")
        assert world.agent.received[-1].parse_data["act"]["question"]["territories"] == ["departement:45"]

    run(talk)


def test_the_files_of_the_last_answer_are_sent(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        await person.says("/exporter")
        assert world.heard == ["exporter"], "there is none yet"
        await person.says("un chiffre")
        await person.says("merci")
        text, *sent = await person.says("/exporter")
        assert "Projets de recrutement, Couvreurs" in said([text])
        assert [each.name.rpartition(".")[2] for each in sent if isinstance(each, File)] == ["csv"]
        _, *asked = await person.says("/exporter excel csv")
        assert [each.name.rpartition(".")[2] for each in asked if isinstance(each, File)] == ["xlsx", "csv"]
        await person.says("/exporter les données de Bourges")
        assert world.heard[-1] == "exporter les données de Bourges"

    run(talk)


def test_a_conversation_is_erased_at_once(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        await person.says("un chiffre")
        key = person.keys[0].data
        assert said(await person.says("/effacer")).startswith("C'est fait")
        history = await world.agent.kept.history(person.sender)
        assert b"28 projets" not in history
        assert (await person.press(key))[0] == Pressed("q1", typeset(sentences.EXPIRED))

    run(talk)


@pytest.mark.parametrize(
    "text", ["/restart", '/inform{"role": "elu"}', "/x" * 5, "/<b>x</b>", "/é", "/ bonjour", "//start", "/START"]
)
def test_what_looks_like_a_command_is_none_of_rasa(world: World, text: str) -> None:
    async def talk() -> None:
        assert said(await world.person().says(text))
        assert not any(each.startswith("/") for each in world.heard)

    run(talk)


# Other updates


FILE = {"file_id": "f", "file_unique_id": "u", "duration": 3, "width": 9, "height": 9, "length": 9}
STICKER = {**FILE, "is_animated": False, "is_video": False, "type": "regular"}


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        ({"sticker": STICKER}, sentences.STICKER),
        ({"voice": FILE}, sentences.VOICE),
        ({"audio": FILE}, sentences.VOICE),
        ({"photo": [FILE]}, sentences.PICTURE),
        ({"document": FILE}, sentences.DOCUMENT),
        ({"video": FILE}, sentences.VIDEO),
        ({"video_note": FILE}, sentences.VIDEO),
        ({"dice": {"emoji": "🎲", "value": 3}}, sentences.STICKER),
    ],
)
def test_what_is_not_read_gets_a_sentence(world: World, held: dict[str, Any], sentence: str) -> None:
    async def talk() -> None:
        person = world.person()
        assert said(await person.send(**person.message(**held))) == typeset(sentence)
        assert world.heard == []

    run(talk)


def test_the_words_beside_a_picture_are_read(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        photo = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]
        found = said(await person.send(**person.message(photo=photo, caption="un chiffre")))
        assert found.startswith(sentences.SEEN_WITHOUT["picture"])
        assert "28 projets" in found
        assert world.heard == ["un chiffre"]

    run(talk)


def test_a_forwarded_message_is_read_as_text(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Une élue"}
        await person.says("un chiffre", forward_origin=origin)
        assert world.heard == ["un chiffre"]

    run(talk)


def test_a_modified_message_is_answered_once_more_and_only_where_its_words_changed(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        message = person.message("bonjour")
        await person.send(**message)
        assert await person.send("edited_message", **message, edit_date=2) == []
        found = said(await person.send("edited_message", **{**message, "text": "un chiffre"}, edit_date=3))
        assert found.startswith(typeset(sentences.MODIFIED))
        assert "28 projets" in found
        assert world.heard == ["bonjour", "un chiffre"]
        moved = person.message(location=BLOIS)
        assert await person.send("edited_message", **moved, edit_date=4) == []

    run(talk)


def test_channels_bots_and_notices_get_silence(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        channel = {"id": -5, "type": "channel", "title": "Info"}
        assert await person.send("channel_post", message_id=1, date=1, chat=channel, text="un chiffre") == []
        assert await person.says("un chiffre", **{"from": {"id": 9, "is_bot": True, "first_name": "B"}}) == []
        assert await person.send(**person.message(new_chat_title="Autre titre")) == []
        assert await person.replay({"update_id": 99}) == []
        assert world.heard == []

    run(talk)


def test_an_inline_query_gets_no_result_and_a_way_to_ask(world: World) -> None:
    async def talk() -> None:
        query = {"id": "i1", "from": PERSON, "query": "quels métiers", "offset": ""}
        assert await world.person().send("inline_query", **query) == [NoResult("i1", sentences.INLINE)]

    run(talk)


def named(offset: int = 0, length: int = len(BOT_NAME) + 1) -> dict[str, Any]:
    return {"entities": [{"type": "mention", "offset": offset, "length": length}]}


def replying(**author: Any) -> dict[str, Any]:
    return {"reply_to_message": {"message_id": 3, "date": 1, "chat": {"id": -7, "type": "group"}, "from": author}}


ME = {"id": BOT_ID, "is_bot": True, "first_name": "Bémo"}


@pytest.mark.parametrize(
    ("text", "fields", "heard"),
    [
        ("un chiffre", {}, None),
        (f"@{BOT_NAME} un chiffre", named(), "un chiffre"),
        (f"😀 @{BOT_NAME.lower()}, un chiffre", named(3), "😀 un chiffre"),
        ("@AutreBot un chiffre", named(0, 9), None),
        ("et à Blois ?", replying(**ME), "et à Blois ?"),
        ("et à Blois ?", replying(**PERSON), None),
        (f"/offres@{BOT_NAME} maçon", {}, "offres d'emploi maçon"),
        ("/offres@AutreBot maçon", {}, None),
        ("/offres maçon", {}, "offres d'emploi maçon"),
        ("/sondage", {}, None),
    ],
)
@pytest.mark.parametrize("kind", ["group", "supergroup"])
def test_a_group_is_answered_only_when_it_speaks_to_the_bot(
    world: World, kind: str, text: str, fields: dict[str, Any], heard: str | None
) -> None:
    async def talk() -> None:
        person = world.person(chat=-7, kind=kind)
        message = person.message(text, **fields)
        found = await person.send(**message)
        assert world.heard == ([heard] if heard else [])
        assert bool(found) is bool(heard)
        texts = [each for each in found if isinstance(each, Text)]
        assert [each.reply_to for each in texts[:1]] == [message["message_id"]] * bool(heard)

    run(talk)


def test_a_group_is_told_how_to_speak_to_the_bot_and_never_asked_for_a_number(world: World) -> None:
    async def talk() -> None:
        person = world.person(chat=-7, kind="group")
        change = {"chat": person.chat, "from": PERSON, "date": 1}
        status = {
            "old_chat_member": {"user": ME, "status": "left"},
            "new_chat_member": {"user": ME, "status": "member"},
        }
        assert f"@{BOT_NAME}" in said(await person.send("my_chat_member", **change, **status))
        assert "en privé" in said(await person.says(f"/contact@{BOT_NAME}"))
        contact = {"phone_number": "+33612345678", "first_name": "Camille", "user_id": 42}
        assert await person.send(**person.message(contact=contact)) == []

    run(talk)


def test_the_contact_of_another_is_not_kept(world: World) -> None:
    async def talk() -> None:
        person = world.person()
        contact = {"phone_number": "+33612345678", "first_name": "Voisin", "user_id": 43}
        assert said(await person.send(**person.message(contact=contact))) == typeset(sentences.CONTACT_OF_ANOTHER)
        assert b"612345678" not in await world.agent.kept.history(person.sender)

    run(talk)
