"""The whole assistant against stock Rasa: train, start, load and question both, one after the other, and compare.

``NLU_TRAIN=… NLU_TEST=…`` (Rasa NLU files) compare the intent classifiers alone, on any data, and nothing else.
``BENCH_MESSAGES`` is the number of messages of each load. ``BENCH_REUSE=1`` keeps the models, and the training times,
of a whole run before: DIET takes ten to twenty minutes.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import httpx
import psutil

from benchmarks import accuracy, load
from benchmarks.contenders import FOLDER, QUIET, Contender, bemo, intent_classifiers, run, stock
from benchmarks.report import table
from bot.processes import Service, free_port, stop_all
from bot.servers import QUESTIONS
from bot.training import build_knowledge
from knowledge.paths import PROJECT, VAR

HELD_OUT = PROJECT / "tests" / "nlu" / "held_out_intents.yml"
RESULTS = VAR / "bench.json"
INTENTS_RESULTS = VAR / "bench-intents.json"
MESSAGES = int(os.environ.get("BENCH_MESSAGES") or 400)
WARM_UP = 40
STARTS = 2  # the quicker one counts: the first may read the disk


def measure() -> int:
    """Compare, print the table, and write ``var/bench.json`` (``var/bench-intents.json`` for the classifiers alone).

    Return the exit code: 2 when ``NLU_TRAIN`` and ``NLU_TEST`` are wrong, else 0.
    """
    train, test = os.environ.get("NLU_TRAIN"), os.environ.get("NLU_TEST")
    if bool(train) != bool(test):
        print("Set both NLU_TRAIN and NLU_TEST to compare the intent classifiers alone, or neither.", file=sys.stderr)
        return 2
    if train and test:
        files = Path(train).resolve(), Path(test).resolve()
        missing = [str(path) for path in files if not path.is_file()]
        if missing:
            print(f"No such file: {', '.join(missing)}", file=sys.stderr)
            return 2
        results = cross_check(*files)
        shown, written = table(results["bemo"], results["stock"], accuracy_only=True), INTENTS_RESULTS
    else:
        if not os.environ.get("BENCH_REUSE"):
            shutil.rmtree(FOLDER, ignore_errors=True)
        written = RESULTS
        build_knowledge()
        results = everything([bemo(), stock()])
        shown = table(results["bemo"], results["stock"])
        shown += (
            "\n\nThe stock pipeline links no place and no occupation: it does less, and its actions have less to do."
        )
    written.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    print(f"\n{shown}\n\nA ratio above 1 is in favour of Bémo. Written to {written.relative_to(PROJECT)}.")
    return 0


def cross_check(train: Path, test: Path) -> dict[str, dict[str, Any]]:
    """Return what both intent classifiers learn from one file and get right on another.

    Always trained from nothing: Rasa's cache knows a component by its settings, and would serve one of older code.
    """
    pair = intent_classifiers()
    for one in pair:
        one.model.unlink(missing_ok=True)
        shutil.rmtree(one.folder / "cache", ignore_errors=True)
    return {one.name: intents(one, train, test) for one in pair}


def intents(contender: Contender, train: Path, test: Path) -> dict[str, Any]:
    """Train the classifier alone on one file and return its accuracy on another."""
    return {"training_s": trained(contender, train), "accuracy": right_on(contender, test)}


def everything(contenders: list[Contender]) -> dict[str, dict[str, Any]]:
    """Return every measure of each assistant.

    They are served in turns, and the quicker start of each counts: whatever else the machine does, or has in its
    memory, weighs on both.
    """
    results: dict[str, dict[str, Any]] = {
        one.name: {"training_s": trained(one), "accuracy": right_on(one, HELD_OUT)} for one in contenders
    }
    rounds = [{one.name: served(one) for one in contenders} for _ in range(STARTS)]
    for name, result in results.items():
        result.update(min((one[name] for one in rounds), key=lambda measures: float(measures["ready_s"])))
    return results


def trained(contender: Contender, nlu: Path | None = None) -> float:
    """Train from nothing; return the seconds that the whole command took."""
    kept = contender.folder / "training_s"
    if contender.model.exists() and kept.exists():
        return float(kept.read_text("utf-8"))
    _say(contender, "training")
    environment = {**os.environ, **QUIET, "RASA_CACHE_DIRECTORY": str(contender.folder / "cache")}
    started = time.monotonic()
    run(contender.training(nlu), contender.folder / "train.log", environment)
    seconds = time.monotonic() - started
    kept.write_text(f"{seconds}\n", "utf-8")
    return seconds


def right_on(contender: Contender, path: Path) -> dict[str, Any]:
    """Return the intent accuracy of its model on a held-out file."""
    _say(contender, f"intents of {path.name}")
    command = [sys.executable, "-m", "benchmarks.accuracy", str(contender.model), str(path)]
    log = contender.folder / "accuracy.log"
    run(command, log, {**os.environ, **QUIET})
    result: dict[str, Any] = json.loads(log.read_text("utf-8").splitlines()[-1])
    return result


def served(contender: Contender) -> dict[str, Any]:
    """Serve it, with an action server where it needs one; return its time to ready, its memory, what the loads took."""
    _say(contender, "serving")
    actions_port, port = free_port(), free_port()
    arguments = ["-m", "rasa_sdk", "--actions", "bot.actions", "--port", str(actions_port)]
    log = contender.folder / "actions.log"
    names = ("FEEDBACK", "CONVERSATIONS", "HANDOVER")
    bases = {f"{name}_URL": f"sqlite:///{contender.folder / name.lower()}.sqlite" for name in names}
    own = {"SANIC_HOST": "127.0.0.1", **bases}
    actions = Service("action server", [sys.executable, *arguments], log, {**QUIET, **own})
    command = contender.serving(port, f"http://127.0.0.1:{actions_port}/webhook")
    rasa = Service("Rasa", command, contender.folder / "rasa.log", {**QUIET, **own})
    beside = [] if contender.runs_its_actions else [actions]
    url = f"http://127.0.0.1:{port}"
    try:
        for service in beside:
            service.start()
            _wait_for(service, f"http://127.0.0.1:{actions_port}/health")
        started = time.monotonic()
        rasa.start()
        _wait_for(rasa, f"{url}/webhooks/rest/webhook", {"sender": "bench", "message": QUESTIONS[0]})
        ready = time.monotonic() - started
        texts = accuracy.texts(HELD_OUT)
        load.put(url, texts, 1, WARM_UP)
        loads = {str(clients): asdict(load.put(url, texts, clients, MESSAGES)) for clients in (1, 16)}
        alone = _memory(rasa)
        return {"ready_s": ready, "rasa_mb": alone, "total_mb": alone + sum(map(_memory, beside)), "load": loads}
    finally:
        stop_all([rasa, *beside])


def _wait_for(service: Service, url: str, question: dict[str, str] | None = None) -> None:
    """Return once the service answers, with something to say if it is asked. Raises RuntimeError if it ends."""
    while service.exit_code is None:
        try:
            answer = httpx.post(url, json=question, timeout=60) if question else httpx.get(url, timeout=60)
            if answer.status_code == 200 and answer.json():
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"{service.name} ended:\n{service.log_tail()}")


def _memory(service: Service) -> float:
    """Return the megabytes a process and its children hold: PSS on Linux, else RSS."""
    assert service.process is not None
    process = psutil.Process(service.process.pid)
    family = [process, *process.children(recursive=True)]
    infos = [one.memory_full_info() for one in family]
    return sum(getattr(info, "pss", info.rss) for info in infos) / 1e6


def _say(contender: Contender, what: str) -> None:
    print(f"==> {contender.name}: {what}", flush=True)
