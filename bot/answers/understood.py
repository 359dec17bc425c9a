"""« t'es sûr ? », « d'où ça sort ? », « tu as compris quoi ? »: the figure again, with its place, year and source."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.limits import continued
from bot.answers.registry import answer as answer_again
from bot.answers.suggestions import STARTERS
from bot.question import Question
from bot.writing.blocks import Facts
from bot.writing.french import NARROW, listed
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from bot.writing.title import title_of
from knowledge.library import Knowledge

_NOTHING = "Vous ne m'avez encore demandé aucun chiffre. Donnez-moi un métier ou un lieu, je vous dirai d'où il vient."
_SURVEYED = (
    "Les employeurs eux-mêmes ont déclaré ces projets à l'enquête Besoins en main-d'œuvre : "
    "ce sont des intentions, pas des embauches faites."
)
_ANOTHER_FIGURE = (
    "Un chiffre lu ailleurs peut venir d'une autre année, d'un autre territoire ou d'une autre mesure : "
    "dites-moi lequel."
)
_TO_CORRECT = "Si ce n'est pas cela, dites-moi seulement ce qui change : le métier, le lieu ou l'année."
_KEPT = {"territories": "le lieu", "occupations": "le métier", "years": "l'année"}


def answer(question: Question | None, knowledge: Knowledge, *, sure: bool = True, taken: bool = False) -> Reply:
    """Return the figure of ``question``, the last one answered, as its source gives it.

    ``sure``: it is to be confirmed; ``taken``: what it was taken for is asked, and what was kept of other messages.
    """
    answered = question is not None and not question.waits_for_occupation
    found = answer_again(replace(question, closed=False), knowledge) if question is not None and answered else None
    facts = Facts(topic=ReplyTopic.UNDERSTOOD)
    if question is None or found is None:
        return Reply(sentence=_NOTHING, suggestions=STARTERS, facts=facts)
    title = title_of(found.facts)
    if not title:
        return Reply(sentence=_SURVEYED, notes=(_ANOTHER_FIGURE,), source=found.source, facts=facts)
    surveyed = () if question.topic.is_beside else (_SURVEYED,)
    if taken:
        sentence, notes = f"J'ai compris : {title}.{_kept(question)}", (*surveyed, _TO_CORRECT)
    else:
        lead = "Oui, c'est ce que donne la source" if sure else _origin(found.source)
        sentence, notes = f"{lead}{NARROW}: {continued(found.sentence)}", (*surveyed, _ANOTHER_FIGURE)
    return Reply(sentence=sentence, notes=notes, source=found.source, facts=facts)


def _origin(source: str) -> str:
    """« Cela vient de France Travail, enquête BMO 2025 », who asks where it comes from wants that first."""
    first, second, *_ = *source.removeprefix("Source : ").rstrip(".").split(", "), ""
    named = " et de ".join(each.replace("Dares", "la Dares") for each in first.split(" et "))
    return f"Cela vient de {named}, {second}" if second else "C'est ce que donne la source"


def _kept(question: Question) -> str:
    kept = [name for field, name in _KEPT.items() if field in question.inherited]
    return f" J'ai gardé {listed(kept)} de vos messages précédents." if kept else ""
