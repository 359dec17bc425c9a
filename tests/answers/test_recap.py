"""What was told is told again: each line is the sentence of the answer to its question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.recap import MOST_TOLD, is_only_a_summary, recap, with_told
from bot.answers.registry import answer
from bot.exports.sheet import sheet_of
from bot.question import Question, Topic
from bot.reading.recapping import Form, Wish
from bot.writing.blocks import Facts
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge
from tests.answers.said import document_of

TOURS, BLOIS, ROOFERS = "commune:37261", "commune:41018", "fap2021:B1X34 fap2009:B2Z44"
AT_TOURS = Question(Topic.FIGURES, (TOURS,), (ROOFERS,))
AT_BLOIS = replace(AT_TOURS, territories=(BLOIS,))
TRADES = Question(Topic.RECRUITING, (TOURS,))
SINCE_2022 = Question(Topic.EVOLUTION, (TOURS,), years=("2022..0",))
SUMMARY = Question(Topic.SUMMARY, (BLOIS,))
TOLD = (AT_TOURS, AT_BLOIS, TRADES, SINCE_2022)


def test_a_recap_says_each_answer_once_in_order(knowledge: Knowledge) -> None:
    lines = recap((*TOLD, AT_TOURS), Wish(Form.RECAP), knowledge).notes[0].splitlines()
    assert lines == [f"• {answer(each, knowledge).sentence}" for each in TOLD]


def test_as_many_lines_as_wished(knowledge: Knowledge) -> None:
    lines = recap(TOLD, Wish(Form.SHORTER, 2), knowledge).notes[0].splitlines()
    assert len(lines) == 2
    assert ";" not in lines[-1]


@pytest.mark.parametrize("form", [Form.SENTENCE, Form.SHORTER])
def test_one_sentence_is_of_the_last_answer(form: Form, knowledge: Knowledge) -> None:
    reply = recap(TOLD[:2], Wish(form), knowledge)
    assert reply.sentence == answer(AT_BLOIS, knowledge).sentence
    assert not reply.notes
    assert not reply.rows


def test_a_summary_is_told_again_by_its_total(knowledge: Knowledge) -> None:
    reply = recap((SUMMARY,), Wish(Form.SHORTER), knowledge)
    assert reply.sentence == answer(Question(Topic.TOTALS, (BLOIS,)), knowledge).sentence


def test_one_sentence_for_each_figure(knowledge: Knowledge) -> None:
    number, difficult, seasonal = recap((SUMMARY,), Wish(Form.EACH), knowledge).notes[0].splitlines()
    assert "dont" not in number
    assert "difficiles" in difficult
    assert "saisonniers" in seasonal


def test_one_sentence_for_each_side_of_a_comparison(knowledge: Knowledge) -> None:
    compared = replace(AT_TOURS, topic=Topic.COMPARISON, territories=(TOURS, BLOIS), axis="places")
    lines = recap((TRADES, compared), Wish(Form.EACH), knowledge).notes[0].splitlines()
    assert [line.partition(",")[0] for line in lines] == ["• En 2025", "• En 2025"]
    assert ["Tours" in line for line in lines] == [True, False]


def test_a_comparison_with_one_side_more_takes_the_place_of_the_first(knowledge: Knowledge) -> None:
    two = Question(Topic.COMPARISON, (TOURS, BLOIS))
    three = replace(two, territories=(TOURS, BLOIS, "commune:41269"))
    assert with_told(three, answer(three, knowledge), replace(two, told=(AT_TOURS, two))).told == (AT_TOURS, three)


def test_a_table_has_the_rows_of_each_answer_and_makes_a_file(knowledge: Knowledge) -> None:
    reply = recap(TOLD, Wish(Form.TABLE), knowledge)
    labels = [row.label for row in reply.rows]
    assert labels[:2] == [f"Couvreurs, bassin d'emploi de {town}, 2025" for town in ("Tours", "Blois")]
    assert [label[-4:] for label in labels[2:]] == ["2025", "2025", "2025", "2022", "2025"]
    assert len(sheet_of(document_of(reply)).rows) == len(labels)


def test_the_source_names_each_survey_once(knowledge: Knowledge) -> None:
    source = recap(TOLD, Wish(Form.RECAP), knowledge).source.replace("\u202f", " ")
    assert source == "Source : France Travail, enquête BMO 2025 ; France Travail, enquêtes BMO 2022 à 2025."


def test_only_what_was_answered_with_figures_is_kept(knowledge: Knowledge) -> None:
    first = with_told(replace(AT_TOURS, closed=True, home=(TOURS,)), answer(AT_TOURS, knowledge), None)
    assert first.told == (AT_TOURS,)
    talked = with_told(AT_BLOIS, Reply("Bonjour.", facts=Facts(topic=ReplyTopic.SMALL_TALK)), first)
    assert talked.told == (AT_TOURS,)
    again = with_told(AT_TOURS, answer(AT_TOURS, knowledge), replace(first, told=(AT_TOURS, AT_BLOIS)))
    assert again.told == (AT_BLOIS, AT_TOURS)


def test_the_oldest_is_forgotten_and_the_slot_stays_small(knowledge: Knowledge) -> None:
    question, reply = None, answer(AT_TOURS, knowledge)
    for year in range(2012, 2026):
        question = with_told(replace(AT_TOURS, years=(str(year),), measure=Measure.DIFFICULT), reply, question)
    assert question is not None
    assert [each.years[0] for each in question.told] == [str(year) for year in range(2026 - MOST_TOLD, 2026)]
    assert Question.from_dict(question.as_dict()) == question
    assert len(str(question.as_dict()["told"])) < 250 * MOST_TOLD


def test_after_one_figure_a_note_says_more_than_the_figure() -> None:
    assert is_only_a_summary((AT_TOURS,), Wish(Form.RECAP))
    assert not is_only_a_summary((AT_TOURS,), Wish(Form.RECAP, points=True))
    assert not is_only_a_summary((AT_TOURS, AT_BLOIS), Wish(Form.RECAP))
    assert not is_only_a_summary((Question(Topic.COMPARISON, (TOURS, BLOIS)),), Wish(Form.RECAP))
