"""What documents are made from: the same documents, out of less."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.answers.export import whole_list
from bot.answers.payload import payload
from bot.answers.registry import answer
from bot.charts import chart_of
from bot.exports import csv_bytes, file_name
from bot.exports.sheet import sheet_of
from bot.question import Question, Topic
from bot.rendering.subject import subject_of
from knowledge.library import Knowledge
from tests.answers.conftest import knowledge
from tests.charts.conftest import QUESTIONS, REGION, payload_of

__all__ = ["knowledge", "payload_of"]


def check(whole: dict[str, Any]) -> dict[str, Any]:
    """Fail unless the documents of an answer are the same without what ``subject_of`` leaves out; return the rest."""
    subject: dict[str, Any] = json.loads(json.dumps(subject_of(whole)))
    assert chart_of(subject) == chart_of(whole)
    assert sheet_of(subject) == sheet_of(whole)
    assert csv_bytes(subject) == csv_bytes(whole)
    assert file_name(subject, "csv") == file_name(whole, "csv")
    return subject


@pytest.mark.parametrize("kind", QUESTIONS)
def test_the_documents_of_an_answer_are_the_same(payload_of: Callable[[Question], dict[str, Any]], kind: str) -> None:
    assert "sentence" not in check(payload_of(QUESTIONS[kind]))


def test_the_documents_of_a_whole_list_are_the_same_out_of_two_thirds(knowledge: Knowledge) -> None:
    question = Question(Topic.RECRUITING, (REGION,))
    whole = payload(whole_list(question, answer(question, knowledge), knowledge))
    assert len(whole["all"]["rows"]) > 100
    assert len(json.dumps(check(whole))) < 0.67 * len(json.dumps(whole))
