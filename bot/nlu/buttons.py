"""Graph component: a message that is the title of a button just shown, or its rank, becomes what the button says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.writing.blocks import REPLY
from bot.writing.reply_topics import ReplyTopic
from knowledge.text import fold

_ALIKE = 90
"""From this likeness on (0 to 100), a long enough title is the one typed."""
_SHORTEST = 8
_RANK = re.compile(r"(?:(?:le|la|l|choix|option|bouton|numero|n) )*(?:(\d)(?:er|e|ere|eme|nd|nde)?|(\w+))")
_RANKS = ("premier", "deuxieme", "troisieme", "quatrieme")
_ALSO = {"premiere": 0, "second": 1, "seconde": 1}


def pressed(text: str, buttons: Sequence[Mapping[str, str]], *, ranked: bool) -> str | None:
    """Return what the button that ``text`` names says, None when it names none.

    ``ranked``: whether « le premier » may only mean a button.
    """
    said = fold(text)
    titles = [fold(each["title"]) for each in buttons]
    found = [index for index, title in enumerate(titles) if title == said]
    if not found and len(said) >= _SHORTEST:
        found = [index for index, title in enumerate(titles) if _is_nearly(said, title)]
    rank = _rank(said) if ranked and not found else None
    if rank is not None and rank < len(buttons):
        found = [rank]
    if len(found) != 1:
        return None
    button = buttons[found[0]]
    return str(button.get("payload") or button["title"])


def _is_nearly(said: str, title: str) -> bool:
    """Return whether a title was typed with a slip; another number is another question."""
    return re.findall(r"\d+", said) == re.findall(r"\d+", title) and fuzz.ratio(said, title) >= _ALIKE


def _rank(said: str) -> int | None:
    match = _RANK.fullmatch(said)
    if match is None:
        return None
    digit, word = match.groups()
    if digit:
        return int(digit) - 1 if digit != "0" else None
    return _RANKS.index(word) if word in _RANKS else _ALSO.get(word)


def shown(events: Iterable[Event]) -> tuple[list[Mapping[str, str]], bool]:
    """Return the buttons under the last answer, and whether a rank can only be one of theirs.

    After a list, « le premier » is its first row; after a question back, the answer to it (``bot/answers/choice.py``).
    """
    buttons: list[Mapping[str, str]] = []
    rows = asks = False
    for event in reversed(list(events)):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            data = event.data or {}
            reply = (data.get("custom") or {}).get(REPLY) or {}
            facts, blocks = reply.get("facts") or {}, {each["type"]: each for each in reply.get("blocks") or ()}
            options = blocks["choices"]["options"] if "choices" in blocks else ()
            payloads = [{"title": each["title"], "payload": each["says"]} for each in options]
            buttons = [*(payloads or data.get("buttons") or ()), *buttons]
            rows = rows or ("table" in blocks and len(blocks["table"]["rows"]) > 1)
            asks = asks or (facts.get("topic") == ReplyTopic.CLARIFICATION and facts.get("asks") != "act")
    return buttons, not rows and not asks


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class TypedButtons(GraphComponent):  # type: ignore[misc]
    """Stands first in the pipeline: what follows reads the sentence of the button."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TypedButtons:
        """Return the component."""
        return cls()

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Replace the text of the messages that name a button."""
        buttons, ranked = shown(tracker.events) if tracker else ([], False)
        for message in messages if buttons else ():
            sentence = pressed(message.get(TEXT) or "", buttons, ranked=ranked)
            if sentence is not None:
                message.set(TEXT, sentence, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training examples as they are."""
        return training_data
