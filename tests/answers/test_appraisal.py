"""« c'est beaucoup ? » is answered by what stands beside the figure."""

from __future__ import annotations

import pytest

from bot.answers.appraisal import answer
from bot.question import Question, Topic
from bot.writing.french import NARROW
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge

BLOIS = "commune:41018"
COUVREURS = "fap2021:B1X34 fap2009:B2Z44"


SERVEUR, SOUDEUR = "fap2021:S2X61 fap2009:S2Z61", "fap2021:D1X33 fap2009:D2Z42"
TOURS, BOURGES, BLANC = "commune:37261", "commune:18033", "commune:36018"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (Question(Topic.TOTALS, (BLOIS,)), "C'est plus qu'en Centre-Val de Loire, à population égale"),
        (Question(Topic.FIGURES, (BLOIS,), (COUVREURS,)), "C'est moins que d'ordinaire"),
        (Question(Topic.FIGURES, (TOURS,), (SERVEUR,)), "C'est plus que d'ordinaire"),
        (Question(Topic.FIGURES, (BLOIS,), (SERVEUR,), measure=Measure.DIFFICULT), "C'est moins qu'en Centre-Val"),
        (Question(Topic.FIGURES, ("departement:18",), (SERVEUR,), measure=Measure.SEASONAL), "C'est plus qu'en Centre"),
        (Question(Topic.FIGURES, (BOURGES,), (SOUDEUR,)), "C'est très peu : moins de 5 projets"),
        (Question(Topic.EVOLUTION, (BLOIS,), years=("2022..0",)), "C'est proche de l'évolution en Centre-Val de Loire"),
        (Question(Topic.JOB_SEEKERS, (BLANC,)), "C'est moins qu'en Centre-Val de Loire, à population égale : 75"),
        (Question(Topic.PORTRAIT, (), (SERVEUR,), aspects=("pay",)), "C'est moins que dans l'ensemble des métiers"),
    ],
)
def test_a_figure_is_judged_by_that_of_what_is_around(knowledge: Knowledge, question: Question, verdict: str) -> None:
    reply = answer(question, knowledge)
    assert reply is not None
    assert reply.sentence.replace(NARROW, " ").startswith(verdict)
    assert reply.source


@pytest.mark.parametrize(
    "question",
    [
        Question(Topic.TOTALS, ("france:FR",)),
        Question(Topic.COMPARISON, (TOURS, BLOIS), (SERVEUR,)),
        Question(Topic.NEAR, (BLOIS,), (SERVEUR,)),
        Question(Topic.FIGURES, (BLOIS,)),
    ],
)
def test_what_nothing_is_held_beside_is_not_judged(knowledge: Knowledge, question: Question) -> None:
    assert answer(question, knowledge) is None


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Question(Topic.EVOLUTION, (BLOIS,), years=("2022..2025",)), "de 2022 à 2025 : "),
        (Question(Topic.EVOLUTION, (BLOIS,), years=("2025",)), "de 2024 à 2025 : "),
        (
            Question(Topic.EVOLUTION, (BLOIS,), years=("2022..2025",), measure=Measure.DIFFICULT),
            "de 2022 à 2025 : projets difficiles, ",
        ),
        (
            Question(Topic.EVOLUTION, (BLOIS,), years=("2022..2025",), measure=Measure.DIFFICULT, share=True),
            "de 2022 à 2025 : part de projets difficiles, ",
        ),
    ],
)
def test_a_change_is_judged_between_its_own_years(knowledge: Knowledge, asked: Question, told: str) -> None:
    reply = answer(asked, knowledge)
    assert reply is not None
    assert told in reply.sentence.replace(NARROW, " ")
    assert "BMO 2022 à 2025" in reply.source or "BMO 2024 et 2025" in reply.source
