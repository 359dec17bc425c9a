"""Rasa's side of the conversations: as Rasa's own store would give them back, and at the same cost at every turn."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from rasa.core.tracker_store import (
    FailSafeTrackerStore,
    InMemoryTrackerStore,
    TrackerStore,
    check_if_tracker_store_async,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import event as sql
from sqlalchemy.exc import OperationalError

from bot.actions.feedback import rated_answer
from bot.channels import conversation_base as base
from bot.channels.conversation_rows import MAX_READ
from bot.channels.conversations import Conversations
from bot.nlu.buttons import shown
from bot.tracker_store import AT_HAND, ConversationTrackers, ConversationUnreadError
from bot.writing.blocks import REPLY

DOMAIN = Domain.from_dict(
    {"intents": ["chiffre"], "slots": {"question": {"type": "any", "mappings": [{"type": "custom"}]}}}
)
START = (ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen"))
FACTS = {"topic": "figures", "year": 2025}
CHOICES = {"type": "choices", "options": [{"title": "Et à Blois ?", "says": "combien à Blois"}]}


def turn(place: str) -> list[Event]:
    table = {"type": "table", "title": "x" * 5000, "rows": [{"label": "a"}] * 9}
    blocks = [{"type": "sentence", "text": "12"}, table, CHOICES]
    data = {"custom": {REPLY: {"facts": FACTS, "blocks": blocks}}, "elements": None}
    parsed = {
        "text": f"combien à {place}",
        "intent": {"name": "chiffre"},
        "entities": [],
        "intent_ranking": ["x" * 900],
    }
    return [
        UserUttered(f"combien à {place}", {"name": "chiffre", "confidence": 1.0}, parse_data=parsed),
        ActionExecuted("action_figures"),
        BotUttered("12", data),
        SlotSet("question", {"place": place}),
        ActionExecuted("action_listen"),
    ]


async def play(store: TrackerStore, events: Sequence[Event], sender: str = "a", *, save: bool = True) -> Any:
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    if not tracker.events:
        events = [*START, *events]
    tracker.update_with_events(list(events), DOMAIN)
    if save:
        await store.save(tracker)
    return tracker


def state(tracker: DialogueStateTracker | None) -> Any:
    """Return what a conversation is: its slots, and who said and did what, but what is not read any more."""
    assert tracker is not None
    events = [event for event in tracker.events if not isinstance(event, SlotSet | SessionStarted)]
    told = [
        (type(event), getattr(event, "action_name", None) or getattr(event, "intent_name", None)) for event in events
    ]
    return tracker.current_slot_values(), told, tracker.latest_action_name, tracker.latest_message.text


@pytest.fixture(params=["at hand", "read from the base"])
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ConversationTrackers]:
    if request.param != "at hand":
        monkeypatch.setattr("bot.channels.conversations.MAX_AT_HAND", 0)
    kept = Conversations(base.IN_MEMORY)
    yield ConversationTrackers(DOMAIN, kept=kept)
    kept.close()


def test_same_conversations_as_rasas_own_store(store: ConversationTrackers) -> None:
    async def check() -> None:
        theirs = InMemoryTrackerStore(DOMAIN)
        for place in ("Tours", "Blois", "Gien", "Dreux"):
            for each in (store, theirs):
                await play(each, turn(place))
            ours = await store.retrieve("a")
            assert state(ours) == state(await theirs.retrieve("a"))
        assert await store.retrieve("b") is None
        assert list(await store.keys()) == ["a"]

    asyncio.run(check())


def test_the_copy_that_an_action_is_given_has_the_slots(store: ConversationTrackers) -> None:
    """Rasa makes it from the events, at the next turn as at the hundredth, whether the one before set a slot or not."""

    async def check() -> None:
        await play(store, turn("Tours"))
        for _ in range(MAX_READ + 3):
            await play(
                store, [UserUttered("merci"), ActionExecuted("utter_remercier"), ActionExecuted("action_listen")]
            )
            tracker = await play(store, [UserUttered("et à Blois ?")], save=False)
            assert tracker.copy().get_slot("question") == {"place": "Tours"}
            await store.save(tracker)

    asyncio.run(check())


def test_what_is_read_of_the_turn_before_is_still_there(store: ConversationTrackers) -> None:
    async def check() -> None:
        await play(store, turn("Tours"))
        tracker = await store.retrieve("a")
        assert tracker is not None
        buttons, ranked = shown(tracker.events)
        assert ([each["payload"] for each in buttons], ranked) == (["combien à Blois"], False), (
            "nine rows: a rank may be one"
        )
        rated = rated_answer(
            [*(each.as_dict() for each in tracker.events), UserUttered("utile", {"name": "avis"}).as_dict()]
        )
        assert rated is not None
        assert (rated.text, rated.intent, rated.facts["year"]) == ("combien à Tours", "chiffre", 2025)

    asyncio.run(check())


def test_a_turn_that_failed_halfway_leaves_nothing(store: ConversationTrackers) -> None:
    async def check() -> None:
        saved = state(await play(store, turn("Tours")))
        await play(store, turn("Blois"), save=False)
        tracker = await store.retrieve("a")
        assert state(tracker) == saved
        assert tracker is not None
        assert tracker.get_slot("question") == {"place": "Tours"}

    asyncio.run(check())


def test_nothing_is_kept_before_the_first_message(store: ConversationTrackers) -> None:
    async def check() -> None:
        await store.get_or_create_tracker("a")
        assert list(await store.keys()) == []

    asyncio.run(check())


def test_the_last_messages_can_be_read_and_no_more(store: ConversationTrackers) -> None:
    async def check() -> None:
        for number in range(MAX_READ + 5):
            await play(store, turn(str(number)))
        tracker = await store.retrieve("a")
        assert tracker is not None
        said = [event.text for event in tracker.events if isinstance(event, UserUttered)]
        assert said == [f"combien à {number}" for number in range(MAX_READ + 5 - AT_HAND, MAX_READ + 5)]
        assert tracker.get_slot("question") == {"place": str(MAX_READ + 4)}

    asyncio.run(check())


def test_a_turn_writes_no_more_bytes_and_rows_at_turn_500_than_at_turn_200(tmp_path: Path) -> None:
    """Some digits of a counter apart."""
    kept = Conversations(f"sqlite:///{tmp_path / 'kept.sqlite'}")
    store = ConversationTrackers(DOMAIN, kept=kept)
    written: list[tuple[int, int]] = []

    def counted(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not statement.startswith(("SELECT", "BEGIN", "PRAGMA")):
            written.append(
                (1, sum(len(each if isinstance(each, bytes | memoryview) else str(each)) for each in parameters))
            )

    async def check() -> None:
        await play(store, turn("00000"))
        sql.listen(kept._places._writable(), "before_cursor_execute", counted)
        costs, events = {}, {}
        for number in range(1, 501):
            written.clear()
            tracker = await play(store, turn(f"{number:05}"))
            costs[number] = tuple(map(sum, zip(*written, strict=True)))
            events[number] = len(json.dumps([event.as_dict() for event in tracker.events]))
        (rows, size), (later_rows, later_size) = costs[200], costs[500]
        assert costs[10][0] <= rows == later_rows <= 4  # a young conversation has nothing to forget
        assert costs[10][1] <= later_size == pytest.approx(size, rel=0.05)
        assert size < 3000
        assert events[500] == pytest.approx(events[10], rel=0.05)

    asyncio.run(check())
    kept.close()


def test_a_conversation_that_could_not_be_read_is_not_written_over(tmp_path: Path) -> None:
    """Through Rasa's wrapper, which takes an error for a new conversation, and saves that."""
    kept = Conversations(f"sqlite:///{tmp_path / 'kept.sqlite'}")
    store = FailSafeTrackerStore(ConversationTrackers(DOMAIN, kept=kept))

    async def check() -> None:
        for place in ("Tours", "Blois"):
            await play(store, turn(place))
        kept._at_hand.clear()
        read = kept.dialogue

        async def fail(_sender: str) -> None:
            raise OperationalError("SELECT", {}, Exception("disk I/O error"))

        kept.dialogue = fail  # type: ignore[assignment]
        with pytest.raises(ConversationUnreadError):
            await play(store, turn("Gien"))
        kept.dialogue = read  # type: ignore[method-assign]
        tracker = await store.retrieve("a")
        assert tracker is not None
        assert tracker.get_slot("question") == {"place": "Blois"}
        assert tracker.turns == 2
        await play(store, turn("Dreux"))
        found = await kept.dialogue("a")
        assert found is not None
        assert (found.turns, found.slots) == (3, {"question": {"place": "Dreux"}})

    asyncio.run(check())
    kept.close()


def test_rasa_accepts_it_as_asynchronous(store: ConversationTrackers) -> None:
    assert check_if_tracker_store_async(store)


def _size(value: Any) -> int:
    return len(value if isinstance(value, bytes | memoryview) else str(value))
