"""Where conversations are kept: in memory, as they are, for a while, and then forgotten."""

from __future__ import annotations

import json
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_SESSION_START_NAME
from rasa.shared.core.conversation import Dialogue
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker, get_trackers_for_conversation_sessions


@dataclass
class _Live:
    """A conversation as it is."""

    tracker: DialogueStateTracker
    events: int  # how many it had when it was saved
    at: float  # when that was, on the monotonic clock

    def saved_events(self) -> list[Event]:
        return list(islice(self.tracker.events, self.events))


@dataclass(frozen=True)
class _Asleep:
    """A conversation written to compressed JSON."""

    text: bytes
    at: float


_Kept = TypeVar("_Kept", _Live, _Asleep)


class ConversationStore(TrackerStore, SerializedTrackerAsText):  # type: ignore[misc]
    """Tracker store in memory, bounded in number and in time; named by its class path in endpoints.yml.

    Rasa's own in-memory store writes each conversation to JSON and reads it back at every turn, which takes 27 ms
    after thirty turns, and never forgets anything. This one keeps the ``live_conversations`` most recent ones as they
    are (20 kB a turn) and the others compressed (2 kB), forgets those idle for ``idle_minutes``, and the oldest ones
    beyond ``max_conversations``.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        *,
        max_conversations: int = 10_000,
        live_conversations: int = 300,
        idle_minutes: float = 120,
        **kwargs: Any,
    ) -> None:
        """Make an empty store."""
        super().__init__(domain, event_broker, **kwargs)
        self._limit = max_conversations
        self._live_limit = live_conversations
        self._idle = idle_minutes * 60
        self._live: OrderedDict[str, _Live] = OrderedDict()  # in both, the longest idle first
        self._asleep: OrderedDict[str, _Asleep] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep this conversation as the most recent one."""
        await self.stream_events(tracker)
        self._asleep.pop(tracker.sender_id, None)
        self._live[tracker.sender_id] = _Live(tracker, len(tracker.events), time.monotonic())
        self._live.move_to_end(tracker.sender_id)
        self._tidy()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the present session of this conversation, as it was last saved; None if it is not known."""
        self._tidy()
        if live := self._live.get(sender_id):
            if len(live.tracker.events) == live.events:
                return _last_session(live.tracker)
            # A turn that failed halfway left its events on the tracker: back to what was saved.
            saved = live.saved_events()
            return _last_session(DialogueStateTracker.from_events(sender_id, saved, slots=self.domain.slots))
        if asleep := self._asleep.get(sender_id):
            return _last_session(self.deserialise_tracker(sender_id, zlib.decompress(asleep.text)))
        return None

    async def keys(self) -> Iterable[str]:
        """Return the identifiers of the conversations that are kept."""
        return [*self._asleep, *self._live]

    def forget(self, sender_id: str) -> None:
        """Drop a conversation at once, as its user asked."""
        self._asleep.pop(sender_id, None)
        self._live.pop(sender_id, None)

    @property
    def idle_seconds(self) -> float:
        """How long a conversation is kept after its last message."""
        return self._idle

    def _tidy(self) -> None:
        """Put the least recent conversations to sleep, and forget the oldest ones."""
        while len(self._live) > self._live_limit:
            sender_id, live = self._live.popitem(last=False)
            text = json.dumps(Dialogue(sender_id, live.saved_events()).as_dict())
            self._asleep[sender_id] = _Asleep(zlib.compress(text.encode(), 1), live.at)
        oldest_wanted = time.monotonic() - self._idle
        _forget(self._asleep, oldest_wanted, lambda: self._crowded)
        _forget(self._live, oldest_wanted, lambda: self._crowded)

    @property
    def _crowded(self) -> bool:
        return len(self._asleep) + len(self._live) > self._limit


def _forget(kept: OrderedDict[str, _Kept], oldest_wanted: float, crowded: Callable[[], bool]) -> None:
    while kept and (crowded() or next(iter(kept.values())).at < oldest_wanted):
        kept.popitem(last=False)


def _last_session(tracker: DialogueStateTracker) -> DialogueStateTracker:
    starts = sum(
        isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME for event in tracker.events
    )
    return get_trackers_for_conversation_sessions(tracker)[-1] if starts > 1 else tracker
