"""The graph component: entities with exact spans, outside those of places, the same when training."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.occupations import OccupationLinker


@pytest.fixture(scope="module")
def linker() -> OccupationLinker:
    return OccupationLinker()


def test_entity_is_complete(linker: OccupationLinker) -> None:
    (message,) = linker.process([Message({TEXT: "un maçon à Gien"})])
    assert message.get(ENTITIES) == [
        {
            "entity": "occupation",
            "value": "fap2021:B1X30+B1X31 fap2009:B2Z40",
            "start": 3,
            "end": 8,
            "confidence_entity": 1.0,
            "extractor": "OccupationLinker",
        }
    ]
    assert ENTITIES in message.output_properties


def test_a_place_is_never_an_occupation(linker: OccupationLinker) -> None:
    text = "boulanger à Boucher"
    place = {"entity": "territory", "value": "commune:00000", "start": 12, "end": 19, "extractor": "TerritoryLinker"}
    (message,) = linker.process([Message({TEXT: text, ENTITIES: [place]})])
    assert [entity["value"] for entity in message.get(ENTITIES)] == ["commune:00000", "fap2021:S0X42 fap2009:S0Z42"]


def test_no_text_no_entity(linker: OccupationLinker) -> None:
    messages = linker.process([Message({TEXT: ""}), Message({})])
    assert [message.get(ENTITIES) for message in messages] == [[], []]


def test_training_examples_get_the_same_entities(linker: OccupationLinker) -> None:
    data = TrainingData([Message({TEXT: "le bâtiment recrute ?", "intent": "chiffres_territoire"})])
    (example,) = linker.process_training_data(data).training_examples
    assert [entity["value"] for entity in example.get(ENTITIES)] == ["domaine:B"]
