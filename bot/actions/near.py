"""The métiers near a métier (``bot/answers/near.py``)."""

from __future__ import annotations

from bot.actions.survey import SurveyAction


class ActionNear(SurveyAction):
    """Answers the intents ruled to ``action_near``."""

    action_name = "action_near"
