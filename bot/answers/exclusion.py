"""What a question leaves out of a ranking: « tous les métiers sauf la restauration », « sauf Orléans »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from bot.question import Question
from bot.writing.french import listed, quoted
from knowledge.bmo.model import Ranking
from knowledge.library import Knowledge
from knowledge.occupations.model import Nomenclature, Selection
from knowledge.territories.model import Level
from knowledge.territories.wording import named


class _Row(Protocol):
    @property
    def ref(self) -> str: ...


Ranked = TypeVar("Ranked", bound=_Row)

_FINER = {Level.DEPARTEMENT: {"bassin"}, Level.REGION: {"bassin", "departement"}}
"""The levels whose territories a place holds whole."""

_OCCUPATION = ("fap2021:", "fap2009:", "domaine:", "famille:")


def left_out(ranking: Ranking, question: Question, knowledge: Knowledge) -> tuple[Ranking, tuple[str, ...]]:
    """Return ``ranking`` without what the question leaves out, and what is said of it."""
    if not question.excluded:
        return ranking, ()
    rows, notes = without_excluded(ranking.rows, question, knowledge)
    secret, _ = without_excluded(ranking.secret, question, knowledge)
    gone = len(ranking.rows) - len(rows) + len(ranking.secret) - len(secret)
    masked = ranking.masked - (len(ranking.secret) - len(secret))
    return replace(ranking, rows=tuple(rows), masked=masked, total=ranking.total - gone, secret=tuple(secret)), notes


def without_excluded(
    rows: Sequence[Ranked], question: Question, knowledge: Knowledge
) -> tuple[list[Ranked], tuple[str, ...]]:
    """Return ``rows`` without what the question leaves out, and « Sans : Orléans. », or that it cannot be taken out."""
    kept = list(rows)
    removed: list[str] = []
    unknown: list[str] = []
    levels = {row.ref.partition(":")[0] for row in rows}
    for value in question.excluded:
        refs = _refs(value, levels, knowledge)
        (removed if any(row.ref in refs for row in kept) else unknown).append(_name(value, knowledge))
        kept = [row for row in kept if row.ref not in refs]
    notes = [f"Sans : {listed(removed)}."] if removed else []
    if unknown:
        notes.append(f"Je ne peux pas retirer de cette liste : {listed(unknown)}.")
    return kept, tuple(notes)


def _refs(value: str, levels: set[str], knowledge: Knowledge) -> set[str]:
    """The refs ``value`` stands for among rows of ``levels``: the bassins of a département, the métiers of a sector."""
    if not value.startswith(_OCCUPATION):
        place = knowledge.territories.get(value.split("|", maxsplit=1)[0])
        finer = (Level(level) for level in levels & _FINER.get(place.level, set()))
        inside = {unit.ref for level in finer for unit in knowledge.territories.units(level, place)}
        return {place.ref, *(unit.ref for unit in knowledge.territories.survey_area(place).units), *inside}
    selection = Selection.parse(value)
    refs = {value}
    for nomenclature in Nomenclature:
        codes = (
            knowledge.occupations.codes_in_sector(selection.sector, nomenclature)
            if selection.sector
            else selection.codes(nomenclature)
        )
        refs.update(f"{nomenclature.value}:{code}" for code in codes)
    return refs


def _name(value: str, knowledge: Knowledge) -> str:
    if not value.startswith(_OCCUPATION):
        return named(knowledge.territories.get(value.split("|", maxsplit=1)[0]))
    selection = Selection.parse(value)
    if selection.sector:
        return quoted(knowledge.occupations.sector_label(selection.sector))
    nomenclature = Nomenclature.FAP2021 if selection.fap2021 else Nomenclature.FAP2009
    return listed([quoted(knowledge.occupations.label(nomenclature, code)) for code in selection.codes(nomenclature)])
