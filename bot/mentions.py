"""What one message names, and the turns of phrase that say how to take it, as an immutable value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from bot.question import STAFF
from bot.reading.offer_terms import NO_TERMS, OfferTerms, terms_of
from bot.reading.recruiting import hires, is_of_staff
from bot.reading.ties import are_alternatives, own_place, ranked_in
from bot.reading.widening import is_widened
from bot.writing.one_trade import said_together
from knowledge.bmo.model import Measure


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
    """What was left out is wanted again: ``yes`` (« remets-les »), ``with`` what is named (« avec l'industrie »),
    or ``more`` is wanted (« ajoutez Blois »)."""
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
    trades: int = 0
    """How many of the trades spoken of are meant: « ces deux métiers »; −1: the one before, « l'autre piste »."""
    several: int = 0
    """How many of the places spoken of are meant: « les trois », « les deux villes »; −1: the one before the last."""
    whole: str = ""
    """The place among whose parts a rank is asked: « parmi les EPCI d'Indre-et-Loire »."""
    around: str = ""
    """What lies around is meant, not the place alone: a distance in km, or ``near``."""
    these: str = ""
    """What was just spoken of is pointed at: ``one`` trade, the ``many`` of a list, some ``among`` them, what is in
    ``both`` lists, whether they are the same ``again``, all of them in ``order``, or the ``places``
    of one."""
    lead: str = ""
    """The first row of the list just shown is meant: the one with the ``most``, or the ``worst``."""
    also: bool = False
    """What is named adds to what was spoken of: « et manutentionnaire aussi »."""
    seeking: str = ""
    """Whose trouble is asked: that of finding ``work``, or ``staff``."""
    hires: bool = False
    """Who asks looks for somebody to work: « je cherche un boulanger »."""
    others: str = ""
    """The trade spoken of is being left: ``any`` other one is asked, or one ``near`` it (« avec mon diplôme »)."""
    terms: OfferTerms = NO_TERMS
    """The terms of a search of job offers: they mean something where offers are asked."""

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
            trades=0,
            several=0,
            whole="",
            around="",
            these="",
            lead="",
            also=False,
            seeking="",
            hires=False,
            others="",
            terms=NO_TERMS,
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
        words: dict[str, list[str]] = {}
        entities = tuple(entities)
        entities = tuple(e for e in entities if e["entity"] != "scale" or is_widened(e, entities, text))
        for entity in sorted(entities, key=lambda e: int(e.get("start") or 0)):
            if entity["entity"] == "occupation":
                said = words.setdefault(str(entity["value"]), [])
                said.append(text[int(entity["start"]) : int(entity.get("end") or 0)])
            kind = values.setdefault(str(entity["entity"]), [])
            if str(entity["value"]) not in kind:
                kind.append(str(entity["value"]))

        def first(name: str) -> str:
            return values.get(name, [""])[0]

        alternatives, employs = are_alternatives(entities, text), hires(entities, text)
        return cls(
            territories=tuple(values.get("territory", ())),
            occupations=tuple(values.get("occupation", ())),
            words=tuple(word for said in words.values() if (word := said_together(said))),
            years=tuple(values.get("year", ())),
            measures=_measures(entities, text),
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
            trades=int(first("trades") or 0),
            several=int(first("several") or 0),
            whole=ranked_in(entities, text),
            around=first("around"),
            these=first("these"),
            lead=first("lead"),
            also=bool(first("also")),
            seeking=STAFF if employs or is_of_staff(entities, text) else first("seeking"),
            hires=employs,
            others=first("others"),
            terms=terms_of(text),
        )


def _measures(entities: Sequence[Mapping[str, Any]], text: str) -> tuple[Measure, ...]:
    """Return the measures named; « projets, difficile, saisonnier », in a row, are all that is told of projects."""
    named = sorted((each for each in entities if each["entity"] == "measure"), key=lambda each: int(each["start"]))
    measures = tuple(dict.fromkeys(Measure(each["value"]) for each in named))
    parted = [text[int(one["end"]) : int(other["start"])] for one, other in pairwise(named)]
    in_a_row = bool(parted) and all(each.strip(" ,;/%+") in {"", "et", "puis"} for each in parted)
    every = in_a_row and {Measure.DIFFICULT, Measure.SEASONAL} <= set(measures)
    return (Measure.PROJECTS,) if every else measures
