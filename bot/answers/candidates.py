"""Will an employer find whom they look for? How hard it is, then who looks for such work, where, and what else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.answers.job_seekers import by_trade, shared
from bot.answers.market import Market, the_market
from bot.answers.nearby import AROUND_KM
from bot.answers.portrait import in_short
from bot.answers.scope import Area, Chosen, areas, every_chosen
from bot.answers.searching import on_day
from bot.button import CONTACT
from bot.question import STAFF, Question, Topic
from bot.reading.speaker import EMPLOYER
from bot.writing.french import NARROW, capitalised, listed, number, quoted
from bot.writing.insight import Subject, clause
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from bot.writing.values import rate
from knowledge.bmo.model import Measure
from knowledge.figures.interval import Interval
from knowledge.figures.result import Value
from knowledge.figures.sums import Figures
from knowledge.figures.values import share_of
from knowledge.library import HOME_REGION, Knowledge
from knowledge.market.model import MarketFigure, NotConnected, Unavailable
from knowledge.occupations.model import Nomenclature, Selection
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import in_

_MOST_PLACES = _MOST_TRADES = 2
_MOST_ASKED = 3
"""The ROME codes asked of the live labour market in one turn."""
_HALF, _MOSTLY = 0.5, 0.75
_HOW: tuple[tuple[str, Callable[[Interval], bool]], ...] = (
    ("Difficilement", lambda share: share.low >= _MOSTLY),
    ("Plutôt difficilement", lambda share: share.low >= _HALF),
    ("Plutôt facilement", lambda share: share.high < _HALF),
)
"""What the part of hard projects means for who looks for somebody, where its bounds settle it."""
_GAP = 0.1
"""How much lower a share must be, at least, to be called easier."""
_WIDE = frozenset({Level.REGION, Level.FRANCE})
_CALL_BACK = Suggestion("Être rappelé", "je veux être rappelé par un conseiller entreprise", EMPLOYER, act=CONTACT)


def for_employers(
    reply: Reply,
    question: Question,
    who: str,
    knowledge: Knowledge,
    market: Market | None = None,
    *,
    again: bool = False,
) -> Reply:
    """Return the answer on how hard it is to hire, or on the job seekers of a trade, with all an employer needs of it.

    ``who`` asks, "" when nothing tells. ``again``: the whole of it was told in the conversation, of another trade or
    place; near trades, pay and hours are then for who asks them. Any other reply comes back as it is.
    """
    if not _concerns(reply, question, who):
        return reply
    place, wanted = areas(question, knowledge)[0], every_chosen(question, knowledge.bmo.latest_year(), knowledge)[0]
    if wanted.is_sector or not place.units:
        return reply
    own = _share(place.units, wanted.selection, knowledge)
    told = _of_seekers if reply.topic is ReplyTopic.JOB_SEEKERS_BY_TRADE else _of_difficulty
    around, sentence = _around(place, wanted, knowledge), reply.sentence
    kept = reply.notes
    if reply.topic is ReplyTopic.FIGURES and not question.closed and own is not None:
        beside = clause(_subject(question, knowledge), knowledge, ("difficult",), role=question.role, beside=sentence)
        kept = tuple(note for note in kept if note != beside or not around)  # it is in the sentence
        sentence, around = _verdict(own, sentence, around), ""
    market = market or the_market()
    notes = [
        f"Projets difficiles pour ce métier{NARROW}: {around}." if around else "",
        *islice(told(question, place, wanted, knowledge, market), 1 if again else None),
        _elsewhere(place, wanted, own, knowledge),
        *([] if again else _beside(question, place, wanted, own, knowledge)),
    ]
    return replace(
        reply,
        sentence=sentence,
        notes=tuple(dict.fromkeys(filter(None, (*kept, *notes)))),
        suggestions=(_CALL_BACK, *_next(question, place, wanted), *reply.suggestions),
    )


def _subject(question: Question, knowledge: Knowledge) -> Subject:
    place = (question.territories or (HOME_REGION,))[0]
    return Subject(place, knowledge.bmo.latest_year(), question.occupations)


def told_before(previous: Question | None) -> bool:
    """Return whether a conversation already told how hard a trade is to hire, or who looks for such work."""
    told = previous.told if previous is not None else ()
    hard = any(each.topic is Topic.FIGURES and each.measure is Measure.DIFFICULT for each in told)
    return hard or any(each.topic is Topic.JOB_SEEKERS and each.occupations for each in told)


def _beside(question: Question, place: Area, wanted: Chosen, own: Value | None, knowledge: Knowledge) -> Iterator[str]:
    yield _near(place, wanted, own, question, knowledge)
    yield in_short(question.occupations[0], ("pay", "hours") if len(wanted.labels) == 1 else ("pay",), knowledge)


def _concerns(reply: Reply, question: Question, who: str) -> bool:
    employer = who == EMPLOYER or (not who and question.seeking == STAFF)
    one = len(question.occupations) == 1 and len(question.territories) < 2
    plain = not (question.statistic or question.threshold or question.level or question.years or question.share)
    if not (employer and one and plain):
        return False
    if question.topic is Topic.JOB_SEEKERS:
        return reply.topic is ReplyTopic.JOB_SEEKERS_BY_TRADE
    hard = question.topic is Topic.FIGURES and question.measure is Measure.DIFFICULT
    return hard and reply.topic is ReplyTopic.FIGURES


def _share(units: Sequence[Territory], selection: Selection, knowledge: Knowledge) -> Value | None:
    """Return the part of the projects that employers find hard, None where nothing is published."""
    figures = _figures(units, selection, knowledge)
    return share_of(figures, Measure.DIFFICULT) if figures else None


def _figures(units: Sequence[Territory], selection: Selection, knowledge: Knowledge) -> Figures | None:
    year = knowledge.bmo.latest_year()
    if any(knowledge.bmo.coverage(unit, year) != "rows" for unit in units):
        return None
    return knowledge.bmo.figures(list(units), selection, year)


def _verdict(own: Value, sentence: str, around: str) -> str:
    """Return the sentence after what it means for who looks for somebody, as its bounds allow; then what is around."""
    beside = f"{sentence.removesuffix('.')}, contre {around} pour ce métier." if around else sentence
    how = next((word for word, holds in _HOW if holds(own.interval)), "")
    return f"{how} : {beside[:1].lower()}{beside[1:]}" if how else beside


def _of_difficulty(
    question: Question, place: Area, wanted: Chosen, knowledge: Knowledge, market: Market
) -> Iterator[str]:
    seekers = replace(question, topic=Topic.JOB_SEEKERS, aspects=(), closed=False)
    yield _live_seekers(question, place, wanted, knowledge, market) or by_trade.in_brief(seekers, knowledge)
    yield _registered(place, knowledge)
    yield _live_pay(question, place, wanted, knowledge, market)


def _of_seekers(question: Question, place: Area, wanted: Chosen, knowledge: Knowledge, market: Market) -> Iterator[str]:
    yield _live_seekers(question, place, wanted, knowledge, market)
    yield _registered(place, knowledge)
    yield _live_pay(question, place, wanted, knowledge, market)


def _around(place: Area, wanted: Chosen, knowledge: Knowledge) -> str:
    """Return « 88,5 % en Centre-Val de Loire et 82,0 % en France », the part of hard projects of the trade there."""
    around = [one for one in knowledge.territories.parents(place.units[0]) if one.level in _WIDE]
    told = [(one, _share([one], wanted.selection, knowledge)) for one in around]
    said = [f"{rate(share)} {in_(one)}" for one, share in told if share and share.published is not None]
    return " et ".join(said)


def _registered(place: Area, knowledge: Knowledge) -> str:
    """Return everyone registered at the last month held, in the town and in the département."""
    around = [place.asked, *knowledge.territories.parents(place.asked)]
    month = knowledge.job_seekers.months[-1]
    held = [found for one in around if (found := shared.counted(one, month, knowledge)) and one.level not in _WIDE]
    exact = [each for each in held if not each.found.is_minimum][:_MOST_PLACES]
    said = [f"{number(each.count)} {in_(each.place)}" for each in exact]
    return (
        f"Tous métiers, inscrits à France Travail en {shared.month_name(month)}{NARROW}: {listed(said)}."
        if said
        else ""
    )


def _elsewhere(place: Area, wanted: Chosen, own: Value | None, knowledge: Knowledge) -> str:
    """Return the neighbouring bassins where it is certainly easier to hire, or that there is none."""
    if own is None or place.asked.level in {Level.DEPARTEMENT, *_WIDE}:
        return ""
    near = knowledge.territories.bassins_near(place.asked, AROUND_KM)
    shares = [(one, share) for one in near if (share := _share([one], wanted.selection, knowledge)) is not None]
    easier = [(one, share) for one, share in shares if _is_easier(share, own)]
    easier = sorted(easier, key=lambda each: each[1].interval.high)[:_MOST_PLACES]
    if easier:
        said = [f"{in_(one)} ({rate(share)} de difficiles)" for one, share in easier]
        return f"C'est moins difficile tout près{NARROW}: {listed(said)}."
    names = listed([one.name for one, _ in shares[:3]])
    return f"Ce n'est pas nettement plus facile dans les bassins voisins ({names})." if names else ""


def _near(place: Area, wanted: Chosen, own: Value | None, question: Question, knowledge: Knowledge) -> str:
    """Return the trades near this one, those that are certainly easier to hire first."""
    codes = knowledge.rome.of_metiers(wanted.selection.fap2021, question.words or wanted.labels)
    mine = set(wanted.selection.fap2021)
    found = dict.fromkeys(
        one.fap2021 for one in knowledge.mobility.around(codes) if one.near and one.fap2021 not in mine
    )
    surveyed = [code for code in found if knowledge.occupations.surveyed(f"{Nomenclature.FAP2021.value}:{code}")]
    shares = {code: _share(place.units, Selection(fap2021=(code,)), knowledge) for code in surveyed}
    easier = [code for code in surveyed if _is_easier(shares[code], own)]
    picked = (easier or surveyed)[:_MOST_TRADES]
    said = []
    for code in picked:
        share = shares[code]
        how = f" ({rate(share)} de difficiles ici)" if code in easier and share else ""
        said.append(f"{quoted(knowledge.occupations.label(Nomenclature.FAP2021, code))}{how}")
    return f"Profils proches{NARROW}: {listed(said)}." if said else ""


def _by(market: Market) -> str:
    return "selon les serveurs d'essai (fictif)" if market.on_trial else "selon France Travail"


def _is_easier(share: Value | None, own: Value | None) -> bool:
    """Return whether hiring is certainly easier by a margin worth a trip, or another profile."""
    return share is not None and own is not None and share.interval.high <= own.interval.low - _GAP


def _live_seekers(question: Question, place: Area, wanted: Chosen, knowledge: Knowledge, market: Market) -> str:
    """Return the job seekers of the trade at the last quarter, "" where they are not known live for all its codes."""
    codes = knowledge.rome.of_metiers(wanted.selection.fap2021, question.words or wanted.labels)
    if not market.connected or len(codes) > _MOST_ASKED:
        return ""
    at = place.units[0]
    try:
        found = [market.seekers(code, at.ref) for code in codes]
    except (NotConnected, Unavailable):
        return ""
    firsts: list[MarketFigure] = [each.value[0] for each in found if each.value]
    if not firsts or len(firsts) < len(codes) or len({each.period for each in firsts}) > 1:
        return ""
    count = round(sum(each.value for each in firsts))
    old = "" if all(each.fresh for each in found) else f" (dernière réponse, du {on_day(found[0].at.date())})"
    return (
        f"{capitalised(firsts[0].period)}{NARROW}: {number(count)} demandeurs d'emploi (catégories A, B et C) "
        f"cherchent dans ce métier {in_(at)}, {_by(market)}{old}."
    )


def _live_pay(question: Question, place: Area, wanted: Chosen, knowledge: Knowledge, market: Market) -> str:
    """Return the pay of the trade in the département, "" where it is not known live."""
    codes = knowledge.rome.of_metiers(wanted.selection.fap2021, question.words or wanted.labels)
    around = [place.asked, *knowledge.territories.parents(place.units[0])]
    wide = next((one for one in around if one.level is Level.DEPARTEMENT), None)
    if not market.connected or len(codes) != 1 or wide is None:
        return ""
    try:
        found = market.salaries(codes[0], wide.ref)
    except (NotConnected, Unavailable):
        return ""
    said = [f"{each.label} {number(round(each.value))} €" for each in found.value if each.label]
    return f"Salaire mensuel {in_(wide)}, {_by(market)}{NARROW}: {listed(said)}." if said else ""


def _next(question: Question, place: Area, wanted: Chosen) -> tuple[Suggestion, ...]:
    word = question.words[0] if question.words else wanted.labels[0]
    near = Question(Topic.NEAR, question.territories or (HOME_REGION,), question.occupations, words=(word,))
    return (
        Suggestion("Métiers proches", f"quels métiers ressemblent à : {word} {place.where} ?", EMPLOYER, asks=near),
    )
