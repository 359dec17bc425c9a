"""Several trades in several places, and sides of which no one certainly comes first: what the sentence says of them."""

from __future__ import annotations

import re

import pytest

from bot.answers.registry import answer
from bot.question import Question, Topic
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge

MONTARGIS, ORLEANS, BLOIS, GIEN = "commune:45208", "commune:45234", "commune:41018", "commune:45155"
ROOFERS, COOKS, NURSES = "fap2021:B1X34 fap2009:B2Z44", "fap2021:S1X40 fap2009:S1Z40", "fap2021:V1X80 fap2009:V1Z80"


def sentence_of(knowledge: Knowledge, question: Question) -> str:
    """Return the sentence of an answer with plain spaces."""
    return re.sub(r"[\u00a0\u202f]", " ", answer(question, knowledge).sentence)


def test_of_each_trade_the_place_that_comes_first_is_told(knowledge: Knowledge) -> None:
    said = sentence_of(knowledge, Question(Topic.COMPARISON, (MONTARGIS, ORLEANS), (ROOFERS, COOKS)))
    first, harder = said.split(" ; ")
    assert first == (
        "En 2025, il y a plus de projets dans le bassin d'emploi d'Orléans pour « Couvreurs » (130, contre 56) "
        "et « Cuisiniers » (224, contre 54)"
    )
    assert harder.startswith("recruter est plus difficile dans le bassin d'emploi d'Orléans pour « Couvreurs » (84,6 %")


def test_of_each_place_the_trade_that_comes_first_is_told_where_trades_are_compared(knowledge: Knowledge) -> None:
    asked = Question(
        Topic.COMPARISON, (MONTARGIS, ORLEANS), (ROOFERS, COOKS), axis="trades", measure=Measure.DIFFICULT, share=True
    )
    said = sentence_of(knowledge, asked)
    assert "recruter est plus difficile pour « Couvreurs » dans le bassin d'emploi de Montargis (75,0 %" in said
    assert "et dans le bassin d'emploi d'Orléans (84,6 %" in said


def test_the_figures_of_many_sides_are_left_to_the_table(knowledge: Knowledge) -> None:
    asked = Question(Topic.COMPARISON, (MONTARGIS, ORLEANS, BLOIS), (ROOFERS, COOKS, NURSES))
    said = sentence_of(knowledge, asked)
    assert len(re.findall(r"\d+", said.removeprefix("En 2025"))) == len(asked.occupations)
    assert "contre" not in said
    assert len(answer(asked, knowledge).rows) == len(asked.occupations) * len(asked.territories)


def test_a_part_is_set_beside_its_whole_by_how_hard_it_is(knowledge: Knowledge) -> None:
    said = sentence_of(knowledge, Question(Topic.COMPARISON, ("departement:28", "region:24"), (ROOFERS, NURSES)))
    assert "plus de projets" not in said
    assert "recruter est plus difficile en Centre-Val de Loire pour « Couvreurs »" in said
    assert "en Eure-et-Loir pour « Infirmiers et sages-femmes »" in said


def test_the_lesser_is_told_where_less_is_asked(knowledge: Knowledge) -> None:
    asked = Question(
        Topic.COMPARISON, (MONTARGIS, ORLEANS), (ROOFERS, COOKS), ascending=True, measure=Measure.DIFFICULT, share=True
    )
    assert "recruter est moins difficile dans le bassin d'emploi de Montargis" in sentence_of(knowledge, asked)


@pytest.mark.parametrize("ascending", [False, True])
def test_three_sides_are_shown_in_order(knowledge: Knowledge, ascending: bool) -> None:
    asked = Question(Topic.COMPARISON, (GIEN, ORLEANS, BLOIS), ascending=ascending)
    shown = [row.label for row in answer(asked, knowledge).rows]
    expected = ["Bassin d'emploi d'Orléans", "Bassin d'emploi de Blois", "Bassin d'emploi de Gien"]
    assert shown == (expected[::-1] if ascending else expected)


def test_of_four_sides_the_sentence_names_the_first_two(knowledge: Knowledge) -> None:
    said = sentence_of(knowledge, Question(Topic.COMPARISON, (GIEN, ORLEANS, BLOIS, MONTARGIS)))
    assert "le bassin d'emploi d'Orléans compte le plus de projets" in said
    assert "puis le bassin d'emploi de Blois" in said
    assert "Gien" not in said


def test_what_is_published_comes_before_what_secrets_leave_open(knowledge: Knowledge) -> None:
    asked = Question(Topic.COMPARISON, ("departement:41", GIEN), measure=Measure.SEASONAL, share=True)
    said = sentence_of(knowledge, asked)
    assert "aurait la part de projets saisonniers la plus forte : 38,8 %, contre 35,7 % pour" in said
    assert said.endswith(
        "avec les valeurs secrètes (entre 37,6 % et 47,0 %, et entre 33,0 % et 51,7 %), l'ordre n'est pas certain."
    )


def test_a_trade_without_projects_is_said_so_beside_the_figure_of_the_other(knowledge: Knowledge) -> None:
    asked = Question(Topic.COMPARISON, ("commune:18197",), (COOKS, NURSES), measure=Measure.DIFFICULT, share=True)
    said = sentence_of(knowledge, asked)
    assert "le métier « Cuisiniers » : 100 % de projets difficiles" in said
    assert "l'enquête ne recense aucun projet pour le métier « Infirmiers et sages-femmes »" in said


def test_two_words_of_one_trade_are_one_side(knowledge: Knowledge) -> None:
    midwives = "fap2021:V1X80 fap2009:V1Z81"
    asked = Question(Topic.COMPARISON, (ORLEANS,), (NURSES, midwives), words=("infirmières", "sages-femmes"))
    reply = answer(asked, knowledge)
    assert "jeu égal" not in reply.sentence
    assert reply.sentence == answer(Question(Topic.FIGURES, (ORLEANS,), (NURSES,)), knowledge).sentence
    assert "Infirmiers et sages-femmes" in reply.sentence
    three = answer(Question(Topic.COMPARISON, (ORLEANS,), (NURSES, midwives, COOKS)), knowledge)
    assert len(three.rows) == 2


def test_two_trades_counted_apart_before_2024_are_two_sides(knowledge: Knowledge) -> None:
    midwives = "fap2021:V1X80 fap2009:V1Z81"
    reply = answer(Question(Topic.COMPARISON, ("region:24",), (NURSES, midwives), years=("2022",)), knowledge)
    assert len(reply.rows) == 2
    assert not any("ensemble" in note for note in reply.notes)
    named = answer(
        Question(Topic.COMPARISON, ("region:24",), (NURSES, midwives), words=("infirmières", "sages-femmes")), knowledge
    )
    assert not any("L'enquête compte" in note for note in named.notes)
    unnamed = answer(Question(Topic.COMPARISON, ("region:24",), (NURSES, midwives)), knowledge)
    assert unnamed.sentence == answer(Question(Topic.FIGURES, ("region:24",), (NURSES,)), knowledge).sentence


def test_rates_are_told_as_rates_where_the_order_is_not_certain(knowledge: Knowledge) -> None:
    asked = Question(Topic.COMPARISON, ("departement:28", "departement:36"), statistic="per_thousand")
    said = sentence_of(knowledge, asked)
    assert "projets par habitant : 28,8 projets pour 1 000 habitants pour l'Eure-et-Loir" in said
    assert said.endswith("entre 28,0 et 29,1 projets pour 1 000 habitants pour l'Indre, l'ordre n'est pas certain.")
