"""Closed questions: « Oui » or « Non » comes first, as the bounds decide; a doubt comes after the figures."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.asking import cell_of, conditions_of
from bot.answers.seeking import is_of_seekers
from bot.answers.telling import share_told
from bot.question import Question
from bot.writing.values import rate
from knowledge.bmo.model import Measure
from knowledge.figures.interval import Interval
from knowledge.figures.ordering import passes
from knowledge.figures.query import Query
from knowledge.figures.result import Cell
from knowledge.figures.sums import NOBODY
from knowledge.library import Knowledge
from knowledge.territories.model import Level
from knowledge.territories.wording import in_

HALF = 0.5
_TOWARDS = {"up": 1, "down": -1}
_STEADY = "steady"
_WORDS = {True: "Oui", False: "Non"}
_UNSURE = "Oui ou non ? On ne peut pas le dire avec certitude."


def answered(outcome: bool | None, sentence: str, *, rather: bool = False, barely: bool = False) -> str:
    """Return ``sentence`` after « Oui : » or « Non : »; the doubt comes after the figures (None).

    ``rather``: employers tell it, and it is answered for who looks for work: « Plutôt non, pour qui cherche : ».
    ``barely``: a yes that is hardly one, « Oui, mais très peu : ».
    """
    if outcome is None:
        return f"{sentence} {_UNSURE}"
    word = f"Plutôt {_WORDS[outcome].lower()}, pour qui cherche" if rather else _WORDS[outcome]
    but = ", mais très peu" if barely and outcome else ""
    return f"{word}{but} : {sentence[:1].lower()}{sentence[1:]}"


def set_right(direction: int, movement: str, sentence: str) -> str:
    """Return ``sentence``, after what is true where the question took a certain fall for a rise, or the reverse."""
    if not direction or direction != -_TOWARDS.get(movement, 0):
        return sentence
    true, taken_for = ("baisse", "hausse") if direction < 0 else ("hausse", "baisse")
    return f"C'est une {true}, non une {taken_for} : {sentence[:1].lower()}{sentence[1:]}"


def moved_so(movement: str, change: Interval) -> bool | None:
    """Return whether a change went the way the question says (any way when it says none); None when it is unsure."""
    if not change.direction and not change.is_exact:
        return None
    asked = 0 if movement == _STEADY else _TOWARDS.get(movement, change.direction or 1)
    return change.direction == asked


def is_greater(one: Interval, other: Interval) -> bool | None:
    """Return whether a figure is certainly the greater, certainly not, or None when the bounds do not settle it."""
    if one.is_above(other):
        return True
    return False if one.high <= other.low else None


def is_the_same(one: Interval, other: Interval) -> bool | None:
    """Return whether two figures are certainly the same, certainly not, or None when the bounds do not settle it."""
    if one.is_exact and one == other:
        return True
    return False if one.is_above(other) or other.is_above(one) else None


def are_all_the_same(figures: Sequence[Interval]) -> bool | None:
    """Return whether figures are certainly all the same, certainly not, or None: « c'est partout pareil ? »."""
    if max(each.low for each in figures) > min(each.high for each in figures):
        return False
    return True if all(each.is_exact for each in figures) else None


def is_as_much(one: Interval, other: Interval) -> bool | None:
    """Return whether a figure is certainly at least another, certainly below it, or None: « aussi dur qu'à Blois »."""
    if one.low >= other.high:
        return True
    return False if other.is_above(one) else None


def of_figure(cell: Cell, question: Question, query: Query, knowledge: Knowledge) -> tuple[bool | None, str]:
    """Return what a closed question on one figure is answered, and the reference that decides it, "" when none does.

    A threshold decides by itself. « Est-ce difficile ? » (or seasonal) is yes when at least half of the projects are,
    or a greater share than in the région for all métiers; no when it is certainly below both. Anything else asks
    whether there is any project.
    """
    conditions = conditions_of(question)
    if conditions:
        verdicts = [
            passes(cell_of(query.but(statistic=each.statistic, measure=each.measure), knowledge).value, each)
            for each in conditions
        ]
        return (False if False in verdicts else None if None in verdicts else True), ""
    figures = cell.figures or NOBODY
    if query.measure in {Measure.DIFFICULT, Measure.SEASONAL} and figures.projects.cells:
        outcome, reference = _is_mostly(cell, query, knowledge, than_average=bool(question.compared))
        turned = question.ascending != (is_of_seekers(question) and query.measure is Measure.DIFFICULT)
        return (not outcome if turned and outcome is not None else outcome), reference
    counted = cell.value.interval if cell.official and cell.value else figures.interval(query.measure)
    return is_greater(counted, Interval.exactly(0)), ""


def _is_mostly(cell: Cell, query: Query, knowledge: Knowledge, *, than_average: bool) -> tuple[bool | None, str]:
    told = share_told(cell, query.measure)
    if told is None:
        return None, ""
    mine = told.interval
    bar, reference = Interval.exactly(HALF), ""
    held = [
        parent
        for parent in knowledge.territories.parents(cell.place.units[0])
        if parent.level in {Level.REGION, Level.FRANCE} and knowledge.bmo.coverage(parent, query.year) != "none"
    ]
    if held:
        around = cell_of(Query((held[0].ref,), (query.year,), query.measure), knowledge)
        average = share_told(around, query.measure)
        if average:
            bar, reference = average.interval, f", contre {rate(average)} {in_(held[0])}, tous métiers confondus"
    if than_average and reference:
        return is_greater(mine, bar), reference
    if mine.low >= HALF or mine.is_above(bar):
        return True, reference
    return (False if mine.high < HALF and mine.high <= bar.low else None), reference
