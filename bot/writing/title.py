"""The title of an answer's table, chart and files: what is shown, where, and when."""

from __future__ import annotations

from bot.writing.blocks import Facts
from bot.writing.french import adjective, capitalised, listed
from knowledge.bmo.model import Measure

_STATISTICS = {
    "per_thousand": "{what} pour 1 000 habitants",
    "weight": "Répartition {of_what}, par {one}",
    "specialisation": "{ones} au poids le plus fort, comparé à la région",
    "masked": "Valeurs secrètes {of_what}, par {one}",
    "contribution": "Contribution à la {direction} {of_what}, par {one}",
}
"""Lists told otherwise than by number or share."""


def title_of(facts: Facts) -> str:
    """Return « Métiers qui recrutent le plus, bassin d'emploi de Tours, 2025 », "" for an answer without figures."""
    pattern = _STATISTICS.get(facts.statistic) or facts.topic.about.title
    if not pattern:
        return ""
    measure = Measure(facts.measure) if facts.measure in _MEASURES else Measure.PROJECTS
    by_share = facts.share and measure is not Measure.PROJECTS
    projects = f"projets{'' if by_share else ' de recrutement'}{adjective(measure, 2)}"
    subject = pattern.format(
        what=f"Part de {projects}" if by_share else capitalised(projects),
        of_what=f"de la part de {projects}" if by_share else f"des {projects}",
        the_what=f"la part de {projects}" if by_share else f"les {projects}",
        ranked=_ranked(facts, measure, by_share),
        moved=_moved(facts, measure, by_share),
        ones=capitalised(facts.listed),
        one=facts.listed.replace("bassins", "bassin").removesuffix("s"),
        direction="baisse" if facts.movement == "down" else "hausse",
    )
    if facts.within:
        subject += f" {_WITHIN[facts.within]}"
    return ", ".join(filter(None, (subject, listed(facts.about), listed(facts.places), _when(facts))))


def _when(facts: Facts) -> str:
    """« décembre 2024 », « 2025 », « 2022-2025 »."""
    if facts.when:
        return facts.when
    years = sorted(set(facts.years or filter(None, [facts.year])))
    return f"{years[0]}-{years[-1]}" if len(years) > 1 else "".join(map(str, years))


_MEASURES = frozenset(each.value for each in Measure)
_WITHIN = {
    "year": "chaque année",
    "bassin": "dans chaque bassin d'emploi",
    "departement": "dans chaque département",
    "region": "dans chaque région",
}


def _ranked(facts: Facts, measure: Measure, by_share: bool) -> str:
    noun = "Secteurs" if facts.grain else "Métiers"
    least = facts.ascending
    if by_share:
        return f"{noun} à la plus {'faible' if least else 'forte'} part de projets{adjective(measure, 2)}"
    if measure is Measure.PROJECTS:
        return f"{noun} qui recrutent le {'moins' if least else 'plus'}"
    return f"{noun} qui comptent le {'moins' if least else 'plus'} de projets{adjective(measure, 2)}"


def _moved(facts: Facts, measure: Measure, by_share: bool) -> str:
    moved = "Ce qui recule le plus" if facts.movement == "down" else "Ce qui progresse le plus"
    if measure is Measure.PROJECTS:
        return moved
    return f"{moved}, {'part de ' if by_share else ''}projets{adjective(measure, 2)}"
