"""Says in French what is wrong in the YAML files: which file, line, entry and field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from jsonschema import Draft7Validator

from knowledge.institution.messages import located, reason
from knowledge.institution.yaml_text import Document, read
from knowledge.text import fold

FOLDER = Path(__file__).resolve().parent
ENTRIES, EVENTS, ELSEWHERE = "entries.yml", "events.yml", "elsewhere.yml"


class Written(NamedTuple):
    """What the files of a folder hold, as texts; ``problems`` are French sentences, none when all is well."""

    entries: Any
    events: Any
    elsewhere: Any
    problems: list[str]


def load(folder: Path = FOLDER) -> Written:
    """Return what ``folder`` holds, checked against the schema and across entries."""
    entries, events, elsewhere = (read(folder / name) for name in (ENTRIES, EVENTS, ELSEWHERE))
    problems = [
        *_problems(entries, "entries"),
        *_problems(events, "events"),
        *_problems(elsewhere, "elsewhere"),
    ]
    if not problems:
        problems = [*_across_entries(entries), *_impossible_dates(events)]
    return Written(entries.values, events.values, elsewhere.values, problems)


def parse_day(text: str) -> date:
    """Return the day written « 27/06/2018 »; ValueError when there is no such day."""
    return datetime.strptime(text, "%d/%m/%Y").date()


@lru_cache(maxsize=3)
def _validator(section: str) -> Draft7Validator:
    schema = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator({"definitions": schema["definitions"], "allOf": [{"$ref": f"#/definitions/{section}"}]})


def _problems(document: Document, section: str) -> list[str]:
    if document.problems:
        return document.problems
    errors = sorted(_validator(section).iter_errors(document.values), key=lambda error: list(map(str, error.path)))
    return [located(document, tuple(error.absolute_path), reason(error)) for error in errors]


def _across_entries(document: Document) -> Iterator[str]:
    ids = [entry["id"] for entry in document.values]
    asked: dict[str, str] = {}
    for position, entry in enumerate(document.values):
        if ids.index(entry["id"]) != position:
            yield located(document, (position, "id"), "cet id est déjà pris par une autre fiche.")
        for number, question in enumerate(entry["questions"]):
            key = fold(question)
            if key in asked:
                taken = f"la question « {question} » est déjà dans la fiche « {asked[key]} »."
                yield located(document, (position, "questions", number), taken)
            asked[key] = entry["id"]
        for number, other in enumerate(entry["related"]):
            if other not in ids or other == entry["id"]:
                unknown = f"« {other} » n'est l'id d'aucune autre fiche."
                yield located(document, (position, "related", number), unknown)


def _impossible_dates(document: Document) -> Iterator[str]:
    for kind, series in document.values.items():
        for number, event in enumerate(series["events"]):
            if not _is_day(event["date"]):
                impossible = f"« {event['date']} » n'est pas un jour du calendrier."
                yield located(document, (kind, "events", number, "date"), impossible)


def _is_day(text: str) -> bool:
    try:
        parse_day(text)
    except ValueError:
        return False
    return True
