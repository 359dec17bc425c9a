"""Offres d'emploi v2 against its published OpenAPI: what is asked and answered, and real answers read."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from jsonschema import Draft7Validator, FormatChecker
from werkzeug.datastructures import MultiDict

from knowledge.market import offres_emploi
from knowledge.market.calls import Answer
from knowledge.market.facade import Market
from knowledge.market.model import OfferSearch
from knowledge.market.without_contacts import tells_a_contact
from scripts.demo.apis import searched
from scripts.demo.france_travail import CLIENT, REALM, TOKEN, FranceTravail

SEARCHES = [
    OfferSearch(),
    OfferSearch(romes=("F1610",), communes=("41018",)),
    OfferSearch(romes=("D1102", "D1104"), communes=("37261", "37132"), distance=20, size=150),
    OfferSearch(romes=("J1506",), departements=("41", "37"), contract="CDI", beginner=True),
    OfferSearch(romes=("N4101",), region="24", since_days=7, size=3),
    OfferSearch(words="soudeur", communes=("18279",), distance=0),
    OfferSearch(words="conducteur, bus & car ; <b>nuit</b> a", departements=("45",)),
    OfferSearch(romes=("N4101",), communes=("75056",)),
    OfferSearch(romes=("N4101",), communes=("69123",), distance=0),
    OfferSearch(romes=("N4101",), communes=("13055", "37261"), distance=30),
    OfferSearch(romes=("N4101",), region="24", first=5, size=5),
    OfferSearch(romes=("N4101",), region="24", first=9000, size=900),
    OfferSearch(romes=("N4101",), region="24", size=0),
    OfferSearch(romes=tuple(f"A{number:04}" for number in range(300))),
    OfferSearch(romes=("N4101",), contract="CDI,CDD", departements=tuple(str(code) for code in range(30, 40))),
]


def json_of(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def contract(raw_folder: Path) -> Any:
    """The published OpenAPI of the offers."""
    return json_of(raw_folder / "api" / "openapi_offresdemploi_v2.json")


@pytest.fixture(scope="module")
def search_answer(contract: dict[str, Any]) -> Draft7Validator:
    """Checks an answer to a search."""
    schema = {"$ref": "#/components/schemas/ResultatRecherche", "components": _closed(contract["components"])}
    return Draft7Validator(schema, format_checker=FormatChecker())


def _closed(components: dict[str, Any]) -> dict[str, Any]:
    """Return the schemas where a field that is not described is refused: a wrong name would pass otherwise."""
    schemas = {name: {**schema, "additionalProperties": False} for name, schema in components["schemas"].items()}
    return {**components, "schemas": schemas}


def refusals(contract: dict[str, Any], method: str, address: str) -> list[str]:
    """Return what the contract has against a request."""
    parts = urlsplit(address)
    described = contract["paths"].get(parts.path.removeprefix("/partenaire/offresdemploi"), {}).get(method.lower())
    if described is None:
        return [f"{method} {parts.path} is not described"]
    known = {each["name"].strip(): each for each in described["parameters"] if each["in"] == "query"}
    wrong = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name not in known:
            wrong.append(f"{name} is not described")
        elif known[name]["schema"]["type"] == "integer" and not value.isdecimal():
            wrong.append(f"{name}={value} is no integer")
        elif most := re.search(r"[Jj]usqu'à (\d+) valeurs", known[name].get("description", "")):
            wrong += [f"{name} has too many values"] * (len(value.split(",")) > int(most[1]))
    return wrong


def asked(search: OfferSearch) -> str:
    query = httpx.QueryParams(offres_emploi.ask(search).query)
    return f"/partenaire/offresdemploi{offres_emploi.ask(search).path}?{query}"


@pytest.mark.parametrize("search", SEARCHES)
def test_what_is_asked_is_what_the_contract_describes(search: OfferSearch, contract: dict[str, Any]) -> None:
    assert not refusals(contract, "GET", asked(search))


def test_a_request_that_the_contract_does_not_describe_would_be_seen(contract: dict[str, Any]) -> None:
    path = "/partenaire/offresdemploi/v2/offres/search"
    assert refusals(contract, "POST", path)
    assert refusals(contract, "GET", path + "es")
    assert refusals(contract, "GET", f"{path}?rome=F1610") == ["rome is not described"]
    assert refusals(contract, "GET", f"{path}?distance=near") == ["distance=near is no integer"]
    assert refusals(contract, "GET", f"{path}?commune=1,2,3,4,5,6") == ["commune has too many values"]


@pytest.mark.parametrize("search", SEARCHES)
def test_the_page_asked_is_within_the_limits(search: OfferSearch) -> None:
    first, last = map(int, dict(offres_emploi.ask(search).query)["range"].split("-"))
    assert 0 <= first <= 3000
    assert first <= last <= 3149
    assert last - first < 150


def test_the_words_asked_are_in_the_characters_allowed() -> None:
    words = dict(offres_emploi.ask(SEARCHES[6]).query)["motsCles"]
    assert words == "conducteur,bus & car b nuit /b a"


def test_paris_lyon_and_marseille_are_asked_by_their_arrondissements() -> None:
    def place(search: OfferSearch) -> tuple[str | None, str | None]:
        query = dict(offres_emploi.ask(search).query)
        return query.get("commune"), query.get("distance")

    assert place(OfferSearch(communes=("75056",))) == ("75101", None)
    assert place(OfferSearch(communes=("69123",), distance=0)) == ("69382", "5")
    assert place(OfferSearch(communes=("13055",), distance=30)) == ("13201,13208,13211,13213,13215", "30")
    assert place(OfferSearch(communes=("37261",), distance=0)) == ("37261", "0")


@pytest.mark.parametrize("search", SEARCHES)
def test_what_is_answered_is_what_the_contract_describes_and_is_read_right(
    search: OfferSearch,
    search_answer: Draft7Validator,
    connected: Callable[..., Market],
    france_travail: FranceTravail,
    address: str,
) -> None:
    query = httpx.QueryParams(offres_emploi.ask(search).query)
    expected = searched(MultiDict(query.multi_items()))
    assert expected is not None
    found = connected().offers(search).value
    token = httpx.post(f"{address}{TOKEN}?realm={REALM}", data=_form()).json()["access_token"]
    answer = httpx.get(address + asked(search), headers={"Authorization": f"Bearer {token}"})
    first = min(search.first, 3000)
    page = expected[first : first + max(1, search.size)][: search.size]
    assert [offer.id for offer in found.offers] == [offer.id for offer in page]
    assert found.total == len(expected)
    assert [offer.beginner for offer in found.offers] == [offer.beginner for offer in page]
    shown = expected[first : first + max(1, search.size)]
    assert answer.status_code == (204 if not shown else 200 if len(shown) == len(expected) else 206)
    if shown:
        search_answer.validate(answer.json())
    assert {status for _, path, status in france_travail.calls if "search" in path} == {answer.status_code}


def _form() -> dict[str, str]:
    scopes = "api_offresdemploiv2 o2dsoffre"
    return {
        "grant_type": "client_credentials",
        "client_id": CLIENT[0],
        "client_secret": CLIENT[1],
        "scope": scopes,
    }


def test_the_searches_meet_every_status() -> None:
    statuses = set()
    for search in SEARCHES:
        query = httpx.QueryParams(offres_emploi.ask(search).query)
        found = searched(MultiDict(query.multi_items())) or []
        first, last = map(int, query["range"].split("-"))
        shown = found[first : last + 1]
        statuses.add(204 if not shown else 200 if len(shown) == len(found) else 206)
    assert statuses == {200, 204, 206}


def test_pages_follow_one_another(connected: Callable[..., Market]) -> None:
    market, search = connected(), {"romes": ("N4101", "F1610"), "region": "24"}
    whole = market.offers(OfferSearch(**search, size=150)).value  # type: ignore[arg-type]
    pages = [market.offers(OfferSearch(**search, first=first, size=5)).value for first in range(0, whole.total, 5)]  # type: ignore[arg-type]
    assert len(pages) > 2
    assert {page.total for page in pages} == {whole.total}
    assert tuple(offer for page in pages for offer in page.offers) == whole.offers


# Real answers


@pytest.fixture(scope="module")
def real_answer(raw_folder: Path) -> Any:
    """A real answer to a search, of 2019."""
    read: dict[str, Any] = json.loads(
        (raw_folder / "api" / "labonneboite_esd-offres-happypath.json").read_text("utf-8")
    )
    return read


@pytest.fixture(scope="module")
def real_offers(raw_folder: Path) -> Any:
    """Two real offers, of 2022, made anonymous."""
    read: list[dict[str, Any]] = json.loads(
        (raw_folder / "api" / "les-emplois_offres_resultats.json").read_text("utf-8")
    )
    return read


def read(told: dict[str, Any], size: int = 150) -> Any:
    count = len(told["resultats"])
    answer = Answer(206, {"Content-Range": f"offres 0-{count - 1}/{count + 100}"}, told)
    return offres_emploi.read(answer, OfferSearch(size=size))


def test_real_answers_are_read(real_answer: dict[str, Any], real_offers: list[dict[str, Any]]) -> None:
    found = read(real_answer)
    assert (found.total, len(found.offers)) == (108, 8)
    assert all(offer.title and offer.place and offer.contract and offer.url for offer in found.offers)
    one, other = read({"resultats": real_offers}).offers
    assert (one.title, one.company, one.place) == ("Mécanicien de maintenance (F/H).", "RANDSTAD", "Saint-Claude (39)")
    assert (one.contract, one.pay) == ("Contrat à durée indéterminée", "Annuel de 26400,00 Euros sur 12 mois")
    assert (one.date, one.beginner, other.beginner) == (dt.date(2022, 11, 23), False, True)
    assert one.url == "https://candidat.pole-emploi.fr/offres/recherche/detail/FOOBAR"


def test_nobodys_contact_details_remain_of_real_answers(
    real_answer: dict[str, Any], real_offers: list[dict[str, Any]]
) -> None:
    told = real_answer["resultats"] + real_offers
    kept = json.dumps(offres_emploi.as_json(read({"resultats": told})), ensure_ascii=False)
    contacts = [each["contact"] for each in told if "contact" in each]
    assert contacts
    for contact in contacts:
        for value in (contact.get("courriel"), contact.get("telephone"), contact.get("coordonnees1")):
            assert not value or value not in kept
        if person := re.search(r"(?:M|Mme|Mlle)\.? (.+)$", contact.get("nom", "")):
            assert person[1] not in kept
    assert not any(tells_a_contact(f"{offer.title} {offer.pay}") for offer in read({"resultats": told}).offers)
    assert not any(each["description"][:30] in kept for each in told)


@pytest.mark.parametrize("field", ["id", "intitule", "dateCreation"])
def test_an_offer_without_what_makes_it_one_is_left_out(field: str, real_offers: list[dict[str, Any]]) -> None:
    one, other = real_offers
    without = {name: value for name, value in one.items() if name != field}
    assert [offer.id for offer in read({"resultats": [without, other]}).offers] == ["OHNOES"]


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({}, {"resultats": []}),
        ({"Content-Range": "offres 0-1"}, {"resultats": []}),
        ({"Content-Range": "offres 0-1/2"}, {}),
        ({"Content-Range": "offres 0-1/2"}, []),
        ({"Content-Range": "offres 0-1/2"}, None),
        ({"Content-Range": "offres 0-1/2"}, {"resultats": "none"}),
        ({"Content-Range": "offres 0-1/2"}, {"resultats": [{"id": 1}]}),
    ],
)
def test_what_is_not_the_contract_is_not_read(headers: dict[str, str], told: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        offres_emploi.read(Answer(200, headers, told), OfferSearch())


def test_nulls_are_absent_fields(real_offers: list[dict[str, Any]]) -> None:
    one = {**real_offers[0], "salaire": None, "entreprise": {"nom": None}, "lieuTravail": None, "origineOffre": None}
    offer = read({"resultats": [one]}).offers[0]
    assert (offer.pay, offer.company, offer.place) == ("", "", "")
    assert offer.url == "https://candidat.francetravail.fr/offres/recherche/detail/FOOBAR"
