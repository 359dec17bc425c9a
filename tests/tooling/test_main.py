"""``python -m bot``: what is said when a step fails."""

import pytest

from bot import __main__ as command
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
