"""The title of an answer's table, chart and files: what is shown, where, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.writing.french import adjective, capitalised, listed
from knowledge.bmo.model import Measure

_TITLES = {
    "recruiting": "{ranked}",
    "figures": "{what}",
    "where": "{what} par {one}",
    "ranking": "{what} par {one}",
    "totals": "{what}",
    "evolution": "Évolution {of_what}",
    "comparison": "Comparaison {of_what}",
    "progress": "{moved}",
    "rank": "Rang pour {the_what}",
    "diagnostic": "Diagnostic",
}


_STATISTICS = {
    "per_thousand": "{what} pour 1 000 habitants",
    "weight": "Répartition {of_what}, par {one}",
    "specialisation": "{ones} au poids le plus fort, comparé à la région",
    "masked": "Valeurs secrètes {of_what}, par {one}",
    "contribution": "Contribution à la {direction} {of_what}, par {one}",
}
"""Lists told otherwise than by number or share."""


def title_of(facts: Mapping[str, Any]) -> str:
    """Return « Métiers qui recrutent le plus, bassin d'emploi de Tours, 2025 », "" for an answer without figures."""
    if subject := facts.get("subject"):
        return ", ".join(filter(None, (str(subject), _named(facts, "about"), _named(facts, "places"), _when(facts))))
    pattern = _STATISTICS.get(str(facts.get("statistic"))) or _TITLES.get(str(facts.get("topic")))
    if pattern is None:
        return ""
    measure = Measure(facts.get("measure", Measure.PROJECTS.value))
    by_share = bool(facts.get("share")) and measure is not Measure.PROJECTS
    projects = f"projets{'' if by_share else ' de recrutement'}{adjective(measure, 2)}"
    subject = pattern.format(
        what=f"Part de {projects}" if by_share else capitalised(projects),
        of_what=f"de la part de {projects}" if by_share else f"des {projects}",
        the_what=f"la part de {projects}" if by_share else f"les {projects}",
        ranked=_ranked(facts, measure, by_share),
        moved=_moved(facts, measure, by_share),
        ones=capitalised(str(facts.get("listed", ""))),
        one=str(facts.get("listed", "")).replace("bassins", "bassin").removesuffix("s"),
        direction="baisse" if facts.get("movement") == "down" else "hausse",
    )
    if facts.get("within"):
        subject += f" {_WITHIN[str(facts['within'])]}"
    return ", ".join(filter(None, (subject, _named(facts, "about"), _named(facts, "places"), _when(facts))))


def _named(facts: Mapping[str, Any], key: str) -> str:
    return listed([str(name) for name in facts.get(key) or ()])


def _when(facts: Mapping[str, Any]) -> str:
    """« décembre 2024 », « 2025 », « 2022-2025 »."""
    if when := facts.get("when"):
        return str(when)
    years = sorted({int(year) for year in facts.get("years") or (facts.get("year"),) if year})
    return f"{years[0]}-{years[-1]}" if len(years) > 1 else "".join(map(str, years))


_WITHIN = {
    "year": "chaque année",
    "bassin": "dans chaque bassin d'emploi",
    "departement": "dans chaque département",
    "region": "dans chaque région",
}


def _ranked(facts: Mapping[str, Any], measure: Measure, by_share: bool) -> str:
    noun = "Secteurs" if facts.get("grain") else "Métiers"
    least = bool(facts.get("ascending"))
    if by_share:
        return f"{noun} à la plus {'faible' if least else 'forte'} part de projets{adjective(measure, 2)}"
    if measure is Measure.PROJECTS:
        return f"{noun} qui recrutent le {'moins' if least else 'plus'}"
    return f"{noun} qui comptent le {'moins' if least else 'plus'} de projets{adjective(measure, 2)}"


def _moved(facts: Mapping[str, Any], measure: Measure, by_share: bool) -> str:
    moved = "Ce qui recule le plus" if facts.get("movement") == "down" else "Ce qui progresse le plus"
    if measure is Measure.PROJECTS:
        return moved
    return f"{moved}, {'part de ' if by_share else ''}projets{adjective(measure, 2)}"
