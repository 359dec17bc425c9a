"""The labels the métiers had in the surveys of 2016-2020, some of which were reworded since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from knowledge.errors import ImportRefusedError
from knowledge.occupations.sources.labels import tidy
from knowledge.text import fold

_CODE = re.compile(r"code metier bmo|metier")
_LABEL = re.compile(r"nom metier bmo|nommetier|libelle du metier")


def older_labels(folder: Path) -> set[tuple[str, str]]:
    """Return the (FAP2009 code, label) pairs of the workbooks of ``folder``; ImportRefusedError if one has none."""
    return {pair for path in sorted(folder.glob("ResMetBE*.xlsx")) for pair in _pairs(path)}


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the pairs of the last sheet: the first one may only describe the variables."""
    book = CalamineWorkbook.from_path(str(path))
    header, *rows = book.get_sheet_by_name(book.sheet_names[-1]).to_python()
    titles = [fold(str(cell)) for cell in header]
    code = next((index for index, title in enumerate(titles) if _CODE.fullmatch(title)), None)
    label = next((index for index, title in enumerate(titles) if _LABEL.fullmatch(title)), None)
    if code is None or label is None:
        raise ImportRefusedError(f"{path.name} : les colonnes du code et du libellé des métiers n'y sont pas.")
    for row in rows:
        yield str(row[code]).strip(), tidy(str(row[label]))
