"""« tu as compris quoi ? », « d'où ça sort ? », « t'es sûr ? »: what was understood, what was kept, and the source."""

from __future__ import annotations

from bot.answers.registry import answer as answer_again
from bot.answers.suggestions import STARTERS
from bot.question import Question
from bot.writing.blocks import Facts
from bot.writing.french import listed
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


def answer(question: Question | None, knowledge: Knowledge) -> Reply:
    """Return what ``question``, the last one answered, was taken for, and where its figures come from."""
    answered = question is not None and not question.waits_for_occupation
    found = answer_again(question, knowledge) if question is not None and answered else None
    title = title_of(found.facts) if found is not None else ""
    facts = Facts(topic=ReplyTopic.UNDERSTOOD)
    if found is not None and not title:
        return Reply(sentence=_SURVEYED, notes=(_ANOTHER_FIGURE,), source=found.source, facts=facts)
    if question is None or found is None:
        return Reply(sentence=_NOTHING, suggestions=STARTERS, facts=facts)
    kept = [name for field, name in _KEPT.items() if field in question.inherited]
    told = f" J'ai gardé {listed(kept)} de vos messages précédents." if kept else ""
    notes = (_TO_CORRECT,) if question.topic.is_beside else (_SURVEYED, _TO_CORRECT)
    return Reply(sentence=f"J'ai compris : {title}.{told}", notes=notes, source=found.source, facts=facts)
