"""Who does a métier: each aspect, at the finest level that tells it, said to be national and dated."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.answers.message import message_of
from bot.answers.registry import answer
from bot.question import Question, Topic
from bot.writing.french import number, percent
from bot.writing.reply import Reply
from knowledge.library import Knowledge
from knowledge.occupations.model import Nomenclature
from knowledge.occupations.tables import selection_of
from knowledge.portraits.model import DIPLOMAS, Aspect
from tests.answers.said import table_of

WELDERS, MASONS = "fap2021:D1X33 fap2009:D2Z42", "fap2021:B1X30+B1X31 fap2009:B2Z40"
CARERS = "fap2021:V0X60 fap2009:V0Z60"


def asked(knowledge: Knowledge, occupation: str, *aspects: str, places: tuple[str, ...] = ()) -> Reply:
    return answer(Question(Topic.PORTRAIT, places, (occupation,), aspects=aspects), knowledge)


def figure(knowledge: Knowledge, code: str, aspect: Aspect, name: str) -> float:
    found = knowledge.portraits.of(code, aspect)
    assert found is not None
    return found.figures[name]


def test_the_pay_is_a_national_median_with_its_bands(knowledge: Knowledge) -> None:
    reply = asked(knowledge, WELDERS, "pay")
    median = figure(knowledge, "D2Z42", Aspect.PAY, "median_pay")
    assert f"{number(median)} € par mois pour «\u00a0Soudeurs\u00a0»" in reply.sentence
    assert "En France (2017-2019)" in reply.sentence
    assert reply.source == "Source : Dares, Portraits statistiques des métiers 2017-2019 (enquête Emploi), France."
    assert any("pas ce que proposent les employeurs d'ici" in note for note in reply.notes)
    middle = figure(knowledge, "D2Z42", Aspect.PAY, "pay_1500_2000")
    assert percent(middle / 100) in " ".join(reply.notes)


@pytest.mark.parametrize(
    ("aspect", "name"),
    [
        (Aspect.HOURS, "sunday"),
        (Aspect.CONTRACT, "fixed_term"),
        (Aspect.CONTRACT, "temporary"),
        (Aspect.PART_TIME, "part_time"),
        (Aspect.WOMEN, "women"),
    ],
)
def test_each_aspect_says_its_figure(knowledge: Knowledge, aspect: Aspect, name: str) -> None:
    reply = asked(knowledge, CARERS, aspect.value)
    assert percent(figure(knowledge, "V0Z60", aspect, name) / 100) in reply.sentence


def test_the_diploma_says_the_most_frequent_first(knowledge: Knowledge) -> None:
    reply = asked(knowledge, MASONS, "diploma")
    shares = [figure(knowledge, "B2Z40", Aspect.DIPLOMA, name) for name in DIPLOMAS]
    places = [reply.sentence.find(percent(share / 100)) for share in sorted(shares, reverse=True)[:3]]
    assert -1 not in places
    assert places == sorted(places)


def test_a_wider_family_is_said_unless_it_bears_the_same_name(knowledge: Knowledge) -> None:
    assert any("n'est pas publié" in note for note in asked(knowledge, MASONS, "women").notes)
    assert not any("n'est pas publié" in note for note in asked(knowledge, CARERS, "women").notes)
    assert not any("n'est pas publié" in note for note in asked(knowledge, MASONS, "pay").notes)


def test_the_evening_is_said_not_held(knowledge: Knowledge) -> None:
    assert "Le travail du soir n'est pas dans cette source." in asked(knowledge, CARERS, "hours").notes


def test_everything_is_told_when_nothing_is_asked(knowledge: Knowledge) -> None:
    reply = asked(knowledge, WELDERS)
    assert [row.label for row in reply.rows] == [
        *("Salaire", "Diplôme", "Horaires", "Contrat", "Temps partiel", "Part de femmes"),
    ]


def test_the_projects_of_the_place_asked_stand_beside(knowledge: Knowledge) -> None:
    assert any(
        "L'enquête BMO 2025" in note for note in asked(knowledge, WELDERS, "pay", places=("commune:41018",)).notes
    )
    assert not any("L'enquête BMO" in note for note in asked(knowledge, WELDERS, "pay").notes)


def test_a_sector_is_told_by_its_domain(knowledge: Knowledge) -> None:
    reply = asked(knowledge, "domaine:B", "pay")
    assert "Bâtiment, travaux publics" in reply.sentence
    assert asked(knowledge, "domaine:B", "women").sentence.startswith("Je n'ai pas la part de femmes")


def compared(knowledge: Knowledge, *occupations: str, **values: Any) -> Reply:
    question = Question(Topic.PORTRAIT, (), occupations, aspects=("pay",))
    return answer(replace(question, **values), knowledge)


def test_the_best_paid_of_two_metiers_comes_first_with_the_gap(knowledge: Knowledge) -> None:
    reply = compared(knowledge, MASONS, WELDERS)
    least = figure(knowledge, "B2Z40", Aspect.PAY, "median_pay")
    most = figure(knowledge, "D2Z42", Aspect.PAY, "median_pay")
    assert f"le mieux payé des deux est «\u00a0Soudeurs\u00a0» : {number(most)} € par mois" in reply.sentence
    assert f"soit {number(most - least)} € d'écart" in reply.sentence
    assert {row.values[0].value for row in reply.rows} == {least, most}
    assert table_of(reply).rows


@pytest.mark.parametrize(
    ("first", "said", "verdict"),
    [(WELDERS, "more", "Oui : "), (WELDERS, "less", "Non : "), (CARERS, "more", "Non : "), (CARERS, "less", "Oui : ")],
)
def test_a_closed_question_on_pay_begins_with_yes_or_no(
    knowledge: Knowledge, first: str, said: str, verdict: str
) -> None:
    other = CARERS if first == WELDERS else WELDERS
    assert compared(knowledge, first, other, compared=said, closed=True).sentence.startswith(verdict)


def test_a_wide_group_is_told_by_its_metiers(knowledge: Knowledge) -> None:
    reply = asked(knowledge, "famille:O", "pay")
    assert "tout dépend du métier" in reply.sentence
    assert len(reply.rows) > 5
    assert "métierscope" in " ".join(asked(knowledge, MASONS, "diploma").notes)


def test_the_place_is_said_not_held_once(knowledge: Knowledge) -> None:
    place = Question(Topic.PORTRAIT, ("commune:41018",), (WELDERS,), aspects=("pay",))
    assert any("ni par ville" in note for note in answer(place, knowledge).notes)
    kept = answer(replace(place, inherited=("territories",)), knowledge)
    assert not any("ni par ville" in note or "L'enquête BMO" in note for note in kept.notes)


def test_no_metier_is_guessed(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.PORTRAIT, aspects=("pay",)), knowledge)
    assert reply.topic == "clarification"


def test_every_metier_of_the_survey_but_one_has_a_portrait(knowledge: Knowledge) -> None:
    untold = []
    for one in knowledge.occupations.all(Nomenclature.FAP2021):
        reply = asked(knowledge, selection_of(one).value, "pay")
        if not reply.source:
            assert "Je n'ai pas le salaire" in reply.sentence
            untold.append(one.code)
    assert untold == ["L6X00"]  # heads of small firms have no equivalent before 2024


def test_the_table_holds_every_figure_of_the_aspect(knowledge: Knowledge) -> None:
    table = table_of(asked(knowledge, WELDERS, "pay"))
    cells = table.rows[0].cells
    assert cells[1].value == figure(knowledge, "D2Z42", Aspect.PAY, "median_pay")
    assert sum(float(cell.value or 0) for cell in cells[2:]) == pytest.approx(1, abs=0.001)
    assert table.title == "Qui exerce le métier, France, Soudeurs, 2017-2019"


def test_each_of_several_trades_is_told(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.PORTRAIT, (), (WELDERS, MASONS, CARERS), aspects=("pay",)), knowledge)
    for code in ("D2Z42", "B2Z40", "V0Z60"):
        assert f"{number(figure(knowledge, code, Aspect.PAY, 'median_pay'))} €" in reply.sentence
    assert "fap2021:V0X60" in str(message_of(reply))


def test_the_trades_of_a_list_are_told_from_the_best_paid(knowledge: Knowledge) -> None:
    shown = "fap2021:T4X60+S2X61+V0X60+R0X60+B1X34+V1X80"
    reply = answer(Question(Topic.PORTRAIT, occupations=(shown,), aspects=("pay",)), knowledge)
    assert "de ces 6 métiers, le mieux payé est « Infirmiers et sages-femmes »" in reply.sentence.replace("\u00a0", " ")
    amounts = [int("".join(filter(str.isdigit, row.text.split(" : ")[1].split("€")[0]))) for row in reply.rows]
    assert len(amounts) > 4
    assert max(amounts[:2]) == max(amounts)
    assert min(amounts) == amounts[-1]


@pytest.mark.parametrize(
    ("codes", "first", "last", "among"),
    [
        ("T4X60+S2X61+V0X60+R0X60+B1X34+V1X80+L6X00", True, True, "des 6 métiers au salaire connu"),
        ("V1X80+V2X90+V2X91+V2X92+V3X90", True, False, "de ces 5 métiers"),  # nurses earn less, midwives more
        ("V1X80+V3X90+R0X60+S2X61+T4X60", False, True, "de ces 5 métiers"),
    ],
)
def test_a_trade_is_said_to_pay_most_where_it_is_above_all_others(
    knowledge: Knowledge, codes: str, first: bool, last: bool, among: str
) -> None:
    said = answer(Question(Topic.PORTRAIT, occupations=(f"fap2021:{codes}",), aspects=("pay",)), knowledge).sentence
    assert among in said.replace("\u00a0", " ")
    assert ("le mieux payé" in said, "le moins payé" in said) == (first, last)


@pytest.mark.parametrize(
    ("aspect", "verdict"),
    [
        ("part_time", "C'est fréquent, sans être la majorité"),
        ("contract", "La plupart ne sont ni en CDD ni en intérim"),
    ],
)
def test_a_verdict_that_is_asked_comes_first(knowledge: Knowledge, aspect: str, verdict: str) -> None:
    cleaners = Question(Topic.PORTRAIT, (), ("fap2021:T4X60 fap2009:T4Z60",), aspects=(aspect,), judged=True)
    assert answer(cleaners, knowledge).sentence.startswith(verdict)
    assert answer(replace(cleaners, judged=False), knowledge).sentence.startswith("En France")


def test_men_are_told_beside_women(knowledge: Knowledge) -> None:
    assert "de femmes et " in asked(knowledge, CARERS, "women").sentence
