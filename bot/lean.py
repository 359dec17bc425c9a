"""Rasa without TensorFlow, for a process that runs no component made with it.

Importing ``rasa.core.agent`` imports TensorFlow, Keras, JAX and matplotlib: the base class of the policies leads to
``rasa.utils.tensorflow``. They cost 3 s and 370 MB, and nothing in Bémo's pipeline calls them. ``install`` puts
an empty module in the place of each; Rasa's own modules import as they are, unchanged, and their classes that derive
from Keras derive from nothing. Calling anything that was left out raises ``LeftOutError``: it never pretends to work.

``BEMO_FULL_RASA=1`` turns this off, and a model with a component made with TensorFlow does so by itself.
``python -m bot.lean train …`` is the ordinary ``rasa train …``, started this way.
"""

from __future__ import annotations

import json
import sys
import tarfile
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.settings import settings

# What TensorFlow brings; the clients of services that Rasa imports one and all; and statistics that scikit-learn
# imports for its tools, not for its models.
LEFT_OUT = frozenset(
    {"tensorflow", "tensorflow_hub", "tensorflow_text", "keras", "matplotlib"}
    | {"aiogram", "fbmessenger", "mattermostwrapper", "rocketchat_API", "slack_sdk", "twilio", "webexteamssdk"}
    | {"boto3", "botocore", "pymongo", "scipy.stats"}
)
# Rasa's components that call TensorFlow
_HEAVY = (
    "DIETClassifier",
    "ResponseSelector",
    "TEDPolicy",
    "UnexpecTEDIntentPolicy",
    "LanguageModelFeaturizer",
    "ConveRTFeaturizer",
)


class LeftOutError(RuntimeError):
    """Something asked for a package that this process does without."""


class _Absent(type):
    """The class of the classes that stand for what was left out: good to inherit from or to annotate with only."""

    def __getattr__(cls, name: str) -> Any:
        return _stand_in(name)

    def __call__(cls, *_args: Any, **_options: Any) -> Any:
        raise LeftOutError(f"{cls.__name__} was left out of this process; set BEMO_FULL_RASA=1 to have it.")


class _EmptyModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        return _stand_in(name)


def _stand_in(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    # An `except` clause wants exceptions, which nothing will raise.
    return _Absent(name, (Exception,) if name.endswith(("Error", "Failure")) else (), {})


class _Finder(MetaPathFinder, Loader):
    def find_spec(self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> ModuleSpec | None:
        package, _, rest = name.partition(".")
        if package in LEFT_OUT or f"{package}.{rest.partition('.')[0]}" in LEFT_OUT:
            return ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _EmptyModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Leave the module empty."""


def is_wanted(model: Path | None = None) -> bool:
    """Say whether this process may do without: nothing forbids it, and no component of ``model`` needs what goes."""
    if settings().full_rasa:
        return False
    return model is None or not any(component.endswith(_HEAVY) for component in components(model))


def components(model: Path) -> list[str]:
    """Return the class paths of the components that a trained model runs. Raises OSError, tarfile.TarError."""
    with tarfile.open(model) as archive:
        for member in archive:
            if Path(member.name) == Path("metadata.json") and (file := archive.extractfile(member)):
                return [node["uses"] for node in json.load(file)["predict_schema"]["nodes"].values()]
    return []


def install() -> None:
    """Leave these packages out of every import to come; to be called before anything imports Rasa."""
    sys.meta_path.insert(0, _Finder())


def main() -> None:
    """Run the ordinary Rasa command line, without what was left out."""
    if is_wanted():
        install()
    from rasa.__main__ import main as rasa  # noqa: PLC0415 — not before install()

    sys.argv[0] = "rasa"
    rasa()


if __name__ == "__main__":
    main()
