"""What the answers on job seekers share: the month asked, the figures of a row, the source, what can be asked next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.answers.origins import origin_of
from bot.answers.scope import UnanswerableError, chosen, years_said
from bot.answers.suggestions import asks
from bot.question import Question, Topic
from bot.writing.blocks import Facts, Origin
from bot.writing.french import capitalised, listed, number, signed_percent
from bot.writing.reply import Once, OtherFigure, Row, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.jobseekers.embed import FOLDER, MONTHLY
from knowledge.jobseekers.reference import Registered
from knowledge.library import HOME_REGION, Knowledge
from knowledge.territories.model import Territory
from knowledge.territories.wording import de_, in_, named, the_

_NAMES = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
FRESHER = "https://statistiques.francetravail.org/"
ROUNDED = Once("Nombres arrondis à la dizaine ; le fichier compte tous les inscrits, sans distinguer les catégories.")
_LAST = "12"
_YEAR = 12
"""Months in a year."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The people registered in one place, at one month of the series."""

    found: Registered
    months: tuple[str, ...]
    month: str

    @property
    def place(self) -> Territory:
        """The territory counted."""
        return self.found.territory

    @property
    def count(self) -> int:
        """People registered at the end of the month."""
        return self.found.counts[self.months.index(self.month)]

    @property
    def year_before(self) -> int | None:
        """People registered a year before, None before the series begins."""
        position = self.months.index(self.month) - _YEAR
        return self.found.counts[position] if position >= 0 else None

    @property
    def change(self) -> float | None:
        """Change over a year, a ratio."""
        before = self.year_before
        return self.count / before - 1 if before else None

    @property
    def per_thousand(self) -> float | None:
        """People registered per 1,000 inhabitants, None for a sum of some communes only."""
        people = self.place.population
        return self.count * 1000 / people if people and not self.found.is_minimum else None


def month_name(month: str) -> str:
    """Return « décembre 2024 » for ``2024-12``."""
    year, _, number_ = month.partition("-")
    return f"{_NAMES[int(number_) - 1]} {year}"


def places_asked(question: Question, knowledge: Knowledge) -> list[Territory]:
    """Return the territories asked about, the home region when none is."""
    return [knowledge.territories.get(ref) for ref in question.territories or (HOME_REGION,)]


def month_asked(question: Question, knowledge: Knowledge) -> tuple[str, str]:
    """Return the month asked, else the last one held, and what to say when the one asked is not held."""
    months = knowledge.job_seekers.months
    latest = months[-1]
    years = years_said(question.years, int(latest[:4]))
    if not years and not question.month:
        return latest, ""
    wanted = f"{years[-1] if years else latest[:4]}-{question.month or _LAST}"
    if wanted in months:
        return wanted, ""
    held = f"de {month_name(months[0])} à {month_name(latest)}"
    return latest, f"Je n'ai pas les chiffres de {month_name(wanted)} : ceux que je détiens vont {held}."


def counted(place: Territory, month: str, knowledge: Knowledge) -> Counted | None:
    """Return the people registered in ``place`` at ``month``, None where nothing is published."""
    found = knowledge.job_seekers.of(place)
    return Counted(found, knowledge.job_seekers.months, month) if found is not None else None


def row(each: Counted, *, rank: int = 0) -> Row:
    """Return the row of a place: registered, change over a year, per 1,000 inhabitants."""
    said = [f"{number(each.count)} inscrits"]
    if each.change is not None:
        said.append(f"{signed_percent(each.change)} en un an")
    if each.per_thousand is not None:
        said.append(f"{number(each.per_thousand)} pour 1 000 habitants")
    label = capitalised(named(each.place))
    text = f"{mark_of(rank)}{label} : {', '.join(said)}"
    return Row(
        label, each.place.ref, int(each.month[:4]), text, territory=each.place.ref, values=values(each), rank=rank
    )


def mark_of(rank: int) -> str:
    """Return what stands before a row: its rank, or a dot where it has none."""
    return f"{rank}. " if rank else "• "


def values(each: Counted) -> tuple[OtherFigure, ...]:
    """Return the columns of a place."""
    rate, moved = each.per_thousand, each.change
    return (
        OtherFigure("registered", "Inscrits", "number", each.count, number(each.count)),
        OtherFigure(
            "change", "Sur un an", "ratio", None if moved is None else round(moved, 6), _written(moved, signed_percent)
        ),
        OtherFigure(
            "rate", "Pour 1 000 habitants", "number", None if rate is None else round(rate), _written(rate, number)
        ),
    )


def _written(value: float | None, write: Any) -> str:
    return "" if value is None else str(write(value))


def source(names: Sequence[str], when: str) -> str:
    """Return « Source : France Travail, statistiques du marché du travail, décembre 2024, Tours. »."""
    return f"Source : France Travail, statistiques du marché du travail, {when}, {listed(list(names))}."


def facts(topic: ReplyTopic, places: Sequence[Territory], when: str) -> Facts:
    """Return the facts of an answer on job seekers."""
    refs, names = tuple(place.ref for place in places), tuple(named(place) for place in places)
    return Facts(topic=topic, when=when, measure="registered", territories=refs, asked=refs, places=names)


def origins(when: str) -> tuple[Origin, ...]:
    """Return the source of the figures of each year of ``when``."""
    years = sorted({int(word) for word in when.split() if word.isdigit()})
    return tuple(origin_of(FOLDER, MONTHLY, year) for year in range(years[0], years[-1] + 1))


def all_trades(question: Question) -> str:
    """Return that every trade is counted, where one was spoken of, "" where none was."""
    return "Tous les métiers sont comptés, non le seul dont nous parlions." if question.set_aside else ""


def of_the_trade(question: Question, place: Territory, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """Return the question on the job seekers of the trade spoken of before, none where none was."""
    try:
        label = chosen(question.set_aside[-1], knowledge.bmo.latest_year(), knowledge).labels[0]
    except (IndexError, UnanswerableError):  # none was spoken of, or one that the survey leaves out
        return ()
    return (Suggestion("Pour ce métier seul", f"combien de demandeurs d'emploi : {label} {in_(place)} ?"),)


def next_questions(place: Territory) -> tuple[Suggestion, ...]:
    """Return what goes on from the number of people registered in ``place``."""
    return (
        Suggestion(
            "Évolution depuis 2020",
            f"évolution du nombre de demandeurs d'emploi {in_(place)}",
            "elected_official",
            asks=asks(Topic.JOB_SEEKERS, place, aspects=("change",)),
        ),
        Suggestion(
            "Métiers qui recrutent",
            f"quels métiers recrutent {in_(place)} ?",
            "job_seeker",
            asks=asks(Topic.RECRUITING, place),
        ),
        Suggestion(
            "Projets d'embauche",
            f"combien de projets de recrutement {in_(place)} ?",
            "employer",
            asks=asks(Topic.TOTALS, place),
        ),
    )


def not_published(place: Territory) -> str:
    """Return why there is no figure of ``place``."""
    if place.level.value == "commune" and place.population < 5_000:
        return (
            "Le nombre d'inscrits n'est publié que pour les communes de plus de 5 000 habitants environ : "
            f"pas pour {the_(place)}."
        )
    return f"Je n'ai pas le nombre d'inscrits {de_(place)}."
