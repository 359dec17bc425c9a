"""A file is asked for (``bot/answers/export.py``): the question it is about is answered, with its files."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, Turn
from bot.actions.survey import SurveyAction
from bot.answers.definition import answer as definition
from bot.answers.export import (
    Wanted,
    announced,
    asks_for_raw_files,
    asks_to_write,
    intent_of,
    names_a_question,
    nothing_to_export,
    to_copy,
    unknown_name,
    whole_list,
    with_files,
    without_rows,
)
from bot.answers.missing import no_such_place
from bot.answers.recap import plain
from bot.answers.registry import answer
from bot.question import Question, Topic
from bot.settings import settings
from knowledge.library import Knowledge

_WHOLE_SURVEY = "telecharger-donnees"
"""The entry on the files of the whole survey: « où est le fichier brut ? » asks for none of the last answer."""
_RAW = "où sont les données brutes ?"


class ActionExport(SurveyAction):
    """Answers « télécharge les données de Bourges », « exporte ça en excel », « je veux le csv »."""

    action_name = "action_export"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the answer named by the turn, else the one before again, with the files asked."""
        wanted, named = Wanted.of(turn.text), names_a_question(turn.mentions)
        unknown = "" if named else unknown_name(turn.text, turn.spans)
        if unknown:
            return Outcome(no_such_place(unknown))
        subject = _RAW if asks_for_raw_files(turn.text) else turn.text
        entry = knowledge.institution.find(subject) if not (named or wanted.formats) else None
        if entry is not None and entry.id == _WHOLE_SURVEY:
            return Outcome(definition(subject, knowledge), turn.previous)
        printed = _of_the_conversation(turn) if wanted.is_printed and not named else None
        found = Outcome(answer(printed, knowledge), printed) if printed else self._answered(turn, knowledge)
        if found is None:  # « les fichiers bruts de l'enquête » are a subject of the institution
            known = not wanted.formats and knowledge.institution.find(turn.text) is not None
            return Outcome(definition(turn.text, knowledge) if known else nothing_to_export())
        if asks_to_write(turn.text):
            found = replace(found, reply=to_copy(found.reply))
        if found.question is None or found.question.topic is Topic.DIAGNOSTIC or not found.reply.source:
            return found
        reply = answer(plain(found.question), knowledge) if found.question.topic is Topic.SUMMARY else found.reply
        if not reply.rows:
            return replace(found, reply=without_rows(reply))
        if named or wanted.everything:
            reply = whole_list(found.question, reply, knowledge)
        reply = with_files(reply, wanted, settings().public_url)
        return replace(found, reply=reply if asks_to_write(turn.text) else announced(reply))

    def _answered(self, turn: Turn, knowledge: Knowledge) -> Outcome | None:
        """The question of the turn when it names one or changes the one before; else the one before."""
        intent = intent_of(turn.text, turn.mentions, turn.previous)
        changes = intent != "preciser" or turn.mentions.years or turn.mentions.measures
        if names_a_question(turn.mentions) or (changes and turn.previous is not None):
            return super().outcome(replace(turn, intent=intent), knowledge)
        if turn.previous is None:
            return None
        return Outcome(answer(turn.previous, knowledge), turn.previous)


def _of_the_conversation(turn: Turn) -> Question | None:
    """Return the diagnostic of the conversation's place, to print: one already shown, else one's own."""
    if turn.previous is None:
        return None
    shown = [each for each in turn.previous.told if each.topic is Topic.DIAGNOSTIC]
    places = shown[-1].territories if shown else turn.previous.home or turn.previous.territories[:1]
    return Question(Topic.DIAGNOSTIC, places) if places else None
