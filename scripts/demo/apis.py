"""What each API of France Travail answers once its token is accepted, as its contract says."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Callable
from typing import Any

from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Request, Response

from knowledge.text import fold
from scripts.demo import fiction
from scripts.demo.figures import pays, seekers, statistic

PARTNER = "/partenaire"
PAGE = "/offre-fictive/"
_RANGE = re.compile(r"(\d+)-(\d+)")
_MOST_ROMES, _MOST_PLACES, _LARGEST_PAGE, _LAST_FIRST, _LAST = 200, 5, 150, 3000, 3149
_SEARCHED = {
    *("range", "sort", "codeROME", "motsCles", "commune", "distance", "departement", "region", "typeContrat"),
    *("experienceExigence", "publieeDepuis"),
}
"""What a search may ask here; the contract has more, that Bémo never sends."""


def answer(request: Request) -> Response:
    """Answer a request to an API; 404 where no contract has it."""
    for method, path, answered in _ROUTES:
        if request.method == method and (found := path.fullmatch(request.path)):
            return answered(request, *found.groups())
    return Response(status=404)


def searched(args: MultiDict[str, str]) -> list[fiction.Fiction] | None:
    """Return all the offers of a search, None where the contract refuses it."""
    romes, communes, departements = (_listed(args, name) for name in ("codeROME", "commune", "departement"))
    numbers = {name: args.get(name, "0") for name in ("distance", "publieeDepuis")}
    if (
        not set(args) <= _SEARCHED
        or len(romes) > _MOST_ROMES
        or max(len(communes), len(departements)) > _MOST_PLACES
        or not all(value.isdecimal() for value in numbers.values())
        or args.get("sort", "0") not in ("0", "1", "2")
    ):
        return None
    words = _listed(args, "motsCles")
    if any(len(word) < 2 for word in words):
        return None
    for word in words:
        held = fiction.titled(word)
        romes = [code for code in romes if code in held] if romes else sorted(held)[:_MOST_PLACES]
    distance = int(args["distance"]) if "distance" in args else 10
    at = fiction.places(communes, distance, departements, args.get("region", ""))
    since = int(numbers["publieeDepuis"]) or None
    contracts, wanted = _listed(args, "typeContrat"), args.get("experienceExigence", "")
    return [
        offer
        for offer in fiction.offers(romes or sorted(fiction.labels())[:_MOST_PLACES] * (not words), at)
        if (not contracts or offer.contract in contracts)
        and (not wanted or offer.beginner == (wanted == "D"))
        and (since is None or offer.age < since)
    ]


def _search(request: Request) -> Response:
    found = searched(request.args)
    asked = _RANGE.fullmatch(request.args.get("range", "0-149"))
    if found is None or not asked:
        return as_json({"message": "Mauvaise requête", "codeErreur": "400"}, 400)
    first, last = int(asked[1]), int(asked[2])
    if not first <= last <= _LAST or first > _LAST_FIRST or last - first >= _LARGEST_PAGE:
        return as_json({"message": "Plage non valide", "codeErreur": "400"}, 400)
    shown = found[first : last + 1]
    if not shown:
        return Response(status=204, headers={"Content-Range": f"*/{len(found)}"})
    told = {"resultats": [_told(request, offer) for offer in shown], "filtresPossibles": _filters(found)}
    headers = {"Content-Range": f"offres {first}-{first + len(shown) - 1}/{len(found)}"}
    return as_json(told, 200 if len(shown) == len(found) else 206, headers)


def _detail(request: Request, identifier: str) -> Response:
    offer = fiction.by_id(identifier)
    return as_json(_told(request, offer)) if offer else Response(status=204)


def _told(request: Request, offer: fiction.Fiction) -> dict[str, object]:
    return fiction.as_offer(offer, request.host_url.rstrip("/") + PAGE + offer.id, dt.datetime.now(dt.timezone.utc))


def _filters(found: list[fiction.Fiction]) -> list[dict[str, object]]:
    kinds = sorted({offer.contract for offer in found})
    counted = [{"valeurPossible": kind, "nbResultats": sum(each.contract == kind for each in found)} for kind in kinds]
    return [{"filtre": "typeContrat", "agregation": counted}]


def _companies(request: Request) -> Response:
    args = request.args
    distance, size = args.get("distance", "10"), args.get("page_size", "10")
    place = fiction.place_of(args.get("citycode", "75056" if args.get("department_number") == "75" else ""))
    known = place is not None and distance.isdecimal() and int(distance) <= 200 and size.isdecimal()
    if place is None or not known or not 1 <= int(size) <= 100:
        return as_json({"detail": "a place is mandatory; distance <= 200, page_size <= 100"}, 422)
    around = fiction.places([place.code], int(distance), (), "")
    items = [item for rome in args.getlist("rome") for where in around for item in fiction.companies(rome, where)]
    items.sort(key=lambda item: -float(str(item["hiring_potential"])))
    shown = items[: int(size)]
    return as_json({"hits": len(items), "items": shown, "params": args.to_dict(flat=False), "resolved_params": {}})


def _pay(request: Request, level: str, code: str) -> Response:
    return _figures(request, pays(level, code, request.args.get("codeRome", "")))


def _seekers(request: Request) -> Response:
    return _figures(request, seekers(_body(request)))


def _statistic(request: Request, name: str) -> Response:
    return _figures(request, statistic(name, _body(request)))


def _figures(request: Request, told: dict[str, Any] | None) -> Response:
    if request.headers.get("Accept") != "application/json":
        return Response(status=406)
    return as_json(told) if told else as_json({"message": "Requête invalide"}, 400)


def _trades(request: Request) -> Response:
    asked = _body(request)
    texts, options = asked.get("appellations") or [], asked.get("options") or {}
    if not options.get("nomAppelant") or not 1 <= len(texts) <= 50:
        return as_json({"message": "nomAppelant obligatoire"}, 400)
    return as_json([_guessed(text, options) for text in texts])


def _guessed(text: dict[str, str], options: dict[str, Any]) -> dict[str, object]:
    words = [word for word in fold(text["intitule"]).split() if len(word) > 3]
    hits = [code for word in words for code in fiction.titled(word)]
    scores = {code: round(0.9 * hits.count(code) / len(words), 3) for code in hits}
    best = sorted(scores.items(), key=lambda each: (-each[1], each[0]))[: options.get("nbResultats", 5)]
    trades = [
        {"codeRome": code, "libelleAppellation": f"{fiction.labels()[code]} (fictif)", "scorePrediction": score}
        for code, score in best
        if score >= options.get("seuilScorePrediction", 0)
    ]
    return {"identifiant": text["identifiant"], "intitule": text["intitule"], "metiersRome": trades}


def page(identifier: str) -> Response:
    """Return the public page of a fictional offer, which says so."""
    offer = fiction.by_id(identifier)
    what = fiction.labels()[offer.rome] if offer else identifier
    said = html.escape(f"{fiction.LABEL} : {what}")
    about = "Cette offre est inventée : elle sert à essayer Bémo hors connexion, et personne ne recrute ici."
    shown = f"<!doctype html><html lang=fr><meta charset=utf-8><title>{said}</title><h1>{said}</h1><p>{about}</p>"
    return Response(shown, content_type="text/html; charset=utf-8", status=200 if offer else 404)


def _body(request: Request) -> dict[str, Any]:
    found = request.get_json(silent=True)
    return found if isinstance(found, dict) else {}


def _listed(args: MultiDict[str, str], name: str) -> list[str]:
    return [value for value in args.get(name, "").split(",") if value]


def as_json(told: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return an answer in JSON."""
    text = json.dumps(told, ensure_ascii=False)
    return Response(text, status=status, headers=headers, content_type="application/json; charset=utf-8")


_Answered = Callable[..., Response]
_ROUTES: tuple[tuple[str, re.Pattern[str], _Answered], ...] = tuple(
    (method, re.compile(PARTNER + path), answered)
    for method, path, answered in (
        ("GET", "/offresdemploi/v2/offres/search", _search),
        ("GET", "/offresdemploi/v2/offres/([^/]+)", _detail),
        ("GET", "/labonneboite/v2/recherche", _companies),
        ("GET", "/stats-offres-demandes-emploi/v1/indicateur/salaire-rome-fap/([A-Z]+)/([^/]+)", _pay),
        ("POST", "/stats-offres-demandes-emploi/v1/indicateur/stat-demandeurs", _seekers),
        ("POST", "/stats-offres-demandes-emploi/v1/indicateur/(stat-[a-z-]+)", _statistic),
        ("POST", "/romeo/v2/predictionMetiers", _trades),
    )
)
