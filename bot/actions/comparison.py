"""Territories or occupations side by side (``bot/answers/comparison.py``)."""

from __future__ import annotations

from bot.actions.survey import SurveyAction


class ActionComparison(SurveyAction):
    """Answers the intents ruled to ``action_comparison``."""

    action_name = "action_comparison"
