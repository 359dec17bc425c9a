"""What is out of scope or about a personal file: the right public service (``bot/answers/elsewhere.py``)."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, Turn
from bot.actions.survey import SurveyAction, answers_a_choice, doubtful
from bot.answers.elsewhere import answer, is_referral, service_reply
from bot.answers.fallback import courtesy
from bot.reading.acts import APART
from bot.reading.meant import SERVICES, meant
from bot.understanding import understand
from knowledge.library import Knowledge

_SURE = 0.5
"""How likely it must be that a turn no service answers asks for no figure, for this to be said of what may be asked."""
_MEANT = 0.12
"""How likely, of all services, the one it means must be."""


class ActionElsewhere(SurveyAction):
    """Answers the intents hors_sujet and dossier_personnel."""

    action_name = "action_elsewhere"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the service to turn to, or the limit said politely.

        Its words may answer a choice just offered instead (« de bus », after « conducteur »); and the place or the
        occupation it names is remembered: « quel salaire pour un soudeur à Bourges ? » then « et les projets ? ».
        """
        points = turn.mentions.movement or turn.mentions.others
        if turn.previous is not None and (points or answers_a_choice(turn, knowledge)):
            return super().outcome(turn, knowledge)
        if (asked := self._asked_instead(turn, knowledge)) is not None:
            return asked
        service = meant(turn.told, SERVICES, least=_MEANT)
        reply = answer(turn.text, turn.intent, turn.public, asking=turn.asking, meant=service)
        if is_referral(turn.text):  # « le billet d'avion, c'est LADOM ? » speaks of no place of the figures
            return Outcome(reply, turn.previous)
        named = turn.mentions.territories or turn.mentions.occupations
        return Outcome(reply, understand("preciser", turn.mentions, None) if named else None)

    def _asked_instead(self, turn: Turn, knowledge: Knowledge) -> Outcome | None:
        """Return the answer to what a turn that no service answers may ask; None when it is surely out of reach."""
        act = turn.told.get("act", {})
        sure = sum(act.get(each, 0.0) for each in APART) >= _SURE or meant(turn.told, SERVICES, least=_MEANT)
        if not act or sure or service_reply(turn.text, turn.intent, turn.public, asking=turn.asking) is not None:
            return None
        if (said := courtesy(turn.text)) is not None:
            return Outcome(said)
        if (asked := replace(turn, intent="preciser") if turn.asks_pay else turn.as_question()) is not None:
            return super().outcome(asked, knowledge)
        if turn.previous is None and not turn.mentions.territories and not turn.mentions.occupations:
            return None
        return doubtful(turn, knowledge)
