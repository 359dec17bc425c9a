"""Which choice an answer picks, while it is asked and a little after, as a table."""

from __future__ import annotations

import pytest

from bot.answers.choice import chosen_option, kept_open
from bot.answers.clarification import MOST_ASKED, assumed
from bot.answers.missing import Said
from bot.mentions import Mentions
from bot.question import Question, Topic
from knowledge.library import Knowledge

CHER, LOIRET = "commune:18151", "commune:45214"
TECHNICIANS = "ambigu:technicien"
MAINTENANCE = "fap2021:G1X72+G1X77 fap2009:G1Z70"
COMPUTING = "fap2021:M1X81+M1X80 fap2009:M1Z81+M1Z80"
BUILDING = "fap2021:B6X71+B6X73 fap2009:B6Z71"
ASKED = Question(Topic.FIGURES, ("commune:41018",), (TECHNICIANS,), words=("techniciens",), asked=1)
SETTLED = Question(Topic.FIGURES, ("commune:41018",), (MAINTENANCE,), offered=(TECHNICIANS, MAINTENANCE), open_for=2)


def picked(knowledge: Knowledge, text: str, previous: Question, intent: str = "preciser", **named: object) -> Question:
    mentions = Mentions(**named)  # type: ignore[arg-type]
    choice = chosen_option(Said(intent, text, (), mentions), previous, knowledge)
    return choice.question if choice else previous


@pytest.mark.parametrize(
    ("text", "previous", "occupation"),
    [
        ("celui de maintenance", ASKED, MAINTENANCE),
        ("de maintenance", ASKED, MAINTENANCE),
        ("MAINTENANCE svp", ASKED, MAINTENANCE),
        ("maintenence", ASKED, MAINTENANCE),
        ("plutôt batiment", ASKED, BUILDING),
        ("techniciens informatiques", ASKED, COMPUTING),
        ("pas maintenance, informatique", ASKED, COMPUTING),
        ("technicien", ASKED, TECHNICIANS),
        ("soudeur", ASKED, TECHNICIANS),
        ("plutôt informatique", SETTLED, COMPUTING),
        ("finalement ceux du bâtiment", SETTLED, BUILDING),
        ("et l'informatique ?", SETTLED, MAINTENANCE),
    ],
)
def test_a_trade_is_chosen_by_a_word_of_its_label(
    knowledge: Knowledge, text: str, previous: Question, occupation: str
) -> None:
    assert picked(knowledge, text, previous).occupations == (occupation,)


def test_a_complete_question_in_the_middle_of_a_choice_is_no_choice(knowledge: Knowledge) -> None:
    text = "quels métiers de la maintenance recrutent ?"
    assert picked(knowledge, text, ASKED, "metiers_qui_recrutent") == ASKED


def test_all_of_them_is_their_sum_without_the_choice_that_gathers_others(knowledge: Knowledge) -> None:
    summed = picked(knowledge, "peu importe", ASKED, any="whichever").occupations[0]
    assert {"G1X72", "M1X81", "B6X71"} <= set(summed.replace(":", " ").replace("+", " ").split())
    assert "T4X60" not in summed


def test_both_places_are_compared(knowledge: Knowledge) -> None:
    previous = Question(Topic.TOTALS, (f"{CHER}|{LOIRET}",), asked=1)
    question = picked(knowledge, "les deux", previous, any="all", both=True)
    assert question.topic is Topic.COMPARISON
    assert question.territories == (CHER, LOIRET)


def test_a_choice_stays_open_two_turns_then_is_closed(knowledge: Knowledge) -> None:
    asked = Question(Topic.TOTALS, (f"{CHER}|{LOIRET}",), asked=1)
    question = kept_open(picked(knowledge, "le premier", asked, choice=1), asked, knowledge)
    assert question.territories == (CHER,)
    assert picked(knowledge, "l'autre", question, choice=-2).territories == (LOIRET,)
    after = kept_open(question, question, knowledge)
    assert picked(knowledge, "celui du Loiret", after, territories=("departement:45",)).territories == (LOIRET,)
    closed = kept_open(after, after, knowledge)
    assert not closed.offered
    assert picked(knowledge, "celui du Loiret", closed, territories=("departement:45",)) == closed


def test_what_was_asked_often_enough_or_settled_is_not_asked_again(knowledge: Knowledge) -> None:
    tired = assumed(Question(Topic.FIGURES, occupations=(TECHNICIANS,), asked=MOST_ASKED), knowledge)
    assert tired.occupations == (MAINTENANCE,)
    assert tired.words == ("Techniciens de maintenance",)
    again = Question(Topic.FIGURES, occupations=(TECHNICIANS,), offered=(TECHNICIANS, COMPUTING))
    assert assumed(again, knowledge).occupations == (COMPUTING,)
    once = Question(Topic.FIGURES, occupations=(TECHNICIANS,), asked=1)
    assert assumed(once, knowledge) == once
