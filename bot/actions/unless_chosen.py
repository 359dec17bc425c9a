"""Messages with a set response, unless their words answer a choice just offered (« de bus », « non, entretien »)."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Turn
from bot.actions.survey import SurveyAction, answers_a_choice
from knowledge.library import open_knowledge


class _UnlessChosen(SurveyAction):
    """Sends the ``response`` of the domain, or the answer to the question that waited for a choice."""

    response: str = ""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send one or the other."""
        turn = Turn.from_tracker(tracker)
        if turn.previous is not None and await asyncio.to_thread(lambda: answers_a_choice(turn, open_knowledge())):
            return await super().run(dispatcher, tracker, domain)
        dispatcher.utter_message(response=self.response)
        return []


class ActionOutOfScope(_UnlessChosen):
    """Says that a subject is out of scope."""

    action_name = "action_out_of_scope"
    response = "utter_hors_sujet"


class ActionRefuse(_UnlessChosen):
    """Answers « non »."""

    action_name = "action_refuse"
    response = "utter_refuser"
