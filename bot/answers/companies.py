"""Companies likely to hire for a trade around a town (La Bonne Boîte), with their hiring potential in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.market import Market, as_trial, the_market
from bot.answers.pages import Page
from bot.answers.searching import COMPANIES_PAGE, USUAL_KM, WIDE_KM, Trade, at_time, beside, main_towns, stale, trade_of
from bot.answers.suggestions import asks
from bot.question import Question, Topic
from bot.writing.blocks import Badge, Card, Cards, Facts
from bot.writing.french import NARROW, counted, number
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.bmo.model import Measure
from knowledge.library import HOME_REGION, Knowledge
from knowledge.market.model import Companies, Company, Found, NotConnected, Unavailable
from knowledge.occupations.model import Nomenclature
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import in_, named

_MOST_ROMES = 20
"""How many codes one search holds; a trade of more is too wide for companies."""
_POTENTIALS = ((80, "très élevé"), (60, "élevé"), (40, "moyen"), (20, "modeste"), (0, "faible"))
_HIGH = 60
_MOST_OFFERED = 3
_NOT_CONNECTED = "La Bonne Boîte n'est pas branchée ici : je ne peux pas citer d'entreprise."
_FAILS = "La Bonne Boîte ne répond pas en ce moment."
_UNSOLICITED = (
    "Ce potentiel est calculé par La Bonne Boîte d'après les embauches passées : ces entreprises n'ont pas forcément "
    "d'offre, c'est une candidature spontanée."
)


def answer(question: Question, knowledge: Knowledge, market: Market | None = None) -> Reply:
    """Return the companies likely to hire for the trade around the town; else where to find them, and the survey.

    ``market``: the live services, those set up by default.
    """
    trade = trade_of(question, knowledge)
    place = knowledge.territories.get((question.territories or (HOME_REGION,))[0])
    town = next(iter(main_towns(place, knowledge)), None) if place.level is not Level.FRANCE else None
    market = market or the_market()
    if not market.connected:
        return _elsewhere(_NOT_CONNECTED, question, trade, place, knowledge)
    if not trade.romes or len(trade.romes) > _MOST_ROMES:
        return _which_trade(question, trade, place, knowledge)
    if town is None or place.level is Level.REGION:
        return _which_town(question, trade, place, knowledge)
    distance = question.radius or (USUAL_KM if place.level is Level.COMMUNE else WIDE_KM)
    try:
        found = market.companies(trade.romes, town.code, distance)
    except NotConnected:
        return _elsewhere(_NOT_CONNECTED, question, trade, place, knowledge)
    except Unavailable:
        return _elsewhere(_FAILS, question, trade, place, knowledge)
    where = f"{in_(town)}, dans un rayon de {distance} km"
    reply = _live(found, question, trade, place, where, knowledge)
    return as_trial(reply) if market.on_trial else reply


def potential(company: Company) -> str:
    """Return the hiring potential in words: « très élevé », « élevé », « moyen », « modeste » or « faible »."""
    score = max(company.potential, _HIGH) if company.high else company.potential
    return next(word for least, word in _POTENTIALS if score >= least)


def _live(
    found: Found[Companies], question: Question, trade: Trade, place: Territory, where: str, knowledge: Knowledge
) -> Reply:
    page = Page.of(found.value.companies, question)
    more = page.last < page.total
    following = replace(question, skip=page.last, limit=None)
    notes = [] if found.fresh else [stale(found.at)]
    return Reply(
        sentence=_sentence(page, found.value.total, trade, where),
        blocks=(Cards(cards=tuple(map(_card, page.rows))),) if page.rows else (),
        notes=tuple(filter(None, (*notes, _UNSOLICITED if page.rows else "", beside(question, trade, knowledge)))),
        source=f"Source : France Travail, La Bonne Boîte ({COMPANIES_PAGE}), le {at_time(found.at)}.",
        suggestions=(
            *((Suggestion("La suite", "la suite", spans_years=True, asks=following),) if more else ()),
            *(() if page.total else _wider(question)),
            *_next(question, trade, place),
        ),
        facts=_facts(question, trade, place),
    )


def _wider(question: Question) -> tuple[Suggestion, ...]:
    """Return the same search further around, where nothing is found nearby."""
    if (question.radius or USUAL_KM) >= WIDE_KM:
        return ()
    around = replace(question, radius=WIDE_KM, skip=0)
    return (Suggestion(f"Dans un rayon de {WIDE_KM} km", f"dans un rayon de {WIDE_KM} km", asks=around),)


def _sentence(page: Page[Company], total: int, trade: Trade, where: str) -> str:
    about = f"pour {trade.name} {where}"
    if not page.total:
        return f"La Bonne Boîte ne connaît aucune entreprise susceptible d'embaucher {about}."
    if page.is_over:
        return f"Je n'ai pas d'autre entreprise {about}{NARROW}: vous avez vu les {number(page.total)} plus probables."
    if page.is_next:
        ranks = f"{number(page.first)} à {number(page.last)}" if page.last > page.first else number(page.first)
        return f"Entreprises {ranks} sur {number(total)} susceptibles d'embaucher {about}{NARROW}:"
    count = counted(total, "entreprise susceptible", "entreprises susceptibles")
    shown = f" Les {number(page.last)} plus probables{NARROW}:" if total > page.last > 1 else ""
    return f"{count} d'embaucher {about}.{shown}"


def _card(company: Company) -> Card:
    badges = (
        Badge(kind="place", text=company.city),
        Badge(kind="people", text=company.headcount),
        Badge(kind="mark", text=f"Potentiel d'embauche {potential(company)}"),
    )
    return Card(
        title=company.name,
        lines=tuple(filter(None, (company.sector,))),
        url=company.url,
        badges=tuple(badge for badge in badges if badge.text),
    )


def _elsewhere(why: str, question: Question, trade: Trade, place: Territory, knowledge: Knowledge) -> Reply:
    about = f" pour {trade.name}" if trade.name else ""
    return Reply(
        sentence=f"{why} Elle les cherche sur son site, par métier et par ville{NARROW}:",
        blocks=(Cards(cards=(_page(f"Entreprises susceptibles d'embaucher{about} {in_(place)}"),)),),
        notes=tuple(filter(None, (beside(question, trade, knowledge),))),
        suggestions=_next(question, trade, place),
        facts=_facts(question, trade, place),
    )


def _page(title: str) -> Card:
    return Card(title=title, lines=("La Bonne Boîte, labonneboite.francetravail.fr",), url=COMPANIES_PAGE)


def _which_trade(question: Question, trade: Trade, place: Territory, knowledge: Knowledge) -> Reply:
    """Return that companies are found by trade, with those that the survey finds most wanted there."""
    why = f"{trade.name} couvre plusieurs métiers : lequel" if trade.romes else "Pour quel métier"
    return Reply(
        sentence=f"{why} ? La Bonne Boîte cherche les entreprises métier par métier.",
        suggestions=(*_most_wanted(question, trade, place, knowledge), *_next(question, trade, place)[-1:]),
        facts=Facts(topic=ReplyTopic.CLARIFICATION, asks="occupation", asked=question.territories),
    )


def _most_wanted(question: Question, trade: Trade, place: Territory, knowledge: Knowledge) -> Sequence[Suggestion]:
    units = knowledge.territories.survey_area(place).units
    year = knowledge.bmo.latest_year()
    if not units or any(knowledge.bmo.coverage(unit, year) != "rows" for unit in units):
        return ()
    sector = next((each.selection.sector for each in trade.chosen), "")
    own = {code for each in trade.chosen for code in each.selection.fap2021}
    figures = knowledge.bmo.by_occupation(list(units), year, sector)
    wanted = [code for code in figures if not own or code in own]
    found = []
    for code in sorted(wanted, key=lambda each: -figures[each].projects.low)[:_MOST_OFFERED]:
        one = knowledge.occupations.get(f"{Nomenclature.FAP2021.value}:{code}")
        asked = replace(question, occupations=(one.ref,), words=(one.label,), skip=0)
        found.append(Suggestion(one.label, f"quelles entreprises recrutent : {one.label} {in_(place)} ?", asks=asked))
    return found


def _which_town(question: Question, trade: Trade, place: Territory, knowledge: Knowledge) -> Reply:
    towns = [town for each in knowledge.territories.departements_of(place) for town in main_towns(each, knowledge)]
    offered = sorted(towns, key=lambda town: -town.population)[:4]
    asked = tuple(
        Suggestion(
            town.name,
            f"quelles entreprises recrutent : {trade.words} {in_(town)} ?",
            asks=replace(question, territories=(town.ref,)),
        )
        for town in offered
    )
    return Reply(
        sentence="Autour de quelle ville ? La Bonne Boîte cherche les entreprises autour d'une commune.",
        suggestions=asked,
        facts=Facts(topic=ReplyTopic.CLARIFICATION, asks="territory", occupations=question.occupations),
    )


def _next(question: Question, trade: Trade, place: Territory) -> tuple[Suggestion, ...]:
    where = in_(place)
    about = f" : {trade.words}" if trade.words else ""
    offers = replace(question, topic=Topic.OFFERS, skip=0, limit=None)
    found = [Suggestion("Voir les offres", f"offres d'emploi{about} {where}", asks=offers)]
    if trade.chosen:
        count = asks(Topic.FIGURES, place, question)
        difficult = replace(count, measure=Measure.DIFFICULT, closed=True)
        found += [
            Suggestion("Combien de projets ?", f"combien de projets{about} {where} ?", asks=count),
            Suggestion(
                "Est-ce difficile ?", f"est-ce difficile de recruter{about} {where} ?", "employer", asks=difficult
            ),
        ]
    trades = f"quels métiers recrutent {where} ?"
    return (*found, Suggestion("Quels métiers recrutent ?", trades, asks=asks(Topic.RECRUITING, place)))


def _facts(question: Question, trade: Trade, place: Territory) -> Facts:
    return Facts(
        topic=ReplyTopic.COMPANIES,
        territories=question.territories or (place.ref,),
        asked=question.territories or (place.ref,),
        places=(named(place),),
        occupations=tuple(ref for each in trade.chosen for ref in each.refs),
        about=tuple(label for each in trade.chosen for label in each.labels),
    )
