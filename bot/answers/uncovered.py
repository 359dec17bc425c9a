"""Places or years the base does not detail: say so, with the nearest figure that is held."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.french import projects, share_text
from bot.answers.reply import Reply
from bot.answers.scope import Area, UnanswerableError, source_line
from knowledge.bmo.model import Figures, Measure
from knowledge.library import Knowledge
from knowledge.territories.model import Territory
from knowledge.territories.wording import in_, named

HOW_TO_LOAD = (
    "Pour qui administre Bémo : toute la France se charge avec « python -m knowledge import-bmo "
    "Base_open_data_BMO_2025.xlsx »."
)


def check_covered(places: Sequence[Area], year: int, knowledge: Knowledge, *, totals_enough: bool = False) -> None:
    """Raise UnanswerableError, with the nearest total held, when the base does not detail one of ``places``."""
    enough = {"rows", "reference"} if totals_enough else {"rows"}
    for place in places:
        if any(knowledge.bmo.coverage(unit, year) not in enough for unit in place.units):
            raise UnanswerableError(_nearest(place, year, knowledge))


def _nearest(place: Area, year: int, knowledge: Knowledge) -> Reply:
    for parent in knowledge.territories.parents(place.units[0]):
        if knowledge.bmo.coverage(parent, year) != "none":
            figures = knowledge.bmo.figures([parent], None, year)
            if figures is not None:
                return _reply(place, parent, figures, year)
    return Reply(
        sentence=f"Je n'ai pas les chiffres {year} de ce territoire ({named(place.asked)}).",
        operator_note=HOW_TO_LOAD,
        facts={"topic": "not_held", "year": year, "asked": [place.asked.ref], "territories": []},
    )


def _reply(place: Area, parent: Territory, figures: Figures, year: int) -> Reply:
    share = share_text(figures.share(Measure.DIFFICULT))
    return Reply(
        sentence=(
            f"Je n'ai pas le détail des chiffres {year} pour {named(place.asked)}. Le plus proche que je connaisse est "
            f"le total {in_(parent)} : au moins {projects(figures.projects.published)}, dont {share} difficiles."
        ),
        source=source_line(year, [named(parent)], figures.projects.masked),
        operator_note=HOW_TO_LOAD,
        facts={"topic": "not_held", "year": year, "asked": [place.asked.ref], "territories": [parent.ref]},
    )
