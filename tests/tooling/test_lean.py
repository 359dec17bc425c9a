"""Rasa without TensorFlow."""

import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from bot import lean
from knowledge.paths import PROJECT


def run(code: str) -> str:
    """Run this code in a process of its own and return what it prints."""
    lines = f"from bot import lean\nlean.install()\n{code}"
    return subprocess.run(
        [sys.executable, "-c", lines], cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def model_of(path: Path, *uses: str) -> Path:
    metadata = json.dumps({"predict_schema": {"nodes": {name: {"uses": name} for name in uses}}}).encode()
    with tarfile.open(path, "w:gz") as archive:
        for name, content in (("components/a/metadata.json", b"[]"), ("metadata.json", metadata)):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


def test_rasa_loads_without_tensorflow() -> None:
    code = "import sys, rasa.core.run, rasa.engine.recipes.default_components\n"
    code += "print([n for n, m in sys.modules.items() if n.startswith('tensorflow') and getattr(m, '__file__', '')])\n"
    code += "print('jax' in sys.modules)"
    assert run(code) == "[]\nFalse\n"


def test_what_was_left_out_never_pretends_to_work() -> None:
    code = """
import tensorflow as tf
from rasa.core.policies.ted_policy import TED
class Layer(tf.keras.layers.Layer): ...
for call in (lambda: tf.constant(1), Layer, lambda: TED()):
    try:
        call()
        print("called")
    except lean.LeftOutError as error:
        print("BEMO_FULL_RASA=1" in str(error))
"""
    assert run(code) == "True\nTrue\nTrue\n"


def test_a_model_that_needs_tensorflow_gets_all_of_rasa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BEMO_FULL_RASA", raising=False)
    own, rules = "bot.nlu.intent.IntentClassifier", "rasa.core.policies.rule_policy.RulePolicy"
    light = model_of(tmp_path / "light.tar.gz", own, rules)
    heavy = model_of(tmp_path / "heavy.tar.gz", own, rules, "rasa.nlu.classifiers.diet_classifier.DIETClassifier")

    assert lean.components(light) == [own, rules]
    assert lean.is_wanted(light)
    assert not lean.is_wanted(heavy)
    monkeypatch.setenv("BEMO_FULL_RASA", "1")
    assert not lean.is_wanted(light)
