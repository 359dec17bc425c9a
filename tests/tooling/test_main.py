"""``python -m bot``: what is said when a step fails."""

from pathlib import Path
from typing import NoReturn, cast

import pytest

from bot import __main__ as command
from bot.servers import Servers
from bot.settings import WebSettings
from bot.training import TrainingError


def test_a_failed_step_is_one_clear_line_and_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise TrainingError("the knowledge base could not be built.")

    monkeypatch.setattr("sys.argv", ["bot", "train"])
    monkeypatch.setattr(command, "build_knowledge", fail)

    assert command.main() == 1
    assert capsys.readouterr().err == "error: the knowledge base could not be built.\n"


def test_every_corrupt_base_is_set_aside_at_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def stop() -> None:
        raise TrainingError("far enough")

    for name in ("DATABASE_URL", "FEEDBACK_URL"):
        (tmp_path / name).write_bytes(b"not a base" * 1000)
        monkeypatch.setenv(name, f"sqlite:///{tmp_path / name}")
    monkeypatch.setattr("sys.argv", ["bot", "run"])
    monkeypatch.setattr(command, "build_knowledge", stop)
    assert command.main() == 1
    assert {path.name for path in tmp_path.iterdir()} == {"DATABASE_URL.corrupt", "FEEDBACK_URL.corrupt"}
    assert "et refaite à neuf : la base des avis" in capsys.readouterr().out


@pytest.mark.parametrize(("port", "said"), [("abc", "« PORT » vaut « abc »"), ("", "")])
def test_the_port_comes_from_the_environment(
    port: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", port)
    monkeypatch.setattr("sys.argv", ["bot", "run"])
    monkeypatch.setattr(command, "run", lambda options: options.port)
    if said:
        assert command.main() == 1
        assert said in capsys.readouterr().err
    else:
        assert command.main() == 5005


class Running:
    """Servers that are told to stop as soon as they run."""

    url = "http://127.0.0.1:5005"
    rest_is_open = False

    def __init__(self, host: str) -> None:
        self.host = host

    def start(self, _progress: object) -> None:
        """Start nothing."""

    def watch(self, _say: object) -> NoReturn:
        raise SystemExit(0)

    def stop(self) -> None:
        """Stop nothing."""


@pytest.mark.parametrize(
    ("host", "proxies", "warned"),
    [("127.0.0.1", 0, False), ("localhost", 0, False), ("0.0.0.0", 1, False), ("0.0.0.0", 0, True), ("::", 0, True)],
)
def test_a_port_open_to_all_without_a_declared_proxy_is_warned_about(
    host: str, proxies: int, warned: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "stop_on_signals", lambda _: None)
    monkeypatch.setattr(command, "web_settings", lambda: WebSettings(proxies=proxies))
    assert command._served(cast(Servers, Running(host))) == 0
    assert ("proxies: 1" in capsys.readouterr().err) is warned
