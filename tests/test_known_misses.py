"""A suite is judged by the names of what it misses."""

from __future__ import annotations

import pytest

from tests import known_misses
from tests.known_misses import by_name, judge, surprises

KNOWN = {"suite": {"hard": "no one knows how"}}


@pytest.fixture
def _one_known_miss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_misses, "known_misses", lambda: KNOWN)


@pytest.mark.usefixtures("_one_known_miss")
def test_a_known_miss_may_fail_and_nothing_else() -> None:
    assert surprises("suite", {"hard": ["wrong"], "easy": []}) == []
    assert surprises("suite", {"hard": ["wrong"], "easy": ["wrong too"]}) == ["easy: wrong too"]


@pytest.mark.usefixtures("_one_known_miss")
def test_a_known_miss_that_passes_must_leave_the_list() -> None:
    assert "hard: right" in surprises("suite", {"hard": [], "easy": []})[0]


@pytest.mark.usefixtures("_one_known_miss")
@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ({"hard": ["wrong"], "easy": ["wrong too"]}, "easy: wrong too"),
        ({"hard": [], "easy": []}, "hard: right"),
        ({"easy": []}, "hard: no such case"),
    ],
)
def test_a_suite_that_is_not_as_known_fails(faults: dict[str, list[str]], said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        judge("suite", faults, at_least=0)


@pytest.mark.usefixtures("_one_known_miss")
def test_a_list_of_misses_may_not_hide_a_rate_too_low() -> None:
    judge("suite", {"hard": ["wrong"], "easy": []}, at_least=0.5)
    with pytest.raises(AssertionError):
        judge("suite", {"hard": ["wrong"], "easy": []}, at_least=0.6)


def test_two_cases_have_two_names() -> None:
    assert by_name([("a", []), ("b", ["wrong"])]) == {"a": [], "b": ["wrong"]}
    with pytest.raises(ValueError, match="'a'"):
        by_name([("a", []), ("a", [])])


def test_each_known_miss_says_why() -> None:
    reasons = [reason for misses in known_misses.known_misses().values() for reason in misses.values()]
    assert all(isinstance(reason, str) and len(reason) > 10 for reason in reasons)
