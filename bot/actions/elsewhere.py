"""What is out of scope or about a personal file: the right public service (``bot/answers/elsewhere.py``)."""

from __future__ import annotations

from bot.actions.base import Outcome, Turn
from bot.actions.survey import SurveyAction, answers_a_choice
from bot.answers.elsewhere import answer
from bot.understanding import understand
from knowledge.library import Knowledge


class ActionElsewhere(SurveyAction):
    """Answers the intents hors_sujet and dossier_personnel."""

    action_name = "action_elsewhere"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the service to turn to, or the limit said politely.

        Its words may answer a choice just offered instead (« de bus », after « conducteur »); and the place or the
        occupation it names is remembered: « quel salaire pour un soudeur à Bourges ? » then « et les projets ? ».
        """
        if turn.previous is not None and (turn.mentions.movement or answers_a_choice(turn, knowledge)):
            return super().outcome(turn, knowledge)
        named = turn.mentions.territories or turn.mentions.occupations
        spoken_of = understand("preciser", turn.mentions, None) if named else None
        return Outcome(answer(turn.text, turn.intent), spoken_of)
