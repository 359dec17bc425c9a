"""What words of the survey mean, and what the institution does (``knowledge/institution``)."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, Turn
from bot.actions.survey import SurveyAction, answers_a_choice, doubtful
from bot.answers.definition import answer, with_what_is_named
from bot.answers.limits import limit
from bot.answers.missing import Said
from bot.answers.same_trade import same_trade
from bot.answers.scale import NOTHING_FINER
from bot.answers.subjects import subject_of
from bot.answers.suggestions import STARTERS
from bot.answers.whereabouts import whereabouts
from bot.understanding import understand
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.institution.wording import asks_what
from knowledge.library import Knowledge
from knowledge.territories.model import Level

_SHORT = 8
"""A message of so few words tells nothing around what it asks: « Dev'up, c'est quel organisme ? »."""
_DEFINE, _CERTAIN = "define", 0.6
"""How likely a question on the survey's words must be for no measure in it to make it one on figures."""


class ActionDefinition(SurveyAction):
    """Answers « c'est quoi la BMO ? », « qui est le correspondant régional ? »."""

    action_name = "action_definition"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the entry that answers, or the closest ones; a figure when one is asked of what was spoken of."""
        if turn.mentions.others or answers_a_choice(turn, knowledge) or _asks_a_figure(turn):
            return super().outcome(turn, knowledge)
        said = Said(turn.intent, turn.text, turn.spans, turn.mentions)
        held_in = whereabouts(said, turn.previous, knowledge) or same_trade(said, turn.previous, knowledge)
        if held_in is not None:
            return Outcome(held_in, turn.previous)
        fresh = turn.mentions.occupations and turn.previous is None
        about = understand("preciser", turn.mentions, None) if fresh else None
        asking = turn.asking if len(turn.text.split()) > _SHORT else turn.text
        found = answer(asking, knowledge, turn.public, turn.told, turn.text)
        if found.topic is ReplyTopic.NOT_UNDERSTOOD:
            found = answer(turn.text, knowledge, turn.public, turn.told)
        reply = with_what_is_named(found, turn.mentions, knowledge)
        if reply.topic is ReplyTopic.NOT_UNDERSTOOD:
            return self._without_entry(turn, reply, knowledge)
        return Outcome(reply, about)

    def _without_entry(self, turn: Turn, reply: Reply, knowledge: Knowledge) -> Outcome:
        """Return what a turn that no entry answers may ask: a figure, what none tells; else the closest entries."""
        if (asked := turn.as_question()) is not None:
            return super().outcome(asked, knowledge)
        if (subject := subject_of(turn.asking, turn.public)) is not None:
            return Outcome(limit(subject, _place_of(turn), knowledge), turn.previous)
        if turn.mentions.scale == Level.COMMUNE.value:
            return Outcome(replace(reply, sentence=NOTHING_FINER, suggestions=STARTERS))
        return doubtful(turn, knowledge) if turn.misunderstood else Outcome(reply, turn.previous)


def _place_of(turn: Turn) -> str:
    before = turn.previous.territories if turn.previous is not None else ()
    return next(iter(turn.mentions.territories or before), "")


def _asks_a_figure(turn: Turn) -> bool:
    """« quelle part est difficile ? », « c'est saisonnier ? » after a question on figures ask for another figure.

    « jugé difficile par qui ? » does not: its words are those of a question on the survey.
    """
    if turn.told.get("act", {}).get(_DEFINE, 0.0) > _CERTAIN:
        return False
    measured = bool(turn.mentions.measures or turn.mentions.share)
    rescaled = turn.mentions.scale not in {"", Level.COMMUNE.value}  # « la communauté de communes elle-même ? »
    return turn.previous is not None and (rescaled or (measured and not asks_what(turn.text)))
