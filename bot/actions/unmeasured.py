"""What no survey measures (telework, age, a cause, next year…): named, then the nearest figure held, if any is near."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, Turn
from bot.actions.survey import SurveyAction
from bot.answers.definition import answer as definition
from bot.answers.elsewhere import named as service_named
from bot.answers.elsewhere import service_reply
from bot.answers.limits import limit, with_nearest
from bot.answers.missing import Said
from bot.answers.registry import answer
from bot.answers.subjects import Subject, near_question, subject_named, subject_of, told_of_oneself
from bot.answers.whereabouts import whereabouts
from bot.question import Question, Topic
from bot.reading.meant import ENTRIES, SERVICES, SUBJECTS, leads, meant
from bot.sides import FUTURE
from bot.writing.reply import Reply
from knowledge.library import Knowledge

_MEANT, _CLEARLY, _BARELY = 0.15, 0.1, 0.03
"""How likely what a turn means must be, of its kind, to come before its words; a service, of all; an entry, of all."""


class ActionUnmeasured(SurveyAction):
    """Answers the intent hors_mesure."""

    action_name = "action_unmeasured"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the limit with who knows, and a figure that is near: never the one just told.

        A place or an occupation that the turn is the first to name is answered beside the limit.
        """
        subject = _subject(turn)
        if subject is None and (service := _service(turn)) is not None:
            return Outcome(service)
        known = _known_otherwise(turn, subject, knowledge)
        if known is not None:
            return known
        if turn.asks_pay or _is_of_the_survey(turn):
            return super().outcome(replace(turn, intent="preciser"), knowledge)
        spoken_of = _spoken_of(turn)
        said = limit(subject, next(iter(spoken_of.territories), ""), knowledge)
        near = near_question(subject, spoken_of) if subject is not None else None
        if near is not None and not _just_told(near, turn):
            return Outcome(with_nearest(said, answer(near, knowledge)))
        if _names_something_new(turn) and not _is_a_cause(subject):
            found = super().outcome(replace(turn, intent="preciser", uncounted=()), knowledge)
            return replace(found, reply=with_nearest(said, found.reply))
        return Outcome(said)


def _subject(turn: Turn) -> Subject | None:
    """Return the subject that a turn means, or else that its words name; None when a service answers better."""
    likely = subject_named(meant(turn.told, SUBJECTS, least=_MEANT), turn.public)
    if likely is not None and leads(turn.told, SUBJECTS, SERVICES):
        return likely
    return _subject_called(turn) if _service(turn) is None else None


def _service(turn: Turn) -> Reply | None:
    """« et vous payez le permis ? » asks for an aid, whatever is not measured."""
    if leads(turn.told, SUBJECTS, SERVICES):
        return None
    return service_named(meant(turn.told, SERVICES, least=_MEANT, clearly=_CLEARLY), turn.public)


def _is_of_the_survey(turn: Turn) -> bool:
    """« et l'an prochain ? », « et chez nous ? » are answered by the figures held, with what they do not tell."""
    mentions = turn.mentions
    if FUTURE in mentions.years and (turn.previous is not None or mentions.territories):
        return True
    if turn.previous is None:
        return False
    measured = mentions.counts or mentions.measures or mentions.share
    points = (
        bool(turn.previous.shown) and mentions.these in {"many", "among"} and measured
    )  # « combien pour ces métiers ? »
    return bool(mentions.around or mentions.own_place or mentions.several or points)


def _known_otherwise(turn: Turn, subject: Subject | None, knowledge: Knowledge) -> Outcome | None:
    """Return the bassin that holds a place, the service or the entry that answers, None when nothing does."""
    if located := whereabouts(Said(turn.intent, turn.text, turn.spans, turn.mentions), turn.previous, knowledge):
        return Outcome(located, turn.previous)
    if subject is not None:
        return None
    if (service := service_reply(turn.text, "hors_sujet", turn.public, asking=turn.asking)) is not None:
        return Outcome(service)
    of_the_survey = meant(turn.told, ENTRIES, least=_MEANT, clearly=_BARELY)
    if of_the_survey or knowledge.institution.find(turn.asking) is not None:
        return Outcome(definition(turn.asking, knowledge, turn.public, turn.told), turn.previous)
    return None


def _is_a_cause(subject: Subject | None) -> bool:
    """« pourquoi Blois baisse ? » asks for no other figure of Blois."""
    return subject is not None and subject.id.startswith("cause")


def _subject_called(turn: Turn) -> Subject | None:
    """Return the subject of the clauses that ask, else of what is told beside: « j'ai pas le permis, c'est mort ? »."""
    asking = _beside_occupations(turn.asking, turn)
    return subject_of(asking, turn.public) or told_of_oneself(_beside_occupations(turn.text, turn), turn.public)


def _beside_occupations(text: str, turn: Turn) -> str:
    """Return a text without the occupations it names: « conducteur de bus » asks for no bus."""
    for word in turn.mentions.words:
        text = text.replace(word, " ")
    return text


def _spoken_of(turn: Turn) -> Question:
    """Return what the conversation is about, once this turn is read."""
    before, mentions = turn.previous or Question(Topic.TOTALS), turn.mentions
    return replace(
        before,
        territories=mentions.territories or before.territories,
        occupations=mentions.occupations or before.occupations,
        words=mentions.words if mentions.occupations else before.words,
    )


def _names_something_new(turn: Turn) -> bool:
    before = {*turn.previous.territories, *turn.previous.occupations} if turn.previous else set()
    return not {*turn.mentions.territories, *turn.mentions.occupations} <= before


def _just_told(near: Question, turn: Turn) -> bool:
    before = turn.previous
    return before is not None and not _names_something_new(turn) and _told(near) == _told(before)


def _told(question: Question) -> tuple[object, ...]:
    return question.topic, question.aspects, question.share, question.measure
