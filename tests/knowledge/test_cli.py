"""The command line: French texts, exit codes, never a stack trace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.__main__ import main

MakeRow = Callable[..., list[object]]
Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def own_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test its own base."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'cli' / 'bemo.sqlite'}")


def test_build_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build"]) == 0
    assert "Base construite" in capsys.readouterr().out
    assert main(["build"]) == 0
    assert "déjà à jour" in capsys.readouterr().out


def test_status_says_what_is_held(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 0
    said = capsys.readouterr().out
    assert "BMO 2025 : 2433 lignes, dont 635 sous secret statistique ; 217 métiers, 22 bassins" in said
    assert "Licence Ouverte 2.0" in said
    assert "En tout : 21146 lignes" in said


def test_import_says_what_it_loaded(
    capsys: pytest.CaptureFixture[str], write_workbook: Write, survey_row: MakeRow
) -> None:
    assert main(["import-bmo", str(write_workbook([survey_row()]))]) == 0
    assert "bmo.xlsx : enquête 2025, 1 lignes" in capsys.readouterr().out


def test_a_refused_file_ends_with_one_and_a_sentence(
    capsys: pytest.CaptureFixture[str], write_workbook: Write, survey_row: MakeRow
) -> None:
    assert main(["import-bmo", str(write_workbook([survey_row(met="0")]))]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("Erreur : bmo.xlsx, feuille « BMO », ligne 2, colonne « met »")
    assert "Traceback" not in said.err


def test_an_unreachable_base_ends_with_one(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/bemo?connect_timeout=1")
    assert main(["status"]) == 1
    assert "ne répond pas" in capsys.readouterr().err


def test_embedding_needs_the_raw_files(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BMO_DIR", str(tmp_path))
    assert main(["embed"]) == 1
    assert "BMO_DIR" in capsys.readouterr().err


def test_a_command_is_required() -> None:
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
