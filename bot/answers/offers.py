"""Job offers of a trade and a place: cards, how many there are, the next ones; else the public page that has them."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.market import Market, as_trial, the_market
from bot.answers.searching import (
    USUAL_KM,
    WIDE_KM,
    Spot,
    Trade,
    at_time,
    beside,
    offers_page,
    on_day,
    search_of,
    spot_of,
    stale,
    terms,
    trade_of,
)
from bot.answers.suggestions import asks
from bot.question import Question, Topic
from bot.writing.as_published import pay_said, place_name
from bot.writing.blocks import Badge, Card, Cards, Facts
from bot.writing.french import NARROW, capitalised, counted, number
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge
from knowledge.market.model import Found, NotConnected, Offer, Offers, Unavailable
from knowledge.territories.model import Level
from knowledge.territories.wording import in_, named

_NOT_CONNECTED = "Les offres en direct ne sont pas branchées ici : je ne peux ni les compter, ni les montrer."
_FAILS = "Les offres de France Travail ne répondent pas en ce moment."
_TO_TICK = "« Débutant accepté » est à cocher sur cette page : le lien ne le règle pas."


def answer(question: Question, knowledge: Knowledge, market: Market | None = None) -> Reply:
    """Return a page of the offers asked, each as a card; without live offers, the page of this search and the survey.

    ``market``: the live services, those set up by default.
    """
    trade, spot = trade_of(question, knowledge), spot_of(question, knowledge)
    market = market or the_market()
    try:
        found = market.offers(search_of(question, trade, spot))
    except NotConnected:
        return _elsewhere(_NOT_CONNECTED, question, trade, spot, knowledge)
    except Unavailable:
        return _elsewhere(_FAILS, question, trade, spot, knowledge)
    reply = _live(found, question, trade, spot, knowledge)
    if market.on_trial:
        return as_trial(reply)
    shown = len(found.value.offers)
    every = f"Toutes sont sur {offers_page(question, trade, spot)}" if found.value.total > shown else ""
    return replace(reply, notes=tuple(filter(None, (*reply.notes, every))))


def _live(found: Found[Offers], question: Question, trade: Trade, spot: Spot, knowledge: Knowledge) -> Reply:
    shown = found.value.offers
    notes = [] if found.fresh else [stale(found.at)]
    return Reply(
        sentence=_sentence(found.value, question, trade, spot),
        blocks=(Cards(cards=tuple(map(_card, shown))),) if shown else (),
        notes=tuple(filter(None, (*notes, beside(question, trade, knowledge)))),
        source=f"Source : France Travail, offres d'emploi, le {at_time(found.at)}.",
        suggestions=_next(found.value, question, trade, spot, knowledge),
        facts=_facts(question, trade, spot),
    )


def _sentence(found: Offers, question: Question, trade: Trade, spot: Spot) -> str:
    """« 34 offres pour « soudeur » à Blois, dans un rayon de 10 km, en CDI. En voici 5 : », or that there is none."""
    about = f"{' pour ' + trade.name if trade.name else ''} {spot.where}{terms(question)}"
    if not found.total:
        return f"Aucune offre en ce moment{about}."
    if not found.offers:
        return f"Il n'y a pas d'autre offre{about}{NARROW}: {counted(found.total, 'offre')} en tout."
    count, first = counted(found.total, "offre"), question.skip + 1
    last = question.skip + len(found.offers)
    if question.skip or question.limit == 1:
        rank = f"la {number(first)}{'re' if first == 1 else 'e'}" if first == last else f"de la {first}e à la {last}e"
        return f"{capitalised(rank)} des {count}{about}{NARROW}:"
    if found.total == 1:
        return f"Une offre{about}{NARROW}:"
    return f"{count}{about}." + (f" En voici {number(last)}{NARROW}:" if found.total > last else "")


def _card(offer: Offer) -> Card:
    badges = (
        Badge(kind="place", text=place_name(offer.place)),
        Badge(kind="contract", text=offer.contract),
        Badge(kind="pay", text=pay_said(offer.pay)),
        Badge(kind="date", text=f"Publiée le {on_day(offer.date)}"),
    )
    lines = (offer.company or "Entreprise non précisée", "Débutant accepté" if offer.beginner else "")
    return Card(
        title=offer.title,
        lines=tuple(filter(None, lines)),
        url=offer.url,
        badges=tuple(badge for badge in badges if badge.text),
    )


def _elsewhere(why: str, question: Question, trade: Trade, spot: Spot, knowledge: Knowledge) -> Reply:
    """Return where these offers are, why they are not shown, and what the survey counts of them."""
    page = offers_page(question, trade, spot)
    about = f"{' pour ' + trade.name if trade.name else ''} {spot.where}{terms(question)}"
    notes = (_TO_TICK if question.beginner else "", beside(question, trade, knowledge))
    return Reply(
        sentence=f"{why} La recherche est prête sur le site de France Travail{NARROW}:",
        blocks=(Cards(cards=(Card(title=f"Offres{about}", lines=("candidat.francetravail.fr",), url=page),)),),
        notes=tuple(filter(None, notes)),
        suggestions=(*_companies(question, trade, spot), *_figures(question, trade, knowledge)),
        facts=_facts(question, trade, spot),
    )


def _next(found: Offers, question: Question, trade: Trade, spot: Spot, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """Return what goes on: the next offers, or a wider search where there are few; companies; the survey."""
    after = question.skip + len(found.offers)
    more = found.total > after and bool(found.offers)
    next_page = replace(question, skip=after, limit=None)
    few = not more and found.total <= question.page
    return (
        *((Suggestion("La suite", "la suite", spans_years=True, asks=next_page),) if more else ()),
        *(_wider(question, trade, spot, knowledge) if few else ()),
        *_companies(question, trade, spot),
        *_figures(question, trade, knowledge),
    )


def _wider(question: Question, trade: Trade, spot: Spot, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """Return the search without its terms, or over a wider place."""
    found = []
    if terms(question):
        plain = replace(question, contract="", offer_words="", beginner=False, since_days=0, skip=0)
        found.append(Suggestion("Sans ces conditions", "toutes les offres, sans condition", asks=plain))
    if spot.communes and (question.radius or USUAL_KM) < WIDE_KM:
        around = replace(question, radius=WIDE_KM, skip=0)
        found.append(Suggestion(f"Dans un rayon de {WIDE_KM} km", f"dans un rayon de {WIDE_KM} km", asks=around))
    elif spot.communes:
        parents = knowledge.territories.parents(spot.place)
        wide = next((each for each in parents if each.level is Level.DEPARTEMENT), None)
        if wide:
            asked = replace(question, territories=(wide.ref,), radius=None, skip=0)
            found.append(Suggestion(capitalised(in_(wide)), f"offres : {trade.words} {in_(wide)}", asks=asked))
    return tuple(found)


def _companies(question: Question, trade: Trade, spot: Spot) -> tuple[Suggestion, ...]:
    if not trade.romes:
        return ()
    asked = Question(
        Topic.COMPANIES, question.territories, question.occupations, words=question.words, radius=question.radius
    )
    sentence = f"quelles entreprises recrutent : {trade.words} {in_(spot.place)} ?"
    return (Suggestion("Entreprises qui recrutent", sentence, asks=asked),)


def _figures(question: Question, trade: Trade, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """Return what the survey may be asked of the same trade and place."""
    place = spot_of(question, knowledge).place
    where = in_(place)
    every = Suggestion(
        "Quels métiers recrutent ?", f"quels métiers recrutent {where} ?", asks=asks(Topic.RECRUITING, place)
    )
    if not trade.chosen:
        return (every,)
    difficult = asks(Topic.FIGURES, place, question, measure=Measure.DIFFICULT, closed=True)
    return (
        Suggestion(
            "Combien de projets ?",
            f"combien de projets : {trade.words} {where} ?",
            asks=asks(Topic.FIGURES, place, question),
        ),
        Suggestion(
            "Est-ce difficile ?", f"est-ce difficile de recruter : {trade.words} {where} ?", "employer", asks=difficult
        ),
        every,
    )


def _facts(question: Question, trade: Trade, spot: Spot) -> Facts:
    return Facts(
        topic=ReplyTopic.OFFERS,
        territories=question.territories or (spot.place.ref,),
        asked=question.territories or (spot.place.ref,),
        places=(named(spot.place),),
        occupations=tuple(ref for each in trade.chosen for ref in each.refs),
        about=tuple(label for each in trade.chosen for label in each.labels),
    )
