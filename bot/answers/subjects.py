"""What no survey measures, named: telework, age, causes, the future… with who knows (``unmeasured.yml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.answers.elsewhere import asked_sentences, words_pattern
from bot.question import Question, Topic
from knowledge.bmo.model import Measure
from knowledge.portraits.model import Aspect
from knowledge.text import fold

_FILE = Path(__file__).with_name("unmeasured.yml")
_ASPECTS = frozenset(aspect.value for aspect in Aspect)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is not measured: the words that name it (on folded text), what to say, the kind of figure near it or ""."""

    id: str
    pattern: re.Pattern[str]
    answer: str
    near: str
    public: str
    """Who it is for, "" for anyone."""
    of_oneself: bool
    """What one tells of oneself before asking: « j'ai pas le permis, c'est mort ? »."""


@lru_cache(maxsize=1)
def subjects() -> tuple[Subject, ...]:
    """Return the subjects of ``unmeasured.yml``, in its order; KeyError or TypeError when it is badly written."""
    return tuple(map(_subject, yaml.safe_load(_FILE.read_text(encoding="utf-8"))))


def _subject(written: dict[str, Any]) -> Subject:
    patterns = (words_pattern(written["words"]), *written.get("patterns", ()))
    near, public = written.get("near", ""), written.get("for", "")
    own = bool(written.get("of_oneself"))
    return Subject(written["id"], re.compile("|".join(patterns)), written["answer"], near, public, own)


def subject_of(text: str, public: str = "") -> Subject | None:
    """Return the subject that a message on what is not measured names, None when no word of it is known.

    ``public``: who asks, "" when it is not known.
    What the sentence that asks names comes first: « Quel salaire ? Les stagiaires demandent. » asks for a salary.
    """
    asked = " ".join(asked_sentences(text))
    return _named(asked, public) or _named(fold(text), public)


def subject_named(name: str, public: str = "") -> Subject | None:
    """Return the subject of this name, as it is said to ``public``; None for ""."""
    return next((subject for subject in subjects() if subject.id == name and subject.public in {"", public}), None)


def told_of_oneself(text: str, public: str = "") -> Subject | None:
    """Return the subject that a message tells of whoever asks, where its question names none."""
    return _named(fold(text), public, of_oneself=True)


def _named(folded: str, public: str, *, of_oneself: bool = False) -> Subject | None:
    suited = (each for each in subjects() if each.public in {"", public} and (each.of_oneself or not of_oneself))
    return next((subject for subject in suited if subject.pattern.search(folded)), None)


def near_question(subject: Subject, spoken_of: Question) -> Question | None:
    """Return the question whose figure is really near ``subject``, None when there is none."""
    places, occupations, words = spoken_of.territories, spoken_of.occupations, spoken_of.words
    if subject.near in _ASPECTS:
        return Question(Topic.PORTRAIT, (), occupations, words=words, aspects=(subject.near,)) if occupations else None
    if not (places or occupations):
        return None
    if subject.near == "change":
        return Question(Topic.EVOLUTION, places, occupations, words=words)
    if subject.near == "job_seekers":
        return Question(Topic.JOB_SEEKERS, places, occupations, words=words)
    if subject.near == "difficult":
        topic = Topic.FIGURES if occupations else Topic.TOTALS
        return Question(topic, places, occupations, measure=Measure.DIFFICULT, share=True, words=words)
    return None
