"""Who does a métier: pay, diploma, hours… (``bot/answers/portrait.py``)."""

from __future__ import annotations

from bot.actions.survey import SurveyAction


class ActionPortrait(SurveyAction):
    """Answers the intents ruled to ``action_portrait``."""

    action_name = "action_portrait"
