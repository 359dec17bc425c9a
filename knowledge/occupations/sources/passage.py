"""Official table ROME v3 → FAP2009, published as a SAS program (two ``proc format``, latin-1)."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from knowledge.errors import ImportRefusedError
from knowledge.occupations.sources.dares import ALL_LEVELS, Levels, check_partition

FILE = "passage_fap2009_romev3.txt"

BMO_CODE = {"F3Z40": "F3Z41"}
"""The survey has a single métier for family F3Z (bois, ameublement); the table splits it in two codes."""

_ROME, _LEVEL = r"[A-Z]\d{4}", r"\d?"
_ASSIGNMENT = re.compile(rf'((?:"{_ROME}{_LEVEL}"\s*,?\s*)+)=\s*"([A-Z]\d[A-Z]\d\d)"')
_QUOTED = re.compile(rf'"({_ROME})({_LEVEL})"')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def fap2009_of_rome(folder: Path) -> Levels:
    """Return the FAP2009 métiers of each ROME v3 code, with their levels (all where the table states none)."""
    program = _COMMENT.sub("", (folder / FILE).read_text(encoding="latin-1"))
    levels: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for romes, code in _ASSIGNMENT.findall(program):
        fap = BMO_CODE.get(code, code)
        for rome, level in _QUOTED.findall(romes):
            metiers = levels[rome]
            metiers[fap] = metiers.get(fap, frozenset()) | (frozenset(level) or ALL_LEVELS)
    if not levels:
        raise ImportRefusedError(f"{FILE} : aucune correspondance ROME → FAP2009 n'y a été trouvée.")
    check_partition(FILE, levels)
    return levels
