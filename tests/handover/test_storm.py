"""Nothing is lost while what leaves, what sends and what receives are killed at random."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.handover.storm import Outcome, Storm


def _lost_nothing(outcome: Outcome, count: int) -> None:
    assert outcome.killed > 5
    assert outcome.confirmed == count
    assert outcome.letters == 2 * count
    assert (outcome.vanished, outcome.undelivered, outcome.without_text) == ([], [], [])
    assert outcome.other_message_ids == []


def test_every_confirmed_request_is_delivered_with_its_text(tmp_path: Path) -> None:
    storm = Storm(tmp_path / "storm", f"sqlite:///{tmp_path / 'handover.sqlite'}", 150)
    _lost_nothing(storm.run(), 150)


def test_the_same_on_postgresql(tmp_path: Path, new_schema: Callable[[], str]) -> None:
    _lost_nothing(Storm(tmp_path / "storm", new_schema(), 60).run(), 60)
