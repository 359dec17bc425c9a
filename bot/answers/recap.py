"""What was already told, said again: each answer recomputed from its question, never from its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answers.registry import answer
from bot.question import Question, Topic
from bot.reading.recapping import Form, Wish
from bot.writing.blocks import Facts
from bot.writing.french import NARROW, capitalised, typeset
from bot.writing.reply import Reply, Row, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.bmo.model import Measure
from knowledge.figures.query import Statistic
from knowledge.library import Knowledge

MOST_TOLD = 6
"""How many of the questions answered a conversation keeps."""
_FIRST_ROWS = 3
"""The rows of a list that a table of several answers keeps."""
_WIDE = frozenset({Topic.SUMMARY, Topic.DIAGNOSTIC})
"""Answers of many figures: their total is what is told again."""
_OTHER_FORMS = (Suggestion("En tableau", "mets tout ça dans un tableau"), Suggestion("En une phrase", "en une phrase"))
_TRADES = ("fap2021", "fap2009", "domaine", "famille")
_ORIGIN = re.compile(r"^Source\s?: (?P<origin>.*?\d{4}[^,.]*|[^.]*)")


def with_told(question: Question, reply: Reply, previous: Question | None) -> Question:
    """Return a question that keeps the last ones answered with figures, itself included when it was one."""
    told = previous.told if previous else ()
    if reply.topic.about.retold and reply.source and not _is_open(question):
        alone = question.alone
        told = (*(each for each in told if not _is_within(each, alone)), alone)[-MOST_TOLD:]
    return replace(question, told=told)


def _is_within(question: Question, later: Question) -> bool:
    """The same question, or a comparison that the later one only adds a side to."""
    sides = replace(question, territories=later.territories, occupations=later.occupations, words=later.words)
    adds = {*question.territories, *question.occupations} < {*later.territories, *later.occupations}
    return question == later or (question.topic is Topic.COMPARISON and adds and sides == later)


def _is_open(question: Question) -> bool:
    """A place or a trade is still to be settled."""
    return any("|" in ref for ref in question.territories) or any(
        value.startswith("ambigu:") for value in question.occupations
    )


def is_only_a_summary(told: Sequence[Question], wish: Wish) -> bool:
    """Return whether « une fiche », after one figure, says more of the place and trade than the figure again."""
    alone = len(told) == 1 and told[0].topic not in {Topic.SUMMARY, Topic.COMPARISON} and len(told[0].territories) < 2
    return alone and wish.form is Form.RECAP and not wish.points


def recap(told: Sequence[Question], wish: Wish, knowledge: Knowledge) -> Reply:
    """Return what ``told`` questions were answered, in the form wished; the last one alone where one is enough."""
    last = plain(told[-1])
    if wish.form is Form.SENTENCE or (wish.form is Form.SHORTER and wish.lines < 2):
        return _headline(last, len(told), knowledge)
    cut = f"{NARROW};" if wish.form is Form.SHORTER else ""
    asked = list(dict.fromkeys(plain(each) for each in told))[-(wish.lines or MOST_TOLD) :]
    if wish.form is Form.EACH and last.topic is Topic.COMPARISON:
        asked = _sides(last)
    elif wish.form is Form.EACH and (len(told) == 1 or told[-1].topic in _WIDE):
        asked, cut = _one_by_one(last), ", dont "
    replies = list({reply.sentence: reply for reply in (answer(each, knowledge) for each in asked)}.values())
    if wish.form is Form.TABLE:
        return _tabled(replies)
    if len(replies) == 1:
        return _headline(last, 1, knowledge)
    return _listed([_cut(reply, cut) for reply in replies] if cut else replies)


def plain(question: Question) -> Question:
    """Return the question on the total, for one whose answer has many figures and no rows."""
    if question.topic not in _WIDE:
        return question
    topic = Topic.FIGURES if question.occupations else Topic.TOTALS
    return Question(topic, question.territories, question.occupations, question.years, words=question.words)


def _one_by_one(question: Question) -> list[Question]:
    """The number, then each share: one figure a sentence."""
    shares = [replace(question, measure=each, share=True) for each in (Measure.DIFFICULT, Measure.SEASONAL)]
    return [question, *shares]


def _sides(question: Question) -> list[Question]:
    """The figure of each place compared, or else of each trade."""
    alone = replace(question, topic=Topic.FIGURES if question.occupations else Topic.TOTALS, axis="", compared="")
    if len(question.territories) > 1:
        return [replace(alone, territories=(each,)) for each in question.territories]
    return [replace(alone, occupations=(each,)) for each in question.occupations]


def _cut(reply: Reply, at: str) -> Reply:
    """Return a reply with the first clause of its sentence alone: what comes after adds another figure."""
    first, found, _ = typeset(reply.sentence).partition(at)
    return replace(reply, sentence=f"{first}." if found else reply.sentence)


def _headline(question: Question, how_many: int, knowledge: Knowledge) -> Reply:
    reply = answer(question, knowledge)
    whole = (Suggestion("Tout récapituler", "récapitule tout ça"),) if how_many > 1 else ()
    return Reply(
        reply.sentence,
        source=_sources([reply]),
        suggestions=(*whole, *reply.suggestions),
        facts=_facts([reply]).but(year=reply.facts.year),
    )


def _listed(replies: Sequence[Reply]) -> Reply:
    lines = "\n".join(f"• {reply.sentence}" for reply in replies)
    return Reply(
        f"En résumé{NARROW}:",
        notes=(lines,),
        source=_sources(replies),
        suggestions=_OTHER_FORMS,
        facts=_facts(replies),
    )


def _tabled(replies: Sequence[Reply]) -> Reply:
    """Return the rows of the answers in one table; an answer that has none of projects is told beside it."""
    rows: dict[str, Row] = {}
    beside = []
    for reply in replies:
        found = [_labelled(row, reply, alone=len(reply.rows) == 1) for row in reply.rows if _is_plain(row)]
        rows |= {row.label: row for row in (found if len(replies) == 1 else _main(found))}
        beside += [] if found else [f"• {reply.sentence}"]
    return Reply(
        f"En tableau{NARROW}:" if rows else f"En résumé{NARROW}:",
        rows=tuple(rows.values()),
        notes=("\n".join(beside),) if beside else (),
        source=_sources(replies),
        facts=_facts(replies),
    )


def _main(rows: list[Row]) -> list[Row]:
    """The first rows of a list; of the years, the first one and the last one."""
    over_years = len({row.year for row in rows}) > 1
    return [rows[0], rows[-1]] if over_years else rows[:_FIRST_ROWS]


def _is_plain(row: Row) -> bool:
    return row.figures is not None and row.before is None and row.statistic in {Statistic.NUMBER, Statistic.SHARE}


def _labelled(row: Row, reply: Reply, *, alone: bool) -> Row:
    """Return a row that says by itself of what, where and when it is."""
    about, places = reply.facts.about, reply.facts.places
    kind = row.ref.partition(":")[0]
    place = next((each for each in places if capitalised(each) == row.label), row.label)
    named = [row.label, *places] if kind in _TRADES else [*about, place]
    if kind.isdigit():  # a year
        named = [*about, *places]
    label = ", ".join(dict.fromkeys(filter(None, (*map(capitalised, named[:1]), *named[1:], str(row.year)))))
    text = f"• {reply.sentence}" if alone else f"• {label}{NARROW}: {row.text.partition(' : ')[2]}"
    return replace(row, label=label, text=text, group="")


def _sources(replies: Sequence[Reply]) -> str:
    """Return where the figures come from, each origin once: the places are in the sentences."""
    found = (_ORIGIN.match(reply.source) for reply in replies)
    origins = dict.fromkeys(match["origin"] for match in found if match)
    return f"Source : {f'{NARROW}; '.join(origins)}." if origins else ""


def _facts(replies: Sequence[Reply]) -> Facts:
    """The places and trades of all that is told."""

    def every(values: Callable[[Facts], tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for reply in replies for value in values(reply.facts)))

    return Facts(
        topic=ReplyTopic.RECAP,
        territories=every(lambda facts: facts.territories),
        asked=every(lambda facts: facts.asked),
        occupations=every(lambda facts: facts.occupations),
        places=every(lambda facts: facts.places),
        about=every(lambda facts: facts.about),
    )
