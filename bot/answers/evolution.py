"""How projects moved over the years: the whole series, the last change and the change since the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from bot.answers.asking import query_of
from bot.answers.closed import answered, moved_so, set_right
from bot.answers.peak import peak
from bot.answers.scope import (
    Area,
    Chosen,
    UnanswerableError,
    areas,
    every_chosen,
    facts,
    opening,
    source_line,
    without,
    years_said,
)
from bot.answers.suggestions import around_area, asks, trades
from bot.answers.telling import row_of, secret_cells
from bot.answers.uncovered import check_covered
from bot.question import Question, Topic
from bot.writing.french import NARROW, adjective, listed, number, quoted, signed, signed_percent
from bot.writing.reply import Reply, Row, Suggestion
from bot.writing.reply_topics import ReplyTopic
from bot.writing.values import count, rate, said
from knowledge.bmo.model import Measure
from knowledge.figures.evaluate import evaluate
from knowledge.figures.query import Dimension, Query, Statistic
from knowledge.figures.result import Cell, Value
from knowledge.figures.sums import NOBODY
from knowledge.figures.values import number_of
from knowledge.library import Knowledge
from knowledge.occupations.model import FIRST_FAP2021_YEAR, Selection

_MOST_SERIES = 3
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Series:
    """The years of one place, for all métiers or some: what is asked, its cells, and what must be said about it."""

    place: Area
    query: Query
    cells: tuple[Cell, ...]
    wanted: tuple[Chosen, ...] = ()
    notes: tuple[str, ...] = ()
    broken: str = ""
    """Why its métiers cannot be followed over all the years asked, "" when they can."""

    @property
    def about(self) -> str:
        return listed([each.name for each in self.wanted])

    @property
    def told(self) -> list[Cell]:
        """The years that can be set against one another."""
        return [cell for cell in self.cells if cell.value]


@dataclass(frozen=True, slots=True)
class _Change:
    """From one year to another: the change (in projects, or points of a share), and the growth of a number."""

    first: Cell
    last: Cell
    moved: Value
    growth: Value | None
    is_of_share: bool

    @property
    def direction(self) -> int:
        return self.moved.interval.direction


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the series of each place and métier asked (three at most), with what changed as far as it is certain."""
    places = areas(question, knowledge)
    summed = question.together or not question.occupations
    apart = [question.occupations] if summed else [(value,) for value in question.occupations]
    asked = list(product(places, apart))
    series = [_series(question, place, values, knowledge) for place, values in asked[:_MOST_SERIES]]
    shown = sorted({cell.year for each in series for cell in each.cells})
    wanted = list(dict.fromkeys(chosen_one for each in series for chosen_one in each.wanted))
    where = list(dict.fromkeys(each.place for each in series))
    return Reply(
        sentence=_sentences(series, question, knowledge),
        rows=tuple(_rows(series)),
        notes=tuple(dict.fromkeys(note for each in series for note in (*each.notes, *_reading(each))))
        + _unfollowed(series)
        + _not_held(series, question, knowledge)
        + ((f"Je n'en montre que {_MOST_SERIES} à la fois.",) if len(asked) > _MOST_SERIES else ()),
        source=_source(series, question.measure or Measure.PROJECTS),
        suggestions=_suggestions(places[0], question, max(shown), knowledge),
        facts=facts(question, ReplyTopic.EVOLUTION, year=max(shown), areas_=where, wanted=wanted).but(
            years=tuple(shown)
        ),
    )


def _span(question: Question, place: Area, knowledge: Knowledge) -> tuple[int, int]:
    """Return the first and last years asked, the whole series by default.

    The latest year, or one whose rise or fall is asked, is set against the survey before it; « par rapport à l'an
    dernier » and any other year, against the latest.
    """
    held = knowledge.bmo.years()
    asked = years_said(question.years, held[-1])
    if len(asked) > 1:
        return asked[0], asked[-1]
    if not asked:
        return held[0], held[-1]
    totals = {total.year for unit in place.units for total in knowledge.bmo.published_totals(unit.ref)}
    known = set(held) if question.occupations else {*held, *totals}
    if asked[0] not in known:
        raise UnanswerableError(_nothing(question, place, knowledge))
    before = [year for year in known if year < asked[0]]
    since = asked[0] < held[-1] and (question.years[-1].startswith("-") or not question.towards)
    return (asked[0], held[-1]) if since or not before else (max(before), asked[0])


def followed(question: Question, place: Area, knowledge: Knowledge) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the métiers that tell the change asked of a place, and the first and last years it is measured between."""
    first, last = _span(question, place, knowledge)
    if not question.occupations:
        return (), (first, last)
    years = tuple(year for year in knowledge.bmo.years() if first <= year <= last)
    values, years, _, _ = _followed(question.occupations, years, knowledge) if years else ((), (), [], "")
    return values, years[:1] + years[1:][-1:]


def _series(question: Question, place: Area, values: tuple[str, ...], knowledge: Knowledge) -> _Series:
    first, last = _span(question, place, knowledge)
    notes = [place.note] if place.note else []
    years = tuple(range(first, last + 1))
    wanted: tuple[Chosen, ...] = ()
    broken = ""
    if values:
        said_as = dict(zip(question.occupations, _words(question), strict=True))
        words = tuple(said_as[value] for value in values)
        years = tuple(year for year in knowledge.bmo.years() if first <= year <= last)
        if not years:
            raise UnanswerableError(_nothing(question, place, knowledge))
        values, years, wider, broken = _followed(values, years, knowledge)
        notes += wider
        asked = every_chosen(replace(question, occupations=values, words=words), years[-1], knowledge)
        wanted = tuple(replace(each, joined=bool(wider)) for each in asked)
    by_share = question.share and question.measure not in {None, Measure.PROJECTS}
    query = query_of(replace(question, years=()), knowledge).but(
        places=tuple(each.ref for each in place.every_asked), together=len(place.every_asked) > 1, occupations=values,
        summed=True, years=years, by=Dimension.YEAR, conditions=(), floor=0,
        statistic=Statistic.SHARE if by_share else Statistic.NUMBER,
    )  # fmt: skip
    cells = evaluate(query, knowledge).cells
    if not cells:
        held = [year for year in years if year in knowledge.bmo.years()]
        if held:
            check_covered([place], held[-1], knowledge, totals_enough=not values)
        raise UnanswerableError(_nothing(question, place, knowledge))
    return _Series(place, query, cells, wanted, tuple(notes), broken)


def _words(question: Question) -> tuple[str, ...]:
    """The word that asked each métier, "" where that is not known."""
    known = len(question.words) == len(question.occupations)
    return question.words if known else ("",) * len(question.occupations)


def _followed(
    values: tuple[str, ...], years: tuple[int, ...], knowledge: Knowledge
) -> tuple[tuple[str, ...], tuple[int, ...], list[str], str]:
    """Return the métiers to sum, the years they can be followed over, why these métiers are more, these years fewer."""
    selections = [Selection.parse(value) for value in values]
    found = [knowledge.occupations.followed(each, years) for each in selections]
    broken = next((each.why_not for each in found if each.why_not), "")
    crosses = years[0] < FIRST_FAP2021_YEAR <= years[-1]
    if broken and crosses:
        return values, _one_side(years, selections), [], broken
    labels = (knowledge.occupations.get(ref).label for each in found for ref in each.added)
    added = [quoted(label) for label in dict.fromkeys(labels)]  # one métier may have its name in both nomenclatures
    wider = f"Le chiffre est plus large que la question : avant et après 2024, ce métier se suit avec {listed(added)}."
    same = tuple(
        value if selection.sector or each.why_not else Selection(each.fap2021, each.fap2009).value
        for value, selection, each in zip(values, selections, found, strict=True)
    )
    return same, years, [wider] if added else [], ""


def _unfollowed(series: Sequence[_Series]) -> tuple[str, ...]:
    """Say once, with its reasons, that the change of nomenclature leaves only some years to compare."""
    broken = [each for each in series if each.broken]
    if not broken:
        return ()
    years = sorted({cell.year for each in broken for cell in each.cells})
    reasons = f"{NARROW}; ".join(dict.fromkeys(each.broken for each in broken))
    changed = f"La nomenclature des métiers a changé en {FIRST_FAP2021_YEAR} ({reasons})"
    return (f"{changed} : je compare donc {_listed_years(years)} seulement.",)


def _not_held(series: Sequence[_Series], question: Question, knowledge: Knowledge) -> tuple[str, ...]:
    """Say that the first year asked is not held, where no change of nomenclature says why the series begins later."""
    asked = years_said(question.years, knowledge.bmo.latest_year())
    first = min(cell.year for each in series for cell in each.cells)
    if len(asked) < 2 or first <= asked[0] or any(each.broken for each in series):
        return ()
    return (f"Je n'ai pas l'année {asked[0]}{NARROW}: la série commence en {first}.",)


def _one_side(years: tuple[int, ...], selections: Sequence[Selection]) -> tuple[int, ...]:
    """Return the years of one nomenclature: the recent ones when the métiers exist there and two are asked."""
    after = tuple(year for year in years if year >= FIRST_FAP2021_YEAR)
    before = tuple(year for year in years if year < FIRST_FAP2021_YEAR)
    recent = all(one.sector or one.fap2021 for one in selections)
    return after if recent and (len(after) > 1 or len(before) < 2) else before


def _listed_years(years: Sequence[int]) -> str:
    return f"{years[0]} à {years[-1]}" if len(years) > 2 else listed([str(year) for year in years])


def _nothing(question: Question, place: Area, knowledge: Knowledge) -> Reply:
    held = knowledge.bmo.years()
    mine = f"mes enquêtes vont de {held[0]} à {held[-1]}"
    return Reply(
        sentence=f"Je n'ai pas de chiffres pour ces années {place.where} : {mine}.",
        suggestions=around_area(place),
        facts=facts(question, ReplyTopic.YEAR_NOT_HELD, year=0, areas_=[place]),
    )


def _sentences(series: Sequence[_Series], question: Question, knowledge: Knowledge) -> str:
    """Return the change of each series, after one yes or no where it is asked and holds for all of them."""
    several = len(series) > 1 and not question.closed
    asked = replace(question, direction="", movement="") if several else question  # « lequel progresse ? »
    sentences = [_sentence(each, asked, knowledge) for each in series]
    if question.closed and all(_is_of_the_years_asked(each, question, knowledge) for each in series):
        verdicts = {_verdict(each, question, knowledge) for each in series}
        verdict = verdicts.pop() if len(verdicts) == 1 else None  # the doubt is in the sentences
        sentences[:1] = sentences[:1] if verdict is None else [answered(verdict, sentences[0])]
    lead = _side_by_side(series, question, knowledge) if several and not question.peak else ""
    return " ".join(filter(None, [lead, *sentences]))


def _side_by_side(series: Sequence[_Series], question: Question, knowledge: Knowledge) -> str:
    """« Baisse dans les deux cas, plus forte pour « Couvreurs ». », where each direction is certain, else ""."""
    if not all(map(_is_told, series)):
        return ""
    moved = [_main_and_other(each, question, knowledge)[0] for each in series]
    if not all(change.direction for change in moved):
        return ""
    named = _told_apart(series)
    up = [name for name, change in zip(named, moved, strict=True) if change.direction > 0]
    down = [name for name in named if name not in up]
    if up and down:
        return f"Hausse {listed(up)}, baisse {listed(down)}."
    sizes = {
        name: (change.growth or change.moved).interval.times(change.direction)
        for name, change in zip(named, moved, strict=True)
    }
    most = [
        name
        for name, size in sizes.items()
        if all(size.is_above(other) for each, other in sizes.items() if each != name)
    ]
    every, the = ("dans les deux cas", "") if len(series) == _PAIR else ("dans tous les cas", "la ")
    stronger = f", {the}plus forte {most[0]}" if most else ""
    return f"{'Hausse' if up else 'Baisse'} {every}{stronger}."


def _told_apart(series: Sequence[_Series]) -> list[str]:
    """« pour « Couvreurs » », « en Indre-et-Loire », or both: what sets each series apart."""
    by_trade, by_place = len({each.about for each in series}) > 1, len({each.place for each in series}) > 1
    return [
        " ".join([*([f"pour {each.about}"] if by_trade else []), *([each.place.where] if by_place else [])])
        for each in series
    ]


def _is_told(series: _Series) -> bool:
    """Return whether two years are published, and so can be compared."""
    measure = series.query.measure
    published = [cell for cell in series.told if not (cell.figures and cell.figures.of(measure).is_masked)]
    return len(series.told) > 1 and bool(published)


def _is_of_the_years_asked(series: _Series, question: Question, knowledge: Knowledge) -> bool:
    """Return whether the years compared are those asked: of some, only a part is held or can be followed."""
    asked = years_said(question.years, knowledge.bmo.latest_year())
    return len(asked) < 2 or not series.told or series.told[0].year == asked[0]


def _verdict(series: _Series, question: Question, knowledge: Knowledge) -> bool | None:
    if not _is_told(series):
        return None
    return moved_so(question.towards, _main_and_other(series, question, knowledge)[0].moved.interval)


def _main_and_other(series: _Series, question: Question, knowledge: Knowledge) -> tuple[_Change, _Change]:
    told = series.told
    whole, last = (_change(series, first, told[-1], knowledge) for first in (told[0], told[-2]))
    return (whole, last) if question.years else (last, whole)


def _sentence(series: _Series, question: Question, knowledge: Knowledge) -> str:
    """Return the change asked and the last one, the premise of the question set right."""
    if not _is_told(series):
        about = f", pour {series.about}" if series.about else ""
        return f"Je n'ai pas deux années publiées à comparer {series.place.where}{about}."
    if question.peak:
        return peak(series.told, series.query, series.place.where, series.about, least=question.peak == "least")
    told = series.told
    main, other = _main_and_other(series, question, knowledge)
    span, but = f"De {main.first.year} à {main.last.year}", without(question, main.last.year, knowledge)
    sentence = f"{opening(span, series.place, series.about, but)}, {_main(main, series.query)}"
    if len(told) > 2:
        sentence += f"{NARROW}; depuis {other.first.year}, {_moved(other)}"
    return f"{sentence if question.closed else set_right(main.direction, question.towards, sentence)}."


def _change(series: _Series, first: Cell, last: Cell, knowledge: Knowledge) -> _Change:
    pair = series.query.but(by=None, years=(first.year, last.year))
    by_share = series.query.statistic is Statistic.SHARE
    moved = evaluate(pair.but(statistic=Statistic.POINTS if by_share else Statistic.CHANGE), knowledge).cells[0].value
    growth = None if by_share else evaluate(pair.but(statistic=Statistic.GROWTH), knowledge).cells[0].value
    if moved is None:
        raise ValueError(f"no change from {first.year} to {last.year}: {pair}")
    return _Change(first, last, moved, growth, by_share)


def _subject(query: Query) -> tuple[str, dict[int, str]]:
    adjectives = adjective(query.measure, 2)
    if query.statistic is Statistic.SHARE:
        return f"la part de projets{adjectives}", {1: "progresse", -1: "recule", 0: "est stable"}
    return f"les projets de recrutement{adjectives}", {1: "progressent", -1: "reculent", 0: "sont stables"}


def _main(change: _Change, query: Query) -> str:
    """« les projets de recrutement reculent de 98 613 à 84 515 : −14 098 (−14,3 %) », uncertain where it is."""
    noun, verbs = _subject(query)
    moved = _moved(change)
    if not change.direction and not change.moved.interval.is_exact:
        doubt = f"rien ne dit de façon certaine si {noun} {verbs[1]} ou {verbs[-1]}"
        return f"{_published(change)}{moved} : {doubt}"
    before, after = (_end(cell, change, query) for cell in (change.first, change.last))
    if before == after and not change.direction:
        return f"{noun} {verbs[0]} : {after}"
    between = any(each.startswith("entre") for each in (before, after))
    span = f" : {before} puis {after}, soit" if between else f" {_de(before)} à {after} :"
    totals = " (totaux publiés)" if change.moved.official else ""
    return f"{noun} {verbs[change.direction]}{span} {moved}{totals}"


def _published(change: _Change) -> str:
    """« −75 (−6,4 %) sur les valeurs publiées, » before the bounds of a change whose direction they leave open."""
    moved, growth = change.moved, change.growth
    if growth is None or moved.published is None or growth.published is None:
        return ""
    return f"{signed(moved.published)} ({signed_percent(growth.published)}) sur les valeurs publiées, "


def _de(figure: str) -> str:
    return f"d'{figure}" if figure.startswith(("au", "environ")) else f"de {figure}"


def _end(cell: Cell, change: _Change, query: Query) -> str:
    """The figure of a year: the published total where the change is computed on it."""
    if query.statistic is Statistic.SHARE:
        return rate(cell.value) if cell.value else ""
    if cell.official and (change.moved.official or cell.figures is None):
        return ("environ " if cell.official.approximate else "") + number(cell.official.projects)
    return count(number_of(cell.figures or NOBODY, query.measure), query.measure)


def _moved(change: _Change) -> str:
    """« −14 098 projets (−14,3 %) », « entre −40 et +60 projets », « −14,7 points »."""
    moved = said(change.moved, Statistic.POINTS if change.is_of_share else Statistic.CHANGE)
    return f"{moved} ({said(change.growth, Statistic.GROWTH)})" if change.growth else moved


def _rows(series: Sequence[_Series]) -> list[Row]:
    """One row a year and series; of several series, the first one's rows tell them all, year by year."""
    several = len(series) > 1
    rows: list[Row] = []
    said_of: dict[int, list[str]] = {}
    for each in series:
        name = (each.about if len({one.place for one in series}) == 1 else each.place.name) if several else ""
        short = each.place.units[0].name if name == each.place.name and len(each.place.units) == 1 else name
        for cell in each.cells:
            label = f"{name}, {cell.year}" if name else str(cell.year)
            rows.append(row_of(cell, each.query, label, str(cell.year), told=True))
            said_of.setdefault(cell.year, []).append(f"{short}, {_plain(cell, each.query)}")
    if not several:
        return rows
    texts = {year: f"• {year} : {f'{NARROW}; '.join(told)}" for year, told in said_of.items()}
    return [replace(row, text=texts.pop(row.year, "")) for row in rows]


def _plain(cell: Cell, query: Query) -> str:
    if cell.value is None:
        return "sans projet"
    return rate(cell.value) if query.statistic is Statistic.SHARE else count(cell.value, query.measure)


def _reading(series: _Series) -> list[str]:
    """Name the years that only a published total tells."""
    alone = [str(cell.year) for cell in series.cells if cell.figures is None and cell.official]
    if not alone:
        return []
    are = "est un total publié" if len(alone) == 1 else "sont des totaux publiés"
    return [f"{listed(alone)} {are}, sans détail par métier : à ne pas comparer au projet près aux sommes des autres."]


def _source(series: Sequence[_Series], measure: Measure) -> str:
    cells = [cell for each in series for cell in each.cells]
    years = sorted({cell.year for cell in cells if cell.figures is not None})
    names = list(dict.fromkeys(each.place.name for each in series))
    if not years:
        return f"Source : France Travail, enquêtes BMO, totaux publiés, {listed(names)}."
    return source_line(years, names, max(secret_cells(cell.figures, measure) for cell in cells if cell.figures))


def _suggestions(place: Area, question: Question, year: int, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    difficult = Suggestion(
        "Projets difficiles",
        f"évolution des projets difficiles {place.where}",
        spans_years=True,
        asks=asks(Topic.EVOLUTION, place, measure=Measure.DIFFICULT),
    )
    return (
        *trades(place, year if year in knowledge.bmo.years() else knowledge.bmo.latest_year(), knowledge),
        Suggestion("Chiffres clés", f"chiffres clés {place.where}", asks=asks(Topic.TOTALS, place)),
        *((difficult,) if question.occupations or question.measure is not Measure.DIFFICULT else ()),
    )
