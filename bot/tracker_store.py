"""Rasa's side of the conversations: its trackers, kept with all the rest (``bot/channels/conversations.py``)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.conversations import Conversations, Dialogue, conversations
from bot.writing.blocks import REPLY

AT_HAND = 10
"""How many messages Rasa holds at once, and replays for each action; what was meant before them is in the slots."""
_READ_OF_A_MESSAGE = ("text", "intent", "entities")
_READ_OF_A_BLOCK: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "choices": lambda choices: choices,
    "table": lambda table: {"type": "table", "rows": [{} for _ in table["rows"][:2]]},
}
"""What is read of a reply once it was told, beside its facts: its buttons, and whether it is a list."""


class ConversationTrackers(TrackerStore, SerializedTrackerAsText):  # type: ignore[misc]
    """Tracker store named by its class path in endpoints.yml.

    Rasa's own stores write every event of a conversation again at each turn, or read them all back, and never forget.
    Here a turn writes its own events and the slots as they are; the last 10 messages are at hand.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        *,
        kept: Conversations | None = None,
        **kwargs: Any,
    ) -> None:
        """Keep trackers in ``kept``, by default where the settings say."""
        super().__init__(domain, event_broker, **kwargs)
        self.conversations = kept or conversations()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep what the last message brought, and the slots; there is nothing to keep before the first one."""
        await self.stream_events(tracker)
        said = _last_turn(tracker.events)
        if not said:
            return
        tracker.events.extend(said)
        _bound(tracker.events)
        slots = {name: value for name, value in tracker.current_slot_values().items() if value is not None}
        _remember(tracker.events, slots)
        turns = getattr(tracker, "turns", 0)
        tracker.turns = turns + 1
        dialogue = Dialogue(slots, [[event.as_dict() for event in said]], turns)
        await self.conversations.keep_dialogue(tracker.sender_id, dialogue, tracker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return a conversation as it was last kept, with its last messages; None if it is not known.

        One that cannot be read is neither: the turn fails, and nothing is written over what is kept.
        """
        try:
            return await self._read(sender_id)
        except Exception as error:
            return cast("DialogueStateTracker", Unread(error))

    async def _read(self, sender_id: str) -> DialogueStateTracker | None:
        if (tracker := await self.conversations.at_hand(sender_id)) is not None:
            return tracker
        dialogue = await self.conversations.dialogue(sender_id)
        if dialogue is None or not dialogue.turns:
            return None
        events = [
            ActionExecuted(ACTION_SESSION_START_NAME),
            SessionStarted(),
            *(SlotSet(name, value) for name, value in dialogue.slots.items()),
            ActionExecuted(ACTION_LISTEN_NAME),
            *(event for said in dialogue.events[-AT_HAND:] for event in deserialise_events(said)),
        ]
        tracker = DialogueStateTracker.from_events(sender_id, events, slots=self.domain.slots)
        tracker.turns = dialogue.turns
        return tracker

    async def keys(self) -> Iterable[str]:
        """Return the names of the conversations that are kept."""
        return await self.conversations.senders()


class Unread:
    """Stands for a conversation that could not be read, and says so to whoever makes use of it.

    An error of ``retrieve`` would not do: Rasa logs it, begins an empty conversation, and saves that.
    """

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __bool__(self) -> bool:
        raise ConversationUnreadError from self.error

    def __getattr__(self, name: str) -> Any:
        raise ConversationUnreadError from self.error


class ConversationUnreadError(Exception):
    """What is kept of a conversation could not be read."""


def _last_turn(events: deque[Event]) -> list[Event]:
    """Take the events of the last message off the end, and return what is kept of them; nothing before the first."""
    if not any(isinstance(event, UserUttered) for event in events):
        return []
    said: list[Event] = []
    while True:
        event = events.pop()
        if not isinstance(event, SlotSet):
            said.append(_slim(event))
        if isinstance(event, UserUttered):
            return said[::-1]


def _slim(event: Event) -> Event:
    """Return an event without what no one reads once its turn is over."""
    if isinstance(event, UserUttered):
        event.parse_data = {name: event.parse_data[name] for name in _READ_OF_A_MESSAGE if name in event.parse_data}
    elif isinstance(event, BotUttered):
        event.text = None
        event.data = {name: value for name, value in event.data.items() if value and name in ("buttons", "custom")}
        if reply := (event.data.get("custom") or {}).get(REPLY):
            kept = [
                _READ_OF_A_BLOCK[each["type"]](each) for each in reply["blocks"] if each["type"] in _READ_OF_A_BLOCK
            ]
            event.data["custom"] = {REPLY: {"facts": reply["facts"], "blocks": kept}}
    return event


def _remember(events: deque[Event], slots: dict[str, Any]) -> None:
    """Have the events say the slots at their beginning: Rasa runs each action on a copy made from events alone."""
    said = [event for event in events if not isinstance(event, SlotSet)]
    begun = next((place for place, event in enumerate(said, 1) if isinstance(event, SessionStarted)), 0)
    events.clear()
    events.extend((*said[:begun], *(SlotSet(name, value) for name, value in slots.items()), *said[begun:]))


def _bound(events: deque[Event]) -> None:
    """Drop the messages before those that may be read."""
    messages = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    for _ in range(messages[-AT_HAND] if len(messages) > AT_HAND else 0):
        events.popleft()
