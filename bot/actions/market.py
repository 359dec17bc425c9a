"""Job offers, companies, job seekers (``bot/answers/market.py``)."""

from __future__ import annotations

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.answers.market import answer
from bot.understanding import understand
from knowledge.library import Knowledge


class ActionMarket(ReplyAction):
    """Answers the intents offres, entreprises and candidats."""

    action_name = "action_market"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the public page to look at, and what the survey can say."""
        question = understand("chiffre_metier", turn.mentions, turn.previous)
        return Outcome(answer(turn.intent, turn.mentions, question, knowledge), question)
