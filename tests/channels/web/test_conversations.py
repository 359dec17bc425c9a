"""What is kept of the conversations of the page."""

import json
import zlib
from uuid import uuid4

import pytest

from bot.channels.web.conversations import MAX_EXCHANGES, Button, Conversations, Exchange
from tests.channels.web.test_limits import Clock


def exchange(name: str, text: str = "bonjour") -> Exchange:
    return Exchange([{"id": name, "text": text}], {f"a-{name}": {"year": 2025}}, {f"b-{name}": Button("Oui", "oui")})


def test_the_token_is_not_kept() -> None:
    conversations = Conversations()
    token, conversation = conversations.open()
    assert conversations.find(token) is conversation
    assert token not in repr(conversation)
    assert token not in repr(vars(conversations))
    assert conversation.key[:12] not in conversation.sender_id


def test_a_wrong_token_finds_nothing() -> None:
    conversations = Conversations()
    token, conversation = conversations.open()
    for wrong in ("", token[:-1], token + "A", token.swapcase(), conversation.key, conversation.sender_id):
        assert conversations.find(wrong) is None


def test_what_a_message_brought_is_found_again() -> None:
    conversations = Conversations()
    _, conversation = conversations.open()
    brought = conversations.keep(conversation, "1", exchange("1"))
    assert conversation.history() == conversation.played("1") == brought
    assert json.loads(brought) == [{"id": "1", "text": "bonjour"}]
    conversations.keep(conversation, "2", exchange("2"))
    assert [message["id"] for message in json.loads(conversation.history())] == ["1", "2"]
    assert conversation.answer("a-1") == {"year": 2025}
    assert conversation.button("b-1") == Button("Oui", "oui")
    assert not any((conversation.answer("b-1"), conversation.button("a-1"), conversation.answer("")))
    _, other = conversations.open()
    assert not any((other.answer("a-1"), other.button("b-1"), other.played("1")))


def test_an_empty_history_is_an_empty_list() -> None:
    assert json.loads(Conversations().open()[1].history()) == []


def test_neither_the_history_nor_a_button_reads_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole lists weigh hundreds of kilobytes each: reading them again for each call stops the server."""
    conversations = Conversations()
    _, conversation = conversations.open()
    whole = {"rows": [{"label": f"Métier {number}"} for number in range(10_000)]}
    for name in "12":
        message = {"id": name, "text": "bonjour"}
        conversations.keep(
            conversation, name, Exchange([message], {f"a-{name}": whole}, {f"b-{name}": Button("a", "b")})
        )

    def fail(*_: object) -> None:
        raise AssertionError("parsed")

    read: list[int] = []
    inflate = zlib.decompress
    with monkeypatch.context() as patched:
        patched.setattr("bot.channels.web.conversations.json.loads", fail)
        patched.setattr("bot.channels.web.conversations.zlib.decompress", lambda given: _counted(inflate(given), read))
        history, played, button = conversation.history(), conversation.played("1"), conversation.button("b-2")
    assert sum(read) < 200
    assert [message["id"] for message in json.loads(history)] == ["1", "2"]
    assert played
    assert button == Button("a", "b")
    assert conversation.answer("a-2") == whole


def _counted(content: bytes, read: list[int]) -> bytes:
    read.append(len(content))
    return content


def test_idle_conversations_are_forgotten() -> None:
    clock = Clock()
    conversations = Conversations(idle_seconds=100, clock=clock)
    kept, _ = conversations.open()
    lost, _ = conversations.open()
    clock.now += 60
    assert conversations.find(kept)
    clock.now += 60
    assert conversations.find(lost) is None
    assert conversations.find(kept)
    assert len(conversations) == 1


def test_the_longest_idle_go_when_there_are_too_many() -> None:
    conversations = Conversations(max_conversations=2)
    tokens = [conversations.open()[0] for _ in range(3)]
    assert [conversations.find(token) is not None for token in tokens] == [False, True, True]


def test_the_longest_idle_go_when_they_weigh_too_much() -> None:
    conversations = Conversations(max_bytes=10_000)
    first, _ = conversations.open()
    second, conversation = conversations.open()
    while len(conversations) == 2:
        conversations.keep(conversation, uuid4().hex, exchange(uuid4().hex, "".join(map(chr, range(200, 800)))))
    assert conversations.find(first) is None
    assert conversations.find(second) is conversation


def test_a_long_conversation_loses_its_beginning_and_what_went_with_it() -> None:
    conversations = Conversations()
    _, conversation = conversations.open()
    for number in range(MAX_EXCHANGES + 1):
        conversations.keep(conversation, str(number), exchange(str(number)))
    assert len(json.loads(conversation.history())) == MAX_EXCHANGES
    assert not any((conversation.answer("a-0"), conversation.button("b-0")))
    assert conversation.answer("a-1")


def test_a_conversation_that_is_forgotten_opens_no_more_and_weighs_nothing() -> None:
    conversations = Conversations(max_bytes=5_000)
    token, conversation = conversations.open()
    conversations.forget(conversation)
    conversations.keep(conversation, "1", exchange("1"))
    assert conversations.find(token) is None
    assert conversation.forgotten
    assert len(conversations) == 0
