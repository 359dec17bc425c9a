"""Turns a schema error into a French sentence that names the file, the line, the entry and the field."""

from __future__ import annotations

from typing import Any

from jsonschema import ValidationError

from knowledge.institution.yaml_text import Document, Where

_TYPES = {"array": "une liste", "object": "des champs « nom: valeur »", "string": "un texte"}
_SLUG = "minuscules sans accent, chiffres et tirets seulement"
_PATTERNS = {
    "id": _SLUG,
    "related": _SLUG,
    "date": "une année (2018), une période (2017-2018) ou un jour (27 juin 2018) ; pour un rendez-vous, JJ/MM/AAAA",
    "link": "une adresse qui commence par https://",
    "keywords": "au moins une lettre ou un chiffre",
    "territories": "un territoire, comme region:24, departement:41 ou commune:41269",
    "delay": "un nombre de jours ouvrés, de 1 à 59",
    "from": "un jour, JJ/MM/AAAA",
    "until": "un jour, JJ/MM/AAAA",
    "delegate": _SLUG,
}
_REASONS = {
    "required": "il manque {missing}.",
    "additionalProperties": "{unexpected} n'existe pas ; retirez ce champ ou corrigez son nom.",
    "type": "il faut {wanted}.",
    "enum": "« {found} » n'est pas possible ; choisissez {choices}.",
    "pattern": "« {found} » ne convient pas ; il faut {pattern}.",
    "minLength": "le texte est vide ou trop court ({size} signes, {limit} au moins).",
    "maxLength": "le texte est trop long ({size} signes, {limit} au plus).",
    "minItems": "il faut au moins {limit} lignes ; il y en a {size}.",
    "maxItems": "il faut au plus {limit} lignes ; il y en a {size}.",
    "uniqueItems": "la même ligne est écrite deux fois.",
}


def located(document: Document, where: Where, reason: str) -> str:
    """Return « entries.yml, ligne 12, fiche 3 « club-rh », champ « questions » (2) : <reason> »."""
    parts = [f"{document.name}, ligne {document.line(where)}"]
    rest = where
    if where and isinstance(where[0], int):
        item = document.values[where[0]]
        name = item.get("id", "sans id") if isinstance(item, dict) else "illisible"
        parts.append(f"fiche {where[0] + 1} « {name} »")
        rest = where[1:]
    steps = [f"({step + 1})" if isinstance(step, int) else f"« {step} »" for step in rest]
    if steps:
        parts.append(f"champ {' '.join(steps)}")
    return f"{', '.join(parts)} : {reason}"


def reason(error: ValidationError) -> str:
    """Return what to correct, as a French sentence; the library's own words for a rule the schema does not use."""
    template = _REASONS.get(str(error.validator))
    return template.format(**_details(error)) if template else str(error.message)


def _details(error: ValidationError) -> dict[str, Any]:
    limit: Any = error.validator_value
    found: Any = error.instance
    field = next((step for step in reversed(error.absolute_path) if isinstance(step, str)), "")
    return {
        "limit": limit,
        "found": found,
        "size": len(found),
        "wanted": _TYPES.get(str(limit), str(limit)),
        "choices": " ou ".join(map(str, limit)) if error.validator == "enum" else "",
        "pattern": _PATTERNS.get(field, "un texte sans espace au début ni à la fin"),
        "missing": _fields(error, [name for name in _listed(limit) if name not in found and name in error.message]),
        "unexpected": _fields(error, [name for name in _listed(found) if name not in _known(error)]),
    }


def _listed(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | dict) else []


def _known(error: ValidationError) -> Any:
    schema: Any = error.schema
    return schema.get("properties", {})


def _fields(error: ValidationError, names: list[str]) -> str:
    shown = names[:1] if error.validator == "required" else names
    return f"le champ {', '.join(f'« {name} »' for name in shown)}"
