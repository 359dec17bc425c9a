"""What rose or fell the most between two surveys: the métiers of a place, or the territories of an area."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.changes import left_out, occupation_changes, sector_changes
from bot.answers.exclusion import without_excluded
from bot.answers.pages import Page
from bot.answers.places import ranked_within, units_ranked
from bot.answers.scope import Area, UnanswerableError, areas, chosen, facts, source_line, years_said
from bot.answers.suggestions import around_area
from bot.answers.tables import secret_cells
from bot.answers.thresholds import passing, threshold_words
from bot.answers.uncovered import check_covered
from bot.question import Question
from bot.writing.french import (
    NARROW,
    adjective,
    capitalised,
    counted,
    listed,
    number,
    percent,
    plural,
    quoted,
    signed,
    signed_percent,
)
from bot.writing.reply import Reply, Row, Suggestion
from knowledge.bmo.change import Change, Changes, rank_changes
from knowledge.bmo.model import NOBODY, Figures, Measure, RankedRow, Ranking
from knowledge.library import Knowledge
from knowledge.occupations.model import FIRST_FAP2021_YEAR, Nomenclature, Selection
from knowledge.territories.wording import de_, in_, named, the_

MIN_PROJECTS = 20
"""A percent over fewer projects than this says little; the reply states the floor."""

_PARTS = {
    Measure.DIFFICULT: "la part de projets difficiles",
    Measure.SEASONAL: "la part de projets saisonniers",
    Measure.NON_SEASONAL: "la part de projets non saisonniers",
}


_NOUNS = {"bassin": "bassin", "departement": "département", "region": "région"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is compared: where, between which surveys, by which measure."""

    place: Area
    first: int
    last: int
    measure: Measure
    relative: bool
    falling: bool
    noun: str

    @property
    def the_noun(self) -> str:
        """« le bassin », « la région »."""
        return f"{'la' if self.is_feminine else 'le'} {self.noun}"

    @property
    def is_feminine(self) -> bool:
        """True for « région »."""
        return self.noun == "région"

    def counted(self, count: int) -> str:
        """Return « 3 bassins », « aucune région »."""
        return counted(count, self.noun, feminine=self.is_feminine)

    @property
    def by_points(self) -> bool:
        """True when shares are compared, not numbers."""
        return self.relative and self.measure is not Measure.PROJECTS


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return what rose (or fell) the most, in number, in percent or in points of share as asked."""
    first, last, lacking = _years(question, knowledge)
    place = ranked_within(question, knowledge) if question.level else areas(question, knowledge)[0]
    check_covered([place], last, knowledge, totals_enough=bool(question.level) and not question.occupations)
    asked = _Asked(
        place,
        first,
        last,
        question.measure or Measure.PROJECTS,
        relative=question.share,
        falling=question.movement == "down",
        noun=_noun(question),
    )
    changes, note = _of_places(question, asked, knowledge) if question.level else _of_occupations(
        question, asked, knowledge
    )  # fmt: skip
    kept, left = without_excluded(_passing(changes, question), question, knowledge)
    ranked = rank_changes(
        kept, asked.measure, falling=asked.falling, relative=asked.relative, floor=MIN_PROJECTS
    )  # fmt: skip
    page = Page.of(ranked.rows, question)
    shown = page.rows
    hidden = [max(secret_cells(f, asked.measure) for f in (each.before, each.after)) for each in shown]
    return Reply(
        sentence=_sentence(page, asked, knowledge),
        rows=tuple(_row(rank, each, asked) for rank, each in enumerate(shown, start=page.first)),
        notes=tuple(
            each for each in (place.note, lacking, note, *left, *_condition(question), *_notes(ranked, asked)) if each
        ),
        source=source_line([first, last], [place.name], sum(hidden)),
        suggestions=(*page.buttons(), *_suggestions(question, asked, shown, knowledge)),
        facts={
            **facts(question, "progress", year=last, areas_=[place]),
            "years": [first, last],
            "movement": question.movement,
        },
    )


def _passing(changes: list[Change], question: Question) -> list[Change]:
    """Keep the changes whose later figures pass the question's threshold."""
    rows = tuple(RankedRow(each.ref, each.label, each.after) for each in changes)
    kept = {row.ref for row in passing(Ranking(rows, 0, len(rows)), question).rows}
    return [each for each in changes if each.ref in kept]


def _condition(question: Question) -> tuple[str, ...]:
    return (f"Parmi ceux qui comptent {threshold_words(question)}.",) if question.threshold else ()


def _noun(question: Question) -> str:
    if question.level:
        return _NOUNS.get(question.level, "territoire")
    return "secteur" if question.grain else "métier"


def _years(question: Question, knowledge: Knowledge) -> tuple[int, int, str]:
    """Two surveys held: those said, the one said and the one before it, else the last two; and what is not held."""
    held = knowledge.bmo.years()
    said = years_said(question.years, held[-1])
    relative = question.years[-1:] and question.years[-1].startswith("-")
    first, last = (min(said), max(said)) if len(said) > 1 else (0, said[0] if said else held[-1])
    if relative and last < held[-1] and len(said) == 1:  # « par rapport à l'an dernier »
        first, last = last, held[-1]
    years = [year for year in held if (first or last - 1) <= year <= last]
    if len(years) < 2:
        spans = listed([str(year) for year in held])
        raise UnanswerableError(
            Reply(
                sentence=f"Il me faut deux enquêtes pour mesurer un changement{NARROW}; je détiens {spans}.",
                facts={"topic": "year_not_held", "year": last, "territories": list(question.territories)},
            )
        )
    asked_for = [year for year in (first, last) if year and year not in held]
    lacking = listed([str(year) for year in asked_for])
    spans = f"{held[0]} à {held[-1]}"
    return years[0], years[-1], f"Je n'ai pas l'enquête {lacking} : les miennes vont de {spans}." if lacking else ""


def _of_places(question: Question, asked: _Asked, knowledge: Knowledge) -> tuple[list[Change], str]:
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


def _not_followed(asked: _Asked) -> Reply:
    return Reply(
        sentence=(
            "La nomenclature des métiers a changé entre 2023 et 2024, sans équivalent sûr pour ce métier : "
            f"je ne peux pas comparer {asked.first} et {asked.last}."
        ),
        suggestions=around_area(asked.place),
        facts={"topic": "not_followed", "year": asked.last, "territories": asked.place.refs},
    )


def _of_occupations(question: Question, asked: _Asked, knowledge: Knowledge) -> tuple[list[Change], str]:
    units = list(asked.place.units)
    if question.grain:
        changes, lost = sector_changes(units, asked.first, asked.last, knowledge)
        return changes, left_out(lost, "secteur")
    sector = Selection.parse(question.occupations[0]).sector if question.occupations else ""
    changes, lost = occupation_changes(units, asked.first, asked.last, knowledge, sector)
    return changes, left_out(lost)


def _sentence(page: Page[Change], asked: _Asked, knowledge: Knowledge) -> str:
    opening = f"De {asked.first} à {asked.last}, {asked.place.where}"
    verb = "recule" if asked.falling else "progresse"
    if page.is_next:
        return page.sentence(opening, asked.noun, f"{asked.noun}s")
    none = "aucune" if asked.is_feminine else "aucun"
    if not page.rows:
        nothing = f"{none} {asked.noun} dont le chiffre est publié ne {verb} de façon certaine"
        return f"{opening}, {nothing}."
    best = page.rows[0]
    label = quoted(best.label) if asked.noun in {"métier", "secteur"} else the_(knowledge.territories.get(best.ref))
    what = f"{asked.the_noun} qui {verb} le plus"
    if asked.by_points:
        what = f"{asked.the_noun} où {_PARTS[asked.measure]} {verb} le plus"
    elif asked.relative:
        what += " en pourcentage"
    elif asked.measure is not Measure.PROJECTS:
        what = f"{asked.the_noun} dont les projets{adjective(asked.measure, 2)} {verb}nt le plus"
    return f"{opening}, {what} est {label} : {_moved(best, asked)}."


def _moved(change: Change, asked: _Asked) -> str:
    """« +120 projets, de 300 à 420 (+40,0 %) », or « +5,2 points, de 40,1 % à 45,3 % »."""
    before, after = change.before.of(asked.measure), change.after.of(asked.measure)
    points = change.points(asked.measure)
    if asked.by_points and points is not None:
        shares = [_share(figures, asked.measure) for figures in (change.before, change.after)]
        moved = points * 100
        return f"{signed(moved, 1)} {plural(int(abs(moved)), 'point')}, de {shares[0]} à {shares[1]}"
    count = change.of(asked.measure)
    noun = f"{plural(count, 'projet')}{adjective(asked.measure, count)}"
    ratio = change.ratio(asked.measure)
    rate = f" ({signed_percent(ratio)})" if ratio is not None else ""
    return f"{signed(count)} {noun}, de {number(before.published)} à {number(after.published)}{rate}"


def _share(figures: Figures, measure: Measure) -> str:
    share = figures.share(measure)
    return percent(share.value) if share else "part secrète"


def _row(rank: int, change: Change, asked: _Asked) -> Row:
    return Row(
        label=change.label,
        ref=change.ref,
        year=asked.last,
        text=f"{rank}. {capitalised(change.label)} : {_moved(change, asked)}",
        figures=change.after,
        before=change.before,
        before_year=asked.first,
        measure=asked.measure,
    )


def _notes(ranked: Changes, asked: _Asked) -> tuple[str, ...]:
    notes = []
    if ranked.up or ranked.down:
        rising = f"{asked.counted(ranked.up)} en hausse"
        notes.append(f"{capitalised(rising)}, {asked.counted(ranked.down)} en baisse.")
    if ranked.unsure:
        unsure = f"{number(ranked.unsure)} {plural(ranked.unsure, 'évolution')}"
        notes.append(f"Le sens de {unsure} reste inconnu : trop de valeurs secrètes.")
    if any(each.after.of(asked.measure).masked or each.before.of(asked.measure).masked for each in ranked.rows):
        notes.append("Les nombres sont des minimums : des valeurs secrètes s'y ajoutent, sans changer le sens indiqué.")
    if asked.relative:
        notes.append(f"Classement parmi les {asked.noun}s d'au moins {MIN_PROJECTS} projets publiés les deux années.")
    if ranked.masked:
        secret = capitalised(asked.counted(ranked.masked))
        verb = "n'est pas" if ranked.masked < 2 else "ne sont pas"
        verb += f" {plural(ranked.masked, 'comparée' if asked.is_feminine else 'comparé')}"
        notes.append(f"{secret} {verb} : chiffre secret l'une des deux années.")
    return tuple(notes)


def _suggestions(
    question: Question, asked: _Asked, shown: tuple[Change, ...], knowledge: Knowledge
) -> tuple[Suggestion, ...]:
    span = f"entre {asked.first} et {asked.last}"
    what = f"{'quelles' if asked.is_feminine else 'quels'} {asked.noun}s"
    other = "progressé" if asked.falling else "baissé"
    offers = [Suggestion(f"Ceux qui ont {other}", f"{what} ont le plus {other} {asked.place.where} {span} ?")]
    if question.level and shown:
        best = knowledge.territories.get(shown[0].ref)
        offers.append(Suggestion(f"Les métiers {de_(best)}", f"quels métiers ont le plus progressé {in_(best)} ?"))
    else:
        offers.append(Suggestion("Les métiers qui recrutent", f"quels métiers recrutent {asked.place.where} ?"))
    return (*offers, *around_area(asked.place))
