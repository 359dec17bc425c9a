"""Territories in French sentences: "d'Orléans", "au Blanc", "en Eure-et-Loir", "dans le bassin d'emploi de Tours".

INSEE's article code ("liaison") drives the choice: 0 none, 1 elided "d'", 2 le, 3 la, 4 les, 5 l', 6 aux,
7 las, 8 los. A commune's name carries its article (``Le Blanc``), a département's does not (``Cher``).
"""

from __future__ import annotations

from knowledge.territories.model import Level, Territory

_ELIDED, _MASCULINE, _AUX = 1, 2, 6
_ARTICLES = {2: "le ", 3: "la ", 4: "les ", 5: "l'"}
_DE = {1: "d'", 2: "du ", 3: "de la ", 4: "des ", 5: "de l'"}
_NAMED_WITH_ARTICLE = ("Le ", "La ", "Les ", "L'")


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EN_DEPARTEMENTS = _codes(
    "07 09 16 17 19 21 23 24 28 2A 2B 31 33 35 37 38 43 44 47 48 49 52 53 54 57 70 71 73 74 76 77 82 85 87 91 93 "
    "971 972 973 987 988"
)
_A_DEPARTEMENTS = _codes("75 974 975 976 977 978 986")
_OUTSIDE = {"984": 4, "987": 3, "988": 3, "989": 5}
_DE_DEPARTEMENTS = {"28": 5, "37": 5, "47": 2, "35": 5, **_OUTSIDE}
"""Where usage keeps an article that INSEE's code leaves out: "de l'Eure-et-Loir", "de la Polynésie française"."""
_WITHOUT_ARTICLE = _codes("49 54 71 75 77 974 975 976 977 978 986")

_EN_REGIONS = _codes("01 02 03 11 24 27 28 53 75 76 84 93 94 987 988")
_A_REGIONS = _codes("04 06 975 977 978 986")
_DE_REGIONS = {
    "01": 3,
    "02": 3,
    "03": 3,
    "11": 1,
    "24": 2,
    "28": 0,
    "44": 2,
    "52": 4,
    "32": 4,
    "75": 0,
    "76": 1,
    "84": 1,
    **_OUTSIDE,
}
_THE_REGIONS = {
    **dict.fromkeys(("01", "02", "03", "27", "28", "53", "75", "94"), 3),
    **dict.fromkeys(("24", "44"), 2),
    **dict.fromkeys(("11", "76", "84"), 5),
    **dict.fromkeys(("32", "52"), 4),
    **_OUTSIDE,
}


def named(territory: Territory) -> str:
    """Return the name alone, its kind added where it would be mistaken: "bassin d'emploi d'Orléans", "Loiret"."""
    if territory.level is Level.BASSIN:
        return f"bassin d'emploi {_with(_DE, 'de ', territory.liaison, territory.name)}"
    return territory.name


def the_(territory: Territory) -> str:
    """Return the name as a subject: "le Loiret", "l'Indre", "Tours", "Le Blanc", "le bassin d'emploi de Tours"."""
    if territory.level is Level.BASSIN:
        return f"le {named(territory)}"
    if territory.level is Level.COMMUNE:
        return territory.name
    return _with(_ARTICLES, "", _article(territory), territory.name)


def de_(territory: Territory) -> str:
    """Return the complement: "de Tours", "du Blanc", "de l'Indre", "du bassin d'emploi de Tours"."""
    if territory.level is Level.BASSIN:
        return f"du {named(territory)}"
    liaison = _ELIDED if territory.liaison == _AUX else territory.liaison
    if territory.level is Level.REGION:
        liaison = _DE_REGIONS.get(territory.code, liaison)
    elif territory.level is Level.DEPARTEMENT:
        liaison = _DE_DEPARTEMENTS.get(territory.code, liaison)
    return _with(_DE, "de ", liaison, territory.name)


def in_(territory: Territory) -> str:
    """Return the place: "à Tours", "au Blanc", "dans le Cher", "en Centre-Val de Loire", "dans le bassin…"."""
    code, name = territory.code, territory.name
    if territory.level is Level.FRANCE:
        return f"en {name}"
    if territory.level is Level.COMMUNE:
        return _at(territory)
    if territory.level in {Level.DEPARTEMENT, Level.REGION}:
        is_region = territory.level is Level.REGION
        if code in (_EN_REGIONS if is_region else _EN_DEPARTEMENTS):
            return f"en {name}"
        if code in (_A_REGIONS if is_region else _A_DEPARTEMENTS):
            return f"à {name}"
    if territory.level is Level.GROUP and territory.liaison != _MASCULINE:
        return f"en {name}"
    return f"dans {the_(territory)}"


def _article(territory: Territory) -> int:
    if territory.level is Level.REGION:
        return _THE_REGIONS.get(territory.code, 0)
    if territory.level is Level.DEPARTEMENT:
        if territory.code in _WITHOUT_ARTICLE:
            return 0
        return _DE_DEPARTEMENTS.get(territory.code, territory.liaison)
    return territory.liaison


def _at(commune: Territory) -> str:
    if commune.liaison == 2 and commune.name.startswith("Le "):
        return f"au {commune.name[3:]}"
    if commune.liaison == 4 and commune.name.startswith("Les "):
        return f"aux {commune.name[4:]}"
    return f"à {commune.name}"


def _with(prefixes: dict[int, str], default: str, liaison: int, name: str) -> str:
    """Return ``name`` after the prefix of its article, not doubling an article the name carries."""
    if name.startswith(_NAMED_WITH_ARTICLE):
        article, rest = next((a, name[len(a) :]) for a in _NAMED_WITH_ARTICLE if name.startswith(a))
        if prefixes is _DE and article == "Le " and liaison == 2:
            return f"du {rest}"
        if prefixes is _DE and article == "Les " and liaison == 4:
            return f"des {rest}"
        return f"{'de ' if prefixes is _DE else ''}{name}"
    return f"{prefixes.get(liaison, default)}{name}"
