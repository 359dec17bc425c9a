"""What a message does and how its question is told, in Rasa's pipeline: the intent, and ``told`` beside it.

The statistics are in ``bot/reading/heads.py``. ``make bench`` compares them with DIET.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.answers.elsewhere import is_referral
from bot.mentions import Mentions
from bot.nlu.short import short_details
from bot.question import Question
from bot.reading.acts import PORTRAIT, QUESTION_INTENTS, QUESTION_SHAPES, SAME, act_of_intent
from bot.reading.clauses import ASKING, asked_part
from bot.reading.component import STARTS
from bot.reading.corpus import examples as heard_turns
from bot.reading.deciding import ACT, ON, TRADE, acts_by_likelihood, intents_by_likelihood
from bot.reading.dialogue import QUESTION_SLOT, Before, question_of
from bot.reading.dividing import Part, Ranking, divided
from bot.reading.entry import examples as entry_examples
from bot.reading.entry import learned, likely_entries
from bot.reading.frame import Told
from bot.reading.handing_over import asks_for_someone
from bot.reading.heads import Heads, Seen
from bot.reading.meant import ENTRY
from bot.reading.recapping import wish_of
from bot.reading.settling import settled
from bot.reading.signs import Signs
from bot.reading.speaker import WHO, role_written
from bot.reading.telling import HEADS, complete_questions, told
from bot.shape import is_sector

logger = logging.getLogger(__name__)

_FILE, _ENTRIES_FILE = "heads.joblib", "entries.joblib"
TOLD = "told"
"""Where the message keeps what the heads say beside the intent."""
PARTS = "parts"
"""Where the message keeps its requests, when it holds several."""
_LIKELIEST = 4
_FRAGMENT = "preciser"
"""The intent of the messages that ``bot/nlu/short.yml`` knows whole: nothing has to be guessed."""
_PERSON = "contact"
"""The intent of the messages that ask for a person: the request is opened after the answers to the rest."""
_SUMMARY = "synthese"
"""The intent of the messages that want what was said again, in another form."""
_PLAIN_WEIGHT = 4.0
"""What a sentence of ``data/nlu`` (one thing asked plainly) counts for the intent, beside a turn of a conversation."""
_LATER_WEIGHT = 0.5
"""What a sentence of ``data/nlu`` counts for, once put after a question of a conversation."""
_CLOSE = 1.0
"""The C of the intent: its sentences are plain, and many."""
_MOST_STARTS = 16
_UNLIKELY, _CLEARLY = 0.3, 0.05
_OUT_OF_REACH = "hors_sujet"
_ANSWERED_APART = frozenset({_OUT_OF_REACH, "dossier_personnel", "institution", "evenements", "identite"})
"""The intents that a message keeps though it asks for a public service."""
_COUNTED = QUESTION_SHAPES - {PORTRAIT}  # « qui paye le permis ? » has the words of pay
_ASKS_A_FIGURE = 0.45
"""How likely a turn must be to ask for a figure for a public service it names to be only told of."""
_MAY_BE_APART = 0.15
"""How likely a turn must be to ask for no figure for the entry that answers it to be looked for."""
_DOUBT = 0.1
"""What remains of the confidence in a message that names nothing and has no known word: the fallback takes it."""


def _may_choose(message: Message, best: Mapping[str, Any]) -> bool:
    """Return whether a message picks one of what was just offered: it names something, or is hardly anything else.

    « je préfère être rappelé, je suis à Tours » picks nothing.
    """
    if best["name"] == _PERSON and best["confidence"] == 1.0:
        return False
    named = any(entity["entity"] in {"occupation", "territory"} for entity in message.get(ENTITIES) or [])
    return best["name"] not in QUESTION_INTENTS and (named or best["confidence"] < _UNLIKELY)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent, RasaIntentClassifier):  # type: ignore[misc]
    """Names the intent of a message, with a confidence for each intent known."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: Heads | None = None,
        entries: Heads | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model
        self._entries = entries

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the setting: ``ranking_length``, intents returned."""
        return {"ranking_length": 10}

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
            read = [joblib.load(folder / name) for name in (_FILE, _ENTRIES_FILE) if (folder / name).exists()]
            return cls(config, model_storage, resource, *read)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples that bear an intent and from the turns of the corpus, and store the result."""
        plain = [m for m in training_data.intent_examples if m.get(TEXT)]
        heard = heard_turns()
        seen = [Seen(m.get(TEXT), m.get(ENTITIES) or [], Before()) for m in plain]
        seen += [Seen(each.turn.text, each.kept, each.before) for each in heard]
        acts = [act_of_intent(m.get(INTENT), _kinds(m.get(ENTITIES) or [])) for m in plain]
        answers: dict[str, list[str | None]] = {
            INTENT: [m.get(INTENT) for m in plain]
            + [each.intent if each.intent in training_data.intents else None for each in heard],
            ACT: [None if act == SAME else act for act in acts] + [each.shape for each in heard],
            ON: [*acts, *(each.act for each in heard)],
        }
        later = complete_questions(
            [(m.get(TEXT), m.get(ENTITIES) or [], m.get(INTENT)) for m in plain], [each.before for each in heard]
        )
        seen += [each for each, _ in later]
        tellings = [*(told(each) for each in heard), *(each for _, each in later)]
        for head in (INTENT, ACT, ON):
            answers[head] += [None] * len(later)
        answers[WHO] = [
            *(None for _ in plain),
            *(role_written(each.turn.who) for each in heard),
            *(None for _ in later),
        ]
        for head in HEADS:
            answers[head] = [*(None for _ in plain), *(each[head] for each in tellings)]
        weights = [_PLAIN_WEIGHT] * len(plain) + [1.0] * (len(heard) + len(later))
        importance = dict.fromkeys((INTENT, ACT, ON), weights)
        importance |= dict.fromkeys(HEADS, [1.0] * (len(plain) + len(heard)) + [_LATER_WEIGHT] * len(later))
        self._model = Heads.fit(seen, answers, importance=importance, penalties={INTENT: _CLOSE})
        said = [(each.turn.text, each.gold) for each in heard if len(each.turn.acts) == 1]
        self._entries = learned(entry_examples(said))
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / _FILE)
            joblib.dump(self._entries, folder / _ENTRIES_FILE)
        return self._resource

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Set ``intent``, ``intent_ranking``, ``told`` and ``parts`` on each message; an empty text gets no intent.

        What may pick one of several places or occupations just offered answers that question, not another. ``parts``:
        the requests of a message that holds several, as messages; the first one then gives the intent.
        """
        previous = question_of(tracker.get_slot(QUESTION_SLOT) if tracker else None)
        before = Before.of_tracker(tracker)
        for message in messages:
            text = (message.get(TEXT) or "").strip()
            parts = self._parts(message, previous, before.act)
            if parts and not before.pending:
                ranking, said = parts[0].ranking, parts[0].told
                message.set(PARTS, [part.as_message() for part in parts], add_to_output=True)
            else:
                ranking, said = self._read(text, message.get(ENTITIES) or [], before, message.get(ASKING) or ())
                if before.pending and ranking and _may_choose(message, ranking[0]):
                    ranking = [{"name": _FRAGMENT, "confidence": 1.0}]
            message.set(WHO, said.get(WHO, {}), add_to_output=True)
            best = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set(INTENT, best, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(TOLD, said, add_to_output=True)
            logger.info("turn %s", Signs.of(message.as_dict()).line)
        return messages

    def _parts(self, message: Message, previous: Question | None, act: str) -> list[Part]:
        starts = _few(message.get(STARTS) or [])
        if not starts or self._model is None:
            return []
        reader = partial(self._read, clauses=message.get(ASKING) or ())
        parts = divided(message.get(TEXT), message.get(ENTITIES) or [], starts, previous, act, reader)
        return sorted(parts, key=lambda part: part.intent == _PERSON)

    def _heads(self, seen: Seen, clauses: Sequence[str]) -> dict[str, dict[str, float]]:
        """Return what the heads say of a turn read whole, and of its clauses that ask, half each."""
        assert self._model is not None
        asked = asked_part(seen.text, seen.entities, clauses)
        if asked is None:
            return self._model.probabilities(seen)[0]
        whole, alone = self._model.probabilities(seen, Seen(*asked, seen.before))
        return {head: _halfway(whole[head], alone[head]) for head in whole}

    def _entry(self, text: str, clauses: Sequence[str], acts: Mapping[str, float]) -> dict[str, float]:
        """Return the entries that a turn may mean, by its clauses that ask; none when it surely asks for a figure."""
        figures = sum(likelihood for act, likelihood in acts.items() if act in QUESTION_SHAPES)
        if self._entries is None or figures > 1 - _MAY_BE_APART:
            return {}
        return likely_entries(self._entries, " ".join(each for each in clauses if each in text) or text)

    def _read(
        self, text: str, entities: list[dict[str, Any]], before: Before, clauses: Sequence[str] = ()
    ) -> tuple[Ranking, Told]:
        if self._model is None or not text:
            return [], {}
        if asks_for_someone(text):
            return [{"name": _PERSON, "confidence": 1.0}], {}
        if short_details(text):
            return [{"name": _FRAGMENT, "confidence": 1.0}], {}
        if before.answered and wish_of(text, Mentions.from_entities(entities, text)):
            return [{"name": _SUMMARY, "confidence": 1.0}], {}
        heads = self._heads(Seen(text, entities, before), clauses)
        acts: Mapping[str, float] = acts_by_likelihood(heads, before.shape, _kinds(entities))
        doubt = _DOUBT if not entities and not self._model.knows(text) else 1.0
        ranking: Ranking = [
            {"name": intent, "confidence": likelihood * doubt}
            for intent, likelihood in intents_by_likelihood(heads, acts, before.shape, _kinds(entities))
        ]
        said: dict[str, Mapping[str, float]] = {}
        if doubt == 1.0:
            entry = self._entry(text, clauses, acts)
            ranking, acts = settled(ranking, acts, entry, named=bool(_kinds(entities) & {"occupation", "territory"}))
            said = {ACT: _rounded(acts), **{head: _rounded(heads[head]) for head in (*HEADS, WHO)}}
            said[ENTRY] = entry
        sure = ranking[0]["name"] in _ANSWERED_APART and _is_clear(ranking)
        asks = sum(likelihood for act, likelihood in acts.items() if act in _COUNTED)
        if not sure and asks < _ASKS_A_FIGURE and is_referral(text):
            # « qui paye le permis ? » : whatever a word of it looks like, it asks whom to turn to
            return [{"name": _OUT_OF_REACH, "confidence": 1.0}], {**said, ACT: {"elsewhere": 1.0}}
        return ranking[: int(self._config["ranking_length"])], said


def _few(starts: Sequence[int]) -> list[int]:
    """Return the first places where a request may begin, and the last one: each is read, which takes its time."""
    return [*starts[: _MOST_STARTS - 1], *starts[_MOST_STARTS - 1 :][-1:]]


def _is_clear(ranking: Ranking) -> bool:
    """Return whether the first intent is likely, and clearly before the second."""
    first, second = (float(each["confidence"]) for each in [*ranking, {"confidence": 0.0}][:2])
    return first >= _UNLIKELY and first - second >= _CLEARLY


def _halfway(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {answer: (one.get(answer, 0.0) + other.get(answer, 0.0)) / 2 for answer in {*one, *other}}


def _kinds(entities: Sequence[dict[str, Any]]) -> set[str]:
    named = {str(each["entity"]) for each in entities}
    trade = any(each["entity"] == "occupation" and not is_sector(str(each["value"])) for each in entities)
    return {*named, TRADE} if trade else named


def _rounded(answers: Mapping[str, float]) -> dict[str, float]:
    best = sorted(answers.items(), key=lambda each: -each[1])[:_LIKELIEST]
    return {name: round(likelihood, 3) for name, likelihood in best}
