"""Intent classifier: multilingual sentence embedding + tf-idf of words and letters + linear support vectors.

What the linkers found is masked first (``bot/nlu/masking.py``). ``make bench`` compares it with DIET.
"""

from __future__ import annotations

from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.intent_model import IntentModel
from bot.nlu.masking import with_unknown_places
from bot.nlu.short import short_details
from bot.reading.acts import QUESTION_INTENTS
from bot.reading.corpus import examples as heard_turns
from bot.reading.dialogue import Before

_FILE = "intent_model.joblib"
_FRAGMENT = "preciser"
"""The intent of the messages that ``bot/nlu/short.yml`` knows whole: nothing has to be guessed."""
_PLAIN_WEIGHT = 2.0
"""What a sentence of ``data/nlu`` (one thing asked plainly) counts for beside a turn of somebody's conversation."""
_DOUBT = 0.1
"""What remains of the confidence in a message of which not one word is known: the fallback takes it."""


def _is_named(message: Message) -> bool:
    return any(entity["entity"] in {"occupation", "territory"} for entity in message.get(ENTITIES) or [])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent, RasaIntentClassifier):  # type: ignore[misc]
    """Names the intent of a message, with a confidence for each intent known."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: IntentModel | None = None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: ``C``, penalty of the linear machine; ``ranking_length``, intents returned."""
        return {"C": 1.0, "ranking_length": 10}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        """Return an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """Return the classifier trained before, as stored."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / _FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples that bear an intent and from the turns of the corpus, and store the result."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        sentences = [(m.get(TEXT), m.get(ENTITIES) or [], m.get(INTENT)) for m in examples]
        heard = [(each.turn.text, each.kept, each.intent) for each in heard_turns()]
        sentences += [each for each in heard if each[2] in training_data.intents]
        self._model = IntentModel.fit(
            [(text, with_unknown_places(text, entities)) for text, entities, _ in sentences],
            [intent for _, _, intent in sentences],
            penalty=float(self._config["C"]),
            importance=[_PLAIN_WEIGHT] * len(examples) + [1.0] * (len(sentences) - len(examples)),
        )
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / _FILE)
        return self._resource

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Set ``intent`` and ``intent_ranking`` on each message; an empty text gets no intent.

        What names a place or an occupation while one of several was to be chosen answers that question, not another.
        """
        pending = Before.of_slot(tracker.get_slot("question") if tracker else None).pending
        for message in messages:
            text = (message.get(TEXT) or "").strip()
            ranking = self._ranking(text, with_unknown_places(text, message.get(ENTITIES) or [])) if text else []
            if pending and ranking and _is_named(message) and ranking[0]["name"] not in QUESTION_INTENTS:
                ranking = [{"name": _FRAGMENT, "confidence": 1.0}]
            best = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set(INTENT, best, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, text: str, entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if self._model is None:
            return []
        if short_details(text) and _FRAGMENT in self._model.intents:
            return [{"name": _FRAGMENT, "confidence": 1.0}]
        probabilities = self._model.probabilities(text, entities)
        if not entities and not self._model.knows(text):
            probabilities = probabilities * _DOUBT
        order = np.argsort(-probabilities)[: int(self._config["ranking_length"])]
        return [{"name": self._model.intents[i], "confidence": float(probabilities[i])} for i in order]
