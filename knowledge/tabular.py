"""Embedded tables: written sorted, with their sources beside them; read as plain cells."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import ImportRefusedError, KnowledgeError


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write ``rows`` in order under ``header``, separated by semicolons, and return ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted([str(cell) for cell in row] for row in rows))
    return path


def write_sources(folder: Path, files: Mapping[str, Mapping[str, Any]]) -> Path:
    """Write ``sources.yml`` of ``folder`` (source, producer, licence, year, url of each file) and return its path."""
    lines = [{"file": file, **source} for file, source in files.items()]
    text: str = yaml.safe_dump(lines, allow_unicode=True, sort_keys=False, width=1000)
    (folder / "sources.yml").write_text(text, encoding="utf-8")
    return folder / "sources.yml"


def read_sources(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what ``sources.yml`` of ``folder`` says of each file."""
    lines = yaml.safe_load((folder / "sources.yml").read_text(encoding="utf-8"))
    return {line["file"]: line for line in lines}


def read_table(path: Path) -> Iterator[list[str]]:
    """Yield the header of an embedded table, then its rows; KnowledgeError when the file is missing."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.reader(file, delimiter=";")
    except OSError as error:
        raise KnowledgeError(f"Le fichier {path.name} manque à la base de connaissances.") from error


def read_raw(path: Path, columns: Sequence[str], *, delimiter: str = ",", encoding: str = "utf-8") -> list[list[str]]:
    """Return the ``columns`` of a published file, row by row; ImportRefusedError when it lacks one of them."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.DictReader(file, delimiter=delimiter)
        missing = [name for name in columns if name not in (reader.fieldnames or ())]
        if missing:
            raise ImportRefusedError(f"{path.name} : colonnes absentes, {', '.join(missing)}.")
        return [[row[name] for name in columns] for row in reader]


def decimal(written: str) -> float | None:
    """Return a published decimal (point or comma), None where the file says nothing (``NA``, empty)."""
    return None if written in {"", "NA"} else float(written.replace(",", "."))
