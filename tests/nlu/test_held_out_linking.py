"""Linking measured on sentences written by someone who saw neither the gazetteers nor the training data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from knowledge.occupations.gazetteer import link as link_occupations
from knowledge.occupations.model import Selection
from knowledge.territories.linking import link as link_territories
from tests.known_misses import by_name, judge

HERE = Path(__file__).parent

Case = dict[str, Any]


def cases(name: str) -> list[Case]:
    loaded: list[Case] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return loaded


def territory_faults(case: Case) -> list[str]:
    text = case["text"]
    found = [(text[linked.start : linked.end], frozenset(linked.refs)) for linked in link_territories(text)]
    faults = [] if len(found) == len(case["spans"]) else [f"linked {found}"]
    for wanted, got in zip(case["spans"], found, strict=False):
        spans = {wanted["span"], *wanted.get("accept_spans", ())}
        refs = {frozenset(ref.split("|")) for ref in (wanted["ref"], *wanted.get("accept_refs", ()))}
        if not is_named(got[0], spans) or got[1] not in refs:
            faults.append(f"{got[0]!r} {sorted(got[1])} instead of {wanted['span']!r} {wanted['ref']}")
    return faults


def occupation_faults(case: Case) -> list[str]:
    text = case["text"]
    taken = [(linked.start, linked.end) for linked in link_territories(text)]
    found = [(text[each.start : each.end], each.selection) for each in link_occupations(text, taken)]
    faults = [] if len(found) == len(case["spans"]) else [f"linked {[(t, s.value) for t, s in found]}"]
    for wanted, (span, selection) in zip(case["spans"], found, strict=False):
        spans = {wanted["span"], *wanted.get("accept_spans", ())}
        if not is_named(span, spans) or not is_right(wanted, selection):
            faults.append(f"{span!r} {selection.value} instead of {wanted}")
    return faults


def is_named(span: str, wanted: set[str]) -> bool:
    """The words expected, or a longer name that holds them: « soudeuse TIG », « Tours nord », « le Blanc »."""
    return any(each in span for each in wanted)


def is_right(wanted: Case, selection: Selection) -> bool:
    if wanted.get("ambiguous"):
        return bool(selection.ambiguous)
    accepted = [frozenset(codes) for codes in wanted.get("accept", ())]
    if "sector" in wanted:
        return selection.sector == wanted["sector"] or frozenset(selection.fap2021) in accepted
    return frozenset(selection.fap2021) in {frozenset(wanted["fap2021"]), *accepted}


def test_territories_are_linked() -> None:
    found = ((case["text"], territory_faults(case)) for case in cases("held_out_territories.yml"))
    judge("territories", by_name(found), at_least=0.98)


def test_occupations_are_linked() -> None:
    found = ((case["text"], occupation_faults(case)) for case in cases("held_out_occupations.yml"))
    judge("occupations", by_name(found), at_least=0.95)
