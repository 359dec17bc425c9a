"""Who does several métiers: those set side by side, with the gap first, or those of a sector that has no figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.closed import answered, is_greater, is_the_same
from bot.answers.profile import PAY_LABEL, YEAR, Told, cells_of, codes_of, told_of, words_of
from bot.answers.scope import Chosen
from bot.question import MAX_ROWS, Question
from bot.writing.french import capitalised, listed, number, quoted
from bot.writing.reply import Row
from knowledge.figures.interval import Interval
from knowledge.library import Knowledge
from knowledge.occupations.model import Nomenclature
from knowledge.portraits.model import PERIOD, Aspect, Portrait
from knowledge.text import fold

_MOST_SIDES = 4
_BEGIN = f"En France ({PERIOD})"


@dataclass(frozen=True, slots=True)
class Several:
    """What is told of several métiers: the sentence, and its lines."""

    sentence: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Paid:
    """A métier and what its people earn: one median, or the least and the most of its parts."""

    wanted: Chosen
    told: Told
    pay: Interval
    name: str

    @property
    def amount(self) -> str:
        """« 1 549 € », or « 1 400 à 1 638 € »."""
        low, high = number(self.pay.low), number(self.pay.high)
        return f"{low} €" if low == high else f"{low} à {high} €"


def side_by_side(
    question: Question, wanted: Sequence[Chosen], aspects: Sequence[Aspect], knowledge: Knowledge
) -> Several | None:
    """Return the portraits of several métiers, who is paid best first when pay is asked; None when none is held."""
    if len(wanted) > _MOST_SIDES:
        return _from_the_best_paid(wanted, aspects, knowledge)
    if tuple(aspects) == (Aspect.PAY,):
        paid = [each for one in wanted if (each := _paid(one, knowledge)) is not None]
        if len(paid) == len(wanted):
            paid = _told_apart(paid)
            told = {(row.ref, row.label): row for each in paid for row in _pay_rows(each)}
            return Several(_verdict(paid, question), tuple(told.values()))
    rows = tuple(row for one in wanted for aspect in aspects for row in _lines(one, aspect, knowledge))
    return Several(f"{_BEGIN}, parmi ceux qui exercent ces métiers :", rows) if rows else None


def _from_the_best_paid(wanted: Sequence[Chosen], aspects: Sequence[Aspect], knowledge: Knowledge) -> Several | None:
    """Return what is known of the trades of a list, from the one that pays most where pay is asked."""
    wanted = wanted[:MAX_ROWS]
    if tuple(aspects) != (Aspect.PAY,):
        rows = tuple(row for one in wanted for aspect in aspects for row in _lines(one, aspect, knowledge))
        return Several(f"{_BEGIN}, parmi ceux qui exercent ces métiers :", rows) if rows else None
    paid = sorted(filter(None, (_paid(one, knowledge) for one in wanted)), key=lambda each: -each.pay.high)
    if len(paid) < 2:
        return None
    among = f"de ces {len(paid)} métiers" if len(paid) == len(wanted) else f"des {len(paid)} métiers au salaire connu"
    best = [one for one in paid if all(one.pay.is_above(each.pay) for each in paid if each is not one)]
    least = [one for one in paid if all(each.pay.is_above(one.pay) for each in paid if each is not one)]
    ends = [
        *(f"le mieux payé est {one.name} ({one.amount} par mois)" for one in best),
        *(f"le moins payé est {one.name} ({one.amount} par mois)" for one in least),
    ]
    told = " et ".join(ends) or "aucun n'est nettement mieux ni moins bien payé que tous les autres"
    sentence = f"{_BEGIN}, {among}, {told} ({PAY_LABEL})."
    return Several(sentence, tuple(row for each in paid for row in _pay_rows(each)))


def within(wanted: Chosen, knowledge: Knowledge) -> Several | None:
    """Return the pay of the métiers of a sector that has none of its own, from the least to the most; None without."""
    codes = knowledge.occupations.codes_in_sector(wanted.selection.sector, Nomenclature.FAP2009)
    held = (knowledge.portraits.get(code) for code in codes)
    paid = sorted((one for one in held if one and "median_pay" in one.figures), key=_median)
    if len(paid) < 2:
        return None
    least, most = paid[0], paid[-1]
    sentence = (
        f"{_BEGIN}, pour {wanted.name}, tout dépend du métier : le {PAY_LABEL} allait de {number(_median(least))} € "
        f"par mois ({quoted(least.label)}) à {number(_median(most))} € ({quoted(most.label)})."
    )
    return Several(sentence, tuple(_pay_row(one, one.label) for one in reversed(paid[-MAX_ROWS:])))


def _median(one: Portrait) -> float:
    return one.figures["median_pay"]


def _paid(wanted: Chosen, knowledge: Knowledge) -> _Paid | None:
    told = told_of(Aspect.PAY, codes_of(wanted.selection, knowledge), knowledge)
    amounts = [_median(one) for one in told.portraits if "median_pay" in one.figures]
    return _Paid(wanted, told, Interval(min(amounts), max(amounts)), wanted.name) if amounts else None


def _told_apart(paid: Sequence[_Paid]) -> list[_Paid]:
    """Return the métiers by the names of their portraits where the survey counts two of them under one."""
    if len({each.name for each in paid}) == len(paid):
        return list(paid)
    return [replace(each, name=listed([quoted(one.label) for one in each.told.portraits])) for each in paid]


def _verdict(paid: Sequence[_Paid], question: Question) -> str:
    """Return which métier is paid best, and by how much; yes or no first where the first is said to be so."""
    first, *others = paid
    best, *rest = sorted(paid, key=lambda each: (-each.pay.low, -each.pay.high))
    outcome: bool | None = None
    if question.compared == "same":
        outcome = _all([is_the_same(first.pay, each.pay) for each in others])
    elif question.compared == "less":
        outcome = _all([is_greater(each.pay, first.pay) for each in others])
    elif question.compared == "more":
        outcome = _all([is_greater(first.pay, each.pay) for each in others])
    if len({tuple(sorted(one.code for one in each.told.portraits)) for each in paid}) == 1:
        return f"{_BEGIN}, ces métiers sont comptés ensemble : {first.amount} par mois ({PAY_LABEL})."
    amounts = listed([f"{each.amount} pour {each.name}" for each in rest])
    if all(best.pay.is_above(each.pay) for each in rest):
        which = "des deux" if len(rest) == 1 else "de tous"
        gap = f", soit {_gap(best.pay, rest[0].pay)} d'écart par mois" if len(rest) == 1 else ""
        said = f"le mieux payé {which} est {best.name} : {best.amount} par mois, contre {amounts}{gap}"
    elif len(rest) == 1 and is_the_same(best.pay, rest[0].pay):
        said = f"{best.name} et {rest[0].name} sont payés pareil : {best.amount} par mois"
    else:
        said = f"aucun n'est nettement mieux payé : {best.amount} par mois pour {best.name}, contre {amounts}"
    sentence = f"{_BEGIN}, {said} ({PAY_LABEL})."
    return answered(outcome, sentence) if question.closed and outcome is not None else sentence


def _all(verdicts: Sequence[bool | None]) -> bool | None:
    return False if False in verdicts else None if None in verdicts else True


def _gap(best: Interval, other: Interval) -> str:
    low, high = number(best.low - other.high), number(best.high - other.low)
    return f"{low} €" if low == high else f"{low} à {high} €"


def _pay_rows(paid: _Paid) -> list[Row]:
    """Return a line for each part of a métier: its own label where it has one part, which its portrait may widen."""
    portraits = paid.told.portraits
    if len(portraits) > 1 or len(paid.wanted.labels) > 1:
        return [_pay_row(one, one.label) for one in portraits]
    return [_pay_row(one, paid.wanted.labels[0]) for one in portraits]


def _pay_row(one: Portrait, label: str) -> Row:
    amount = f"{number(_median(one))} € nets par mois" if "median_pay" in one.figures else "salaire non publié"
    wider = "" if fold(one.label) == fold(label) else f" (chiffre de {quoted(one.label)})"
    values = cells_of(Aspect.PAY, one)
    return Row(label, f"portrait:{one.code}", YEAR, f"• {label} : {amount}{wider}", values=values)


def _lines(wanted: Chosen, aspect: Aspect, knowledge: Knowledge) -> list[Row]:
    told = told_of(aspect, codes_of(wanted.selection, knowledge), knowledge)
    if not told.portraits:
        return []
    text = capitalised(words_of(told, knowledge.portraits.everyone))
    return [Row(" et ".join(wanted.labels), f"portrait:{told.portraits[0].code}", YEAR, f"• {text}")]
