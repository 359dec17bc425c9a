"""The figures shipped: what the raw files give, no more, and small."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml

from knowledge.bmo import embedded
from knowledge.bmo.aggregates import COUNTS
from knowledge.bmo.embed import embed


def test_regenerating_changes_nothing(raw: Path, tmp_path: Path) -> None:
    for path in embed(raw, tmp_path):
        assert path.read_bytes() == (embedded.FOLDER / path.name).read_bytes(), path.name


def test_they_are_small() -> None:
    assert sum(path.stat().st_size for path in embedded.FOLDER.iterdir()) < 1_500_000


def test_they_are_sorted_text() -> None:
    for name in embedded.FILES:
        text = (embedded.FOLDER / name).read_bytes().decode("utf-8")
        assert "\r" not in text
        records = embedded.read_records(name)
        keys = [tuple(record.values()) for record in records]
        assert keys == sorted(set(keys)), name


def test_masked_cells_are_shipped_as_masked() -> None:
    rows = embedded.read_rows()
    assert Counter(row.year for row in rows if row.projects is None) == {2022: 589, 2023: 552, 2024: 611, 2025: 635}
    assert {row.region for row in rows} == {"24"}
    assert min(count for row in rows for count in row[-3:] if isinstance(count, int)) == 5


def test_reference_sums_of_the_home_region_are_those_of_its_rows() -> None:
    sums: Counter[tuple[str, str, str]] = Counter()
    for row in embedded.read_rows():
        for name, count in (("projects", row.projects), ("difficult", row.difficult), ("seasonal", row.seasonal)):
            sums[str(row.year), row.fap, name] += count or 0
            sums[str(row.year), row.fap, f"{name}_masked"] += count is None
    for record in embedded.read_records(embedded.REFERENCES):
        if record["region"] != "24" or record["level"] != "region":
            continue
        for name in COUNTS[1:7]:
            assert int(record[name]) == sums[record["year"], record["fap"], name]


def test_every_occupation_with_figures_has_a_label() -> None:
    labelled = {(line["year"], line["fap"]) for line in embedded.read_records(embedded.OCCUPATIONS)}
    counted = {(line["year"], line["fap"]) for line in embedded.read_records(embedded.REFERENCES) if line["fap"]}
    assert counted == labelled


def test_every_file_has_a_source() -> None:
    entries = yaml.safe_load((embedded.FOLDER / "sources.yml").read_text(encoding="utf-8"))
    assert sorted(entry["file"] for entry in entries) == sorted(embedded.FILES)
    for entry in entries:
        assert all(entry[key] for key in ("source", "producer", "year", "licence", "url"))
