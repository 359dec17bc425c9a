"""The question of a turn, built from its act, what it names, and how the heads say it is told.

``bot/understanding.py`` builds one by rules from the words that are plain: it is kept where words alone settle it, and
where the heads find no question. Nothing here reads text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.beside import PAY, back_to_the_survey
from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.reading import names
from bot.reading.acts import (
    CHANGE,
    COUNT,
    JOB_SEEKERS,
    LIST_OCCUPATIONS,
    LIST_PLACES,
    LIST_SECTORS,
    MOVERS,
    QUESTION_SHAPES,
    SAME,
    intent_of,
    shape_of,
)
from bot.reading.moments import latest, peaking
from bot.reading.pointing import is_a_row, meant
from bot.reading.resuming import resumed
from bot.reading.telling import (
    ADDED_OCCUPATION,
    ADDED_PLACE,
    ASPECT,
    CLOSED,
    KEPT_OCCUPATION,
    KEPT_PLACE,
    KEPT_YEARS,
    LEVEL,
    MEASURE,
    NO,
    ORDER,
    TELL,
    YES,
)
from bot.shape import is_a_set, is_sector, is_wider, spans_years, that_hold
from bot.sides import FUTURE, SAME_YEAR, YEARS, along, are_set_side_by_side, moving, relative_to, remembering, way
from bot.understanding import of_more_or_fewer, only_moves_in_time, understand
from knowledge.bmo.model import Measure

Told = Mapping[str, Mapping[str, float]]
"""For each head, its likeliest answers with their likelihood, 0 to 1."""

_LIKELY = 0.5
_REMAINS = 0.4
"""How likely the place before is at least still meant: what was said of where one is remains, unless words drop it."""
_FOLLOWING = 0.6
"""How likely « et vers Pithiviers, ça recrute ? » is at least to keep the occupation."""
_EARNED = 0.9
"""How sure a measure that no word says must be to pass from a question to one of another shape."""
_FROM_NOTHING = 0.4
"""How likely the act of a message that names nothing must be."""
_NAMED = 0.1
"""How likely people looking for work must be at least, where a word names them and no measure is named."""
_NO_LIST = 0.04
"""A list of places less likely than this is not asked."""
_STATISTICS = frozenset({"weight", "per_thousand", "specialisation", "gap", "masked"})
_SIDE_BY_SIDE = frozenset({Topic.COMPARISON, Topic.RANKING, Topic.WHERE})
_OF_TRADES = frozenset({Topic.WHERE, Topic.PORTRAIT, Topic.NEAR})
"""What cannot be told without a trade, which is then asked."""
_FIGURES = frozenset({Topic.FIGURES, Topic.TOTALS})
_LISTS = frozenset({LIST_OCCUPATIONS, LIST_SECTORS, LIST_PLACES})
_SURVEY = frozenset({COUNT, CHANGE, MOVERS, LIST_OCCUPATIONS, LIST_SECTORS, LIST_PLACES})


def read(intent: str, mentions: Mentions, previous: Question | None, told: Told) -> Question | None:
    """Return the question a turn asks, with what the conversation keeps of those before; None when it asks none."""
    mentions = resumed(_dated(_asked_first(mentions, told), previous), previous)
    if mentions.everything and mentions.compared:
        mentions = replace(mentions, everything=False)  # « plus que la moyenne de tous les métiers ? »
    question = latest(mentions, previous) if FUTURE in mentions.years else _read(intent, mentions, previous, told)
    question = meant(mentions, previous, question)
    if mentions.peak:
        named = mentions.territories or mentions.occupations
        question = peaking(question if named or previous is None else back_to_the_survey(previous), mentions)
    if question is not None and mentions.axis == YEARS and mentions.compared and question.topic in _FIGURES:
        question = replace(question, topic=Topic.EVOLUTION)  # « ça recrute toujours autant ? »
    if question is None:
        return None
    question = _by_degree(moving(question, mentions), mentions, previous, told)
    return along(remembering(question, previous), mentions, previous)


def _asked_first(mentions: Mentions, told: Told) -> Mentions:
    """Of the measures named, the likeliest first: « les ouvriers saisonniers sont-ils difficiles à trouver ? »."""
    if len(mentions.measures) < 2 or MEASURE not in told:
        return mentions
    likely = told[MEASURE]
    return replace(mentions, measures=tuple(sorted(mentions.measures, key=lambda each: -likely.get(each.value, 0.0))))


def _by_degree(question: Question, mentions: Mentions, previous: Question | None, told: Told) -> Question:
    """« lequel galère le plus ? » asks how hard it is, not how many hard projects: a larger place has more of them.

    What is compared is told by share, unless a number was asked; a list of places, where the heads hear one.
    """
    if question.topic not in _SIDE_BY_SIDE or question.measure is not Measure.DIFFICULT or _in_number(mentions):
        return question
    if question.share or question.statistic or question.threshold or question.rank:
        return question
    if question.topic is Topic.COMPARISON:
        counted = previous is not None and previous.topic is Topic.COMPARISON and previous.measure is question.measure
        return question if counted and not mentions.measures else replace(question, share=True)
    by_share = told.get(TELL, {}).get("share", 0.0) >= _LIKELY
    return replace(question, degree=True) if by_share else question


def _in_number(mentions: Mentions) -> bool:
    return mentions.counts or mentions.in_number


def _dated(mentions: Mentions, previous: Question | None) -> Mentions:
    """« cette année-là » is the year of the question before, the latest when it named none."""
    before = previous.years if previous is not None and previous.years else ("0",)
    years = tuple(each for year in mentions.years for each in (before if year == SAME_YEAR else (year,)))
    return replace(mentions, years=years) if years != mentions.years else mentions


def _read(intent: str, mentions: Mentions, previous: Question | None, told: Told) -> Question | None:
    bare = bool(mentions.occupations) and not (mentions.measures or mentions.counts)
    if previous is not None and _lacks_a_trade(previous) and bare:
        return understand("preciser", mentions, previous)  # « quel est ce métier ? — je suis aide-soignante »
    seekers = intent != "candidats" and mentions.job_seekers and not mentions.measures
    named = seekers and _likely(told, JOB_SEEKERS) >= _NAMED  # « classement des départements par taux de chômage »
    ruled = understand("candidats" if named else intent, mentions, previous)
    if named or not told or mentions.more or (ruled is not None and ruled.skip):
        return ruled
    if mentions.which or mentions.both or are_set_side_by_side(mentions, previous):
        return _measured(ruled, mentions, told)
    framed = frame(told, mentions, previous)
    if ruled is None and mentions.is_empty and max(told["act"].values()) < _FROM_NOTHING:
        return None  # « je visite les tours de Notre-Dame »
    if framed is None or ruled is None:
        return ruled or framed
    plain = _is_plain(ruled, mentions, previous) or _essence(ruled) == _essence(framed)
    return ruled if plain else framed


def _lacks_a_trade(question: Question) -> bool:
    return question.topic in _OF_TRADES and not question.occupations


def _essence(question: Question) -> tuple[Any, ...]:
    """Return what a question is about: where two have it in common, the words of the turn say the rest."""
    asked = (question.territories, question.occupations, question.years, question.measure, question.aspects)
    return (shape_of(question), *asked)


def _measured(ruled: Question | None, mentions: Mentions, told: Told) -> Question | None:
    """« lequel recrute le plus ? » after a question on seasonal projects counts all of them."""
    if ruled is None or mentions.measures or not mentions.which or ruled.topic is not Topic.COMPARISON:
        return ruled
    return replace(ruled, measure=_measure(told, mentions, None))


def _is_plain(ruled: Question, mentions: Mentions, previous: Question | None) -> bool:
    """Return whether the words alone settle it: pay, another year, a rank, what is left out of the question before."""
    if ruled.topic is Topic.PORTRAIT and PAY in mentions.aspects:
        return True
    if previous is None:
        return False
    filtered = previous.topic is Topic.DIAGNOSTIC and bool(mentions.measures)
    counts_on = ruled.topic is previous.topic is Topic.JOB_SEEKERS  # « ça a augmenté depuis 2021 ? »
    ranked = ruled.rank and ruled.territories != mentions.territories  # « le combientième bassin de la région ? »
    fewer = of_more_or_fewer(None, mentions, previous) is not None and ruled.topic is previous.topic
    row = ruled.topic in _FIGURES and is_a_row(mentions, previous)
    return counts_on or filtered or ranked or fewer or row or only_moves_in_time(mentions)


def asks_for_places(told: Told, mentions: Mentions) -> bool:
    """Return whether a level named may be that of a list of places; else it is where the question is."""
    told_apart = mentions.statistic or mentions.within or mentions.rank or mentions.limit or mentions.movement
    acts = told.get("act", {})
    asked = sum(acts.get(act, 0.0) for act in QUESTION_SHAPES)  # « exporte le classement… » is an export first
    return not told or bool(told_apart) or acts.get(LIST_PLACES, 0.0) > _NO_LIST * asked


def frame(told: Told, mentions: Mentions, previous: Question | None) -> Question | None:
    """Return the question the heads find likeliest, None when they find that the turn asks none."""
    act = next(iter(told.get("act", {})), "")
    if act == SAME or act not in QUESTION_SHAPES:
        return None
    occupations, words = _occupations(told, mentions, previous)
    if act == LIST_OCCUPATIONS and not mentions.occupations and _are_trades(occupations):
        occupations, words = (), ()  # a list of trades is not about the one before
    act = _shape_said(act, mentions, occupations)
    territories = _territories(told, mentions, previous)
    if act not in _SURVEY:
        return _beside(act, told, mentions, previous, (occupations, words))
    if act == LIST_PLACES and not (mentions.territories or mentions.rank or _best(told, TELL) == "rank"):
        territories = that_hold(territories, mentions.level or _best(told, LEVEL))
    goes_on = previous is not None and shape_of(previous) == act
    base = _kept(previous) if goes_on and previous else Question(Topic.TOTALS)
    question = replace(
        base,
        topic=_topic(act, territories, occupations, together=mentions.together or base.together),
        territories=territories,
        occupations=occupations,
        words=words,
        years=_years(act, told, mentions, previous),
        measure=_measure(told, mentions, None if goes_on else previous),
        closed=_best(told, CLOSED) == YES or mentions.closed,
        compared=way(mentions, _measure(told, mentions, None if goes_on else previous)),
        peak="",
        grain="sector" if act == LIST_SECTORS else "",
        level=_level(told, mentions, base) if act == LIST_PLACES or mentions.level else "",
        movement=_movement(told, mentions) if act == MOVERS else "",
        **_said(mentions) | ({"within": ""} if act == CHANGE else {}),
        **_told(act, told, mentions),
    )
    return _remembering(question, mentions, previous)


def _shape_said(act: str, mentions: Mentions, occupations: Sequence[str]) -> str:
    """Return the act that the words make of one: « depuis 2022 », « par bassin », of a trade that is named."""
    moves = mentions.within == "year" or spans_years(mentions.years)
    if act == COUNT and (moves or mentions.level):
        return LIST_PLACES if mentions.level else CHANGE
    return COUNT if act == LIST_OCCUPATIONS and _are_trades(occupations) else act


def _are_trades(occupations: Sequence[str]) -> bool:
    return any(not (is_sector(value) or is_a_set(value)) for value in occupations)


def _kept(previous: Question) -> Question:
    """Return the question before as one that goes on takes it."""
    picked = previous.skip > 0 and previous.limit == 1
    return replace(
        previous, asked=0, skip=0, offered=(), open_for=0, rank=False, statistic="", direction="",
        limit=None if picked else previous.limit, within="", share=False,
    )  # fmt: skip


def _remembering(question: Question, mentions: Mentions, previous: Question | None) -> Question:
    """Mark what was kept, and what the turn changed of the question before."""
    if previous is None:
        return question
    kept = {
        "territories": question.territories and not mentions.territories,
        "occupations": question.occupations and not mentions.occupations,
        "years": question.years and not mentions.years,
        "topic": shape_of(previous) == shape_of(question),
    }
    changed: dict[str, Any] = {}
    if mentions.years:
        changed["earlier"] = previous.years or ("0",)
    return replace(question, inherited=tuple(name for name, is_kept in kept.items() if is_kept), **changed)


def _beside(
    act: str, told: Told, mentions: Mentions, previous: Question | None, trades: tuple[Sequence[str], Sequence[str]]
) -> Question | None:
    """Return a question on what is held beside the survey, a summary or a document, about ``trades`` (and words)."""
    occupations, words = map(tuple, trades)
    intent = intent_of(act, occupations=len(occupations), places=len(mentions.territories))
    question = understand(intent, mentions, previous)
    if question is None:
        return None
    if question.topic is Topic.JOB_SEEKERS:
        return replace(question, occupations=occupations, words=words)
    if question.topic is not Topic.PORTRAIT or mentions.aspects:
        return question
    goes_on = previous is not None and previous.topic is Topic.PORTRAIT and previous.aspects and mentions.follows
    return question if goes_on else replace(question, aspects=(_best(told, ASPECT),))


def _topic(act: str, territories: Sequence[str], occupations: Sequence[str], *, together: bool) -> Topic:
    if act == COUNT:
        if (len(territories) > 1 or len(occupations) > 1) and not together:
            return Topic.COMPARISON
        return Topic.FIGURES if occupations else Topic.TOTALS
    if act == LIST_PLACES:
        return Topic.WHERE if occupations else Topic.RANKING
    return {CHANGE: Topic.EVOLUTION, MOVERS: Topic.PROGRESS}.get(act, Topic.RECRUITING)


def _occupations(told: Told, mentions: Mentions, previous: Question | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    of_a_list = previous is not None and bool(mentions.territories) and any(map(is_a_set, previous.occupations))
    if previous is None or not previous.occupations or mentions.everything or of_a_list:
        return mentions.occupations, mentions.words
    if not mentions.occupations:
        kept = not mentions.grain and _keeps(told, mentions) >= _LIKELY
        return (previous.occupations, previous.words) if kept else ((), ())
    if _yes(told, ADDED_OCCUPATION) < _LIKELY:
        return mentions.occupations, mentions.words
    added = tuple(dict.fromkeys((*previous.occupations, *mentions.occupations)))
    return added, (*previous.words, *mentions.words)


def _territories(told: Told, mentions: Mentions, previous: Question | None) -> tuple[str, ...]:
    before = previous.territories if previous is not None else ()
    if not mentions.territories:
        return before if before and _yes(told, KEPT_PLACE) >= _REMAINS else ()
    before = tuple(ref for ref in before if "|" not in ref)  # « lequel des deux Thou ? — bon, mets Gien »
    one = len(mentions.territories) == 1  # « non : Tours et Orléans » names both sides
    weighed = one and mentions.weight and is_wider(mentions.territories[0], before)  # « quelle part du département ? »
    if not before or not one or not (weighed or mentions.versus or _yes(told, ADDED_PLACE) >= _LIKELY):
        return mentions.territories
    units = {names.unit(ref) for ref in mentions.territories}
    return (*(ref for ref in before if names.unit(ref) not in units), *mentions.territories)


def _years(act: str, told: Told, mentions: Mentions, previous: Question | None) -> tuple[str, ...]:
    if previous is None:
        return mentions.years
    if mentions.years:
        return tuple(relative_to(previous.years, year) for year in mentions.years)
    if act == CHANGE and previous.years and previous.earlier and not spans_years(previous.years):
        return (*previous.earlier, *previous.years)  # « ça fait combien de hausse ? », once two years were told
    return previous.years if _yes(told, KEPT_YEARS) >= _LIKELY else ()


def _measure(told: Told, mentions: Mentions, left: Question | None) -> Measure | None:
    """The measure a plain word says, else the one the heads find likeliest.

    That of a question ``left`` for one of another shape must be earned anew: « quels sont les dix métiers les plus
    recherchés ? » after « quelle part est difficile ? » counts all projects.
    """
    if mentions.measures:
        return mentions.measures[0]
    best = _best(told, MEASURE)
    leans = mentions.follows or mentions.anaphora or mentions.is_empty
    kept = left is not None and left.measure is not None and left.measure.value == best and not leans
    if best == "projects" or (kept and told[MEASURE][best] < _EARNED):
        return None
    return Measure(best)


def _level(told: Told, mentions: Mentions, base: Question) -> str:
    return mentions.level or base.level or _best(told, LEVEL)


def _movement(told: Told, mentions: Mentions) -> str:
    best = _best(told, ORDER)
    return mentions.movement or (best if best in {"up", "down"} else "up")


def _said(mentions: Mentions) -> dict[str, Any]:
    """Return what a plain word of the turn says, that no head says better."""
    return {
        name: value
        for name in ("limit", "threshold", "excluded", "together", "within", "direction", "degree", "balance")
        if (value := getattr(mentions, name))
    }


def _told(act: str, told: Told, mentions: Mentions) -> dict[str, Any]:
    """Return how the figure is told: in number, share, rank…, from the most or the least.

    A list is in order of number, unless a word asks for shares: ten jobs of ten come before a thousand of two.
    """
    tell, order = _best(told, TELL), _best(told, ORDER)
    if tell == "weight" and mentions.measures and not mentions.occupations:
        tell = "share"  # « quelle part représentent les saisonniers ? »
    found: dict[str, Any] = {"ascending": mentions.ascending or order == "least"}
    if mentions.statistic or tell in _STATISTICS:
        found["statistic"] = mentions.statistic or tell
    share = mentions.share or (tell == "share" and act not in _LISTS and not mentions.counts)
    found["share"] = share and "statistic" not in found
    found["rank"] = mentions.rank or tell == "rank"
    return found


def _best(told: Told, head: str) -> str:
    return next(iter(told.get(head) or {NO: 1.0}))


def _likely(told: Told, act: str) -> float:
    return told.get("act", {}).get(act, 0.0)


def _yes(told: Told, head: str) -> float:
    return told.get(head, {}).get(YES, 0.0)


def _keeps(told: Told, mentions: Mentions) -> float:
    """Return how likely the occupation before is still meant when none is named."""
    bare = mentions.is_empty and not mentions.own_place  # « et combien de projets ? »
    leans = mentions.follows or mentions.anaphora or bare
    if mentions.counts and mentions.territories and not (leans or mentions.measures):
        return 0.0  # « combien de projets dans l'Indre ? » asks for all of them
    return max(_yes(told, KEPT_OCCUPATION), _FOLLOWING if leans else 0.0)
