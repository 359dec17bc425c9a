"""Rows of an answer that are not a list: years, sides of a comparison, one line of text each."""

from __future__ import annotations

from bot.writing.french import NARROW, number, percent, projects, share_text
from bot.writing.reply import Row
from knowledge.bmo.model import Figures, Measure


def figures_text(figures: Figures, measure: Measure, *, share: bool = False) -> str:
    """Return what a row says of its figures: the measure asked first, then what puts it in proportion."""
    if figures.projects.is_masked:
        return f"moins de 5{NARROW}projets (secret statistique)" if figures.projects.masked == 1 else "chiffre secret"
    total = projects(figures.projects.published).replace(" de recrutement", "")
    if measure is Measure.PROJECTS:
        difficult = figures.share(Measure.DIFFICULT)
        return f"{total}, dont {percent(difficult.value)} difficiles" if difficult else total
    part = figures.of(measure)
    if part.is_masked:
        return f"nombre secret, sur {total}"
    noun = projects(part.published, measure).replace(" de recrutement", "")
    if measure is Measure.NON_SEASONAL:  # its cells are fewer than those of the total: the two do not divide
        return share_text(figures.share(measure)) if share else noun
    ratio = share_text(figures.share(measure))
    if share:
        return f"{ratio} ({noun} sur {number(figures.projects.published)})"
    return f"{noun} sur {number(figures.projects.published)} ({ratio})"


def plain_row(label: str, ref: str, year: int, figures: Figures, measure: Measure, *, share: bool = False) -> Row:
    """Return an unnumbered row (a year of an evolution, a territory of a comparison)."""
    text = f"• {label} : {figures_text(figures, measure, share=share)}"
    return Row(label=label, ref=ref, year=year, text=text, figures=figures)


def secret_cells(figures: Figures, measure: Measure) -> int:
    """Return how many masked cells stand behind what is shown for ``measure``."""
    return max(figures.projects.masked, figures.of(measure).masked)
