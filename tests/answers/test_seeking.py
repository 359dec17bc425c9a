"""« C'est dur ? » : what is hard for employers is easier for who looks for work, and the answer says which is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.registry import answer
from bot.answers.seeking import as_employers_tell, whose_opinion
from bot.button import act_of, message_of, question_in
from bot.mentions import Mentions
from bot.nlu.details import details_of
from bot.question import WORK, Question, Topic
from bot.reading.claim import whose_trouble
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge, open_knowledge

SERVEUR = "fap2021:S2X61 fap2009:S2Z61"
COUVREUR, SOUDEUR = "fap2021:B1X34 fap2009:B2Z44", "fap2021:D1X33 fap2009:D2Z42"
SAID = [
    ("c'est difficile de trouver du boulot de couvreur ?", "work"),
    ("je cherche du taf, c'est dur ?", "work"),
    ("est-ce facile de se faire embaucher ?", "work"),
    ("je trouverai facilement ?", "work"),
    ("quelles sont mes chances ?", "work"),
    ("est-ce dur de recruter un couvreur ?", "staff"),
    ("ce métier est-il en tension ?", "staff"),
    ("vais-je trouver quelqu'un ?", "staff"),
    ("c'est dur ?", ""),
]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return open_knowledge()


def _mentions(text: str) -> Mentions:
    found = [{"entity": d.entity, "value": d.value, "start": d.start, "end": d.end} for d in details_of(text)]
    return Mentions.from_entities(found, text)


@pytest.mark.parametrize(("text", "whose"), SAID)
def test_a_word_says_whose_trouble_is_asked(text: str, whose: str) -> None:
    assert _mentions(text).seeking == whose


def test_who_looks_for_work_goes_on_speaking_of_finding_some() -> None:
    before = Question(Topic.FIGURES, seeking=WORK)
    assert whose_trouble(_mentions("et c'est dur ?"), before, "") == WORK
    assert whose_trouble(_mentions("c'est dur ?"), None, "job_seeker") == WORK
    assert whose_trouble(_mentions("c'est dur de recruter ?"), before, "job_seeker") == "staff"
    assert whose_trouble(_mentions("c'est dur ?"), None, "employer") == ""
    assert whose_trouble(_mentions("c'est dur ?"), before, "employer") == ""


def test_a_button_keeps_whose_trouble_is_asked() -> None:
    asked = Question(
        Topic.FIGURES, ("commune:41018",), (COUVREUR,), measure=Measure.DIFFICULT, closed=True, seeking=WORK
    )
    again = question_in(message_of(act_of(asked), "Blois"))
    assert again is not None
    assert (again.seeking, again.closed) == (WORK, True)


def test_a_fall_of_what_employers_find_hard_sets_no_candidate_right(knowledge: Knowledge) -> None:
    asked = Question(
        Topic.EVOLUTION, ("departement:37",), (SERVEUR,), measure=Measure.DIFFICULT, share=True, direction="up",
        seeking=WORK,
    )  # fmt: skip
    assert "non une hausse" in answer(replace(asked, seeking=""), knowledge).sentence
    assert "non une hausse" not in answer(as_employers_tell(asked), knowledge).sentence


@pytest.mark.parametrize(("seeking", "opening"), [("", "Oui"), (WORK, "Plutôt non, pour qui cherche")])
def test_what_employers_find_hard_is_not_hard_for_a_candidate(knowledge: Knowledge, seeking: str, opening: str) -> None:
    place = "commune:41018"
    asked = Question(Topic.FIGURES, (place,), (COUVREUR,), measure=Measure.DIFFICULT, closed=True, seeking=seeking)
    reply = answer(as_employers_tell(asked), knowledge)
    assert reply.sentence.startswith(f"{opening} :")
    assert bool(whose_opinion(reply, asked)) is (seeking == WORK)


def test_easiest_for_a_candidate_is_hardest_for_employers() -> None:
    asked = Question(Topic.WHERE, (), (SOUDEUR,), measure=Measure.DIFFICULT, ascending=True, seeking=WORK)
    assert as_employers_tell(asked).ascending is False
    assert as_employers_tell(replace(asked, seeking="")) == replace(asked, seeking="")


def test_of_a_sector_just_listed_the_whole_is_told() -> None:
    asked = Question(Topic.RECRUITING, (), ("domaine:B",), measure=Measure.DIFFICULT, closed=True, seeking=WORK)
    assert as_employers_tell(asked).topic is Topic.FIGURES
    assert as_employers_tell(replace(asked, occupations=())).topic is Topic.TOTALS
