"""What is kept of the conversations of every channel, on each kind of base."""

import asyncio
import json
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from bot.channels import conversation_base as base
from bot.channels.conversation_rows import MAX_EXCHANGES, MAX_READ
from bot.channels.conversations import (
    Choice,
    Conversation,
    Conversations,
    Dialogue,
    Exchange,
    new_id,
    playing,
)
from bot.feedback.base import Base
from tests.channels.web.test_limits import Clock

Make = Callable[..., Conversations]


@pytest.fixture(params=["memory", "file", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        address: str = request.getfixturevalue("new_schema")()
        return address
    return base.IN_MEMORY if request.param == "memory" else f"sqlite:///{tmp_path / 'kept.sqlite'}"


@pytest.fixture
def make(url: str) -> Iterator[Make]:
    """Make the conversations of one base, closed at the end."""
    made: list[Conversations] = []

    def conversations(address: str = url, **options: Any) -> Conversations:
        made.append(Conversations(address, **options))
        return made[-1]

    yield conversations
    for each in made:
        each.close()


def exchange(conversation: Conversation, text: str = "bonjour") -> tuple[Exchange, str, str]:
    answer, button = new_id(conversation), new_id(conversation)
    choice = Choice("Oui", "oui", {"intent": "affirmer"})
    return Exchange([{"id": "m", "text": text}], {answer: {"year": 2025}}, {button: choice}), answer, button


def dialogue(number: int = 0) -> Dialogue:
    return Dialogue({"question": {"topic": "figures"}}, [[{"event": "user", "text": str(number)}]], number)


async def keep(kept: Conversations, conversation: Conversation, message_id: str, text: str = "bonjour") -> bytes:
    return await kept.keep(conversation, message_id, exchange(conversation, text)[0], dialogue(conversation.turns))


def test_the_token_is_not_kept(make: Make, tmp_path: Path) -> None:
    async def check() -> None:
        kept = make()
        token, conversation = await kept.open("web")
        assert await kept.find(token) is conversation
        assert token not in repr(conversation)
        assert conversation.key[:12] not in conversation.sender
        for wrong in ("", token[:-1], token + "A", token.swapcase(), conversation.key, conversation.sender):
            assert await kept.find(wrong) is None
        for file in tmp_path.iterdir():
            assert token.encode() not in file.read_bytes()

    asyncio.run(check())


def test_what_a_message_brought_is_found_again_by_another_process(make: Make, url: str) -> None:
    async def check() -> None:
        kept = make()
        token, conversation = await kept.open("web")
        said, answer, button = exchange(conversation)
        brought = await kept.keep(conversation, "1", said, dialogue())
        assert json.loads(brought) == [{"id": "m", "text": "bonjour"}]
        await keep(kept, conversation, "2")
        other = kept if url == base.IN_MEMORY else make()
        found = await other.find(token)
        assert found is not None
        assert (found.sender, found.turns) == (conversation.sender, 2)
        assert len(json.loads(await other.history(found.sender))) == 2
        assert await other.played(found.sender, "1") == brought
        assert await other.answer(found.sender, answer) == {"year": 2025}
        assert await other.choice(found.sender, button) == Choice("Oui", "oui", {"intent": "affirmer"})
        dialogues = await other.dialogue(found.sender)
        assert dialogues is not None
        assert (dialogues.slots, dialogues.turns) == ({"question": {"topic": "figures"}}, 2)
        assert [said[0]["text"] for said in dialogues.events] == ["0", "1"]

    asyncio.run(check())


def test_nothing_of_a_conversation_is_found_in_another(make: Make) -> None:
    async def check() -> None:
        kept = make()
        (_, one), (_, other) = await kept.open("web"), await kept.open("web")
        said, answer, button = exchange(one)
        await kept.keep(one, "1", said, None)
        await keep(kept, other, "2")
        assert await kept.answer(other.sender, answer) is None
        assert await kept.choice(other.sender, button) is None
        assert await kept.played(other.sender, "1") is None
        assert json.loads(await kept.history("web-none")) == []
        for wrong in ("", ".", "1", "1.", "-1.a", "0x1.a", "１.a", "zz.a", f"{'9' * 30}.a", answer):
            assert await kept.choice(one.sender, wrong) is None

    asyncio.run(check())


def test_a_message_played_by_two_processes_at_once_is_kept_once(make: Make, url: str) -> None:
    async def check() -> None:
        kept = make()
        token, conversation = await kept.open("web")
        other = kept if url == base.IN_MEMORY else make()
        same = await other.find(token)
        assert same is not None
        first = await keep(kept, conversation, "1", "le premier")
        assert await keep(other, same, "1", "le second") == first
        assert len(json.loads(await kept.history(conversation.sender))) == 1

    asyncio.run(check())


def test_idle_conversations_are_erased_and_never_found(make: Make) -> None:
    async def check() -> None:
        clock = Clock()
        kept = make(idle_seconds=100, clock=clock)
        (talks, conversation), (idle, _) = await kept.open("web"), await kept.open("web")
        clock.now += 60
        await keep(kept, conversation, "1")
        clock.now += 60
        assert await kept.find(talks) is not None
        assert await kept.find(idle) is None
        assert len(await kept.senders()) == 2
        kept.tidy()
        assert await kept.senders() == [conversation.sender]

    asyncio.run(check())


def test_the_longest_idle_go_when_there_are_too_many_or_they_weigh_too_much(make: Make) -> None:
    async def check() -> None:
        clock = Clock()
        kept = make(max_conversations=4, max_bytes=20_000, clock=clock)
        tokens = []
        for _ in range(5):
            clock.now += 1
            tokens.append((await kept.open("web"))[0])
        kept.tidy()
        assert [await kept.find(token) is not None for token in tokens] == [False, False, True, True, True]
        last = await kept.find(tokens[-1])
        assert last is not None
        for number in range(40):
            clock.now += 1
            await keep(kept, last, str(number), "".join(map(chr, range(200 + number, 800 + number))))
        kept.tidy()
        assert await kept.senders() == []
        assert json.loads(await kept.history(last.sender)) == []

    asyncio.run(check())


def test_a_long_conversation_loses_its_beginning_and_what_went_with_it(make: Make) -> None:
    async def check() -> None:
        kept = make()
        _, conversation = await kept.open("web")
        said, answer, button = exchange(conversation)
        await kept.keep(conversation, "first", said, dialogue())
        for number in range(MAX_EXCHANGES):
            await keep(kept, conversation, str(number))
        assert len(json.loads(await kept.history(conversation.sender))) == MAX_EXCHANGES
        assert await kept.answer(conversation.sender, answer) is None
        assert await kept.choice(conversation.sender, button) is None
        found = await kept.dialogue(conversation.sender)
        assert found is not None
        assert len(found.events) == MAX_READ

    asyncio.run(check())


def test_what_is_forgotten_is_nowhere_any_more(make: Make, tmp_path: Path) -> None:
    async def check() -> None:
        kept = make()
        token, conversation = await kept.open("web")
        await keep(kept, conversation, "c0ffee00-0000-4000-8000-000000000001")
        await kept.keep_dialogue("rest-moi", dialogue(), "tracker")
        await kept.forget(conversation.sender)
        await kept.forget("rest-moi")
        assert conversation.forgotten
        assert await kept.find(token) is None
        assert await kept.at_hand("rest-moi") is None
        assert await kept.senders() == []
        await keep(kept, conversation, "2")  # a turn that was being played
        assert await kept.senders() == []
        for file in tmp_path.iterdir():
            assert b"c0ffee00" not in file.read_bytes()

    asyncio.run(check())


def test_a_turn_is_kept_with_what_the_channel_shows_of_it_or_alone(make: Make) -> None:
    async def check() -> None:
        kept = make()
        _, conversation = await kept.open("web")
        with playing(conversation.sender) as turn:
            await asyncio.create_task(kept.keep_dialogue(conversation.sender, dialogue(), "tracker"))
            assert await kept.at_hand(conversation.sender) is None, "nothing is kept before the whole is"
            await kept.keep_dialogue("rest-moi", dialogue(), "another")
        assert turn.dialogue == dialogue()
        await kept.keep_dialogue("rest-moi", dialogue(1), "tracker")
        found = await kept.dialogue("rest-moi")
        assert found is not None
        assert found.turns == 2
        assert await kept.at_hand("rest-moi") == "tracker"
        assert await kept.at_hand("rest-moi") is None, "it is taken"

    asyncio.run(check())


def test_what_is_at_hand_does_not_count_once_another_process_spoke(make: Make, url: str) -> None:
    async def check() -> None:
        kept = make()
        other = kept if url == base.IN_MEMORY else make()
        await kept.keep_dialogue("rest-moi", dialogue(), "tracker")
        if other is not kept:
            await other.keep_dialogue("rest-moi", dialogue(1), "theirs")
            assert await kept.at_hand("rest-moi") is None

    asyncio.run(check())


def test_the_file_is_its_owners_alone_and_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "kept.sqlite"

    async def check() -> None:
        kept = Conversations(f"sqlite:///{path}")
        _, conversation = await kept.open("web")
        await keep(kept, conversation, "1")
        for file in path.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
        with sqlite3.connect(path) as beside:  # what another process finds, were this one killed now
            assert beside.execute("SELECT turns FROM conversation").fetchall() == [(1,)]
            assert beside.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        kept.close()

    asyncio.run(check())


def test_a_file_that_is_no_base_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    path.write_bytes(b"not a base" * 1000)

    async def check() -> None:
        kept = Conversations(f"sqlite:///{path}")
        assert (await kept.open("web"))[0]
        assert (tmp_path / "kept.sqlite.corrupt").read_bytes().startswith(b"not a base")
        kept.close()

    asyncio.run(check())


def test_conversations_of_another_version_of_the_tables_are_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    with sqlite3.connect(path) as older:
        older.execute("CREATE TABLE conversation (sender TEXT)")

    async def check() -> None:
        kept = Conversations(f"sqlite:///{path}")
        assert (await kept.open("web"))[0]
        kept.close()

    asyncio.run(check())


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///{}/kept.sqlite"])
def test_an_error_of_a_base_says_nothing_of_what_it_held(tmp_path: Path, address: str) -> None:
    for engine in (base.opened(address.format(tmp_path)), Base(address.format(tmp_path))._new_engine()):
        with pytest.raises(SQLAlchemyError) as raised, engine.connect() as connection:
            connection.execute(sqlalchemy.text("INSERT INTO nowhere VALUES (:said)"), {"said": "un secret"})
        assert "un secret" not in str(raised.value)
        engine.dispose()


def test_a_base_that_does_not_answer_is_an_error_not_a_change_of_base() -> None:
    async def check() -> None:
        kept = Conversations("postgresql://127.0.0.1:1/bemo?connect_timeout=1")
        with pytest.raises(SQLAlchemyError):
            await kept.open("web")
        assert kept._places._memory is None
        kept.close()

    asyncio.run(check())


def test_a_channel_that_knows_whom_it_talks_to_finds_the_conversation_by_its_name(make: Make) -> None:
    clock = Clock()

    async def session() -> None:
        store = make(clock=clock, idle_seconds=100)
        conversation = await store.named("telegram-a")
        assert await store.last("telegram-a") == b"[]"
        said, _, button = exchange(conversation, "premier")
        await store.keep(conversation, "tg-1", said, Dialogue({"role": "employer"}, []))
        await store.keep(conversation, "tg-2", exchange(conversation, "second")[0], None)
        assert json.loads(await store.last("telegram-a"))[0]["text"] == "second"
        assert await store.named("telegram-a") is conversation
        assert await store.choice("telegram-a", button) is not None
        assert await store.find("") is None, "no token opens it"
        clock.now += 101
        again = await store.named("telegram-a")
        assert again.turns == 0, "a conversation idle for too long begins again"
        assert await store.choice("telegram-a", button) is None
        await store.forget("telegram-a")
        fresh = await store.named("telegram-a")
        assert not fresh.forgotten
        assert await store.keep(fresh, "tg-3", exchange(fresh, "troisième")[0], None)
        assert json.loads(await store.last("telegram-a"))[0]["text"] == "troisième"

    asyncio.run(session())
