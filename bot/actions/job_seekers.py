"""People registered with France Travail (``bot/answers/job_seekers``)."""

from __future__ import annotations

from bot.actions.survey import SurveyAction


class ActionJobSeekers(SurveyAction):
    """Answers the intents ruled to ``action_job_seekers``."""

    action_name = "action_job_seekers"
