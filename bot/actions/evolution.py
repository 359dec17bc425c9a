"""Change over the years (``bot/answers/evolution.py``)."""

from __future__ import annotations

from bot.actions.survey import SurveyAction


class ActionEvolution(SurveyAction):
    """Answers the intents ruled to ``action_evolution``."""

    action_name = "action_evolution"
