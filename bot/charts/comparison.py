"""Two or three places, or occupations, side by side."""

from __future__ import annotations

from bot.charts.model import Bars, Group, Groups, Mark
from bot.charts.ranking import ranked
from bot.charts.rows import Line, by_share
from bot.writing.blocks import Table

_MOST_SIDES = 3
_FAR_APART = 4
"""Beyond this ratio the smaller bars are crushed (a bassin and its région): the shares compare, not the numbers."""


def compared(table: Table, lines: list[Line]) -> Groups | Bars:
    """Return the sides by measure: numbers when they are of one size, shares otherwise; a ranking beyond three."""
    if len(lines) > _MOST_SIDES:
        return ranked(table, lines)
    names = tuple(line.row.label for line in lines)
    if by_share(table) or _are_far_apart(lines):
        return Groups(
            names, (_share(lines, "difficult", "Part difficile"), _share(lines, "seasonal", "Part saisonnière")), 1
        )
    groups = [Group("Projets", tuple(line.mark("projects") for line in lines))]
    groups += [_numbers(lines, key, label) for key, label in _PARTS if table.measure != key]
    if table.measure in dict(_PARTS):
        groups.insert(1, _numbers(lines, table.measure, dict(_PARTS)[table.measure]))
    return Groups(names, tuple(groups))


_PARTS = (("difficult", "dont difficiles"), ("seasonal", "dont saisonniers"))


def _are_far_apart(lines: list[Line]) -> bool:
    values = [value for line in lines if (value := line.mark("projects").value)]
    return len(values) > 1 and max(values) > _FAR_APART * min(values)


def _numbers(lines: list[Line], key: str, label: str) -> Group:
    marks = []
    for line in lines:
        mark, share = line.mark(key), line.mark(f"{key}_share")
        text = f"{mark.text} ({share.text})" if share.value is not None else mark.text
        marks.append(Mark(mark.value, text, mark.secret))
    return Group(label, tuple(marks))


def _share(lines: list[Line], key: str, label: str) -> Group:
    return Group(label, tuple(line.mark(f"{key}_share") for line in lines))
