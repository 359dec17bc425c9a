"""The title of an answer's table, chart and files: what is shown, where, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.answers.french import adjective
from knowledge.bmo.model import Measure

_TITLES = {
    "recruiting": "{what_ranked}",
    "figures": "{projects}",
    "where": "{projects} par territoire",
    "ranking": "{projects} par territoire",
    "totals": "{projects}",
    "evolution": "Évolution des {lower}",
    "comparison": "Comparaison des {lower}",
    "progress": "{moved}",
    "rank": "Rang pour les {lower}",
    "diagnostic": "Diagnostic",
}


def title_of(facts: Mapping[str, Any]) -> str:
    """Return « Métiers qui recrutent le plus, bassin d'emploi de Tours, 2025 », "" for an answer without figures."""
    pattern = _TITLES.get(str(facts.get("topic")))
    if pattern is None:
        return ""
    measure = Measure(facts.get("measure", Measure.PROJECTS.value))
    projects = f"Projets de recrutement{adjective(measure, 2)}"
    subject = pattern.format(
        projects=projects,
        lower=projects[:1].lower() + projects[1:],
        what_ranked=_ranked(facts, measure),
        moved="Ce qui recule le plus" if facts.get("movement") == "down" else "Ce qui progresse le plus",
    )
    about = [str(name) for name in facts.get("about") or ()]
    places = [str(name) for name in facts.get("places") or ()]
    years = sorted({int(year) for year in facts.get("years") or (facts.get("year"),) if year})
    span = f"{years[0]}-{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    return ", ".join(part for part in (subject, " et ".join(about), " et ".join(places), span) if part)


def _ranked(facts: Mapping[str, Any], measure: Measure) -> str:
    noun = "Secteurs" if facts.get("grain") else "Métiers"
    if measure is Measure.PROJECTS:
        return f"{noun} qui recrutent le plus"
    return f"{noun} aux projets{adjective(measure, 2)}"
