"""Places or years the base does not detail: say so, with the nearest figure that is held."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.scope import Area, Chosen, UnanswerableError, source_line
from bot.writing.french import amount, projects, share_text
from bot.writing.reply import Reply, Suggestion
from knowledge.bmo.model import Figures, Measure
from knowledge.library import Knowledge
from knowledge.territories.model import Territory
from knowledge.territories.wording import in_, named, the_

HOW_TO_LOAD = (
    "Pour qui administre Bémo : toute la France se charge avec « python -m knowledge import-bmo "
    "Base_open_data_BMO_2025.xlsx »."
)


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
            raise UnanswerableError(_nearest(place, year, wanted, knowledge))


def _nearest(place: Area, year: int, wanted: Chosen | None, knowledge: Knowledge) -> Reply:
    """The occupation in the first wider place that details it, else the total of the first place held."""
    around = [*(place.units if len(place.units) == 1 else ()), *knowledge.territories.parents(place.units[0])]
    if wanted is not None:
        for parent in around:
            if knowledge.bmo.coverage(parent, year) == "rows":
                figures = knowledge.bmo.figures([parent], wanted.selection, year)
                return _reply(place, parent, figures, year, wanted)
    for parent in around:
        if knowledge.bmo.coverage(parent, year) != "none":
            figures = knowledge.bmo.figures([parent], None, year)
            if figures is not None:
                return _reply(place, parent, figures, year, None)
    return Reply(
        sentence=f"Je n'ai pas les chiffres {year} de ce territoire ({named(place.asked)}).",
        operator_note=HOW_TO_LOAD,
        facts={"topic": "not_held", "year": year, "asked": [place.asked.ref], "territories": []},
    )


def _reply(place: Area, parent: Territory, figures: Figures | None, year: int, wanted: Chosen | None) -> Reply:
    about = f", pour {wanted.name}" if wanted else ""
    counted = amount(figures.projects) if figures else projects(0)
    share = figures.share(Measure.DIFFICULT) if figures else None
    difficult = f", dont {share_text(share)} difficiles" if share else ""
    itself = parent.ref == place.units[0].ref
    what = f"le chiffre {in_(parent)}{about}" if wanted else f"le total {in_(parent)}"
    held = f"Je n'en connais que le total {in_(parent)}" if itself else f"Le plus proche que je connaisse est {what}"
    return Reply(
        sentence=(
            f"Je n'ai pas le détail des chiffres {year} pour {the_(place.asked)}. {held} : {counted}{difficult}."
        ),
        source=source_line(year, [named(parent)], figures.projects.masked if figures else 0),
        operator_note=HOW_TO_LOAD,
        suggestions=_suggestions(parent, wanted),
        facts={"topic": "not_held", "year": year, "asked": [place.asked.ref], "territories": [parent.ref]},
    )


def _suggestions(parent: Territory, wanted: Chosen | None) -> tuple[Suggestion, ...]:
    """What can be asked of the place whose figures are held."""
    offers = [Suggestion(f"Chiffres clés {in_(parent)}", f"chiffres clés {in_(parent)}")]
    if wanted is not None:
        offers.insert(
            0,
            Suggestion(f"{wanted.labels[0]} {in_(parent)}", f"combien de projets : {wanted.labels[0]} {in_(parent)} ?"),
        )
    return tuple(offers)
