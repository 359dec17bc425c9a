"""The published "Portraits statistiques des métiers" (Dares), as they are: one file for each aspect, latin-1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import ImportRefusedError
from knowledge.portraits.model import ALL_METIERS, PAY_BANDS, PERIOD
from knowledge.tabular import decimal, read_raw

FOLDER = Path("marche") / "portraits_dares"
PAY_FILE, BANDS_FILE, DIPLOMA_FILE = "salaire_median_3niv.csv", "salaires_3niv.csv", "dipl_restructure_3niv.csv"
HOURS_FILE = "horaires_atypiques_3niv.csv"
_ENCODING = "cp1252"  # latin-1, with the euro sign of Windows

_BANDS = {
    "Moins de 1250 €": "pay_under_1250",
    "De 1250 € à moins de 1500 €": "pay_1250_1500",
    "De 1500 € à moins de 2000 €": "pay_1500_2000",
    # The file writes the last two labels one for the other: as written, 56 medians contradict the bands (soudeurs:
    # 6 % between 2,000 and 3,000 euros, 27 % above, for a median of 1,746); exchanged, none does. See `_check_bands`.
    "3000 € ou plus": "pay_2000_3000",
    "De 2000 € à moins de 3000 €": "pay_over_3000",
}
_EDGES = (0, 1250, 1500, 2000, 3000, float("inf"))
_DIPLOMAS = {
    "Aucun diplôme, CEP ou brevet des collèges": "none",
    "CAP, BEP ou autre diplôme équivalent": "cap_bep",
    "Bac, brevet professionnel ou équivalent": "bac",
    "Bac + 2": "bac_2",
    "Diplôme supérieur (bac + 3 ou plus)": "higher",
    "En cours d'études initiales": "studying",
}
_HOURS = {"Travail le samedi": "saturday", "Travail le dimanche": "sunday", "Travail de nuit": "night"}


@dataclass(frozen=True, slots=True)
class _Share:
    """A file of one share in percent: its columns of code, period and percent, and what they are called here."""

    file: str
    columns: tuple[str, str, str]
    name: str


_SHARES = (
    _Share("part_cdd.csv", ("Fap", "annee", "part"), "fixed_term"),
    _Share("part_interim.csv", ("Fap", "annee", "part"), "temporary"),
    _Share("part_tempspartiel.csv", ("Fap3", "annee", "part"), "part_time"),
    _Share("part_femmes.csv", ("Fap3", "Annee", "Part"), "women"),
)
_NO_METIER = frozenset({"ZZZ", "ZZZZZ", "Z", "SAL"})
"""Codes that stand for no métier: not told, all employees."""

Figures = dict[str, dict[str, float]]


def read_figures(raw: Path) -> Figures:
    """Return the figures of the last period by code then name; ImportRefusedError for an unknown label or period."""
    folder = raw / FOLDER
    found: Figures = defaultdict(dict)
    for code, period, written in _rows(folder / PAY_FILE, ("Fap3", "Annee", "Salaire_median")):
        if period == PERIOD:
            _add(found, code, "median_pay", written)
    for code, label, written in _rows(folder / BANDS_FILE, ("Fap", "Salaire", "Pourcentage")):
        _add(found, code, _name(BANDS_FILE, _BANDS, label), written)
    for code, label, period, written in _rows(folder / DIPLOMA_FILE, ("Fap", "diplome", "Annee", "Pourcentage")):
        if period == PERIOD:
            _add(found, code, _name(DIPLOMA_FILE, _DIPLOMAS, label), written, scale=100)
    for code, label, period, written in _rows(
        folder / HOURS_FILE, ("Fap3", "Horaire_atypique", "annee", "Pourcentage")
    ):
        if period == PERIOD:
            _add(found, code, _name(HOURS_FILE, _HOURS, label), written)
    for share in _SHARES:
        for code, period, written in _rows(folder / share.file, share.columns):
            if period == PERIOD:
                _add(found, code, share.name, written)
    _check_bands(found)
    return {code: figures for code, figures in found.items() if code not in _NO_METIER}


def read_labels(raw: Path) -> dict[str, str]:
    """Return the label of each code: its own, else its family's where the file repeats the code.

    T2Z, which only repeats its code, has none: its two halves T2A and T2B are told apart everywhere.
    """
    columns = ("Fap3", "libelle", "libelle_fap_agregee")
    labels = {}
    for code, label, family in _rows(raw / FOLDER / HOURS_FILE, columns):
        name = family if label == code else label
        if name not in {code, "NA"}:
            labels[_code(code)] = " ".join(name.split())
    return labels


def _rows(path: Path, columns: tuple[str, ...]) -> list[list[str]]:
    return read_raw(path, columns, encoding=_ENCODING)


def _code(written: str) -> str:
    return ALL_METIERS if written == "Ensemble" else written


def _name(file: str, names: Mapping[str, str], label: str) -> str:
    try:
        return names[" ".join(label.split())]
    except KeyError:
        raise ImportRefusedError(f"{file} : « {label} » n'est pas un intitulé connu.") from None


def _add(found: Figures, code: str, name: str, written: str, scale: float = 1) -> None:
    value = decimal(written)
    if value is None:
        return
    if name in found[_code(code)]:
        raise ImportRefusedError(f"Portraits : deux valeurs de {name} pour {code}.")
    found[_code(code)][name] = round(value * scale, 2)


def _check_bands(found: Figures) -> None:
    """Raise ImportRefusedError when a median pay is outside the band that holds the middle of its métier."""
    for code, figures in found.items():
        median, below = figures.get("median_pay"), 0.0
        if median is None or not any(name in figures for name in PAY_BANDS):
            continue
        for name, low, high in zip(PAY_BANDS, _EDGES, _EDGES[1:], strict=False):
            below += figures.get(name, 0)
            if below >= 50:
                if not low <= median <= high:
                    raise ImportRefusedError(f"{BANDS_FILE} : les tranches de {code} contredisent son salaire médian.")
                break
