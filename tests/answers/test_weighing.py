"""« c'est bouché ? », « c'est normal ? », « ça va mal ? » get a verdict, drawn from the figures that follow it."""

from __future__ import annotations

import pytest

from bot.answers.registry import answer
from bot.answers.weighing import weighed
from bot.question import WORK, Question, Topic
from bot.reading.claim import weighs
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge

BLOIS, BOURGES, LOCHES, TOURS, VIERZON = (
    "commune:41018", "commune:18033", "commune:37132", "commune:37261", "commune:18279",
)  # fmt: skip
SERVEUR, SOUDEUR = "fap2021:S2X61 fap2009:S2Z61", "fap2021:D1X33 fap2009:D2Z42"
BOUCHER, CUISINIER, PLOMBIER = "fap2021:S0X40 fap2009:S0Z40", "fap2021:S1X40 fap2009:S1Z40", "fap2021:B2X33"
ORLEANS, AMBOISE, CHINON = "commune:45234", "commune:37003", "commune:37072"
CHAMBRE, PEINTRE = "fap2021:S2X60", "fap2021:B2X36"
COMMON, RARE = "C'est courant : en 2025", "Ce n'est pas le cas le plus fréquent : en 2025"
PROMISING, FEW = "C'est plutôt porteur : en 2025", "Peu de postes sont annoncés : en 2025"
SOME = "Il y a des postes, mais la plupart des employeurs ne s'attendent pas à peiner : en 2025"
HARD = "Il y a des postes, et la plupart des employeurs s'attendent à peiner : en 2025"
EASY = "La plupart des employeurs ne s'attendent pas à peiner : en 2025"


@pytest.mark.parametrize(
    ("place", "trade", "measure", "role", "verdict"),
    [
        (ORLEANS, CUISINIER, None, "job_seeker", PROMISING),  # 72,8 % of 224
        (ORLEANS, CUISINIER, None, "", HARD),
        (BLOIS, SERVEUR, None, "job_seeker", SOME),  # 46,3 % of 296
        (BOURGES, SOUDEUR, None, "", FEW),  # secret: fewer than 5
        (LOCHES, BOUCHER, Measure.DIFFICULT, "employer", COMMON),  # 8 of 11
        (BLOIS, SERVEUR, Measure.DIFFICULT, "elected_official", RARE),
        (BLOIS, SERVEUR, None, "employer", EASY),
        (BLOIS, SERVEUR, Measure.SEASONAL, "job_seeker", "La plupart sont saisonniers : en 2025"),  # 188 of 296
        (AMBOISE, CHAMBRE, Measure.SEASONAL, "employer", "Presque tous sont saisonniers : en 2025"),  # 202 of 215
        (CHINON, CHAMBRE, Measure.SEASONAL, "", "Tous sont saisonniers : en 2025"),
        (ORLEANS, CUISINIER, Measure.SEASONAL, "", "La plupart ne sont pas saisonniers : en 2025"),
        (VIERZON, PEINTRE, None, "job_seeker", "C'est plutôt bouché ici : en 2025"),  # nobody recruits
        (VIERZON, PEINTRE, None, "employer", "En 2025"),
    ],
)
def test_a_verdict_agrees_with_its_figures(
    knowledge: Knowledge, place: str, trade: str, measure: Measure | None, role: str, verdict: str
) -> None:
    question = Question(Topic.FIGURES, (place,), (trade,), measure=measure)
    assert weighed(answer(question, knowledge), question, role, knowledge).sentence.startswith(verdict)


def test_nothing_is_weighed_of_a_place_told_by_its_region(knowledge: Knowledge) -> None:
    question = Question(Topic.FIGURES, ("commune:69123",), (CUISINIER,))
    reply = answer(question, knowledge)
    assert reply.facts.lacking
    assert weighed(reply, question, "job_seeker", knowledge) == reply


def test_a_place_is_weighed_by_how_its_projects_move_beside_the_region(knowledge: Knowledge) -> None:
    question = Question(Topic.TOTALS, (VIERZON,))
    sentence = weighed(answer(question, knowledge), question, "", knowledge).sentence
    assert sentence.startswith("Sur un an, les projets y reculent plus qu'en Centre-Val de Loire : en 2025")


@pytest.mark.parametrize(
    "question",
    [
        Question(Topic.FIGURES, (BLOIS,), (SERVEUR,), years=("2023",)),
        Question(Topic.FIGURES, (BLOIS,), (SERVEUR,), statistic="weight"),
        Question(Topic.RECRUITING, (BLOIS,)),
        Question(Topic.EVOLUTION, (BLOIS,), (SERVEUR,)),
        Question(Topic.FIGURES, (VIERZON,), (SERVEUR,), measure=Measure.DIFFICULT, seeking=WORK, years=("2022",)),
    ],
)
def test_other_figures_are_left_as_they_are(knowledge: Knowledge, question: Question) -> None:
    reply = answer(question, knowledge)
    assert weighed(reply, question, "job_seeker", knowledge) == reply


@pytest.mark.parametrize(
    ("text", "likely", "wanted"),
    [
        ("c'est bouché ?", 0.97, True),
        ("c'est mort ou y a de l'espoir ?", 0.97, True),
        ("combien, et c'est bouché ?", 0.97, False),
        ("soudeur à Bourges", 0.1, False),
    ],
)
def test_a_verdict_is_for_who_asks_one(text: str, likely: float, wanted: bool) -> None:
    assert weighs(text, {"closed": {"yes": likely, "no": 1 - likely}}) is wanted
