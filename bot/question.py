"""The question frame: what is asked, as one immutable value, and how a turn fills, changes or replaces it.

Nothing here reads text or figures: linked entities come in, a frame goes out. The rules of merging are written
once, below, and tested as a table (``tests/test_question.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import Enum
from typing import Any

from knowledge.bmo.model import Measure


class Topic(str, Enum):
    """The shapes of question, one answer module each."""

    RECRUITING = "recruiting"
    FIGURES = "figures"
    WHERE = "where"
    TOTALS = "totals"
    EVOLUTION = "evolution"
    COMPARISON = "comparison"
    RANKING = "ranking"


INTENT_TOPICS: Mapping[str, Topic] = {
    "metiers_qui_recrutent": Topic.RECRUITING,
    "chiffre_metier": Topic.FIGURES,
    "ou_recrute_metier": Topic.WHERE,
    "chiffres_territoire": Topic.TOTALS,
    "evolution": Topic.EVOLUTION,
    "comparaison": Topic.COMPARISON,
    "classement_territoires": Topic.RANKING,
}
"""The intents that are complete questions; any other intent with entities is a fragment."""


MAX_ROWS = 10
"""The rows of one answer; a longer list goes on with « la suite »."""

_LISTS = frozenset({Topic.RECRUITING, Topic.WHERE, Topic.RANKING})
_MAY_FOLLOW = frozenset({Topic.RECRUITING, Topic.FIGURES, Topic.TOTALS})


@dataclass(frozen=True, slots=True)
class Question:
    """A question on the survey.

    ``territories``: refs, or several joined by ``|`` when ambiguous. ``occupations``: entity values
    (``Selection.parse``). ``years``: as said (``2023``, ``2022..0``, ``-1``), empty for the latest survey.
    ``threshold``: ``gt:100``, ``lt:50%`` or "". ``level``: the level of a ranking, or "".
    """

    topic: Topic
    territories: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    measure: Measure | None = None
    share: bool = False
    ascending: bool = False
    limit: int | None = None
    level: str = ""
    threshold: str = ""
    inherited: tuple[str, ...] = ()
    """Fields that came from the conversation, not from this turn."""
    before: tuple[str, ...] = ()
    """Territories of the question before, when this one only changed the place: « compare les deux »."""
    earlier: tuple[str, ...] = ()
    """Years of the question before, when this one only changed the year: « ça fait combien de hausse ? »."""
    words: tuple[str, ...] = ()
    """The occupations as the user wrote them, side by side with ``occupations`` (may be empty)."""
    asked: int = 0
    """How many times in a row the user was asked which place or occupation is meant."""
    skip: int = 0
    """Rows of the list already shown: « la suite »."""
    offered: tuple[str, ...] = ()
    """The ambiguous value settled last and what was taken for it, as long as that may be corrected."""
    open_for: int = 0
    """How many more turns ``offered`` stays open."""

    @property
    def is_list(self) -> bool:
        """True when the answer is a ranking, which may go on beyond its first rows."""
        return self.topic in _LISTS

    @property
    def page(self) -> int:
        """How many rows an answer shows at once."""
        return min(self.limit or MAX_ROWS, MAX_ROWS)

    def as_dict(self) -> dict[str, Any]:
        """Return the frame as JSON-ready values, for the tracker's slot."""
        data = asdict(self)
        data["topic"] = self.topic.value
        data["measure"] = self.measure.value if self.measure else None
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Question:
        """Return the frame stored by ``as_dict``; ValueError or KeyError when it is not one."""
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k in known}
        values["topic"] = Topic(values["topic"])
        values["measure"] = Measure(values["measure"]) if values.get("measure") else None
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Mentions:
    """What one message names: entity values in order of appearance, by kind."""

    territories: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    share: bool = False
    ascending: bool = False
    limit: int | None = None
    level: str = ""
    threshold: str = ""
    choice: int = 0
    """Which of the choices just offered: 1 the first, −1 the last, −2 the other one, 0 none."""
    everything: bool = False
    """All occupations again: the one of the question before is left behind."""
    scale: str = ""
    """Level at which the place before is meant, not named: « pas la ville, le département »."""
    more: bool = False
    """The list goes on: « la suite »."""
    any: str = ""
    """``all`` of the choices just offered (« les deux »), or ``whichever`` (« peu importe »)."""
    follows: bool = False
    """The message only makes sense after another (« et vers Pithiviers, ça recrute ? »)."""
    counts: bool = False
    """A number is asked for (« combien »)."""
    both: bool = False
    """The two places just spoken of are meant (« compare les deux »)."""
    own_occupation: bool = False
    """The speaker's own occupation is asked about, and not named."""

    @property
    def is_empty(self) -> bool:
        """True when the message names nothing a frame could take."""
        leaning = replace(self, choice=0, follows=False, own_occupation=False, both=False, counts=False, any="")
        return leaning == Mentions()

    @property
    def names_nothing_new(self) -> bool:
        """True when only a measure, a share or a year is named: no place, occupation, level nor limit."""
        return (
            replace(self, years=(), measures=(), share=False, follows=False, counts=False) == Mentions()
            and not self.is_empty
        )

    @classmethod
    def from_entities(cls, entities: Iterable[Mapping[str, Any]], text: str = "") -> Mentions:
        """Return the mentions of Rasa-like entities (``entity``, ``value``, ``start``, ``end``) of ``text``."""
        values: dict[str, list[str]] = {}
        words: dict[str, str] = {}
        for entity in sorted(entities, key=lambda e: int(e.get("start") or 0)):
            if entity["entity"] == "occupation":
                words.setdefault(str(entity["value"]), text[int(entity["start"]) : int(entity.get("end") or 0)])
            kind = values.setdefault(str(entity["entity"]), [])
            if str(entity["value"]) not in kind:
                kind.append(str(entity["value"]))

        def first(name: str) -> str:
            return values.get(name, [""])[0]

        return cls(
            territories=tuple(values.get("territory", ())),
            occupations=tuple(values.get("occupation", ())),
            words=tuple(word for word in words.values() if word),
            years=tuple(values.get("year", ())),
            measures=tuple(Measure(value) for value in values.get("measure", ())),
            share=bool(first("share")),
            ascending=bool(first("order")),
            limit=int(first("limit")) if first("limit") else None,
            level=first("level"),
            threshold="&".join(values.get("threshold", ())),
            choice=int(first("choice") or 0),
            everything=bool(first("everything")),
            scale=first("scale"),
            more=bool(first("more")),
            any=first("any"),
            follows=bool(first("follow")),
            own_occupation=bool(first("own_occupation")),
            both=bool(first("both")),
            counts=bool(first("count")),
        )


def understand(intent: str, mentions: Mentions, previous: Question | None) -> Question | None:
    """Return the question a turn asks, None when it asks none (nothing named, nothing to follow up).

    A complete question (its intent is in ``INTENT_TOPICS``) starts anew and only borrows what it lacks and
    cannot do without; a fragment changes the previous question.
    """
    if mentions.more:
        return _changed(previous, mentions) if previous is not None and previous.is_list else None
    topic = INTENT_TOPICS.get(intent)
    if previous is not None and topic is not None and _continues(topic, mentions, previous):
        return _reshaped(_changed(previous, mentions))
    if topic is not None:
        return _reshaped(_borrowed(_fresh(topic, mentions), mentions, previous))
    if mentions.is_empty:
        return None
    if previous is None:
        return _reshaped(_fresh(_topic_of_fragment(mentions), mentions))
    return _reshaped(_changed(previous, mentions))


def _continues(topic: Topic, mentions: Mentions, previous: Question) -> bool:
    """The turn looks complete, and is a piece of the question before."""
    return _completes(mentions, previous) or (topic in _MAY_FOLLOW and _leans(topic, mentions, previous))


def _completes(mentions: Mentions, previous: Question) -> bool:
    """Only a place or an occupation is named, and the question before waits for one."""
    named = (
        replace(mentions, territories=(), occupations=(), words=(), counts=False) == Mentions()
        and not mentions.is_empty
    )
    waits_for_occupation = previous.topic in {Topic.FIGURES, Topic.WHERE} and not previous.occupations
    settles = previous.asked > 0 and not mentions.counts  # « combien de projets dans le Loiret ? » is another question
    return named and (settles or (waits_for_occupation and bool(mentions.occupations)))


def _leans(topic: Topic, mentions: Mentions, previous: Question) -> bool:
    """« et à Gien ? », or a measure alone after an occupation (« c'est dur ? »), leans on the question before."""
    if mentions.follows and not mentions.is_empty:
        return True
    return bool(previous.occupations) and topic is not Topic.RECRUITING and mentions.names_nothing_new


def _fresh(topic: Topic, mentions: Mentions) -> Question:
    return Question(
        topic=topic,
        territories=mentions.territories,
        occupations=mentions.occupations,
        words=mentions.words,
        years=mentions.years,
        measure=_main_measure(mentions.measures),
        share=mentions.share,
        ascending=mentions.ascending,
        limit=mentions.limit,
        level=mentions.level,
        threshold=mentions.threshold,
    )


def _main_measure(measures: Sequence[Measure]) -> Measure | None:
    return measures[0] if measures else None


def _borrowed(question: Question, mentions: Mentions, previous: Question | None) -> Question:
    """A complete question without a place keeps the conversation's; one that needs an occupation, its own."""
    if previous is None:
        return question
    taken: dict[str, Any] = {}
    if question.topic is Topic.EVOLUTION and not mentions.years and previous.years and previous.earlier:
        taken["years"] = (*previous.earlier, *previous.years)
    needs_place = question.topic not in {Topic.RANKING, Topic.WHERE}
    if needs_place and not mentions.territories and previous.territories:
        taken["territories"] = previous.territories
    needs_occupation = question.topic in {Topic.FIGURES, Topic.WHERE}
    if needs_occupation and not mentions.occupations and previous.occupations:
        taken["occupations"], taken["words"] = previous.occupations, previous.words
    if question.topic is Topic.COMPARISON and not mentions.territories and previous.before:
        taken["territories"] = (*previous.before[:1], *previous.territories)
        taken["occupations"] = mentions.occupations or previous.occupations
    one_side = len(mentions.territories) == 1 and not mentions.occupations and not _spans_years(mentions.years)
    if question.topic is Topic.COMPARISON and one_side:
        others = tuple(ref for ref in previous.territories if ref not in mentions.territories)
        taken["territories"] = (*others[:1], *mentions.territories)
        taken["occupations"] = previous.occupations
    return replace(question, **taken, inherited=tuple(taken))


def _changed(previous: Question, mentions: Mentions) -> Question:
    """A fragment replaces what it names and keeps the rest; naming only one kind of thing keeps the topic."""
    kept = replace(previous, inherited=("topic",), asked=0, skip=0)
    if mentions.more:
        return replace(kept, skip=previous.skip + previous.page, limit=mentions.limit or previous.limit)
    changes: dict[str, Any] = {}
    if mentions.territories:
        changes["territories"] = mentions.territories
        changes["before"] = previous.territories
    if mentions.occupations or mentions.everything:
        changes["occupations"], changes["words"] = mentions.occupations, mentions.words
    if mentions.years:
        changes["years"] = tuple(_relative_to(previous.years, year) for year in mentions.years)
        changes["earlier"] = previous.years
    if mentions.measures:
        changes["measure"] = mentions.measures[0]
        changes["share"] = mentions.share
    elif mentions.share:
        changes["share"] = True
    if mentions.limit is not None:
        changes["limit"] = mentions.limit
    if mentions.threshold:
        changes["threshold"] = mentions.threshold
    if mentions.ascending:
        changes["ascending"] = True
    if mentions.level:
        changes["level"] = mentions.level
        changes["topic"] = Topic.WHERE if kept.occupations or mentions.occupations else Topic.RANKING
    return replace(kept, **changes)


def _relative_to(before: Sequence[str], said: str) -> str:
    """« l'année d'avant » is the one before the question's, when that one named a year."""
    step = {"previous": -1, "next": 1}.get(said, 0)
    last = before[-1] if before else ""
    return str(int(last) + step) if step and last.isdigit() else said


def _topic_of_fragment(mentions: Mentions) -> Topic:
    if mentions.level:
        return Topic.WHERE if mentions.occupations else Topic.RANKING
    if mentions.occupations:
        return Topic.FIGURES
    if len(mentions.territories) > 1:
        return Topic.COMPARISON
    if mentions.measures or mentions.limit:
        return Topic.RECRUITING
    return Topic.TOTALS


def _is_sector(value: str) -> bool:
    return value.startswith(("domaine:", "famille:"))


def _spans_years(years: Sequence[str]) -> bool:
    return len(years) > 1 or any(".." in year for year in years)


def _one_sided(question: Question) -> Topic:
    """What a comparison asks when it names one side only: of years, of places for an occupation, or with its region."""
    if _spans_years(question.years):
        return Topic.EVOLUTION
    if question.occupations:
        return Topic.RECRUITING if _is_sector(question.occupations[0]) and not question.level else Topic.WHERE
    if question.level:
        return Topic.RANKING
    return Topic.RECRUITING if question.limit else Topic.COMPARISON


def _reshaped(question: Question) -> Question:
    """Give the question the shape its contents call for, whatever the sentence looked like."""
    topic = question.topic
    named = [value for value in question.occupations if not _is_sector(value)]
    places = len(question.territories)
    if topic is Topic.RECRUITING and named:
        topic = Topic.WHERE if question.level else Topic.FIGURES
    if topic in {Topic.TOTALS, Topic.RANKING} and question.occupations:
        topic = Topic.FIGURES if topic is Topic.TOTALS else Topic.WHERE
    if topic is Topic.FIGURES and not question.occupations:
        topic = Topic.TOTALS
    if topic in {Topic.FIGURES, Topic.TOTALS} and _spans_years(question.years):
        topic = Topic.EVOLUTION
    if topic in {Topic.FIGURES, Topic.TOTALS} and (places > 1 or len(question.occupations) > 1):
        topic = Topic.COMPARISON
    if topic in {Topic.FIGURES, Topic.TOTALS, Topic.RECRUITING} and question.level and not places > 1:
        topic = Topic.WHERE if question.occupations else Topic.RANKING
    if topic is Topic.COMPARISON and places < 2 and len(question.occupations) < 2:
        topic = _one_sided(question)
    if topic is Topic.WHERE and not question.occupations:
        topic = Topic.RANKING
    return replace(question, topic=topic)
