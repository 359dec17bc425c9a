"""The actions of ``bot.actions``, run inside the Rasa process: nothing of the conversation is copied or posted."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, overload

from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

ACTION_TIMEOUT = 20.0  # seconds; Rasa's own is 300, five times what it lets a conversation be locked
ACTIONS = "bot.actions"


class LocalActions(EndpointConfig):  # type: ignore[misc]
    """Stands where Rasa expects the address of an action server, and runs the actions itself."""

    def __init__(self, package: str = ACTIONS) -> None:
        """Load the actions. Exits with code 1 when the package cannot be imported, as an action server does."""
        super().__init__(enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(self, *_: Any, **request: Any) -> Any:
        """Run the action that ``json`` names, and return what an action server answers. Raises TimeoutError."""
        return await asyncio.wait_for(self._executor.run(request["json"]), ACTION_TIMEOUT)


class Events(Sequence[dict[str, Any]]):
    """The events of a conversation, as an action reads them: each is written when it is looked at, and not before."""

    def __init__(self, events: deque[Event]) -> None:
        """Look at these, which are neither copied nor changed."""
        self._events = events

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._events)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...

    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        """Return one, or some, in order."""
        if isinstance(index, slice):
            return [event.as_dict() for event in islice(self._events, *index.indices(len(self)))]
        written: dict[str, Any] = self._events[index].as_dict()
        return written

    def __reversed__(self) -> Iterator[dict[str, Any]]:
        """Return them from the last one on."""
        return (event.as_dict() for event in reversed(self._events))


def call_format(action: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """Return what an action is called with: what Rasa gives it, the events one by one when they are asked for."""
    state = tracker.current_state()  # without any event
    call = {
        "next_action": action.name(),
        "sender_id": tracker.sender_id,
        "tracker": {**state, "events": Events(tracker.events)},
    }
    if domain.does_custom_action_explicitly_need_domain(action.name()):
        call["domain"] = domain.as_dict()
    return call
