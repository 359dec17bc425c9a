"""« j'ai été licencié, je fais quoi ? » : who helps, and what hires there (``bot/answers/orientation.py``)."""

from __future__ import annotations

from bot.actions.base import Outcome, Turn
from bot.actions.survey import SurveyAction, answers_a_choice
from bot.answers.orientation import LOST, Situation, figures_of, orientation, situations
from bot.question import Question
from bot.reading.speaker import EMPLOYER, WHO
from bot.reading.telling import SITUATION
from knowledge.library import Knowledge


class ActionOrientation(SurveyAction):
    """Answers the intent orientation."""

    action_name = "action_orientation"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return who helps in the situation told, with the figures of the place and trade spoken of."""
        if turn.previous is not None and answers_a_choice(turn, knowledge):
            return super().outcome(turn, knowledge)
        situation = _situation(turn)
        trades, words = _trades(turn)
        question = figures_of(situation, _place(turn), trades, words)
        return Outcome(orientation(situation, question, knowledge), question, situation.role or None)


def _situation(turn: Turn) -> Situation:
    """Return the likeliest situation, of those that suit who speaks."""
    likely, who = turn.told.get(SITUATION, {}), turn.told.get(WHO, {})
    employs = 1.0 if turn.role == EMPLOYER else 0.0 if turn.role else who.get(EMPLOYER, 0.0)
    known = [situations()[name] for name in likely] or [situations()[LOST]]
    return max(known, key=lambda each: likely.get(each.id, 1.0) * (employs if each.role else 1 - employs))


def _place(turn: Turn) -> str:
    before = (*turn.previous.territories, *turn.previous.home) if turn.previous else ()
    return next((ref for ref in (*turn.mentions.territories, *before) if "|" not in ref), "")


def _trades(turn: Turn) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the one trade named, else the one spoken of before, with its words; nothing when it is not known."""
    said: Question | None = turn.previous
    occupations, words = turn.mentions.occupations, turn.mentions.words
    if not occupations and said is not None:
        occupations, words = said.occupations, said.words
    known = len(occupations) == 1 and not occupations[0].startswith("ambigu:")
    return (occupations, words) if known else ((), ())
