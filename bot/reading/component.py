"""Graph component that leaves out of a message what is not asked about: somebody's past, age, family, address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.extraction import EXTRACTOR
from bot.reading.acts import QUESTION_INTENTS
from bot.reading.asked import background_of
from bot.reading.clauses import ASKING, ClauseModel, asking_of
from bot.reading.corpus import examples, plain_question
from bot.reading.coverage import Coverage, uncounted
from bot.reading.dialogue import QUESTION_SLOT, Before, question_of
from bot.reading.handing_over import someone_asked_at
from bot.reading.leaving_out import LeavingOut, with_left_out
from bot.reading.mentions import MentionModel
from bot.reading.parts import PartsModel, candidates, marked_messages
from bot.reading.people import people_of
from bot.reading.persons import MEANT, PEOPLE, Person, people_meant, people_told
from bot.reading.ties import HOME, own_place
from bot.reading.utterance import Utterance

_FILE = "asked.joblib"

Models = tuple[ClauseModel, MentionModel, PartsModel, Coverage, LeavingOut]

STARTS = "request_starts"
"""Where the message keeps the characters at which another request likely begins."""
UNCOUNTED, COVERAGE = "uncounted", "coverage"
"""Where it keeps what it asks that no figure takes into account, and the part of the words asked that is explained."""


@DefaultV1Recipe.register(EXTRACTOR, is_trainable=True)
class AskedMentions(GraphComponent, EntityExtractorMixin):  # type: ignore[misc]
    """Keeps, of the places, occupations, years and limits found before it, those the message asks about.

    It learns from the conversations of ``corpus/heard``; the sentences of ``data/nlu`` only pass through it.
    """

    def __init__(self, storage: ModelStorage, resource: Resource, models: Models | None = None) -> None:
        self._storage = storage
        self._resource = resource
        self._models = models

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AskedMentions:
        """Return a component that has learned nothing and keeps everything."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> AskedMentions:
        """Return the component trained before, as stored."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, joblib.load(folder / _FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the corpus, and store the result."""
        sentences = [each for each in training_data.intent_examples if each.get(INTENT) in QUESTION_INTENTS]
        plain = [plain_question(each.get(TEXT), each.get(ENTITIES) or []) for each in sentences]
        heard = list(examples())
        clauses = ClauseModel.fit(heard + [each for each in plain if Utterance.of(each.turn.text).size == 1])
        parts = PartsModel.fit(marked_messages(heard), clauses)
        mentions = MentionModel.fit(heard + plain, clauses)
        self._models = (clauses, mentions, parts, Coverage.fit(plain), LeavingOut.fit(heard))
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._models, folder / _FILE)
        return self._resource

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Leave out of each message the entities that are background, and mark where other requests begin in it."""
        before = Before.of_tracker(tracker)
        known = people_of(question_of(tracker.get_slot(QUESTION_SLOT) if tracker else None))
        for message in messages if self._models else ():
            self._mark(message, before, known)
        return messages

    def _mark(self, message: Message, before: Before, known: Sequence[Person]) -> None:
        assert self._models is not None
        clauses, mentions, parts, coverage, leaving = self._models
        text, entities = message.get(TEXT) or "", message.get(ENTITIES) or []
        utterance = Utterance.of(text)
        people = people_told(text, entities)
        message.set(PEOPLE, [each.line for each in people], add_to_output=True)
        message.set(HOME, own_place(entities, text), add_to_output=True)
        message.set(MEANT, [each.line for each in people_meant(text, entities, [*known, *people])], add_to_output=True)
        if entities:
            entities = with_left_out(leaving, utterance, entities, before)
            left_out = background_of(clauses, mentions, text, entities, before)
            entities = [entity for entity in entities if not any(entity is other for other in left_out)]
            message.set(ENTITIES, entities, add_to_output=True)
        requests = clauses.requests(utterance, entities)
        message.set(STARTS, sorted({*parts.starts(utterance, entities, requests), *_someone(utterance)}))
        message.set(ASKING, asking_of(text, utterance, requests), add_to_output=True)
        message.set(UNCOUNTED, uncounted(utterance, entities, requests), add_to_output=True)
        message.set(COVERAGE, coverage.share(utterance, entities, requests), add_to_output=True)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Do the same on the training examples, so that the intent classifier learns on what it will read."""
        self.process(training_data.training_examples)
        return training_data


def _someone(utterance: Utterance) -> list[int]:
    """Return where the request for a person begins, [] when there is none or nothing stands before it."""
    asked = someone_asked_at(utterance.tokens)
    begins = [index for index in candidates(utterance) if asked is not None and index <= asked]
    return [utterance.tokens[begins[-1]].start] if begins else []
