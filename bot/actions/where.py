"""Where an occupation is looked for (``bot/answers/listing.py``)."""

from __future__ import annotations

from bot.actions.survey import SurveyAction


class ActionWhere(SurveyAction):
    """Answers the intents ruled to ``action_where``."""

    action_name = "action_where"
