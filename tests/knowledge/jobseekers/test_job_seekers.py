"""Job seekers: every embedded figure against separate pandas code on the raw files, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from knowledge.errors import ImportRefusedError
from knowledge.jobseekers.embed import FOLDER, embed
from knowledge.jobseekers.raw import MONTHLY_FILE, read_monthly
from knowledge.jobseekers.reference import JobSeekers, job_seekers
from knowledge.tabular import read_sources, read_table
from knowledge.territories.reference import Territories, territories

MONTHS = ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout"]
MONTHS += ["septembre", "octobre", "novembre", "decembre"]


@pytest.fixture(scope="module")
def held() -> JobSeekers:
    return job_seekers()


@pytest.fixture(scope="module")
def places() -> Territories:
    return territories()


@pytest.fixture(scope="module")
def raw_months(raw_folder: Path) -> pd.DataFrame:
    """The raw file, one line per code, one column per month: only the codes that have one figure a month."""
    table = pd.read_csv(raw_folder / "marche" / MONTHLY_FILE, dtype={"codgeo": str}).drop_duplicates()
    twice = table[table.duplicated(["codgeo", "YEAR"])].codgeo.unique()
    kept = table[~table.codgeo.isin(twice)]
    name, year = kept.YEAR.str.split("_").str[0], kept.YEAR.str.split("_").str[1]
    number = name.map({month: i for i, month in enumerate(MONTHS, start=1)})
    kept = kept.assign(month=year + "-" + number.astype(str).str.zfill(2))
    return kept.pivot(index="codgeo", columns="month", values="Demandeurs_Emploi")


def refs(code: str) -> str:
    if code.startswith("reg"):
        return f"region:{code[3:]}"
    return f"departement:{code}" if len(code) < 4 else f"commune:{code}"


def test_every_monthly_figure_is_the_one_of_the_raw_file(raw_months: pd.DataFrame) -> None:
    (_, *months), *rows = read_table(FOLDER / "monthly.csv")
    assert months == list(raw_months.columns)
    assert len(months) == 60
    embedded = pd.DataFrame({ref: list(map(int, counts)) for ref, *counts in rows}, index=months).T
    truth = raw_months.rename(index=refs)
    assert (embedded.sort_index() == truth.loc[embedded.index].sort_index()).to_numpy().all()


def test_what_is_not_embedded_is_listed_with_its_reason(raw_months: pd.DataFrame, raw_folder: Path) -> None:
    _, *rows = read_table(FOLDER / "monthly.csv")
    _, *aside = read_table(FOLDER / "set_aside.csv")
    every = {refs(code) for code in pd.read_csv(raw_folder / "marche" / MONTHLY_FILE, dtype=str).codgeo.unique()}
    assert {ref for ref, *_ in rows} | {refs(code) for code, _ in aside} == every
    assert {ref for ref, *_ in rows}.isdisjoint(refs(code) for code, _ in aside)
    conflicting = {code for code, reason in aside if reason.startswith("deux chiffres")}
    assert {refs(code) for code in conflicting} == every - {refs(code) for code in raw_months.index}
    for code, reason in aside:
        if reason.startswith("même série"):
            original = reason.split("(")[1].split(")")[0]
            assert (raw_months.loc[code] == raw_months.loc[original]).all()
    assert not [code for code, _ in aside if territories_region(code) == "24"]


def territories_region(code: str) -> str:
    known = territories()
    return known.get(f"commune:{code}").region if f"commune:{code}" in known else ""


def test_every_figure_by_rome_is_the_one_of_the_raw_file(raw_folder: Path) -> None:
    table = pd.read_csv(
        raw_folder / "marche" / "tension_rome_bassin_2021.csv",
        sep=";",
        decimal=",",
        dtype={"cbassin": str, "ROME": str},
    )
    home = table[table.cbassin.str.fullmatch(r"24\d\d")].set_index(["cbassin", "ROME"]).sort_index()
    _, *rows = read_table(FOLDER / "by_rome_2021.csv")
    embedded = pd.DataFrame(rows, columns=["cbassin", "ROME", "oee", "defm_abc", "ind_tension_d"])
    embedded = embedded.set_index(["cbassin", "ROME"]).astype(float).sort_index()
    assert len(embedded) == 1091
    pd.testing.assert_frame_equal(embedded, home[["oee", "defm_abc", "ind_tension_d"]], check_dtype=False)


def test_embedded_files_are_what_the_raw_files_give(raw_folder: Path, tmp_path: Path) -> None:
    written = {path.name: path.read_bytes() for path in embed(raw_folder, tmp_path)}
    assert written == {path.name: path.read_bytes() for path in FOLDER.iterdir()}, "run `python -m knowledge embed`"
    assert sum(map(len, written.values())) < 750_000


def test_each_file_has_its_source() -> None:
    sources = read_sources(FOLDER)
    assert set(sources) == {path.name for path in FOLDER.iterdir()} - {"sources.yml"}
    for one in sources.values():
        assert all(one[field] for field in ("source", "producer", "licence", "year", "url"))


def test_a_territory_is_what_is_published_or_the_sum_of_what_is(
    held: JobSeekers, places: Territories, raw_months: pd.DataFrame
) -> None:
    last = raw_months["2024-12"]
    tours = held.of(places.get("commune:37261"))
    assert tours is not None
    assert tours.counts[-1] == last["37261"]
    assert tours.counts == tuple(raw_months.loc["37261"])
    provence = held.of(places.get("region:93"))
    assert provence is not None
    assert provence.counts[-1] == last[["04", "05", "06", "13", "83", "84"]].sum()
    france = held.of(places.get("france:FR"))
    assert france is not None
    regions = last[[code for code in last.index if code.startswith("reg")]].sum()
    assert france.counts[-1] == regions + provence.counts[-1]
    assert [one.name for one in france.lacking] == ["Mayotte"]
    bassin = held.of(places.get("bassin:2415"))
    assert bassin is not None
    assert bassin.is_minimum
    assert bassin.counts[-1] == sum(last[one.code] for one in bassin.parts)


def test_nothing_stands_in_for_what_is_not_published(held: JobSeekers, places: Territories) -> None:
    assert held.of(places.get("departement:78")) is None
    assert held.of(places.get("commune:37063")) is not None
    small = next(one for one in places.communes_of(places.get("departement:37")) if one.population < 1000)
    assert held.of(small) is None


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("37261,brumaire_2024,16590\n", "mois"),
        ("37261,decembre_2024,16595\n", "arrondi"),
        ("37261,decembre_2024,*\n", "arrondi"),
        ("37261,decembre_2024,16590\n37261,novembre_2024,10\n37050,decembre_2024,10\n", "manque"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(rows: str, reason: str, places: Territories, tmp_path: Path) -> None:
    (tmp_path / MONTHLY_FILE).write_text("codgeo,YEAR,Demandeurs_Emploi\n" + rows, encoding="utf-8")
    with pytest.raises(ImportRefusedError, match=reason):
        read_monthly(tmp_path, places)


def test_a_row_given_twice_counts_once(places: Territories, tmp_path: Path) -> None:
    rows = "37261,decembre_2024,16590\n" * 2 + "18033,decembre_2024,10\n18033,decembre_2024,20\n"
    (tmp_path / MONTHLY_FILE).write_text("codgeo,YEAR,Demandeurs_Emploi\n" + rows, encoding="utf-8")
    read = read_monthly(tmp_path, places)
    assert read.kept == {"commune:37261": {"2024-12": 16590}}
    assert set(read.aside) == {"18033"}
