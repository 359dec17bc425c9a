"""The API Offres d'emploi v2: what is asked, and how its answers are read.

Contract: the published OpenAPI; 206 when there are more offers, 204 (empty) when there is none, the total in
``Content-Range``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from pydantic import Field, ValidationError

from knowledge.market.arrondissements import MOST_COMMUNES, communes_and_distance
from knowledge.market.calls import Answer, Api, Ask
from knowledge.market.model import Offer, Offers, OfferSearch
from knowledge.market.payload import Payload, line
from knowledge.market.without_contacts import company_name, tells_a_contact
from knowledge.territories.model import Level
from knowledge.territories.reference import territories

API = Api("offres-emploi", "/offresdemploi", "api_offresdemploiv2 o2dsoffre", rate=10)

_PAGE = "https://candidat.francetravail.fr/offres/recherche/detail/"
_MOST_ROMES = 200
_LAST_FIRST, _LARGEST_PAGE = 3000, 150
_NEWEST_FIRST = "1"
_BEGINNER = "D"
_TOTAL = re.compile(r"(?:offres\s+\d+-\d+|\*)/(\d+)")
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\]{1,1000}")
_NOT_ALLOWED = re.compile(r"[^\w\s@#$%^&+./,\-\"]|_")


class _Place(Payload):
    libelle: str = ""
    commune: str = ""

    def named(self) -> str:
        """Return « Vendôme (41) » for a commune that is known, else the place as it is told (« 41 - VENDOME »)."""
        ref = f"{Level.COMMUNE.value}:{self.commune}"
        if ref not in territories():
            return self.libelle
        known = territories().get(ref)
        return f"{known.name} ({known.departement})"


class _Employer(Payload):
    nom: str = ""


class _Pay(Payload):
    libelle: str = ""


class _Origin(Payload):
    url: str = Field("", alias="urlOrigine")


class _Offer(Payload):
    id: str
    title: str = Field(alias="intitule")
    rome_label: str = Field("", alias="romeLibelle")
    created: dt.datetime = Field(alias="dateCreation")
    place: _Place = Field(_Place(), alias="lieuTravail")
    employer: _Employer = Field(_Employer(), alias="entreprise")
    contract: str = Field("", alias="typeContratLibelle")
    contract_code: str = Field("", alias="typeContrat")
    experience: str = Field("", alias="experienceExige")
    pay: _Pay = Field(_Pay(), alias="salaire")
    origin: _Origin = Field(_Origin(urlOrigine=""), alias="origineOffre")


class _Page(Payload):
    offers: list[dict[str, Any]] = Field(alias="resultats")


def ask(search: OfferSearch) -> Ask:
    """Return the request for a search."""
    return Ask("/v2/offres/search", tuple(_query(search)))


def read(answer: Answer, search: OfferSearch) -> Offers:
    """Return the offers of an answer. Raises ValueError where it is not what the contract says."""
    total = _TOTAL.fullmatch(answer.headers.get("Content-Range", "").strip())
    if answer.status == 204:  # also beyond the last one
        return Offers(int(total[1]) if total else 0, ())
    if not total:
        raise ValueError
    told = _Page.parse_obj(answer.data).offers[: search.size]
    offers = tuple(_typed(each) for each in map(_checked, told) if each)
    if told and not offers:
        raise ValueError
    return Offers(int(total[1]), offers)


def as_json(offers: Offers) -> Any:
    """Return what is kept of the offers."""
    return [offers.total, [{**vars(each), "date": each.date.isoformat()} for each in offers.offers]]


def from_json(kept: Any) -> Offers:
    """Return the offers that were kept."""
    total, offers = kept
    return Offers(total, tuple(Offer(**{**each, "date": dt.date.fromisoformat(each["date"])}) for each in offers))


def _query(search: OfferSearch) -> Iterator[tuple[str, str]]:
    communes, distance = communes_and_distance(search.communes, search.distance)
    words = ",".join(_words(search.words))
    told = {
        "codeROME": ",".join(search.romes[:_MOST_ROMES]),
        "motsCles": words,
        "commune": ",".join(communes),
        "distance": str(distance) if communes and distance is not None else "",
        "departement": ",".join(search.departements[:MOST_COMMUNES]) if not communes else "",
        "region": search.region if not communes and not search.departements else "",
        "typeContrat": search.contract,
        "experienceExigence": _BEGINNER if search.beginner else "",
        "publieeDepuis": str(search.since_days) if search.since_days else "",
        "sort": _NEWEST_FIRST if search.since_days else "",
    }
    yield from ((name, value) for name, value in told.items() if value)
    first = min(max(0, search.first), _LAST_FIRST)
    yield "range", f"{first}-{first + max(1, min(search.size, _LARGEST_PAGE)) - 1}"


def _words(told: str) -> list[str]:
    """Return the words in the characters that the API allows, two at least in each."""
    words = (" ".join(_NOT_ALLOWED.sub(" ", word).split()) for word in told.split(","))
    return [word for word in words if len(word) > 1]


def _checked(told: dict[str, Any]) -> _Offer | None:
    """Return an offer, None for one without what makes it one (the contract demands no field)."""
    try:
        return _Offer.parse_obj(told)
    except ValidationError:
        return None


def _typed(offer: _Offer) -> Offer:
    url = offer.origin.url
    return Offer(
        id=offer.id,
        title=line(offer.rome_label if tells_a_contact(offer.title) else offer.title),
        company=line(company_name(offer.employer.nom)),
        place=line(offer.place.named()),
        contract=line(offer.contract or offer.contract_code),
        pay="" if tells_a_contact(offer.pay.libelle) else line(offer.pay.libelle),
        date=offer.created.date(),
        url=url if _ADDRESS.fullmatch(url) else _PAGE + quote(offer.id, safe=""),
        beginner=offer.experience == _BEGINNER,
    )
