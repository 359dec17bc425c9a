"""Job offers, companies (``bot/answers/market.py``)."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, Turn
from bot.actions.survey import SurveyAction
from bot.answers.market import COMPANIES, answer, asks_who
from bot.understanding import understand
from knowledge.library import Knowledge


class ActionMarket(SurveyAction):
    """Answers the intents offres and entreprises."""

    action_name = "action_market"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the public page to look at, and what the survey can say."""
        if turn.intent == "entreprises" and asks_who(turn.text):
            return _with_companies(super().outcome(replace(turn, intent="metiers_qui_recrutent"), knowledge))
        question = understand("chiffre_metier", turn.mentions, turn.previous)
        return Outcome(answer(turn.intent, turn.mentions, question, knowledge), question)


def _with_companies(found: Outcome) -> Outcome:
    """« qui recrute à Blois ? »: the métiers, then where the companies are."""
    return replace(found, reply=replace(found.reply, notes=(*found.reply.notes, COMPANIES)))
