"""Dialogues: what is said, what each reply must be, and the faults of the replies.

A file is ``about:`` and ``turns:``. A turn is ``user:`` (what is typed) or ``press:`` (part of the title of a button
of the reply before), with ``expect:``, whose keys are those of ``EXPECTATIONS``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.questions.check import Shown

FOLDER = Path(__file__).parent
Reply = list[dict[str, Any]]
Ask = Callable[[str], Reply]

SURVEY = frozenset(
    {"recruiting", "figures", "where", "totals", "evolution", "comparison", "ranking", "progress", "rank"}
)
STUCK = frozenset({"clarification", "not_understood"})
MOST_REPEATS = 2  # the same clarification, or the same fallback, in one dialogue
SHOWN = 400  # characters of a reply shown when it is wrong


@dataclass(frozen=True, slots=True)
class Turn:
    """One message and what its reply must be; exactly one of ``user`` and ``press`` is set."""

    user: str | None
    press: str | None
    expect: Mapping[str, Any]

    @property
    def said(self) -> str:
        """The message, as shown in a report."""
        return f"[{self.press}]" if self.press is not None else f"« {(self.user or '')[:80]} »"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation: ``name`` is its folder and file, ``about`` says what it shows."""

    name: str
    about: str
    turns: tuple[Turn, ...]

    @property
    def folder(self) -> str:
        """The behaviour it belongs to."""
        return self.name.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Seen:
    """A reply as the user gets it: its whole text, its structured side ({} when it has none), its buttons."""

    text: str
    answer: Mapping[str, Any]
    buttons: tuple[Mapping[str, str], ...]

    @classmethod
    def of(cls, reply: Reply) -> Seen:
        """Return what a reply shows."""
        buttons = tuple(button for item in reply for button in item.get("buttons") or ())
        shown = Shown.of(reply)
        return cls(shown.text, shown.answer or {}, buttons)

    @property
    def topic(self) -> str | None:
        """The topic of the structured answer."""
        return self.answer.get("topic")

    @property
    def rows(self) -> list[Mapping[str, Any]]:
        """The rows of the structured answer."""
        return list(self.answer.get("rows") or [])

    def payload(self, title: str) -> str | None:
        """Return what the button whose title holds ``title`` sends, None when there is no such button."""
        return next((b["payload"] for b in self.buttons if _holds(b["title"], title)), None)


def dialogues() -> list[Dialogue]:
    """Return the dialogues of this folder, by name. ValueError names the file that is not one."""
    return [load(path) for path in sorted(FOLDER.glob("*/*.yml"))]


def load(path: Path) -> Dialogue:
    """Return the dialogue of a file; ValueError names the file and says what is wrong in it."""
    name = f"{path.parent.name}/{path.stem}"
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(raw, dict) or set(raw) != {"about", "turns"}:
        raise ValueError(f"{name}: a dialogue has the keys about and turns")
    return Dialogue(name, str(raw["about"]), tuple(_turn(each, name) for each in raw["turns"]))


def _turn(raw: Mapping[str, Any], name: str) -> Turn:
    if len({"user", "press"} & set(raw)) != 1 or set(raw) - {"user", "press", "expect"}:
        raise ValueError(f"{name}: a turn has user or press, and expect: {raw}")
    expect = raw.get("expect") or {}
    unknown = set(expect) - set(EXPECTATIONS)
    if unknown:
        raise ValueError(f"{name}: unknown expectations {sorted(unknown)}")
    user, press = raw.get("user"), raw.get("press")
    return Turn(None if user is None else str(user), None if press is None else str(press), expect)


def play(dialogue: Dialogue, ask: Ask) -> list[str]:
    """Play a dialogue and return its faults: the turn, what was expected, what was replied. Empty when it is right."""
    faults: list[str] = []
    seen: list[Seen] = []
    for number, turn in enumerate(dialogue.turns, start=1):
        message = turn.user if turn.press is None else seen[-1].payload(turn.press)
        if message is None:
            shown = ", ".join(button["title"] for button in seen[-1].buttons) or "none"
            return [*faults, f"turn {number} {turn.said}: no such button (buttons: {shown})"]
        seen.append(Seen.of(ask(message)))
        found = [*faults_of(turn.expect, seen[-1]), *faults_of_repeats(seen)]
        if found:
            faults.append(f"turn {number} {turn.said}: {'; '.join(found)}\n    replied: {_short(seen[-1].text)}")
    return faults


def faults_of(expect: Mapping[str, Any], seen: Seen) -> list[str]:
    """Return how a reply departs from what was expected of it."""
    faults = [] if seen.text.strip() else ["an empty reply"]
    for key, wanted in expect.items():
        faults += [f"{key}: {fault}" for fault in EXPECTATIONS[key](wanted, seen)]
    return faults


def faults_of_repeats(seen: Sequence[Seen]) -> list[str]:
    """Return a fault when the last reply asks, or fails to understand, in the same words once too often."""
    if seen[-1].topic not in STUCK:
        return []
    times = Counter(each.text for each in seen)[seen[-1].text]
    return [f"the same {seen[-1].topic} {times} times"] if times > MOST_REPEATS else []


def _short(text: str) -> str:
    line = " / ".join(part.strip() for part in text.splitlines() if part.strip())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def plain(text: str) -> str:
    """Return ``text`` in lower case, with ordinary spaces and apostrophes."""
    return re.sub(r"\s+", " ", text.replace("’", "'")).casefold()


def _holds(text: str, wanted: str) -> bool:
    """Whether a text holds a substring; ``a|b`` is either of the two."""
    return any(plain(each) in plain(text) for each in str(wanted).split("|"))


def _listed(wanted: Any) -> list[Any]:
    return list(wanted) if isinstance(wanted, list) else [wanted]


def _topic(wanted: Any, seen: Seen) -> Iterable[str]:
    """A name, or a list of accepted names; null is small talk: no survey answer, no question, no fallback."""
    if wanted is None:
        return [f"{seen.topic}, expected small talk"] if seen.topic in SURVEY | STUCK else []
    return [] if seen.topic in _listed(wanted) else [f"{seen.topic}, expected {wanted}"]


def _not_topic(wanted: Any, seen: Seen) -> Iterable[str]:
    return [f"{seen.topic}"] if seen.topic in _listed(wanted) else []


def _same_set(key: str) -> Callable[[Any, Seen], Iterable[str]]:
    def faults(wanted: Any, seen: Seen) -> Iterable[str]:
        given = {str(each) for each in seen.answer.get(key) or []}
        return [] if given == {str(each) for each in wanted} else [f"{sorted(given)}, expected {wanted}"]

    return faults


def _same(key: str) -> Callable[[Any, Seen], Iterable[str]]:
    def faults(wanted: Any, seen: Seen) -> Iterable[str]:
        given = seen.answer.get(key)
        return [] if given == wanted else [f"{given}, expected {wanted}"]

    return faults


def _first(wanted: Any, seen: Seen) -> Iterable[str]:
    given = seen.rows[0].get("ref") if seen.rows else None
    return [] if given == wanted else [f"{given}, expected {wanted}"]


def _rows(wanted: Any, seen: Seen) -> Iterable[str]:
    return [] if len(seen.rows) == wanted else [f"{len(seen.rows)}, expected {wanted}"]


def _no_figure(wanted: Any, seen: Seen) -> Iterable[str]:
    return [f"{len(seen.rows)} rows shown, expected none"] if wanted and seen.rows else []


def _says(wanted: Any, seen: Seen) -> Iterable[str]:
    return [f"« {each} » is missing" for each in _listed(wanted) if not _holds(seen.text, each)]


def _says_not(wanted: Any, seen: Seen) -> Iterable[str]:
    return [f"« {each} » is there" for each in _listed(wanted) if _holds(seen.text, each)]


def _buttons(wanted: Any, seen: Seen) -> Iterable[str]:
    return [] if len(seen.buttons) >= wanted else [f"{len(seen.buttons)}, expected at least {wanted}"]


def _button(wanted: Any, seen: Seen) -> Iterable[str]:
    titles = [button["title"] for button in seen.buttons]
    return [f"{each} is not among {titles}" for each in _listed(wanted) if seen.payload(each) is None]


EXPECTATIONS: Mapping[str, Callable[[Any, Seen], Iterable[str]]] = {
    "topic": _topic,
    "topic_not": _not_topic,
    "territories": _same_set("territories"),
    "occupations": _same_set("occupations"),
    "measure": _same("measure"),
    "year": _same("year"),
    "years": _same_set("years"),
    "share": _same("share"),
    "files": _same_set("files"),
    "first": _first,
    "rows": _rows,
    "says": _says,
    "says_not": _says_not,
    "buttons": _buttons,
    "button": _button,
    "no_figure": _no_figure,
}
"""What a turn may expect, each with the faults it finds.

``says``, ``says_not``, ``button`` and ``press`` are substrings, whatever the case and the kind of space; ``a|b`` is
either. ``buttons`` is a minimum. ``no_figure`` forbids rows. ``first`` is the ref of the first row, ``rows`` a count.
"""
