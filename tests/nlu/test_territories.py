"""The graph component that links places."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.territories import TerritoryLinker


@pytest.fixture(scope="module")
def linker() -> TerritoryLinker:
    return TerritoryLinker()


def entities(linker: TerritoryLinker, text: str, before: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    message = Message.build(text=text)
    if before:
        message.set("entities", before)
    (processed,) = linker.process([message])
    found: list[dict[str, Any]] = processed.get("entities")
    return found


def test_a_place_is_an_entity_with_its_ref_and_exact_span(linker: TerritoryLinker) -> None:
    assert entities(linker, "cuisinier à Tours") == [
        {
            "entity": "territory",
            "value": "commune:37261",
            "start": 12,
            "end": 17,
            "confidence_entity": 1.0,
            "extractor": "TerritoryLinker",
        }
    ]


def test_an_ambiguous_name_joins_its_refs(linker: TerritoryLinker) -> None:
    (entity,) = entities(linker, "quels métiers recrutent à Montigny ?")
    assert entity["value"] == "commune:18151|commune:45214"


def test_no_place_gives_no_entity(linker: TerritoryLinker) -> None:
    assert entities(linker, "visite des tours de Notre-Dame") == []
    assert entities(linker, "") == []


def test_what_another_extractor_took_is_left_to_it(linker: TerritoryLinker) -> None:
    taken = {"entity": "occupation", "value": "fap2021:X", "start": 12, "end": 17}
    assert entities(linker, "cuisinier à Tours", [taken]) == [taken]


def test_training_examples_are_linked_too(linker: TerritoryLinker) -> None:
    data = TrainingData([Message.build(text="emploi à Gien", intent="metiers_qui_recrutent")])
    (example,) = linker.process_training_data(data).training_examples
    assert [entity["value"] for entity in example.get("entities")] == ["commune:45155"]
    assert example.get("intent") == "metiers_qui_recrutent"
