"""The diagnostic of a territory, as files (``bot/answers/diagnostic.py``)."""

from __future__ import annotations

from bot.actions.survey import SurveyAction


class ActionDiagnostic(SurveyAction):
    """Answers the intents ruled to ``action_diagnostic``."""

    action_name = "action_diagnostic"
