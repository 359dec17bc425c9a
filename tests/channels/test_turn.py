"""A turn: what people type is never a command, and they always read a French reply."""

import asyncio
import logging

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.training_data.message import Message

from bot.channels import sentences, turn
from bot.writing import blocks
from bot.writing.blocks import RENDERS_BLOCKS


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Quels métiers recrutent à Tours ?", "Quels métiers recrutent à Tours ?"),
        ("/restart", "restart"),
        ('/contact{"nom": "<img onerror=…>"}', 'contact{"nom": "<img onerror=…>"}'),
        ("/contact@0.3{}", "contact@0.3{}"),
        (" \t// / \u00a0/saluer", "saluer"),
        ("\u2028/saluer", "saluer"),
        ("\x1f/saluer", "saluer"),
        ("\x00/saluer", "saluer"),
        ("ouvert 24/7 ?", "ouvert 24/7 ?"),
        ("EXTERNAL: saluer", "EXTERNAL: saluer"),
        ("salut \ud800toi", "salut toi"),
        ("///", ""),
        ("", ""),
    ],
)
def test_text_is_kept_but_never_a_command(typed: str, read: str) -> None:
    plain = turn.neutralise(typed)

    assert plain == read
    message = Message({"text": plain})
    assert YAMLStoryReader.unpack_regex_message(message) is message, "Rasa took it for a command"


def play(text: str, *, fails: BaseException | None = None, says: str = "", ready: bool = True) -> list[blocks.Message]:
    async def handler(message: UserMessage) -> None:
        assert message.metadata == {RENDERS_BLOCKS: True}
        assert message.input_channel == "essai"
        if says:
            await message.output_channel.send_response(message.sender_id, {"text": says})
        if fails:
            raise fails

    return asyncio.run(turn.reply(handler, text, conversation="c", channel="essai", ready=ready))


def test_replies_are_passed_on() -> None:
    assert [message.sentence for message in play("bonjour", says="Bonjour !")] == ["Bonjour !"]


def test_an_empty_message_gets_an_example() -> None:
    assert play(" // ")[0].sentence == sentences.EMPTY


@pytest.mark.parametrize(
    ("typed", "read"), [("👍", "pouce en haut"), ("👎🏽 ", "pouce en bas"), ("👍 merci", "👍 merci")]
)
def test_a_thumb_is_read_as_an_opinion(typed: str, read: str) -> None:
    assert turn._worded(turn.neutralise(typed)) == read


@pytest.mark.parametrize(("typed", "sentence"), [("❤️", sentences.SYMBOLS), ("😂😂", sentences.SYMBOLS), ("?!", "")])
def test_symbols_are_answered_and_punctuation_is_not(typed: str, sentence: str) -> None:
    assert play(typed)[0].sentence == (sentence or sentences.EMPTY)


@pytest.mark.parametrize(
    "typed",
    [
        "j'ai envie d'en finir",
        "plus envie de vivre",
        "je veux mourir",
        "je n'arrive plus à vivre",
        "suicide",
        "parfois je me dis que tout le monde serait plus tranquille sans moi",
        "mes enfants seraient mieux sans moi",
        "j'ai envie de disparaitre",
        "je préférerais ne plus exister",
    ],
)
def test_distress_is_met_by_the_right_number(typed: str) -> None:
    assert "3114" in play(typed, says="Au revoir.")[0].sentence


@pytest.mark.parametrize(
    "typed",
    [
        "je veux en finir avec le chômage",
        "je n'arrive pas à vivre de mon métier",
        "quels métiers ont envie de recruter ?",
        "l'atelier tourne sans moi le lundi",
        "quels métiers vont disparaître à Tours ?",
    ],
)
def test_ordinary_words_are_not_distress(typed: str) -> None:
    assert play(typed, says="lu")[0].sentence == "lu"


def test_a_long_message_is_refused_without_calling_the_model() -> None:
    error = AssertionError("the model was called")

    assert play("a" * 4001, fails=error)[0].sentence == sentences.TOO_LONG
    assert play("a" * 4000, says="lu")[0].sentence == "lu"


def test_no_reply_means_that_the_figures_are_unavailable(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert play("combien ?")[0].sentence == sentences.UNAVAILABLE
    assert "its action failed" in caplog.text


def test_a_failed_turn_is_told_in_french_and_logged_without_the_text(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        messages = play("mon secret", fails=RuntimeError("boum"))

    reference = messages[0].sentence.split("référence ")[1].rstrip(")")
    assert len(messages) == 1
    assert "boum" not in messages[0].sentence
    assert reference in caplog.text
    assert "boum" in caplog.text
    assert "secret" not in caplog.text


def test_what_was_said_before_a_failure_is_kept() -> None:
    texts = [message.sentence for message in play("combien ?", says="Voici.", fails=RuntimeError())]

    assert texts[0] == "Voici."
    assert len(texts) == 2


def test_a_stuck_turn_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "TURN_TIMEOUT", 0.05)

    async def stuck(_: UserMessage) -> None:
        await asyncio.sleep(10)

    messages = asyncio.run(turn.reply(stuck, "combien ?", conversation="c", channel="essai"))

    assert [message.sentence for message in messages] == [sentences.UNAVAILABLE]


def test_without_a_model_people_are_asked_to_wait() -> None:
    assert play("bonjour", says="Bonjour !", ready=False)[0].sentence == sentences.NOT_READY
