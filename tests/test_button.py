"""A button's act: what is kept of the question it asks, and what Rasa is given when it is chosen."""

import json

import pytest

from bot.actions.base import Turn
from bot.actions.figures import ActionFigures
from bot.answers.registry import answer
from bot.button import ACT, act_of, message_of, question_in
from bot.question import Question, Topic
from knowledge.bmo.model import Measure
from knowledge.library import open_knowledge

ROOFERS = Question(
    Topic.FIGURES,
    ("bassin:2415",),
    ("fap2021:B1X34 fap2009:B2Z44",),
    words=("couvreurs",),
    told=(Question(Topic.TOTALS),),
)


def test_an_act_is_the_question_alone_as_json_and_comes_back() -> None:
    asked = Question(Topic.RECRUITING, ("departement:45",), measure=Measure.DIFFICULT, skip=10, closed=True)
    for question, intent in ((asked, "metiers_qui_recrutent"), (ROOFERS, "chiffre_metier")):
        act = json.loads(json.dumps(act_of(question)))
        assert act["intent"] == intent
        message = message_of(act, "n'importe quoi")
        assert (message["text"], message["entities"], message["intent"]["name"]) == ("n'importe quoi", [], intent)
        found = question_in(message)
        assert found is not None
        assert found.told == ()
        assert (found.territories, found.skip, found.closed) == (question.territories, question.skip, question.closed)


@pytest.mark.parametrize("message", [{}, {ACT: None}, {ACT: {"question": {"topic": "none"}}}, {ACT: {"intent": "x"}}])
def test_an_act_of_another_version_is_no_question(message: dict[str, object]) -> None:
    assert question_in(message) is None


def test_no_word_of_a_button_is_read() -> None:
    """The act asks for roofers in Tours; the words say bakers in Blois."""
    knowledge = open_knowledge()
    before = Question(Topic.TOTALS, ("departement:41",))
    turn = Turn.of_message(message_of(act_of(ROOFERS), "combien de boulangers à Blois ?"), before)
    outcome = ActionFigures().outcome(turn, knowledge)
    assert outcome.reply.sentence == answer(ROOFERS, knowledge).sentence
    assert "ouvreurs" in outcome.reply.sentence
    assert outcome.question is not None
    assert outcome.question.before == ("departement:41",)


def test_every_standard_next_question_carries_its_act() -> None:
    knowledge = open_knowledge()
    asked = (ROOFERS, Question(Topic.TOTALS, ("departement:45",)), Question(Topic.RECRUITING, ("departement:45",)))
    for question in asked:
        suggestions = answer(question, knowledge).suggestions
        assert suggestions
        assert all(each.asks is not None for each in suggestions), [each.title for each in suggestions]


def test_a_choice_of_a_clarification_settles_the_question() -> None:
    knowledge = open_knowledge()
    places = [ref for ref in ("commune:18151", "commune:45214") if ref in knowledge.territories]
    question = Question(Topic.RECRUITING, ("|".join(places),))
    asks = [each.asks for each in answer(question, knowledge).suggestions]
    assert [each.territories for each in asks if each] == [(ref,) for ref in places]
