"""Key figures of a territory (``bot/answers/totals.py``)."""

from __future__ import annotations

from bot.actions.survey import SurveyAction


class ActionTotals(SurveyAction):
    """Answers the intents ruled to ``action_totals``."""

    action_name = "action_totals"
