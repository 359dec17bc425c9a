"""The métiers near a métier, with their projects where it is asked, most projects first."""

from __future__ import annotations

from bot.answers.registry import answer
from bot.question import Question, Topic
from knowledge.library import Knowledge
from knowledge.occupations.model import Selection

CASHIERS, ROOFERS = "fap2021:R0X61 fap2009:R0Z61", "fap2021:B1X34 fap2009:B2Z44"
TOURS = "commune:37261"


def test_near_metiers_are_those_of_the_rome_with_most_projects_first(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.NEAR, (TOURS,), (CASHIERS,), words=("caissière",)), knowledge)
    around = {one.fap2021 for one in knowledge.mobility.around(knowledge.rome.of_metiers(["R0X61"], ["caissière"]))}
    assert {row.ref for row in reply.rows} == {f"fap2021:{code}" for code in around - {"R0X61"}}
    lows = [row.figures.projects.low if row.figures else 0 for row in reply.rows]
    assert lows == sorted(lows, reverse=True)
    bassin = knowledge.territories.get("bassin:2415")
    for row in reply.rows:
        assert row.figures == knowledge.bmo.figures([bassin], Selection.parse(row.ref), 2025)
        assert "(proche" in row.text or "(évolution" in row.text
    assert reply.rows[0].label in reply.sentence
    assert "ROME" in reply.source
    assert "enquête BMO 2025" in reply.source


def test_who_hires_is_told_the_nearest_profiles_first(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.NEAR, (TOURS,), (ROOFERS,), role="employer"), knowledge)
    kinds = ["(proche" in row.text for row in reply.rows]
    assert kinds == sorted(kinds, reverse=True)
    assert reply.sentence.startswith("Les profils les plus proches de")
    assert "en 2025, dans le bassin d'emploi de Tours" in reply.sentence


def test_no_place_is_the_home_region_and_an_unheld_place_is_said(knowledge: Knowledge) -> None:
    assert "en Centre-Val de Loire" in answer(Question(Topic.NEAR, (), (ROOFERS,)), knowledge).sentence
    reply = answer(Question(Topic.NEAR, ("commune:69123",), (ROOFERS,)), knowledge)
    assert reply.notes[0].startswith("Je n'ai pas le détail des projets à Lyon")


def test_a_sector_has_no_near_metier(knowledge: Knowledge) -> None:
    assert answer(Question(Topic.NEAR, (), ("domaine:B",)), knowledge).topic == "clarification"
    assert answer(Question(Topic.NEAR), knowledge).topic == "clarification"


def test_what_it_comes_from_is_both_sources(knowledge: Knowledge) -> None:
    origins = answer(Question(Topic.NEAR, (TOURS,), (ROOFERS,)), knowledge).origins
    assert [origin.producer for origin in origins] == ["France Travail", "Pôle emploi"]
