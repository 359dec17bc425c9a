"""Costs of a turn that Rasa pays again each time, and the serving process pays once.

Measured on a turn with one custom action, 33 ms: checking the action's reply against its JSON schema takes 25 ms, of
which all but 0.3 go to checking the schema itself; Dask, which plans the order of a dozen functions three times a turn,
0.7 ms; what its log would show of each event, copied though the log is not kept, 1 ms; comparing the rules with the
states, 1 ms (``bot/ruling.py``); a new HTTP session and connection per action, 0.7 ms, where the actions are served
elsewhere. Every event of the conversation, written for each action, has no end (``bot/local_actions.py``).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, ThreadPoolExecutor
from contextvars import copy_context
from itertools import islice
from types import SimpleNamespace
from typing import Any

import aiohttp
import rasa.core.processor
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.processor import MessageProcessor
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot import ruling
from bot.local_actions import ACTION_TIMEOUT, Events, LocalActions, call_format

AFTER_SILENCE = 2.0  # seconds

Parse = Callable[..., Coroutine[Any, Any, Any]]

_EXCHANGES_OF_A_RULE = 3
"""The longest rule: what was said before plays no part in which action comes next."""
_POSTED = 40
"""Events of a conversation that an action served elsewhere is given: the last three or four exchanges."""


def install() -> None:
    """Put the quicker runner and the quicker check in the place of Rasa's, in this process."""
    rasa.core.processor.DaskGraphRunner = OrderedGraphRunner
    rasa.core.processor.copy = SimpleNamespace(deepcopy=lambda shown: shown)  # it copies what it logs, nothing else
    ruling.install()
    MessageProcessor._check_for_unseen_features = lambda _self, _parsed: None
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def validate(action: RemoteAction, result: Any) -> bool:
        """Return True if this is what an action server may reply. Raises jsonschema.ValidationError.

        What the actions of this process reply was made by Rasa's own executor, and is as it should be.
        """
        if not isinstance(action.action_endpoint, LocalActions):
            validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate
    RemoteAction._action_call_format = call_format
    DialogueStateTracker.past_states = _last_states
    MessageProcessor.parse_message = _in_a_thread(MessageProcessor.parse_message, ThreadPoolExecutor(1, "reading"))


def _in_a_thread(parse: Parse, thread: Executor) -> Parse:
    """Return a ``parse_message`` that works beside the event loop: 4,000 characters take it more than a second.

    Messages are read one at a time, in order; meanwhile the server answers everything else.
    """

    async def parse_message(processor: Any, *arguments: Any, **options: Any) -> Any:
        parsing = parse(processor, *arguments, **options)
        if processor.http_interpreter:  # read elsewhere: it really awaits
            return await parsing
        return await asyncio.get_running_loop().run_in_executor(thread, copy_context().run, _finished, parsing)

    return parse_message


def _finished(parsing: Coroutine[Any, Any, Any]) -> Any:
    """Return what a coroutine that awaits nothing returns."""
    try:
        parsing.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("reading a message awaits something")


_past_states = DialogueStateTracker.past_states


def _last_states(tracker: DialogueStateTracker, domain: Domain, *arguments: Any, **options: Any) -> Any:
    """Return the states that policies look at, of the last exchanges only: of thirty, they take half of a turn."""
    messages = [place for place, event in enumerate(tracker.events) if isinstance(event, UserUttered)]
    if len(messages) > _EXCHANGES_OF_A_RULE:
        first = max(messages[-_EXCHANGES_OF_A_RULE] - 1, 0)  # with the listening before it
        last = list(islice(tracker.events, first, None))
        tracker = DialogueStateTracker.from_events(tracker.sender_id, last, slots=domain.slots)
    return _past_states(tracker, domain, *arguments, **options)


class OrderedGraphRunner(DaskGraphRunner):  # type: ignore[misc]
    """Runs the nodes of a model one after the other, in an order worked out once for each target."""

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Run what the targets need and return their outputs by name."""
        wanted = tuple(targets or self._graph_schema.target_names)
        outputs: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, node, needs in self._plan(wanted):
            outputs[name] = node(*(outputs.get(need, need) for need in needs))
        return {target: outputs[target][1] for target in wanted}

    def _plan(self, targets: tuple[str, ...]) -> list[tuple[str, GraphNode, tuple[str, ...]]]:
        plans: dict[tuple[str, ...], Any] = self.__dict__.setdefault("_plans", {})
        if targets not in plans:
            plans[targets] = [
                (name, self._instantiated_nodes[name], tuple(self._graph_schema.nodes[name].needs.values()))
                for name in self._ordered(targets)
            ]
        plan: list[tuple[str, GraphNode, tuple[str, ...]]] = plans[targets]
        return plan

    def _ordered(self, targets: tuple[str, ...]) -> list[str]:
        """Return the nodes that the targets need, each after those it needs itself."""
        order: dict[str, None] = {}

        def visit(name: str) -> None:
            if name in order or name not in self._graph_schema.nodes:
                return
            for need in self._graph_schema.nodes[name].needs.values():
                visit(need)
            order[name] = None

        for target in targets:
            visit(target)
        return list(order)


class KeptOpenEndpoint(EndpointConfig):  # type: ignore[misc]
    """An action server, talked to over connections that stay open.

    One that let an action wait for ``ACTION_TIMEOUT`` has ``AFTER_SILENCE`` for the next ones, until it answers again:
    while it hangs, people wait for its absence to be told no longer than that.
    """

    _open: aiohttp.ClientSession | None = None
    _patience = ACTION_TIMEOUT

    @classmethod
    def like(cls, endpoint: EndpointConfig, url: str) -> KeptOpenEndpoint:
        """Return the same configuration, at this address."""
        other = cls(url, endpoint.params, endpoint.headers, endpoint.basic_auth, endpoint.token, endpoint.token_name)
        other.kwargs = endpoint.kwargs
        return other

    async def request(self, *_: Any, **request: Any) -> Any:
        """Post ``json`` and return the JSON of the answer. Raises ClientResponseError, aiohttp.ClientError."""
        body = json.dumps(request["json"], default=_written)
        try:
            return await self._post(body)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            # The connection had been closed at the other end, as when the action server starts again.
            return await self._post(body)
        except asyncio.TimeoutError:
            self._patience = AFTER_SILENCE
            raise

    async def _post(self, body: str) -> Any:
        if self._open is None:
            self._open = self.session()
        async with self._open.post(
            self.url,
            data=body,
            headers={"Content-Type": "application/json"},
            params=self.combine_parameters(),
            timeout=aiohttp.ClientTimeout(total=self._patience),
        ) as answer:
            self._patience = ACTION_TIMEOUT
            if answer.status >= 400:
                raise ClientResponseError(answer.status, answer.reason, await answer.text())
            return await answer.json()


def _written(events: Any) -> list[dict[str, Any]]:
    """Return the last events of a conversation, for ``json``. Raises TypeError for anything else."""
    if not isinstance(events, Events):
        raise TypeError(f"{type(events).__name__} is not JSON")
    return events[-_POSTED:]
