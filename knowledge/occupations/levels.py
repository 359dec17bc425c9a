"""Qualification levels a job title tells of, in the digits of the FAP tables (1 manœuvre … 9 ingénieur, cadre)."""

from __future__ import annotations

import re

_CUES: tuple[tuple[str, str], ...] = (
    ("125", r"^(aide|apprenti|manoeuvre|commis|manutentionnaire|plongeur)\b|\bnon qualifie|\bpeu qualifie"),
    ("9", r"\b(ingenieur|directeur|cadre)\b|^manager\b|^(chef|responsable) (projet|produit|service|departement)\b"),
    ("9", r"^(consultant|expert|auditeur|actuaire|dirigeant|president|secretaire general|chef entreprise)\b"),
    ("4", r"^(gerant|exploitant|patron|tenancier|restaurateur|hotelier|cafetier|entrepreneur|commercant)\b"),
    ("8", r"\b(agent maitrise|contremaitre|superviseur|encadrant)\b|^(chef|responsable) (equipe|atelier|ligne)\b"),
    ("89", r"^responsable\b"),
    ("78", r"^(assistant|secretaire|office manager)\b.*\b(direction|dirigeant|president)\b"),
    ("7", r"^(technicien|electrotechnicien|assistant technique)\b"),
    ("78", r"^(chef|sous chef|maitre|coordinateur|coordonnateur|coordonateur|adjoint)\b"),
)
_COMPILED = tuple((frozenset(digits), re.compile(pattern)) for digits, pattern in _CUES)


def told_by(title_key: str) -> frozenset[str]:
    """Return the levels the first matching cue of a title's key tells, empty when the title tells none."""
    return next((digits for digits, cue in _COMPILED if cue.search(title_key)), frozenset())
