"""Who does a métier in France: pay, diploma, hours, contract, part time, women (Dares, 2017-2019)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.answers.facing import facing
from bot.answers.missing import which_occupation
from bot.answers.origins import origin_of
from bot.answers.scope import Area, Chosen, UnanswerableError, areas, chosen
from bot.question import Question
from bot.writing.french import capitalised, listed, number, percent, quoted
from bot.writing.reply import OtherFigure, Reply, Row, Suggestion
from knowledge.library import HOME_REGION, Knowledge
from knowledge.occupations.model import Nomenclature, Selection
from knowledge.portraits.embed import FOLDER, PORTRAITS
from knowledge.portraits.model import DIPLOMAS, FIGURES, PERIOD, Aspect, Portrait
from knowledge.territories.wording import in_

_YEAR = 2019
_MOST_TRADES = 4
_NATIONAL = "Ces chiffres décrivent ceux qui exercent en France, pas ce que proposent les employeurs d'ici."
_SOURCE = f"Source : Dares, Portraits statistiques des métiers {PERIOD} (enquête Emploi), France."
_PAY_LABEL = "salaire net médian à temps complet"
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
_WHAT: Mapping[Aspect, str] = {
    Aspect.PAY: "le salaire",
    Aspect.DIPLOMA: "le diplôme",
    Aspect.HOURS: "les horaires",
    Aspect.CONTRACT: "le contrat",
    Aspect.PART_TIME: "le temps partiel",
    Aspect.WOMEN: "la part de femmes",
}


@dataclass(frozen=True, slots=True)
class _Told:
    """An aspect and the portraits that tell it, with the codes asked."""

    aspect: Aspect
    portraits: tuple[Portrait, ...]


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return what is asked of the question's métier, at the finest level that tells it; all of it when nothing is."""
    if not question.occupations:
        raise UnanswerableError(which_occupation(question, knowledge))
    trades = _trades(question, knowledge)
    wanted, codes = _all_of(trades), tuple(code for each in trades for code in _codes(each.selection, knowledge))
    asked = [Aspect(name) for name in question.aspects] or list(Aspect)
    told = [each for aspect in asked if (each := _told(aspect, codes, knowledge)).portraits]
    place = areas(question, knowledge)[0]
    if not told:
        return _untold(wanted, asked, place, knowledge)
    everyone = knowledge.portraits.everyone
    sentences = [_SENTENCES[each.aspect](each.portraits, everyone) for each in told]
    beside = facing(place, wanted, knowledge) if question.territories and len(trades) == 1 else ""
    return Reply(
        sentence=f"En France ({PERIOD}), {sentences[0]}." if len(told) == 1 else _summary(wanted),
        rows=_rows(told) if len(told) == 1 else tuple(_line(each, everyone) for each in told),
        notes=tuple(
            filter(
                None,
                dict.fromkeys(
                    (
                        *_levels(told, codes, knowledge),
                        *_cautions(told, banded=len(trades) == 1 and len(codes) <= _MOST_TRADES),
                        *_without(trades, asked, knowledge),
                        _NATIONAL,
                        beside,
                    )
                ),
            )
        ),
        source=_SOURCE,
        suggestions=_suggestions(wanted, asked, place),
        facts=_facts(wanted, question),
    )


def _trades(question: Question, knowledge: Knowledge) -> list[Chosen]:
    """Return the trades asked, ``_MOST_TRADES`` at most."""
    year = knowledge.bmo.latest_year()
    return [chosen(value, year, knowledge) for value in question.occupations[:_MOST_TRADES]]


def _all_of(trades: Sequence[Chosen]) -> Chosen:
    """Return several trades under one name; the first one's selection stands for them."""
    labels = tuple(dict.fromkeys(label for each in trades for label in each.labels))
    return Chosen(trades[0].selection, tuple(dict.fromkeys(ref for each in trades for ref in each.refs)), labels)


def _without(trades: Sequence[Chosen], asked: Sequence[Aspect], knowledge: Knowledge) -> list[str]:
    """Name the trades asked of which nothing is held, when others are told."""
    if len(trades) == 1:
        return []
    untold = [
        each.name
        for each in trades
        if not any(_told(aspect, _codes(each.selection, knowledge), knowledge).portraits for aspect in asked)
    ]
    return [f"Je n'ai pas {listed([_WHAT[aspect] for aspect in asked], 'ni')} pour {listed(untold)}."] if untold else []


def _codes(selection: Selection, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the FAP2009 codes of the métier, its domain's letter, or the métiers that mean the same, if any."""
    kind, _, letter = selection.sector.partition(":")
    if kind:
        return (letter,) if kind == "domaine" else ()
    if selection.fap2009:
        return selection.fap2009
    same = knowledge.occupations.same_meaning
    together = same(selection.fap2021, Nomenclature.FAP2021)
    return together or tuple(code for each in selection.fap2021 for code in same((each,), Nomenclature.FAP2021) or ())


def _told(aspect: Aspect, codes: Sequence[str], knowledge: Knowledge) -> _Told:
    found = (knowledge.portraits.of(code, aspect) for code in codes)
    unique = {one.code: one for one in found if one is not None}
    return _Told(aspect, tuple(unique.values()))


def _of(share: float) -> str:
    return percent(share / 100)


def _each(portraits: Sequence[Portrait], say: Callable[[Portrait], str]) -> str:
    """Return what is said of each portrait, named, several apart."""
    return " ; ".join(f"{quoted(one.label)} : {say(one)}" for one in portraits)


def _pay(portraits: Sequence[Portrait], _everyone: Portrait) -> str:
    paid = [one for one in portraits if "median_pay" in one.figures]
    if not paid:
        return _each(portraits, _bands)
    amounts = [f"{number(one.figures['median_pay'])} € par mois pour {quoted(one.label)}" for one in paid]
    return f"le {_PAY_LABEL} était de {listed(amounts)}"


def _bands(one: Portrait) -> str:
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
    words = {"saturday": "le samedi", "sunday": "le dimanche", "night": "la nuit"}

    def say(one: Portrait) -> str:
        return listed([f"{_of(one.figures[name])} {words[name]}" for name in words if name in one.figures])

    return f"travaillent, parmi les {_each(portraits, say)} (tous métiers : {say(everyone)})"


def _contract(portraits: Sequence[Portrait], everyone: Portrait) -> str:
    words = {"fixed_term": "en CDD", "temporary": "en intérim"}

    def say(one: Portrait) -> str:
        return listed([f"{_of(one.figures[name])} {words[name]}" for name in words if name in one.figures])

    return f"sont, parmi les {_each(portraits, say)} (tous métiers : {say(everyone)})"


def _part_time(portraits: Sequence[Portrait], everyone: Portrait) -> str:
    said = _each(portraits, lambda one: f"{_of(one.figures['part_time'])} travaillent à temps partiel")
    return f"{said} (tous métiers : {_of(everyone.figures['part_time'])})"


def _women(portraits: Sequence[Portrait], _everyone: Portrait) -> str:
    return _each(portraits, lambda one: f"{_of(one.figures['women'])} de femmes")


_SENTENCES: Mapping[Aspect, Callable[[Sequence[Portrait], Portrait], str]] = {
    Aspect.PAY: _pay,
    Aspect.DIPLOMA: _diploma,
    Aspect.HOURS: _hours,
    Aspect.CONTRACT: _contract,
    Aspect.PART_TIME: _part_time,
    Aspect.WOMEN: _women,
}


def _summary(wanted: Chosen) -> str:
    return f"Qui exerce le métier {wanted.name} en France ({PERIOD}) :"


def _rows(told: Sequence[_Told]) -> tuple[Row, ...]:
    """The figures of one aspect, a column each, for the table: the sentence has said the main ones."""
    return tuple(
        Row(one.label, f"portrait:{one.code}", _YEAR, "", values=_values(each.aspect, one))
        for each in told
        for one in each.portraits
    )


def _values(aspect: Aspect, one: Portrait) -> tuple[OtherFigure, ...]:
    values = []
    for name in FIGURES[aspect]:
        figure = one.figures.get(name)
        is_pay = name == "median_pay"
        kind = "number" if is_pay else "percent"
        if figure is None:
            values.append(OtherFigure(name, _LABELS[name], kind, None, ""))
            continue
        written = number(figure) if is_pay else _of(figure)
        values.append(OtherFigure(name, _LABELS[name], kind, figure if is_pay else round(figure / 100, 4), written))
    return tuple(values)


def _line(each: _Told, everyone: Portrait) -> Row:
    """One aspect among several: a line of text, and its first figure."""
    one = each.portraits[0]
    name = next(name for name in FIGURES[each.aspect] if name in one.figures)
    label = capitalised(_WHAT[each.aspect].partition(" ")[2])
    figure = one.figures[name]
    written = number(figure) if name == "median_pay" else _of(figure)
    text = f"• {label} — {_SENTENCES[each.aspect](each.portraits, everyone)}"
    told = OtherFigure("told", "Chiffre", "text", None, f"{_LABELS[name]} : {written}")
    return Row(label, f"portrait:{one.code}", _YEAR, text, values=(told,))


def _levels(told: Sequence[_Told], codes: Sequence[str], knowledge: Knowledge) -> list[str]:
    """Say where a figure is that of a wider family than the métier."""
    own = {found.label for code in codes if (found := knowledge.portraits.get(code))}
    wider = [one.label for each in told for one in each.portraits if one.code not in codes and one.label not in own]
    if not wider:
        return []
    names = listed([quoted(label) for label in dict.fromkeys(wider)])
    return [f"Le chiffre plus fin n'est pas publié : celui de {names} est donné."]


def _cautions(told: Sequence[_Told], *, banded: bool) -> list[str]:
    aspects = {each.aspect for each in told}
    notes = []
    if Aspect.DIPLOMA in aspects:
        notes.append("C'est le diplôme de ceux qui exercent : certains métiers en exigent un par la loi.")
    if Aspect.HOURS in aspects:
        notes.append("Le travail du soir n'est pas dans cette source.")
    if Aspect.CONTRACT in aspects:
        notes.append(
            "Les autres sont en CDI, fonctionnaires, apprentis ou à leur compte : la source ne les sépare pas."
        )
    if aspects == {Aspect.PAY} and banded:
        notes.extend(
            capitalised(f"{quoted(one.label)} : {_bands(one)}.")
            for each in told
            for one in each.portraits
            if "median_pay" in one.figures and "pay_1500_2000" in one.figures
        )
    return notes


def _untold(wanted: Chosen, asked: Sequence[Aspect], place: Area, knowledge: Knowledge) -> Reply:
    what = listed([_WHAT[aspect] for aspect in asked], "ni")
    return Reply(
        sentence=f"Je n'ai pas {what} pour {wanted.name}.",
        notes=tuple(filter(None, (facing(place, wanted, knowledge),))),
        suggestions=_suggestions(wanted, asked, place),
        facts={"topic": "portrait", "territories": [], "occupations": list(wanted.refs)},
    )


def _suggestions(wanted: Chosen, asked: Sequence[Aspect], place: Area) -> tuple[Suggestion, ...]:
    word = wanted.labels[0]
    offers = {
        Aspect.PAY: Suggestion("Quel salaire ?", f"quel salaire pour : {word} ?", "job_seeker"),
        Aspect.DIPLOMA: Suggestion("Quel diplôme ?", f"quel diplôme pour : {word} ?", "job_seeker"),
        Aspect.HOURS: Suggestion("Quels horaires ?", f"quels horaires pour : {word} ?", "job_seeker"),
        Aspect.CONTRACT: Suggestion("CDI ou CDD ?", f"CDI ou CDD pour : {word} ?", "job_seeker"),
    }
    others = [offer for aspect, offer in offers.items() if aspect not in asked][:2]
    where = in_(place.asked)
    return (
        Suggestion("Combien de projets ?", f"combien de projets : {word} {where} ?"),
        *others,
        Suggestion("Métiers proches", f"quels métiers ressemblent à : {word} ?", "job_seeker"),
    )


def _facts(wanted: Chosen, question: Question) -> dict[str, object]:
    return {
        "topic": "portrait",
        "subject": "Qui exerce le métier, France",
        "when": PERIOD,
        "measure": "portrait",
        "territories": ["france:FR"],
        "asked": list(question.territories or (HOME_REGION,)),
        "occupations": list(wanted.refs),
        "about": list(wanted.labels),
        "aspects": list(question.aspects),
        "sources": [origin_of(FOLDER, PORTRAITS, _YEAR)],
    }
