"""Conversations in memory: as Rasa's own store would give them back, and forgotten in time."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore, check_if_tracker_store_async
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot.conversations import ConversationStore

DOMAIN = Domain.from_dict(
    {"intents": ["chiffre"], "slots": {"question": {"type": "any", "mappings": [{"type": "custom"}]}}}
)
START = (ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen"))


def turn(place: str) -> list[Event]:
    return [
        UserUttered(f"combien à {place}", {"name": "chiffre", "confidence": 1.0}),
        ActionExecuted("action_figures"),
        BotUttered("12"),
        SlotSet("question", {"place": place}),
        ActionExecuted("action_listen"),
    ]


async def play(store: TrackerStore, events: Sequence[Event], sender: str = "a", *, save: bool = True) -> Any:
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    tracker.update_with_events(list(events), DOMAIN)
    if save:
        await store.save(tracker)
    return tracker


def state(tracker: DialogueStateTracker | None) -> Any:
    """Return all that a conversation is, but the times: the same events are played twice here."""
    assert tracker is not None
    known = tracker.current_state(EventVerbosity.ALL)
    del known["latest_event_time"]
    return {**known, "events": [{**event, "timestamp": None} for event in known["events"]]}


@pytest.mark.parametrize("live", [10, 0], ids=["live", "asleep"])
def test_same_conversations_as_rasas_own_store(live: int) -> None:
    async def check() -> None:
        ours, theirs = ConversationStore(DOMAIN, live_conversations=live), InMemoryTrackerStore(DOMAIN)
        for events in ([*START], turn("Tours"), turn("Blois"), [*START, *turn("Gien")], turn("Dreux")):
            for store in (ours, theirs):
                await play(store, events)
            assert state(await ours.retrieve("a")) == state(await theirs.retrieve("a"))
        assert await ours.retrieve("b") is None
        assert list(await ours.keys()) == ["a"]

    asyncio.run(check())


@pytest.mark.parametrize("live", [10, 0, 1], ids=["live", "asleep", "put to sleep during the turn"])
def test_a_turn_that_failed_halfway_leaves_nothing(live: int) -> None:
    async def check() -> None:
        store = ConversationStore(DOMAIN, live_conversations=live)
        saved = state(await play(store, [*START, *turn("Tours")]))
        await play(store, turn("Blois"), save=False)
        await play(store, START, "b")
        tracker = await store.retrieve("a")
        assert state(tracker) == saved
        assert tracker is not None
        assert tracker.get_slot("question") == {"place": "Tours"}

    asyncio.run(check())


@pytest.mark.parametrize("live", [10, 1, 0])
def test_old_conversations_are_forgotten(live: int, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("bot.conversations.time.monotonic", lambda: now)

    async def check() -> None:
        nonlocal now
        store = ConversationStore(DOMAIN, max_conversations=2, live_conversations=live, idle_minutes=10)
        for sender in ("a", "b"):
            await play(store, START, sender)
        await play(store, turn("Tours"), "a")
        await play(store, START, "c")
        assert list(await store.keys()) == ["a", "c"], "the longest idle goes first"
        now = 300.0
        await play(store, turn("Tours"), "c")
        now = 700.0
        assert await store.retrieve("a") is None
        assert list(await store.keys()) == ["c"]

    asyncio.run(check())


def test_rasa_accepts_it_as_asynchronous() -> None:
    assert check_if_tracker_store_async(ConversationStore(None))
