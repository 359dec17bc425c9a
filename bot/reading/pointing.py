"""Rows pointed at, not named: those of the list just shown, its first one, or any trade but the one that is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.beside import back_to_the_survey
from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.reading.offer_terms import NO_TERMS
from bot.shape import is_a_set, is_sector
from knowledge.bmo.model import Measure
from knowledge.occupations.gazetteer import gazetteer
from knowledge.occupations.model import Selection
from knowledge.occupations.reference import occupations

_MEASURED = frozenset({Topic.JOB_SEEKERS, Topic.PORTRAIT, Topic.EVOLUTION, Topic.WHERE})
"""What may be asked of a set as of one trade; anything else lists its trades again."""
_FEW = 3
_OTHER = -1
"""« l'autre métier »."""
_MOST_TRADES = 4
_MOST = 5
"""How many places stand side by side at most."""
_ADDS = frozenset({"yes", "more"})
_COUNTED = frozenset({Topic.FIGURES, Topic.TOTALS})
_OF_A_SET = frozenset({"many", "among", "places"})
_LEVELS = frozenset({"bassin", "departement", "region"})
_PLACES = tuple(f"{level}:" for level in _LEVELS)
_ASKING = frozenset({"portrait_metier", "metiers_proches", "offres", "entreprises", "candidats", "evolution"})
"""The intents that ask something of one row of a list, whatever the words; « et le 4e ? » shows the row."""


def is_of_trades(shown: Sequence[str]) -> bool:
    """Return whether the rows shown are trades: else they are sectors, or places."""
    return bool(shown) and shown[0].startswith("fap2021:")


def is_a_row(mentions: Mentions, previous: Question) -> bool:
    """Return whether all that a turn names is a place or a trade of the list shown."""
    trades = {f"fap2021:{code}" for value in mentions.occupations for code in Selection.parse(value).fap2021}
    named = {*mentions.territories, *trades}
    return previous.is_list and len(named) == 1 and named <= set(previous.shown)


def meant(mentions: Mentions, previous: Question | None, read: Question | None) -> Question | None:
    """Return the question of a turn that points at rows, ``read`` as it is when the turn points at none."""
    if mentions.others:
        return _of_others(mentions, previous) or read
    if mentions.also and previous is not None and read is not None:
        return _added(mentions, previous, read)
    if mentions.restored in _ADDS and previous is not None and read is not None and not previous.excluded:
        return _with_more(mentions, previous, read)
    if previous is None:
        return read
    if mentions.rank and mentions.these in _OF_A_SET and mentions.occupations:
        return _ranked(mentions, previous) or read
    return _of_the_list(mentions, previous, read) if previous.shown else read


def _of_the_list(mentions: Mentions, previous: Question, read: Question | None) -> Question | None:
    if mentions.these == "again":
        return read if mentions.occupations or mentions.aspects else _listed_again(mentions, previous)
    if mentions.these == "order":
        named = replace(mentions.named, measures=(), share=False, ascending=False) != Mentions()
        return read if named else _of_those(mentions, previous, read)
    few = 0 < mentions.among <= _FEW or mentions.limit not in {None, len(previous.shown)}
    unsaid = read is not None and read.topic is Topic.PORTRAIT and not read.occupations
    if unsaid and previous.is_list and is_of_trades(previous.shown):  # « et ça paye combien ? », of the list
        return _of_these(mentions, previous, read)
    others = mentions.these == "places" and not previous.shown[0].startswith(_PLACES)
    if mentions.these not in _OF_A_SET or mentions.occupations or others:
        return read
    if few and mentions.these == "many":  # « ces deux métiers », of ten
        return read
    return _of_those(mentions, previous, read)


def _of_those(mentions: Mentions, previous: Question, read: Question | None) -> Question | None:
    of_these = _of_these if is_of_trades(previous.shown) else _of_these_others
    return of_these(mentions, previous, read)


def picked(mentions: Mentions, previous: Question | None, intent: str) -> Mentions:
    """Return what a turn names with the row that « le premier », « celui qui recrute le plus » stands for.

    Where nothing else is asked, the row itself is: « et le 4e ? ».
    """
    if previous is None or previous.asked or previous.open_for or mentions.occupations:
        return mentions
    if trades := _trades(mentions, previous):
        left = replace(mentions, trades=0, these="", limit=None, grain="", among=0, choice=0, follows=True)
        return replace(left, occupations=trades)
    if mentions.territories:
        return mentions
    ref = _row(mentions, previous)
    left = replace(mentions, choice=0, lead="", limit=None, which=False, ascending=False)
    counts = mentions.counts and (previous.share or previous.degree)  # « le premier, combien de projets ? », of shares
    bare = replace(left, follows=False, counts=counts, anaphora=False, closed=False, compared="", terms=NO_TERMS)
    is_place = ref.partition(":")[0] in {*_LEVELS, "commune", "epci"}
    asking = {*_ASKING, "metiers_qui_recrutent" if is_place else "ou_recrute_metier"}
    if not ref or (bare == Mentions() and intent not in asking):
        return mentions
    if is_place:
        return replace(left, territories=(ref,))
    return replace(left, occupations=(ref,))


def _trades(mentions: Mentions, previous: Question) -> tuple[str, ...]:
    """Return the trades spoken of that are meant: « ces deux métiers », « l'autre piste »; () when none is.

    « lequel de ces deux métiers ? » compares them (``bot/sides.py``), unless what is asked is beside the survey.
    """
    now, wanted = previous.occupations, mentions.trades
    if not wanted or any(map(is_a_set, now)) or (mentions.which and not mentions.aspects):
        return ()
    if wanted == _OTHER:
        return previous.set_aside[-1:] if len(now) == 1 else ()
    spoken_of = now if len(now) >= wanted or previous.shown else (*previous.set_aside, *now)
    return spoken_of[-wanted:] if wanted <= len(spoken_of) else ()


def _row(mentions: Mentions, previous: Question) -> str:
    """Return the place or the trade (an entity value) that a turn points at in what was just shown, "" for none."""
    rows, position = _rows(previous), mentions.choice
    if mentions.lead and previous.is_list and _is_first(mentions.lead, previous):
        position = 1
    if not rows or position < -1 or not 0 < abs(position) <= len(rows):
        return ""
    row = rows[position - 1] if position > 0 else rows[-1]
    return as_typed(row) if rows is previous.shown and is_of_trades(rows) else row


def _rows(previous: Question) -> tuple[str, ...]:
    """Return the sides of the comparison just made, else the rows of the list that the conversation is still about."""
    if previous.topic is not Topic.COMPARISON:
        return previous.shown
    return previous.occupations if len(previous.occupations) > 1 else previous.territories


def as_typed(ref: str) -> str:
    """Return a row as if its name had been typed: with its codes of both nomenclatures, where they are one trade."""
    plain = Selection(fap2021=(ref.partition(":")[2],))
    linked = gazetteer().link(occupations().get(ref).label, ())
    same = len(linked) == 1 and linked[0].selection.fap2021 == plain.fap2021
    return linked[0].selection.value if same else plain.value


def _is_first(lead: str, previous: Question) -> bool:
    """Return whether the first row of a list is the one with the most projects, or the one that is worst off."""
    if previous.ascending or previous.skip or previous.movement or previous.statistic:
        return False
    hard = previous.measure is Measure.DIFFICULT
    return hard if lead == "worst" else previous.measure is None


def _listed_again(mentions: Mentions, previous: Question) -> Question:
    """« c'étaient les mêmes l'an dernier ? » is the same list, where and when it is said."""
    return replace(
        previous, territories=mentions.territories or previous.territories, years=mentions.years or previous.years,
        occupations=tuple(value for value in previous.occupations if not is_a_set(value)), words=(), skip=0, asked=0,
    )  # fmt: skip


def _ranked(mentions: Mentions, previous: Question) -> Question | None:
    """« et les soudeurs, ils sont classés où là-dedans ? » : the rank of a trade in the list of trades shown last."""
    lists = [
        each
        for each in (*previous.told, previous)
        if each.topic is Topic.RECRUITING and not each.rank and is_of_trades(each.shown)
    ]
    if not lists:
        return None
    return replace(
        lists[-1], topic=Topic.RECRUITING, occupations=mentions.occupations,
        words=mentions.words, rank=True, limit=None, skip=0, asked=0, grain="", threshold="",
        years=mentions.years or lists[-1].years,
        among=tuple(value for value in lists[-1].occupations if is_sector(value) or is_a_set(value)),
    )  # fmt: skip


def _of_these_others(mentions: Mentions, previous: Question, read: Question | None) -> Question | None:
    """Return the sectors or the places shown, ordered or measured anew."""
    kind = previous.shown[0].partition(":")[0]
    asked = read if read is not None and not read.topic.is_beside else previous
    again = replace(
        previous, measure=next(iter(mentions.measures), asked.measure), share=mentions.share or asked.share,
        years=mentions.years or previous.years, ascending=mentions.ascending, limit=mentions.limit, skip=0, asked=0,
        threshold=mentions.threshold, degree=mentions.degree or asked.degree, rank=False,
        closed=mentions.closed,
    )  # fmt: skip
    if is_sector(previous.shown[0]):
        return replace(again, topic=Topic.RECRUITING, occupations=previous.shown, words=(), grain="sector")
    if kind not in _LEVELS or mentions.aspects or mentions.job_seekers:
        return read
    topic = Topic.WHERE if previous.occupations else Topic.RANKING
    whole = mentions.these == "many" and not previous.limit  # « classe-les » : all of the list, of which ten are shown
    rows = previous.territories if whole else previous.shown
    return replace(again, topic=topic, territories=mentions.territories or rows, level=kind)


def _of_these(mentions: Mentions, previous: Question, read: Question | None) -> Question:
    """Return the trades shown, ordered or measured anew where the list was, unless another place or year is said."""
    codes = tuple(ref.partition(":")[2] for ref in previous.shown)
    weighs = mentions.weight or mentions.statistic == "weight"
    asked = read or previous
    topic = asked.topic if asked.topic in _MEASURED else Topic.RECRUITING
    if mentions.movement:
        topic = Topic.PROGRESS
    if mentions.aspects:
        topic = Topic.PORTRAIT
    return replace(
        asked,
        topic=Topic.FIGURES if weighs else topic,
        measure=next(iter(mentions.measures), asked.measure),
        aspects=mentions.aspects or asked.aspects,
        movement=mentions.movement,
        occupations=(Selection(fap2021=codes).value,),
        words=(f"ces {len(codes)} métiers",),
        territories=mentions.territories or previous.territories,
        years=mentions.years or (asked.years if topic is not Topic.RECRUITING else previous.years),
        statistic="weight" if weighs else mentions.statistic,
        share=asked.share and not weighs,
        limit=mentions.limit if mentions.these == "among" else None,
        skip=0, level="", grain="", asked=0, rank=False, within="",
    )  # fmt: skip


def _added(mentions: Mentions, previous: Question, read: Question) -> Question:
    """« et manutentionnaire aussi » : the trade named stands beside those before, the last ones of them."""
    before = tuple(value for value in previous.occupations if value not in mentions.occupations)
    if not before or not mentions.occupations or mentions.territories:
        return read
    topic = Topic.COMPARISON if read.topic is Topic.FIGURES else read.topic
    return replace(read, topic=topic, occupations=(*before, *mentions.occupations)[-_MOST_TRADES:], words=())


def _with_more(mentions: Mentions, previous: Question, read: Question) -> Question:
    """« rajoute Blois », « si j'y ajoute peintre » : what is named stands beside what was spoken of."""
    others = tuple(ref for ref in previous.territories if ref not in mentions.territories)
    if not mentions.territories or not others:
        return _added(mentions, previous, read)
    apart = read.topic in _COUNTED and not (mentions.together or previous.together)
    return replace(
        read, topic=Topic.COMPARISON if apart else read.topic, territories=(*others, *mentions.territories)[-_MOST:],
        together=mentions.together or (previous.together and not apart),
    )  # fmt: skip


def _of_others(mentions: Mentions, previous: Question | None) -> Question | None:
    """« à part l'aide à domicile, quoi d'autre ? » : every trade but those, or the trades near; None without any."""
    before = back_to_the_survey(previous)
    put_aside = tuple(value for value in mentions.excluded if value.startswith(("fap", "domaine:", "famille:")))
    left = put_aside or mentions.occupations or (before.occupations if before is not None else ())
    if not left:
        return None
    places = mentions.territories or (before.territories if before is not None else ())
    if mentions.others == "near" or mentions.own_occupation:
        return Question(Topic.NEAR, places, left, words=mentions.words)
    return Question(Topic.RECRUITING, places, measure=next(iter(mentions.measures), None), excluded=left)
