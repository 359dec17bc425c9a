"""Job offers, companies (``bot/answers/market.py``)."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, Turn
from bot.actions.survey import SurveyAction
from bot.answers.definition import answer as definition
from bot.answers.market import COMPANIES, answer, asks_who
from bot.understanding import understand
from knowledge.library import Knowledge

_EMPLOYERS_OFFER = "deposer-offre"
"""The entry that answers who offers a job, not who looks for one."""

_SURE = 0.5
"""How likely offers must be asked for where pay is spoken of."""


class ActionMarket(SurveyAction):
    """Answers the intents offres and entreprises."""

    action_name = "action_market"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the public page to look at, and what the survey can say."""
        entry = knowledge.institution.find(turn.text) if turn.intent == "offres" else None
        if entry is not None and entry.id == _EMPLOYERS_OFFER:
            return Outcome(definition(turn.text, knowledge), turn.previous)
        if turn.intent == "entreprises" and asks_who(turn.text):
            return _with_companies(super().outcome(replace(turn, intent="metiers_qui_recrutent"), knowledge))
        if turn.asks_pay and turn.told.get("act", {}).get("offers", 0.0) < _SURE:
            return super().outcome(replace(turn, intent="preciser"), knowledge)  # « quel salaire lui offrir ? »
        question = understand("chiffre_metier", turn.mentions, turn.previous)
        return Outcome(answer(turn.intent, turn.mentions, question, knowledge), question)


def _with_companies(found: Outcome) -> Outcome:
    """« qui recrute à Blois ? »: the métiers, then where the companies are."""
    return replace(found, reply=replace(found.reply, notes=(*found.reply.notes, COMPANIES)))
