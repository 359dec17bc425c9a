"""A note that was told in the conversation is not told again; what bears on a figure is told each time."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.noted import told_once
from bot.answers.registry import answer
from bot.question import Question, Topic
from bot.writing.reply import Once, Reply
from knowledge.library import Knowledge

JOUE = "commune:37122"
NATIONAL = "Ces chiffres décrivent ceux qui exercent en France"
FIRST = Question(Topic.FIGURES, (JOUE,), ("fap2021:T4X60",), words=("ménage",))


def test_a_note_is_told_once_in_a_conversation(knowledge: Knowledge) -> None:
    reply, kept = told_once(answer(FIRST, knowledge), FIRST, None)
    assert any("fait partie du bassin" in note for note in reply.notes)
    assert any("L'enquête compte" in note for note in reply.notes)
    second = replace(FIRST, occupations=("fap2021:S1X40",), words=("cuisinier",))
    reply, _ = told_once(answer(second, knowledge), second, kept)
    assert not any("fait partie du bassin" in note for note in reply.notes)


def test_what_other_words_tell_alike_is_told_once(knowledge: Knowledge) -> None:
    trade = Question(Topic.PORTRAIT, (JOUE,), ("fap2021:T4X60 fap2009:T4Z60",), aspects=("pay",))
    reply, kept = told_once(answer(trade, knowledge), trade, None)
    assert any("que pour la France entière" in note for note in reply.notes)
    hours = replace(trade, aspects=("part_time",), inherited=("territories", "occupations"))
    assert any(NATIONAL in note for note in answer(hours, knowledge).notes)
    reply, _ = told_once(answer(hours, knowledge), hours, kept)
    assert not any(NATIONAL in note for note in reply.notes)


def test_what_a_figure_depends_on_is_told_each_time() -> None:
    reply = Reply("…", notes=(Once("Saran fait partie du bassin."), "2 valeurs secrètes s'y ajoutent."))
    _, kept = told_once(reply, FIRST, None)
    again, _ = told_once(reply, FIRST, kept)
    assert again.notes == ("2 valeurs secrètes s'y ajoutent.",)


def test_what_was_told_outlives_a_turn_that_asks_nothing(knowledge: Knowledge) -> None:
    _, kept = told_once(answer(FIRST, knowledge), FIRST, None)
    assert kept is not None
    assert Question.from_dict(kept.as_dict()).noted == kept.noted != ()
    assert kept.alone.noted == ()
