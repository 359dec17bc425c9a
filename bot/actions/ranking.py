"""Territories in order (``bot/answers/listing.py``)."""

from __future__ import annotations

from bot.actions.survey import SurveyAction


class ActionRanking(SurveyAction):
    """Answers the intents ruled to ``action_ranking``."""

    action_name = "action_ranking"
