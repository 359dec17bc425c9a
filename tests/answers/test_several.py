"""The answers to several requests: buttons once, under the last one, and the requests left are named."""

from __future__ import annotations

from bot.answers.several import said_again, several
from bot.writing.blocks import Facts
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from tests.answers.said import text_of

FIRST = Reply("Un.", suggestions=(Suggestion("Plus", "plus ?"),), facts=Facts(topic=ReplyTopic.FIGURES))
LAST = Reply("Deux.", suggestions=(Suggestion("La suite", "la suite"),), facts=Facts(topic=ReplyTopic.RECRUITING))


def test_only_the_last_answer_has_buttons() -> None:
    one, two = several([FIRST, LAST], [])
    assert not one.suggestions
    assert two == LAST


def test_the_requests_left_are_named_and_are_buttons() -> None:
    (reply,) = several([LAST], ["et l'évolution sur cinq ans ?"])
    assert "pas encore répondu à" in text_of(reply)
    assert [each.question for each in reply.suggestions] == ["et l'évolution sur cinq ans ?", "la suite"]


def test_a_choice_to_make_keeps_its_buttons_first() -> None:
    asked = Reply(
        "Quel Montigny ?", suggestions=(Suggestion("Cher", "Cher"),), facts=Facts(topic=ReplyTopic.CLARIFICATION)
    )
    (reply,) = several([asked], ["et le salaire ?"])
    assert [each.title for each in reply.suggestions] == ["Cher", "et le salaire ?"]


def test_the_same_answer_is_given_once() -> None:
    assert said_again([LAST, FIRST, LAST]) == {0}
    assert not said_again([FIRST, LAST])
