"""Sending through python-telegram-bot to a Bot API that fails in all the ways it may."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

import pytest

from bot.channels.telegram import sending
from bot.channels.telegram.outgoing import File, Key, Outgoing, Photo, Pressed, Share, Text, WithoutKeys
from bot.channels.telegram.sending import TRIES, BlockedError, Sender, UndeliveredError
from tests.telegram.bot_api import REVOKED
from tests.telegram.telegram import SHOWN, TOKEN, Telegram, message, pressed

CHAT = 41
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


class Clock:
    """A clock that moves when one sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds


def through(telegram: Telegram, work: Callable[[Sender], Awaitable[None]], token: str = TOKEN) -> Clock:
    """Do some sending to a chat that wrote first; return the clock that paced it."""
    clock = Clock()
    telegram.says(message(CHAT, "bonjour"), message(-CHAT, "bonjour"))

    async def played() -> None:
        client = sending.bot(token, telegram.url)
        await client.request.initialize()
        try:
            await work(Sender(client, clock=clock, sleep=clock.sleep))
        finally:
            await client.request.shutdown()

    asyncio.run(played())
    return clock


def sends(*outgoings: Outgoing, chat: int = CHAT) -> Callable[[Sender], Awaitable[None]]:
    async def work(sender: Sender) -> None:
        for outgoing in outgoings:
            await sender.send(chat, outgoing)

    return work


def test_each_kind_is_sent_as_it_is(telegram: Telegram) -> None:
    keys = ((Key("À Tours", "a.1"), Key("À Blois", "a.2")), (Key("Autre", "a.3"),))
    through(
        telegram,
        sends(
            Text("<b>28</b> projets &lt;3", keys),
            Photo(PNG, "<i>Un graphique</i>", "28 projets"),
            File(b"a;b\n1;2\n", "projets.csv"),
            Text("Votre numéro ?", share=(Share("Partager mon numéro", "contact"),)),
        ),
    )
    text, photo, document, asked = telegram.calls(*SHOWN)
    assert text["result"]["text"] == "28 projets <3"
    titles = [[key["text"] for key in row] for row in json.loads(text["params"]["reply_markup"])["inline_keyboard"]]
    assert titles == [["À Tours", "À Blois"], ["Autre"]]
    assert photo["params"]["caption"] == "<i>Un graphique</i>"
    with open(document["params"]["document"]["path"], "rb") as file:
        assert file.read() == b"a;b\n1;2\n"
    assert document["params"]["document"]["name"] == "projets.csv"
    assert json.loads(asked["params"]["reply_markup"])["keyboard"][0][0]["request_contact"]


def test_a_private_chat_is_paced_and_a_group_is_left_to_its_own_limit(telegram: Telegram) -> None:
    assert through(telegram, sends(Text("un"), Text("deux"), Text("trois"))).slept == [1.0, 1.0]
    assert through(telegram, sends(Text("un"), Text("deux"), chat=-CHAT)).slept == []


def test_what_telegram_asks_to_wait_is_waited(telegram: Telegram) -> None:
    telegram.fails("429", retry_after=2, method="sendMessage")
    through(telegram, sends(Text("bonjour")))
    refused, taken = telegram.calls("sendMessage")
    assert (refused["ok"], taken["ok"]) == (False, True)
    assert taken["at"] - refused["at"] >= 2


@pytest.mark.parametrize("kind", ["502", "cut_before"])
def test_a_failure_of_the_network_is_tried_again(telegram: Telegram, kind: str) -> None:
    telegram.fails(kind, times=2, method="sendMessage")
    through(telegram, sends(Text("bonjour")))
    assert telegram.sent(CHAT) == ["bonjour"]


def test_a_lost_acknowledgement_is_the_one_case_that_comes_twice(telegram: Telegram) -> None:
    telegram.fails("cut_after", method="sendMessage")
    through(telegram, sends(Text("bonjour")))
    assert telegram.sent(CHAT) == ["bonjour", "bonjour"]


def test_tries_are_bounded(telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "LONGEST_PAUSE", 0.01)
    telegram.fails("502", times=100, method="sendMessage")
    with pytest.raises(UndeliveredError, match="Bad Gateway"):
        through(telegram, sends(Text("bonjour")))
    assert len(telegram.calls("sendMessage")) == TRIES


@pytest.mark.parametrize(
    ("code", "description"),
    [
        ("403", "Forbidden: bot was blocked by the user"),
        ("403", "Forbidden: bot was kicked from the group chat"),
        ("400", "Bad Request: chat not found"),
    ],
)
def test_a_closed_chat_is_told_of(telegram: Telegram, code: str, description: str) -> None:
    telegram.fails(code, description=description, method="sendMessage")
    with pytest.raises(BlockedError):
        through(telegram, sends(Text("bonjour")))


def test_a_markup_that_is_refused_is_sent_plainly(telegram: Telegram, caplog: pytest.LogCaptureFixture) -> None:
    through(telegram, sends(Text("<table>1 &lt; 2</table> <b>gras</b>")))
    assert telegram.sent(CHAT) == ["1 < 2 gras"]
    assert "unsupported start tag" in caplog.text


def test_a_text_that_is_too_long_comes_in_pieces(telegram: Telegram) -> None:
    through(telegram, sends(Text("<b>" + "a" * 4096 + "</b>bc")))
    assert telegram.sent(CHAT) == ["a" * 4096, "bc"]


def test_a_picture_that_is_refused_is_told_in_words(telegram: Telegram) -> None:
    through(telegram, sends(Photo(b"pas une image", "<b>Projets</b>", "Tours 28, Blois 12")))
    assert telegram.sent(CHAT) == ["Projets\nTours 28, Blois 12"]


def test_what_is_refused_whatever_is_done_is_left_out(telegram: Telegram, caplog: pytest.LogCaptureFixture) -> None:
    telegram.fails("400", times=2, method="sendMessage")
    through(telegram, sends(Text("un"), Text("deux")))
    assert telegram.sent(CHAT) == ["deux"]
    assert "left out" in caplog.text


def test_a_button_is_answered_and_taken_away_and_expired_ones_disturb_nothing(telegram: Telegram) -> None:
    through(telegram, sends(Text("Où ?", ((Key("Tours", "a.1"),),))))
    sent = telegram.calls("sendMessage")[0]
    update = pressed(CHAT, sent, "a.1")
    telegram.says(update)
    query, number = update["callback_query"]["id"], sent["result"]["message_id"]
    through(telegram, sends(Pressed(query), WithoutKeys(number), WithoutKeys(number), Pressed("inconnu"), Text("fin")))
    acknowledged = telegram.calls("answerCallbackQuery", "editMessageReplyMarkup")
    assert [each["ok"] for each in acknowledged] == [True, True, False, False]
    assert telegram.sent(CHAT)[-1] == "fin"


def test_the_token_is_in_no_log_and_no_error(telegram: Telegram, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with pytest.raises(UndeliveredError) as raised:
        through(telegram, sends(Text("bonjour")), token=REVOKED)
    through(telegram, sends(Text("bonjour")))
    for said in (caplog.text, str(raised.value)):
        assert REVOKED[10:] not in said
        assert TOKEN[10:] not in said


def test_a_button_holds_what_telegram_takes() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        Key("Tours", "é" * 33)
