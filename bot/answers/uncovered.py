"""Places or years the base does not detail: say so, with the nearest figure that is held."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from bot.answers.asking import cell_of
from bot.answers.scope import Area, Chosen, UnanswerableError, source_line
from bot.answers.telling import cell_says
from bot.writing.reply import Reply, Suggestion
from knowledge.bmo.model import Measure
from knowledge.figures.query import Query
from knowledge.library import Knowledge
from knowledge.territories.model import Territory
from knowledge.territories.wording import in_, named, the_

logger = logging.getLogger(__name__)


def log_lacking(place: Territory, year: int) -> None:
    """Tell whoever runs the assistant, and nobody else, what a workbook would bring."""
    logger.info("No detail of %s in %s: `python -m knowledge import-bmo` loads all of France.", place.ref, year)


def check_covered(
    places: Sequence[Area],
    year: int,
    knowledge: Knowledge,
    *,
    totals_enough: bool = False,
    wanted: Chosen | None = None,
) -> None:
    """Raise UnanswerableError, with the nearest figure held, when the base does not detail one of ``places``.

    ``wanted``: the occupation asked, whose figure in the nearest wider place is then given.
    """
    enough = {"rows", "reference"} if totals_enough else {"rows"}
    for place in places:
        if any(knowledge.bmo.coverage(unit, year) not in enough for unit in place.units):
            log_lacking(place.asked, year)
            raise UnanswerableError(_nearest(place, year, wanted, knowledge))


def _nearest(place: Area, year: int, wanted: Chosen | None, knowledge: Knowledge) -> Reply:
    """The occupation in the first wider place that details it, else the total of the first place held."""
    around = [*(place.units if len(place.units) == 1 else ()), *knowledge.territories.parents(place.units[0])]
    held = [(parent, knowledge.bmo.coverage(parent, year)) for parent in around]
    detailed = [parent for parent, depth in held if depth == "rows"] if wanted else []
    known = detailed or [parent for parent, depth in held if depth != "none"]
    if known:
        return _reply(place, known[0], year, wanted if detailed else None, knowledge)
    return Reply(
        sentence=f"Je n'ai pas les chiffres {year} de ce territoire ({named(place.asked)}).",
        facts={"topic": "not_held", "year": year, "asked": [place.asked.ref], "territories": []},
    )


def _reply(place: Area, parent: Territory, year: int, wanted: Chosen | None, knowledge: Knowledge) -> Reply:
    occupations = (wanted.selection.value,) if wanted else ()
    cell = cell_of(Query((parent.ref,), (year,), occupations=occupations), knowledge)
    about = f", pour {wanted.name}" if wanted else ""
    itself = parent.ref == place.units[0].ref
    what = f"le chiffre {in_(parent)}{about}" if wanted else f"le total {in_(parent)}"
    held = f"Je n'en connais que le total {in_(parent)}" if itself else f"Le plus proche que je connaisse est {what}"
    said = cell_says(cell, Measure.PROJECTS)
    return Reply(
        sentence=f"Je n'ai pas le détail des chiffres {year} pour {the_(place.asked)}. {held} : {said}.",
        source=source_line(year, [named(parent)], cell.figures.projects.masked if cell.figures else 0),
        suggestions=_suggestions(parent, wanted),
        facts={"topic": "not_held", "year": year, "asked": [place.asked.ref], "territories": [parent.ref]},
    )


def _suggestions(parent: Territory, wanted: Chosen | None) -> tuple[Suggestion, ...]:
    """What can be asked of the place whose figures are held."""
    where = in_(parent)
    offers = (Suggestion(f"Chiffres clés {where}", f"chiffres clés {where}"),)
    if wanted is None:
        return offers
    label = wanted.labels[0]
    return (Suggestion(f"{label} {where}", f"combien de projets : {label} {where} ?"), *offers)
