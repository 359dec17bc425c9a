"""The figures shipped: what the raw files give, no more, and small."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml

from knowledge.bmo import embedded
from knowledge.bmo.embed import embed
from knowledge.database import COUNTS
from tests.knowledge.bmo.oracle import HOME, YEARS, official_rows


def test_regenerating_changes_nothing(raw_folder: Path, tmp_path: Path) -> None:
    for path in embed(raw_folder, tmp_path):
        assert path.read_bytes() == (embedded.FOLDER / path.name).read_bytes(), path.name


def test_they_are_small() -> None:
    assert sum(path.stat().st_size for path in embedded.FOLDER.iterdir()) < 3_000_000


def test_they_are_sorted_text() -> None:
    for name in embedded.FILES:
        text = (embedded.FOLDER / name).read_bytes().decode("utf-8")
        assert "\r" not in text
        records = embedded.read_records(name)
        keys = [tuple(record.values()) for record in records]
        assert keys == sorted(set(keys)), name


def test_masked_cells_are_shipped_as_masked() -> None:
    rows = embedded.read_rows()
    masked = Counter(row.year for row in rows if row.projects is None)
    assert masked == {year: hidden for year, (_, _, hidden) in HOME.items() if hidden}
    assert {row.region for row in rows} == {"24"}
    for year in YEARS:
        least = min(count for row in rows if row.year == year for count in row.counts if count is not None)
        assert least == (5 if year in masked else 0)


def test_reference_sums_of_the_home_region_are_those_of_its_rows() -> None:
    sums: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in embedded.read_rows():
        for name, count in (("projects", row.projects), ("difficult", row.difficult), ("seasonal", row.seasonal)):
            sums[str(row.year), row.fap, name] += count or 0
            sums[str(row.year), row.fap, f"{name}_masked"] += count is None
    for record in embedded.read_records(embedded.REFERENCES):
        if record["region"] != "24" or record["level"] != "region":
            continue
        for name in COUNTS[1:7]:
            assert float(record[name]) == pytest.approx(sums[record["year"], record["fap"], name], abs=1e-9)


def test_sums_of_france_are_exact_to_a_millionth(raw_folder: Path) -> None:
    """Decimals are cut, so little that a year of sums added up loses nothing that could be read."""
    records = [r for r in embedded.read_records(embedded.REFERENCES) if r["level"] == "region"]
    for year in (2016, 2017, 2018):
        added = math.fsum(float(r["projects"]) for r in records if r["year"] == str(year))
        assert added == pytest.approx(math.fsum(official_rows(raw_folder, year)["met"].dropna()), abs=1e-6)


def test_every_occupation_with_figures_has_a_label() -> None:
    labelled = {(line["year"], line["fap"]) for line in embedded.read_records(embedded.OCCUPATIONS)}
    counted = {(line["year"], line["fap"]) for line in embedded.read_records(embedded.REFERENCES) if line["fap"]}
    assert counted == labelled


def test_every_file_has_a_source() -> None:
    entries = yaml.safe_load((embedded.FOLDER / "sources.yml").read_text(encoding="utf-8"))
    assert sorted(entry["file"] for entry in entries) == sorted(embedded.FILES)
    for entry in entries:
        assert all(entry[key] for key in ("source", "producer", "year", "licence", "url"))
