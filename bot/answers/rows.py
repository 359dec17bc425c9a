"""The rows of a list, numbered, and what they show, which the next turns may point at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.breakdown import Listed
from bot.question import Question
from bot.shape import is_sector
from bot.writing.cells import line
from bot.writing.reply import Reply, Row
from knowledge.figures.result import Cell
from knowledge.library import Knowledge
from knowledge.occupations.model import Nomenclature, Selection

_SURVEYED = f"{Nomenclature.FAP2021.value}:"
_PLACES = ("bassin:", "departement:", "region:")
_POINTED = (_SURVEYED, "domaine:", "famille:", *_PLACES)


def shown_by(reply: Reply, question: Question, previous: Question | None) -> tuple[str, ...]:
    """Return the trades, sectors or places of the list a reply shows, else those shown before as long as none other is
    asked.
    """
    before = previous.shown if previous is not None else ()
    if question.is_list and not question.rank:
        refs = tuple(dict.fromkeys(row.ref for row in reply.rows if row.ref.startswith(_POINTED)))
        if question.limit == 1 and set(refs) <= set(before):  # « et le 4e ? » is a row of the list
            return before
        kinds = {ref.partition(":")[0] for ref in refs}
        return refs if len(refs) > 1 == len(kinds) else ()
    if before and before[0].startswith(_PLACES):
        return before if set(question.territories) <= set(before) else ()
    asked = {f"{_SURVEYED}{code}" for value in question.occupations for code in Selection.parse(value).fap2021}
    asked |= {value for value in question.occupations if is_sector(value)}
    return before if asked <= set(before) else ()


def rows_of(
    cells: Sequence[Cell],
    asked: Listed,
    knowledge: Knowledge,
    *,
    first: int = 1,
    pointed: frozenset[str] = frozenset(),
    most: int | None = None,
    group: str = "",
) -> tuple[Row, ...]:
    """Return the rows of a list, numbered from ``first``, ``most`` of them.

    Those of ``pointed`` are always kept, and marked; equal figures then share their rank. ``group``: the place or year
    that the list is of, when there are several.
    """
    numbered: list[tuple[int, Cell]] = []
    for position, cell in enumerate(cells, first):
        tied = bool(pointed and numbered) and cell.bounds.is_exact and cell.bounds == numbered[-1][1].bounds
        numbered.append((numbered[-1][0] if tied else position, cell))
    if most is not None:
        further = [each for each in numbered[most:] if each[1].ref in pointed]
        numbered = [*numbered[: max(most - len(further), 0)], *further]
    return tuple(_numbered(rank, cell, asked, knowledge, cell.ref in pointed, group) for rank, cell in numbered)


def _numbered(rank: int, cell: Cell, asked: Listed, knowledge: Knowledge, pointed: bool, group: str) -> Row:
    label = asked.kind.short(cell, knowledge)
    text = f"{'→ ' if pointed else ''}{rank}. {label} : {line(cell, asked.query)}"
    return replace(Row.of(cell, asked.query, text, label=label, group=group), rank=rank, pointed=pointed)
