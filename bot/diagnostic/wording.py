"""Puts a diagnostic in words: the document that the PDF and the page lay out."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from bot.diagnostic import cells, tables
from bot.diagnostic.document import Document, KeyFigure, Section
from bot.diagnostic.highlights import highlights
from bot.diagnostic.model import Diagnostic
from bot.diagnostic.notes import notes, scope, source
from bot.writing.french import NARROW, adjective, capitalised, interval, number, percent, share_interval, typeset
from knowledge.bmo.model import Measure
from knowledge.institution.typography import french_date
from knowledge.territories.model import Level
from knowledge.territories.wording import de_, named

KICKER = "Diagnostic territorial de l'emploi"

_Any = TypeVar("_Any")


def title_of(diagnostic: Diagnostic) -> str:
    """Return « Diagnostic du bassin d'emploi de Tours »."""
    return typeset(f"Diagnostic {de_(diagnostic.area.asked)}")


def document_of(diagnostic: Diagnostic) -> Document:
    """Return the whole diagnostic in words, typeset."""
    return _typeset(
        Document(
            kicker=KICKER,
            place=capitalised(named(diagnostic.area.asked)),
            subtitle=f"Enquête Besoins en main-d'œuvre {diagnostic.year}",
            title=f"{title_of(diagnostic)}, {diagnostic.year}",
            scope=scope(diagnostic),
            key_figures=_key_figures(diagnostic),
            highlights=highlights(diagnostic),
            sections=tuple(_sections(diagnostic)),
            notes=notes(diagnostic),
            source=source(diagnostic),
            address=diagnostic.source.url,
            imprint=f"Document édité par Bémo le {french_date(diagnostic.made_on)}.",
        )
    )


def _key_figures(diagnostic: Diagnostic) -> tuple[KeyFigure, ...]:
    shares = (Measure.DIFFICULT, Measure.SEASONAL)
    return (_projects(diagnostic), *(_share(diagnostic, measure) for measure in shares))


def _projects(diagnostic: Diagnostic) -> KeyFigure:
    figures, total = diagnostic.figures, diagnostic.figures.projects
    details = [interval(figures), _since(diagnostic)]
    if diagnostic.published:
        details.append(f"Total publié : {number(diagnostic.published.projects)}")
    return KeyFigure(
        before="au moins" if total.masked and not total.is_masked else "",
        value="secret" if total.is_masked else number(total.published),
        label="projets de recrutement" if total.published != 1 else "projet de recrutement",
        details=tuple(capitalised(detail) for detail in details if detail),
        hue=Measure.PROJECTS.value,
    )


def _since(diagnostic: Diagnostic) -> str:
    before = diagnostic.before
    if before is None:
        return ""
    rate = cells.rate(before.figures, diagnostic.figures)
    return f"{rate.text} depuis {before.year}" if rate.tone else ""


def _share(diagnostic: Diagnostic, measure: Measure) -> KeyFigure:
    share = diagnostic.figures.share(measure)
    label = f"de projets{adjective(measure, 2)}"
    if share is None:
        return KeyFigure("", "secret", label, (), measure.value)
    before = diagnostic.before
    earlier = before.figures.share(measure) if before else None
    details = [share_interval(share).replace(" avec les valeurs secrètes", "")]
    if before and earlier:
        details.append(f"{cells.points(share.value - earlier.value)} depuis {before.year}")
    if diagnostic.published and measure is Measure.DIFFICULT and diagnostic.published.difficult_percent is not None:
        details.append(f"Part publiée : {number(diagnostic.published.difficult_percent, 1)}{NARROW}%")
    return KeyFigure(
        "", percent(share.value), label, tuple(capitalised(detail) for detail in details if detail), measure.value
    )


def _sections(diagnostic: Diagnostic) -> list[Section]:
    sections = [
        Section(
            "evolution",
            "Évolution depuis " + str(diagnostic.years[0].year) if len(diagnostic.years) > 1 else "L'enquête",
            tables=(tables.by_year(diagnostic.years),),
            evolution=tables.evolution(diagnostic.years) if len(diagnostic.years) > 1 else None,
        ),
        Section("comparaison", _compared(diagnostic), tables.inside_lead(diagnostic), (tables.places(diagnostic),)),
    ]
    if diagnostic.occupations.cells:
        sections.append(Section("metiers", "Les métiers les plus recherchés", "", (tables.occupations(diagnostic),)))
    difficult = [
        *([tables.most(diagnostic, Measure.DIFFICULT)] if diagnostic.difficult.cells else []),
        *([tables.highest_share(diagnostic)] if diagnostic.difficult_share.cells else []),
    ]
    if difficult:
        sections.append(Section("difficiles", "Les recrutements difficiles", "", tuple(difficult)))
    if diagnostic.seasonal.cells:
        seasonal = (tables.most(diagnostic, Measure.SEASONAL),)
        sections.append(Section("saisonniers", "Les métiers qui comptent le plus de projets saisonniers", "", seasonal))
    if diagnostic.sectors.cells:
        sections.append(Section("secteurs", "Les secteurs", "", (tables.sectors(diagnostic),)))
    if diagnostic.movements and (moved := tables.moves(diagnostic.movements)):
        title = f"Ce qui a changé depuis {diagnostic.movements.first}"
        sections.append(Section("changements", title, tables.moves_lead(diagnostic.movements), moved))
    return sections


def _compared(diagnostic: Diagnostic) -> str:
    around = {
        Level.BASSIN: "Le bassin dans son département, sa région et le pays",
        Level.EPCI: "Les bassins, le département, la région et le pays",
        Level.DEPARTEMENT: "Le département, ses bassins, sa région et le pays",
        Level.REGION: "La région, ses départements et le pays",
    }
    return around[diagnostic.area.asked.level]


def _typeset(value: _Any) -> _Any:
    """Return ``value`` with French spaces in every text it holds."""
    made: Any = value
    if isinstance(value, str):
        made = value if value.startswith("https:") else typeset(value)
    elif isinstance(value, tuple):
        made = tuple(_typeset(each) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **{field.name: _typeset(getattr(value, field.name)) for field in fields(value)})
    return cast(_Any, made)
