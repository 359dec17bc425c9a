"""What the servers of a trial tell: made up from the codes asked, the same at each call, and labelled as fictional."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.occupations import tables
from knowledge.territories.model import Level, Territory
from knowledge.territories.reference import territories
from knowledge.text import fold

LABEL = "Offre fictive"
_NOTICE = (
    "Offre fictive : elle est inventée pour essayer Bémo, aucun employeur ne l'a déposée.\n"
    "Vous travaillerez dans une équipe qui n'existe pas, avec des outils imaginaires.\n"
    "Pour postuler, contactez Mme Camille FICTIVE au 02 61 91 00 00 ou camille@exemple.fr."
)
_CONTRACTS = {
    "CDI": "CDI",
    "CDD": "CDD - 6 Mois",
    "MIS": "Intérim - 3 Mois",
    "SAI": "Travail saisonnier - 4 Mois",
}
_CITIES = {"751": "75056", "6938": "69123", "132": "13055"}
_MOST_AT_ONE_PLACE, _OLDEST = 9, 40
_LARGEST = 4
"""Communes that have offers, of a place larger than a commune."""
_AROUND = 5
_SECTORS = ("Fabrication fictive", "Commerce fictif", "Services fictifs", "Bâtiment fictif")


@dataclass(frozen=True)
class Fiction:
    """One fictional offer, in the terms of the searches."""

    id: str
    rome: str
    commune: str
    contract: str
    beginner: bool
    age: int
    """Days since it was published."""


def number(*of: object) -> int:
    """Return a whole number that stands for these values, always the same."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, of)).encode()).digest()[:6], "big")


@cache
def labels() -> dict[str, str]:
    """Return what each ROME code is called."""
    return {code: label for code, label, _ in tables.rows("rome.csv")}


@cache
def titled(word: str) -> frozenset[str]:
    """Return the ROME codes with a title that holds this word."""
    wanted = fold(word)
    return frozenset(code for title, code in _titles() if wanted in title)


def get_ready() -> None:
    """Read what is read once: the first one who asks does not wait for it."""
    labels()
    _titles()
    territories()


def place_of(code: str) -> Territory | None:
    """Return the commune of an INSEE code, the whole city for an arrondissement."""
    city = next((whole for start, whole in _CITIES.items() if code.startswith(start) and code != whole), code)
    ref = f"commune:{city}"
    return territories().get(ref) if ref in territories() else None


def places(communes: Iterable[str], distance: int, departements: Iterable[str], region: str) -> tuple[Territory, ...]:
    """Return the communes that have offers in the place searched, the nearest or the largest first."""
    known = territories()
    if found := [place for code in communes if (place := place_of(code))]:
        near = [] if not distance else [around for place in found for around in _around(place)]
        return tuple(dict.fromkeys([*found, *near]))
    refs = [f"departement:{code}" for code in departements] or ([f"region:{region}"] if region else ["france:FR"])
    return tuple(commune for ref in refs if ref in known for commune in known.communes_of(known.get(ref))[:_LARGEST])


def offers(romes: Iterable[str], at: Iterable[Territory]) -> list[Fiction]:
    """Return the fictional offers of these trades at these places, the newest first."""
    found = [offer for place in at for rome in romes for offer in _offers_of(rome, place.code)]
    return sorted(found, key=lambda each: (each.age, each.id))


def by_id(identifier: str) -> Fiction | None:
    """Return the offer of an identifier, ``F<rome>C<commune>N<rank>``."""
    rome, _, rest = identifier.removeprefix("F").partition("C")
    commune = rest.partition("N")[0]
    return next((each for each in _offers_of(rome, commune) if each.id == identifier), None)


def as_offer(offer: Fiction, page: str, now: dt.datetime) -> dict[str, object]:
    """Return an offer as the API writes it; ``page``: the address of its public page."""
    published = (now - dt.timedelta(days=offer.age, hours=1)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    place = place_of(offer.commune)
    what = labels()[offer.rome]
    return {
        "id": offer.id,
        "intitule": f"{LABEL} : {what} (H/F)",
        "description": _NOTICE,
        "dateCreation": published,
        "dateActualisation": published,
        "lieuTravail": {
            "libelle": f"{place.departement} - {place.name.upper()}" if place else "",
            "commune": offer.commune,
        },
        "romeCode": offer.rome,
        "romeLibelle": what,
        "appellationlibelle": what,
        "entreprise": {"nom": f"Entreprise fictive n° {number(offer.id) % 89 + 1}", "entrepriseAdaptee": False},
        "typeContrat": offer.contract,
        "typeContratLibelle": _CONTRACTS[offer.contract],
        "natureContrat": "Contrat travail",
        "experienceExige": "D" if offer.beginner else "E",
        "experienceLibelle": "Débutant accepté" if offer.beginner else "2 An(s)",
        "salaire": {"libelle": f"Mensuel de {1850 + number(offer.rome) % 900}.00 Euros sur 12 mois (fictif)"},
        "dureeTravailLibelle": "35H/semaine",
        "alternance": False,
        "contact": {"nom": "Mme Camille FICTIVE", "courriel": "camille@exemple.fr", "telephone": "02 61 91 00 00"},
        "nombrePostes": 1,
        "origineOffre": {"origine": "1", "urlOrigine": page},
    }


def companies(rome: str, place: Territory) -> Iterator[dict[str, object]]:
    """Give the fictional companies likely to hire for a trade in a commune, as the API writes them."""
    for rank in range(number("company", rome, place.code) % 5):
        seed = number("company", rome, place.code, rank)
        low, high = ((0, 0), (1, 2), (3, 5), (10, 19), (50, 99), (250, 499))[seed % 6]
        yield {
            "rome": rome,
            "company_name": f"ENTREPRISE FICTIVE {seed % 900 + 100}",
            "office_name": f"Entreprise fictive {labels().get(rome, rome).split(' / ')[0]} n° {seed % 900 + 100}",
            "city": place.name,
            "citycode": place.code,
            "department_number": place.departement,
            "naf": "00.00Z",
            "naf_label": _SECTORS[seed % len(_SECTORS)],
            "headcount_min": low,
            "headcount_max": high,
            "hiring_potential": seed % 1000 / 10,
            "is_high_potential": seed % 1000 > 700,
            "email": "no",
        }


@cache
def _titles() -> tuple[tuple[str, str], ...]:
    return tuple((fold(title), code) for _, title, code, *_ in tables.rows("appellations.csv"))


def _around(place: Territory) -> tuple[Territory, ...]:
    bassin = territories().bassin_of(place)
    return territories().communes_of(bassin)[:_AROUND] if bassin and place.level is Level.COMMUNE else ()


def _offers_of(rome: str, commune: str) -> Iterator[Fiction]:
    if rome not in labels() or not place_of(commune):
        return
    for rank in range(number("offers", rome, commune) % _MOST_AT_ONE_PLACE):
        seed = number("offer", rome, commune, rank)
        contract = tuple(_CONTRACTS)[seed % len(_CONTRACTS)]
        yield Fiction(f"F{rome}C{commune}N{rank}", rome, commune, contract, seed % 3 == 0, seed // 7 % _OLDEST)
