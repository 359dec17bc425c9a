"""The sentence of a list: what comes first, stated only where the certain bounds settle it."""

from __future__ import annotations

from bot.answers.breakdown import Listed
from bot.answers.thresholds import threshold_words
from bot.writing.cells import headline
from bot.writing.french import NARROW, adjective, counted, number, plural
from bot.writing.values import said
from knowledge.bmo.model import Measure
from knowledge.figures.query import CHANGES, Statistic
from knowledge.figures.result import Cell, Listing
from knowledge.library import Knowledge

_FEW = 3
"""The most candidates for the first place that a sentence names."""


def first_said(listing: Listing, asked: Listed, knowledge: Knowledge) -> str:
    """Return the sentence of the first rows: which one comes first, which may, or that there is none."""
    if not listing.total:
        return f"{asked.opening}, {_none(listing, asked)}."
    if asked.conditions and not asked.changes:
        return f"{asked.opening}, {_passing(listing, asked)}{NARROW}; {_in_front(listing, asked, knowledge)}."
    return f"{asked.opening}, {_first(listing, asked, knowledge)}."


def certain_first(listing: Listing) -> tuple[Cell, ...]:
    """Return the row that certainly comes first, or those that do at equality; none where the bounds leave doubt."""
    first = listing.leaders
    equal = all(cell.bounds.is_exact and cell.bounds == first[0].bounds for cell in first)
    return first if len(first) == 1 or equal else ()


def superlative(asked: Listed) -> str:
    """Return « le métier qui recrute le plus », « la région où la part de projets difficiles recule le plus »."""
    query = asked.query
    adjectives = adjective(query.measure, 2)
    most = "moins" if query.ascending and query.statistic not in CHANGES else "plus"
    verb = "recule" if query.ascending else "progresse"
    its = "où" if asked.kind.dimension.is_territory else "dont"
    number_ = f"qui compte le {most} de projets{adjectives}"
    change = f"qui {verb} le plus" if not adjectives else f"dont les projets{adjectives} {verb}nt le plus"
    words = {
        Statistic.NUMBER: number_ if adjectives else f"qui recrute le {most}",
        Statistic.SHARE: f"{its} la part de projets{adjectives} est la plus {'faible' if query.ascending else 'forte'}",
        Statistic.PER_THOUSAND: f"{number_} par habitant",
        Statistic.WEIGHT: f"qui pèse le {most}",
        Statistic.SPECIALISATION: f"{'où il' if its == 'où' else 'qui'} pèse relativement le {most}",
        Statistic.CHANGE: change,
        Statistic.GROWTH: f"{change} en pourcentage",
        Statistic.POINTS: f"{its} la part de projets{adjectives} {verb} le plus",
        Statistic.CONTRIBUTION: f"qui contribue le plus à la {'baisse' if query.ascending else 'hausse'}",
        Statistic.MASKED: f"qui compte le {most} de valeurs secrètes",
    }
    return f"{asked.kind.the} {words[query.statistic]}"


def _first(listing: Listing, asked: Listed, knowledge: Knowledge) -> str:
    kind, query = asked.kind, asked.query
    certain = certain_first(listing)
    if len(certain) == 1:
        return f"{superlative(asked)} est {kind.called(certain[0], knowledge)} : {_figure(certain[0], asked)}"
    if certain:
        lowest = query.ascending and not asked.changes
        names = f" : {kind.all_called(certain, knowledge)}" if len(certain) <= _FEW else ""
        equals = f"{kind.counted(len(certain))} sont à égalité {'au plus bas' if lowest else 'en tête'}"
        return f"{equals} pour {_criterion(asked)} ({_short(certain[0], asked)}){names}"
    if len(listing.leaders) <= _FEW:
        either = kind.all_called(listing.leaders, knowledge, "ou")
        return f"{superlative(asked)} est {either} : les valeurs secrètes ne permettent pas de trancher"
    return _candidates(listing, asked, knowledge)


def _candidates(listing: Listing, asked: Listed, knowledge: Knowledge) -> str:
    """« le bassin qui… serait celui d'Issoudun (71,4 %) : 17 peuvent l'être », or what all of them hide."""
    count, first = number(len(listing.leaders)), listing.leaders[0]
    short = _short(first, asked).removesuffix(" (secret statistique)")
    if all(each.bounds == first.bounds and each.value and each.value.published is None for each in listing.leaders):
        return f"on ne peut pas désigner {superlative(asked)} : {count} ont un chiffre secret ({short})"
    best = f"{superlative(asked)} serait {asked.kind.called(first, knowledge)} ({short})"
    return f"{best} : {count} peuvent l'être, selon les valeurs secrètes"


def _criterion(asked: Listed) -> str:
    adjectives = adjective(asked.query.measure, 2)
    return {
        Statistic.NUMBER: f"le nombre de projets{adjectives}",
        Statistic.SHARE: f"la part de projets{adjectives}",
        Statistic.PER_THOUSAND: f"les projets{adjectives} par habitant",
        Statistic.WEIGHT: "le poids",
        Statistic.SPECIALISATION: "le poids comparé",
        Statistic.MASKED: "les valeurs secrètes",
    }.get(asked.query.statistic, "la baisse" if asked.query.ascending else "la hausse")


def _figure(cell: Cell, asked: Listed) -> str:
    """The figure of the first row; a specialisation says what the place is set against."""
    if asked.against is None:
        return headline(cell, asked.query)
    return f"{_short(cell, asked)} son poids {asked.against.where}"


def _in_front(listing: Listing, asked: Listed, knowledge: Knowledge) -> str:
    certain = certain_first(listing)
    kind = asked.kind
    if len(certain) == 1:
        return f"en tête, {kind.called(certain[0], knowledge)} : {_figure(certain[0], asked)}"
    if certain:
        return f"en tête à égalité, {kind.all_called(certain, knowledge)} : {_short(certain[0], asked)}"
    if len(listing.leaders) > _FEW:
        first, others = listing.leaders[0], number(len(listing.leaders) - 1)
        return f"en tête, {kind.called(first, knowledge)} ({_short(first, asked)}), ou {others} autres peut-être"
    either = kind.all_called(listing.leaders, knowledge, "ou")
    return f"en tête, {either}, selon les valeurs secrètes"


def _short(cell: Cell, asked: Listed) -> str:
    return said(cell.value, asked.query.statistic, asked.query.measure)


def _passing(listing: Listing, asked: Listed) -> str:
    """« 12 métiers comptent moins de 50 projets, et 3 autres peut-être, selon les valeurs secrètes »."""
    kind = asked.kind
    verb = plural(listing.total, "compte", "comptent")
    return f"{kind.counted(listing.total)} {verb} {threshold_words(asked.conditions)}{_possible(listing)}"


def _possible(listing: Listing) -> str:
    if not listing.possible:
        return ""
    return f", et {counted(listing.possible, 'autre')} peut-être, selon les valeurs secrètes"


def _none(listing: Listing, asked: Listed) -> str:
    """Why nothing is listed: nobody recruits, nothing is certain, or too few projects for a rate."""
    none, query = asked.kind.none, asked.query
    if asked.changes:
        return f"{none} ne {'recule' if query.ascending else 'progresse'} de façon certaine"
    if asked.conditions:
        maybe = f"{NARROW}; {counted(listing.possible, 'autre')} peut-être" if listing.possible else ""
        return f"{none} ne compte de façon certaine {threshold_words(asked.conditions)}{maybe.replace(' autre', '')}"
    if listing.small:
        return f"{none} ne compte au moins {number(query.floor)} projets, le minimum pour comparer des parts"
    noun = f"projet de recrutement{adjective(query.measure, 1)}"
    return f"l'enquête ne recense aucun {noun}" if query.measure is Measure.PROJECTS else f"{none} ne compte de {noun}"
