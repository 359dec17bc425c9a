"""The embedded files: those the raw data gives, small, sorted, with their sources."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.errors import ImportRefusedError
from knowledge.occupations.embed import FOLDER, write
from knowledge.occupations.sources import dares, intitules, passage, rome
from knowledge.occupations.titles import genders

FILES = {
    "appellations.csv",
    "domaines.csv",
    "familles.csv",
    "fap2009_rome.csv",
    "fap2021_rome.csv",
    "libelles_anciens.csv",
    "metiers.csv",
    "rome.csv",
    "unsurveyed.csv",
}


def test_embedded_files_are_what_the_raw_files_give(raw_folder: Path, tmp_path: Path) -> None:
    written = {path.name: path.read_bytes() for path in write(raw_folder, tmp_path)}
    stale = [path.name for path in FOLDER.iterdir() if written.get(path.name) != path.read_bytes()]
    assert not stale, "run `python -m knowledge embed`"


def test_embedded_files_are_small_and_plain() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 2_000_000
    for name in FILES:
        lines = (FOLDER / name).read_text(encoding="utf-8").split("\n")
        assert lines[-1] == ""
        assert "\r" not in "".join(lines)
        assert len(lines) > 2


def test_each_file_has_its_source() -> None:
    sources = yaml.safe_load((FOLDER / "sources.yml").read_text(encoding="utf-8"))
    assert {one["file"] for one in sources} == FILES
    for one in sources:
        assert all(one[field] for field in ("source", "producer", "licence", "year", "url"))


def test_published_tables_are_read_whole(raw_folder: Path) -> None:
    folder = raw_folder / "nomenclatures"
    assert len(intitules.fap2021(folder)) == 228
    of_2021 = dares.fap2021_of_rome(folder)
    assert (len(of_2021), sum(map(len, of_2021.values()))) == (532, 961)
    of_2009 = passage.fap2009_of_rome(folder)
    assert len(of_2009) == 532
    assert of_2009["J1501"].keys() == {"V0Z60"}
    assert of_2009["F1703"] == {"B0Z21": frozenset("125"), "B2Z40": frozenset("0346789")}
    assert of_2021["G1602"]["S1X20"] == frozenset("125")
    assert len(rome.titles(folder)) == 13_120
    assert len(rome.codes(folder)) == 1_584


def test_sas_table_is_read_whatever_its_layout(tmp_path: Path) -> None:
    levels = ",".join(f'"B9999{level}"' for level in range(1, 10))
    program = f"""/* "A1111" = "Z9Z99" */ proc format; value $X
        "A1234",
            "A1235" \t=\t"A0Z40"
        "B99990"
        = "B2Z40"
        {levels} = "B0Z21";"""
    (tmp_path / passage.FILE).write_text(program, encoding="latin-1")
    found = passage.fap2009_of_rome(tmp_path)
    assert set(found) == {"A1234", "A1235", "B9999"}
    assert found["B9999"] == {"B2Z40": frozenset("0"), "B0Z21": frozenset("123456789")}


def test_a_level_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / passage.FILE).write_text('"A1234" = "A0Z40"\n"A12345" = "A0Z41"', encoding="latin-1")
    with pytest.raises(ImportRefusedError, match="A1234"):
        passage.fap2009_of_rome(tmp_path)


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / passage.FILE).write_text("rien", encoding="latin-1")
    with pytest.raises(ImportRefusedError, match="aucune correspondance"):
        passage.fap2009_of_rome(tmp_path)


@pytest.mark.parametrize(
    ("label", "forms"),
    [
        ("Fleuriste", ("Fleuriste",)),
        ("Maçon / Maçonne", ("Maçon", "Maçonne")),
        ("Agent / Agente d'escale", ("Agent d'escale", "Agente d'escale")),
        (
            "Agent territorial spécialisé / Agente territoriale spécialisée des écoles maternelles (ATSEM)",
            (
                "Agent territorial spécialisé des écoles maternelles",
                "Agente territoriale spécialisée des écoles maternelles",
            ),
        ),
        ("Caviste affineur / Affineuse", ("Caviste affineur", "Caviste Affineuse")),
        (
            "Agent / Agente d'administration principal(e) des impôts",
            ("Agent d'administration principal des impôts", "Agente d'administration principal des impôts"),
        ),
    ],
)
def test_both_genders_of_a_title(label: str, forms: tuple[str, ...]) -> None:
    assert genders(label) == forms
