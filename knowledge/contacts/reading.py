"""Reads the directory; what is wrong in it is told in French, with its line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from email_validator import EmailNotValidError, validate_email
from jsonschema import Draft7Validator

from knowledge.contacts.model import Away, Contact
from knowledge.errors import SettingsError
from knowledge.institution.messages import located, reason
from knowledge.institution.yaml_text import Document, read
from knowledge.territories.reference import territories

_NO_FALLBACK = "il faut une fiche sans « territories » ni « askers » : elle reçoit ce qui n'a pas d'autre destinataire."


def contacts(path: Path) -> tuple[Contact, ...]:
    """Return the entries of a directory, in its order. Raises SettingsError, one sentence a line for each mistake."""
    document = read(path)
    if problems := document.problems or list(_problems(document)):
        raise SettingsError("\n".join(problems))
    return tuple(_contact(values) for values in document.values)


@lru_cache(maxsize=1)
def _validator() -> Draft7Validator:
    schema = json.loads(Path(__file__).with_name("schema.json").read_text("utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def _problems(document: Document) -> Iterator[str]:
    errors = sorted(_validator().iter_errors(document.values), key=lambda error: list(map(str, error.path)))
    if errors:
        yield from (located(document, tuple(error.absolute_path), reason(error)) for error in errors)
        return
    ids = [values["id"] for values in document.values]
    for number, values in enumerate(document.values):
        if ids.index(values["id"]) != number:
            yield located(document, (number, "id"), "cet id est déjà pris par une autre fiche.")
        yield from _in_entry(document, number, values, ids)
    if not any(_is_fallback(values) for values in document.values):
        yield f"{document.name} : {_NO_FALLBACK}"


def _in_entry(document: Document, number: int, values: Mapping[str, Any], ids: list[str]) -> Iterator[str]:
    if values["email"] and not _is_address(values["email"]):
        wrong = f"« {values['email']} » n'est pas une adresse de messagerie."
        yield located(document, (number, "email"), wrong)
    for position, ref in enumerate(values.get("territories", ())):
        if ref not in territories():
            unknown = f"« {ref} » n'est pas un territoire connu ; écrivez region:24, departement:41 ou commune:41269."
            yield located(document, (number, "territories", position), unknown)
    if away := values.get("away"):
        yield from _in_absence(document, number, away, values["id"], ids)


def _in_absence(document: Document, number: int, away: Mapping[str, str], own: str, ids: list[str]) -> Iterator[str]:
    first, last = (_day_if_any(away[name]) for name in ("from", "until"))
    for name, day in (("from", first), ("until", last)):
        if day is None:
            impossible = f"« {away[name]} » n'est pas un jour du calendrier."
            yield located(document, (number, "away", name), impossible)
    if first and last and first > last:
        yield located(document, (number, "away", "until"), "l'absence finit avant de commencer.")
    if away["delegate"] == own or away["delegate"] not in ids:
        unknown = f"« {away['delegate']} » n'est l'id d'aucune autre fiche."
        yield located(document, (number, "away", "delegate"), unknown)


def _is_address(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _is_fallback(values: Mapping[str, Any]) -> bool:
    return not values.get("territories") and not values.get("askers")


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()


def _day_if_any(text: str) -> date | None:
    try:
        return _day(text)
    except ValueError:
        return None


def _contact(values: Mapping[str, Any]) -> Contact:
    away = values.get("away")
    return Contact(
        id=values["id"],
        label=values["label"],
        email=values["email"],
        delay=int(values["delay"]),
        territories=tuple(values.get("territories", ())),
        askers=tuple(values.get("askers", ())),
        away=Away(_day(away["from"]), _day(away["until"]), away["delegate"]) if away else None,
    )
