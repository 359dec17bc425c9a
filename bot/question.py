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
    PROGRESS = "progress"


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


_MOST_PLACES = 3
"""How many places of a comparison are kept when one more is added."""

_REPLACED = ("limit", "ascending", "degree", "movement")
"""What a follow-up replaces by naming it, and keeps otherwise."""

_PLACE_KINDS = frozenset({"commune", "bassin", "epci", "departement", "region"})

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
    grain: str = ""
    """``sector`` when professional domains are ranked instead of métiers, else ""."""
    movement: str = ""
    """``up`` or ``down`` when what rose or fell the most is asked for, else ""."""
    excluded: tuple[str, ...] = ()
    """Places or occupations left out of a ranking: « sauf Orléans »."""
    degree: bool = False
    """How hard it is, not how many hard projects: « où est-ce le plus difficile ? »."""
    rank: bool = False
    """The rank of the place is asked: « à quel rang sommes-nous ? »."""
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
    grain: str = ""
    """Sectors are ranked, not métiers: « quels secteurs recrutent ? »."""
    movement: str = ""
    """What rose (``up``) or fell (``down``) the most is asked for: « quels métiers ont le plus baissé ? »."""
    choice: int = 0
    """Which of the choices just offered: 1 the first, −1 the last, 0 none."""
    everything: bool = False
    """All occupations again: the one of the question before is left behind."""
    wider: str = ""
    """Level of a wider place than the one before, not named."""
    follows: bool = False
    """The message only makes sense after another (« et vers Pithiviers, ça recrute ? »)."""
    counts: bool = False
    """A number is asked for (« combien »)."""
    both: bool = False
    """The two places just spoken of are meant (« compare les deux »)."""
    own_occupation: bool = False
    """The speaker's own occupation is asked about, and not named."""
    excluded: tuple[str, ...] = ()
    """What is left out: « tous sauf Orléans »."""
    versus: bool = False
    """What is named is set beside what was spoken of: « par rapport à la région ? », « plus qu'en 2024 ? »."""
    weight: bool = False
    """The part of a whole is asked: « quelle part de la région représentons-nous ? »."""
    anaphora: bool = False
    """A pronoun stands for the occupation before: « où en recrute-t-on le plus ? »."""
    degree: bool = False
    """How hard it is is asked, not how many hard projects there are."""
    rank: bool = False
    """The rank of a place is asked."""

    @property
    def named(self) -> Mentions:
        """Only what the message names, without the turns of phrase that say how to take it."""
        return replace(
            self,
            choice=0,
            follows=False,
            own_occupation=False,
            both=False,
            counts=False,
            versus=False,
            weight=False,
            anaphora=False,
            degree=False,
        )

    @property
    def is_empty(self) -> bool:
        """True when the message names nothing a frame could take."""
        return self.named == Mentions()

    @property
    def names_nothing_new(self) -> bool:
        """True when only a measure, a share or a year is named: no place, occupation, level nor limit."""
        return replace(self.named, years=(), measures=(), share=False) == Mentions() and not self.is_empty

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
            grain=first("grain"),
            movement=first("movement"),
            choice=int(first("choice") or 0),
            everything=bool(first("everything")),
            wider=first("wider"),
            follows=bool(first("follow")),
            own_occupation=bool(first("own_occupation")),
            both=bool(first("both")),
            counts=bool(first("count")),
            excluded=tuple(values.get("excluded", ())),
            versus=bool(first("versus")),
            weight=bool(first("weight")),
            anaphora=bool(first("anaphora")),
            degree=bool(first("degree")),
            rank=bool(first("rank")),
        )


def understand(intent: str, mentions: Mentions, previous: Question | None) -> Question | None:
    """Return the question a turn asks, None when it asks none (nothing named, nothing to follow up).

    A complete question (its intent is in ``INTENT_TOPICS``) starts anew and only borrows what it lacks and
    cannot do without; a fragment changes the previous question.
    """
    topic = Topic.PROGRESS if mentions.movement else INTENT_TOPICS.get(intent)
    follow_up = _follow_up(topic, mentions, previous) if previous is not None else None
    if follow_up is not None:
        return _reshaped(follow_up)
    if mentions.rank and (mentions.territories or previous is not None):
        return _reshaped(_ranked(mentions, previous))
    if topic is not None:
        return _reshaped(_borrowed(_fresh(topic, mentions), mentions, previous))
    if mentions.is_empty:
        return None
    if previous is None:
        return _reshaped(_fresh(_topic_of_fragment(mentions), mentions))
    return _reshaped(_changed(previous, mentions))


def _follow_up(topic: Topic | None, mentions: Mentions, previous: Question) -> Question | None:
    """The question before, changed, when the message leans on it whatever its intent looks like; else None."""
    if _stands_beside(mentions, previous):
        return _beside(previous, mentions)
    if mentions.rank or topic is None:
        return None
    if _completes(mentions, previous) or (topic in _MAY_FOLLOW and _leans(topic, mentions, previous)):
        return _changed(previous, mentions)
    return None


def _completes(mentions: Mentions, previous: Question) -> bool:
    """Only a place or an occupation is named, and the question before waits for one."""
    named = replace(mentions.named, territories=(), occupations=(), words=()) == Mentions() and not mentions.is_empty
    waits_for_occupation = previous.topic in {Topic.FIGURES, Topic.WHERE} and not previous.occupations
    return named and (previous.asked > 0 or (waits_for_occupation and bool(mentions.occupations)))


def _leans(topic: Topic, mentions: Mentions, previous: Question) -> bool:
    """« et à Gien ? », or a measure alone after an occupation (« c'est dur ? »), leans on the question before."""
    if mentions.follows and not mentions.is_empty:
        return True
    return bool(previous.occupations) and topic is not Topic.RECRUITING and mentions.names_nothing_new


def _stands_beside(mentions: Mentions, previous: Question) -> bool:
    """« par rapport à la région ? », « et avec le Cher ? », « plus qu'en 2024 ? » after a question with its place."""
    one_place = len(mentions.territories) == 1
    if mentions.occupations or mentions.level or not previous.territories:
        return False
    new_place = one_place and mentions.territories[0] not in previous.territories
    if new_place and len(previous.territories) > 1 and previous.topic is Topic.COMPARISON and mentions.follows:
        return True
    if one_place:
        return mentions.versus or (mentions.weight and not mentions.measures)
    one_year = len(mentions.years) == 1 and ".." not in mentions.years[0]
    return mentions.versus and one_year and not mentions.territories and not _spans_years(previous.years)


def _beside(previous: Question, mentions: Mentions) -> Question:
    """The question before, with one more place to compare, or the year said against its own."""
    kept = replace(
        previous, inherited=("territories", "occupations"), asked=0, level="", threshold="", movement="", limit=None
    )
    if mentions.measures:
        kept = replace(kept, measure=mentions.measures[0], share=mentions.share)
    if not mentions.territories:
        return replace(
            kept, topic=Topic.EVOLUTION, years=(mentions.years[0], previous.years[-1] if previous.years else "0")
        )
    weighed = mentions.weight and not mentions.measures
    others = tuple(ref for ref in previous.territories if ref not in mentions.territories)
    return replace(
        kept,
        topic=Topic.COMPARISON,
        territories=(*others[-_MOST_PLACES:], *mentions.territories),
        measure=None if weighed else kept.measure,
        share=True if weighed else kept.share or mentions.share,
        degree=mentions.degree or kept.degree,
        years=mentions.years or (() if _spans_years(previous.years) else previous.years),
    )


def _ranked(mentions: Mentions, previous: Question | None) -> Question:
    """The rank of a place, named or spoken of before, for what was spoken of."""
    base = previous if previous is not None and not mentions.occupations else _fresh(Topic.RANKING, mentions)
    return replace(
        base,
        topic=Topic.WHERE if base.occupations else Topic.RANKING,
        territories=mentions.territories or base.territories,
        years=mentions.years or (() if _spans_years(base.years) else base.years[-1:]),
        measure=_main_measure(mentions.measures) or base.measure,
        share=mentions.share or base.share,
        level="",
        threshold="",
        limit=None,
        movement="",
        grain="",
        asked=0,
        rank=True,
    )


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
        movement=mentions.movement,
        grain="" if mentions.occupations else mentions.grain,
        degree=mentions.degree,
        excluded=mentions.excluded,
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
    needs_place = question.topic not in {Topic.RANKING, Topic.WHERE} and not (question.movement and question.level)
    if needs_place and not mentions.territories and previous.territories:
        taken["territories"] = previous.territories
    if not needs_place and not mentions.territories and not question.movement:
        taken["territories"] = tuple(ref for ref in previous.territories if _holds(ref, question.level))
    if _wants_occupation(question, mentions) and not mentions.occupations and previous.occupations:
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


def _wants_occupation(question: Question, mentions: Mentions) -> bool:
    """A question without an occupation keeps the one before where it cannot do without, or points at it."""
    if mentions.everything or mentions.grain:
        return False
    if question.topic in {Topic.FIGURES, Topic.WHERE}:
        return True
    somewhere = bool(mentions.territories)
    if question.topic is Topic.EVOLUTION:
        return mentions.anaphora or not somewhere
    if question.topic is Topic.RANKING:
        return mentions.anaphora or (bool(mentions.threshold) and not somewhere)
    return False


def _holds(ref: str, level: str) -> bool:
    """A région or a département holds the places that are ranked; a commune or a bassin does not."""
    kind = ref.partition(":")[0]
    return kind == "region" or (kind == "departement" and level in {"", "bassin"})


def _changed(previous: Question, mentions: Mentions) -> Question:
    """A fragment replaces what it names and keeps the rest; naming only one kind of thing keeps the topic."""
    kept = replace(previous, inherited=("topic",), asked=0, rank=False)
    changes: dict[str, Any] = {}
    if mentions.excluded:
        changes["excluded"] = (*previous.excluded, *mentions.excluded)
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
    if mentions.threshold:
        changes["threshold"] = _added(previous.threshold, mentions.threshold)
    changes.update({name: value for name in _REPLACED if (value := getattr(mentions, name))})
    if mentions.grain or mentions.occupations or mentions.everything:
        changes["grain"] = "" if mentions.occupations else mentions.grain
    if mentions.level:
        changes["level"] = mentions.level
        changes["topic"] = Topic.WHERE if kept.occupations or mentions.occupations else Topic.RANKING
    return replace(kept, **changes)


def _added(before: str, said: str) -> str:
    """A condition in percent adds to one in number; one of the same kind replaces it."""
    percent = {"%" in condition for condition in said.split("&")}
    kept = [condition for condition in before.split("&") if condition and ("%" in condition) not in percent]
    return "&".join([*kept, said])


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
    if topic is Topic.COMPARISON and _spans_years(question.years) and len(question.occupations) < 2:
        topic = Topic.EVOLUTION
    if topic is Topic.WHERE and not question.occupations:
        topic = Topic.RANKING
    if question.excluded and topic is Topic.TOTALS:
        topic = Topic.RANKING if question.excluded[0].partition(":")[0] in _PLACE_KINDS else Topic.RECRUITING
    if question.grain and not question.level:
        topic = Topic.RECRUITING
    if question.movement:
        topic = Topic.EVOLUTION if named and not question.level else Topic.PROGRESS
    by_degree = question.degree and topic in {Topic.RANKING, Topic.COMPARISON}
    return replace(question, topic=topic, share=question.share or (by_degree and question.measure is Measure.DIFFICULT))
