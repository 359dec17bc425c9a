"""The fictional figures of the labour market, in the shape of the API Marché du travail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from knowledge.territories.reference import territories
from scripts.demo.fiction import labels, number

_LEVELS = {"NAT": "france", "REG": "region", "DEP": "departement", "BASBMO": "bassin"}
_SIZES = {"NAT": 40_000, "REG": 4_000, "DEP": 700, "BASBMO": 150}
_INDICATORS = {
    "stat-offres": ("TRIMESTRE", "ORIGINEOFF", {"PE": "Offres France Travail", "TOFF-CUMUL12MOIS": "Toutes offres"}),
    "stat-perspective-employeur": ("ANNEE", "TYPE_TENSION", {"PERSPECTIVE": "Indicateur principal tension"}),
}
_CATEGORIES = {"A": "Catégorie A", "B": "Catégorie B", "C": "Catégorie C"}
_PERIODS = {"TRIMESTRE": ("2026T2", "2e trimestre 2026 (chiffre fictif)"), "ANNEE": ("2025", "2025 (chiffre fictif)")}
_TENSION = "stat-perspective-employeur"


def seekers(asked: dict[str, Any]) -> dict[str, Any] | None:
    """Return the job seekers asked for, None where the contract refuses it."""
    return _values(asked, ("TRIMESTRE", "CATCAND", _CATEGORIES), "DE_1", "valeurPrincipaleNombre")


def statistic(name: str, asked: dict[str, Any]) -> dict[str, Any] | None:
    """Return another statistic, None for one that is unknown or asked otherwise than the contract says."""
    if name not in _INDICATORS:
        return None
    told = "valeurPrincipaleDecimale" if name == _TENSION else "valeurPrincipaleNombre"
    return _values(asked, _INDICATORS[name], name, told)


def pays(level: str, code: str, rome: str) -> dict[str, Any] | None:
    """Return the monthly pay of a trade in a territory, None where the contract refuses it."""
    if _place(level, code) is None or level == "BASBMO" or rome not in labels():
        return None
    low = 1850 + number("pay", rome) % 700
    amounts = {"SAL1": low, "SAL2": low + 600, "SAL3": low + 280}
    told = [{"codeNomenclature": name, "valeurPrincipaleMontant": float(amount)} for name, amount in amounts.items()]
    period = {"codeTypePeriode": "ANNEE", "codePeriode": "2023", "libPeriode": "ANNEE 2023 (chiffre fictif)"}
    activity = {"codeActivite": "X0Z00", "libActivite": f"{labels()[rome]} (fictif)"}
    value = {"datMaj": _updated(), **activity, **period, "salaireValeurMontant": told}
    return {"datMaj": _updated(), "codeIndicateur": "SAL_3", "valeursParPeriode": [value]}


def _values(
    asked: dict[str, Any], indicator: tuple[str, str, dict[str, str]], code: str, told: str
) -> dict[str, Any] | None:
    period, nomenclature, names = indicator
    level, activity = str(asked.get("codeTypeTerritoire")), str(asked.get("codeActivite"))
    place = _place(level, str(asked.get("codeTerritoire")))
    right = asked.get("codeTypePeriode") == period and asked.get("codeTypeNomenclature") == nomenclature
    if not right or place is None or asked.get("codeTypeActivite") != "ROME" or activity not in labels():
        return None
    common = {
        "datMaj": _updated(),
        "codeTypeTerritoire": level,
        "codeTerritoire": asked["codeTerritoire"],
        "libTerritoire": place.upper(),
        "codeTypeActivite": "ROME",
        "codeActivite": activity,
        "libActivite": labels()[activity],
        "codeTypePeriode": period,
        "codePeriode": _PERIODS[period][0],
        "libPeriode": _PERIODS[period][1],
    }
    values = [
        {
            **common,
            "codeNomenclature": name,
            "libNomenclature": label,
            told: _figure(told, level, activity, place, name),
        }
        for name, label in names.items()
    ]
    return {"datMaj": _updated(), "codeIndicateur": code, "listeValeursParPeriode": values}


def _figure(told: str, level: str, *of: str) -> float:
    seed = number("figure", level, *of)
    return 1 + seed % 401 / 100 if told == "valeurPrincipaleDecimale" else seed % _SIZES[level]


def _place(level: str, code: str) -> str | None:
    ref = f"{_LEVELS.get(level, '')}:{code}"
    return territories().get(ref).name if ref in territories() else None


def _updated() -> str:
    return dt.date.today().replace(day=1).isoformat() + "T08:00:00.000+02:00"
