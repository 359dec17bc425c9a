"""What a question frame designates in the survey: areas, occupations, years. Shared by every answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.question import Question
from bot.writing.blocks import Facts
from bot.writing.french import capitalised, listed, number, quoted
from bot.writing.reply import Once, Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.bmo.model import Measure
from knowledge.figures.query import Query
from knowledge.figures.scope import places_of
from knowledge.library import HOME_REGION, Knowledge
from knowledge.occupations.model import Selection, nomenclature_of
from knowledge.territories.model import Level, SurveyArea, Territory
from knowledge.territories.wording import de_, in_, named, the_

_MOST_NAMED = 4
"""Beyond this many métiers, a sentence would be too long to read."""
_LONGEST_LABEL = 60
"""A longer label is left to the notes where the person's own word can stand for it."""


class UnanswerableError(Exception):
    """The question cannot be answered as it stands; ``reply`` says so and offers what can be."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.sentence)
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Area:
    """A place asked about, and the survey units that answer for it."""

    survey: SurveyArea
    others: tuple[Territory, ...] = ()
    """What else was named: summed with it (« le 41 et le 37 ensemble »), or answered by the same units."""

    @property
    def asked(self) -> Territory:
        """The territory the user named."""
        return self.survey.asked

    @property
    def every_asked(self) -> tuple[Territory, ...]:
        """All the territories the user named."""
        return (self.asked, *self.others)

    @property
    def units(self) -> tuple[Territory, ...]:
        """The survey units summed."""
        return self.survey.units

    @property
    def refs(self) -> list[str]:
        """The refs of the units."""
        return [unit.ref for unit in self.units]

    @property
    def where(self) -> str:
        """« dans le bassin d'emploi de Tours », « en Indre-et-Loire », « dans le Cher et dans l'Indre ensemble »."""
        together = " ensemble" if self.others and len(self.units) > 1 else ""
        if self._are_bassins:
            return f"dans les {self.name}{together}"
        return listed([in_(place) for place in self._named]) + together

    @property
    def name(self) -> str:
        """« bassin d'emploi de Tours », « Loiret », « bassins d'emploi de A et de B »."""
        if self._are_bassins:
            return f"bassins d'emploi {listed([_of_place(unit) for unit in self.units])}"
        return listed([named(place) for place in self._named])

    @property
    def subject(self) -> str:
        """« le bassin d'emploi de Tours », « les bassins d'emploi de A et de B », « le Cher et l'Indre »."""
        return f"les {self.name}" if self._are_bassins else listed([the_(place) for place in self._named])

    @property
    def is_plural(self) -> bool:
        """True when the subject takes a plural verb."""
        return self._are_bassins or len(self._named) > 1 or self.subject.startswith("les ")

    @property
    def _named(self) -> tuple[Territory, ...]:
        """The places a sentence names: the units, or the one name that stands for them all."""
        return (self.asked,) if self.survey.exact and not self.others else self.units

    @property
    def _are_bassins(self) -> bool:
        return len(self._named) > 1 and all(unit.level is Level.BASSIN for unit in self._named)

    @property
    def note(self) -> str:
        """Why the answer is not at the level asked, or what is summed for a name of use; "" when neither."""
        return Once(self._level) if self._level else ""

    @property
    def _level(self) -> str:
        if self.asked.level is Level.GROUP:
            why = f" ({self.survey.why})" if self.survey.why else ""
            return f"{named_capital(self.asked)} : somme {listed([de_(unit) for unit in self.units])}{why}."
        if self.survey.exact:
            return ""
        if self.others:
            return self._note_of_all
        if self.asked.level is Level.COMMUNE:
            name = _told_apart(self.asked)
            if name == self.units[0].name:
                return ""
            return f"{name} fait partie du {self.name}, le niveau le plus fin de l'enquête."
        count = "le bassin d'emploi qui contient" if len(self.units) == 1 else "les bassins d'emploi qui contiennent"
        return f"{named_capital(self.asked)} : l'enquête répond sur {count} ses communes ({self.name})."

    @property
    def _note_of_all(self) -> str:
        """« Tours et Joué-lès-Tours sont tous deux dans le bassin d'emploi de Tours », or on which ones it answers.

        Nothing for a sum of units, nor of communes that give their names to their bassins.
        """
        names = {unit.name for unit in self.units}
        finer = [each for each in self.every_asked if each not in self.units and _told_apart(each) not in names]
        if not finer:
            return ""
        if len(self.units) > 1:
            return f"{listed([named_capital(each) for each in finer])} : l'enquête répond sur {self.subject}."
        everyone = listed([named_capital(each) for each in self.every_asked])
        both = "tous deux" if len(self.others) == 1 else "tous"
        return f"{everyone} sont {both} {self.where}, le niveau le plus fin de l'enquête."


def _told_apart(commune: Territory) -> str:
    """« Vouvray », but « Meaux (77) » outside the home region: a name read there may have namesakes."""
    at_home = f"{Level.REGION.value}:{commune.region}" == HOME_REGION
    return commune.name if at_home else f"{commune.name} ({commune.departement})"


def named_capital(territory: Territory) -> str:
    """Return the territory's name with a capital, to begin a sentence."""
    return capitalised(named(territory))


def _of_place(unit: Territory) -> str:
    return named(unit).removeprefix("bassin d'emploi ")


def areas(question: Question, knowledge: Knowledge) -> list[Area]:
    """Return the areas asked about, the home region when none is; an ambiguous name must be settled before.

    Places that the survey answers by the same units are one area, and so are places that are summed. Raises
    UnanswerableError for a place the survey does not go to (Polynésie, Clipperton…).
    """
    refs = question.territories or (HOME_REGION,)
    found = [knowledge.territories.survey_area(knowledge.territories.get(ref)) for ref in refs]
    for each in found:
        if not each.units:
            raise UnanswerableError(_outside(each.asked))
    if question.together and len(found) > 1:
        units = places_of(Query(refs, (0,), together=True), knowledge)[0].units
        whole = SurveyArea(found[0].asked, units, exact=all(each.exact for each in found))
        return [Area(whole, tuple(each.asked for each in found[1:]))]
    same: dict[tuple[Territory, ...], list[SurveyArea]] = {}
    for each in found:
        same.setdefault(each.units, []).append(each)
    return [Area(first, tuple(other.asked for other in others)) for first, *others in same.values()]


def _outside(territory: Territory) -> Reply:
    where = in_(territory)
    return Reply(
        sentence=(
            f"L'enquête BMO n'est pas menée {where} : elle couvre la métropole, la Guadeloupe, la Martinique, "
            "la Guyane, La Réunion et Mayotte."
        ),
        facts=Facts(topic=ReplyTopic.NOT_HELD, asked=(territory.ref,)),
    )


def opening(years: int | str, place: Area | None = None, about: str = "", without: str = "") -> str:
    """Return « En 2025, dans le Loiret, sauf Gien, pour « Couvreurs » », what every sentence on figures begins with.

    ``years``: a year, or words (« De 2022 à 2025 »).
    """
    when = f"En {years}" if isinstance(years, int) else years
    return ", ".join(part for part in (when, place.where if place else "", without, about and f"pour {about}") if part)


def years_said(spoken: Iterable[str], latest: int) -> list[int]:
    """Return the calendar years of a frame's ``years``, ascending; empty when none was said."""
    years: set[int] = set()
    for said in spoken:
        first, _, last = said.partition("..")
        start = _year(first, latest)
        end = _year(last, latest) if last else start
        years.update(range(min(start, end), max(start, end) + 1))
    return sorted(years)


def _year(said: str, latest: int) -> int:
    if said.lstrip("-").isdigit():
        value = int(said)
        return value if value > 0 else latest + value
    return {"previous": latest - 1, "next": latest}[said]


def year_of(question: Question, knowledge: Knowledge) -> int:
    """Return the one year asked, the latest survey's when none is said."""
    latest = knowledge.bmo.latest_year()
    years = years_said(question.years, latest)
    return years[-1] if years else latest


def held_year(question: Question, knowledge: Knowledge) -> int:
    """Return the year asked if its rows are held, else raise with the years that are."""
    year = year_of(question, knowledge)
    if year not in knowledge.bmo.years():
        raise UnanswerableError(_year_not_held(year, question, knowledge))
    return year


def _year_not_held(year: int, question: Question, knowledge: Knowledge) -> Reply:
    held = listed([str(each) for each in knowledge.bmo.years()])
    return Reply(
        sentence=f"Je n'ai pas de chiffres détaillés pour {year} : les enquêtes que je détiens sont celles de {held}.",
        facts=Facts(topic=ReplyTopic.YEAR_NOT_HELD, year=year, territories=question.territories),
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """Occupations asked about in one year's nomenclature: what is summed, and how it is called."""

    selection: Selection
    refs: tuple[str, ...]
    labels: tuple[str, ...]
    word: str = ""
    """What the person called it, "" where that is not known."""
    joined: bool = False
    """True when métiers were added to follow it over the years."""

    @property
    def is_long(self) -> bool:
        """True when its labels are too long for a sentence: the word said names it, and a note its labels."""
        return bool(self.word) and not self.is_sector and (len(self.labels) > 1 or len(self.labels[0]) > _LONGEST_LABEL)

    @property
    def is_sector(self) -> bool:
        """True for a domain or family, whose métiers are summed."""
        return bool(self.selection.sector)

    @property
    def name(self) -> str:
        """« Couvreurs », or « maçons » as it was asked for « Maçons peu qualifiés » et « Maçons qualifiés »."""
        if not self.is_long:
            return self.official
        return f"{quoted(self.word)}{' et les métiers comptés avec' if self.joined else ''}"

    @property
    def official(self) -> str:
        """« Maçons peu qualifiés » et « Maçons qualifiés », or the sector's name; four at most."""
        labels = [quoted(label) for label in self.labels]
        if len(labels) > _MOST_NAMED:
            more = len(labels) - _MOST_NAMED + 1
            labels = [*labels[: _MOST_NAMED - 1], f"{more} autres métiers"]
        return listed(labels)


def chosen(value: str, year: int, knowledge: Knowledge) -> Chosen:
    """Return the occupations behind an entity value, in the nomenclature of ``year``.

    Raises UnanswerableError when the word has no métier in that year's survey.
    """
    selection = Selection.parse(value)
    if selection.sector:
        label = knowledge.occupations.sector_label(selection.sector)
        return Chosen(selection, (selection.sector,), (label,))
    nomenclature = nomenclature_of(year)
    codes = selection.codes(nomenclature)
    if not codes:
        raise UnanswerableError(_not_surveyed(selection, year, knowledge))
    if not any(knowledge.occupations.surveyed(f"{nomenclature.value}:{code}") for code in codes):
        raise UnanswerableError(_outside_the_survey(codes, year, knowledge))
    labels = tuple(knowledge.occupations.label(nomenclature, code) for code in codes)
    return Chosen(selection, tuple(f"{nomenclature.value}:{code}" for code in codes), labels)


def every_chosen(question: Question, year: int, knowledge: Knowledge) -> list[Chosen]:
    """Return the occupations of a question, each with the word that asked it; see ``chosen``."""
    found = [chosen(value, year, knowledge) for value in question.occupations]
    words = question.words if len(question.words) == len(found) else ("",) * len(found)
    return [replace(each, word=word) for each, word in zip(found, words, strict=True)]


def without(question: Question, year: int, knowledge: Knowledge) -> str:
    """Return « sans le Loiret », what the question leaves out of a sum, "" when nothing is."""
    names = []
    for ref in (value.partition("|")[0] for value in question.excluded):
        if ref in knowledge.territories:
            names.append(Area(knowledge.territories.survey_area(knowledge.territories.get(ref))).subject)
        else:
            names.append(chosen(ref, year, knowledge).name)
    return f"sans {listed(names)}" if names else ""


def _not_surveyed(selection: Selection, year: int, knowledge: Knowledge) -> Reply:
    other = nomenclature_of(2022 if nomenclature_of(year).value == "fap2021" else 2025)
    labels = [quoted(knowledge.occupations.label(other, code)) for code in selection.codes(other)]
    return Reply(
        sentence=f"L'enquête {year} ne compte pas à part le métier {listed(labels)} : sa nomenclature est différente.",
        facts=Facts(topic=ReplyTopic.NOT_SURVEYED, year=year),
    )


def _outside_the_survey(codes: Sequence[str], year: int, knowledge: Knowledge) -> Reply:
    labels = listed([quoted(knowledge.occupations.label(nomenclature_of(year), code)) for code in codes])
    return Reply(
        sentence=f"L'enquête BMO ne publie rien sur {labels} : ces recrutements de l'État n'en font pas partie.",
        facts=Facts(topic=ReplyTopic.NOT_SURVEYED, year=year),
    )


def source_line(years: int | Sequence[int], area_names: Sequence[str], masked: int) -> str:
    """Return « Source : France Travail, enquête BMO 2025, Loiret, secret statistique : 11 valeurs. ».

    Several years give « enquêtes BMO 2022 à 2025 », and ``masked`` is then the most hidden in one of them.
    """
    span = [years] if isinstance(years, int) else sorted(years)
    link = "à" if span[-1] - span[0] > 1 else "et"
    survey = f"enquête BMO {span[0]}" if len(span) == 1 else f"enquêtes BMO {span[0]} {link} {span[-1]}"
    where = f", {listed(list(area_names))}" if area_names else ""
    most = "jusqu'à " if len(span) > 1 else ""
    hidden = f"{most}{number(masked)} valeur{'s' if masked > 1 else ''}"
    secrecy = f", secret statistique : {hidden}" if masked else ""
    return f"Source : France Travail, {survey}{where}{secrecy}."


def facts(
    question: Question,
    topic: ReplyTopic,
    *,
    year: int,
    areas_: Sequence[Area],
    wanted: Sequence[Chosen | None] = (),
) -> Facts:
    """Return the facts that every answer on figures shares; ``wanted``: its occupations, if any."""
    named = [each for each in wanted if each]
    return Facts(
        topic=topic,
        year=year,
        measure=(question.measure or Measure.PROJECTS).value,
        share=question.share,
        ascending=question.ascending,
        territories=tuple(ref for area in areas_ for ref in area.refs),
        asked=tuple(place.ref for area in areas_ for place in area.every_asked),
        occupations=tuple(ref for each in named for ref in each.refs),
        places=tuple(area.name for area in areas_),
        about=tuple(label for each in named for label in each.labels),
        grain=question.grain,
    )
