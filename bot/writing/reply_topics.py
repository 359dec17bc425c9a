"""The registry of replies: one row for each thing a reply may be about, with all that others need to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Drawing(str, Enum):
    """The charts there are (``bot/charts/choice.py``)."""

    RANKING = "ranking"
    YEARS = "years"
    SIDES = "sides"
    MOVES = "moves"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a topic.

    ``title``: the pattern of its table's title (``bot/writing/title.py``), "" without one. ``drawing``: its chart,
    whose rows may be ``numbered``. ``retold``: it gives figures that may be told again. ``without_figure``: it says
    why there is none.
    """

    title: str = ""
    drawing: Drawing | None = None
    numbered: bool = False
    retold: bool = False
    without_figure: bool = False


class ReplyTopic(str, Enum):
    """What a reply is about; its row is ``about``."""

    about: About

    def __new__(cls, value: str, about: About = About()) -> ReplyTopic:
        """Return the member, equal to its name in JSON."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.about = about
        return member

    RECRUITING = "recruiting", About("{ranked}", Drawing.RANKING, retold=True)
    FIGURES = "figures", About("{what}", retold=True)
    WHERE = "where", About("{what} par {one}", Drawing.RANKING, retold=True)
    TOTALS = "totals", About("{what}", retold=True)
    EVOLUTION = "evolution", About("Évolution {of_what}", Drawing.YEARS, retold=True)
    COMPARISON = "comparison", About("Comparaison {of_what}", Drawing.SIDES, retold=True)
    RANKING = "ranking", About("{what} par {one}", Drawing.RANKING, retold=True)
    PROGRESS = "progress", About("{moved}", Drawing.MOVES, retold=True)
    RANK = "rank", About("Rang pour {the_what}", Drawing.RANKING, numbered=True, retold=True)
    DIAGNOSTIC = "diagnostic", About("Diagnostic", retold=True)
    SUMMARY = "summary", About(retold=True)
    JOB_SEEKERS = "job_seekers", About("Demandeurs d'emploi inscrits", retold=True)
    JOB_SEEKERS_CHANGE = "job_seekers_change", About("Demandeurs d'emploi inscrits", Drawing.YEARS, retold=True)
    JOB_SEEKERS_RANKING = (
        "job_seekers_ranking",
        About("Où sont les demandeurs d'emploi inscrits", Drawing.PLACES, retold=True),
    )
    JOB_SEEKERS_BY_TRADE = "job_seekers_by_trade", About("Demandeurs d'emploi et offres par métier", retold=True)
    PORTRAIT = "portrait", About("Qui exerce le métier, France", retold=True)
    NEAR = "near", About("Métiers proches", Drawing.RANKING, retold=True)
    RECAP = "recap", About("Récapitulatif")
    APPRAISAL = "appraisal"

    NOT_HELD = "not_held", About(retold=True, without_figure=True)
    YEAR_NOT_HELD = "year_not_held"
    NOT_SURVEYED = "not_surveyed"
    NOT_FOLLOWED = "not_followed"
    NO_MORE = "no_more"
    CLARIFICATION = "clarification", About(without_figure=True)
    NOT_UNDERSTOOD = "not_understood", About(without_figure=True)
    UNKNOWN_PLACE = "unknown_place", About(without_figure=True)
    UNKNOWN_OCCUPATION = "unknown_occupation", About(without_figure=True)

    DEFINITION = "definition"
    EVENTS = "events"
    WHEREABOUTS = "whereabouts"
    UNDERSTOOD = "understood"
    OFFERS = "offres"
    COMPANIES = "entreprises"
    ELSEWHERE = "elsewhere"
    ORIENTATION = "orientation"
    CONTACT = "contact"
    HANDOVER = "handover"
    EXPORT = "export"
    ROLE = "role"
    FEEDBACK = "feedback"
    DROPPED = "dropped"
    COURTESY = "courtesy"
    SMALL_TALK = "small_talk"
    FAILED = "failed"
