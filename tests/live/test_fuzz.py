"""The running server under what no one foresaw: fuzzed messages, fuzzed calls of its API, and a long day of visitors.

The same at each run. How long an answer takes is told, never judged.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
import requests
import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks

from bot.channels import sentences, web
from bot.servers import Servers
from bot.settings import CREDENTIALS
from bot.training import MODEL
from tests.live.fuzzed import ECHOES, conversations
from tests.tooling.waiting import PATIENCE, happens

SEED = 11
CLIENTS = 4
KEPT = 120
"""Conversations kept at once; there are many more."""
MARGIN = 15.0
"""Megabytes: the allocator gives back what is freed when it likes."""
NO_LIMIT = 1_000_000
FRENCH = re.compile(
    r"\b(?:le|la|les|l|un|une|des?|du|d|en|au|aux|et|ou|je|j|vous|est|sont|pas|pour|sur|à|merci|que|qui|dans)\b", re.I
)
FAILURES = (sentences.FAILED.partition("{")[0], sentences.UNAVAILABLE, sentences.NOT_READY)
PLAIN_TALK = ("bonjour", "merci", "combien de projets à Tours ?", "et à Blois ?", "quelle heure est-il ?", "utile")


class Watched(Servers):
    """The servers, and what is looked at from outside while they serve."""

    base: Path

    def memory(self) -> float:
        """Return the megabytes that the serving process holds."""
        assert self.services[0].process
        return float(psutil.Process(self.services[0].process.pid).memory_info().rss) / 2**20

    def kept(self) -> int:
        """Return how many conversations are kept."""
        with closing(sqlite3.connect(self.base)) as base:
            return int(base.execute("SELECT count(*) FROM conversation").fetchone()[0])

    def troubles(self) -> list[str]:
        """Return the lines of the log that tell of a failure."""
        lines = self.services[0].log.read_text("utf-8", "replace").splitlines()
        return [line for line in lines if re.search(r"Traceback|\bERROR\b|\bCRITICAL\b", line)]


@pytest.fixture(scope="module")
def fuzzed(live: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """Servers of their own, which count no one's calls and forget soon."""
    assert live  # the model is trained
    folder = tmp_path_factory.mktemp("fuzzed")
    channels = yaml.safe_load(CREDENTIALS.read_text("utf-8"))
    section = channels["bot.channels.web.WebChannel"]
    section["rates"] = dict.fromkeys(section["rates"], NO_LIMIT)
    credentials = folder / "credentials.yml"
    credentials.write_text(yaml.safe_dump(channels), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("conversations", "feedback"):
            patch.setenv(f"{name.upper()}_URL", f"sqlite:///{folder / name}.sqlite")
        patch.setenv("MAX_CONVERSATIONS", str(KEPT))
        servers = Watched(MODEL, logs=folder, credentials=credentials)
        with servers:
            servers.base = folder / "conversations.sqlite"
            yield servers


@contextmanager
def visitor(servers: Servers) -> Iterator[httpx.Client]:
    """Have someone who has just opened a conversation."""
    with httpx.Client(base_url=servers.url, timeout=PATIENCE, trust_env=False) as client:
        token = client.post("/api/conversation").raise_for_status().json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def in_turns(servers: Servers, talks: list[list[str]], look: Callable[[str, httpx.Response, float], None]) -> None:
    """Hold all these conversations, a few at once; ``look`` is given each message, its answer and its seconds."""

    def hold(talk: list[str]) -> None:
        with visitor(servers) as client:
            for message in talk:
                started = time.perf_counter()
                answer = client.post("/api/messages", json={"text": message})
                look(message, answer, time.perf_counter() - started)

    with ThreadPoolExecutor(CLIENTS) as clients:
        for done in [clients.submit(hold, talk) for talk in talks]:
            done.result()


def faults(answer: httpx.Response) -> list[str]:
    """Return what is wrong with the answer to a message."""
    if answer.status_code != 200:
        return [f"{answer.status_code} {answer.text[:200]}"]
    said = [message["text"] for message in answer.json()["messages"] if message["from"] == "bot"]
    whole = "\n".join(said)
    found = [] if said and all(each.strip() for each in said) else ["an empty reply"]
    found += [] if FRENCH.search(whole) else [f"not French: {whole[:200]}"]
    return found + [f"{each!r} in {whole[:300]}" for each in (*FAILURES, *ECHOES) if each in whole]


def test_fuzzed_messages_are_answered_in_french(fuzzed: Watched) -> None:
    wrong: list[tuple[str, list[str]]] = []
    slowest: list[tuple[float, str]] = []

    def look(message: str, answer: httpx.Response, seconds: float) -> None:
        slowest.append((seconds, message))
        if found := faults(answer):
            wrong.append((message[:300], found))

    in_turns(fuzzed, conversations(SEED, 2000), look)
    assert len(slowest) == 2000
    seconds, message = max(slowest)
    print(f"\n2,000 fuzzed messages; the slowest, {seconds:.2f} s for {len(message)} characters: {message[:80]!r}")
    assert wrong == []
    assert fuzzed.troubles() == []


OPENAPI = Path(web.__file__).with_name("openapi.yml")
AS_DESCRIBED = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
)
CALLS = {"postMessage": 900, "answerFile": 500, "diagnosticPdf": 300, "diagnosticPage": 300}
"""Calls of each operation; the others, which are asked for nothing, are few."""
BESIDE = 20
FILES = ("table.csv", "table.xlsx", "chart.svg")
MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)


def test_fuzzed_calls_of_the_api_are_answered_as_it_is_described(fuzzed: Watched) -> None:
    """Half the calls keep to the description and half do not; some hold a real token, a real answer."""
    api = schemathesis.openapi.from_path(OPENAPI)
    statuses: Counter[int] = Counter()
    slowest: list[tuple[float, str]] = []
    with visitor(fuzzed) as known, requests.Session() as session:
        session.trust_env = False
        who = {"Authorization": known.headers["Authorization"]}
        asked = known.post("/api/messages", json={"text": "Quels métiers recrutent le plus à Tours ?"}).json()
        answer, button = asked["messages"][1]["answer"]["id"], asked["messages"][1]["buttons"][0]["id"]

        def play(operation: Any, mode: schemathesis.GenerationMode, number: int) -> None:
            @seed(SEED)
            @settings(
                max_examples=number,
                phases=[Phase.generate],
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode), known_by=st.booleans(), real=st.integers(0, 9))
            def call(case: schemathesis.Case[Any], known_by: bool, real: int) -> None:
                if real == 0 and "answer" in case.path_parameters:
                    case.path_parameters["answer"] = answer
                if real == 0 and isinstance(case.body, dict) and "button" in case.body:
                    case.body["button"] = button
                started = time.perf_counter()
                headers = who if known_by else None
                reply = case.call(base_url=fuzzed.url, session=session, headers=headers, timeout=PATIENCE)
                slowest.append((time.perf_counter() - started, operation.label))
                statuses[reply.status_code] += 1
                case.validate_response(reply, checks=list(AS_DESCRIBED))

            call()

        operations = [found.ok() for found in api.get_all_operations() if isinstance(found, Ok)]
        for operation in sorted(operations, key=lambda each: bool(each.method == "delete")):  # forgets: the last
            name = operation.definition.raw["operationId"]
            if name in CALLS:
                for mode in MODES:
                    play(operation, mode, CALLS[name] // len(MODES))
            else:
                play(operation, MODES[0], BESIDE)
    seconds, label = max(slowest)
    print(f"\n{len(slowest)} fuzzed calls: {dict(sorted(statuses.items()))}; the slowest, {seconds:.2f} s: {label}")
    assert len(slowest) >= 2000
    assert {200, 400, 401, 404} <= set(statuses)
    assert fuzzed.troubles() == []


def test_memory_is_flat_and_what_is_kept_bounded_after_three_thousand_messages(fuzzed: Watched) -> None:
    talks = [[PLAIN_TALK[(first + each) % len(PLAIN_TALK)] for each in range(10)] for first in range(300)]
    statuses: Counter[int] = Counter()
    memory = []

    def count(_message: str, answer: httpx.Response, _seconds: float) -> None:
        statuses.update([answer.status_code])

    for third in range(3):
        in_turns(
            fuzzed, talks[third * 100 : (third + 1) * 100], lambda _, answer, __: statuses.update([answer.status_code])
        )
        memory.append(fuzzed.memory())
    print("\n3,000 messages in 300 conversations: " + ", ".join(f"{each:.0f} MB" for each in memory))
    assert statuses == {200: 3000}
    assert memory[-1] <= memory[0] + MARGIN
    assert happens(lambda: fuzzed.kept() <= KEPT)
    assert fuzzed.troubles() == []
