"""The figure of one occupation (``bot/answers/figures.py``)."""

from __future__ import annotations

from bot.actions.survey import SurveyAction


class ActionFigures(SurveyAction):
    """Answers the intents ruled to ``action_figures``."""

    action_name = "action_figures"
