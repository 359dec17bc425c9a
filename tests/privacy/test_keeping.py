"""What is kept of a text: what is left once everything personal is taken out, or nothing."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.privacy import keeping
from bot.privacy.keeping import MAX_TEXT, kept
from bot.privacy.people import PeopleFinder, UnavailableError
from tests.tooling.waiting import happens, is_gone

_WORKER = """
import json, os, sys, time
open(sys.argv[1], "a").write(f"{os.getpid()}\\n")
for line in sys.stdin:
    text = json.loads(line)
    if text == "die": os._exit(1)
    if text == "hang": time.sleep(600)
    if text == "odd": print("no list at all", flush=True); continue
    at = text.find("Zoé")
    print(json.dumps([[at, at + 3]] if at >= 0 else []), flush=True)
"""


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """A file with the number of each process that was started."""
    return tmp_path / "started"


@pytest.fixture
def finder(started: Path) -> Iterator[PeopleFinder]:
    found = PeopleFinder([sys.executable, "-c", _WORKER, str(started)], pause_seconds=0.0)
    yield found
    found.close()


def _pids(started: Path) -> list[int]:
    return [int(line) for line in started.read_text().split()]


def test_names_and_patterns_are_replaced_and_lines_joined(finder: PeopleFinder) -> None:
    text = "demandez à Zoé\n\n  au 06 12 34 56 78, maçons à Gien ?"

    assert kept(text, finder) == "demandez à [nom] au [téléphone], maçons à Gien ?"


def test_a_long_text_is_cut_once_names_are_hidden(finder: PeopleFinder) -> None:
    text = kept("bla " * 74 + "Zoé " + "bla " * 500, finder)

    assert len(text) == MAX_TEXT
    assert "Zo" not in text
    assert text.endswith("[nom")


def test_nothing_is_kept_of_a_secret_and_no_process_is_asked(finder: PeopleFinder, started: Path) -> None:
    assert kept("maçon à Gien, je suis séropositif", finder) == ""
    assert not started.exists()


@pytest.mark.parametrize("text", ["die", "odd"])
def test_nothing_is_kept_when_names_cannot_be_looked_for_then_the_next_text_is(
    text: str, finder: PeopleFinder, started: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert kept(text, finder) == ""
    assert "A text is not kept" in caplog.text
    assert kept("maçons à Gien", finder) == "maçons à Gien"
    assert len(_pids(started)) == 2


def test_a_process_that_hangs_is_killed(started: Path) -> None:
    finder = PeopleFinder([sys.executable, "-c", _WORKER, str(started)], seconds=0.5)
    finder.find("warm")
    with pytest.raises(UnavailableError):
        finder.find("hang")
    with pytest.raises(UnavailableError, match="a moment ago"):
        finder.find("anything")

    assert is_gone(_pids(started)[0])


def test_no_process_can_be_started_and_nothing_is_kept() -> None:
    assert kept("maçons à Gien", PeopleFinder(["/nowhere/at/all"])) == ""


def test_the_process_starts_on_demand_serves_several_texts_and_ends_when_closed(
    finder: PeopleFinder, started: Path
) -> None:
    assert not started.exists()
    for text in ("Zoé et Zoé", "rien", "é" * 3000):
        finder.find(text)
    (pid,) = _pids(started)
    finder.close()

    assert happens(lambda: is_gone(pid))


def test_the_real_process_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    finder = PeopleFinder()
    try:
        text = "Demandez à Cédric Lebrun s'il reste des places à Tours"
        assert [text[start:end] for start, end in finder.find(text)] == ["Cédric Lebrun"]
        monkeypatch.setattr(keeping, "_finder", finder)
        assert kept(text) == "Demandez à [nom] s'il reste des places à Tours"
    finally:
        finder.close()
