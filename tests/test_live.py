"""The rules of a search of offers or companies, as a table: what a turn names, after which question, gives which."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.button import act_of
from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.reading.offer_terms import OfferTerms
from bot.understanding import understand
from knowledge.bmo.model import Measure

TOURS, BLOIS, LOIRET = "commune:37261", "commune:41018", "departement:45"
WELDER, MASON = "fap2021:D1X33 fap2009:D2Z42", "fap2021:B1X30+B1X31 fap2009:B2Z40"


def said(**values: Any) -> Mentions:
    return Mentions(**values)


FIGURES = Question(Topic.FIGURES, (TOURS,), (WELDER,), words=("soudeur",))
OFFERS = Question(Topic.OFFERS, (TOURS,), (WELDER,), words=("soudeur",), contract="CDI", radius=20)
COMPANIES = replace(OFFERS, topic=Topic.COMPANIES, contract="")

FOLLOWING: list[tuple[str, Question | None, str, Mentions, dict[str, Any]]] = [
    ("offres de soudeur à Blois", None, "offres", said(territories=(BLOIS,), occupations=(WELDER,)),
     {"topic": Topic.OFFERS, "territories": (BLOIS,), "occupations": (WELDER,), "contract": ""}),
    ("il y a des offres ?", FIGURES, "offres", said(),
     {"topic": Topic.OFFERS, "territories": (TOURS,), "occupations": (WELDER,), "words": ("soudeur",)}),
    ("et à Blois ?", OFFERS, "preciser", said(territories=(BLOIS,)),
     {"topic": Topic.OFFERS, "territories": (BLOIS,), "contract": "CDI", "radius": 20}),
    ("et à Blois ?, misread", OFFERS, "metiers_qui_recrutent", said(territories=(BLOIS,), follows=True),
     {"topic": Topic.OFFERS, "territories": (BLOIS,)}),
    ("quels métiers recrutent à Blois ?", OFFERS, "metiers_qui_recrutent", said(territories=(BLOIS,)),
     {"topic": Topic.RECRUITING, "contract": ""}),
    ("en CDD", OFFERS, "preciser", said(terms=OfferTerms(contract="CDD")), {"contract": "CDD", "radius": 20}),
    ("en CDD ?, misread", OFFERS, "portrait_metier", said(aspects=("contract",), terms=OfferTerms(contract="CDD")),
     {"topic": Topic.OFFERS, "contract": "CDD"}),
    ("tous contrats", OFFERS, "preciser", said(terms=OfferTerms(contract="any")), {"contract": ""}),
    ("débutant", OFFERS, "offres", said(terms=OfferTerms(beginner=True)), {"beginner": True, "contract": "CDI"}),
    ("moins de 7 jours", OFFERS, "preciser", said(terms=OfferTerms(since_days=7)), {"since_days": 7}),
    ("toutes les dates", replace(OFFERS, since_days=7), "preciser", said(terms=OfferTerms(since_days=0)),
     {"since_days": 0}),
    ("autour", OFFERS, "preciser", said(terms=OfferTerms(near=True)), {"radius": 30}),
    ("la suite", OFFERS, "preciser", said(more=True), {"topic": Topic.OFFERS, "skip": 5, "contract": "CDI"}),
    ("la deuxième", OFFERS, "preciser", said(choice=2), {"topic": Topic.OFFERS, "skip": 1, "limit": 1}),
    ("et maçon ?", OFFERS, "preciser", said(occupations=(MASON,), words=("maçon",)),
     {"occupations": (MASON,), "words": ("maçon",), "contract": "CDI"}),
    ("tous les métiers", OFFERS, "preciser", said(everything=True), {"occupations": (), "topic": Topic.OFFERS}),
    ("quelles entreprises ?", OFFERS, "entreprises", said(),
     {"topic": Topic.COMPANIES, "occupations": (WELDER,), "radius": 20, "contract": ""}),
    ("et les offres ?", COMPANIES, "offres", said(), {"topic": Topic.OFFERS, "radius": 20}),
    ("c'est dur de recruter ?", OFFERS, "chiffre_metier", said(measures=(Measure.DIFFICULT,), closed=True),
     {"topic": Topic.FIGURES, "measure": Measure.DIFFICULT, "territories": (TOURS,), "occupations": (WELDER,),
      "contract": "", "radius": None}),
    ("combien de demandeurs d'emploi ?", OFFERS, "candidats", said(job_seekers=True), {"topic": Topic.JOB_SEEKERS}),
    ("quel salaire ?", OFFERS, "portrait_metier", said(aspects=("pay",)), {"topic": Topic.PORTRAIT}),
    ("et en 2024 ?", OFFERS, "offres", said(years=("2024",)),
     {"topic": Topic.FIGURES, "years": ("2024",), "territories": (TOURS,), "occupations": (WELDER,), "contract": ""}),
    ("offres, chez soi", Question(Topic.TOTALS, home=(TOURS,)), "offres", said(), {"territories": (TOURS,)}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "before", "intent", "mentions", "expected"), FOLLOWING)
def test_what_a_turn_asks(
    what: str, before: Question | None, intent: str, mentions: Mentions, expected: dict[str, Any]
) -> None:
    question = understand(intent, mentions, before)
    assert question is not None, what
    assert {name: getattr(question, name) for name in expected} == expected, what


def test_a_search_is_a_list_of_few_cards() -> None:
    assert OFFERS.is_list
    assert OFFERS.page == 5
    assert replace(OFFERS, limit=3).page == 3
    assert replace(OFFERS, limit=50).page == 10


def test_a_search_goes_through_a_button_and_the_slot_whole() -> None:
    act = act_of(replace(OFFERS, skip=5, since_days=7, beginner=True))
    assert act["intent"] == "offres"
    assert Question.from_dict(act["question"]) == replace(OFFERS, skip=5, since_days=7, beginner=True)
    assert act_of(COMPANIES)["intent"] == "entreprises"
    assert Question.from_dict(OFFERS.as_dict()) == OFFERS
