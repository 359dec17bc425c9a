"""Where each embedded file of occupations comes from."""

from __future__ import annotations

from typing import Any

import yaml

_PUBLIC = "informations publiques, réutilisation libre avec mention de la source (CRPA L321-1)"
_BMO: dict[str, Any] = {
    "source": "Base open data de l'enquête Besoins en Main-d'Œuvre (BMO), métiers et familles",
    "producer": "France Travail",
    "licence": "Licence Ouverte 2.0",
    "year": "2022-2025",
    "url": "https://statistiques.francetravail.org/bmo",
}
_FAP2021: dict[str, Any] = {
    "source": "Nomenclature des familles professionnelles FAP2021, intitulés",
    "producer": "Dares",
    "licence": _PUBLIC,
    "year": 2021,
    "url": "https://dares.travail-emploi.gouv.fr/donnees/la-nomenclature-des-familles-professionnelles-2021",
}
_DARES: dict[str, Any] = _FAP2021 | {"source": "Table de passage FAP2021 ↔ ROME, codes parents et qualifications"}
_PASSAGE: dict[str, Any] = _FAP2021 | {
    "source": "Table de passage ROME v3 → FAP2009, programme SAS",
    "year": 2009,
    "url": "https://dares.travail-emploi.gouv.fr/donnees/les-familles-professionnelles",
}
_ROME: dict[str, Any] = {
    "source": "Répertoire opérationnel des métiers et des emplois, ROME v460",
    "producer": "France Travail",
    "licence": "Licence Ouverte 2.0",
    "year": 2025,
    "url": "https://www.francetravail.org/opendata/repertoire-operationnel-des-meti.html",
}
_TITLES: dict[str, Any] = _ROME | {
    "source": "Répertoire opérationnel des métiers et des emplois, ROME v460, appellations ; "
    "les colonnes fap2021 et fap2009 sont calculées ici avec les tables de passage de la Dares",
}
_FILES = {
    "appellations.csv": _TITLES,
    "domaines.csv": _FAP2021,
    "familles.csv": _BMO,
    "fap2009_rome.csv": _PASSAGE,
    "fap2021_rome.csv": _DARES,
    "libelles_anciens.csv": _BMO | {"year": "2016-2020"},
    "metiers.csv": _BMO,
    "rome.csv": _ROME,
    "unsurveyed.csv": _FAP2021,
}


def sources() -> str:
    """Return ``sources.yml``: file, source, producer, licence, year and address of each embedded file."""
    lines = [{"file": file, **source} for file, source in _FILES.items()]
    text: str = yaml.safe_dump(lines, allow_unicode=True, sort_keys=False, width=1000)
    return text
