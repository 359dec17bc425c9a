"""Portraits of métiers: every embedded figure against separate pandas code on the raw files, and what is refused."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from knowledge.errors import ImportRefusedError
from knowledge.portraits.embed import FOLDER, embed
from knowledge.portraits.model import ALL_METIERS, Aspect
from knowledge.portraits.raw import read_figures
from knowledge.portraits.reference import portraits
from knowledge.tabular import read_sources

DIPLOMAS = {
    "none": "Aucun diplôme, CEP ou brevet des collèges",
    "cap_bep": "CAP, BEP ou autre diplôme équivalent",
    "bac": "Bac, brevet professionnel ou équivalent",
    "bac_2": "Bac + 2",
    "higher": "Diplôme supérieur (bac + 3 ou plus)",
    "studying": "En cours d'études initiales",
}
HOURS = {"saturday": "Travail le samedi", "sunday": "Travail le dimanche", "night": "Travail de nuit"}
# As the file writes them, its last two labels exchanged: see `test_the_last_two_bands_are_exchanged_in_the_file`.
BANDS = {
    "pay_under_1250": "Moins de 1250 €",
    "pay_1250_1500": "De 1250 € à moins de 1500 €",
    "pay_1500_2000": "De 1500 € à moins de 2000 €",
    "pay_2000_3000": "3000 € ou plus",
    "pay_over_3000": "De 2000 € à moins de 3000 €",
}
SHARES = {
    "fixed_term": ("part_cdd.csv", "Fap", "annee", "part"),
    "temporary": ("part_interim.csv", "Fap", "annee", "part"),
    "part_time": ("part_tempspartiel.csv", "Fap3", "annee", "part"),
    "women": ("part_femmes.csv", "Fap3", "Annee", "Part"),
}


def read(raw_folder: Path, name: str) -> pd.DataFrame:
    table = pd.read_csv(raw_folder / "marche" / "portraits_dares" / name, encoding="cp1252")
    return table.replace(r"\s+", " ", regex=True)


def truth(raw_folder: Path) -> pd.DataFrame:
    """Every figure of the last period: code × name, in euros or percent."""
    columns: dict[str, Any] = {}
    pay = read(raw_folder, "salaire_median_3niv.csv").query("Annee == '2017-2019'")
    columns["median_pay"] = pay.set_index("Fap3").Salaire_median
    bands = read(raw_folder, "salaires_3niv.csv")
    diplomas = read(raw_folder, "dipl_restructure_3niv.csv").query("Annee == '2017-2019'")
    hours = read(raw_folder, "horaires_atypiques_3niv.csv").query("annee == '2017-2019'")
    for name, label in BANDS.items():
        columns[name] = bands[bands.Salaire.str.strip() == label].set_index("Fap").Pourcentage
    for name, label in DIPLOMAS.items():
        columns[name] = diplomas[diplomas.diplome == label].set_index("Fap").Pourcentage * 100
    for name, label in HOURS.items():
        columns[name] = hours[hours.Horaire_atypique == label].set_index("Fap3").Pourcentage
    for name, (file, code, period, share) in SHARES.items():
        table = read(raw_folder, file)
        columns[name] = table[table[period] == "2017-2019"].set_index(code)[share]
    table = pd.concat(columns, axis=1).rename(index={"Ensemble": ALL_METIERS})
    # « Ensemble » and ENS are the same line of different files
    return table.groupby(level=0).first().drop(index=["ZZZ", "ZZZZZ", "Z", "SAL", "T2Z"])


def test_every_figure_is_the_one_of_the_raw_files(raw_folder: Path) -> None:
    embedded = pd.DataFrame({one.code: one.figures for one in portraits()}).T
    expected = truth(raw_folder).round(2)[embedded.columns]
    assert set(embedded.index) == set(expected.index)
    assert len(embedded) > 330
    pd.testing.assert_frame_equal(embedded.sort_index(), expected.sort_index(), check_dtype=False, atol=0.0051)


def test_the_last_two_bands_are_exchanged_in_the_file(raw_folder: Path) -> None:
    """A median must be in the band that holds the middle: 56 are not as the file says, all are once exchanged."""
    medians = read(raw_folder, "salaire_median_3niv.csv").query("Annee == '2017-2019'").set_index("Fap3").Salaire_median
    bands = read(raw_folder, "salaires_3niv.csv").assign(Salaire=lambda t: t.Salaire.str.strip())
    table = bands.pivot(index="Fap", columns="Salaire", values="Pourcentage").fillna(0)
    first = ["Moins de 1250 €", "De 1250 € à moins de 1500 €", "De 1500 € à moins de 2000 €"]
    as_written, exchanged = ["De 2000 € à moins de 3000 €", "3000 € ou plus"], ["3000 € ou plus"]
    exchanged.append("De 2000 € à moins de 3000 €")
    edges = [0, 1250, 1500, 2000, 3000, float("inf")]

    def contradictions(last: list[str]) -> int:
        count = 0
        for code, median in medians.items():
            if code in table.index:
                middle = int((table[first + last].T[code].cumsum() >= 50).to_numpy().argmax())
                count += not edges[middle] <= median <= edges[middle + 1]
        return count

    assert contradictions(as_written) > 50
    assert contradictions(exchanged) == 0


def test_a_file_whose_bands_contradict_the_medians_is_refused(raw_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "marche" / "portraits_dares"
    shutil.copytree(raw_folder / "marche" / "portraits_dares", copy)
    path = copy / "salaires_3niv.csv"
    text = path.read_text(encoding="cp1252")
    swapped = {"3000 € ou plus": "De 2000 € à moins de 3000 €"}
    swapped |= {later: earlier for earlier, later in swapped.items()}
    mended = re.sub('"(3000 €[^"]*|De 2000 €[^"]*)"', lambda m: f'"{swapped[" ".join(m[1].split())]}"', text)
    assert mended != text
    path.write_text(mended, encoding="cp1252")
    with pytest.raises(ImportRefusedError, match="contredisent"):
        read_figures(tmp_path)


def test_embedded_files_are_what_the_raw_files_give(raw_folder: Path, tmp_path: Path) -> None:
    written = {path.name: path.read_bytes() for path in embed(raw_folder, tmp_path)}
    assert written == {path.name: path.read_bytes() for path in FOLDER.iterdir()}, "run `python -m knowledge embed`"
    assert sum(map(len, written.values())) < 60_000


def test_the_file_has_its_source() -> None:
    assert set(read_sources(FOLDER)) == {"portraits.csv"}


@pytest.mark.parametrize(
    ("code", "aspect", "level"),
    [
        ("D2Z42", Aspect.PAY, "D2Z42"),
        ("D2Z42", Aspect.CONTRACT, "D2Z"),
        ("V5Z00", Aspect.PAY, "V5Z"),
        ("B", Aspect.DIPLOMA, "B"),
        ("B", Aspect.WOMEN, ""),
        ("Y9Y99", Aspect.PAY, ""),
    ],
)
def test_the_finest_level_that_tells_answers(code: str, aspect: Aspect, level: str) -> None:
    found = portraits().of(code, aspect)
    assert (found.code if found else "") == level


def test_every_portrait_has_a_name_and_shares_of_a_whole() -> None:
    for one in portraits():
        assert one.label
        assert one.label != one.code
        shares = {name: value for name, value in one.figures.items() if name != "median_pay"}
        assert all(0 <= value <= 100 for value in shares.values())
