"""The two assistants compared: how each is trained and served. Same domain, NLU data, rules and actions."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import yaml

from knowledge.paths import PROJECT, VAR

FOLDER = VAR / "bench"
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}
_LEAN, _WHOLE = ("-m", "bot.lean"), ("-m", "rasa")
_STOCK_NLU = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True},
]


@dataclass(frozen=True)
class Contender:
    """One of the two: ``program`` starts its Rasa, lean or whole."""

    name: str
    program: tuple[str, ...]
    config: Path
    folder: Path  # where what it makes goes

    @property
    def model(self) -> Path:
        """Where its model is, once trained."""
        return self.folder / "model.tar.gz"

    def training(self, nlu: Path | None = None) -> list[str]:
        """Return the command that trains it from nothing: the whole project, or the intents of one file only."""
        made = ["--config", str(self.config), "--out", str(self.folder), "--fixed-model-name", "model"]
        if nlu:
            return [sys.executable, *self.program, "train", "nlu", "--nlu", str(nlu), *made]
        return [sys.executable, *self.program, "train", "--force", *made]

    @property
    def runs_its_actions(self) -> bool:
        """Whether its Rasa process runs the actions; stock Rasa calls a server of theirs."""
        return self.name == "bemo"

    def serving(self, port: int, actions: str) -> list[str]:
        """Return the command that serves it on loopback."""
        where = ["--model", str(self.model), "--port", str(port)]
        if self.runs_its_actions:
            return [sys.executable, "-m", "bot.serve", *where]
        endpoints, credentials = self.folder / "endpoints.yml", self.folder / "credentials.yml"
        endpoints.write_text(yaml.safe_dump({"action_endpoint": {"url": actions}}), "utf-8")
        credentials.write_text("rest:\n", "utf-8")
        files = ["--endpoints", str(endpoints), "--credentials", str(credentials)]
        return [sys.executable, *self.program, "run", "--interface", "127.0.0.1", *where, *files]


def bemo() -> Contender:
    """Return the project as it is."""
    return Contender("bemo", _LEAN, PROJECT / "config.yml", _folder("bemo"))


def stock() -> Contender:
    """Return what ``rasa init`` writes, in French: no pipeline and no policy named, so Rasa chooses its own."""
    rasa = find_spec("rasa")
    assert rasa is not None
    assert rasa.origin is not None
    template = yaml.safe_load((Path(rasa.origin).parent / "cli/initial_project/config.yml").read_text("utf-8"))
    return _configured("stock", _WHOLE, _folder("stock"), {**template, "language": "fr"})


def intent_classifiers() -> tuple[Contender, Contender]:
    """Return the intent classifiers alone: the project's, and the stock one with its featurizers."""
    ours = {"pipeline": [{"name": "bot.nlu.intent.IntentClassifier"}]}
    return (
        _configured("bemo", _LEAN, _folder("intents-bemo"), ours),
        _configured("stock", _WHOLE, _folder("intents-stock"), {"pipeline": _STOCK_NLU}),
    )


def run(command: list[str], log: Path, environment: dict[str, str]) -> None:
    """Run a command to its end, its output in a log. Raises RuntimeError with the end of the log if it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        done = subprocess.run(
            command, cwd=PROJECT, env=environment, stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        end = "\n".join(log.read_text("utf-8", "replace").splitlines()[-15:])
        raise RuntimeError(f"{' '.join(command[1:5])}… failed (code {done.returncode}):\n{end}\nThe whole log: {log}")


def _folder(name: str) -> Path:
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _configured(name: str, program: tuple[str, ...], folder: Path, content: Mapping[str, object]) -> Contender:
    path = folder / "config.yml"
    base = {"recipe": "default.v1", "assistant_id": f"bench-{name}", "language": "fr"}
    path.write_text(yaml.safe_dump({**base, **content}, sort_keys=False), "utf-8")
    return Contender(name, program, path, folder)
