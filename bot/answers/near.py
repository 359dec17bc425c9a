"""The métiers near a métier (ROME), with their hiring projects where it is asked, most projects first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.missing import which_occupation
from bot.answers.origins import of_survey, origin_of
from bot.answers.pages import Page
from bot.answers.scope import Area, Chosen, UnanswerableError, areas, chosen, facts, source_line
from bot.answers.suggestions import asks
from bot.answers.telling import says
from bot.answers.uncovered import detailed_around
from bot.question import Question, Topic
from bot.reading.speaker import EMPLOYER
from bot.writing.blocks import Facts
from bot.writing.french import NARROW, counted, listed, quoted
from bot.writing.reply import Once, Reply, Row, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.figures.sums import Figures
from knowledge.library import Knowledge
from knowledge.mobility.embed import FOLDER, PAIRS
from knowledge.mobility.reference import Neighbour
from knowledge.occupations.model import Nomenclature, Selection
from knowledge.territories.model import Territory
from knowledge.territories.wording import de_, in_

_MOST_TITLES = 2
_MOST_PROFILES = 3
_ROME = "ROME v347, mobilités professionnelles (Pôle emploi)"


@dataclass(frozen=True, slots=True)
class _Near:
    """A métier of the survey, the trades of it that are near, and its projects in the place, if any."""

    code: str
    label: str
    titles: tuple[str, ...]
    near: bool
    figures: Figures | None

    @property
    def ref(self) -> str:
        return f"{Nomenclature.FAP2021.value}:{self.code}"


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the métiers near the question's, those with the most projects in its place first."""
    if not question.occupations:
        raise UnanswerableError(which_occupation(question, knowledge))
    year = knowledge.bmo.latest_year()
    wanted = chosen(question.occupations[0], year, knowledge)
    if wanted.is_sector:
        return _not_a_metier(wanted)
    place, elsewhere = _place(question, year, knowledge)
    found = _found(wanted, question, place, year, knowledge)
    page = Page.of(found, question)
    masked = sum(one.figures.projects.masked for one in page.rows if one.figures)
    survey = source_line(year, [place.name], masked).removeprefix("Source : ")
    return Reply(
        sentence=_for_employer(wanted, page, place, question, year) or _sentence(wanted, page, place, year),
        rows=tuple(_row(one, rank, year) for rank, one in enumerate(page.rows, start=page.first)),
        notes=tuple(filter(None, (elsewhere, place.note, page.note(question, "métier", "métiers"), _KINDS))),
        source=f"Source : {_ROME} ; {survey}",
        suggestions=(*page.buttons(question), *_suggestions(wanted, page.rows, place, question)),
        facts=facts(question, ReplyTopic.NEAR, year=year, areas_=[place], wanted=[wanted]),
        origins=(of_survey(year, knowledge), origin_of(FOLDER, PAIRS, year)),
    )


_KINDS = Once("Proche : des compétences voisines ; évolution : un pas de plus, souvent avec une formation.")


def _place(question: Question, year: int, knowledge: Knowledge) -> tuple[Area, str]:
    """Return the place asked where its métiers are held, else the nearest around it, and a word to say so."""
    place = areas(question, knowledge)[0]
    if all(knowledge.bmo.coverage(unit, year) == "rows" for unit in place.units):
        return place, ""
    wider = detailed_around(place, year, knowledge) or knowledge.territories.home
    note = f"Je n'ai pas le détail des projets {in_(place.asked)} : voici ceux {de_(wider)}."
    return Area(knowledge.territories.survey_area(wider)), note


def _found(wanted: Chosen, question: Question, place: Area, year: int, knowledge: Knowledge) -> tuple[_Near, ...]:
    own = wanted.selection.fap2021
    codes = knowledge.rome.of_metiers(own, question.words or wanted.labels)
    around: dict[str, list[Neighbour]] = {}
    for one in knowledge.mobility.around(codes):
        if one.fap2021 not in own and knowledge.occupations.surveyed(f"{Nomenclature.FAP2021.value}:{one.fap2021}"):
            around.setdefault(one.fap2021, []).append(one)
    found = [_near(code, some, place.units, year, knowledge) for code, some in around.items()]
    if question.role == EMPLOYER:  # who has such skills matters to who hires, not how many are wanted
        return tuple(sorted(found, key=lambda one: (not one.near, _order(one))))
    return tuple(sorted(found, key=_order))


def _near(code: str, some: Sequence[Neighbour], units: Sequence[Territory], year: int, knowledge: Knowledge) -> _Near:
    figures = knowledge.bmo.figures(list(units), Selection(fap2021=(code,)), year)
    label = knowledge.occupations.label(Nomenclature.FAP2021, code)
    return _Near(code, label, tuple(one.title for one in some), any(one.near for one in some), figures)


def _order(one: _Near) -> tuple[float, bool, str]:
    """Most certain projects first; the near before the further; then by name."""
    return -(one.figures.projects.low if one.figures else 0), not one.near, one.label


def _for_employer(wanted: Chosen, page: Page[_Near], place: Area, question: Question, year: int) -> str:
    """« Les profils les plus proches de « Couvreurs » : « Charpentiers » et… », "" for anyone but who hires."""
    near = [quoted(one.label) for one in page.rows if one.near][:_MOST_PROFILES]
    if question.role != EMPLOYER or page.is_next or not near:
        return ""
    more = f", parmi {counted(page.total, 'métier', 'métiers')}" if page.total > len(near) else ""
    profiles = f"Les profils les plus proches de {wanted.name}{more}{NARROW}: {listed(near)}"
    return f"{profiles}{NARROW}; leurs projets en {year}, {place.where}."


def _sentence(wanted: Chosen, page: Page[_Near], place: Area, year: int) -> str:
    if not page.total:
        return f"Je ne connais pas de métier proche de {wanted.name}."
    if page.is_next:
        return page.sentence(f"Métiers proches de {wanted.name}", "métier", "métiers")
    best = page.rows[0]
    opening = f"{counted(page.total, 'métier', 'métiers')} de l'enquête sont proches de {wanted.name}"
    if page.total == 1:
        opening = f"Un métier de l'enquête est proche de {wanted.name}"
    if best.figures is None or not best.figures.projects.published:
        return f"{opening}, sans projet publié en {year} {place.where}."
    said = says(best.figures)
    return f"{opening}{NARROW}; en {year}, {place.where}, celui qui recrute le plus est {quoted(best.label)} : {said}."


def _row(one: _Near, rank: int, year: int) -> Row:
    kind = "proche" if one.near else "évolution"
    said = says(one.figures) if one.figures else "aucun projet"
    titles = listed(list(one.titles[:_MOST_TITLES]))
    text = f"{rank}. {one.label} : {said} ({kind} : {titles})"
    return Row(one.label, one.ref, year, text, figures=one.figures, rank=rank)


def _not_a_metier(wanted: Chosen) -> Reply:
    return Reply(
        sentence=f"{wanted.name} est un secteur : dites-moi un métier, et je donne ceux qui lui ressemblent.",
        suggestions=(Suggestion("Métiers qui recrutent", "quels métiers recrutent ?"),),
        facts=Facts(topic=ReplyTopic.CLARIFICATION, asks="occupation"),
    )


def _suggestions(wanted: Chosen, rows: Sequence[_Near], place: Area, question: Question) -> tuple[Suggestion, ...]:
    best = [Suggestion(one.label, f"combien de projets : {one.label} {place.where} ?") for one in rows[:1]]
    word = question.words[0] if question.words else wanted.labels[0]
    return (
        *best,
        *(Suggestion(f"Salaire : {one.label}", f"quel salaire pour : {one.label} ?", "job_seeker") for one in rows[:1]),
        Suggestion(
            f"Projets : {word}",
            f"combien de projets : {word} {place.where} ?",
            asks=asks(Topic.FIGURES, place, replace(question, words=(word,))),
        ),
    )
