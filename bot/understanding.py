"""How a turn fills, changes or replaces the question before it.

Nothing here reads text or figures: linked entities come in, a frame goes out. Each rule is written once, and tested
as a table (``tests/test_understanding.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.beside import back_to_the_survey, beside
from bot.live import of_the_market
from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.shape import is_a_set, reshaped, spans_years, that_hold, with_a_rank
from bot.sides import beside as set_beside
from bot.sides import direction, is_one_side, names_one_year, relative_to, sets_against, spoken_of, stands_beside, way
from knowledge.bmo.model import Measure

INTENT_TOPICS: Mapping[str, Topic] = {
    "metiers_qui_recrutent": Topic.RECRUITING,
    "chiffre_metier": Topic.FIGURES,
    "ou_recrute_metier": Topic.WHERE,
    "chiffres_territoire": Topic.TOTALS,
    "evolution": Topic.EVOLUTION,
    "comparaison": Topic.COMPARISON,
    "classement_territoires": Topic.RANKING,
    "diagnostic": Topic.DIAGNOSTIC,
    "synthese": Topic.SUMMARY,
    "candidats": Topic.JOB_SEEKERS,
    "portrait_metier": Topic.PORTRAIT,
    "metiers_proches": Topic.NEAR,
    "offres": Topic.OFFERS,
    "entreprises": Topic.COMPANIES,
}
"""The intents that are complete questions; any other intent with entities is a fragment."""

_REPLACED = ("limit", "ascending", "degree", "movement", "statistic", "together")
"""What a follow-up replaces by naming it, and keeps otherwise."""

_ABOUT_THE_SAME_TRADE = frozenset({Topic.FIGURES, Topic.WHERE, Topic.COMPARISON, Topic.RANKING})
"""Once a trade was told, a figure of it, a comparison or a ranking is still about it, until all trades are asked."""

_OF_A_WHOLE = frozenset({"weight", "gap", "masked"})
"""How a figure is told that no place has a rank by."""
_LISTS = frozenset({Topic.RECRUITING, Topic.WHERE, Topic.RANKING, Topic.PROGRESS})
"""The lists, which a message that only leaves something out may ask anew."""
_FIGURES = frozenset({Topic.FIGURES, Topic.TOTALS})
_MAY_FOLLOW = frozenset({Topic.RECRUITING, Topic.FIGURES, Topic.TOTALS})


def understand(intent: str, mentions: Mentions, previous: Question | None) -> Question | None:
    """Return the question a turn asks, None when it asks none (nothing named, nothing to follow up).

    A complete question (its intent is in ``INTENT_TOPICS``) starts anew and only borrows what it lacks and
    cannot do without; a fragment changes the previous question.
    """
    if mentions.more or _picks_a_row(mentions, previous):
        return _continued(previous, mentions)
    topic = INTENT_TOPICS.get(intent)
    live = of_the_market(topic, mentions, previous)
    if live is not None:
        return live
    if topic is not None and topic.is_live:  # « et en 2024 ? », after offers
        topic = None
    asked_beside = beside(topic, mentions, previous)
    if asked_beside is not None:
        return asked_beside
    return _of_the_survey(Topic.PROGRESS if mentions.movement else topic, mentions, back_to_the_survey(previous))


def _of_the_survey(topic: Topic | None, mentions: Mentions, previous: Question | None) -> Question | None:
    """Return the question a turn asks of the survey, as ``understand`` does."""
    if topic is Topic.EVOLUTION and previous is not None and only_moves_in_time(mentions):
        topic = None
    follow_up = _follow_up(topic, mentions, previous) if previous is not None else None
    if follow_up is not None:
        return reshaped(follow_up)
    if mentions.rank and (mentions.territories or previous is not None):
        return reshaped(_ranked(mentions, previous))
    if topic is not None:
        return reshaped(_borrowed(_fresh(topic, mentions), mentions, previous))
    if mentions.is_empty:
        return None
    fragment = _fresh(_topic_of_fragment(mentions), mentions) if previous is None else _changed(previous, mentions)
    return reshaped(fragment)


def with_named(mentions: Mentions, previous: Question | None) -> Question | None:
    """Return the question before with the place and occupation just named, None when none is: « je suis de Gien »."""
    before = previous or Question(Topic.TOTALS)
    if not (mentions.territories or mentions.occupations):
        return None
    return replace(
        before,
        territories=mentions.territories or before.territories,
        occupations=mentions.occupations or before.occupations,
        words=mentions.words if mentions.occupations else before.words,
        asked=0,
        offered=(),
        open_for=0,
    )


def only_moves_in_time(mentions: Mentions) -> bool:
    """« et il y a deux ans ? » asks the question before again, of another year."""
    moved = mentions.direction or mentions.manners or sets_against(mentions)
    return names_one_year(mentions) and not moved and replace(mentions.named, years=()) == Mentions()


def _continued(previous: Question | None, mentions: Mentions) -> Question | None:
    """The next rows of the list before, None when there was no list."""
    if previous is None or not previous.is_list:
        return None
    if mentions.choice > 0:
        return replace(previous, inherited=("topic", "territories"), skip=mentions.choice - 1, limit=1)
    limit = mentions.limit or (None if _was_picked(previous) else previous.limit)
    return replace(
        previous, inherited=("topic", "territories"), asked=0, skip=previous.skip + previous.page, limit=limit
    )


def _was_picked(previous: Question) -> bool:
    """« et le 4e ? » was a row of a longer list."""
    return previous.skip > 0 and previous.limit == 1


def _picks_a_row(mentions: Mentions, previous: Question | None) -> bool:
    """« et le 4e ? » after a list."""
    if previous is None or not previous.is_list or previous.asked or previous.open_for:
        return False
    return mentions.choice > 0 and mentions.is_empty


def _follow_up(topic: Topic | None, mentions: Mentions, previous: Question) -> Question | None:
    """The question before, changed, when the message leans on it whatever its intent looks like; else None."""
    if (more_or_fewer := of_more_or_fewer(topic, mentions, previous)) is not None:
        return more_or_fewer
    if stands_beside(mentions, previous):
        return set_beside(previous, mentions)
    if _asks_the_change(mentions, previous):
        years = (*previous.earlier, *previous.years)
        return replace(previous, topic=Topic.EVOLUTION, years=years, inherited=("years",), asked=0)
    sides = spoken_of(mentions, previous)
    if sides is not None:
        less = mentions.ascending or way(mentions, _main_measure(mentions.measures) or sides.measure) == "less"
        return _changed(replace(sides, ascending=False), replace(mentions, level="", limit=None, ascending=less))
    if topic is None or mentions.rank:
        return None
    leans = _completes(mentions, previous) or (topic in _MAY_FOLLOW and _leans(topic, mentions, previous))
    return _changed(previous, mentions) if leans else None


def of_more_or_fewer(topic: Topic | None, mentions: Mentions, previous: Question) -> Question | None:
    """« sans les cadres », « finalement remets-les » : the question before, of fewer or more; None of anything else."""
    if previous.topic.is_beside:
        return None
    if mentions.only_leaves_out and (topic is previous.topic or topic not in _LISTS):
        fewer = _changed(previous, mentions)
        alone = set(previous.occupations) & set(mentions.excluded)  # « serveur à Tours ? », « tout sauf serveur »
        return replace(fewer, topic=Topic.RECRUITING, occupations=(), words=()) if alone else fewer
    named = (*mentions.territories, *mentions.occupations)
    again = set(previous.excluded) if mentions.restored == "yes" and not named else {*named} & set(previous.excluded)
    if not again or not mentions.restored:
        return None
    left = tuple(value for value in previous.excluded if value not in again)
    return _changed(replace(previous, excluded=left), replace(mentions, territories=(), occupations=(), words=()))


def _asks_the_change(mentions: Mentions, previous: Question) -> bool:
    """« ça fait combien en pourcentage ? » once two years were spoken of."""
    only = replace(mentions.named, share=False) == Mentions() and mentions.share and mentions.anaphora
    return only and bool(previous.earlier) and len(previous.years) == 1


def _completes(mentions: Mentions, previous: Question) -> bool:
    """Only a place or an occupation is named, and the question before waits for one."""
    named = replace(mentions.named, territories=(), occupations=(), words=()) == Mentions() and not mentions.is_empty
    settles = previous.asked > 0 and not mentions.counts  # « combien de projets dans le Loiret ? » is another question
    return named and (settles or (previous.waits_for_occupation and bool(mentions.occupations)))


def _leans(topic: Topic, mentions: Mentions, previous: Question) -> bool:
    """« et à Gien ? », or a measure alone after an occupation (« c'est dur ? »), leans on the question before."""
    if mentions.follows and not mentions.is_empty:
        return True
    return bool(previous.occupations) and topic is not Topic.RECRUITING and mentions.names_nothing_new


def _ranked(mentions: Mentions, previous: Question | None) -> Question:
    """The rank of a place, named or spoken of before, for what was spoken of."""
    base = previous if previous is not None and not mentions.occupations else _fresh(Topic.RANKING, mentions)
    wide = all(ref == mentions.whole or ref.startswith(("region:", "france:")) for ref in mentions.territories)
    return replace(
        base,
        topic=Topic.WHERE if base.occupations else Topic.RANKING,
        territories=with_a_rank(mentions.territories, previous.territories if wide and previous else ())
        or base.territories,
        years=mentions.years or (() if spans_years(base.years) else base.years[-1:]),
        measure=_main_measure(mentions.measures) or base.measure,
        share=mentions.share or base.share,
        level="",
        threshold="",
        limit=None,
        movement="",
        grain="",
        statistic="" if base.statistic in _OF_A_WHOLE else base.statistic,
        asked=0,
        rank=True,
    )


def _fresh(topic: Topic, mentions: Mentions) -> Question:
    if topic is Topic.DIAGNOSTIC:  # it shows every métier and measure: only the place is asked
        return Question(topic, mentions.territories, years=mentions.years)
    against = _against_a_year(topic, mentions)
    return Question(
        topic=Topic.EVOLUTION if against else topic,
        territories=mentions.territories,
        occupations=mentions.occupations,
        words=mentions.words,
        years=(*mentions.years, "0") if against else mentions.years,
        measure=_main_measure(mentions.measures),
        share=mentions.share,
        ascending=mentions.ascending,
        limit=mentions.limit,
        level=mentions.level,
        threshold=mentions.threshold,
        movement=mentions.movement,
        direction=direction(mentions, _main_measure(mentions.measures)) if against else mentions.direction,
        compared=way(mentions, _main_measure(mentions.measures)),
        grain="" if mentions.occupations else mentions.grain,
        degree=mentions.degree,
        excluded=mentions.excluded,
        statistic=mentions.statistic,
        together=mentions.together,
        within=mentions.within,
        closed=mentions.closed,
        balance=mentions.balance,
    )


def _against_a_year(topic: Topic, mentions: Mentions) -> bool:
    """« cherche-t-on plus de soudeurs qu'en 2023 ? » sets one year against the latest."""
    figures = topic in {Topic.FIGURES, Topic.TOTALS, Topic.WHERE, Topic.COMPARISON, Topic.EVOLUTION}
    one_year = names_one_year(mentions) and sets_against(mentions)
    return figures and one_year and not mentions.level and len(mentions.territories) < 2


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
    if _wants_occupation(question, mentions, previous) and not mentions.occupations and previous.occupations:
        taken["occupations"], taken["words"] = previous.occupations, previous.words
    if question.topic is Topic.COMPARISON and not mentions.territories and previous.before:
        taken["territories"] = (*previous.before[-1:], *previous.territories)
        taken["occupations"] = mentions.occupations or previous.occupations
    one_side = len(mentions.territories) == 1 and not mentions.occupations and not spans_years(mentions.years)
    if question.topic is Topic.COMPARISON and one_side:
        others = tuple(ref for ref in previous.territories if ref not in mentions.territories)
        taken["territories"] = (*others[:1], *mentions.territories)
        taken["occupations"] = previous.occupations
    return replace(question, **taken, inherited=tuple(taken))


def _wants_occupation(question: Question, mentions: Mentions, previous: Question) -> bool:
    """A question without an occupation keeps the one before where it cannot do without, or points at it.

    A figure of the same place is still about it (« difficile à combien à Tours ? »); of another place, it is not.
    """
    if mentions.everything or mentions.grain:
        return False
    if question.topic in _ABOUT_THE_SAME_TRADE:
        return True
    if question.topic is Topic.SUMMARY:  # « un résumé de Vendôme », of the trade just asked
        return not mentions.balance
    if question.topic is Topic.EVOLUTION:
        return mentions.anaphora or not mentions.territories
    return question.topic is Topic.TOTALS and not (
        mentions.together or set(mentions.territories) - set(previous.territories)
    )


def _holds(ref: str, level: str) -> bool:
    """A région or a département holds the places that are ranked; a commune or a bassin does not."""
    kind = ref.partition(":")[0]
    return kind == "region" or (kind == "departement" and level in {"", "bassin"})


def _changed(previous: Question, mentions: Mentions) -> Question:
    """A fragment replaces what it names and keeps the rest; naming only one kind of thing keeps the topic."""
    limit = None if _was_picked(previous) else previous.limit
    ranked = previous.rank and not (mentions.level or mentions.limit)
    same_trade = () if mentions.occupations or not previous.occupations else ("occupations",)
    same_place = () if mentions.territories or not previous.territories else ("territories",)
    kept = replace(
        previous, inherited=("topic", *same_trade, *same_place), asked=0, skip=0, rank=ranked, limit=limit,
        closed=mentions.closed, within=mentions.within, direction=mentions.direction,
        compared=way(mentions, _main_measure(mentions.measures) or previous.measure), peak="",
    )  # fmt: skip
    if previous.topic is Topic.DIAGNOSTIC and replace(mentions.named, territories=()) != Mentions():
        kept = replace(kept, topic=_topic_of_fragment(mentions))
    changes: dict[str, Any] = {}
    if mentions.territories and any(map(is_a_set, previous.occupations)):  # « pareil à Gien » lists its own trades
        changes["occupations"], changes["words"] = (), ()
    wanted_again = {*mentions.territories, *mentions.occupations} & set(previous.excluded)
    if mentions.excluded or wanted_again:
        still = (value for value in previous.excluded if value not in wanted_again)
        changes["excluded"] = (*still, *mentions.excluded)
    if mentions.territories:
        changes["territories"] = mentions.territories
    if mentions.occupations or mentions.everything or mentions.grain:
        changes["occupations"], changes["words"] = mentions.occupations, mentions.words
    if mentions.years:
        changes["years"] = tuple(relative_to(previous.years, year) for year in mentions.years)
        changes["earlier"] = previous.years or ("0",)
    changes.update(_measured(mentions))
    if mentions.threshold:
        changes["threshold"] = _added(previous.threshold, mentions.threshold)
    changes.update({name: value for name in _REPLACED if (value := getattr(mentions, name))})
    if mentions.grain or mentions.occupations or mentions.everything:
        changes["grain"] = "" if mentions.occupations else mentions.grain
    changes.update(_shaped(kept, mentions, previous))
    if mentions.level and not (mentions.territories or kept.rank):
        changes["territories"] = that_hold(previous.territories, mentions.level)
    return replace(kept, **changes)


def _measured(mentions: Mentions) -> dict[str, Any]:
    """Return what a fragment says of the measure and of how it is told."""
    said: dict[str, Any] = {"share": True} if mentions.share else {}
    if mentions.measures:
        said = {"measure": mentions.measures[0], "share": mentions.share}
    return said | {"share": False, "degree": False} if mentions.in_number else said


def _shaped(kept: Question, mentions: Mentions, previous: Question) -> dict[str, Any]:
    """Return the topic a fragment leads to, with its level."""
    if mentions.level:
        topic = Topic.WHERE if kept.occupations or mentions.occupations else Topic.RANKING
        return {"level": mentions.level, "topic": topic}
    if kept.rank:
        return {}
    topic = _narrowed(previous, mentions, kept.topic)
    is_figure = kept.topic in _LISTS and topic in _FIGURES
    return {"topic": topic, "level": "", "limit": None} if is_figure else {"topic": topic}


def _narrowed(previous: Question, mentions: Mentions, topic: Topic) -> Topic:
    """A list of places or a comparison becomes a figure once one small place, one row of it or one trade is named.

    So does an evolution, once one year is counted: « c'était combien en 2019 ? ».
    """
    one_year = names_one_year(mentions) and (mentions.counts or mentions.years[0] in {"previous", "next"})
    if topic is Topic.EVOLUTION and one_year:
        return Topic.FIGURES if previous.occupations else Topic.TOTALS
    one = len(mentions.territories) == 1
    small = one and mentions.territories[0].startswith(("commune:", "bassin:", "epci:"))
    if topic in {Topic.WHERE, Topic.RANKING} and (small or (one and mentions.territories[0] in previous.shown)):
        return Topic.FIGURES if topic is Topic.WHERE else Topic.TOTALS
    if topic is Topic.COMPARISON and is_one_side(mentions, previous):
        return Topic.FIGURES if mentions.occupations or previous.occupations else Topic.TOTALS
    return topic


def _added(before: str, said: str) -> str:
    """A condition in percent adds to one in number; one of the same kind replaces it."""
    percent = {"%" in condition for condition in said.split("&")}
    kept = [condition for condition in before.split("&") if condition and ("%" in condition) not in percent]
    return "&".join([*kept, said])


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
