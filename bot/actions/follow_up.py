"""Fragments and corrections: they change the question before them (``bot/question.py``)."""

from __future__ import annotations

from bot.actions.survey import SurveyAction


class ActionFollowUp(SurveyAction):
    """Answers « et à Orléans ? », « en 2023 ? », « non, je voulais dire Bourges »."""

    action_name = "action_follow_up"
