"""Job offers and companies: not in the survey. Said so, with the public page that has them."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from bot.answers.suggestions import in_years
from bot.mentions import Mentions
from bot.question import Question
from bot.writing.blocks import Facts
from bot.writing.french import quoted
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import HOME_REGION, Knowledge
from knowledge.occupations.model import Selection
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import in_
from knowledge.text import fold
from knowledge.vocabulary import repaired

OFFERS_PAGE = "https://candidat.francetravail.fr/offres/recherche"
COMPANIES_PAGE = "https://labonneboite.francetravail.fr/"


_COMPANY = re.compile(
    r"\b(?:entreprises?|boites?|societes?|employeurs?|patrons?|enseignes?|magasins?|usines?|restaurants?|hopita[a-z]*"
    r"|garages?|agences?|chateaux|domaines?|supermarches?|cv|candidatures?|postuler|pme|groupes?|ateliers?|cliniques?)\b"
)
_WHO = re.compile(r"\b(?:qui|ki)\b")
COMPANIES = f"Pour trouver des entreprises susceptibles d'embaucher, voyez La Bonne Boîte : {COMPANIES_PAGE}"


def asks_who(text: str) -> bool:
    """Return whether « qui recrute à Blois ? » names no company: the métiers answer it too."""
    folded = fold(repaired(text))
    return _WHO.search(folded) is not None and _COMPANY.search(folded) is None


def answer(intent: str, mentions: Mentions, question: Question | None, knowledge: Knowledge) -> Reply:
    """Return where to find ``offres`` or ``entreprises``, and the survey's nearest question.

    ``question``: the frame that the conversation goes on with, whose year the buttons keep.
    """
    spoken_of = question.territories if question else ()
    refs = (mentions.territories or spoken_of or (HOME_REGION,))[0].split("|")
    place = knowledge.territories.get(refs[0])
    label = _label(mentions, knowledge)
    offered = _survey_questions(place, label)
    sentence = {
        "offres": _offers(place, label),
        "entreprises": (
            "Je ne connais pas les entreprises une à une. Celles qui sont susceptibles d'embaucher près de chez vous "
            f"sont sur La Bonne Boîte : {COMPANIES_PAGE}"
        ),
    }[intent]
    return Reply(
        sentence=sentence,
        suggestions=in_years(offered, question, knowledge) if question else offered,
        facts=Facts(topic=ReplyTopic(intent)),
    )


def _label(mentions: Mentions, knowledge: Knowledge) -> str:
    for value in mentions.occupations:
        selection = Selection.parse(value)
        if selection.fap2021:
            return knowledge.occupations.get(f"fap2021:{selection.fap2021[0]}").label
    return ""


def _offers(place: Territory, label: str) -> str:
    page = f"{OFFERS_PAGE}?{urlencode(_search(place, label))}"
    subject = f"de la famille {quoted(label)} " if label else ""
    return f"L'enquête BMO ne contient pas d'offres. Les offres {subject}{in_(place)} sont sur France Travail : {page}"


def _search(place: Territory, label: str) -> dict[str, str]:
    """Return the parameters of the public search page: INSEE code, ``37D`` for a département, ``24R`` for a région."""
    suffix = {Level.COMMUNE: "", Level.DEPARTEMENT: "D", Level.REGION: "R"}.get(place.level)
    where = {} if suffix is None else {"lieux": f"{place.code}{suffix}"}
    return {**({"motsCles": label} if label else {}), **where}


def _survey_questions(place: Territory, label: str) -> tuple[Suggestion, ...]:
    where = in_(place)
    recruiting = Suggestion("Quels métiers recrutent ?", f"quels métiers recrutent {where} ?")
    if not label:
        return (recruiting, Suggestion("Métiers en tension", f"métiers en tension {where}"))
    return (
        Suggestion("Combien de projets ?", f"combien de projets : {label} {where} ?"),
        Suggestion("Est-ce difficile ?", f"est-ce difficile de recruter : {label} {where} ?"),
        recruiting,
    )
