"""What must be said under a list: how it was made, what it leaves out, how certain its order is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bot.answers.asking import cell_of, query_of
from bot.answers.breakdown import Listed
from bot.answers.firsts import certain_first
from bot.answers.telling import cell_says
from bot.answers.thresholds import threshold_words
from bot.answers.wholes import explained
from bot.writing.french import NARROW, capitalised, counted, listed, number, plural, quoted
from bot.writing.values import margin
from knowledge.bmo.model import Measure
from knowledge.figures.query import RATES, Comparator, Statistic
from knowledge.figures.result import Listing, Result
from knowledge.library import Knowledge
from knowledge.occupations.model import Nomenclature, Selection
from knowledge.territories.population import population_year
from knowledge.territories.wording import named, the_

_FEW = 3
_OCCUPATION = ("fap2021:", "fap2009:", "domaine:", "famille:")


def remarks(result: Result, listing: Listing, asked: Listed, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the notes of a list, without repetition."""
    found = (
        *(place.note for place in asked.places),
        *((asked.span.lacking,) if asked.span else ()),
        *_in_all(asked, knowledge),
        *_not_added(asked, knowledge),
        *_how(asked),
        *_moves(listing, asked),
        *_doubts(listing, asked, knowledge),
        *_reading(asked),
        *lost(result.lost, asked.kind.noun, asked.kind.plural),
        *_left_out(result, knowledge),
        *((explained(asked, knowledge),) if asked.query.statistic is Statistic.CONTRIBUTION else ()),
    )
    return tuple(dict.fromkeys(note for note in found if note))


def lost(count: int, noun: str = "métier", nouns: str = "métiers") -> tuple[str, ...]:
    """Return the sentence on what the change of nomenclature keeps from being compared."""
    if not count:
        return ()
    verb = plural(count, "n'est pas comparé", "ne sont pas comparés")
    which = capitalised(counted(count, noun, nouns))
    return (f"{which} {verb} : la nomenclature a changé entre 2023 et 2024, sans équivalent sûr.",)


def _how(asked: Listed) -> Iterator[str]:
    query, kind = asked.query, asked.kind
    if query.statistic in RATES and query.floor and not _asks_for_more(asked):
        years = " les deux années" if asked.changes else ""
        yield f"Classement parmi les {kind.plural} d'au moins {number(query.floor)} projets{years}."
    if asked.changes and asked.conditions:
        yield f"Parmi ceux qui comptent {threshold_words(asked.conditions)}."
    units = {unit for place in asked.places for unit in place.units}
    if min(len(query.places), len(units)) > 1 and not kind.dimension.is_territory and not query.within:
        yield f"Les projets de ces {len(query.places)} territoires sont additionnés."


def _in_all(asked: Listed, knowledge: Knowledge) -> Iterator[str]:
    """« En tout dans le Loiret : 667 projets… », under a list of its places: the whole is what some asked for."""
    query, question = asked.query, asked.question
    alone = len(asked.places) == 1 and not (query.conditions or query.excluded or query.within or question.skip)
    if not alone or not asked.kind.dimension.is_territory or query.statistic is not Statistic.NUMBER:
        return
    cell = cell_of(query_of(replace(question, share=False), knowledge).but(places=query.places, summed=True), knowledge)
    yield f"En tout {asked.where} : {cell_says(cell, query.measure)}."


def _not_added(asked: Listed, knowledge: Knowledge) -> Iterator[str]:
    """« Le Loiret contient déjà ces projets : comptés une fois. », of a place named with one it holds."""
    if asked.kind.dimension.is_territory:
        return
    summed = {each.ref for place in asked.places for each in place.every_asked}
    for ref in asked.question.territories:
        if ref not in summed and ref in knowledge.territories:
            whole = capitalised(the_(knowledge.territories.get(ref)))
            yield f"{whole} contient déjà ces projets{NARROW}: ils ne sont comptés qu'une fois."


def _asks_for_more(asked: Listed) -> bool:
    """Return whether a condition already keeps the rows of fewer projects than the floor out."""
    least = [each for each in asked.conditions if each.comparator in {Comparator.GT, Comparator.GE}]
    return any(
        each.measure is Measure.PROJECTS and each.statistic is Statistic.NUMBER and each.limit >= asked.query.floor
        for each in least
    )


def _moves(listing: Listing, asked: Listed) -> Iterator[str]:
    if not asked.changes:
        return
    if listing.rises or listing.falls:
        falling = number(listing.falls) if listing.falls else asked.kind.none.split()[0]
        yield f"{capitalised(asked.kind.counted(listing.rises))} en hausse, {falling} en baisse."
    if listing.unsure:
        unsure = f"{number(listing.unsure)} {plural(listing.unsure, 'évolution')}"
        yield f"Le sens de {unsure} reste inconnu : trop de valeurs secrètes."


def _doubts(listing: Listing, asked: Listed, knowledge: Knowledge) -> Iterator[str]:
    """Say between what the candidates for the first place lie, and that sums are minima whose order may change."""
    query, leaders = asked.query, listing.leaders
    uncertain = not certain_first(listing)
    if uncertain and 1 < len(leaders) <= _FEW:
        said = [
            f"{asked.kind.short(cell, knowledge)}, {margin(cell.value, query.statistic) or 'chiffre exact'}"
            for cell in leaders
            if cell.value
        ]
        yield f"Bornes certaines : {f'{NARROW}; '.join(said)}."
    values = [cell.value for cell in listing.cells if cell.value]
    partly = any(value.masked and value.published is not None for value in values)
    if not partly or query.statistic is Statistic.MASKED:
        return
    bounds = [value.interval for value in values]
    if query.ascending:
        settled = all(one.high <= other.low for one, other in pairwise(bounds))
    else:
        settled = all(one.low >= other.high for one, other in pairwise(bounds))
    alone = sum(value.masked for value in values) == 1
    added, verb = ("une valeur secrète s'", "ajoute") if alone else ("des valeurs secrètes s'", "ajoutent")
    order = "" if settled else f"{NARROW}; l'ordre de lignes proches peut en dépendre"
    if query.statistic is Statistic.NUMBER:
        yield f"Les nombres sont des minimums : {added}y {verb}{order}."
    elif asked.changes:
        yield f"{capitalised(added)}{verb} à ces nombres, sans changer le sens indiqué{order}."
    elif order:
        yield f"{capitalised(added)}{verb} à ces nombres : l'ordre de lignes proches peut en dépendre."


def _reading(asked: Listed) -> Iterator[str]:
    if asked.query.statistic is Statistic.PER_THOUSAND:
        yield f"Population municipale de l'INSEE, découpage {population_year()} des communes."
    if asked.against:
        yield f"Lecture : sa part dans les projets, rapportée à celle qu'il a {asked.against.where}."


def _left_out(result: Result, knowledge: Knowledge) -> Iterator[str]:
    """« Sans : Orléans. », and what could not be taken out."""
    removed = [value for value in result.query.excluded if value in result.excluded]
    unknown = [value for value in result.query.excluded if value not in result.excluded]
    if removed:
        yield f"Sans : {listed([_name(value, knowledge) for value in removed])}."
    if unknown:
        yield f"Je ne peux pas retirer de cette liste : {listed([_name(value, knowledge) for value in unknown])}."


def _name(value: str, knowledge: Knowledge) -> str:
    if not value.startswith(_OCCUPATION):
        return named(knowledge.territories.get(value))
    selection = Selection.parse(value)
    if selection.sector:
        return quoted(knowledge.occupations.sector_label(selection.sector))
    nomenclature = Nomenclature.FAP2021 if selection.fap2021 else Nomenclature.FAP2009
    return listed([quoted(knowledge.occupations.label(nomenclature, code)) for code in selection.codes(nomenclature)])
