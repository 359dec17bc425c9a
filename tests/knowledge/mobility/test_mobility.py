"""Trades near a trade: every embedded pair against separate pandas code on the raw file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from knowledge.mobility.embed import FOLDER, RAW, embed
from knowledge.mobility.reference import mobility
from knowledge.occupations.model import Nomenclature
from knowledge.occupations.reference import occupations
from knowledge.occupations.rome import rome
from knowledge.tabular import read_table


def test_every_pair_is_one_of_the_raw_file(raw_folder: Path) -> None:
    table = pd.read_csv(raw_folder / RAW, dtype=str, keep_default_na=False)
    kinds = table.libelle_type_mobilite.map({"Proche": "near", "Evolution": "step"})
    truth = set(
        zip(
            table.code_rome,
            table.code_appellation_source,
            table.code_rome_cible,
            table.code_appellation_cible,
            kinds,
            strict=True,
        )
    )
    _, *rows = read_table(FOLDER / "pairs.csv")
    assert {tuple(row) for row in rows} == truth
    assert len(rows) == len(truth)


def test_embedded_files_are_what_the_raw_file_gives(raw_folder: Path, tmp_path: Path) -> None:
    written = {path.name: path.read_bytes() for path in embed(raw_folder, tmp_path)}
    assert written == {path.name: path.read_bytes() for path in FOLDER.iterdir()}, "run `python -m knowledge embed`"


def test_near_trades_come_first_and_lead_to_a_metier() -> None:
    found = mobility().around(rome().of_metiers(["D1X33"], ["soudeur"]))
    assert {"H2902", "H2909"} <= {one.rome for one in found if one.near}
    kinds = [one.near for one in found]
    assert kinds == sorted(kinds, reverse=True)
    assert all(one.fap2021 for one in found)


def test_every_metier_of_the_survey_has_a_trade_near_it() -> None:
    codes, pairs = rome(), mobility()
    alone = [one.code for one in occupations().all(Nomenclature.FAP2021) if not pairs.around(codes.of_metier(one.code))]
    assert alone == []


@pytest.mark.parametrize(
    ("word", "metiers", "expected"),
    [
        ("aide-soignante", ["V0X60"], ("J1501",)),
        ("couvreurs", ["B1X34"], ("F1610",)),
        ("maçon", ["B1X30", "B1X31"], ("F1703",)),
        ("rien de connu", ["V0X60"], ("A1501", "J1303", "J1501")),
    ],
)
def test_the_word_said_chooses_among_the_rome_codes_of_a_metier(
    word: str, metiers: list[str], expected: tuple[str, ...]
) -> None:
    assert rome().of_metiers(metiers, [word]) == expected
