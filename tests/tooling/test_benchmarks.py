"""`make bench`: the parts asked for, and aims that are met or missed without failing anything."""

from __future__ import annotations

from functools import partial

import pytest

from benchmarks import __main__ as bench
from benchmarks.aims import Measured, p50_p95, percentiles


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts that were run; none really is."""
    names: list[str] = []
    monkeypatch.delenv("NLU_TRAIN", raising=False)
    monkeypatch.delenv("NLU_TEST", raising=False)

    def run(part: str) -> int:
        names.append(part)
        return 0

    for part in bench.PARTS:
        monkeypatch.setitem(bench.PARTS, part, partial(run, part))
    return names


def test_all_parts_by_default_or_those_named(ran: list[str]) -> None:
    assert bench.main([]) == 0
    assert ran == ["knowledge", "documents", "conversation", "assistant"]
    ran.clear()
    bench.main(["knowledge"])
    assert ran == ["knowledge"]


def test_two_classifiers_are_compared_and_nothing_else(ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NLU_TRAIN", "train.yml")
    bench.main([])
    assert ran == ["assistant"]


def test_an_unknown_part_is_told(ran: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(["knowlege"])
    assert "knowlege: there are knowledge, documents, conversation, assistant" in capsys.readouterr().err
    assert not ran


def test_an_aim_is_met_or_missed_by_so_much() -> None:
    assert Measured("a", 5, "ms", 5).verdict == "met"
    assert Measured("a", 7, "ms", 5).verdict == "missed by 40 %"
    assert Measured("a", 7, "ms").verdict == ""


def test_percentiles() -> None:
    assert percentiles(range(100, 0, -1)) == (51, 96)
    median, high = p50_p95("a", range(100), 95)
    assert (median.verdict, high.verdict) == ("", "met")
