"""What a question leaves out of a ranking: « tous les métiers sauf la restauration », « sauf Orléans »."""

from __future__ import annotations

from bot.answers.french import listed, quoted
from bot.answers.scope import Area
from bot.question import Question
from knowledge.bmo.model import Ranking
from knowledge.library import Knowledge
from knowledge.occupations.model import Nomenclature, Selection
from knowledge.territories.wording import named

_OCCUPATION = ("fap2021:", "fap2009:", "domaine:", "famille:")


def without_excluded(ranking: Ranking, question: Question, knowledge: Knowledge) -> Ranking:
    """Return ``ranking`` without what the question leaves out."""
    if not question.excluded:
        return ranking
    refs = {ref for value in question.excluded for ref in _refs(value, knowledge)}
    rows = [row for row in ranking.rows if row.ref not in refs]
    return Ranking(tuple(rows), ranking.masked, ranking.total - (len(ranking.rows) - len(rows)))


def exclusion_note(question: Question, knowledge: Knowledge) -> tuple[str, ...]:
    """Return « Sans : bassin d'emploi d'Orléans. », nothing when nothing is left out."""
    if not question.excluded:
        return ()
    return (f"Sans : {listed([_name(value, knowledge) for value in question.excluded])}.",)


def _refs(value: str, knowledge: Knowledge) -> set[str]:
    if not value.startswith(_OCCUPATION):
        area = Area(knowledge.territories.survey_area(knowledge.territories.get(value.split("|", maxsplit=1)[0])))
        return set(area.refs)
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
