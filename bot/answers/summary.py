"""What to remember of a place, or of a métier there: the findings that stand out, or its strong and weak points."""

from __future__ import annotations

from bot.answers.asking import query_of
from bot.answers.scope import areas, every_chosen, facts, source_line
from bot.answers.suggestions import around_area, diagnosed
from bot.answers.uncovered import check_covered
from bot.question import Question
from bot.writing.french import NARROW, counted
from bot.writing.insight import Finding, Subject, balance, basics, findings
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from bot.writing.values import amount
from knowledge.bmo.model import Measure
from knowledge.figures.evaluate import evaluate
from knowledge.figures.query import Statistic
from knowledge.library import Knowledge

_MOST = 3
"""How many findings are told when no number is said."""


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the total, then the findings: three, or as many as asked; for a balance, the good and the bad ones."""
    query = query_of(question, knowledge).but(
        statistic=Statistic.NUMBER, measure=Measure.PROJECTS, conditions=(), excluded=()
    )
    place = areas(question, knowledge)[0]
    query = query.but(places=(place.asked.ref,))
    wanted = every_chosen(question, query.year, knowledge)
    check_covered([place], query.year, knowledge, totals_enough=not wanted)
    cell = evaluate(query.but(summed=True), knowledge).cells[0]
    found = findings(Subject(place.asked.ref, query.year, question.occupations), knowledge)
    if not question.balance:
        found += basics(Subject(place.asked.ref, query.year, question.occupations), knowledge)
    about = f", pour {' et '.join(each.name for each in wanted)}" if wanted else ""
    total = amount(cell.value) if cell.value else "aucun projet de recrutement"
    notes = _balanced(found, question) if question.balance else _notable(found, question)
    return Reply(
        sentence=f"En {query.year}, {place.where}{about}{NARROW}: {total}{_opening(notes, question)}",
        notes=(*([place.note] if place.note else []), *notes),
        source=source_line(query.year, [place.name], cell.value.masked if cell.value else 0),
        suggestions=(*around_area(place), *diagnosed(place, knowledge)),
        facts=facts(question, ReplyTopic.SUMMARY, year=query.year, areas_=[place], wanted=wanted),
    )


def _opening(notes: list[str], question: Question) -> str:
    if not notes:
        return ". Rien d'autre ne s'y distingue de façon certaine."
    if question.balance:
        return "."
    return f". À retenir, {counted(len(notes), 'chiffre')}{NARROW}:"


def _notable(found: list[Finding], question: Question) -> list[str]:
    return [f"• {finding.told(question.role)}" for finding in found[: question.limit or _MOST]]


def _balanced(found: list[Finding], question: Question) -> list[str]:
    """Return the good news, then the bad: of a rise, a speciality; of a fall, of difficult or seasonal hiring."""
    blocks = []
    for title, side in zip(("Points forts", "Points faibles"), balance(found), strict=True):
        lines = [f"• {finding.sentence}" for finding in side[: question.limit or _MOST]]
        none = "• rien qui se distingue de façon certaine."
        blocks.append("\n".join([f"{title}{NARROW}:", *(lines or [none])]))
    return blocks
