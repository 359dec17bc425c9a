"""The question frame: what is asked, as an immutable value.

How a message fills, changes or replaces the question before it is in ``bot/understanding.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
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
    DIAGNOSTIC = "diagnostic"
    SUMMARY = "summary"
    JOB_SEEKERS = "job_seekers"
    PORTRAIT = "portrait"
    NEAR = "near"
    OFFERS = "offers"
    COMPANIES = "companies"

    @property
    def is_beside(self) -> bool:
        """True for what is beside the survey: job seekers, who does a métier, the trades near a trade, live offers."""
        return self in _BESIDE or self.is_live

    @property
    def is_live(self) -> bool:
        """True for what only the live services of France Travail know: job offers, companies likely to hire."""
        return self in _LIVE


_BESIDE = frozenset({Topic.JOB_SEEKERS, Topic.PORTRAIT, Topic.NEAR})
_LIVE = frozenset({Topic.OFFERS, Topic.COMPANIES})


MAX_ROWS = 10
"""The rows of one answer; a longer list goes on with « la suite »."""
MAX_CARDS = 5
"""The offers or companies of one answer."""

_EVERY_ROW = 1_000_000
_ROWS_WITHIN = {"bassin": 1, "departement": 3, "region": 3, "year": 3}
"""The rows of each list when one is wanted within each place, so that the whole can be read."""

_LISTS = frozenset({Topic.RECRUITING, Topic.WHERE, Topic.RANKING, Topic.PROGRESS, Topic.NEAR}) | _LIVE
_ABOUT_AN_OCCUPATION = frozenset({Topic.FIGURES, Topic.WHERE, Topic.PORTRAIT, Topic.NEAR})
WORK = "work"
"""Whose trouble « difficile » is, when it is asked by or for who looks for work."""
STAFF = "staff"
"""The same, when it is asked by who hires."""
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
    among: tuple[str, ...] = ()
    """The sectors, or the set of trades, that a trade is ranked in: « ils sont classés où là-dedans ? »."""
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
    judged: bool = False
    """A verdict comes before the figures, « c'est bouché ? », where they settle one."""
    balance: bool = False
    """Strong and weak points are wanted, not only what stands out."""
    home: tuple[str, ...] = ()
    """The place told as one's own, else the first one asked about: « chez nous », « ici »."""
    visited: tuple[str, ...] = ()
    """The places asked about, the latest last: « les trois », « les deux villes »."""
    told: tuple[Question, ...] = ()
    """The last questions answered with figures, each ``alone``, the last one last: « résumez tout ça »."""
    shown: tuple[str, ...] = ()
    """The trades, sectors or places of the list shown last (refs), as long as none other is asked: « ces métiers »."""
    given: str = ""
    """What tells the figures of the answer before from others (``bot/answers/repeated.py``)."""
    noted: tuple[str, ...] = ()
    """What tells the notes already told from others (``bot/answers/noted.py``)."""
    people: tuple[str, ...] = ()
    """The people of the conversation with their trade (``bot/reading/persons.py``): « et pour elle ? »."""
    seeking: str = ""
    """Whose trouble « difficile » is: that of finding ``work``, or ``staff``; "" when nothing says."""
    contract: str = ""
    """The contracts of the offers wanted, as France Travail codes them (``CDI``, ``CDD,CDI``), "" for any."""
    offer_words: str = ""
    """``alternance`` or ``stage``, where offers of that are wanted."""
    beginner: bool = False
    """Only the offers that accept beginners."""
    since_days: int = 0
    """Only the offers published in so many days, 0 for those of any date."""
    radius: int | None = None
    """Kilometres around the place where offers or companies are looked for, None where none was said."""
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
        if self.topic.is_live:
            return min(self.limit or MAX_CARDS, MAX_ROWS)
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
            whole=False, closed=False, judged=False, home=(), visited=(), told=(), role="", seeking="",
            people=(), given="", noted=(),
        )  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """Return the frame as JSON-ready values, without what is as usual, for the tracker's slot."""
        held = ((field.name, getattr(self, field.name), field.default) for field in _FIELDS)
        data = {name: value for name, value, usual in held if value != usual}
        data["topic"] = self.topic.value
        if self.measure:
            data["measure"] = self.measure.value
        if self.told:
            data["told"] = [each.as_dict() for each in self.told]
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Question:
        """Return the frame stored by ``as_dict``; ValueError or KeyError when it is not one."""
        known = {field.name for field in _FIELDS}
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k in known}
        values["topic"] = Topic(values["topic"])
        values["told"] = tuple(cls.from_dict(each) for each in data.get("told") or ())
        values["measure"] = Measure(values["measure"]) if values.get("measure") else None
        return cls(**values)


_FIELDS = fields(Question)
