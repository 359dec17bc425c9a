"""Which entry answers a turn that no figure answers: a service, a subject not measured, an entry on the survey.

Learned from the corpus, whose acts name their subject (``corpus/topics.yml`` says which entry that is), and from the
questions that the entries themselves list. It says *which*, never *whether*: that is for the heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import yaml

from bot.answers.elsewhere import services_by_meaning, words_pattern
from bot.answers.subjects import subjects
from bot.reading.acts import Gold
from bot.reading.heads import Heads, Seen
from bot.reading.meant import ENTRIES, ENTRY, KINDS, SERVICES, SUBJECTS
from knowledge.institution.reference import institution
from knowledge.paths import PROJECT
from knowledge.text import fold

_FILE = PROJECT / "corpus" / "topics.yml"
_OF_ACT = {
    "elsewhere": SERVICES,
    "institution": SERVICES,
    "out_of_scope": SERVICES,
    "define": ENTRIES,
    "unmeasured": SUBJECTS,
}
"""The kind of entry that answers each act."""
_LIKELIEST = 3
_CLOSE = 1.0
"""The C of the reader: its examples are few, and each tells."""


def entry_named(gold: Gold) -> str | None:
    """Return the entry that the subject of an act names, « services/vae »; None when no line of the table knows it."""
    kind, topic = _OF_ACT.get(str(gold["act"])), fold(str(gold.get("topic", "")))
    if kind is None or not topic:
        return None
    found = next((name for name, pattern in _table()[kind].items() if pattern.search(topic)), None)
    if found is None and kind == SUBJECTS:
        found = next((each.id for each in subjects() if each.pattern.search(topic)), None)
    return found if not found or "/" in found else f"{kind}/{found}"


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    written = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        kind: {name: re.compile(words_pattern(words)) for name, words in rows.items()} for kind, rows in written.items()
    }


def examples(heard: Iterable[tuple[str, Gold]]) -> list[tuple[str, str]]:
    """Return texts with the entry that answers each: the turns heard whose subject is known, the entries' questions."""
    named = ((text, entry_named(gold)) for text, gold in heard)
    return [*((text, entry) for text, entry in named if entry is not None), *_listed()]


def _listed() -> Iterator[tuple[str, str]]:
    for service in services_by_meaning().values():
        yield from ((question, f"{SERVICES}/{service.id}") for question in service.questions)
    for entry in institution().entries:
        yield from ((question, f"{ENTRIES}/{entry.id}") for question in (*entry.questions, entry.title))


def learned(told: Sequence[tuple[str, str]]) -> Heads:
    """Return the reader of the entry, from texts and the entry that answers each."""
    answers = {ENTRY: [entry for _, entry in told]}
    return Heads.fit([Seen(text, ()) for text, _ in told], answers, penalties={ENTRY: _CLOSE})


def likely_entries(reader: Heads, text: str) -> dict[str, float]:
    """Return how likely each kind of entry is to answer a text, « services », and its likeliest, « services/vae »."""
    found = reader.probabilities(Seen(text, ()))[0][ENTRY]
    told: dict[str, float] = {}
    for kind in KINDS:
        own = {name: likely for name, likely in found.items() if name.startswith(f"{kind}/")}
        best = sorted(own, key=lambda name: -own[name])[:_LIKELIEST]
        told |= {kind: sum(own.values()), **{name: own[name] for name in best}}
    return {name: round(likely, 3) for name, likely in told.items()}
