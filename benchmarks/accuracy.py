"""Intent accuracy of a trained model on a held-out NLU file: ``python -m benchmarks.accuracy MODEL FILE``."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any

import yaml

from bot import lean


def examples(path: Path) -> list[tuple[str, str]]:
    """Return the (text, intent) pairs of an NLU file in Rasa's YAML format, entity marks removed."""
    from rasa.shared.nlu.constants import INTENT, TEXT  # noqa: PLC0415 — not before lean.install()
    from rasa.shared.nlu.training_data.loading import load_data  # noqa: PLC0415

    return [(message.get(TEXT), message.get(INTENT)) for message in load_data(str(path)).intent_examples]


def texts(path: Path) -> list[str]:
    """Return the sentences of an NLU file, without importing Rasa."""
    blocks = [block["examples"] for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]]
    return [line.removeprefix("- ").strip() for block in blocks for line in block.splitlines() if line.strip()]


async def measure(model: Path, path: Path) -> dict[str, Any]:
    """Return how many intents of the file the model gets right.

    As ``rasa test`` does, it looks through the FallbackClassifier at the intent underneath.
    """
    if lean.is_wanted(model):
        lean.install()
    # Not before install()
    from rasa.core.agent import Agent  # noqa: PLC0415
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415

    configure_structlog(logging.WARNING)
    agent = Agent.load(model)
    pairs = examples(path)
    right = 0
    for text, intent in pairs:
        parsed = await agent.parse_message(text)
        ranking = parsed.get("intent_ranking") or [parsed["intent"]]
        names = [found["name"] for found in ranking if found["name"] != "nlu_fallback"]
        right += names[:1] == [intent]
    return {"right": right, "total": len(pairs), "accuracy": right / len(pairs)}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(Path(sys.argv[1]), Path(sys.argv[2])))))
