"""« non », unless its words answer a choice just offered (« non, entretien »)."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import Turn
from bot.actions.survey import SurveyAction, answers_a_choice
from knowledge.library import open_knowledge


class ActionRefuse(SurveyAction):
    """Answers the intent refuser."""

    action_name = "action_refuse"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send the domain's response, or the answer to the question that waited for a choice."""
        turn = Turn.from_tracker(tracker)
        if turn.previous is not None and await asyncio.to_thread(lambda: answers_a_choice(turn, open_knowledge())):
            return await super().run(dispatcher, tracker, domain)
        dispatcher.utter_message(response="utter_refuser")
        return []
