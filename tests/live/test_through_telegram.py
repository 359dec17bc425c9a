"""The dialogues of ``tests/conversations`` through Telegram: the same facts and the same figures as through REST."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.channels.conversations import Conversations
from bot.channels.telegram.exchange import read
from bot.channels.telegram.outgoing import Outgoing, Photo, Text
from bot.channels.turn import Handler
from bot.servers import Servers
from bot.writing.blocks import REPLY, Message, Table
from bot.writing.reply_topics import ReplyTopic
from tests.channels.telegram.engine import Person, rasa_handler
from tests.channels.telegram.seen import seen_of
from tests.channels.web.stand_ins import NoRenderer
from tests.conversations.dialogue import Dialogue, Seen, Turn, dialogues

Told = list[tuple[dict[str, Any], list[dict[str, Any]]]]
"""The facts of each answer, and the numbers of its rows."""


class Both:
    """Rasa in this process for Telegram, the live server for REST."""

    def __init__(self, live: Servers, folder: Path) -> None:
        self.live = live
        self.kept = Conversations(f"sqlite:///{folder / 'conversations.sqlite'}")
        self.handler: Handler = rasa_handler(self.kept)
        self.topics: set[ReplyTopic] = set()
        self.chats = 0

    def person(self) -> Person:
        self.chats += 1
        renderer: Any = NoRenderer()
        return Person(self.handler, self.kept, chat=self.chats, renderer=renderer)


@pytest.fixture(scope="module")
def both(live: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    made = Both(live, tmp_path_factory.mktemp("telegram"))
    yield made
    made.kept.close()


def told(messages: Sequence[Message], *, pressed: bool) -> Told:
    """Return what programs read of the answers; small talk has nothing to read.

    ``pressed``: a button's act keeps the commune where its sentence, which REST reads, names the bassin that answers.
    """
    answers = [message for message in messages if message.facts.topic is not ReplyTopic.SMALL_TALK]
    left_out = {"asked"} if pressed else set()
    return [(message.facts.dict(exclude=left_out), _rows(message.first(Table))) for message in answers]


def _rows(table: Table | None) -> list[dict[str, Any]]:
    return [row.dict() for row in table.rows] if table else []


def shows_all(found: Sequence[Outgoing], messages: Sequence[Message]) -> list[str]:
    """Return what of the answers a person does not see: a sentence, the name of a row."""
    shown = " ".join(seen_of(found).split())
    names = [row.label for message in messages if (table := message.first(Table)) for row in table.rows[1:]]
    words = {word for name in names for word in name.replace("'", "' ").replace("-", "- ").split()}
    sentences = [" ".join(message.sentence.split()) for message in messages if "http" not in message.sentence]
    return [each for each in (*sentences, *words) if each not in shown]


async def played(turn: Turn, person: Person) -> list[Outgoing]:
    """Return what a turn of a dialogue brings. A slash, which REST leaves out, would make a command of it here."""
    if turn.press is None:
        return await person.says((turn.user or "").strip().lstrip("/"))
    wanted = turn.press.split("|")
    title = next(each for each in wanted if any(each.casefold() in key.title.casefold() for key in person.keys))
    return await person.presses(title)


@pytest.mark.parametrize("dialogue", dialogues(), ids=lambda dialogue: dialogue.name)
def test_a_dialogue_gives_the_same_figures_through_telegram(dialogue: Dialogue, both: Both) -> None:
    sender = uuid.uuid4().hex

    async def talk() -> None:
        person, before = both.person(), Seen.of([])
        for turn in dialogue.turns:
            said = turn.user if turn.press is None else before.payload(turn.press)
            reply = both.live.ask(said or "", sender=sender)
            before = Seen.of(reply)
            found = await played(turn, person)
            _, brought = read(await both.kept.last(person.sender))
            messages = [each.message for each in brought]
            both.topics |= {message.facts.topic for message in messages}
            through_rest = [Message.parse_obj(item["custom"][REPLY]) for item in reply if "custom" in item]
            pressed = turn.press is not None
            assert told(messages, pressed=pressed) == told(through_rest, pressed=pressed), turn.said
            assert shows_all(found, messages) == [], turn.said
            assert len([each for each in found if isinstance(each, Text | Photo)]) <= 3 * len(messages)

    asyncio.run(talk())


def test_every_topic_that_gives_figures_was_shown(both: Both) -> None:
    if both.chats < len(dialogues()):
        pytest.skip("seulement avec tous les dialogues")
    assert {topic for topic in ReplyTopic if topic.about.title or topic.about.retold} <= both.topics
