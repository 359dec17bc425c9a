"""What two lists of a conversation share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.in_common import in_both, with_the_same
from bot.answers.registry import answer
from bot.answers.rows import shown_by
from bot.question import Question, Topic
from knowledge.library import Knowledge

BLOIS, GIEN = "bassin:2416", "commune:45155"


def shown(knowledge: Knowledge, *places: str, years: tuple[str, ...] = ()) -> Question:
    """Return a list asked and shown."""
    question = Question(Topic.RECRUITING, places, years=years)
    return replace(question, shown=shown_by(answer(question, knowledge), question, None))


def test_the_trades_of_both_lists_are_named_with_their_figures(knowledge: Knowledge) -> None:
    first, last = shown(knowledge, BLOIS), shown(knowledge, GIEN)
    both = [ref for ref in last.shown if ref in first.shown]
    assert 0 < len(both) < len(last.shown)
    found = in_both(replace(last, told=(first, last)), knowledge)
    assert found is not None
    reply = found[0]
    assert reply.sentence.startswith(f"{len(both)} métiers sont dans les deux listes")
    assert all(knowledge.occupations.get(ref).label in reply.sentence for ref in both)
    assert reply.rows


def test_nothing_is_said_to_be_in_two_lists_where_one_was_shown(knowledge: Knowledge) -> None:
    only = shown(knowledge, BLOIS)
    assert in_both(replace(only, told=(only, Question(Topic.TOTALS, (GIEN,)))), knowledge) is None
    assert in_both(None, knowledge) is None


@pytest.mark.parametrize(
    ("years", "verdict"), [((), "Oui, les mêmes, dans le même ordre : "), (("2024",), "Pas tous ")]
)
def test_another_year_has_the_same_rows_or_not(knowledge: Knowledge, years: tuple[str, ...], verdict: str) -> None:
    before = shown(knowledge, BLOIS)
    again = replace(before, years=years)
    assert with_the_same(answer(again, knowledge), again, before).sentence.startswith(verdict)


def test_places_in_another_order_are_the_same_in_another_order(knowledge: Knowledge) -> None:
    before = Question(Topic.RANKING, level="departement")
    before = replace(before, shown=shown_by(answer(before, knowledge), before, None))
    turned = replace(before, ascending=True)
    said = with_the_same(answer(turned, knowledge), turned, before).sentence
    assert said.startswith("Oui, les mêmes, mais dans un autre ordre, avec un autre en tête : ")


def test_a_list_after_none_is_told_alone(knowledge: Knowledge) -> None:
    before = Question(Topic.FIGURES, ("bassin:2415",))
    again = Question(Topic.RECRUITING, ("bassin:2421",))
    reply = answer(again, knowledge)
    assert with_the_same(reply, again, before) == reply
