"""The files that an answer offers, those it was asked for first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

File = dict[str, str]

_TERRITORY = re.compile(r"(bassin|epci|departement|region):(\w{1,12})", re.ASCII)
_OWN = re.compile(r"/(?:api/diagnostics|diagnostic)/[\w/]+(?:\.pdf)?", re.ASCII)


def files_of(answer_id: str, answer: Mapping[str, Any], *, has_chart: bool) -> list[File]:
    """Return the files of an answer: its table, its chart, the diagnostic of its place.

    ``files`` in an answer holds the formats it was asked for, or files that it names itself.
    """
    asked = answer.get("files") or ()
    named = [_named(each) for each in asked if isinstance(each, Mapping) and _OWN.fullmatch(str(each.get("url")))]
    folder = f"/api/answers/{answer_id}"
    files = [
        *named,
        {"format": "csv", "title": "Tableau (CSV)", "url": f"{folder}/table.csv"},
        {"format": "xlsx", "title": "Tableau (Excel)", "url": f"{folder}/table.xlsx"},
    ]
    if has_chart:
        files.append({"format": "png", "title": "Graphique (PNG)", "url": f"{folder}/chart.png"})
    if not named and (place := _diagnosed(answer)):
        url = f"/api/diagnostics/{place[1]}/{place[2]}.pdf"
        files.append({"format": "pdf", "title": "Diagnostic du territoire (PDF)", "url": url})
    return sorted(files, key=lambda file: file not in named and file["format"] not in asked)


def _named(file: Mapping[str, Any]) -> File:
    return {name: str(file.get(name)) for name in ("format", "title", "url")}


def _diagnosed(answer: Mapping[str, Any]) -> re.Match[str] | None:
    """Return the one place whose diagnostic goes with an answer; none where the survey is only held as totals."""
    if said := answer.get("diagnostic"):
        return _TERRITORY.fullmatch(str(said))
    if not any("difficult" in row for row in answer.get("rows") or ()):
        return None
    asked, held = answer.get("asked") or (), answer.get("territories") or ()
    places = [found for ref in (*asked, *held) if (found := _TERRITORY.fullmatch(str(ref)))]
    one = len(asked) == 1 if asked else len(held) == 1
    return places[0] if places and one else None
