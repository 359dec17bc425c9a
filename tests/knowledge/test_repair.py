"""A base of figures that is no longer a base is set aside and built again; any other is left alone."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.build import ensure_built
from knowledge.database import open_engine, reading, survey_row, writing
from knowledge.errors import BaseUnavailableError
from knowledge.repair import set_aside_if_corrupt

Damage = Callable[[Path], None]


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _cut_short(path: Path) -> None:
    os.truncate(path, 100)


def _overwritten(path: Path) -> None:
    path.write_bytes(b"<html>ceci n'est pas une base</html>" * 1000)


def _sprinkled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192 : 8192 * 20] = b"\xff" * (8192 * 19)
    path.write_bytes(content)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "bemo.sqlite"
    ensure_built(f"sqlite:///{path}").dispose()
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


@pytest.fixture
def base(built: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "bemo.sqlite"
    path.write_bytes(built)
    return path


def _rows(url: str) -> int:
    engine = ensure_built(url)
    with reading(engine) as connection:
        return len(connection.execute(survey_row.select()).fetchall())


@pytest.mark.parametrize("damage", [_cut, _cut_short, _overwritten, _sprinkled])
def test_a_corrupt_base_is_set_aside_and_built_again(
    damage: Damage, base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(base)
    damaged = base.read_bytes()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{base}")
    assert main(["build"]) == 0
    assert f"Base construite : {base}" in capsys.readouterr().out
    assert base.with_name("bemo.sqlite.corrupt").read_bytes() == damaged
    assert _rows(f"sqlite:///{base}") == 21_146
    assert main(["build"]) == 0
    assert "déjà à jour" in capsys.readouterr().out


def test_a_server_that_starts_alone_mends_it_too(base: Path) -> None:
    _overwritten(base)
    assert _rows(f"sqlite:///{base}") == 21_146


def test_processes_that_start_together_set_it_aside_once(base: Path) -> None:
    _overwritten(base)
    damaged = base.read_bytes()
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        assert set(pool.map(_rows, [f"sqlite:///{base}"] * 4)) == {21_146}
    assert base.with_name("bemo.sqlite.corrupt").read_bytes() == damaged


def test_one_set_aside_before_is_replaced(base: Path) -> None:
    aside = base.with_name("bemo.sqlite.corrupt")
    aside.write_text("d'avant")
    _overwritten(base)
    assert set_aside_if_corrupt(f"sqlite:///{base}") == aside
    assert aside.read_bytes().startswith(b"<html>")


def test_what_is_sound_or_cannot_be_told_is_left_alone(base: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{base}"
    assert set_aside_if_corrupt(url) is None
    with sqlite3.connect(base) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert set_aside_if_corrupt(url) is None
    (tmp_path / "empty.sqlite").touch()
    assert set_aside_if_corrupt(f"sqlite:///{tmp_path / 'empty.sqlite'}") is None
    for elsewhere in (f"sqlite:///{tmp_path / 'none.sqlite'}", "sqlite://", "postgresql://u:p@h/b", "nonsense"):
        assert set_aside_if_corrupt(elsewhere) is None
    assert not list(tmp_path.glob("*.corrupt"))
    open_engine(url).dispose()


def test_a_running_server_says_what_will_mend_it(base: Path) -> None:
    _overwritten(base)
    engine = open_engine(f"sqlite:///{base}")
    with pytest.raises(BaseUnavailableError, match="abîmée : relancez Bémo"), reading(engine) as connection:
        connection.execute(survey_row.select())


def test_a_base_that_cannot_be_written_is_said_at_once(base: Path) -> None:
    reader = open_engine(f"sqlite:///{base}")
    with pytest.raises(BaseUnavailableError, match="lecture seule"), writing(reader) as connection:
        connection.execute(survey_row.delete())
