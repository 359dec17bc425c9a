"""The assistant in the terminal."""

from typing import Any, cast

import httpx
import pytest

from bot.chat import chat, render
from bot.servers import Servers


class Recorder:
    """Stands for the servers: answers with a button, and remembers what it was asked."""

    def __init__(self, *, down: bool = False) -> None:
        self.asked: list[str] = []
        self.down = down

    def ask(self, question: str, sender: str) -> list[dict[str, Any]]:
        if self.down:
            raise httpx.ConnectError(sender)
        self.asked.append(question)
        button = {"title": "Et à Blois ?", "payload": "et à Blois ?"}
        return [{"text": "17 146 projets.", "buttons": [button]}, {"custom": {"answer": {}}}]


def converse(recorder: Recorder, lines: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    typed = iter(lines)

    def read(_: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", read)
    return chat(cast(Servers, recorder))


def test_a_number_chooses_a_button_and_the_end_of_input_leaves(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    recorder = Recorder()
    assert converse(recorder, ["Combien à Tours ?", "", "1", "2"], monkeypatch) == 0
    assert recorder.asked == ["Combien à Tours ?", "et à Blois ?", "2"]
    shown = capsys.readouterr().out
    assert "Bémo › 17 146 projets.\n   1. Et à Blois ?" in shown
    assert "custom" not in shown
    assert shown.endswith("Au revoir !\n")


def test_a_server_that_went_away_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert converse(Recorder(down=True), ["Bonjour"], monkeypatch) == 1
    assert "ne répond plus" in capsys.readouterr().out


def test_images_are_shown_as_addresses() -> None:
    assert "https://exemple.fr/a.png" in render([{"image": "https://exemple.fr/a.png"}])
