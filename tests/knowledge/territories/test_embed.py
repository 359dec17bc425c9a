"""The embedded files are what the raw files give, and stay small."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.territories import embed
from knowledge.territories.reference import FRANCE, territories

FOLDER = embed.FOLDER


def test_embedded_files_are_those_the_raw_files_give(
    raw_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embed, "FOLDER", tmp_path)
    # Names are compared, not contents: the difference of two files of 2 MB would take minutes to show.
    stale = [p.name for p in embed.embed(raw_folder) if p.read_bytes() != (FOLDER / p.name).read_bytes()]
    assert not stale, "run `python -m knowledge embed`"


def test_names_are_those_the_lexicon_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in FOLDER.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(embed, "FOLDER", tmp_path)
    is_current = embed.embed_names().read_bytes() == (FOLDER / "names.csv").read_bytes()
    assert is_current, "run `python -m knowledge embed`"


def test_embedded_files_stay_small_and_have_a_source() -> None:
    files = {path.name: path.stat().st_size for path in FOLDER.glob("*.csv")}
    sources = yaml.safe_load((FOLDER / "sources.yml").read_text(encoding="utf-8"))
    assert {source["file"] for source in sources} == set(files)
    assert all({"source", "producer", "year", "licence"} <= source.keys() for source in sources)
    assert files["communes.csv"] < 3_000_000
    assert sum(files.values()) < 6_000_000


def test_every_bassin_of_the_survey_is_known(raw_folder: Path) -> None:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - slow, and only where raw files are

    book = CalamineWorkbook.from_path(str(raw_folder / "bmo" / "Base_open_data_BMO_2025.xlsx"))
    header, *rows = book.get_sheet_by_name(book.sheet_names[-1]).to_python()
    column = header.index("BE25")
    surveyed = {str(int(float(str(row[column])))) for row in rows}
    assert surveyed == {bassin.code for bassin in territories().bassins_of(FRANCE)}
