"""Somebody does not know what to do next: a human word, who really helps, and the trades that hire where they live."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.answers.registry import answer
from bot.answers.suggestions import around_home
from bot.question import Question, Topic
from bot.writing.blocks import Facts
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge

LOST = "lost"
"""The situation of who tells nothing of theirs."""
_FILE = Path(__file__).with_name("situations.yml")
_FEW = 3
_WHERE = "Dites-moi où vous habitez : je vous dirai quels métiers y recrutent le plus."
_WHOM = "Dites-moi pour quel métier et où : je vous dirai si l'on peine à recruter."


@dataclass(frozen=True, slots=True)
class Situation:
    """A moment of somebody's working life: what to say, the kind of figures that follow, who it is for ("": anyone)."""

    id: str
    answer: str
    figures: str
    role: str = ""


@lru_cache(maxsize=1)
def situations() -> dict[str, Situation]:
    """Return the situations of ``situations.yml`` by name; KeyError or TypeError when it is badly written."""
    written: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        name: Situation(name, each["answer"], each["figures"], each.get("for", "")) for name, each in written.items()
    }


def figures_of(situation: Situation, place: str, trades: tuple[str, ...], words: tuple[str, ...]) -> Question:
    """Return the question whose figures help in a situation; ``place``: a ref, "" for none; ``trades``: theirs."""
    places = (place,) if place else ()
    if situation.figures == "near" and trades:
        return Question(Topic.NEAR, places, trades, words=words, limit=_FEW)
    if situation.figures == "difficult" and trades:
        return Question(Topic.FIGURES, places, trades, measure=Measure.DIFFICULT, share=True, words=words)
    measure = {"seasonal": Measure.SEASONAL, "difficult": Measure.DIFFICULT}.get(situation.figures)
    return Question(Topic.RECRUITING, places, measure=measure, limit=_FEW)


def orientation(situation: Situation, question: Question, knowledge: Knowledge) -> Reply:
    """Return who helps in a situation, then the answer to ``question`` where it is of a place or a trade known."""
    if question.territories or question.occupations:
        found = answer(question, knowledge)
        if found.source:
            return replace(found, sentence=f"{situation.answer} {found.sentence}", notes=())
    asked = _WHOM if situation.role else _WHERE
    facts = Facts(topic=ReplyTopic.ORIENTATION, service=situation.id)
    return Reply(f"{situation.answer} {asked}", suggestions=around_home(question.measure, knowledge), facts=facts)
