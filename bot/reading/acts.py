"""What a turn may do, in the words of the corpus (``corpus/README.md``), and the Rasa intent each act leads to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.question import Question, Topic

Gold = Mapping[str, Any]
"""One act of the corpus, as written there."""

SAME = "same"
"""The question before, with something changed in it (or nothing): « et à Blois ? »."""
COUNT, CHANGE, MOVERS = "count", "change", "movers"
LIST_OCCUPATIONS, LIST_SECTORS, LIST_PLACES = "list_occupations", "list_sectors", "list_places"
PORTRAIT, NEAR, SUMMARY, DIAGNOSTIC, JOB_SEEKERS = "portrait", "near", "summary", "diagnostic", "job_seekers"
_LISTS = {"sector": LIST_SECTORS, "occupation": LIST_OCCUPATIONS}
OFFERS, COMPANIES = "offers", "companies"
LEVELS = ("bassin", "departement", "region", "commune", "epci")

_SHAPES: Mapping[Topic, str] = {
    Topic.RECRUITING: LIST_OCCUPATIONS,
    Topic.FIGURES: COUNT,
    Topic.TOTALS: COUNT,
    Topic.COMPARISON: COUNT,
    Topic.WHERE: LIST_PLACES,
    Topic.RANKING: LIST_PLACES,
    Topic.EVOLUTION: CHANGE,
    Topic.PROGRESS: MOVERS,
    Topic.DIAGNOSTIC: DIAGNOSTIC,
    Topic.SUMMARY: SUMMARY,
    Topic.JOB_SEEKERS: JOB_SEEKERS,
    Topic.PORTRAIT: PORTRAIT,
    Topic.NEAR: NEAR,
    Topic.OFFERS: OFFERS,
    Topic.COMPANIES: COMPANIES,
}
LIVE = frozenset({OFFERS, COMPANIES})
"""The acts that look for what is live: they go on from one turn to the next, as questions on figures do."""

_INTENTS: Mapping[str, str] = {
    SAME: "preciser",
    "more": "preciser",
    "choose": "preciser",
    LIST_OCCUPATIONS: "metiers_qui_recrutent",
    LIST_SECTORS: "metiers_qui_recrutent",
    CHANGE: "evolution",
    MOVERS: "evolution",
    JOB_SEEKERS: "candidats",
    PORTRAIT: "portrait_metier",
    NEAR: "metiers_proches",
    SUMMARY: "synthese",
    DIAGNOSTIC: "diagnostic",
    "greet": "saluer",
    "thanks": "remercier",
    "bye": "au_revoir",
    "help": "aide",
    "who_are_you": "identite",
    "ok": "affirmer",
    "cancel": "refuser",
    "insult": "insulte",
    "distress": "plainte",
    "contact": "contact",
    OFFERS: "offres",
    COMPANIES: "entreprises",
    "export": "exporter",
    "define": "definition",
    "correct_me": "verifier",
    "institution": "institution",
    "out_of_scope": "hors_sujet",
    "elsewhere": "dossier_personnel",
    "rate": "avis",
    "role": "role",
    "unmeasured": "hors_mesure",
    "orientation": "orientation",
}
"""The intent each act leads to, but for those that depend on what they are about (``intent_of``)."""


QUESTION_INTENTS = frozenset(
    {"chiffre_metier", "chiffres_territoire", "comparaison", "ou_recrute_metier", "classement_territoires", "preciser"}
    | {
        "metiers_qui_recrutent",
        "evolution",
        "candidats",
        "portrait_metier",
        "metiers_proches",
        "synthese",
        "diagnostic",
    }
)
"""The intents whose sentences ask for a figure, and for nothing else."""


KNOWLEDGE = frozenset({"define", "correct_me", "institution"})
AWAY = frozenset({"elsewhere", "out_of_scope", "unmeasured", "orientation"})
APART = KNOWLEDGE | AWAY
"""The acts that no figure answers: an entry on the survey or the institution does, or somebody else."""


def shape_of(question: Question) -> str:
    """Return the shape of a question already asked."""
    if question.topic is Topic.RECRUITING and question.grain:
        return LIST_SECTORS
    return _SHAPES[question.topic]


def tell_of(question: Question) -> str:
    """Return how the figure of a question is told, in the words of the corpus."""
    if question.rank:
        return "rank"
    if question.statistic:
        return question.statistic
    return "change" if shape_of(question) in {CHANGE, MOVERS} else "share" if question.share else "number"


def shape_of_gold(gold: Gold) -> str:
    """Return the shape of an ``ask`` of the corpus, or the name of any other act."""
    if gold["act"] != "ask":
        return str(gold["act"])
    about = str(gold.get("about", "hiring"))
    return _shape_of_hiring(gold) if about == "hiring" else about


def _shape_of_hiring(gold: Gold) -> str:
    by, tell = gold.get("by") or ("occupation" if gold.get("within") else None), gold.get("tell", "number")
    moves = by == "occupation" and tell == "change"
    if moves or (by and gold.get("order") in {"up", "down"}):
        return MOVERS
    if by in _LISTS:
        return _LISTS[by]
    if by in LEVELS or tell == "rank":
        return LIST_PLACES
    return CHANGE if by == "year" or tell == "change" or spans_years(gold.get("years")) else COUNT


def spans_years(years: str | int | Sequence[Any] | None) -> bool:
    """Return whether the years of the corpus are several: ``"2019..2025"``, ``[2023, 2025]``."""
    if isinstance(years, str):
        return ".." in years
    return isinstance(years, Sequence) and len(years) > 1


_ACTS: Mapping[str, str] = {
    **{intent: act for act, intent in _INTENTS.items()},
    **dict.fromkeys(("chiffre_metier", "chiffres_territoire", "comparaison"), COUNT),
    **dict.fromkeys(("ou_recrute_metier", "classement_territoires"), LIST_PLACES),
    **{"metiers_qui_recrutent": LIST_OCCUPATIONS, "evolution": CHANGE, "preciser": SAME, "definition": "define"},
}


def act_of_intent(intent: str, kinds: Collection[str] = ()) -> str:
    """Return the act an intent stands for; ``kinds``: the kinds of entity found, which tell sectors and movers."""
    act = _ACTS.get(intent, intent)
    if act == LIST_OCCUPATIONS and "grain" in kinds:
        return LIST_SECTORS
    return MOVERS if act == CHANGE and "movement" in kinds else act


QUESTION_SHAPES = frozenset({*_SHAPES.values(), LIST_SECTORS}) - LIVE
"""The shapes of the questions on figures."""


def intent_of(act: str, *, occupations: int, places: int) -> str:
    """Return the intent an act leads to, "" when none does; ``occupations`` and ``places`` count what it is about."""
    if act == COUNT and (occupations > 1 or places > 1):
        return "comparaison"
    if act == COUNT:
        return "chiffre_metier" if occupations else "chiffres_territoire"
    if act == LIST_PLACES:
        return "ou_recrute_metier" if occupations else "classement_territoires"
    return _INTENTS.get(act, "")
