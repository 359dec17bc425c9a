"""What no survey measures (telework, age, a named employer, next year…): said, then the nearest figure held."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, Turn
from bot.actions.survey import SurveyAction
from bot.answers.elsewhere import service_reply
from bot.answers.limits import nearest, nothing_near
from bot.answers.registry import answer
from bot.sides import FUTURE
from knowledge.library import Knowledge


class ActionUnmeasured(SurveyAction):
    """Answers the intent hors_mesure."""

    action_name = "action_unmeasured"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the service that knows, else the limit and the figure of the place or occupation spoken of."""
        service = service_reply(turn.text, "hors_sujet")
        if service is not None:
            return Outcome(service)
        if FUTURE in turn.mentions.years and (turn.previous is not None or turn.mentions.territories):
            return super().outcome(replace(turn, intent="preciser"), knowledge)
        if turn.mentions.territories or turn.mentions.occupations:
            found = super().outcome(replace(turn, intent="preciser"), knowledge)
            return replace(found, reply=nearest(found.reply))
        if turn.previous is None:
            return Outcome(nothing_near())
        return Outcome(nearest(answer(turn.previous, knowledge)), turn.previous)
