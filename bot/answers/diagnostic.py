"""The diagnostic of a place: its key figures in a sentence, and where its PDF and its page to print are."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.scope import Area, areas, facts, source_line, years_said
from bot.answers.suggestions import around_area, asks, trades
from bot.answers.telling import says
from bot.answers.uncovered import log_lacking
from bot.question import Question, Topic
from bot.writing.blocks import Facts, File
from bot.writing.french import capitalised, interval, listed
from bot.writing.reply import Reply, Row, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.figures.sums import Figures
from knowledge.library import HOME_REGION, Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import de_, named

_MOST_PLACES = 3
_NARROWER = "Pour un lieu plus précis, nommez une commune, un bassin d'emploi, une intercommunalité ou un département."
_CONTENTS = "Le document complet, en PDF ou à imprimer : évolution, comparaison, métiers, secteurs, notes de lecture."


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the key figures and the files of each place asked (three at most), or of the nearest that has any."""
    year = knowledge.bmo.latest_year()
    asked = areas(question, knowledge)[:_MOST_PLACES]
    found = [(place, figures) for place in asked if (figures := _figures(place, year, knowledge)) is not None]
    if not found:
        return _nearest(asked[0], year, knowledge)
    places = [place for place, _ in found]
    return Reply(
        sentence=" ".join(_sentence(place, figures, year) for place, figures in found),
        rows=tuple(_row(place, figures, year) for place, figures in found),
        notes=_notes(found, asked, question, year, knowledge),
        source=source_line(year, [place.name for place in places], sum(f.projects.masked for _, f in found)),
        suggestions=(*trades(places[0], year, knowledge), *around_area(places[0])),
        facts=facts(question, ReplyTopic.DIAGNOSTIC, year=year, areas_=places),
        files=_files(places),
    )


def _figures(place: Area, year: int, knowledge: Knowledge) -> Figures | None:
    """Return the total of a place that a diagnostic can be made of, else None."""
    if not _is_held(place, year, knowledge):
        return None
    return knowledge.bmo.figures(list(place.units), None, year)


def _is_held(place: Area, year: int, knowledge: Knowledge) -> bool:
    detailed = all(knowledge.bmo.coverage(unit, year) == "rows" for unit in place.units)
    return bool(place.units) and place.asked.level is not Level.FRANCE and detailed


def _subject(place: Area) -> Territory:
    """Return the territory the diagnostic is of: the bassin of a commune, else the place itself."""
    return place.units[0] if place.asked.level is Level.COMMUNE else place.asked


def _sentence(place: Area, figures: Figures, year: int) -> str:
    return f"Diagnostic {de_(_subject(place))} : en {year}, {says(figures)}."


def _row(place: Area, figures: Figures, year: int) -> Row:
    ref = place.units[0].ref
    return Row(capitalised(place.name), ref, year, "", figures, territory=ref)


def _notes(
    found: Sequence[tuple[Area, Figures]], asked: Sequence[Area], question: Question, year: int, knowledge: Knowledge
) -> tuple[str, ...]:
    notes = [place.note for place, _ in found if place.note]
    if len(found) == 1 and (bounds := interval(found[0][1])):
        notes.append(f"{capitalised(bounds)}.")
    lacking = [named(place.asked) for place in asked if place not in [each for each, _ in found]]
    if lacking:
        notes.append(f"Je n'ai pas le détail des chiffres pour {listed(lacking)}.")
    said = years_said(question.years, knowledge.bmo.latest_year())
    if said and year not in said:
        notes.append(f"Un diagnostic porte toujours sur la dernière enquête, {year} ; il montre aussi les précédentes.")
    return (*notes, _CONTENTS, *([] if question.territories else [_NARROWER]))


def _files(places: Sequence[Area]) -> tuple[File, ...]:
    files = []
    for place in places:
        subject = _subject(place)
        of_place = f", {named(subject)}" if len(places) > 1 else ""
        title = f"Diagnostic {de_(subject)} (PDF)"
        files.append(File(format="pdf", title=title, task="diagnostic.pdf", subject=subject.ref))
        page = f"Page à imprimer{of_place}"
        files.append(File(format="page", title=page, task="diagnostic.html", subject=subject.ref))
    return tuple(files)


def _nearest(place: Area, year: int, knowledge: Knowledge) -> Reply:
    """Say that there is none for that place, and offer the nearest ones there are."""
    offers = tuple(
        Suggestion(
            f"Diagnostic {de_(near)}", f"diagnostic {de_(near)}", spans_years=True, asks=asks(Topic.DIAGNOSTIC, near)
        )
        for near in _held_around(place, year, knowledge)
    )
    if place.asked.level is Level.FRANCE:
        sentence = "Un diagnostic porte sur un bassin d'emploi, une intercommunalité, un département ou une région."
    else:
        log_lacking(place.asked, year)
        sentence = f"Je n'ai pas le détail des chiffres {year} pour {named(place.asked)}, donc pas de diagnostic."
        if offers:
            sentence += f" Le plus proche que je puisse faire est celui {offers[0].title.removeprefix('Diagnostic ')}."
    return Reply(
        sentence=sentence,
        suggestions=offers,
        facts=Facts(topic=ReplyTopic.NOT_HELD, year=year, asked=(place.asked.ref,)),
    )


def _held_around(place: Area, year: int, knowledge: Knowledge) -> list[Territory]:
    """Return the units of the place that are held, then what holds it, two at most; the home région for France."""
    if place.asked.level is Level.FRANCE:
        return [knowledge.territories.get(HOME_REGION)]
    around = [*place.units, *knowledge.territories.parents(place.asked)]
    held = [each for each in around if each.level is not Level.FRANCE and knowledge.bmo.coverage(each, year) == "rows"]
    return list(dict.fromkeys(held))[:2]
