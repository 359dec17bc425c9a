"""Several trades in several places: for each trade which place comes first, or for each place which trade.

Nobody reads six figures in a sentence: it says who comes first, the table holds the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.answers.side import Side, is_before, written
from bot.answers.telling import share_told
from bot.question import Question
from bot.sides import TRADES
from bot.writing.french import NARROW, adjective, listed
from bot.writing.values import rate
from knowledge.bmo.model import Measure
from knowledge.figures.query import Query, Statistic
from knowledge.figures.result import Value

_MOST_TOLD = 4
"""Beyond so many sides, how hard each is is left to the table."""

Told = Sequence[tuple[Side, Value]]
"""The sides of a group of which something is known, with their figures."""


@dataclass(slots=True)
class _Findings:
    """What the groups show: who comes first in which, and those in which no one does, each as the sentence says it."""

    first: dict[str, list[str]] = field(default_factory=dict)
    alone: dict[str, list[str]] = field(default_factory=dict)
    equal: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


def groups_of(sides: Sequence[Side], question: Question) -> list[list[Side]]:
    """Return the sides that are compared with one another: those of one trade, or of one place where trades are."""
    found: dict[object, list[Side]] = {}
    for side in sides:
        found.setdefault(side.place if question.axis == TRADES else side.trade, []).append(side)
    return list(found.values())


def crossed(sides: Sequence[Side], query: Query, question: Question) -> str:
    """« il y a plus de projets dans le bassin de Tours pour « Couvreurs » (28, contre 12) », with what is harder."""
    groups = groups_of(sides, question)
    figures = [[(side, side.cell.value) for side in group if side.cell.value] for group in groups]
    found = _findings(groups, figures, lambda side, _: written(side, query), question, ascending=query.ascending)
    many = max(map(len, groups)) > 2
    sentence = _sentence(_predicate(query, many=many), found, question)
    if question.measure is not None or query.statistic is not Statistic.NUMBER or len(sides) > _MOST_TOLD:
        return sentence
    shares = [[(side, share) for side in group if (share := _hardship(side))] for group in groups]
    harder = _findings(groups, shares, lambda _, share: rate(share), question, ascending=False)
    told = _winners(harder.first, question)
    return f"{sentence}{NARROW}; recruter est {'le ' if many else ''}plus difficile {told}" if told else sentence


def _hardship(side: Side) -> Value | None:
    share = share_told(side.cell, Measure.DIFFICULT)
    return share if share and share.published is not None else None


def _findings(
    groups: Sequence[Sequence[Side]],
    figures: Sequence[Told],
    write: Callable[[Side, Value], str],
    question: Question,
    *,
    ascending: bool,
) -> _Findings:
    found = _Findings()
    for group, told in zip(groups, figures, strict=True):
        name = _group(group[0], question)
        ranked = sorted(told, key=lambda each: each[1].interval.low, reverse=not ascending)
        if not any(value.interval.high for _, value in told):
            found.empty.append(name)
            continue
        (best, value), *rest = ranked
        figure = write(best, value)
        if not rest:
            found.alone.setdefault(_contender(best, question), []).append(f"{name} ({figure})")
        elif all(value.interval.is_exact and value.interval == other.interval for _, other in rest):
            found.equal.append(f"{name} ({figure})")
        elif all(is_before(value, other, ascending=ascending) for _, other in rest):
            against = f", contre {write(*rest[0])}" if len(rest) == 1 else ""
            found.first.setdefault(_contender(best, question), []).append(f"{name} ({figure}{against})")
        else:
            found.unsure.append(name)
    return found


def _group(side: Side, question: Question) -> str:
    return side.place.where if question.axis == TRADES else side.trade


def _contender(side: Side, question: Question) -> str:
    return f"pour {side.trade}" if question.axis == TRADES else side.place.where


def _predicate(query: Query, *, many: bool) -> str:
    """« il y a plus de projets », « recruter est le moins difficile », « la part de projets … est plus forte »."""
    the = "le " if many else ""
    word = "moins" if query.ascending else "plus"
    if query.statistic is not Statistic.SHARE:
        by_people = " par habitant" if query.statistic is Statistic.PER_THOUSAND else ""
        return f"il y a {the}{word} de projets{adjective(query.measure, 2)}{by_people}"
    if query.measure is Measure.DIFFICULT:
        return f"recruter est {the}{word} difficile"
    size = "faible" if query.ascending else "forte"
    return f"la part de projets{adjective(query.measure, 2)} est {'la ' if many else ''}plus {size}"


def _sentence(predicate: str, found: _Findings, question: Question) -> str:
    parts = [f"{predicate} {_winners(found.first, question)}"] if found.first else []
    parts += [f"il n'y a de projets que {_winners(found.alone, question)}"] if found.alone else []
    parts += [f"à égalité {_among(found.equal, question)}"] if found.equal else []
    parts += [f"l'ordre n'est pas certain {_among(found.unsure, question)}"] if found.unsure else []
    parts += [f"aucun projet {_among(found.empty, question)}"] if found.empty else []
    return f"{NARROW}; ".join(parts)


def _winners(found: dict[str, list[str]], question: Question) -> str:
    return listed([f"{who} {_among(groups, question)}" for who, groups in found.items()])


def _among(groups: Sequence[str], question: Question) -> str:
    return listed(groups) if question.axis == TRADES else f"pour {listed(groups)}"
