"""What the user says of the last answer: useful or not, why, and what is replied. Text only, nothing is kept here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.answers.elsewhere import TO_SOMEONE
from bot.writing.blocks import Facts
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.text import fold


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer did not help: its button, the words that say it (on folded text), how to ask again."""

    title: str
    pattern: re.Pattern[str]
    advice: str


@dataclass(frozen=True, slots=True)
class Rating:
    """An opinion: ``useful`` is None when it cannot be told; ``reason`` is a key of ``REASONS`` or ""."""

    useful: bool | None
    reason: str = ""


_PLACE = (
    "lieu|lieux|endroit|ville|commune|village|departement|secteur|bassin|territoire|zone|region|localite|coin|agglo"
)
_OCCUPATION = "metiers?|profession|boulot|poste|emploi|job|activite|fonction"
_FIGURE = "chiffres?|nombres?|totals?|totaux|pourcentages?|taux|statistiques?|stats?|donnees?|resultats?|valeurs?"
_WRONG = "mauvaise?|autre|pas (?:\\w+ ){0,2}?(?:bon(?:ne)?|vraie?)|erreur (?:de|sur|dans)(?: l[ae]s?)?|trompee? d[eu]"
_IS_WRONG = "mauvaise?|incorrecte?|fausse|faux|pas l[ea] bon(?:ne)?"
_TOO_HIGH = "trop (?:eleve|bas|haut)e?s?"
_FALSE = (
    "fau(?:x|sses?)|inexacte?s?|erronee?s?|douteu(?:x|ses?)|bizarres?|suspecte?s?|incoherente?s?|improbables?"
    "|aberrante?s?|perimee?s?|depassee?s?|anormal\\w*|bidon|etonnante?s?|(?:pas|peu) (?:\\w+ ){0,2}?"
    "(?:juste|bon|exacte?s?|credibles?|fiables?|possible|normal|plausible|coherente?s?|realiste)"
    "|ne (?:\\w+ ){0,2}?(?:correspond|colle)\\w*|(?:crois|doute|confiance)"
)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b")


REASONS: Mapping[str, Reason] = {
    "wrong_place": Reason(
        "Mauvais lieu",
        _words(rf"(?:{_WRONG}) (?:{_PLACE})|(?:{_PLACE}) (?:\w+ ){{0,3}}(?:{_IS_WRONG})"),
        "Pour préciser le lieu, ajoutez le département, par exemple « Saint-Maur dans l'Indre ».",
    ),
    "wrong_occupation": Reason(
        "Mauvais métier",
        _words(rf"(?:{_WRONG}) (?:{_OCCUPATION})|(?:{_OCCUPATION}) (?:\w+ ){{0,3}}(?:{_IS_WRONG})"),
        "Pour préciser le métier, donnez son nom entier, par exemple « conducteur de bus » plutôt que « conducteur ».",
    ),
    "wrong_year": Reason(
        "Mauvaise année",
        _words(rf"(?:{_WRONG}) (?:annee|date|periode)"),
        "Pour préciser l'année, ajoutez-la à la question, par exemple « en 2023 ».",
    ),
    "doubtful_figure": Reason(
        "Chiffre douteux",
        _words(
            rf"(?:{_FIGURE}) (?:\w+ ){{0,5}}?(?:{_FALSE})|(?:{_FALSE}) (?:\w+ ){{0,3}}(?:{_FIGURE})"
            rf"|(?:{_WRONG}) (?:{_FIGURE})|\w+ (?:me )?(?:semble|parait|sonne) (?:\w+ )?(?:{_FALSE})|{_TOO_HIGH}"
        ),
        "Chaque chiffre donne sa source et son année ; demandez « d'où viennent les chiffres ? » pour le détail.",
    ),
    "unclear": Reason(
        "Pas clair",
        _words(
            r"(?:pas|peu) (?:\w+ ){0,2}?(?:claire?s?|comprehensibles?|lisibles?|limpides?)|pas (?:\w+ )?comprise?"
            r"|confuse?s?|flou(?:e|s)?|embrouillee?s?|incomprehensibles?|illisibles?|obscure?s?|trop (?:\w+ )?(?:long|"
            r"longue|complique|compliquee|technique|complexe)|manque de clarte|charabia|comprends? (?:pas|rien)"
        ),
        "Posez une question à la fois (un métier ou un lieu, une année) : la réponse sera plus courte.",
    ),
    "off_topic": Reason(
        "Hors de la question",
        _words(
            r"(?:rien a voir|a cote|hors sujet|pas (?:a )?(?:ma|la) question|autre chose|pas ce que je (?:cherch|"
            r"voul|demand|attend)\w*|pas repond\w*|repond\w* pas)"
        ),
        "Dites en une phrase le métier, le lieu et ce que vous cherchez : « combien de soudeurs à Vierzon ? ».",
    ),
}
"""Reasons by key, the first whose words are there being the one kept."""

_OFFERED = (
    Suggestion("Mauvais lieu", "pas utile : ce n'est pas le bon lieu"),
    Suggestion("Mauvais métier", "pas utile : ce n'est pas le bon métier"),
    Suggestion("Chiffre douteux", "pas utile : le chiffre me semble faux"),
    Suggestion("Pas clair", "pas utile : la réponse n'est pas claire"),
    TO_SOMEONE,
)
_NOT_USEFUL = _words(
    r"inutiles?|inutilisables?|inexploitables?|sans interet|zero|null?e?s?|bof|decue?s?|decevante?|mauvaise?|maigre"
    r"|pouces? (?:\w+ )?(?:en |vers le )?(?:bas|baisse)|avis negatif|insuffisante?s?|incomplete?s?|incomplets?"
    r"|insatisfaite?|dommage|ratee?|utilite nulle|aucune utilite|aucun interet|reste sur ma faim"
    r"|(?:pas|peu|guere|jamais|rien|moyennement|aucunement|non) (?:\w+ ){0,4}?(?:util\w*|aide\w*|avance\w*|servi\w*"
    r"|sert|eclaire\w*|satisf\w*|pertinente?|interessante?|concluante?|convain\w*|appris\w*|bon(?:ne)?|bien|trouve\w*"
    r"|ce qu il me fal\w*|ca|top|terrible|suffi\w*|precise?|complete?|apporte\w*|repond\w*)"
    r"|(?:aide|avance|sert|servi|apporte|apprend|appris|suffit|convient|eclaire|interesse|repond) (?:\w+ )?"
    r"(?:pas|a rien|rien|guere|en rien|strictement rien)"
)
_USEFUL = _words(
    r"util\w*|utlie|aide\w*|parfaite?|pouces? (?:\w+ )?(?:en |en l |vers le )?(?:haut|air|leve)|avis positif|tres bien"
    r"|bonne reponse|bien repondu|impeccable|nickel|top|super|genial|excellente?|claire?s?|limpide|precise?s?"
    r"|precieu\w*|pertinente?|satisf\w*|interessante?|sert|servi\w*|avance\w*|eclaire\w*|convain\w*|complete?|juste"
    r"|efficace|ce qu il me fallait|ce que je (?:cherchais|voulais)|appris|bien|bonne?|pratique|instructive?|instructif"
)
_THUMBS = {"👍": True, "👎": False, "🙂": True, "😀": True, "😊": True, "🙁": False, "☹": False, "😞": False}
_SHORT_NOT = _words(r"pa|po")
_DOUBLE_NEGATION = _words(r"pas (?:du tout )?inutiles?")

_KEPT = "Merci, c'est noté"
_LOST = "Merci, mais votre avis n'a pas pu être enregistré : une panne m'en empêche. Réessayez un peu plus tard."
_READ = "ce sera lu par les personnes qui améliorent l'assistant."


def rating(text: str) -> Rating:
    """Return the opinion in ``text``: a reason makes it not useful; None when no word of it tells."""
    folded = _SHORT_NOT.sub("pas", fold(text))
    reason = next((key for key, reason in REASONS.items() if reason.pattern.search(folded)), "")
    if reason:
        return Rating(False, reason)
    if _DOUBLE_NEGATION.search(folded):
        return Rating(True)
    if _NOT_USEFUL.search(folded):
        return Rating(False)
    if _USEFUL.search(folded):
        return Rating(True)
    return Rating(next((useful for thumb, useful in _THUMBS.items() if thumb in text), None))


def answer(given: Rating, *, kept: bool = True) -> Reply:
    """Return the thanks, the question « why » with four choices, or the thanks and how to ask again.

    « C'est noté » is said only of what was ``kept``.
    """
    if given.useful:
        return _reply(f"{_KEPT}." if kept else _LOST)
    if given.useful is None:
        return _reply("Ma dernière réponse vous a-t-elle été utile ?", _UTILITY)
    if not given.reason:
        return _reply(f"{_KEPT}. Qu'est-ce qui n'allait pas ?", _OFFERED) if kept else _reply(_LOST)
    return _reply(f"{f'{_KEPT} : {_READ}' if kept else _LOST} {REASONS[given.reason].advice}", (TO_SOMEONE,))


def nothing_to_rate() -> Reply:
    """Return the reply to an opinion given before any answer."""
    return _reply("Merci. Posez-moi d'abord une question, par exemple « quels métiers recrutent à Tours ? ».")


_UTILITY = (
    Suggestion("Utile", "la réponse m'a été utile"),
    Suggestion("Pas utile", "la réponse ne m'a pas été utile"),
)


def _reply(sentence: str, suggestions: tuple[Suggestion, ...] = ()) -> Reply:
    return Reply(
        sentence=sentence,
        suggestions=suggestions,
        facts=Facts(topic=ReplyTopic.FEEDBACK),
    )
