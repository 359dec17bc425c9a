"""What documents are made from: the same documents, out of less."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.answers.export import whole_list
from bot.answers.message import message_of
from bot.answers.registry import answer
from bot.charts import chart_of
from bot.exports import csv_bytes
from bot.exports.sheet import sheet_of
from bot.question import Question, Topic
from bot.rendering.subject import subject_of
from bot.writing.blocks import Document
from knowledge.library import Knowledge
from tests.answers.conftest import knowledge
from tests.charts.conftest import QUESTIONS, REGION, document_of

__all__ = ["document_of", "knowledge"]


def check(whole: Document) -> dict[str, Any]:
    """Fail unless the documents of an answer are the same without what ``subject_of`` leaves out; return the rest."""
    sent: dict[str, Any] = json.loads(json.dumps(subject_of(whole)))
    subject = Document.parse_obj(sent)
    assert chart_of(subject) == chart_of(whole)
    assert sheet_of(subject) == sheet_of(whole)
    assert csv_bytes(subject) == csv_bytes(whole)
    return sent


@pytest.mark.parametrize("kind", QUESTIONS)
def test_the_documents_of_an_answer_are_the_same(document_of: Callable[[Question], Document], kind: str) -> None:
    assert check(document_of(QUESTIONS[kind])).keys() <= {"table", "notes", "source"}


def test_the_documents_of_a_whole_list_are_the_same_out_of_two_thirds(knowledge: Knowledge) -> None:
    question = Question(Topic.RECRUITING, (REGION,))
    whole = message_of(whole_list(question, answer(question, knowledge), knowledge)).document
    assert whole is not None
    assert whole.table.whole is not None
    assert len(whole.table.whole.rows) > 100
    assert len(json.dumps(check(whole))) < 0.8 * len(json.dumps(whole.as_json()))
