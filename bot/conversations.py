"""Where conversations are kept: in memory, as they are, for a while, and then forgotten."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker, get_trackers_for_conversation_sessions


@dataclass
class _Kept:
    tracker: DialogueStateTracker
    events: int  # how many it had when it was saved
    at: float  # when it was saved, on the monotonic clock


class ConversationStore(TrackerStore):  # type: ignore[misc]
    """Tracker store in memory, bounded in number and in time; named by its class path in endpoints.yml.

    Rasa's own in-memory store writes each conversation to JSON and reads it back at every turn, which takes 27 ms
    after thirty turns, and never forgets anything. This one keeps the tracker itself, forgets the conversations idle
    for ``idle_minutes``, and the oldest ones beyond ``max_conversations``.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        max_conversations: int = 5000,
        idle_minutes: float = 120,
        **kwargs: Any,
    ) -> None:
        """Make an empty store."""
        super().__init__(domain, event_broker, **kwargs)
        self._limit = max_conversations
        self._idle = idle_minutes * 60
        self._kept: OrderedDict[str, _Kept] = OrderedDict()  # the longest idle first

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep this conversation as the most recent one."""
        await self.stream_events(tracker)
        self._kept[tracker.sender_id] = _Kept(tracker, len(tracker.events), time.monotonic())
        self._kept.move_to_end(tracker.sender_id)
        self._forget()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the present session of this conversation, as it was last saved; None if it is not known."""
        self._forget()
        kept = self._kept.get(sender_id)
        if kept is None:
            return None
        tracker = kept.tracker
        if len(tracker.events) != kept.events:
            # A turn that failed halfway left its events on the tracker: back to what was saved.
            events = list(islice(tracker.events, kept.events))
            tracker = DialogueStateTracker.from_events(sender_id, events, slots=self.domain.slots)
        return _last_session(tracker)

    async def keys(self) -> Iterable[str]:
        """Return the identifiers of the conversations that are kept."""
        return list(self._kept)

    def _forget(self) -> None:
        oldest_wanted = time.monotonic() - self._idle
        while self._kept:
            sender_id, kept = next(iter(self._kept.items()))
            if kept.at >= oldest_wanted and len(self._kept) <= self._limit:
                return
            del self._kept[sender_id]


def _last_session(tracker: DialogueStateTracker) -> DialogueStateTracker:
    starts = sum(
        isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME for event in tracker.events
    )
    return get_trackers_for_conversation_sessions(tracker)[-1] if starts > 1 else tracker
