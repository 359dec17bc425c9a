"""What the portrait of a métier tells of each aspect, in words and in cells (Dares, 2017-2019)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.writing.blocks import ColumnKind
from bot.writing.french import capitalised, listed, number, percent, quoted
from bot.writing.reply import OtherFigure, Row
from knowledge.library import Knowledge
from knowledge.occupations.model import Nomenclature, Selection
from knowledge.portraits.model import DIPLOMAS, FIGURES, Aspect, Portrait

YEAR = 2019
PAY_LABEL = "salaire net médian à temps complet"
_LABELS: Mapping[str, str] = {
    "median_pay": "Salaire net médian (€)",
    "pay_under_1250": "Moins de 1 250 €",
    "pay_1250_1500": "De 1 250 à 1 500 €",
    "pay_1500_2000": "De 1 500 à 2 000 €",
    "pay_2000_3000": "De 2 000 à 3 000 €",
    "pay_over_3000": "3 000 € ou plus",
    "none": "Aucun diplôme ou brevet",
    "cap_bep": "CAP, BEP",
    "bac": "Bac",
    "bac_2": "Bac + 2",
    "higher": "Bac + 3 ou plus",
    "studying": "En cours d'études",
    "saturday": "Travail le samedi",
    "sunday": "Travail le dimanche",
    "night": "Travail de nuit",
    "fixed_term": "CDD",
    "temporary": "Intérim",
    "part_time": "Temps partiel",
    "women": "Femmes",
}
_HAVE = {
    "none": "n'ont aucun diplôme ou seulement le brevet",
    "cap_bep": "ont un CAP, un BEP ou l'équivalent",
    "bac": "ont le bac ou l'équivalent",
    "bac_2": "ont un bac + 2",
    "higher": "ont au moins un bac + 3",
    "studying": "sont encore en études",
}
WHAT: Mapping[Aspect, str] = {
    Aspect.PAY: "le salaire",
    Aspect.DIPLOMA: "le diplôme",
    Aspect.HOURS: "les horaires",
    Aspect.CONTRACT: "le contrat",
    Aspect.PART_TIME: "le temps partiel",
    Aspect.WOMEN: "la part de femmes",
}


@dataclass(frozen=True, slots=True)
class Told:
    """An aspect and the portraits that tell it, with the codes asked."""

    aspect: Aspect
    portraits: tuple[Portrait, ...]


def codes_of(selection: Selection, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the FAP2009 codes of the métier, its domain's letter, or the métiers that mean the same, if any."""
    kind, _, letter = selection.sector.partition(":")
    if kind:
        return (letter,) if kind == "domaine" else ()
    if selection.fap2009:
        return selection.fap2009
    return knowledge.occupations.same_meaning(selection.fap2021, Nomenclature.FAP2021) or ()


def told_of(aspect: Aspect, codes: Sequence[str], knowledge: Knowledge) -> Told:
    """Return the portraits that tell an aspect of the codes, at the finest level that does."""
    found = (knowledge.portraits.of(code, aspect) for code in codes)
    unique = {one.code: one for one in found if one is not None}
    return Told(aspect, tuple(unique.values()))


def _of(share: float) -> str:
    return percent(share / 100)


def _each(portraits: Sequence[Portrait], say: Callable[[Portrait], str]) -> str:
    """Return what is said of each portrait, named, several apart."""
    return " ; ".join(f"{quoted(one.label)} : {say(one)}" for one in portraits)


def _pay(portraits: Sequence[Portrait], _everyone: Portrait) -> str:
    paid = [one for one in portraits if "median_pay" in one.figures]
    if not paid:
        return _each(portraits, bands_of)
    amounts = [f"{number(one.figures['median_pay'])} € par mois pour {quoted(one.label)}" for one in paid]
    return f"le {PAY_LABEL} était de {listed(amounts)}"


def bands_of(one: Portrait) -> str:
    """Return how many earn little, more, and much."""
    shares = one.figures
    low = shares.get("pay_under_1250", 0) + shares.get("pay_1250_1500", 0)
    middle = shares.get("pay_1500_2000", 0)
    high = shares.get("pay_2000_3000", 0) + shares.get("pay_over_3000", 0)
    return (
        f"{_of(low)} gagnaient moins de 1 500 € nets par mois à temps complet, {_of(middle)} de 1 500 à 2 000 €, "
        f"{_of(high)} davantage"
    )


def _diploma(portraits: Sequence[Portrait], _everyone: Portrait) -> str:
    def say(one: Portrait) -> str:
        most = sorted((name for name in DIPLOMAS if one.figures.get(name)), key=lambda name: -one.figures[name])[:3]
        return listed([f"{_of(one.figures[name])} {_HAVE[name]}" for name in most])

    return _each(portraits, say)


def _hours(portraits: Sequence[Portrait], everyone: Portrait) -> str:
    return _shares(
        portraits, everyone, "travaillent", {"saturday": "le samedi", "sunday": "le dimanche", "night": "la nuit"}
    )


def _contract(portraits: Sequence[Portrait], everyone: Portrait) -> str:
    return _shares(portraits, everyone, "sont", {"fixed_term": "en CDD", "temporary": "en intérim"}, _lasting)


def _lasting(one: Portrait) -> str:
    """« (ni l'un ni l'autre : 76,4 %) », the part that most want to know; "" where a figure is not published."""
    if not one.figures.keys() >= {"fixed_term", "temporary"}:
        return ""
    return f", {_of(lasting_of(one))} ni l'un ni l'autre"


def lasting_of(one: Portrait) -> float:
    """Return the part, in percent, of those who are neither on a fixed term nor temporary."""
    return 100 - one.figures["fixed_term"] - one.figures["temporary"]


def _shares(
    portraits: Sequence[Portrait],
    everyone: Portrait,
    verb: str,
    words: Mapping[str, str],
    rest: Callable[[Portrait], str] = lambda _: "",
) -> str:
    """Return « Infirmiers » : 62,5 % travaillent le samedi et 21,2 % la nuit (tous métiers : …)."""

    def say(one: Portrait, verb: str = "") -> str:
        first, *others = [(one.figures[name], word) for name, word in words.items() if name in one.figures]
        shares = [f"{_of(first[0])} {verb}{first[1]}", *(f"{_of(share)} {word}" for share, word in others)]
        return listed(shares) + (rest(one) if verb else "")

    return f"{_each(portraits, lambda one: say(one, f'{verb} '))} (tous métiers : {say(everyone)})"


def _part_time(portraits: Sequence[Portrait], everyone: Portrait) -> str:
    said = _each(portraits, lambda one: f"{_of(one.figures['part_time'])} travaillent à temps partiel")
    return f"{said} (tous métiers : {_of(everyone.figures['part_time'])})"


def _women(portraits: Sequence[Portrait], _everyone: Portrait) -> str:
    def say(one: Portrait) -> str:
        women = one.figures["women"]
        return f"{_of(women)} de femmes et {_of(100 - women)} d'hommes"

    return _each(portraits, say)


_SENTENCES: Mapping[Aspect, Callable[[Sequence[Portrait], Portrait], str]] = {
    Aspect.PAY: _pay,
    Aspect.DIPLOMA: _diploma,
    Aspect.HOURS: _hours,
    Aspect.CONTRACT: _contract,
    Aspect.PART_TIME: _part_time,
    Aspect.WOMEN: _women,
}


def words_of(told: Told, everyone: Portrait) -> str:
    """Return what the portraits tell of their aspect, beside all métiers where that says something."""
    return _SENTENCES[told.aspect](told.portraits, everyone)


def rows_of(told: Sequence[Told]) -> tuple[Row, ...]:
    """Return the figures of one aspect, a column each, for the table: the sentence has said the main ones."""
    return tuple(
        Row(one.label, f"portrait:{one.code}", YEAR, "", values=cells_of(each.aspect, one))
        for each in told
        for one in each.portraits
    )


def cells_of(aspect: Aspect, one: Portrait) -> tuple[OtherFigure, ...]:
    """Return the figures of an aspect, a column each."""
    values = []
    for name in FIGURES[aspect]:
        figure = one.figures.get(name)
        is_pay = name == "median_pay"
        kind: ColumnKind = "number" if is_pay else "percent"
        if figure is None:
            values.append(OtherFigure(name, _LABELS[name], kind, None, ""))
            continue
        written = number(figure) if is_pay else _of(figure)
        values.append(OtherFigure(name, _LABELS[name], kind, figure if is_pay else round(figure / 100, 4), written))
    return tuple(values)


def line_of(each: Told, everyone: Portrait) -> Row:
    """Return one aspect among several: a line of text, and its first figure."""
    one = each.portraits[0]
    name = next(name for name in FIGURES[each.aspect] if name in one.figures)
    label = capitalised(WHAT[each.aspect].partition(" ")[2])
    figure = one.figures[name]
    written = number(figure) if name == "median_pay" else _of(figure)
    text = f"• {label} — {words_of(each, everyone)}"
    told = OtherFigure("told", "Chiffre", "text", None, f"{_LABELS[name]} : {written}")
    return Row(label, f"portrait:{one.code}", YEAR, text, values=(told,))
