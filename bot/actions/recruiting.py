"""Which occupations a territory looks for (``bot/answers/listing.py``)."""

from __future__ import annotations

from bot.actions.survey import SurveyAction


class ActionRecruiting(SurveyAction):
    """Answers the intents ruled to ``action_recruiting``."""

    action_name = "action_recruiting"
