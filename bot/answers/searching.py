"""What a search of offers or companies is made of: the ROME codes of the trade, the place, and its public page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from bot.answers.facing import facing
from bot.answers.job_seekers.shared import month_name
from bot.answers.scope import Area, Chosen, UnanswerableError, every_chosen
from bot.question import Question
from bot.writing.french import NARROW, listed, quoted
from knowledge.library import HOME_REGION, Knowledge
from knowledge.market.model import OfferSearch
from knowledge.occupations.model import Nomenclature, Selection
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import in_

OFFERS_PAGE = "https://candidat.francetravail.fr/offres/recherche"
COMPANIES_PAGE = "https://labonneboite.francetravail.fr/"

USUAL_KM = 10
"""The distance that France Travail searches around a town when none is said."""
WIDE_KM = 30
"""The distance around the main town that stands for a bassin, an intercommunality or a département."""
_MOST_ROMES, _MOST_COMMUNES, _MOST_DEPARTEMENTS = 200, 5, 5
"""What one search may hold."""
_CONTRACTS = {"CDI": "en CDI", "CDD": "en CDD", "MIS": "en intérim", "SAI": "en saisonnier"}
_PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Trade:
    """The trade searched. ``romes``: its codes, () where they would be too many; ``words``: for the public page."""

    romes: tuple[str, ...] = ()
    words: str = ""
    name: str = ""
    """« soudeur » as it was asked, "" where any trade is."""
    chosen: tuple[Chosen, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where offers are searched, one way; ``where`` says it in words, ``page`` is the place of the public page."""

    place: Territory
    where: str
    page: str = ""
    communes: tuple[Territory, ...] = ()
    distance: int | None = None
    departements: tuple[str, ...] = ()
    region: str = ""


def trade_of(question: Question, knowledge: Knowledge) -> Trade:
    """Return the trade that a question names: the job title said decides which ROME codes are searched."""
    if not question.occupations:
        return Trade(words=" ".join(question.words), name=listed([quoted(word) for word in question.words]))
    codes = dict.fromkeys(code for value, word in _said(question) for code in _romes(value, word, knowledge))
    romes = tuple(codes) if len(codes) <= _MOST_ROMES else ()
    words = question.words or _labels(question, knowledge)
    return Trade(romes, " ".join(words), listed([quoted(word) for word in words]), _chosen(question, knowledge))


def _said(question: Question) -> list[tuple[str, str]]:
    words = question.words if len(question.words) == len(question.occupations) else ("",) * len(question.occupations)
    return list(zip(question.occupations, words, strict=True))


def _romes(value: str, word: str, knowledge: Knowledge) -> tuple[str, ...]:
    selection = Selection.parse(value)
    if selection.sector:
        return knowledge.rome.offers_of(knowledge.occupations.codes_in_sector(selection.sector, Nomenclature.FAP2021))
    labels = [knowledge.occupations.label(Nomenclature.FAP2021, code) for code in selection.fap2021]
    return knowledge.rome.offers_of(selection.fap2021, (word,), labels)


def _labels(question: Question, knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(label for each in _chosen(question, knowledge) for label in each.labels)


def _chosen(question: Question, knowledge: Knowledge) -> tuple[Chosen, ...]:
    """Return the métiers of the survey, () for a trade that it leaves out (police, armée…): it has offers too."""
    try:
        return tuple(every_chosen(question, knowledge.bmo.latest_year(), knowledge))
    except UnanswerableError:
        return ()


def spot_of(question: Question, knowledge: Knowledge) -> Spot:
    """Return where a question searches, the home region when it names no place."""
    places = [knowledge.territories.get(ref) for ref in question.territories or (HOME_REGION,)]
    first = places[0]
    if all(place.level is Level.DEPARTEMENT for place in places) and len(places) <= _MOST_DEPARTEMENTS:
        codes = tuple(place.code for place in places)
        return Spot(
            first, listed([in_(place) for place in places]), ",".join(f"{code}D" for code in codes), departements=codes
        )
    if first.level is Level.REGION:
        return Spot(first, in_(first), f"{first.code}R", region=first.code)
    if first.level is Level.FRANCE:
        return Spot(first, in_(first))
    if first.level is Level.GROUP and len(held := knowledge.territories.departements_of(first)) <= _MOST_DEPARTEMENTS:
        codes = tuple(each.code for each in held)
        return Spot(first, in_(first), ",".join(f"{code}D" for code in codes), departements=codes)
    return _of_towns(places, question.radius, knowledge)


def _of_towns(places: Sequence[Territory], radius: int | None, knowledge: Knowledge) -> Spot:
    """Return the search around towns: those named, else the largest of a bassin or of an intercommunality."""
    towns = [town for place in places[:_MOST_COMMUNES] for town in main_towns(place, knowledge)]
    named = all(place.level is Level.COMMUNE for place in places)
    distance = radius if radius is not None else USUAL_KM if named else WIDE_KM
    around = listed([in_(town) for town in towns])
    where = f"{around}, dans un rayon de {distance} km" if distance else around
    return Spot(places[0], where, towns[0].code if towns else "", tuple(towns), distance)


def main_towns(place: Territory, knowledge: Knowledge) -> tuple[Territory, ...]:
    """Return the town itself, else the largest one of a place; () for a place without towns."""
    return (place,) if place.level is Level.COMMUNE else knowledge.territories.communes_of(place)[:1]


def search_of(question: Question, trade: Trade, spot: Spot) -> OfferSearch:
    """Return what is asked of France Travail, a page at a time."""
    words = [question.offer_words, "" if trade.romes else trade.words]
    return OfferSearch(
        romes=trade.romes,
        words=",".join(filter(None, words)),
        communes=tuple(town.code for town in spot.communes),
        distance=spot.distance,
        departements=spot.departements,
        region=spot.region,
        contract=question.contract,
        beginner=question.beginner,
        since_days=question.since_days or None,
        first=question.skip,
        size=question.page,
    )


def terms(question: Question) -> str:
    """Return « , en CDI, pour débutants, publiées depuis 7 jours au plus », "" without any."""
    contracts = [_CONTRACTS[code] for code in question.contract.split(",") if code in _CONTRACTS]
    days = question.since_days
    said = (
        f"en {question.offer_words}" if question.offer_words else "",
        listed(contracts, "ou"),
        "ouvertes aux débutants" if question.beginner else "",
        f"publiées depuis {days} jour{'s' if days > 1 else ''} au plus" if days else "",
    )
    return "".join(f", {each}" for each in said if each)


def offers_page(question: Question, trade: Trade, spot: Spot) -> str:
    """Return the public page of this very search: INSEE code, ``37D`` for a département, ``24R`` for a région."""
    asked = {
        "motsCles": " ".join(filter(None, (trade.words, question.offer_words))),
        "lieux": spot.page,
        "rayon": str(spot.distance) if spot.communes and spot.distance is not None else "",
        "typeContrat": question.contract,
        "emission": str(question.since_days or ""),
    }
    return f"{OFFERS_PAGE}?{urlencode({name: value for name, value in asked.items() if value}, safe=',')}"


def beside(question: Question, trade: Trade, knowledge: Knowledge) -> str:
    """Return what the survey counts of the trade and place searched, "" where it holds nothing of them."""
    if not trade.chosen:
        return ""
    places = [knowledge.territories.survey_area(knowledge.territories.get(ref)) for ref in question.territories[:1]]
    area = Area(places[0] if places else knowledge.territories.survey_area(knowledge.territories.get(HOME_REGION)))
    return facing(area, replace(trade.chosen[0], word=question.words[0] if question.words else ""), knowledge)


def at_time(moment: dt.datetime) -> str:
    """Return « 27 novembre 2026 à 14 h 05 », the hour of Paris."""
    local = moment.astimezone(_PARIS)
    return f"{on_day(local.date())} à {local.hour} h {local.minute:02}"


def on_day(day: dt.date) -> str:
    """Return « 27 novembre 2026 »."""
    return f"{'1er' if day.day == 1 else day.day} {month_name(f'{day:%Y-%m}')}"


def stale(at: dt.datetime) -> str:
    """Return that the service fails, and when what is shown was got."""
    return f"France Travail ne répond pas en ce moment{NARROW}: c'est sa dernière réponse, datée du {at_time(at)}."
