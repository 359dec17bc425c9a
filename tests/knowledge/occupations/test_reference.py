"""What is known of occupations: labels, sectors, and what may be followed across 2024."""

from __future__ import annotations

import pytest

from knowledge.errors import KnowledgeError
from knowledge.occupations import rome as codes_of_rome
from knowledge.occupations import tables
from knowledge.occupations.crosswalk import Crosswalk
from knowledge.occupations.model import Nomenclature, Selection
from knowledge.occupations.reference import Occupations, occupations
from tests.counting import calls

FAP2009, FAP2021 = Nomenclature.FAP2009, Nomenclature.FAP2021
INDEPENDENT = "4"
"""Nobody hires an indépendant: this level never counts in the survey."""


def test_all_metiers_of_the_four_surveys_are_held() -> None:
    assert (len(occupations().all(FAP2009)), len(occupations().all(FAP2021))) == (200, 217)
    assert len(occupations().all()) == 417


def test_labels_are_those_of_the_survey() -> None:
    assert occupations().label(FAP2021, "S2X61") == "Serveurs de cafés restaurants"
    assert occupations().get("fap2009:G0B41").label == "Mécaniciens et électroniciens de véhicules"
    assert occupations().get("fap2021:G0B41").label == "Ouvriers mécaniciens de véhicules"
    assert all(" ".join(one.label.split()) == one.label for one in occupations().all())


def test_what_the_state_hires_has_a_label_and_is_not_surveyed() -> None:
    assert occupations().label(FAP2021, "P4X60") == "Agents de sécurité et de l'ordre public"
    assert not occupations().surveyed("fap2021:P4X60")
    assert occupations().surveyed("fap2021:P3X90")
    assert "P4X60" not in occupations().codes_in_sector("domaine:P", FAP2021)


@pytest.mark.parametrize("ref", ["fap2021:B2Z40", "fap2009:V1X80", "fap2021:", "serveur", ""])
def test_unknown_ref_is_refused_with_a_french_sentence(ref: str) -> None:
    with pytest.raises(KnowledgeError, match="n'existe pas"):
        occupations().get(ref)


def test_sectors() -> None:
    assert occupations().sector_label("domaine:B") == "Bâtiment, travaux publics"
    assert occupations().sector_label("famille:O") == "Ouvriers de la construction et du bâtiment"
    assert "B1X31" in occupations().codes_in_sector("domaine:B", FAP2021)
    assert "B2Z40" in occupations().codes_in_sector("famille:O", FAP2009)
    assert len(occupations().sectors()) == 29
    with pytest.raises(KnowledgeError):
        occupations().sector_label("domaine:I")


def test_domaines_and_familles_share_out_the_metiers() -> None:
    for nomenclature in Nomenclature:
        for kind in ("domaine", "famille"):
            sectors = [one for one in occupations().sectors() if one.startswith(kind)]
            codes = [code for one in sectors for code in occupations().codes_in_sector(one, nomenclature)]
            assert sorted(codes) == [one.code for one in occupations().all(nomenclature)]


@pytest.mark.parametrize(
    ("fap2009", "fap2021"),
    [
        (["V1Z80", "V1Z81"], ("V1X80",)),
        (["J4Z60"], ("J5X60",)),
        (["R4Z93"], ("R3X84", "R4X93")),
        (["V2Z90", "V2Z91"], ("V2X90", "V2X91")),
        (["V1Z80"], None),  # counted with sages-femmes since 2024
        (["V0Z60"], None),  # auxiliaires de puériculture and AMP were in it
        (["B2Z40"], None),
        (["V2Z90", "V1Z80"], None),
        ([], None),
    ],
)
def test_same_meaning(fap2009: list[str], fap2021: tuple[str, ...] | None) -> None:
    assert occupations().same_meaning(fap2009) == fap2021
    if fap2021:
        assert occupations().same_meaning(fap2021, FAP2021) == tuple(sorted(fap2009))


def test_look_alikes_are_refused_with_their_reason() -> None:
    assert "accompagnement" in occupations().why_not_same(["J4Z60"], ["J4X60"])
    assert occupations().same_meaning(["J4X60"], FAP2021) is None
    assert occupations().why_not_same(["R0Z61"], ["R0X61"]) == ""


def _cells(name: str) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for fap, rome, levels in tables.rows(name):
        digits = set(levels or "0123456789") - {INDEPENDENT}
        found.setdefault(fap, set()).update((rome, digit) for digit in digits)
    return found


def test_followed_groups_hold_the_same_rome_at_the_same_levels() -> None:
    before, after = _cells("fap2009_rome.csv"), _cells("fap2021_rome.csv")
    groups = tables.curated("crosswalk.yml")["same_meaning"]
    for group in groups:
        apart = {(cell[:5], digit) for cell in group.get("apart", ()) for digit in cell[6:]}
        old: set[tuple[str, str]] = set().union(*(before[code] for code in group["fap2009"]))
        new: set[tuple[str, str]] = set().union(*(after[code] for code in group["fap2021"]))
        assert old ^ new == apart, group


def test_a_metier_is_followed_in_one_group_only() -> None:
    groups = Crosswalk().groups
    for nomenclature in Nomenclature:
        codes = [code for group in groups for code in group.codes(nomenclature)]
        assert len(codes) == len(set(codes))
        assert all(occupations().surveyed(f"{nomenclature.value}:{code}") for code in codes)


def test_followed_sectors_hold_the_same_rome() -> None:
    before, after = _cells("fap2009_rome.csv"), _cells("fap2021_rome.csv")
    for letter in tables.curated("crosswalk.yml")["same_domaines"]:
        old = {rome for fap, cells in before.items() if fap[0] == letter for rome, _ in cells}
        new = {rome for fap, cells in after.items() if fap[0] == letter for rome, _ in cells}
        # A: the cadres of a cellar; R: the cadres of commercial assistance
        assert old ^ new <= {"A1413", "D1401"}, letter
        assert occupations().follows_sector(f"domaine:{letter}")
    assert not occupations().follows_sector("domaine:B")
    assert not occupations().follows_sector("famille:O")


def test_each_metier_has_a_counterpart() -> None:
    for one in occupations().all():
        selection = tables.selection_of(one)
        assert one.code in selection.codes(one.nomenclature)
        if one.ref != "fap2021:L6X00":  # directors of small firms were not surveyed before 2024
            assert selection.fap2021, one.ref
            assert selection.fap2009, one.ref
        for nomenclature in Nomenclature:
            assert all(occupations().surveyed(f"{nomenclature.value}:{c}") for c in selection.codes(nomenclature))


def test_options_of_an_ambiguous_word() -> None:
    labels = [label for label, _ in occupations().options("conducteur")]
    assert labels[0] == "Conducteurs routiers (poids lourds)"
    assert occupations().ambiguous_word("charge-d-etudes") == "chargé d'études"
    for known in (occupations().options, occupations().ambiguous_word):
        with pytest.raises(KnowledgeError):
            known("boulanger")


def test_rome_codes() -> None:
    assert occupations().rome(FAP2021, "B1X30") == ("F1703",)
    assert occupations().rome(FAP2009, "zzz") == ()


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("plombiste", "B2X33"),
        ("dompteur de lions", "U1X91"),
        ("soufleur de vere", "E1X30"),
        ("chauffeurs de buss", "J3X41"),
    ],
)
def test_closest_titles_come_first(word: str, code: str) -> None:
    found = occupations().closest_titles(word, 4)
    assert 1 <= len(found) <= 4
    assert code in found[0][1].fap2021
    assert len({selection.value for _, selection in found}) == len(found)


def test_nothing_is_close_to_gibberish() -> None:
    assert occupations().closest_titles("xqzwk") == []
    assert occupations().closest_titles("") == []


def test_selection_value_is_readable_back() -> None:
    for value in (
        "fap2021:B1X30+B1X31 fap2009:B2Z40",
        "fap2009:V5Z00",
        "domaine:B",
        "famille:O",
        "ambigu:chef-de-projet",
    ):
        assert Selection.parse(value).value == value


def test_loading_takes_few_calls() -> None:
    assert calls(Occupations) < 60_000, "22,000 where it was written"


@pytest.mark.parametrize(
    ("fap2021", "word", "codes"),
    [
        (("J0X32",), "cariste", ("N1101",)),
        (("D1X33",), "soudeurs", ("H2913", "H2916", "H2917")),
        (("V0X60",), "aide-soignante", ("J1501",)),
        (("L0X60",), "secrétaire médicale", ("M1609",)),
    ],
)
def test_the_job_title_decides_which_codes_its_offers_bear(
    fap2021: tuple[str, ...], word: str, codes: tuple[str, ...]
) -> None:
    assert codes_of_rome.rome().offers_of(fap2021, (word,)) == codes


def test_a_word_of_no_title_is_searched_by_the_labels_then_by_every_job_of_the_metier() -> None:
    nurses = codes_of_rome.rome().offers_of(("V1X80",), ("ide",), ("Infirmiers et sages-femmes",), ("Infirmiers",))
    assert "J1104" not in nurses
    assert set(nurses) < set(codes_of_rome.rome().offers_of(("V1X80",), ("ide",)))
