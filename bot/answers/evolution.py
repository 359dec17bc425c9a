"""How projects moved over the years, in an area, for all occupations or one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.published import said
from bot.answers.scope import Area, Chosen, UnanswerableError, areas, chosen, facts, source_line, years_said
from bot.answers.suggestions import around_area, trades
from bot.answers.tables import plain_row
from bot.answers.uncovered import check_covered
from bot.question import Question
from bot.writing.french import adjective, listed, number, percent, plural, signed, signed_percent
from bot.writing.reply import Reply, Row, Suggestion
from knowledge.bmo.model import Figures, Measure, PublishedTotal
from knowledge.library import Knowledge
from knowledge.occupations.model import FIRST_FAP2021_YEAR, Nomenclature, Selection


@dataclass(frozen=True, slots=True)
class _Series:
    """Figures by year of one area, with the selection used and what must be said about it."""

    place: Area
    years: tuple[int, ...]
    figures: dict[int, Figures]
    published: tuple[PublishedTotal, ...]
    notes: tuple[str, ...]
    wanted: Chosen | None


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the change between the first and last years asked that are comparable, and each year between."""
    places = areas(question, knowledge)
    series = [_series(question, place, knowledge) for place in places[:2]]
    measure = question.measure or Measure.PROJECTS
    rows = [row for each in series for row in _rows(each, measure, question.share, several=len(series) > 1)]
    shown = [year for each in series for year in each.figures] or [t.year for each in series for t in each.published]
    wanted = series[0].wanted
    masked = max((f.projects.masked for each in series for f in each.figures.values()), default=0)
    return Reply(
        sentence=" ".join(_sentence(each, question) for each in series),
        rows=tuple(rows),
        notes=tuple(dict.fromkeys(note for each in series for note in each.notes)),
        source=_source(series, masked),
        suggestions=_suggestions(places[0], question, max(shown, default=0), knowledge),
        facts={
            **facts(
                question,
                "evolution",
                year=max(shown, default=0),
                areas_=[each.place for each in series],
                wanted=[wanted],
            ),
            "years": sorted({*shown, *(total.year for each in series for total in each.published)}),
        },
    )


def _series(question: Question, place: Area, knowledge: Knowledge) -> _Series:
    held = knowledge.bmo.years()
    asked = years_said(question.years, knowledge.bmo.latest_year())
    first, last = (min(asked), max(asked)) if len(asked) > 1 else (asked[0] if asked else 0, held[-1])
    years = tuple(year for year in held if first <= year <= last)
    if len(asked) == 1 and last == asked[0]:
        years = tuple(year for year in held if year <= last)
    if question.occupations:
        return _of_occupation(question, place, years, knowledge)
    published = _older_totals(place, first, last, question.measure, knowledge)
    if not years and not published:
        raise UnanswerableError(_nothing(question, place, knowledge))
    if years:
        check_covered([place], years[-1], knowledge, totals_enough=True)
    figures = knowledge.bmo.figures_by_year(list(place.units), None, years) if years else {}
    notes = (place.note,) if place.note else ()
    return _Series(place, years, figures, published, (*notes, *_reading(figures, published)), None)


def _older_totals(
    place: Area, first: int, last: int, measure: Measure | None, knowledge: Knowledge
) -> tuple[PublishedTotal, ...]:
    if len(place.units) != 1:
        return ()
    totals = knowledge.bmo.published_totals(place.units[0].ref)
    older = [t for t in totals if first <= t.year <= last and t.year < min(knowledge.bmo.years())]
    if measure is Measure.DIFFICULT:
        return tuple(t for t in older if t.difficult_percent is not None)
    if measure is Measure.SEASONAL:
        return tuple(t for t in older if t.seasonal_percent is not None)
    return tuple(older)


def _reading(figures: dict[int, Figures], published: tuple[PublishedTotal, ...]) -> list[str]:
    notes = []
    if published and figures:
        notes.append(
            "Les années antérieures à 2022 sont des totaux publiés, les suivantes la somme des valeurs publiées "
            "métier par métier (un minimum) : les deux séries ne se comparent pas au projet près."
        )
    return notes


def _of_occupation(question: Question, place: Area, years: tuple[int, ...], knowledge: Knowledge) -> _Series:
    """A métier is followed across 2023→2024 only where both nomenclatures mean the same thing by it."""
    if not years:
        raise UnanswerableError(_nothing(question, place, knowledge))
    check_covered([place], years[-1], knowledge)
    notes = [place.note] if place.note else []
    selection = Selection.parse(question.occupations[0])
    if years[0] < FIRST_FAP2021_YEAR <= years[-1]:
        followed = _followed(selection, knowledge)
        if followed is None:
            years = _one_side(years, selection)
            notes.append(_why_broken(selection, years, knowledge))
        selection = followed or selection
    wanted = chosen(selection.value, years[-1], knowledge)
    figures = knowledge.bmo.figures_by_year(list(place.units), selection, years)
    return _Series(place, years, figures, (), tuple(notes), wanted)


def _why_broken(selection: Selection, years: tuple[int, ...], knowledge: Knowledge) -> str:
    why = knowledge.occupations.why_not_same(selection.fap2009, selection.fap2021)
    reason = f" ({why})" if why else ""
    kept = listed([str(year) for year in years])
    change = "La nomenclature des métiers a changé entre 2023 et 2024, sans équivalent sûr ici"
    return f"{change}{reason} : je compare donc {kept} seulement."


def _followed(selection: Selection, knowledge: Knowledge) -> Selection | None:
    """Return the selection with, in both nomenclatures, codes of one same meaning; None when there is no such thing."""
    occupations = knowledge.occupations
    if selection.sector:
        return selection if occupations.follows_sector(selection.sector) else None
    older = occupations.same_meaning(selection.fap2021, Nomenclature.FAP2021) if selection.fap2021 else None
    if older is not None:
        return Selection(selection.fap2021, tuple(older))
    newer = occupations.same_meaning(selection.fap2009, Nomenclature.FAP2009) if selection.fap2009 else None
    return Selection(tuple(newer), selection.fap2009) if newer is not None else None


def _one_side(years: tuple[int, ...], selection: Selection) -> tuple[int, ...]:
    """Return the years of one nomenclature: the recent ones when the métier exists there and two are asked."""
    after = tuple(year for year in years if year >= FIRST_FAP2021_YEAR)
    before = tuple(year for year in years if year < FIRST_FAP2021_YEAR)
    recent = bool(selection.sector or selection.fap2021) and len(after) >= min(2, len(years) - len(before))
    return after if recent and (len(after) > 1 or len(before) < 2) else before


def _nothing(question: Question, place: Area, knowledge: Knowledge) -> Reply:
    held = knowledge.bmo.years()
    span = f"mes enquêtes vont de {held[0]} à {held[-1]}"
    return Reply(
        sentence=f"Je n'ai pas de chiffres pour ces années {place.where} : {span}.",
        suggestions=around_area(place),
        facts={**facts(question, "year_not_held", year=0, areas_=[place])},
    )


def _sentence(series: _Series, question: Question) -> str:
    measure = question.measure or Measure.PROJECTS
    subject = f", pour {series.wanted.name}" if series.wanted else ""
    told = {y: f for y, f in sorted(series.figures.items()) if not f.of(measure).is_masked}
    if len(told) >= 2:
        (start, first), (end, last) = min(told.items()), max(told.items())
        opening = f"De {start} à {end}, {series.place.where}{subject}"
        shares = (first.share(measure), last.share(measure))
        if question.share and measure is not Measure.PROJECTS and shares[0] and shares[1]:
            points = (shares[1].value - shares[0].value) * 100
            unit = plural(int(abs(points)), "point")
            return (
                f"{opening}, la part de projets{adjective(measure, 2)} passe de {percent(shares[0].value)} "
                f"à {percent(shares[1].value)} ({signed(points, 1)} {unit})."
            )
        return f"{opening}, {_move(first.of(measure).published, last.of(measure).published, measure)}."
    if len(series.published) >= 2:
        first_total, last_total = series.published[0], series.published[-1]
        opening = f"De {first_total.year} à {last_total.year}, {series.place.where}, d'après les totaux publiés"
        return f"{opening}, {_move(first_total.projects, last_total.projects, Measure.PROJECTS)}."
    return f"Je n'ai pas deux années publiées à comparer {series.place.where}{subject}."


def _move(before: float, after: float, measure: Measure) -> str:
    """« les projets de recrutement passent de 27 000 à 23 000 : −4 000 (−14,8 %) »."""
    change = after - before
    noun = f"projets de recrutement{adjective(measure, 2)}"
    if not change:
        return f"le nombre de {noun} est stable : {number(after)}"
    ratio = f" ({signed_percent(change / before)})" if before else ""
    verb = "progressent" if change > 0 else "reculent"
    return f"les {noun} {verb} de {number(before)} à {number(after)} : {signed(change)}{ratio}"


def _rows(series: _Series, measure: Measure, share: bool, *, several: bool) -> list[Row]:
    prefix = f"{series.place.name}, " if several else ""
    rows = [
        Row(
            label=str(total.year),
            ref=str(total.year),
            year=total.year,
            text=f"• {prefix}{total.year} : {said(total)} (total publié)",
            territory=series.place.units[0].ref,
            published_total=total.projects,
        )
        for total in series.published
    ]
    for year, figures in sorted(series.figures.items()):
        row = plain_row(f"{prefix}{year}", str(year), year, figures, measure, share=share)
        rows.append(Row(row.label, row.ref, year, row.text, figures, territory=series.place.units[0].ref))
    return rows


def _source(series: list[_Series], masked: int) -> str:
    years = sorted({year for each in series for year in each.figures})
    names = [each.place.name for each in series]
    if not years:
        return f"Source : France Travail, enquêtes BMO, totaux publiés, {listed(names)}."
    return source_line(years, names, masked)


def _suggestions(place: Area, question: Question, year: int, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    difficult = Suggestion("Projets difficiles", f"évolution des projets difficiles {place.where}", spans_years=True)
    return (
        *trades(place, year if year in knowledge.bmo.years() else knowledge.bmo.latest_year(), knowledge),
        Suggestion("Chiffres clés", f"chiffres clés {place.where}"),
        *((difficult,) if question.occupations or question.measure is not Measure.DIFFICULT else ()),
    )
