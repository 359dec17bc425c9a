"""What moved between two surveys, for each territory of an area or each métier or sector of a place."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.french import capitalised, counted
from bot.answers.places import units_ranked
from bot.answers.reply import Reply
from bot.answers.scope import Area, UnanswerableError, chosen
from bot.answers.suggestions import around_area
from bot.question import Question
from knowledge.bmo.change import NOBODY, Change
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge
from knowledge.occupations.model import FIRST_FAP2021_YEAR, Nomenclature, Selection
from knowledge.territories.model import Territory
from knowledge.territories.wording import named


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared: where, between which surveys, by which measure; ``note`` says what was left out and why."""

    place: Area
    first: int
    last: int
    measure: Measure
    relative: bool
    falling: bool
    noun: str
    note: str = ""

    @property
    def by_points(self) -> bool:
        """True when shares are compared, not numbers."""
        return self.relative and self.measure is not Measure.PROJECTS


def changes_of(question: Question, asked: Compared, knowledge: Knowledge) -> tuple[list[Change], str]:
    """Return every change to rank, and what was left out and why (or "")."""
    if question.level:
        return _of_places(question, asked, knowledge)
    if question.grain:
        return _of_sectors(list(asked.place.units), asked, knowledge)
    return _of_occupations(question, asked, knowledge)


def _of_places(question: Question, asked: Compared, knowledge: Knowledge) -> tuple[list[Change], str]:
    units = units_ranked(question, asked.place, knowledge)
    selection = Selection.parse(question.occupations[0]) if question.occupations else None
    if selection is not None:
        chosen(selection.value, asked.last, knowledge)
        if asked.first < FIRST_FAP2021_YEAR <= asked.last and not _follows(selection, knowledge):
            raise UnanswerableError(_not_followed(asked))
    before = knowledge.bmo.by_territory(units, selection, asked.first)
    after = knowledge.bmo.by_territory(units, selection, asked.last)
    return [
        Change(unit.ref, named(unit), before.get(unit.code, NOBODY), after.get(unit.code, NOBODY))
        for unit in units
        if unit.code in before or unit.code in after
    ], ""


def _follows(selection: Selection, knowledge: Knowledge) -> bool:
    if selection.sector:
        return knowledge.occupations.follows_sector(selection.sector)
    translated = knowledge.occupations.same_meaning(selection.fap2021, Nomenclature.FAP2021)
    return translated is not None and set(translated) == set(selection.fap2009)


def _not_followed(asked: Compared) -> Reply:
    return Reply(
        sentence=(
            "La nomenclature des métiers a changé entre 2023 et 2024, sans équivalent sûr pour ce métier : "
            f"je ne peux pas comparer {asked.first} et {asked.last}."
        ),
        suggestions=around_area(asked.place),
        facts={"topic": "not_followed", "year": asked.last, "territories": asked.place.refs},
    )


def _of_occupations(question: Question, asked: Compared, knowledge: Knowledge) -> tuple[list[Change], str]:
    sector = Selection.parse(question.occupations[0]).sector if question.occupations else ""
    units = list(asked.place.units)
    before = knowledge.bmo.by_occupation(units, asked.first, sector)
    after = knowledge.bmo.by_occupation(units, asked.last, sector)
    nomenclature = Nomenclature.FAP2021 if asked.last >= FIRST_FAP2021_YEAR else Nomenclature.FAP2009
    crossing = asked.first < FIRST_FAP2021_YEAR <= asked.last
    changes, lost = [], 0
    for code in sorted(after if crossing else {*before, *after}):
        origins = knowledge.occupations.same_meaning([code], nomenclature) if crossing else (code,)
        if origins is None:
            lost += 1
            continue
        earlier = sum((before[origin] for origin in origins if origin in before), NOBODY)
        label = knowledge.occupations.label(nomenclature, code)
        changes.append(Change(f"{nomenclature.value}:{code}", label, earlier, after.get(code, NOBODY)))
    return changes, _left_out(lost)


def _of_sectors(units: list[Territory], asked: Compared, knowledge: Knowledge) -> tuple[list[Change], str]:
    labels = knowledge.occupations.domain_labels()
    before = knowledge.bmo.by_sector(units, asked.first)
    after = knowledge.bmo.by_sector(units, asked.last)
    crossing = asked.first < FIRST_FAP2021_YEAR <= asked.last
    known = [ref for ref in labels if ref in before or ref in after]
    kept = [ref for ref in known if not crossing or knowledge.occupations.follows_sector(ref)]
    changes = [Change(ref, labels[ref], before.get(ref, NOBODY), after.get(ref, NOBODY)) for ref in kept]
    return changes, _left_out(len(known) - len(kept), "secteur")


def _left_out(lost: int, noun: str = "métier") -> str:
    if not lost:
        return ""
    verb = "n'est pas comparé" if lost < 2 else "ne sont pas comparés"
    which = capitalised(counted(lost, noun))
    return f"{which} {verb} : la nomenclature a changé entre 2023 et 2024, sans équivalent sûr."
