"""What changed between two surveys, métier by métier or sector by sector, where the two mean the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.writing.french import capitalised, counted
from knowledge.bmo.change import Change
from knowledge.bmo.model import NOBODY
from knowledge.library import Knowledge
from knowledge.occupations.model import FIRST_FAP2021_YEAR, Nomenclature
from knowledge.territories.model import Territory


def occupation_changes(
    units: Sequence[Territory], first: int, last: int, knowledge: Knowledge, sector: str = ""
) -> tuple[list[Change], int]:
    """Return the change of each métier of ``units`` (of ``sector``, or all), and how many have no sure equivalent."""
    before = knowledge.bmo.by_occupation(units, first, sector)
    after = knowledge.bmo.by_occupation(units, last, sector)
    nomenclature = Nomenclature.FAP2021 if last >= FIRST_FAP2021_YEAR else Nomenclature.FAP2009
    crossing = _crosses(first, last)
    changes, lost = [], 0
    for code in sorted(after if crossing else {*before, *after}):
        origins = knowledge.occupations.same_meaning([code], nomenclature) if crossing else (code,)
        if origins is None:
            lost += 1
            continue
        earlier = sum((before[origin] for origin in origins if origin in before), NOBODY)
        label = knowledge.occupations.label(nomenclature, code)
        changes.append(Change(f"{nomenclature.value}:{code}", label, earlier, after.get(code, NOBODY)))
    return changes, lost


def sector_changes(units: Sequence[Territory], first: int, last: int, knowledge: Knowledge) -> tuple[list[Change], int]:
    """Return the change of each professional domain of ``units``, and how many have no sure equivalent."""
    labels = knowledge.occupations.domain_labels()
    before, after = knowledge.bmo.by_sector(units, first), knowledge.bmo.by_sector(units, last)
    crossing = _crosses(first, last)
    known = [ref for ref in labels if ref in before or ref in after]
    kept = [ref for ref in known if not crossing or knowledge.occupations.follows_sector(ref)]
    changes = [Change(ref, labels[ref], before.get(ref, NOBODY), after.get(ref, NOBODY)) for ref in kept]
    return changes, len(known) - len(kept)


def left_out(lost: int, noun: str = "métier") -> str:
    """Return the sentence on what the change of nomenclature keeps from being compared, "" when nothing is."""
    if not lost:
        return ""
    verb = "n'est pas comparé" if lost < 2 else "ne sont pas comparés"
    which = capitalised(counted(lost, noun))
    return f"{which} {verb} : la nomenclature a changé entre 2023 et 2024, sans équivalent sûr."


def _crosses(first: int, last: int) -> bool:
    return first < FIRST_FAP2021_YEAR <= last
