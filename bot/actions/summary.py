"""What to remember of a territory (``bot/answers/summary.py``)."""

from __future__ import annotations

from bot.actions.survey import SurveyAction


class ActionSummary(SurveyAction):
    """Answers the intents ruled to ``action_summary``."""

    action_name = "action_summary"
