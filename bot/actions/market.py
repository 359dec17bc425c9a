"""Job offers, companies (``bot/answers/offers.py``, ``companies.py``)."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, Turn
from bot.actions.survey import SurveyAction
from bot.answers.definition import answer as definition
from bot.answers.searching import COMPANIES_PAGE
from bot.reading.hiring_side import asks_who, hands_in_an_offer
from knowledge.library import Knowledge

_EMPLOYERS_OFFER = "deposer-offre"
"""The entry that answers who offers a job, not who looks for one."""
_SURE = 0.5
"""How likely offers must be asked for where pay is spoken of."""
_COMPANIES = f"Pour trouver des entreprises susceptibles d'embaucher, voyez La Bonne Boîte : {COMPANIES_PAGE}"


class ActionMarket(SurveyAction):
    """Answers the intents offres and entreprises."""

    action_name = "action_market"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the offers or the companies; what else was meant by such words where they mean something else."""
        if turn.asked is not None:
            return super().outcome(turn, knowledge)
        handed = turn.intent == "offres" and hands_in_an_offer(turn.text)
        entry = knowledge.institution.find(turn.text) if handed else None
        if entry is not None and entry.id == _EMPLOYERS_OFFER:
            return Outcome(definition(turn.text, knowledge), turn.previous)
        if turn.intent == "entreprises" and asks_who(turn.text) and not turn.mentions.occupations:
            return _with_companies(super().outcome(replace(turn, intent="metiers_qui_recrutent"), knowledge))
        if turn.asks_pay and turn.told.get("act", {}).get("offers", 0.0) < _SURE:
            return super().outcome(replace(turn, intent="preciser"), knowledge)  # « quel salaire lui offrir ? »
        return super().outcome(turn, knowledge)


def _with_companies(found: Outcome) -> Outcome:
    """« qui recrute à Blois ? »: the métiers, then where the companies are."""
    return replace(found, reply=replace(found.reply, notes=(*found.reply.notes, _COMPANIES)))
