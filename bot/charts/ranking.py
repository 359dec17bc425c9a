"""A ranking as horizontal bars: projects with their difficult part, or the measure asked within them."""

from __future__ import annotations

from bot.charts.model import Bar, Bars, Mark
from bot.charts.rows import Line, by_share
from bot.writing.blocks import Table
from bot.writing.french import adjective
from knowledge.bmo.model import Measure


def ranked(table: Table, lines: list[Line]) -> Bars:
    """Return the rows as bars, in the order of the answer."""
    measure = table.measure
    if lines[0].has("value"):
        return _values(table, lines)
    if by_share(table):
        return _shares(table, lines, measure)
    part = "difficult" if measure == "projects" else measure
    adjectives = adjective(Measure(part), 2).strip()
    has_share = part != "non_seasonal"  # its cells are fewer than those of the total: the two do not divide
    return Bars(
        bars=tuple(_bar(table, line, lines, measure, part) for line in lines),
        total_name="Projets de recrutement",
        part_name=f"dont {adjectives}",
        aside_name=f"part {_SINGULAR[part]}" if has_share else "",
    )


_SINGULAR = {"difficult": "difficile", "seasonal": "saisonnière", "non_seasonal": "non saisonnière"}


def _bar(table: Table, line: Line, lines: list[Line], measure: str, part: str) -> Bar:
    total, inner = line.mark("projects"), line.mark(part)
    if measure != "projects" and not inner.secret:
        total = Mark(total.value, f"{inner.text} sur {total.text}", total.secret)
    share = line.mark(f"{part}_share").text if part != "non_seasonal" else ""
    return Bar(named(table, line, lines), total, inner, share, line.row.pointed, _is_after_gap(line, lines))


def _values(table: Table, lines: list[Line]) -> Bars:
    """What is asked when it is neither a number nor a share of projects: per inhabitant, a weight, secret values."""
    bars = tuple(
        Bar(
            named(table, line, lines),
            line.mark("value"),
            aside=line.mark("projects").text,
            strong=line.row.pointed,
            after_gap=_is_after_gap(line, lines),
        )
        for line in lines
    )
    return Bars(bars, total_name=table.title.partition(",")[0], aside_name="projets")


def _shares(table: Table, lines: list[Line], measure: str) -> Bars:
    return Bars(
        bars=tuple(
            Bar(
                named(table, line, lines),
                line.mark(f"{measure}_share"),
                aside=f"{line.mark(measure).text} sur {line.mark('projects').text}",
                strong=line.row.pointed,
                after_gap=_is_after_gap(line, lines),
            )
            for line in lines
        ),
        total_name=f"Part de projets{adjective(Measure(measure), 2)}",
        aside_name="projets",
        whole=1,
    )


def named(table: Table, line: Line, lines: list[Line]) -> str:
    """Return the row's name, with its rank when some are missing before it, and the list it is of."""
    numbered = table.numbered or lines[0].row.rank > 1 or any(each.row.pointed for each in lines)
    name = f"{line.row.rank}. {line.row.label}" if numbered and line.row.rank else line.row.label
    return f"{name} ({line.row.group})" if line.row.group else name


def _is_after_gap(line: Line, lines: list[Line]) -> bool:
    place = lines.index(line)
    return place > 0 and line.row.rank > lines[place - 1].row.rank + 1 > 1
