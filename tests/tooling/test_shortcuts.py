"""What the serving process does quicker gives what Rasa gives."""

import asyncio
import threading
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

import jsonschema
import pytest
from aiohttp import web
from rasa.core import processor
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot import shortcuts
from bot.local_actions import ACTION_TIMEOUT
from tests.tooling.waiting import PATIENCE


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processor, "DaskGraphRunner", processor.DaskGraphRunner)
    parse = processor.MessageProcessor.parse_message
    monkeypatch.setattr(processor.MessageProcessor, "parse_message", parse)
    looked_for = processor.MessageProcessor._check_for_unseen_features
    monkeypatch.setattr(processor.MessageProcessor, "_check_for_unseen_features", looked_for)
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    monkeypatch.setattr(DialogueStateTracker, "past_states", DialogueStateTracker.past_states)
    monkeypatch.setattr(processor, "copy", processor.copy)
    for name in ("_get_possible_keys", "_find_action_from_rules"):
        monkeypatch.setattr(RulePolicy, name, getattr(RulePolicy, name))
    shortcuts.install()


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("exchanges", [1, 3, 4, 30])
def test_policies_see_the_last_exchanges_as_they_are_whatever_came_before(exchanges: int) -> None:
    domain = Domain.from_dict({"intents": ["chiffre"], "actions": ["action_figures"]})
    tracker = DialogueStateTracker("a", [])
    tracker.update(ActionExecuted("action_listen"))
    for _ in range(exchanges):
        tracker.update(UserUttered("combien", {"name": "chiffre"}), domain)
        tracker.update(ActionExecuted("action_figures"))
        tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered("combien", {"name": "chiffre"}), domain)
    seen, whole = tracker.past_states(domain), shortcuts._past_states(tracker, domain)
    assert len(seen) <= 2 * shortcuts._EXCHANGES_OF_A_RULE + 1
    assert seen[-4:] == whole[-4:]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("result", "valid"),
    [
        ({"events": [], "responses": []}, True),
        (
            {"events": [{"event": "slot", "name": "a", "value": 1, "timestamp": None}], "responses": [{"text": "a"}]},
            True,
        ),
        ({"events": [{"event": "unknown"}], "responses": []}, False),
        ({"events": {}, "responses": []}, False),
        ({"events": [], "responses": ["a"]}, False),
        (None, False),
    ],
)
def test_replies_of_the_action_server_are_checked_as_before(result: Any, valid: bool) -> None:
    action = RemoteAction("action_figures", None)
    if valid:
        assert action._validate_action_result(result)
    else:
        with pytest.raises(jsonschema.ValidationError):
            action._validate_action_result(result)


@pytest.mark.usefixtures("installed")
def test_models_are_run_by_the_ordered_runner() -> None:
    assert processor.DaskGraphRunner is shortcuts.OrderedGraphRunner


class Node:
    """A node of a graph: returns its own name around its inputs, and counts its runs."""

    def __init__(self, name: str, needs: dict[str, str]) -> None:
        self.name, self.needs, self.runs = name, needs, 0

    def __call__(self, *inputs: tuple[str, Any]) -> tuple[str, Any]:
        self.runs += 1
        return self.name, f"{self.name}({', '.join(value for _, value in inputs)})"


class Schema:
    """Just enough of rasa.engine.graph.GraphSchema."""

    target_names = ("policy",)

    def __init__(self, nodes: dict[str, Node]) -> None:
        self.nodes = nodes

    def minimal_graph_schema(self, _targets: list[str]) -> "Schema":
        return self


def test_the_ordered_runner_gives_what_dask_gives() -> None:
    needs = {
        "policy": {"tracker": "__tracker__", "domain": "domain", "rules": "rules"},
        "rules": {"domain": "domain"},
        "classifier": {"messages": "tokens"},
        "tokens": {"messages": "__message__"},
        "domain": {},
    }
    results = []
    for kind in (DaskGraphRunner, shortcuts.OrderedGraphRunner):
        nodes = {name: Node(name, need) for name, need in needs.items()}
        runner = kind.__new__(kind)
        runner._graph_schema, runner._instantiated_nodes, runner._execution_context = Schema(nodes), nodes, None
        inputs = {"__message__": "bonjour", "__tracker__": "tracker"}
        results.append([runner.run(inputs, [target]) for target in ("classifier", "policy", "policy")])
        assert nodes["domain"].runs in {2, 3}, "a node runs once in a run"
    assert results[0] == results[1]
    assert results[0][1] == {"policy": "policy(tracker, domain(), rules(domain()))"}


class Processor:
    """A processor whose reading of a message goes on until it is let go."""

    http_interpreter = None

    def __init__(self) -> None:
        self.read: list[str] = []
        self.go = threading.Event()

    async def parse_message(self, message: str) -> str:
        self.read.append(message)
        self.go.wait(PATIENCE)
        return message.upper()

    async def awaiting(self, message: str) -> str:
        await asyncio.sleep(0)
        return message


def test_the_event_loop_goes_on_while_messages_are_read_one_at_a_time() -> None:
    processor = Processor()

    async def check(thread: Executor) -> None:
        parse = shortcuts._in_a_thread(Processor.parse_message, thread)
        readings = [asyncio.create_task(parse(processor, message)) for message in ("a", "b")]
        while not processor.read:
            await asyncio.sleep(0.001)
        assert processor.read == ["a"]
        processor.go.set()
        assert await asyncio.gather(*readings) == ["A", "B"]
        awaiting = shortcuts._in_a_thread(Processor.awaiting, thread)
        with pytest.raises(RuntimeError, match="awaits"):
            await awaiting(processor, "a")
        processor.http_interpreter = "elsewhere"  # type: ignore[assignment]
        assert await awaiting(processor, "a") == "a"

    with ThreadPoolExecutor(1) as thread:
        asyncio.run(check(thread))


class ActionServer:
    """An action server that counts the connections made to it."""

    def __init__(self) -> None:
        self.connections: set[Any] = set()
        self.port = 0
        self.hangs = False

    async def start(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/webhook", self._answer)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.port = runner.addresses[0][1]
        return runner

    async def _answer(self, request: web.Request) -> web.Response:
        self.connections.add(request.transport)
        if self.hangs:
            await asyncio.sleep(3600)
        body = await request.json()
        if body["next_action"] == "action_unknown":
            return web.json_response({"error": "unknown", "action_name": "action_unknown"}, status=404)
        return web.json_response({"events": [], "responses": [{"text": request.query.get("token", "")}]})


def test_an_action_server_that_hangs_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortcuts, "AFTER_SILENCE", 0.2)
    waited: list[float] = []

    class Endpoint(shortcuts.KeptOpenEndpoint):
        async def _post(self, body: str) -> Any:
            waited.append(self._patience)
            return await super()._post(body)

    async def check() -> None:
        server = ActionServer()
        runner = await server.start()
        endpoint = Endpoint.like(EndpointConfig(""), f"http://127.0.0.1:{server.port}/webhook")
        endpoint._patience = 0.3
        server.hangs = True
        for _ in range(2):
            with pytest.raises(asyncio.TimeoutError):
                await endpoint.request(json={"next_action": "action_figures"})
        server.hangs = False
        endpoint._patience = PATIENCE  # a slow machine is not a server that hangs
        for _ in range(2):
            await endpoint.request(json={"next_action": "action_figures"})
        await runner.cleanup()
        assert endpoint._open is not None
        await endpoint._open.close()

    asyncio.run(check())
    assert waited == [0.3, 0.2, PATIENCE, ACTION_TIMEOUT]


def test_connections_to_the_action_server_stay_open_and_survive_its_restart() -> None:
    async def check() -> None:
        server = ActionServer()
        runner = await server.start()
        stock = EndpointConfig("http://elsewhere", token="clé", enable_selective_domain=True)
        endpoint = shortcuts.KeptOpenEndpoint.like(stock, f"http://127.0.0.1:{server.port}/webhook")
        assert endpoint.kwargs == stock.kwargs

        async def call(action: str = "action_figures") -> Any:
            return await endpoint.request(json={"next_action": action}, method="post", timeout=300, compress=False)

        for _ in range(3):
            assert await call() == {"events": [], "responses": [{"text": "clé"}]}
        assert len(server.connections) == 1
        with pytest.raises(ClientResponseError) as failure:
            await call("action_unknown")
        assert failure.value.status == 404

        await runner.cleanup()
        runner = await server.start()
        assert (await call())["events"] == []
        await runner.cleanup()
        assert endpoint._open is not None
        await endpoint._open.close()

    asyncio.run(check())
