"""Who does a métier in France: pay, diploma, hours, contract, part time, women (Dares, 2017-2019)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.facing import facing
from bot.answers.missing import which_occupation
from bot.answers.origins import origin_of
from bot.answers.portraits import side_by_side, within
from bot.answers.profile import WHAT, YEAR, Told, bands_of, codes_of, line_of, rows_of, told_of, words_of
from bot.answers.profile_verdict import judged
from bot.answers.scope import Area, Chosen, UnanswerableError, areas, chosen
from bot.answers.suggestions import asks
from bot.question import Question, Topic
from bot.reading.pointing import as_typed
from bot.shape import is_a_set
from bot.writing.blocks import Facts
from bot.writing.french import capitalised, listed, quoted
from bot.writing.reply import Once, Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import HOME_REGION, Knowledge
from knowledge.occupations.model import Nomenclature, Selection
from knowledge.portraits.embed import FOLDER, PORTRAITS
from knowledge.portraits.model import PERIOD, Aspect
from knowledge.territories.wording import in_

_NATIONAL = "Ces chiffres décrivent ceux qui exercent en France, pas ce que proposent les employeurs d'ici."
_NOT_BY_PLACE = (
    "Je n'ai ces chiffres que pour la France entière, ni par ville ni par département : ils décrivent ceux qui "
    "exercent, pas ce que proposent les employeurs d'ici."
)
_NOT_THE_LAW = (
    "C'est le diplôme de ceux qui exercent, pas ce que la loi ou la branche exige : le métierscope de France Travail "
    "(candidat.francetravail.fr/metierscope) dit si le métier est réglementé et quel diplôme il demande."
)
_SOURCE = f"Source : Dares, Portraits statistiques des métiers {PERIOD} (enquête Emploi), France."


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return what is asked of the question's métiers, at the finest level that tells it; all of it when nothing is."""
    if not question.occupations:
        raise UnanswerableError(which_occupation(question, knowledge))
    values = [each for value in question.occupations for each in _one_by_one(value)]
    wanted = [chosen(value, knowledge.bmo.latest_year(), knowledge) for value in values]
    asked = [Aspect(name) for name in question.aspects] or list(Aspect)
    return _of_several(question, wanted, asked, knowledge) or _of_one(question, wanted[0], asked, knowledge)


def _one_by_one(value: str) -> list[str]:
    """Return the trades of a set, « ces 10 métiers », each as if it had been named."""
    if not is_a_set(value):
        return [value]
    return [as_typed(f"{Nomenclature.FAP2021.value}:{code}") for code in Selection.parse(value).fap2021]


def in_short(occupation: str, aspects: Sequence[str], knowledge: Knowledge) -> str:
    """Return one sentence on what the portrait of a métier tells of ``aspects``, "" when it tells nothing."""
    wanted = chosen(occupation, knowledge.bmo.latest_year(), knowledge)
    codes = codes_of(wanted.selection, knowledge)
    told = [each for name in aspects if (each := told_of(Aspect(name), codes, knowledge)).portraits]
    said = " ; ".join(words_of(each, knowledge.portraits.everyone) for each in told)
    return f"En France ({PERIOD}), selon la Dares, {said}." if said else ""


def _of_several(
    question: Question, wanted: Sequence[Chosen], asked: Sequence[Aspect], knowledge: Knowledge
) -> Reply | None:
    """Return several métiers side by side, or those of a wide group; None when one métier is told by its own."""
    found = side_by_side(question, wanted, asked, knowledge) if len(wanted) > 1 else None
    if found is None and Aspect.PAY in asked and wanted[0].selection.sector.startswith("famille"):
        found = within(wanted[0], knowledge)
    if found is None:
        return None
    cautions = [Once(_NOT_THE_LAW)] if Aspect.DIPLOMA in asked else []
    return Reply(
        sentence=found.sentence,
        rows=found.rows,
        notes=(*cautions, _national(question)),
        source=_SOURCE,
        suggestions=_suggestions(wanted[0], asked, areas(question, knowledge)[0], question),
        facts=_facts(wanted, question),
        origins=(origin_of(FOLDER, PORTRAITS, YEAR),),
    )


def _of_one(question: Question, wanted: Chosen, asked: Sequence[Aspect], knowledge: Knowledge) -> Reply:
    codes = codes_of(wanted.selection, knowledge)
    told = [each for aspect in asked if (each := told_of(aspect, codes, knowledge)).portraits]
    place = areas(question, knowledge)[0]
    if not told:
        return _untold(wanted, asked, place, question, knowledge)
    everyone = knowledge.portraits.everyone
    beside = facing(place, wanted, knowledge) if _names_a_place(question) else ""
    notes = (*_levels(told, codes, knowledge), *_cautions(told), _national(question), beside)
    return Reply(
        sentence=judged(told[0], question, everyone) if len(told) == 1 else _summary(wanted),
        rows=rows_of(told) if len(told) == 1 else tuple(line_of(each, everyone) for each in told),
        notes=tuple(filter(None, dict.fromkeys(notes))),
        source=_SOURCE,
        suggestions=_suggestions(wanted, asked, place, question),
        facts=_facts([wanted], question),
        origins=(origin_of(FOLDER, PORTRAITS, YEAR),),
    )


def _names_a_place(question: Question) -> bool:
    """Return whether the place is of this turn: what was told of it before is not told again."""
    return bool(question.territories) and "territories" not in question.inherited


def _national(question: Question) -> str:
    return Once(_NOT_BY_PLACE if _names_a_place(question) else _NATIONAL, _NATIONAL)


def _summary(wanted: Chosen) -> str:
    return f"Qui exerce le métier {wanted.name} en France ({PERIOD}) :"


def _levels(told: Sequence[Told], codes: Sequence[str], knowledge: Knowledge) -> list[Once]:
    """Say where a figure is that of a wider family than the métier."""
    own = {found.label for code in codes if (found := knowledge.portraits.get(code))}
    wider = [one.label for each in told for one in each.portraits if one.code not in codes and one.label not in own]
    if not wider:
        return []
    names = listed([quoted(label) for label in dict.fromkeys(wider)])
    return [Once(f"Le chiffre plus fin n'est pas publié : celui de {names} est donné.")]


def _cautions(told: Sequence[Told]) -> list[str]:
    aspects = {each.aspect for each in told}
    notes: list[str] = []
    if Aspect.DIPLOMA in aspects:
        notes.append(Once(_NOT_THE_LAW))
    if Aspect.HOURS in aspects:
        notes.append(Once("Le travail du soir n'est pas dans cette source."))
    if Aspect.CONTRACT in aspects:
        notes.append(
            Once("Ni CDD ni intérim : CDI, fonctionnaires, apprentis ou à leur compte, que la source ne sépare pas.")
        )
    if aspects == {Aspect.PAY}:
        notes.extend(
            capitalised(f"{quoted(one.label)} : {bands_of(one)}.")
            for each in told
            for one in each.portraits
            if "median_pay" in one.figures and "pay_1500_2000" in one.figures
        )
    return notes


def _untold(wanted: Chosen, asked: Sequence[Aspect], place: Area, question: Question, knowledge: Knowledge) -> Reply:
    what = listed([WHAT[aspect] for aspect in asked], "ni")
    return Reply(
        sentence=f"Je n'ai pas {what} pour {wanted.name}.",
        notes=tuple(filter(None, (facing(place, wanted, knowledge),))),
        suggestions=_suggestions(wanted, asked, place, question),
        facts=Facts(topic=ReplyTopic.PORTRAIT, occupations=wanted.refs),
    )


_ASKED = {
    Aspect.PAY: ("Quel salaire ?", "quel salaire"),
    Aspect.DIPLOMA: ("Quel diplôme ?", "quel diplôme"),
    Aspect.HOURS: ("Quels horaires ?", "quels horaires"),
    Aspect.CONTRACT: ("CDI ou CDD ?", "CDI ou CDD"),
}
"""What is offered of a métier: the button, and how its sentence begins."""


def _suggestions(wanted: Chosen, asked: Sequence[Aspect], place: Area, question: Question) -> tuple[Suggestion, ...]:
    word = question.words[0] if question.words else wanted.labels[0]
    about = replace(question, words=(word,))
    trade = Question(Topic.PORTRAIT, occupations=question.occupations[:1], words=(word,))
    others = [
        Suggestion(title, f"{what} pour : {word} ?", "job_seeker", asks=replace(trade, aspects=(aspect.value,)))
        for aspect, (title, what) in _ASKED.items()
        if aspect not in asked
    ]
    count = f"combien de projets : {word} {in_(place.asked)} ?"
    near = f"quels métiers ressemblent à : {word} ?"
    return (
        Suggestion("Combien de projets ?", count, asks=asks(Topic.FIGURES, place.asked, about)),
        *others[:2],
        Suggestion("Métiers proches", near, "job_seeker", asks=replace(trade, topic=Topic.NEAR)),
    )


def _facts(wanted: Sequence[Chosen], question: Question) -> Facts:
    return Facts(
        topic=ReplyTopic.PORTRAIT,
        when=PERIOD,
        measure="portrait",
        territories=("france:FR",),
        asked=question.territories or (HOME_REGION,),
        occupations=tuple(ref for one in wanted for ref in one.refs),
        about=tuple(label for one in wanted for label in one.labels),
    )
