"""What two lists of the conversation have in common: the trades of both, or whether a year has the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.registry import answer
from bot.answers.rows import shown_by
from bot.question import Question, Topic
from bot.writing.blocks import Facts
from bot.writing.french import counted, listed, quoted
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge
from knowledge.occupations.model import Nomenclature, Selection

_TRADE = f"{Nomenclature.FAP2021.value}:"
_MOST_COMPARED = 3
"""So many trades are told in each place; of more, the last list is shown without the others."""


def in_both(previous: Question | None, knowledge: Knowledge) -> tuple[Reply, Question] | None:
    """Return the trades that the last two lists both show, None where two were not shown."""
    lists = [each for each in (previous.told if previous else ()) if each.shown and each.shown[0].startswith(_TRADE)]
    if len(lists) < 2:
        return None
    first, last = lists[-2:]
    both = tuple(ref for ref in last.shown if ref in first.shown)
    if not both:
        nothing = Reply("Aucun métier n'est dans les deux listes.", facts=Facts(topic=ReplyTopic.NO_MORE))
        return nothing, last
    question = _of(both, first, last)
    reply = answer(question, knowledge)
    trades = counted(len(both), "métier est", "métiers sont")
    named = listed([quoted(knowledge.occupations.get(ref).label) for ref in both])
    return replace(reply, sentence=f"{trades} dans les deux listes : {named}. {reply.sentence}"), question


def _of(trades: Sequence[str], first: Question, last: Question) -> Question:
    codes = [ref.removeprefix(_TRADE) for ref in trades]
    kept = replace(last, words=(), limit=None, skip=0, excluded=(), threshold="", closed=False)
    if len(codes) > _MOST_COMPARED or first.territories == last.territories:
        return replace(kept, occupations=(Selection(fap2021=tuple(codes)).value,))
    apart = tuple(Selection(fap2021=(code,)).value for code in codes)
    places = (*first.territories, *last.territories)
    return replace(kept, topic=Topic.COMPARISON, territories=places, occupations=apart, shown=())


def with_the_same(reply: Reply, question: Question, previous: Question) -> Reply:
    """Return the list of another year or place, after how many of the rows shown before it has; alone after none."""
    now, then = shown_by(reply, question, None), previous.shown
    if not (now and then):
        return reply
    same = len([ref for ref in now if ref in then])
    led = "avec le même en tête" if now[0] == then[0] else "avec un autre en tête"
    if now == then:
        verdict = "Oui, les mêmes, dans le même ordre"
    elif same == len(now):
        verdict = f"Oui, les mêmes, mais dans un autre ordre, {led}"
    else:
        verdict = f"Pas tous les mêmes ({f'{same} sur {len(now)}' if same else 'aucun'}, {led})"
    return replace(reply, sentence=f"{verdict} : {reply.sentence[:1].lower()}{reply.sentence[1:]}")
