"""Loading a workbook: all of it, in place of what it replaces, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from knowledge.bmo.importer import import_workbook
from knowledge.database import metadata, reading
from knowledge.errors import ImportRefusedError, KnowledgeError
from knowledge.figures.survey import Bmo
from knowledge.occupations.model import Selection
from knowledge.territories.model import Level, Territory

MakeRow = Callable[..., list[object]]
Write = Callable[..., Path]

REGION = Territory(Level.REGION, "24", "Centre-Val de Loire")
FRANCE = Territory(Level.FRANCE, "FR", "France")
BOURGES = Territory(Level.BASSIN, "2401", "Bourges")


def content(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Return everything the base holds, to compare before and after."""
    with reading(engine) as connection:
        return {
            table.name: sorted((tuple(line) for line in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def test_a_workbook_replaces_its_regions_for_its_year_only(
    base: Engine, write_workbook: Write, survey_row: MakeRow
) -> None:
    bmo = Bmo(base)
    before = bmo.figures([REGION], None, 2024)
    import_workbook(base, write_workbook([survey_row(), survey_row(BE25="2402", met="*", xmet="*", smet="*")]))
    figures = bmo.figures([REGION], None, 2025)
    assert figures is not None
    assert (figures.projects.published, figures.projects.masked, figures.projects.cells) == (120, 1, 2)
    assert (figures.projects.low, figures.projects.high) == (121, 124)
    assert figures.non_seasonal.published == 90
    assert bmo.figures([REGION], None, 2024) == before
    assert bmo.bassins_held(2025) == {"2401", "2402"}


def test_france_follows_the_regions_it_is_made_of(base: Engine, write_workbook: Write, survey_row: MakeRow) -> None:
    bmo = Bmo(base)
    before, home = bmo.figures([FRANCE], None, 2025), bmo.figures([REGION], None, 2025)
    assert before is not None
    assert home is not None
    import_workbook(base, write_workbook([survey_row()]))
    after = bmo.figures([FRANCE], None, 2025)
    assert after is not None
    assert after.projects.published == before.projects.published - home.projects.published + 120


def test_a_year_of_one_region_says_nothing_of_france(base: Engine, write_workbook: Write, survey_row: MakeRow) -> None:
    import_workbook(base, write_workbook([survey_row(annee=2021)]))
    bmo = Bmo(base)
    assert bmo.years() == tuple(range(2016, 2026))
    assert bmo.figures([REGION], None, 2021) is not None
    assert bmo.coverage(FRANCE, 2021) == "none"
    with pytest.raises(KnowledgeError, match="2021 pour France"):
        bmo.figures([FRANCE], None, 2021)


def test_a_departement_shared_by_two_regions_needs_both(
    base: Engine, write_workbook: Write, survey_row: MakeRow
) -> None:
    """In 2024, Redon ties a part of Loire-Atlantique to Bretagne."""
    bmo, loire_atlantique = Bmo(base), Territory(Level.DEPARTEMENT, "44", "Loire-Atlantique")
    before = bmo.figures([loire_atlantique], None, 2024)
    row = survey_row(annee=2024, REG="52", Dept="44", BE25="5201")
    import_workbook(base, write_workbook([row]))
    assert bmo.coverage(loire_atlantique, 2024) == "reference"
    assert bmo.figures([loire_atlantique], None, 2024) == before
    import_workbook(base, write_workbook([survey_row(annee=2024, REG="53", Dept="44", BE25="5301")]))
    assert bmo.coverage(loire_atlantique, 2024) == "rows"
    figures = bmo.figures([loire_atlantique], None, 2024)
    assert figures is not None
    assert figures.projects.published == 240


def test_the_same_workbook_twice_changes_nothing(base: Engine, write_workbook: Write, survey_row: MakeRow) -> None:
    path = write_workbook([survey_row(), survey_row(BE25="2402")])
    import_workbook(base, path)
    first = content(base)
    import_workbook(base, path)
    assert content(base) == first


def test_progress_ends_with_every_row(base: Engine, write_workbook: Write, survey_row: MakeRow) -> None:
    told: list[tuple[int, int]] = []
    path = write_workbook([survey_row(), survey_row(BE25="2402")])
    report = import_workbook(base, path, lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)
    assert (report.year, report.rows, report.regions, report.bassins) == (2025, 2, ("24",), 2)
    assert (report.repeats, report.set_aside) == (0, ())


def test_a_region_with_a_bassin_set_aside_has_no_sum(base: Engine, write_workbook: Write, survey_row: MakeRow) -> None:
    bmo, cher = Bmo(base), Territory(Level.DEPARTEMENT, "18", "Cher")
    eure_et_loir = survey_row(Dept="28", BE25="2406")
    doubted = write_workbook([survey_row(), survey_row(met="500"), survey_row(BE25="2402"), eure_et_loir])
    report = import_workbook(base, doubted)
    assert [(each.bassin, each.rows) for each in report.set_aside] == [("2401", 2)]
    (held,) = [held for held in bmo.status().years if held.year == 2025]
    assert held.set_aside == report.set_aside
    for place in (REGION, FRANCE, cher, BOURGES):
        assert bmo.coverage(place, 2025) == "none"
    assert bmo.bassins_held(2025) == {"2402", "2406"}
    assert bmo.figures([Territory(Level.DEPARTEMENT, "28", "Eure-et-Loir")], None, 2025) is not None
    import_workbook(base, write_workbook([survey_row(), survey_row(BE25="2402"), eure_et_loir]))
    assert bmo.status().years[-1].set_aside == ()
    figures = bmo.figures([REGION], None, 2025)
    assert figures is not None
    assert figures.projects.published == 360
    assert bmo.coverage(FRANCE, 2025) == "rows"


def refused_files(write: Write, row: MakeRow, header: tuple[str, ...]) -> dict[str, Callable[[], Path]]:
    """Return, by name, how to make one file of each kind that must be refused."""
    other = row(BE25="2402")

    def truncated() -> Path:
        path = write()
        path.write_bytes(path.read_bytes()[:900])
        return path

    def text() -> Path:
        path = write()
        path.write_text("bonjour", encoding="utf-8")
        return path

    return {
        "not an xlsx": text,
        "truncated": truncated,
        "no survey": lambda: write(sheets={"A": [["a"]]}),
        "unknown column": lambda: write([[*row(), 1]], header=[*header, "tension"]),
        "missing column": lambda: write([row()[:-1]], header=header[:-1]),
        "nothing certain": lambda: write([row(), row(met="90")]),
        "zero": lambda: write([other, row(met="0", xmet="*", smet="*")]),
        "text": lambda: write([other, row(met="n.c.")]),
        "difficult over projects": lambda: write([other, row(xmet="900")]),
        "difficult published, projects masked": lambda: write([other, row(met="*")]),
        "two years": lambda: write([other, row(annee=2024)]),
        "absurd year": lambda: write([row(annee=1890)]),
    }


@pytest.mark.parametrize(
    "kind",
    [
        "not an xlsx",
        "truncated",
        "no survey",
        "unknown column",
        "missing column",
        "nothing certain",
        "zero",
        "text",
        "difficult over projects",
        "difficult published, projects masked",
        "two years",
        "absurd year",
    ],
)
def test_a_refusal_leaves_the_base_as_it_was(
    base: Engine, write_workbook: Write, survey_row: MakeRow, bmo_header: tuple[str, ...], kind: str
) -> None:
    path = refused_files(write_workbook, survey_row, bmo_header)[kind]()
    before = content(base)
    with pytest.raises(ImportRefusedError, match=r"bmo\.xlsx"):
        import_workbook(base, path)
    assert content(base) == before


def test_a_failure_while_writing_leaves_the_base_as_it_was(
    base: Engine, write_workbook: Write, survey_row: MakeRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    before = content(base)
    monkeypatch.setattr("knowledge.bmo.importer.rebuild", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        import_workbook(base, write_workbook([survey_row()]))
    assert content(base) == before


@pytest.mark.parametrize(
    ("year", "rows", "projects", "masked"),
    [
        (2022, 50938, 3019258, 9536),
        (2023, 50437, 3013134, 9196),
        (2024, 53443, 2751069, 10891),
        (2025, 50076, 2401105, 11452),
    ],
)
def test_the_whole_of_france_is_held(france: Engine, year: int, rows: int, projects: int, masked: int) -> None:
    bmo = Bmo(france)
    figures = bmo.figures([FRANCE], None, year)
    assert figures is not None
    assert (figures.projects.cells, figures.projects.published, figures.projects.masked) == (rows, projects, masked)
    assert sum(held.rows for held in bmo.status().years) == 428_153


def test_the_whole_of_france_answers_as_what_is_shipped(france: Engine, shipped: Engine) -> None:
    """Where both know, a figure must not depend on what has been loaded."""
    whole, small = Bmo(france), Bmo(shipped)
    for year in small.years():
        country = (FRANCE,) if year != 2019 else ()
        for unit in (*country, REGION, Territory(Level.REGION, "53", "Bretagne"), BOURGES):
            assert whole.by_occupation([unit], year) == small.by_occupation([unit], year)
        for code in ("2A", "37", "44", "971"):
            departement = Territory(Level.DEPARTEMENT, code, code)
            assert whole.figures([departement], None, year) == small.figures([departement], None, year)
            assert whole.coverage(departement, year) == "rows"
        building = Selection(sector="domaine:B")
        for unit in (*country, REGION):
            assert whole.figures([unit], building, year) == small.figures([unit], building, year)
