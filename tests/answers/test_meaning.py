"""What a figure means: the clause on what a change is made of, and the gap between two shares."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from bot.answers.registry import answer
from bot.question import Question, Topic
from bot.writing.insight import Subject, findings
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge
from knowledge.territories.reference import territories

BASSINS = [unit.ref for unit in territories().bassins_of(territories().home)]
BOUNDS = r"([\d,]+(?: à [\d,]+)?)"
SIGNED = r"([+−][\d,]+ %(?: à [+−][\d,]+ %)?)"
PART_OF_WHOLE = re.compile(rf"fait {BOUNDS} des {BOUNDS} points de (?:baisse|hausse) sur un an")
OFFSET = re.compile(
    rf"à lui seul {BOUNDS} points sur un an, les autres en (?:rendent|retirent) {BOUNDS} : {SIGNED} en tout"
)


def told(match: re.Match[str]) -> list[float]:
    """The figures of a clause, the middle of those that are told by their bounds, without their signs."""
    bounds = [[float(n.replace(",", ".")) for n in re.findall(r"[\d,]+", each)] for each in match.groups()]
    return [sum(each) / len(each) for each in bounds]


@pytest.mark.parametrize("year", [2017, 2018, 2019, 2020, 2023, 2024, 2025])
def test_a_part_of_a_change_is_never_told_greater_than_the_whole(knowledge: Knowledge, year: int) -> None:
    checked = 0
    for place in (*BASSINS, "departement:45", "departement:28", "region:24"):
        for finding in findings(Subject(place, year), knowledge, ("made_of",)):
            plain, offset = (
                PART_OF_WHOLE.search(finding.sentence),
                OFFSET.search(finding.sentence.replace("\u202f", " ")),
            )
            assert plain or offset, finding.sentence
            if plain:
                part, whole = told(plain)
                assert part <= whole
            elif offset:
                part, rest, whole = told(offset)
                assert part > whole
                assert part - rest == pytest.approx(whole, abs=0.21)
            checked += 1
    assert checked


def test_the_gap_between_two_shares_is_told_in_points(knowledge: Knowledge) -> None:
    for one, other in pairwise(BASSINS):
        question = Question(Topic.COMPARISON, (one, other), measure=Measure.DIFFICULT, share=True, statistic="gap")
        sentence = answer(question, knowledge).sentence
        assert "points" in sentence
        assert not re.search(r"n'est pas certain, [^:]*%", sentence)
