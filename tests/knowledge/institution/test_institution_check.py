"""The check of the YAML files: each mistake a person can make is named by file, entry and field, in French."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from knowledge.errors import KnowledgeError
from knowledge.institution.check import main
from knowledge.institution.reference import Institution
from knowledge.institution.validation import ELSEWHERE, ENTRIES, EVENTS, FOLDER, load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files that a test may spoil."""
    for name in (ENTRIES, EVENTS, ELSEWHERE):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def _replace(path: Path, old: str, new: str) -> None:
    written = path.read_text(encoding="utf-8")
    assert old in written
    path.write_text(written.replace(old, new, 1), encoding="utf-8")


def test_the_schema_is_a_draft_7_schema() -> None:
    schema = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_the_shipped_files_have_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert load().problems == []
    assert main() == 0
    assert capsys.readouterr().out.startswith("Tout est bon : ")


_SPOILT = [
    (ENTRIES, "  title: Le Club RH\n", "", "« club-rh » : il manque le champ « title »."),
    (ENTRIES, "- id: club-rh\n", "- id: Club RH\n", "« Club RH », champ « id » : « Club RH » ne convient pas"),
    (ENTRIES, "- id: club-rh\n", "- id: labs\n", "champ « id » : cet id est déjà pris"),
    (ENTRIES, "  title: Le Club RH\n", "  titre: Le Club RH\n", "le champ « titre » n'existe pas"),
    (ENTRIES, "  title: Le Club RH\n", f"  title: {'Le Club RH ' * 6}\n", "champ « title » : le texte est trop long"),
    (ENTRIES, "  title: Le Club RH\n", "  title: a b c\n  title: d e f\n", "le champ « title » est écrit deux fois"),
    (ENTRIES, "    - c'est quoi le Club RH ?\n", "    - c'est quoi la BMO ?\n", "est déjà dans la fiche « bmo »"),
    (ENTRIES, "  related: [enquete-methode,", "  related: [inconnue,", "« inconnue » n'est l'id d'aucune autre fiche"),
    (ENTRIES, "  related: [enquete-methode,", "  related: [bmo,", "« bmo » n'est l'id d'aucune autre fiche"),
    (ENTRIES, '  date: "2025"\n', "  date: hier\n", "fiche 1 « bmo », champ « date » : « hier » ne convient pas"),
    (ENTRIES, "  source: France Travail, enquête BMO\n", '  source: ""\n', "champ « source » : "),
    (ENTRIES, "  topic: definition\n", "  topic: autre\n", "choisissez definition ou institution"),
    (ENTRIES, "  link: https://", "  link: ftp://", "une adresse qui commence par https://"),
    (ENTRIES, "  questions:\n    - c'est quoi la BMO ?\n", "  questions:\n    -c'est quoi : la BMO ?\n", "illisible"),
    (
        ENTRIES,
        "    - c'est quoi la BMO ?\n",
        "    - définition : la BMO\n",
        "champ « questions » (1) : il faut un texte.",
    ),
    (ENTRIES, "  keywords: []\n", "  keywords: bmo\n", "champ « keywords » : il faut une liste."),
    (EVENTS, "27/06/2018", "2018-06-27", "champ « labs » « events » (1) « date » : « 2018-06-27 » ne convient pas"),
    (EVENTS, "27/06/2018", "31/06/2018", "« 31/06/2018 » n'est pas un jour du calendrier"),
    (EVENTS, "  events: []\n", "", "champ « club_rh » : il manque le champ « events »."),
    (EVENTS, "club_rh:\n", "club:\n", "events.yml"),
    (ELSEWHERE, "- où ça recrute\n", "- où ça recrute\n- où ça recrute\n", "la même ligne est écrite deux fois"),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), _SPOILT, ids=[spoilt[3][:50] for spoilt in _SPOILT])
def test_a_mistake_is_named(folder: Path, name: str, old: str, new: str, message: str) -> None:
    _replace(folder / name, old, new)
    problems = load(folder).problems
    assert problems
    assert problems[0].startswith(f"{name}, ligne ")
    assert any(message in problem for problem in problems), problems


def test_a_missing_file_and_a_wrong_encoding_are_named(folder: Path) -> None:
    (folder / EVENTS).unlink()
    (folder / ENTRIES).write_bytes("- id: é".encode("latin-1"))
    assert load(folder).problems == [
        "entries.yml : le fichier n'est pas enregistré en UTF-8.",
        "events.yml : le fichier est absent.",
    ]


def test_the_command_lists_the_problems_and_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _replace(folder / EVENTS, "27/06/2018", "31/06/2018")
    assert main([str(folder)]) == 1
    shown = capsys.readouterr().out
    assert "events.yml, ligne " in shown
    assert "1 problème(s) à corriger." in shown


def test_badly_written_files_are_refused_at_load(folder: Path) -> None:
    _replace(folder / EVENTS, "27/06/2018", "31/06/2018")
    with pytest.raises(KnowledgeError, match="mal écrites"):
        Institution(folder)
