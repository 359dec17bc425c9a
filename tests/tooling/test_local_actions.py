"""Actions run in the Rasa process: what they are given, what comes back, and that the past costs nothing."""

import asyncio
import json
from collections import deque
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk.executor import ActionNotFoundException

from bot import shortcuts
from bot.local_actions import Events, LocalActions, call_format

DOMAIN = Domain.from_dict({"intents": ["refuser"], "actions": ["action_refuse"]})


@pytest.fixture(scope="module")
def local() -> LocalActions:
    return LocalActions()


def tracker(turns: int) -> DialogueStateTracker:
    kept = DialogueStateTracker("a", [])
    for _ in range(turns):
        kept.update(UserUttered("laisse tomber", {"name": "refuser", "confidence": 1.0}))
        kept.update(ActionExecuted("action_listen"))
    return kept


def test_an_action_replies_as_an_action_server_would(local: LocalActions) -> None:
    call = call_format(RemoteAction("action_refuse", local), tracker(1), DOMAIN)
    answer = asyncio.run(local.request(json=call, method="post", timeout=300, compress=False))
    assert "on laisse" in answer["responses"][0]["text"]
    assert [event["event"] for event in answer["events"]] == ["slot"] * len(answer["events"])
    assert RemoteAction("action_refuse", local)._validate_action_result(answer)


def test_an_unknown_action_and_one_that_never_ends_are_failures(
    local: LocalActions, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: Any) -> list[Any]:
        await asyncio.Event().wait()
        return []

    with pytest.raises(ActionNotFoundException):
        asyncio.run(local.request(json=call_format(RemoteAction("action_none", local), tracker(1), DOMAIN)))
    monkeypatch.setattr("bot.local_actions.ACTION_TIMEOUT", 0.01)
    monkeypatch.setitem(local._executor.actions, "action_refuse", never)
    with pytest.raises(asyncio.TimeoutError):
        asyncio.run(local.request(json=call_format(RemoteAction("action_refuse", local), tracker(1), DOMAIN)))


def test_no_event_of_the_past_is_written_for_an_action_that_does_not_look(
    local: LocalActions, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Event] = []
    as_dict = UserUttered.as_dict

    def counted(event: UserUttered) -> dict[str, Any]:
        written.append(event)
        return dict(as_dict(event))

    monkeypatch.setattr(UserUttered, "as_dict", counted)
    asyncio.run(local.request(json=call_format(RemoteAction("action_refuse", local), tracker(50), DOMAIN)))
    assert not written


def test_the_events_read_like_a_list() -> None:
    kept: deque[Event] = deque([ActionExecuted("a"), SlotSet("b", 1), ActionExecuted("c")])
    events, whole = Events(kept), [event.as_dict() for event in kept]
    assert list(events) == whole
    assert list(reversed(events)) == whole[::-1]
    assert (events[-1], events[1:], len(events)) == (whole[-1], whole[1:], 3)


def test_an_action_server_is_posted_the_last_events_only() -> None:
    posted: list[str] = []

    class Kept(shortcuts.KeptOpenEndpoint):
        async def _post(self, body: str) -> Any:
            posted.append(body)
            return {}

    for turns in (30, 300):
        call = call_format(RemoteAction("action_refuse", SimpleNamespace(kwargs={})), tracker(turns), DOMAIN)
        asyncio.run(Kept("http://elsewhere").request(json=call))
    few, many = (json.loads(body)["tracker"]["events"] for body in posted)
    assert len(few) == len(many) == shortcuts._POSTED
    assert many[-1]["name"] == "action_listen"
