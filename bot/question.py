"""The question frame: what is asked, and what one message names, as immutable values.

How a message fills, changes or replaces the question before it is in ``bot/understanding.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import Enum
from typing import Any

from bot.reading.ties import are_alternatives, own_place
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
    DIAGNOSTIC = "diagnostic"
    SUMMARY = "summary"
    JOB_SEEKERS = "job_seekers"
    PORTRAIT = "portrait"
    NEAR = "near"

    @property
    def is_beside(self) -> bool:
        """True for what is held beside the survey: job seekers, who does a métier, the trades near a trade."""
        return self in _BESIDE


_BESIDE = frozenset({Topic.JOB_SEEKERS, Topic.PORTRAIT, Topic.NEAR})


MAX_ROWS = 10
"""The rows of one answer; a longer list goes on with « la suite »."""

_EVERY_ROW = 1_000_000
_ROWS_WITHIN = {"bassin": 1, "departement": 3, "region": 3, "year": 3}
"""The rows of each list when one is wanted within each place, so that the whole can be read."""

_LISTS = frozenset({Topic.RECRUITING, Topic.WHERE, Topic.RANKING, Topic.PROGRESS, Topic.NEAR})
_ABOUT_AN_OCCUPATION = frozenset({Topic.FIGURES, Topic.WHERE, Topic.PORTRAIT, Topic.NEAR})
WORK = "work"
"""Whose trouble « difficile » is, when it is asked by or for who looks for work."""
RANKED = "ranked"
"""The ``aspects`` of job seekers when places are ranked by them."""


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
    direction: str = ""
    """The way a change is said to go (``up``, ``down`` or ``steady``) where nothing is ranked: « ont-ils baissé ? »."""
    excluded: tuple[str, ...] = ()
    """Places or occupations left out of a ranking: « sauf Orléans »."""
    degree: bool = False
    """How hard it is, not how many hard projects: « où est-ce le plus difficile ? »."""
    rank: bool = False
    """The rank of the place is asked: « à quel rang sommes-nous ? »."""
    month: str = ""
    """The month asked of job seekers, ``01`` to ``12``, "" for the last one of the year."""
    aspects: tuple[str, ...] = ()
    """What is asked beside the survey: ``pay``, ``diploma``… of a métier; ``change``, ``ranked``… of job seekers."""
    inherited: tuple[str, ...] = ()
    """Fields that came from the conversation, not from this turn."""
    before: tuple[str, ...] = ()
    """Territories asked about earlier in the conversation, the last one last: « compare les deux »."""
    set_aside: tuple[str, ...] = ()
    """Occupations asked about earlier in the conversation, the last one last: « laquelle recrute le plus ? »."""
    earlier: tuple[str, ...] = ()
    """Years of the question before, when this one only changed the year: « ça fait combien de hausse ? »."""
    axis: str = ""
    """What is compared, or else what changed last: ``trades``, ``places`` or ``years``; "" when nothing did."""
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
    whole: bool = False
    """Every row of a list is wanted, for a file; never kept in a conversation."""
    statistic: str = ""
    """How the measure is told (a ``knowledge.figures.query.Statistic``) when the words say it: ``per_thousand``,
    ``weight`` (part of a whole, composition), ``specialisation``, ``contribution``, ``gap``, ``masked``; else ""."""
    together: bool = False
    """Several places or occupations are summed: « le 41 et le 37 ensemble »."""
    within: str = ""
    """A list is wanted within each of these: a level (« top 3 dans chaque département »), or ``year``; else ""."""
    compared: str = ""
    """What is said of the first side of a comparison: ``more``, ``less`` or ``same``; "" when nothing is."""
    peak: str = ""
    """The year with the ``most`` (or the ``least``) is asked."""
    closed: bool = False
    """The answer says « Oui », « Non » or « On ne peut pas le dire »."""
    balance: bool = False
    """Strong and weak points are wanted, not only what stands out."""
    home: tuple[str, ...] = ()
    """The place told as one's own, else the first one asked about: « chez nous », « ici »."""
    visited: tuple[str, ...] = ()
    """The places asked about, the latest last: « les trois », « les deux villes »."""
    told: tuple[Question, ...] = ()
    """The last questions answered with figures, each ``alone``, the last one last: « résumez tout ça »."""
    shown: tuple[str, ...] = ()
    """The trades of the list shown last (refs), as long as no other trade is asked: « ces mêmes métiers »."""
    people: tuple[str, ...] = ()
    """The people of the conversation with their trade (``bot/reading/persons.py``): « et pour elle ? »."""
    seeking: str = ""
    """Whose trouble « difficile » is: that of finding ``work``, or ``staff``; "" when nothing says."""
    role: str = ""
    """Who asks (``job_seeker``, ``employer``, ``elected_official``, "" unknown): it changes the wording only."""

    @property
    def is_list(self) -> bool:
        """True when the answer is a ranking, which may go on beyond its first rows."""
        return self.topic in _LISTS or (self.topic is Topic.JOB_SEEKERS and RANKED in self.aspects)

    @property
    def towards(self) -> str:
        """The way a change is said to go, whether it is ranked or not."""
        return self.movement or self.direction

    @property
    def waits_for_occupation(self) -> bool:
        """True when the occupation was asked for and not told yet."""
        return self.topic in _ABOUT_AN_OCCUPATION and not self.occupations

    @property
    def page(self) -> int:
        """How many rows an answer shows at once."""
        if self.whole:
            return _EVERY_ROW
        few_years = self.within == "year" and self.years
        usual = MAX_ROWS if few_years else _ROWS_WITHIN.get(self.within, MAX_ROWS)
        return min(self.limit or usual, MAX_ROWS)

    @property
    def alone(self) -> Question:
        """What is asked, without what the conversation keeps beside it."""
        return replace(
            self, inherited=(), before=(), set_aside=(), earlier=(), asked=0, skip=0, offered=(), open_for=0,
            whole=False, closed=False, home=(), visited=(), told=(), role="", seeking="",
            people=(),
        )  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """Return the frame as JSON-ready values, for the tracker's slot; of what was told, only what is said of it."""
        data = asdict(replace(self, told=()))
        data["topic"] = self.topic.value
        data["measure"] = self.measure.value if self.measure else None
        data["told"] = [{name: value for name, value in each.as_dict().items() if value} for each in self.told]
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Question:
        """Return the frame stored by ``as_dict``; ValueError or KeyError when it is not one."""
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k in known}
        values["topic"] = Topic(values["topic"])
        values["told"] = tuple(cls.from_dict(each) for each in data.get("told") or ())
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
    direction: str = ""
    """The way a change is said to go: ``up``, ``down`` or ``steady``."""
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
    excluded: tuple[str, ...] = ()
    """What is left out: « tous sauf Orléans »."""
    restored: str = ""
    """What was left out is wanted again: ``yes`` (« remets-les »), ``with`` what is named (« avec l'industrie »)."""
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
    which: bool = False
    """One of what was just compared is asked for: « lequel recrute le plus ? »."""
    compared: str = ""
    """How one thing is set against another: ``more``, ``less``, ``same``, ``easier``, ``harder``, ``better``, ``worse``
    or ``either``."""
    axis: str = ""
    """What is set side by side, when a word says it: ``trades``, ``places`` or ``years``."""
    among: int = 0
    """How many of those just spoken of are meant, at most: « lequel des trois », « parmi ceux cités »."""
    peak: str = ""
    """The year with the ``most``, the ``least`` or the ``worst`` is asked."""
    in_number: bool = False
    """Numbers are wanted after shares: « et en nombre ? »."""
    statistic: str = ""
    """How the measure is told (``knowledge.figures.query.Statistic``), when it is neither a number nor a share."""
    together: bool = False
    """What is named is summed: « à eux deux »."""
    within: str = ""
    """A list is wanted within each of these: a level, or ``year``."""
    closed: bool = False
    """Yes or no answers it."""
    balance: bool = False
    """Strong and weak points: « points forts, points faibles »."""
    aspects: tuple[str, ...] = ()
    """What is asked of who does a métier: ``pay``, ``diploma``, ``hours``, ``contract``, ``part_time``, ``women``."""
    manners: tuple[str, ...] = ()
    """How people looking for work are told: their ``change``, the places ``ranked``."""
    job_seekers: bool = False
    """People looking for work are counted, not hiring projects."""
    month: str = ""
    """The month named, ``01`` to ``12``."""
    home: str = ""
    """The place that is told as one's own: « je suis de Gien »."""
    own_place: bool = False
    """One's own place is meant, and not named: « chez nous », « ici »."""
    alternatives: bool = False
    """The places are a choice: « Tours ou Orléans », « à Blois ou chez nous »."""
    several: int = 0
    """How many of the places spoken of are meant: « les trois », « les deux villes »."""
    around: str = ""
    """What lies around is meant, not the place alone: a distance in km, or ``near``."""
    these: str = ""
    """A trade, or the trades of a list, just spoken of are pointed at: ``one`` or ``many``."""
    also: bool = False
    """What is named adds to what was spoken of: « et manutentionnaire aussi »."""
    seeking: str = ""
    """Whose trouble is asked: that of finding ``work``, or ``staff``."""
    others: str = ""
    """The trade spoken of is being left: ``any`` other one is asked, or one ``near`` it (« avec mon diplôme »)."""

    @property
    def named(self) -> Mentions:
        """Only what the message names, without the turns of phrase that say how to take it."""
        return replace(
            self,
            choice=0,
            follows=False,
            own_occupation=False,
            restored="",
            both=False,
            counts=False,
            any="",
            versus=False,
            weight=False,
            anaphora=False,
            degree=False,
            which=False,
            compared="",
            axis="",
            among=0,
            peak="",
            closed=False,
            direction="",
            aspects=(),
            manners=(),
            job_seekers=False,
            month="",
            home="",
            own_place=False,
            alternatives=False,
            several=0,
            around="",
            these="",
            also=False,
            seeking="",
            others="",
        )

    @property
    def is_empty(self) -> bool:
        """True when the message names nothing a frame could take."""
        return self.named == Mentions()

    @property
    def only_leaves_out(self) -> bool:
        """True when all that is named is to be left out: « sans les cadres »."""
        return bool(self.excluded) and replace(self.named, excluded=()) == Mentions()

    @property
    def leans(self) -> bool:
        """True when the words of the message point at the one before, whatever it looks like."""
        turns_of_phrase = (
            self.follows,
            self.scale,
            self.more,
            self.level,
            self.in_number,
            self.choice,
            self.which,
            self.movement,
            self.rank,
            self.statistic,
            self.together,
        )
        return any(turns_of_phrase)

    @property
    def names_nothing_new(self) -> bool:
        """True when only a measure, a share or a year is named: no place, occupation, level nor limit."""
        return replace(self.named, years=(), measures=(), share=False) == Mentions() and not self.is_empty

    @classmethod
    def from_entities(cls, entities: Iterable[Mapping[str, Any]], text: str = "") -> Mentions:
        """Return the mentions of Rasa-like entities (``entity``, ``value``, ``start``, ``end``) of ``text``."""
        values: dict[str, list[str]] = {}
        words: dict[str, str] = {}
        entities = tuple(entities)
        for entity in sorted(entities, key=lambda e: int(e.get("start") or 0)):
            if entity["entity"] == "occupation":
                words.setdefault(str(entity["value"]), text[int(entity["start"]) : int(entity.get("end") or 0)])
            kind = values.setdefault(str(entity["entity"]), [])
            if str(entity["value"]) not in kind:
                kind.append(str(entity["value"]))

        def first(name: str) -> str:
            return values.get(name, [""])[0]

        alternatives = are_alternatives(entities, text)
        return cls(
            territories=tuple(values.get("territory", ())),
            occupations=tuple(values.get("occupation", ())),
            words=tuple(word for word in words.values() if word),
            years=tuple(values.get("year", ())),
            measures=tuple(Measure(value) for value in values.get("measure", ())),
            share=first("share") == "yes",
            in_number=first("share") == "no",
            ascending=bool(first("order")),
            limit=int(first("limit")) if first("limit") else None,
            level=first("level"),
            threshold="&".join(values.get("threshold", ())),
            grain=first("grain"),
            movement=first("movement"),
            direction=first("direction"),
            choice=int(first("choice") or 0),
            everything=bool(first("everything")),
            scale=first("scale"),
            more=bool(first("more")),
            any=first("any"),
            follows=bool(first("follow")),
            own_occupation=bool(first("own_occupation")),
            both=bool(first("both")),
            counts=bool(first("count")),
            excluded=tuple(values.get("excluded", ())),
            restored=first("restored"),
            versus=bool(first("versus")),
            weight=bool(first("weight")),
            anaphora=bool(first("anaphora")),
            degree=bool(first("degree")),
            rank=bool(first("rank")),
            which=bool(first("which")),
            compared=first("compared"),
            axis=first("axis"),
            among=int(first("among") or 0),
            peak=first("peak"),
            statistic=first("statistic"),
            together=bool(first("together")) and not alternatives,
            within=first("within"),
            closed=bool(first("closed")),
            balance=bool(first("balance")),
            aspects=tuple(values.get("aspect", ())),
            manners=tuple(values.get("manner", ())),
            job_seekers=first("people") == "job_seekers",
            month=first("month"),
            home=own_place(entities, text),
            own_place=bool(first("own_place")),
            alternatives=alternatives,
            several=int(first("several") or 0),
            around=first("around"),
            these=first("these"),
            also=bool(first("also")),
            seeking=first("seeking"),
            others=first("others"),
        )
