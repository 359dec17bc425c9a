"""The conversations a reader learns from (``corpus/``), each turn with the acts it performs.

How they are written: ``corpus/README.md``. Nothing of ``corpus/sealed`` is ever read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from joblib import Parallel, delayed

from bot.reading import names
from bot.reading.acts import CHANGE, LIVE, MOVERS, SAME, Gold, intent_of, shape_of_gold
from bot.reading.dialogue import Before
from bot.reading.spans import LEFT_OUT, Span, spans_of
from knowledge.paths import PROJECT

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
HEARD = PROJECT / "corpus" / "heard"
_NAMING = frozenset({"ask", "offers", "companies", "unmeasured"})
"""The acts whose places and occupations are those they are about."""
_MARKS = frozenset({"requests", "parts"})
"""The files of a folder that mark turns of the others."""
_CORES, _MANY = 2, 500
"""How many turns are enough to be linked by several processes, and are given to each at a time."""
_LONGEST_FRAGMENT = 8
_SHAPING = frozenset({"about", "by", "tell", "within", "order"})
"""The fields that make the shape of a question: once kept from before, no word of the turn tells it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message with its acts (``say`` and ``acts`` of the file), and where it stands in the conversation."""

    name: str
    number: int
    text: str
    acts: tuple[Gold, ...]
    who: str
    """Who writes: a role of ``bot/reading/speaker.py``, or anybody else."""
    request: tuple[str, ...] | None = None
    """The parts of the text that ask, when they were marked; None when they were not."""


@dataclass(frozen=True, slots=True)
class Example:
    """A turn as a reader sees it: its spans, what was said before; and what it must find.

    ``asked``: for each span, whether it is part of what is asked, None when the corpus does not tell.
    """

    turn: Turn
    spans: list[Span]
    before: Before
    shape: str
    asked: list[bool | None] = field(default_factory=list)

    @property
    def gold(self) -> Gold:
        """The first act of the turn."""
        return self.turn.acts[0]

    @property
    def act(self) -> str:
        """The shape of the question; ``same`` for a fragment, whose words alone do not tell it."""
        asks = self.gold["act"] == "ask" or self.gold["act"] in LIVE
        goes_on = asks and self.turn.number > 0 and self.shape == self.before.shape
        kept = set(self.gold.get("kept") or ())
        is_fragment = bool(kept & _SHAPING) or (bool(kept) and len(self.turn.text.split()) <= _LONGEST_FRAGMENT)
        return SAME if goes_on and is_fragment else self.shape

    @property
    def intent(self) -> str:
        """The intent that the words of the turn lead to, "" when none does."""
        named = [span for span, asked in zip(self.spans, self.asked, strict=True) if asked]
        occupations = {span["value"] for span in named if span["entity"] == "occupation"}
        places = {names.unit(span["value"]) for span in named if span["entity"] == "territory"}
        return intent_of(self.act, occupations=len(occupations), places=len(places))

    @property
    def kept(self) -> list[Span]:
        """The spans that are asked about, and those of which the corpus says nothing."""
        return [span for span, asked in zip(self.spans, self.asked, strict=True) if asked is not False]


def conversations(folder: Path) -> list[tuple[Turn, ...]]:
    """Return the conversations of the files of ``folder``; KeyError names what a turn lacks."""
    marked = _requests(folder)
    found = []
    for path in sorted(folder.glob("*.yml")):
        if path.stem in _MARKS:
            continue
        for written in _loaded(path):
            name, who = str(written["id"]), str(written.get("who", ""))
            found.append(
                tuple(
                    Turn(name, number, str(each["say"]), tuple(each["acts"]), who, marked.get((name, number)))
                    for number, each in enumerate(written["turns"])
                )
            )
    return found


def _loaded(path: Path) -> list[dict[str, Any]]:
    """Return what a file of the corpus says; libyaml reads it ten times faster than Python does."""
    loaded: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (a safe one)
    return loaded


def _requests(folder: Path) -> dict[tuple[str, int], tuple[str, ...]]:
    path = folder / "requests.yml"
    if not path.exists():
        return {}
    written = _loaded(path)
    return {(str(each["id"]), int(each["turn"])): tuple(map(str, each["request"])) for each in written}


@lru_cache(maxsize=2)
def examples(folder: Path = HEARD) -> tuple[Example, ...]:
    """Return every turn of a folder with what was said before it, as the corpus says it was understood."""
    talks = conversations(folder)
    texts = [turn.text for turns in talks for turn in turns]
    cores = _CORES if len(texts) > _MANY else 1  # forked, they have all that linking needs
    linked = iter(Parallel(n_jobs=cores, backend="multiprocessing", batch_size=_MANY)(map(delayed(spans_of), texts)))
    return tuple(example for turns in talks for example in _examples(turns, list(islice(linked, len(turns)))))


def plain_question(text: str, spans: Sequence[Span]) -> Example:
    """Return a sentence of ``data/nlu`` as an example: all of it asks, and all it names is asked about."""
    turn = Turn("", 0, text, ({"act": "ask"},), "", (text,))
    return Example(turn, list(spans), Before(), "", [True] * len(spans))


def _examples(turns: Sequence[Turn], linked: Sequence[list[Span]]) -> Iterator[Example]:
    before = Before()
    for turn, found in zip(turns, linked, strict=True):
        gold, spans = turn.acts[0], [_left_out(span, turn) for span in found]
        yield Example(turn, spans, before, shape_of_gold(gold), [_asked(span, turn) for span in spans])
        before = replace(_after(before, gold), act=str(turn.acts[-1]["act"]))


def _after(before: Before, gold: Gold) -> Before:
    places, occupations = tuple(gold_places(gold)), tuple(gold_occupations(gold))
    if gold["act"] in LIVE:
        return Before(str(gold["act"]), places, occupations)
    if gold["act"] != "ask":
        return replace(before, places=places or before.places, occupations=occupations or before.occupations)
    shape = shape_of_gold(gold)
    tell = "change" if shape in {CHANGE, MOVERS} else str(gold.get("tell", "number"))
    return Before(
        shape, places, occupations, False, str(gold.get("measure", "projects")), tell, gold.get("years") is not None
    )


def gold_places(gold: Gold) -> list[str]:
    """Return the units of the places of an act, those that are known."""
    return [unit for name in gold.get("places") or () if (unit := names.place(str(name)))]


def gold_occupations(gold: Gold) -> list[str]:
    """Return the entity values of the occupations and sectors of an act, those that are known."""
    found = [names.occupation(str(name)) for name in gold.get("occupations") or ()]
    found += [names.sector(str(name)) for name in gold.get("sectors") or ()]
    return [value for value in found if value]


def _left_out(span: Span, turn: Turn) -> Span:
    """Return a span as what is left out, when the acts say so."""
    acts = [gold for gold in turn.acts if gold["act"] in _NAMING]
    out = [str(name) for gold in acts for name in gold.get("except") or ()]
    value = str(span["value"])
    if span["entity"] in {"territory", "aside"} and _is_one_of(value, map(names.place, out)):
        return {**span, "entity": LEFT_OUT}
    trades = [found for name in out for found in (names.occupation(name), names.sector(name)) if found]
    if span["entity"] in {"occupation", "aside"} and any(names.same_occupation(each, value) for each in trades):
        return {**span, "entity": LEFT_OUT}
    return span


def _is_one_of(ref: str, units: Iterable[str]) -> bool:
    return any(unit and names.same_place(unit, names.unit(ref)) for unit in units)


def _asked(span: Span, turn: Turn) -> bool | None:
    acts = [gold for gold in turn.acts if gold["act"] in _NAMING]
    if not acts:
        return None
    if span["entity"] == "territory":
        return _is_one_of(str(span["value"]), (unit for gold in acts for unit in gold_places(gold)))
    if span["entity"] == "occupation":
        wanted = [value for gold in acts for value in gold_occupations(gold)]
        return any(names.same_occupation(value, span["value"]) for value in wanted)
    if span["entity"] == "year":
        return any(gold.get("years") is not None or gold.get("tell") == "change" for gold in acts)
    if span["entity"] == "limit":
        return any(str(gold.get("limit")) == span["value"] for gold in acts)
    return None
