"""The set-up, on machines made up for the test: none of these tests installs anything."""

import ast
import os
import subprocess
from pathlib import Path

import pytest

from knowledge.paths import PROJECT
from scripts import bootstrap, console, interpreters, uv

FAILING_SHIM = "#!/bin/sh\necho 'pyenv: version `3.10` is not installed' >&2\nexit 127\n"


def program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def python_that_says(path: Path, version: str) -> Path:
    return program(path, f"#!/bin/sh\necho '{version}|{path}'\n")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing on PATH but a shim that fails, and no uv."""
    program(tmp_path / "shims" / "python3", FAILING_SHIM)
    program(tmp_path / "shims" / "python3.10", FAILING_SHIM)
    monkeypatch.setenv("PATH", str(tmp_path / "shims"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("BEMO_PYTHON", raising=False)
    monkeypatch.setattr("scripts.interpreters.sys.executable", str(tmp_path / "shims" / "python3"))
    monkeypatch.setattr(uv, "find", list)
    return tmp_path


@pytest.mark.parametrize("module", ["__init__", "bootstrap", "console", "interpreters", "uv"])
def test_any_python_from_3_6_can_read_the_set_up(module: str) -> None:
    ast.parse((PROJECT / "scripts" / f"{module}.py").read_text("utf-8"), feature_version=(3, 6))


def test_an_interpreter_is_run_before_it_is_believed(tmp_path: Path) -> None:
    assert interpreters.check(str(python_that_says(tmp_path / "right", "3.10"))) == str(tmp_path / "right")
    assert interpreters.check(str(python_that_says(tmp_path / "old", "3.8"))) == ""
    assert interpreters.check(str(program(tmp_path / "shim", FAILING_SHIM))) == ""
    assert interpreters.check(str(tmp_path / "absent")) == ""


def test_pyenv_versions_are_found_where_the_shims_fail(bare: Path) -> None:
    assert interpreters.find() == ""
    behind = python_that_says(bare / "pyenv" / "versions" / "3.10.13" / "bin" / "python3.10", "3.10")
    assert interpreters.find() == str(behind)


def test_the_interpreter_of_the_environment_variable_comes_first(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python_that_says(bare / "pyenv" / "versions" / "3.10.13" / "bin" / "python3.10", "3.10")
    mine = python_that_says(bare / "mine", "3.10")
    monkeypatch.setenv("BEMO_PYTHON", str(mine))
    assert interpreters.find() == str(mine)


def test_without_any_python_3_10_the_error_says_what_to_do(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uv, "install", lambda _: [])
    with pytest.raises(console.SetupError, match=r"3\.10 is needed") as failure:
        interpreters.find_or_fetch(str(bare))
    assert any("uv" in line and "pyenv" in line for line in failure.value.advice)


def test_uv_fetches_what_is_missing(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched = bare / "fetched"
    body = (
        f'case "$*" in *"python install"*) printf "#!/bin/sh\\necho \'3.10|{fetched}\'\\n" > {fetched};'
        f' /bin/chmod +x {fetched};; *"python find"*) echo {fetched};; esac'
    )
    fake = program(bare / "uv", f"#!/bin/sh\n{body}\n")
    monkeypatch.setattr(uv, "install", lambda _: [str(fake)])
    assert interpreters.find_or_fetch(str(bare)) == str(fetched)


def test_a_right_environment_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "PYTHON", str(python_that_says(tmp_path / "python", "3.10")))
    monkeypatch.setattr(bootstrap, "STAMP", str(tmp_path / "stamp"))
    calls: list[str] = []
    monkeypatch.setattr(bootstrap, "make_venv", lambda: calls.append("venv"))
    monkeypatch.setattr(bootstrap, "install", lambda: calls.append("install"))

    bootstrap.prepare()
    bootstrap.prepare()

    assert calls == ["install"], "the interpreter was right, and the second run had nothing to do"


def test_a_changed_lock_file_installs_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "lock"
    monkeypatch.setattr(bootstrap, "LOCK", str(lock))
    lock.write_text("a==1")
    before = bootstrap.fingerprint()
    lock.write_text("a==2")
    assert bootstrap.fingerprint() != before


def test_a_failed_step_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise console.SetupError("no network.", "Try later.")

    monkeypatch.setattr(bootstrap, "PROJECT", str(tmp_path))
    monkeypatch.setattr(bootstrap, "prepare", fail)

    assert bootstrap.main() == 1
    assert capsys.readouterr().err == "error: no network.\n  Try later.\n"


def test_a_python_shim_that_fails_does_not_stop_make(tmp_path: Path) -> None:
    script = program(tmp_path / "scripts" / "in-venv.sh", (PROJECT / "scripts" / "in-venv.sh").read_text())
    program(tmp_path / "scripts" / "bootstrap.py", "print('set up')\n")
    program(tmp_path / "scripts" / "__init__.py", "")
    for name in ("python3", "python", *(f"python3.{minor}" for minor in range(8, 15))):
        program(tmp_path / "shims" / name, FAILING_SHIM)
    environment = {**os.environ, "PATH": f"{tmp_path / 'shims'}:/usr/bin:/bin", "PYENV_VERSION": "3.10"}
    environment.pop("BEMO_PYTHON", None)

    done = subprocess.run(
        ["sh", str(script), "sh", "-c", "echo $VIRTUAL_ENV"],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )

    assert done.stdout.splitlines() == ["set up", str(tmp_path / ".venv")], done.stderr
