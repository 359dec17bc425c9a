"""What the survey does not measure is told from what it does."""

from __future__ import annotations

import pytest

from bot.answers.limits import nearest, untold
from bot.question import Question, Topic
from bot.writing.french import quoted
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge


def said(*uncounted: str, topic: Topic = Topic.FIGURES, answered: ReplyTopic = ReplyTopic.FIGURES) -> str:
    return untold("", uncounted, Question(topic), answered)


def test_what_the_figure_does_not_take_into_account_is_said() -> None:
    assert said("de nuit") == f"Je n'ai pas tenu compte de {quoted('de nuit')} : l'enquête ne le mesure pas."
    both = f"{quoted('CDI')} ni de {quoted('à mi-temps')}"
    assert said("CDI", "à mi-temps") == f"Je n'ai pas tenu compte de {both} : l'enquête ne les mesure pas."


def test_nothing_is_said_where_all_is_taken_into_account_or_no_figure_is_given() -> None:
    assert not said()
    assert not said("CDI", topic=Topic.PORTRAIT, answered=ReplyTopic.PORTRAIT)
    assert not said("CDI", answered=ReplyTopic.CLARIFICATION)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("combien de jeunes demandeurs d'emploi à Tours ?", "âge"),
        ("combien de chômeurs de longue durée ?", "ancienneté"),
        ("combien d'inscrits en catégorie A à Blois ?", "catégorie"),
        ("quel est le taux de chômage à Blois ?", "Insee"),
        ("combien de demandeurs d'emploi à Tours ?", ""),
    ],
)
def test_what_the_number_of_job_seekers_does_not_tell_apart_is_said(text: str, said: str) -> None:
    note = untold(text, (), Question(Topic.JOB_SEEKERS), ReplyTopic.JOB_SEEKERS)
    assert (said in note) if said else not note


def test_a_condition_is_said_where_only_the_total_is_held() -> None:
    assert "pas physique" in said("pas physique", topic=Topic.RECRUITING, answered=ReplyTopic.NOT_HELD)


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("et en brut ?", True),
        ("combien de l'heure ?", True),
        ("38 k€ pour un confirmé ?", True),
        ("avec 5 ans de métier ?", True),
        ("j'ai 5 ans, non 50 !", False),
        ("combien ?", False),
    ],
)
def test_the_kinds_of_pay_that_are_not_published_are_said(text: str, is_said: bool) -> None:
    note = untold(text, (), Question(Topic.PORTRAIT, aspects=("pay",)), ReplyTopic.PORTRAIT)
    assert ("ni le brut" in note) is is_said


def test_what_is_held_of_who_does_the_metier_stands_beside(knowledge: Knowledge) -> None:
    welders = Question(Topic.FIGURES, (), ("fap2021:D1X33 fap2009:D2Z42",))
    assert "travaillent à temps partiel" in nearest(("part_time",), welders, knowledge)
    assert not nearest(("women",), welders, knowledge)
    assert "métier par métier" in nearest(("pay",), Question(Topic.RECRUITING), knowledge)
    assert not nearest(("part_time",), Question(Topic.RECRUITING), knowledge)
