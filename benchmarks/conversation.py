"""One long conversation: what its 500th turn costs beside its 10th, and what is kept of it."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

import httpx

from benchmarks.aims import Measured, milliseconds, report
from bot.servers import Servers
from bot.training import build_knowledge, ensure_model

RATIO_AIM = 1.3
_TURNS = 500
_QUESTIONS = (
    "combien de soudeurs à Vierzon ?",
    "et à Blois ?",
    "est-ce dur de trouver des couvreurs à Tours ?",
    "quels métiers recrutent à Bourges ?",
    "évolution dans le Loiret depuis 2022",
    "bonjour",
    "c'est quoi la BMO ?",
    "compare Tours et Blois",
    "et en 2024 ?",
    "quel salaire pour un maçon ?",
)
"""Asked in a loop: ten turns in a row are the same ten questions anywhere in the conversation."""


def measure() -> int:
    """Measure, print the table and write ``var/bench-conversation.json``; return 0."""
    build_knowledge()
    model = ensure_model(lambda _: None)
    with tempfile.TemporaryDirectory(prefix="bemo-bench-") as folder:
        kept = Path(folder) / "conversations.sqlite"
        servers = Servers(model, logs=Path(folder))
        for service in servers.services:
            own = {"CONVERSATIONS_URL": f"sqlite:///{kept}", "FEEDBACK_URL": f"sqlite:///{folder}/feedback.sqlite"}
            service.environment = {**service.environment, **own}
        with servers:
            print(f"==> one conversation of {_TURNS + 5} turns", flush=True)
            times = _played(servers)
        size = sum(file.stat().st_size for file in kept.parent.glob(f"{kept.name}*"))
    tenth, last = statistics.median(times[5:15]), statistics.median(times[-10:])
    ratio = sum(times[-10:]) / sum(times[5:15])
    report(
        "conversation",
        [
            Measured("turns 6 to 15, median", tenth, "ms"),
            Measured(f"turns {_TURNS - 4} to {_TURNS + 5}, median", last, "ms"),
            Measured(f"turn {_TURNS} beside turn 10", ratio, "times", RATIO_AIM),
            Measured("what is kept of it", size / 1e6, "MB"),
        ],
    )
    return 0


def _played(servers: Servers) -> list[float]:
    """Return how long each turn took, in milliseconds. Raises httpx.HTTPError."""
    with httpx.Client(base_url=servers.url, timeout=60, trust_env=False) as client:

        def turn(number: int) -> None:
            message = {"sender": "bench", "message": _QUESTIONS[number % len(_QUESTIONS)]}
            client.post("/webhooks/rest/webhook", json=message).raise_for_status()

        for number in range(len(_QUESTIONS)):  # what the first questions load is no part of a conversation
            client.post("/webhooks/rest/webhook", json={"message": _QUESTIONS[number]}).raise_for_status()
        return [milliseconds(turn, number) for number in range(_TURNS + 5)]
