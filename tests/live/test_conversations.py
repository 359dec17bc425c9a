"""The dialogues of ``tests/conversations`` played against the live servers, with real actions.

A dialogue that goes wrong is shown and does not fail the run by itself: the score over all of them does.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable

import pytest

from bot.servers import Servers
from tests.conversations.dialogue import Dialogue, Reply, dialogues, play

TARGET = 0.95
DIALOGUES = dialogues()
Faults = Callable[[Dialogue], list[str]]


@pytest.fixture(scope="module")
def faults_of(live: Servers) -> Faults:
    """Plays a dialogue, once in the whole run, and returns its faults."""
    played: dict[str, list[str]] = {}

    def faults(dialogue: Dialogue) -> list[str]:
        if dialogue.name not in played:
            sender = f"conversation-{uuid.uuid4().hex}"

            def ask(message: str) -> Reply:
                return live.ask(message, sender=sender)

            played[dialogue.name] = play(dialogue, ask)
        return played[dialogue.name]

    return faults


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[dialogue.name for dialogue in DIALOGUES])
def test_dialogue(dialogue: Dialogue, faults_of: Faults) -> None:
    faults = faults_of(dialogue)
    if faults:
        report = "\n  ".join([dialogue.name, *faults])
        print(f"\n{report}")
        pytest.xfail(report)


def test_conversations_go_well(faults_of: Faults) -> None:
    """At least 95 % of the dialogues are right from the first turn to the last."""
    missed = [dialogue for dialogue in DIALOGUES if faults_of(dialogue)]
    total, wrong = (Counter(dialogue.folder for dialogue in each) for each in (DIALOGUES, missed))
    rate = 1 - len(missed) / len(DIALOGUES)
    score = ", ".join(f"{folder} {total[folder] - wrong[folder]}/{total[folder]}" for folder in sorted(total))
    print(f"\nconversations: {rate:.1%} of {len(DIALOGUES)} right ({score})")
    assert rate >= TARGET, [dialogue.name for dialogue in missed]
