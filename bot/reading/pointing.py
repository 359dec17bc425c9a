"""Trades pointed at, not named: the rows of the list just shown, or any but the one that is left."""

from __future__ import annotations

from dataclasses import replace

from bot.beside import back_to_the_survey
from bot.mentions import Mentions
from bot.question import Question, Topic
from knowledge.occupations.model import Selection

_MEASURED = frozenset({Topic.JOB_SEEKERS, Topic.PORTRAIT, Topic.EVOLUTION, Topic.WHERE})
"""What may be asked of a set as of one trade; anything else lists its trades again."""
_FEW = 3
_MOST_TRADES = 4


def meant(mentions: Mentions, previous: Question | None, read: Question | None) -> Question | None:
    """Return the question of a turn that points at trades, ``read`` as it is when the turn points at none."""
    if mentions.others:
        return _of_others(mentions, previous) or read
    if mentions.also and previous is not None and read is not None:
        return _added(mentions, previous, read)
    if previous is None or mentions.these != "many" or mentions.occupations or not previous.shown:
        return read
    few = 0 < mentions.among <= _FEW or mentions.limit not in {None, len(previous.shown)}
    if few:  # « ces deux métiers », of ten
        return read
    return _of_these(mentions, previous, read)


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
        aspects=mentions.aspects or asked.aspects,
        movement=mentions.movement,
        occupations=(Selection(fap2021=codes).value,),
        words=(f"ces {len(codes)} métiers",),
        territories=mentions.territories or previous.territories,
        years=mentions.years or (asked.years if topic is not Topic.RECRUITING else previous.years),
        statistic="weight" if weighs else mentions.statistic,
        share=asked.share and not weighs, limit=None, skip=0, level="", grain="", asked=0, rank=False, within="",
    )  # fmt: skip


def _added(mentions: Mentions, previous: Question, read: Question) -> Question:
    """« et manutentionnaire aussi » : the trade named stands beside those before, the last ones of them."""
    before = tuple(value for value in previous.occupations if value not in mentions.occupations)
    if not before or not mentions.occupations or mentions.territories:
        return read
    topic = Topic.COMPARISON if read.topic is Topic.FIGURES else read.topic
    return replace(read, topic=topic, occupations=(*before, *mentions.occupations)[-_MOST_TRADES:], words=())


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
