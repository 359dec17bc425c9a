"""The dialogues of ``tests/conversations`` played against the live servers, with real actions.

Each passes or fails by its name: those of ``known_misses.yml`` may fail, and must leave it once they are right.
"""

from __future__ import annotations

import uuid

import pytest

from bot.servers import Servers
from tests.conversations.dialogue import Dialogue, Reply, dialogues, play
from tests.known_misses import known_misses, surprises

DIALOGUES = dialogues()


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[dialogue.name for dialogue in DIALOGUES])
def test_dialogue(dialogue: Dialogue, live: Servers) -> None:
    sender = f"conversation-{uuid.uuid4().hex}"

    def ask(message: str) -> Reply:
        return live.ask(message, sender=sender)

    wrong = surprises("dialogues", {dialogue.name: play(dialogue, ask)})
    assert not wrong, "\n  ".join(wrong)


def test_nearly_every_dialogue_is_right() -> None:
    """At least 95 %: the list of those that are not stays short, and names dialogues that exist."""
    known = known_misses()["dialogues"].keys()
    assert known <= {dialogue.name for dialogue in DIALOGUES}
    assert len(known) <= 0.05 * len(DIALOGUES)
