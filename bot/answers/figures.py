"""The figure of one occupation (or sector) in one area: how many projects, how difficult, how seasonal."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.scope import Area, Chosen, areas, chosen, facts, held_year, source_line
from bot.answers.suggestions import around_nothing, around_occupation
from bot.answers.tables import plain_row, secret_cells
from bot.answers.uncovered import check_covered
from bot.question import MAX_ROWS, Question
from bot.writing.french import (
    adjective,
    amount,
    capitalised,
    interval,
    number,
    percent,
    plural,
    projects,
    share_interval,
)
from bot.writing.reply import Reply, Row, Suggestion
from knowledge.bmo.model import Figures, Measure
from knowledge.library import HOME_REGION, Knowledge
from knowledge.occupations.model import Selection, nomenclature_of
from knowledge.territories.wording import in_


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the figures of the question's occupation in its area, for one year."""
    year = held_year(question, knowledge)
    place = areas(question, knowledge)[0]
    wanted = chosen(question.occupations[0], year, knowledge)
    check_covered([place], year, knowledge, wanted=wanted)
    figures = knowledge.bmo.figures(list(place.units), wanted.selection, year)
    shown = facts(question, "figures", year=year, areas_=[place], wanted=[wanted])
    suggestions = _suggestions(place, wanted, question, figures, year, knowledge)
    if figures is None:
        return Reply(
            sentence=f"En {year}, {place.where}, l'enquête ne recense aucun projet de recrutement pour {wanted.name}.",
            notes=_notes(place, wanted, question, None, year, knowledge),
            source=source_line(year, [place.name], 0),
            suggestions=suggestions,
            facts=shown,
        )
    weight = _weight(place, figures, question, year, knowledge)
    return Reply(
        sentence=f"En {year}, {place.where}, pour {wanted.name} : {says(figures, question)}{weight}.",
        rows=(_row(place, wanted, figures, question, year),),
        notes=_notes(place, wanted, question, figures, year, knowledge),
        source=source_line(year, [place.name], secret_cells(figures, question.measure or Measure.PROJECTS)),
        suggestions=suggestions,
        facts=shown,
    )


def _suggestions(
    place: Area, wanted: Chosen, question: Question, figures: Figures | None, year: int, knowledge: Knowledge
) -> tuple[Suggestion, ...]:
    """Only what leads somewhere: no difficulty of what is secret, and a wider place where there is no project."""
    word = question.words[0] if question.words else wanted.labels[0]
    if figures is None:
        return _elsewhere(place, word, wanted, year, knowledge)
    secret = figures.difficult.is_masked
    offers = around_occupation(place, word, Measure.DIFFICULT if secret else question.measure)
    alone = figures.projects.is_masked and not _can_be_followed(place, question.occupations[0], knowledge)
    return tuple(each for each in offers if not (alone and each.spans_years))


def _elsewhere(place: Area, word: str, wanted: Chosen, year: int, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """The first wider place with a project, where in the home region if there is any, and other occupations."""
    home = knowledge.territories.get(HOME_REGION)
    where, every = around_nothing(place, word)
    somewhere = (where,) if knowledge.bmo.figures([home], wanted.selection, year) else ()
    for parent in knowledge.territories.parents(place.units[0]):
        if knowledge.bmo.coverage(parent, year) == "rows" and knowledge.bmo.figures([parent], wanted.selection, year):
            wider = Suggestion(capitalised(in_(parent)), f"combien de projets : {word} {in_(parent)} ?")
            return (wider, *somewhere, every)
    return (*somewhere, every)


def _can_be_followed(place: Area, value: str, knowledge: Knowledge) -> bool:
    """Return whether two years of one nomenclature are published."""
    found = knowledge.bmo.figures_by_year(list(place.units), Selection.parse(value), knowledge.bmo.years())
    told = [nomenclature_of(year) for year, figures in found.items() if not figures.projects.is_masked]
    return len(told) > len(set(told))


def _weight(place: Area, figures: Figures, question: Question, year: int, knowledge: Knowledge) -> str:
    """« , soit 3,8 % des projets publiés » when a share is asked of nothing in particular."""
    total = (
        knowledge.bmo.figures(list(place.units), None, year) if question.share and question.measure is None else None
    )
    if total is None or not total.projects.published or figures.projects.is_masked:
        return ""
    return f", soit {percent(figures.projects.published / total.projects.published)} de tous les projets publiés"


def says(figures: Figures, question: Question) -> str:
    """Return the figures in words, the measure asked first: « 28 projets de recrutement, dont 60 % difficiles »."""
    measure = question.measure or Measure.PROJECTS
    if measure is Measure.PROJECTS or figures.projects.is_masked:
        return amount(figures.projects) + _proportions(figures)
    part = figures.of(measure)
    share = figures.share(measure)
    if part.is_masked or share is None:
        return f"{amount(part, measure)}, pour {amount(figures.projects)}"
    if measure is Measure.NON_SEASONAL:  # its cells are fewer than those of the total: the two do not divide
        return f"{percent(share.value)} de projets non saisonniers" if question.share else amount(part, measure)
    if question.share:
        whole = number(figures.projects.published)
        return f"{percent(share.value)} de projets{adjective(measure, 2)} ({number(part.published)} sur {whole})"
    least = "au moins " if part.masked else ""
    whole = number(figures.projects.published)
    verb = "est" if part.published < 2 else "sont"
    predicate = "jugé difficile" if measure is Measure.DIFFICULT else "saisonnier"
    agreed = plural(part.published, predicate, {"jugé difficile": "jugés difficiles"}.get(predicate))
    return f"{least}{projects(part.published)} sur {whole} {verb} {agreed}, soit {percent(share.value)}"


def _proportions(figures: Figures) -> str:
    parts = []
    for measure, word in ((Measure.DIFFICULT, "difficiles"), (Measure.SEASONAL, "saisonniers")):
        share = figures.share(measure)
        if share is not None:
            parts.append(f"{percent(share.value)} {word}")
    return f", dont {' et '.join(parts)}" if parts else ""


def _row(place: Area, wanted: Chosen, figures: Figures, question: Question, year: int) -> Row:
    """The sum, for the table; its text would only repeat the sentence, and is left out."""
    measure = question.measure or Measure.PROJECTS
    row = plain_row(" et ".join(wanted.labels), wanted.refs[0], year, figures, measure, share=question.share)
    return replace(row, text="", territory=place.units[0].ref)


def _notes(
    place: Area, wanted: Chosen, question: Question, figures: Figures | None, year: int, knowledge: Knowledge
) -> tuple[str, ...]:
    notes = [place.note] if place.note else []
    if figures is not None and not figures.projects.is_masked:
        notes.extend(intervals(figures, question))
        if len(wanted.refs) > 1:
            notes.append(_breakdown(place, wanted, year, knowledge))
    elif figures is not None:
        nearest = _nearest_published(place, wanted.selection, year, knowledge)
        notes.extend([nearest] if nearest else [])
    return tuple(notes)


def intervals(figures: Figures, question: Question) -> list[str]:
    """Return the sentence that bounds the figure asked, or its share, when cells are masked."""
    measure = question.measure or Measure.PROJECTS
    share = figures.share(measure) if question.share and measure is not Measure.PROJECTS else None
    if share is not None:
        return [f"Part {share_interval(share)}."] if share_interval(share) else []
    return [f"{capitalised(interval(figures, measure))}."] if figures.of(measure).masked else []


def _breakdown(place: Area, wanted: Chosen, year: int, knowledge: Knowledge) -> str:
    """« Détail : Maçons peu qualifiés, 12 projets ; Maçons qualifiés, au moins 30 projets. »"""
    said = []
    for ref, label in list(zip(wanted.refs, wanted.labels, strict=True))[:MAX_ROWS]:
        figures = knowledge.bmo.figures(list(place.units), Selection.parse(ref), year)
        said.append(f"{label}, {amount(figures.projects) if figures else projects(0)}")
    return f"Détail : {' ; '.join(said)}."


def _nearest_published(place: Area, selection: Selection, year: int, knowledge: Knowledge) -> str:
    """Return a sentence with the figure of the first wider territory where it is published, "" when none is."""
    for parent in knowledge.territories.parents(place.units[0]):
        if knowledge.bmo.coverage(parent, year) != "rows":
            continue
        figures = knowledge.bmo.figures([parent], selection, year)
        if figures is not None and not figures.projects.is_masked:
            return f"Le niveau publié le plus proche : {amount(figures.projects)} {in_(parent)}."
    return ""
