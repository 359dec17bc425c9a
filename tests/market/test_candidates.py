"""What an employer is told of candidates: how hard it is, who looks for such work, where else, and whom to call."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.answers.candidates import for_employers, told_before
from bot.answers.message import message_of
from bot.answers.registry import answer
from bot.button import CONTACT
from bot.question import STAFF, Question, Topic
from bot.reading.speaker import EMPLOYER, JOB_SEEKER
from bot.writing.reply import Reply
from knowledge.bmo.model import Measure
from knowledge.figures.values import share_of
from knowledge.library import Knowledge
from knowledge.market.model import FigureKind, MarketFigure, Unavailable
from knowledge.occupations.model import Selection
from tests.market.fake import FakeMarket, not_connected

VIERZON, BASSIN, BOURGES = "commune:18279", "bassin:2403", "commune:18033"
ROOFER = "fap2021:B1X34 fap2009:B2Z44"
HARD = Question(Topic.FIGURES, (VIERZON,), (ROOFER,), words=("couvreur",), measure=Measure.DIFFICULT)
SEEKERS = Question(Topic.JOB_SEEKERS, (VIERZON,), (ROOFER,), words=("couvreur",))


def told(question: Question, knowledge: Knowledge, market: FakeMarket | None = None, who: str = EMPLOYER) -> Reply:
    return for_employers(answer(question, knowledge), question, who, knowledge, market or not_connected())


def test_the_verdict_comes_first_against_the_region_and_the_country(knowledge: Knowledge) -> None:
    reply = told(HARD, knowledge)
    assert reply.sentence.startswith("Difficilement : en 2025,")
    for ref, where in (("region:24", "en Centre-Val de Loire"), ("france:FR", "en France")):
        figures = knowledge.bmo.figures([knowledge.territories.get(ref)], Selection.parse(ROOFER), 2025)
        share = share_of(figures, Measure.DIFFICULT) if figures else None
        assert share is not None
        assert share.published is not None
        assert f"{share.published * 100:.1f}".replace(".", ",") in reply.sentence
        assert where in reply.sentence


def test_the_rest_of_what_an_employer_needs_is_beside(knowledge: Knowledge) -> None:
    notes = " ".join(told(HARD, knowledge).notes)
    for said in (
        "En 2021",
        "demandeurs d'emploi cherchaient",
        "inscrits à France Travail en décembre 2024",
        "Profils proches",
        "salaire net médian",
        "samedi",
    ):
        assert said in notes, said
    assert "Ce chiffre n'est pas publié" not in notes


def test_the_region_is_told_once(knowledge: Knowledge) -> None:
    plumber = replace(HARD, territories=(BOURGES,), occupations=("fap2021:B2X33",), words=("plombier",), role=EMPLOYER)
    before = answer(plumber, knowledge)
    assert any("plus facilement" in note for note in before.notes)
    reply = told(plumber, knowledge)
    assert "contre 67,3" in reply.sentence
    assert not any("plus facilement" in note for note in reply.notes)


def test_what_was_told_once_is_not_told_again_whole(knowledge: Knowledge) -> None:
    before = replace(HARD, told=(HARD.alone,))
    assert told_before(before)
    assert not told_before(None)
    assert not told_before(replace(HARD, measure=None, told=(replace(HARD, measure=None).alone,)))
    short = for_employers(answer(HARD, knowledge), HARD, EMPLOYER, knowledge, not_connected(), again=True)
    notes = " ".join(short.notes)
    assert short.sentence == told(HARD, knowledge).sentence
    assert "demandeurs d'emploi cherchaient" in notes
    for left in ("Profils proches", "salaire net médian", "inscrits à France Travail en"):
        assert left not in notes


def test_the_neighbours_named_are_certainly_easier(knowledge: Knowledge) -> None:
    (note,) = (note for note in told(HARD, knowledge).notes if note.startswith("C'est moins difficile"))
    own = _share(knowledge, knowledge.territories.survey_area(knowledge.territories.get(VIERZON)).units[0].ref)
    named = [one for one in knowledge.territories.bassins_of(knowledge.territories.home) if one.name in note]
    assert named
    for one in named:
        assert _share(knowledge, one.ref)[1] <= own[0] - 0.1


def _share(knowledge: Knowledge, ref: str) -> tuple[float, float]:
    figures = knowledge.bmo.figures([knowledge.territories.get(ref)], Selection.parse(ROOFER), 2025)
    share = share_of(figures, Measure.DIFFICULT) if figures else None
    assert share is not None
    return share.interval.low, share.interval.high


def test_where_no_neighbour_is_easier_it_is_said(knowledge: Knowledge) -> None:
    notes = " ".join(told(replace(HARD, territories=(BOURGES,)), knowledge).notes)
    assert "pas nettement plus facile dans les bassins voisins" in notes


def test_the_way_to_an_adviser_is_a_button_that_plays_the_act(knowledge: Knowledge) -> None:
    (choice,) = (each for each in message_of(told(HARD, knowledge)).choices if each.title == "Être rappelé")
    assert choice.act == CONTACT


def test_a_yes_stays_a_yes(knowledge: Knowledge) -> None:
    closed = replace(HARD, closed=True)
    assert told(closed, knowledge).sentence == answer(closed, knowledge).sentence


def test_job_seekers_of_a_trade_are_told_with_the_difficulty(knowledge: Knowledge) -> None:
    reply = told(SEEKERS, knowledge)
    assert reply.sentence == answer(SEEKERS, knowledge).sentence
    assert any(note.startswith("Projets difficiles pour ce métier") for note in reply.notes)


@pytest.mark.parametrize(
    "question",
    [
        replace(HARD, measure=None),
        replace(HARD, years=("2023",)),
        replace(HARD, occupations=()),
        replace(HARD, occupations=("domaine:B",)),
        replace(HARD, threshold="gt:50%"),
        replace(SEEKERS, occupations=()),
    ],
)
def test_any_other_answer_is_left_as_it_is(question: Question, knowledge: Knowledge) -> None:
    reply = answer(question, knowledge)
    assert for_employers(reply, question, EMPLOYER, knowledge, not_connected()) is reply


def test_who_does_not_hire_is_not_told_of_candidates(knowledge: Knowledge) -> None:
    reply = answer(HARD, knowledge)
    for who in ("", JOB_SEEKER, "elected_official"):
        assert for_employers(reply, HARD, who, knowledge, not_connected()) is reply
    hires = replace(HARD, seeking=STAFF)
    assert for_employers(reply, hires, "", knowledge, not_connected()) is not reply


def figure(value: float, label: str = "", kind: FigureKind = FigureKind.SEEKERS) -> MarketFigure:
    return MarketFigure(kind, value, "3e trimestre 2026", "VIERZON", dt.date(2026, 11, 1), label)


def test_live_figures_take_the_place_of_those_of_2021(knowledge: Knowledge) -> None:
    pay = (figure(1850, "débutant", FigureKind.PAY), figure(2210, "moyen", FigureKind.PAY))
    market = FakeMarket(figures=(figure(42, "A, B, C"), figure(30, "A")), pay=pay)
    notes = " ".join(told(HARD, knowledge, market).notes)
    assert "3e trimestre 2026" in notes
    assert "42 demandeurs d'emploi" in notes
    assert "En 2021" not in notes
    assert "débutant 1\u202f850 €" in notes
    assert ("F1610", BASSIN) in market.asked or any(asked[0] == "F1610" for asked in market.asked)


def test_a_live_failure_falls_back_on_what_is_held(knowledge: Knowledge) -> None:
    notes = " ".join(told(HARD, knowledge, FakeMarket(fails=Unavailable("marche: 503"))).notes)
    assert "En 2021" in notes
    assert "503" not in notes
