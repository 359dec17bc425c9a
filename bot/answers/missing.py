"""What a question needs and does not say, or says in words nobody knows: ask, never answer beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.suggestions import STARTERS, in_years
from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.writing.blocks import Facts
from bot.writing.french import listed, quoted
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.institution.wording import stem
from knowledge.library import HOME_REGION, Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.unknown import UnknownPlace, unknown_places
from knowledge.territories.wording import in_
from knowledge.text import fold, tokenize
from knowledge.vocabulary import is_frequent, is_ordinary, repaired

Span = tuple[int, int]

_NEEDS_OCCUPATION = frozenset({"chiffre_metier", "ou_recrute_metier"})
_OF_A_METIER = frozenset({Topic.PORTRAIT, Topic.NEAR})
_SHORTEST_WORD = 5
_CLOSEST = 3
_FRAGMENT = 4
_LONGEST_TRADE = 5
_BEFORE_WORDS = "d de des du un une le la les l en comme metier metiers pour et ou"
_BEFORE_A_METIER = frozenset(_BEFORE_WORDS.split())
_AFTER_A_METIER = _BEFORE_A_METIER | {"a", "dans", "sur", "vers", "pres", "au", "aux"}
"""What stands before the name of a métier; « les horaires pasque… » names none."""
_COUNTED_NOUN = re.compile(r"\b(?:combien|cb|cmb|nombre|nb) d(?:e |['’ ])\s*([a-zà-ÿ][\w-]{3,})", re.IGNORECASE)
_OFFERED_NOUN = re.compile(
    r"\b(?:offres?|annonces?|postes?|emplois?|jobs?) d(?:e |['’ ])\s*([a-zà-ÿ][\w-]{3,})", re.IGNORECASE
)
_SOMEONE = re.compile(
    r"(?:\b(?:gagne(?:nt)?|touche(?:nt)?|payée?s?) (?:une?|les?|des) |\b(?:être|devenir|comme) (?:une? )?"
    r"|\b(?:salaire|métier|paye) d['’](?:une? )?)([a-zà-ÿ][\w-]{3,})",
    re.IGNORECASE,
)
"""Whoever the pay, the diploma… are asked of: « combien gagne un astronaute ? »."""
_COUNTABLE_WORDS = """
    projet recrutement embauche intention poste offre emploi besoin job boulot taf travail place chance metier
    profession secteur branche filiere domaine bassin commune ville departement region territoire zone
    personne gens monde salarie candidat chomeur demandeur entreprise employeur annee temps fois saisonnier
    difficulte difficile tension difference hausse baisse pourcent valeur chiffre reponse question jour mois
    semaine contrat annonce candidature plus moins points personnel equipe recrue recruteur cadre jeune femme homme
    senior apprenti stage inscrit postulant chercheur administre
"""
_PARTICIPLES = ("é", "ée", "és", "ées")
_COUNTABLE = frozenset(map(stem, _COUNTABLE_WORDS.split()))
"""What is counted beside occupations: « combien de projets », « combien de bassins ». """


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says: its intent, its text, the spans that were linked, and what they name."""

    intent: str
    text: str
    spans: Sequence[Span]
    mentions: Mentions


def what_is_missing(said: Said, question: Question, knowledge: Knowledge) -> Reply | None:
    """Return what to ask or say before ``question`` can be answered, None when nothing is missing."""
    unknown = unknown_places(said.text, said.spans)
    if unknown:
        return _unknown_place(said.text, unknown[0], knowledge)
    if question.occupations:
        return _another_occupation(said, question, knowledge)
    asked = _to_ask(said, question, knowledge)
    return replace(asked, suggestions=in_years(asked.suggestions, question, knowledge)) if asked else None


def unknown_occupation(said: Said, *, surely: bool) -> str:
    """Return what stands for a trade in a message and is not known to be one, "" when nothing does.

    ``surely``: only a noun that is counted or offered, not any word that nobody knows.
    """
    word = _counted_noun(said) or _offered_noun(said) or ("" if surely else _unknown_word(said))
    if not word:
        return ""
    begun = said.text.index(word)
    linked = min((start for start, _ in said.spans if start > begun), default=len(said.text))
    words = re.split(r"[^\w'’ -]", said.text[begun:linked])[0].split()
    while words and fold(words[-1]) in _AFTER_A_METIER:
        words.pop()
    return " ".join(words[:_LONGEST_TRADE]) or word


def _another_occupation(said: Said, question: Question, knowledge: Knowledge) -> Reply | None:
    """« combien gagne un astronaute ? » after a question on couvreurs is not about couvreurs."""
    if question.topic not in _OF_A_METIER or "occupations" not in question.inherited:
        return None
    match = _SOMEONE.search(said.text)
    return None if match is None or _is_known(match, said) else _closest(match[1], question, knowledge)


def _to_ask(said: Said, question: Question, knowledge: Knowledge) -> Reply | None:
    if said.mentions.own_occupation:
        return which_occupation(question, knowledge)
    counted = _counted_noun(said)
    if counted:
        return _closest(counted, question, knowledge)
    word = _unknown_word(said)
    of_a_metier = question.topic in _OF_A_METIER
    needed = of_a_metier or (said.intent in _NEEDS_OCCUPATION and not question.topic.is_beside)
    if word and needed:
        return _closest(word, question, knowledge)
    anywhere = not (question.territories or question.level)
    return which_occupation(question, knowledge) if needed and (of_a_metier or anywhere) else None


def _counted_noun(said: Said) -> str:
    """Return the noun of « combien d'astronautes à Blois ? » when it is neither an occupation nor what is counted."""
    match = _COUNTED_NOUN.search(said.text)
    return "" if match is None or _is_known(match, said) else match[1]


def _offered_noun(said: Said) -> str:
    """Return the noun of « offres d'astronaute » when it is neither an occupation nor said every day."""
    match = _OFFERED_NOUN.search(said.text)
    return "" if match is None or _is_known(match, said) else match[1]


def _is_known(match: re.Match[str], said: Said) -> bool:
    """Return whether the noun of a match was linked (« comme diplôme »), or is said every day: no trade unknown."""
    linked = any(match.start(1) < end and start < match.end(1) for start, end in said.spans)
    return linked or _is_plain(match[1])


def _is_plain(word: str) -> bool:
    """Return whether a word, put right if it was misspelt, is what is counted or said every day: no trade unknown."""
    right = repaired(word)
    if right.lower().endswith(_PARTICIPLES):  # « quel diplôme pour être accepté ? »
        return True
    return stem(fold(right)) in _COUNTABLE or is_frequent(right)


def _unknown_place(text: str, unknown: UnknownPlace, knowledge: Knowledge) -> Reply:
    """Return that a place is not known, with the question about each of the nearest names."""
    near = [knowledge.territories.get(ref) for ref in unknown.nearest]
    reply = no_such_place(text[unknown.start : unknown.end], likely=[_told_apart(place, knowledge) for place in near])
    asked = [
        Suggestion(name, f"{text[: unknown.start]}{name}{text[unknown.end :]}")
        for name in (_told_apart(place, knowledge) for place in near)
    ]
    return replace(reply, suggestions=tuple(asked)) if asked else reply


def _told_apart(place: Territory, knowledge: Knowledge) -> str:
    """Return « Gien (Loiret) »: the name that is read back as this place and no other."""
    if place.level is not Level.COMMUNE:
        return place.name
    return f"{place.name} ({knowledge.territories.get(f'departement:{place.departement}').name})"


def no_such_place(name: str, likely: Sequence[str] = ()) -> Reply:
    """Return that a place is not known, and what to give instead: ``likely`` names, else a commune or a postal code."""
    unknown = f"Je ne connais pas de lieu {quoted(name)} en France."
    instead = f"Est-ce {listed(likely, 'ou')} ?" if likely else "Donnez-moi une commune ou un code postal."
    return Reply(
        sentence=f"{unknown} {instead}",
        suggestions=STARTERS,
        facts=Facts(topic=ReplyTopic.UNKNOWN_PLACE),
    )


def _unknown_word(said: Said) -> str:
    """Return the first long word that stands where a métier does and is neither linked nor ordinary, "" without one."""
    tokens = tokenize(said.text)
    for index, token in enumerate(tokens):
        word = token.folded
        free = not any(token.start < end and start < token.end for start, end in said.spans)
        placed = tokens[index - 1].folded in _BEFORE_A_METIER if index else len(tokens) <= _FRAGMENT
        if free and placed and len(word) >= _SHORTEST_WORD and word.isalpha() and not is_ordinary(word):
            return said.text[token.start : token.end]
    return ""


def _where(question: Question, knowledge: Knowledge) -> str:
    return in_(knowledge.territories.get((question.territories or (HOME_REGION,))[0].split("|")[0]))


def _closest(word: str, question: Question, knowledge: Knowledge) -> Reply:
    where = _where(question, knowledge)
    titles = [label for label, _ in knowledge.occupations.closest_titles(word, _CLOSEST)]
    unknown = f"Je ne connais pas le métier {quoted(word)}"
    return Reply(
        sentence=f"{unknown}. Les plus proches :" if titles else f"{unknown} : pouvez-vous le dire autrement ?",
        suggestions=tuple(Suggestion(title, f"combien de projets : {title} {where} ?") for title in titles),
        facts=Facts(topic=ReplyTopic.UNKNOWN_OCCUPATION),
    )


def which_occupation(question: Question, knowledge: Knowledge) -> Reply:
    """Return the question to ask when an occupation is needed and none is told."""
    where = _where(question, knowledge)
    return Reply(
        sentence="Quel est ce métier ? Par exemple « soudeur », « aide-soignante » ou « cuisinier ».",
        suggestions=(
            Suggestion("Aides-soignants", "aides-soignants", spans_years=True),  # the question before has the year
            Suggestion("Cuisiniers", "cuisiniers", spans_years=True),
            Suggestion("Tous les métiers qui recrutent", f"quels métiers recrutent {where} ?"),
        ),
        facts=Facts(topic=ReplyTopic.CLARIFICATION, asks="occupation"),
    )
