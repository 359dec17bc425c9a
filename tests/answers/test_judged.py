"""« c'est beaucoup ? » judges the place and the trade it names; who has nothing to eat is told whom to call."""

from __future__ import annotations

import pytest

from bot.actions.base import Turn
from bot.actions.fallback import ActionFallback
from bot.actions.understood import ActionUnderstood
from bot.mentions import Mentions
from bot.question import Question, Topic
from knowledge.library import Knowledge

BLOIS, TOURS, REGION = "commune:41018", "commune:37261", "region:24"
OF_TOURS = Question(Topic.TOTALS, (TOURS,))


@pytest.mark.parametrize(
    ("text", "mentions", "judged"),
    [
        ("c'est beaucoup ?", Mentions(), "Tours"),
        ("c'est beaucoup à Blois ?", Mentions((BLOIS,)), "Blois"),
        ("c'est beaucoup par rapport à la région ?", Mentions((REGION,), versus=True), "Tours"),
    ],
)
def test_the_place_named_is_the_one_judged(knowledge: Knowledge, text: str, mentions: Mentions, judged: str) -> None:
    reply = ActionUnderstood().outcome(Turn(text, "verifier", mentions, OF_TOURS), knowledge).reply
    assert reply.topic == "appraisal"
    assert f"bassin d'emploi de {judged}" in reply.source


@pytest.mark.parametrize(
    ("text", "topic", "service"),
    [
        ("ça fait deux jours que j'ai rien à manger", "elsewhere", "urgence"),
        ("ça fait beaucoup", "appraisal", ""),
    ],
)
def test_what_is_grave_comes_before_a_verdict(knowledge: Knowledge, text: str, topic: str, service: str) -> None:
    reply = ActionFallback().outcome(Turn(text, "nlu_fallback", Mentions(), OF_TOURS), knowledge).reply
    assert (reply.topic, reply.facts.service) == (topic, service)
