"""How to read the diagnostic: secrecy, sums, shares, years, places; each note only where it applies."""

from __future__ import annotations

from collections.abc import Iterator

from bot.diagnostic.document import Note
from bot.diagnostic.model import Diagnostic
from bot.writing.french import NO_BREAK, listed, number, plural
from knowledge.figures.sums import MASKED_MAX
from knowledge.occupations.model import FIRST_FAP2021_YEAR
from knowledge.territories.model import Level


def notes(diagnostic: Diagnostic) -> tuple[Note, ...]:
    """Return the reading notes of a diagnostic."""
    return tuple(_notes(diagnostic))


def _notes(diagnostic: Diagnostic) -> Iterator[Note]:
    yield Note(
        "Projets de recrutement",
        "ce que les employeurs interrogés déclarent vouloir recruter dans l'année : des intentions, ni des offres ni "
        "des embauches. « Difficile » : l'employeur s'attend à avoir du mal à recruter.",
    )
    if diagnostic.area.note:
        yield Note("Territoire", diagnostic.area.note)
    masked, cells = diagnostic.figures.projects.masked, diagnostic.figures.projects.cells
    hidden = (
        f" Ici, {number(masked)} {plural(masked, 'valeur')} sur {number(cells)} {plural(masked, 'est', 'sont')} "
        f"{plural(masked, 'secrète')} pour {diagnostic.year}."
        if masked
        else ""
    )
    yield Note(
        "Secret statistique",
        f"un chiffre inférieur à {MASKED_MAX + 1} n'est pas publié{NO_BREAK}: il est noté « secret », jamais compté "
        f"pour 0 ni pour 1.{hidden}",
    )
    yield Note(
        "Sommes et parts",
        "une somme ne compte que les valeurs publiées : c'est un minimum, noté « ≥ » ou « au moins », quand des "
        "valeurs sont secrètes. Les parts et les évolutions portent sur les valeurs publiées ; l'intervalle en petit "
        "dit ce que les valeurs secrètes permettent.",
    )
    years = [each.year for each in diagnostic.years]
    if years[0] < FIRST_FAP2021_YEAR <= years[-1]:
        yield Note(
            "Évolutions",
            f"la nomenclature des métiers a changé entre {FIRST_FAP2021_YEAR - 1} et {FIRST_FAP2021_YEAR}. Les totaux "
            "se comparent d'une année à l'autre ; un métier ne se compare qu'au sein d'une même nomenclature.",
        )
    if diagnostic.published:
        yield Note(
            "Total publié",
            "repris par la presse et les administrations ; les sommes de ce diagnostic ne comptent que les valeurs "
            f"publiées métier par métier. Origine : {diagnostic.published.source}",
        )
    yield Note(
        "Demandeurs d'emploi", "leur nombre n'est pas dans l'enquête : ce diagnostic ne le rapproche pas des projets."
    )


def source(diagnostic: Diagnostic) -> str:
    """Return the source and licence of the figures."""
    years = [str(each.year) for each in diagnostic.years]
    kept = diagnostic.source
    surveys = f"enquêtes Besoins en main-d'œuvre (BMO) {listed(years)}" if len(years) > 1 else kept.title
    return f"Source : {kept.producer}, {surveys}. {kept.licence}."


def scope(diagnostic: Diagnostic) -> str:
    """Return what the figures cover: the bassins of an EPCI, all occupations."""
    if diagnostic.area.asked.level is not Level.EPCI:
        return ""
    area = diagnostic.area
    return f"Chiffres {'du' if len(area.units) == 1 else 'des'} {area.name}"
