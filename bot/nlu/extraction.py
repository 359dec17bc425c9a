"""What the three extractors share: a graph component that adds entities to messages and training examples."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.masking import courtesies_blanked

Span = tuple[int, int]

EXTRACTOR = [DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR]
"""How an extractor registers. Rasa only runs tokenizers and featurizers over the training examples: an extractor
that is not also one of these would be silent at training, and the classifier would learn unmasked sentences."""


class SpanExtractor(GraphComponent, EntityExtractorMixin):  # type: ignore[misc]
    """Adds entities with exact spans; a subclass says which (``found``). Nothing is learned or configured."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpanExtractor:
        """Return the component."""
        return cls()

    @abstractmethod
    def found(self, text: str, taken: Sequence[Span]) -> list[tuple[str, str, int, int]]:
        """Return (entity, value, start, end) for each thing read in ``text`` outside the ``taken`` spans."""

    def read(self, text: str, entities: Sequence[dict[str, Any]]) -> str:
        """Return ``text`` as ``found`` must read it, character for character."""
        return courtesies_blanked(text)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message to those it has."""
        for message in messages:
            before = message.get(ENTITIES) or []
            taken = [(entity["start"], entity["end"]) for entity in before]
            added = [self._entity(*each) for each in self.found(self.read(message.get(TEXT) or "", before), taken)]
            message.set(ENTITIES, [*before, *added], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Do the same on the training examples, so that the intent classifier learns on what it will read."""
        self.process(training_data.training_examples)
        return training_data

    def _entity(self, entity: str, value: str, start: int, end: int) -> dict[str, Any]:
        return {
            "entity": entity,
            "value": value,
            "start": start,
            "end": end,
            "confidence_entity": 1.0,
            "extractor": type(self).__name__,
        }
