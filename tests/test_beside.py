"""The rules of what is asked beside the survey, as a table: what a turn names, after which question, gives which."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.beside import CHANGE, RATE
from bot.mentions import Mentions
from bot.question import RANKED, Question, Topic
from bot.understanding import understand
from knowledge.bmo.model import Measure

TOURS, BLOIS, LOIRET = "commune:37261", "commune:41018", "departement:45"
WELDER, MASON = "fap2021:D1X33 fap2009:D2Z42", "fap2021:B1X30+B1X31 fap2009:B2Z40"


def said(**values: Any) -> Mentions:
    return Mentions(**values)


JOB_SEEKERS_TOURS = Question(Topic.JOB_SEEKERS, (TOURS,))
WELDERS_TOURS = Question(Topic.FIGURES, (TOURS,), (WELDER,))
PAY = Question(Topic.PORTRAIT, (), (WELDER,), aspects=("pay",))

FRESH: list[tuple[str, str, Mentions, dict[str, Any]]] = [
    ("combien de demandeurs d'emploi à Tours ?", "candidats", said(territories=(TOURS,), job_seekers=True),
     {"topic": Topic.JOB_SEEKERS, "territories": (TOURS,), "aspects": ()}),
    ("the words win over the intent", "chiffres_territoire", said(territories=(TOURS,), job_seekers=True),
     {"topic": Topic.JOB_SEEKERS}),
    ("combien cherchent ce métier ?", "portrait_metier", said(job_seekers=True), {"topic": Topic.JOB_SEEKERS}),
    ("combien gagne un demandeur d'emploi ?", "portrait_metier", said(job_seekers=True, aspects=("pay",)),
     {"topic": Topic.PORTRAIT}),
    ("évolution du nombre de chômeurs", "evolution", said(job_seekers=True),
     {"topic": Topic.JOB_SEEKERS, "aspects": (CHANGE,)}),
    ("depuis 2022", "candidats", said(job_seekers=True, years=("2022..0",)), {"aspects": (CHANGE,)}),
    ("quelles communes ont le plus de chômeurs ?", "classement_territoires", said(job_seekers=True, level="bassin"),
     {"topic": Topic.JOB_SEEKERS, "aspects": (RANKED,)}),
    ("par habitant", "classement_territoires", said(job_seekers=True, statistic="per_thousand"),
     {"aspects": (RANKED, RATE)}),
    ("vers quels métiers orienter les demandeurs d'emploi ?", "metiers_qui_recrutent", said(job_seekers=True),
     {"topic": Topic.RECRUITING}),
    ("en mars 2022", "candidats", said(job_seekers=True, month="03", years=("2022",)),
     {"month": "03", "years": ("2022",)}),
    ("combien gagne un soudeur ?", "portrait_metier", said(occupations=(WELDER,), aspects=("pay",)),
     {"topic": Topic.PORTRAIT, "aspects": ("pay",)}),
    ("quels métiers ressemblent à soudeur ?", "metiers_proches", said(occupations=(WELDER,)), {"topic": Topic.NEAR}),
    ("sans diplôme, quels métiers ?", "metiers_qui_recrutent", said(aspects=("diploma",)),
     {"topic": Topic.RECRUITING}),
]  # fmt: skip

FOLLOWING: list[tuple[str, Question, str, Mentions, dict[str, Any]]] = [
    ("et à Blois ?", JOB_SEEKERS_TOURS, "preciser", said(territories=(BLOIS,)),
     {"topic": Topic.JOB_SEEKERS, "territories": (BLOIS,)}),
    ("et à Blois ?, misread", JOB_SEEKERS_TOURS, "metiers_qui_recrutent", said(territories=(BLOIS,), follows=True),
     {"topic": Topic.JOB_SEEKERS, "territories": (BLOIS,)}),
    ("et en mars ?", JOB_SEEKERS_TOURS, "preciser", said(month="03"),
     {"topic": Topic.JOB_SEEKERS, "month": "03", "territories": (TOURS,)}),
    ("par rapport à Blois ?", JOB_SEEKERS_TOURS, "preciser", said(territories=(BLOIS,), versus=True),
     {"territories": (TOURS, BLOIS)}),
    ("ça a augmenté ?", JOB_SEEKERS_TOURS, "preciser", said(manners=(CHANGE,)),
     {"topic": Topic.JOB_SEEKERS, "aspects": (CHANGE,)}),
    ("ça a augmenté depuis 2021 ?", JOB_SEEKERS_TOURS, "evolution", said(anaphora=True, years=("2021..0",)),
     {"topic": Topic.JOB_SEEKERS, "aspects": (CHANGE,), "territories": (TOURS,)}),
    ("quelles communes en ont le plus ?", JOB_SEEKERS_TOURS, "classement_territoires",
     said(anaphora=True, level="bassin"), {"topic": Topic.JOB_SEEKERS, "aspects": (RANKED,)}),
    ("évolution des projets", JOB_SEEKERS_TOURS, "evolution", said(), {"topic": Topic.EVOLUTION}),
    ("et pour un maçon ?", PAY, "preciser", said(occupations=(MASON,), words=("maçon",)),
     {"topic": Topic.PORTRAIT, "occupations": (MASON,), "aspects": ("pay",)}),
    ("les maçons sont mieux payés ?", WELDERS_TOURS, "portrait_metier",
     said(occupations=(MASON,), words=("maçons",), aspects=("pay",), compared="better"),
     {"topic": Topic.PORTRAIT, "occupations": (MASON, WELDER), "compared": "more"}),
    ("ça gagne plus que maçon ?", PAY, "portrait_metier",
     said(occupations=(MASON,), words=("maçon",), aspects=("pay",), compared="more", versus=True),
     {"occupations": (WELDER, MASON), "compared": "more"}),
    ("lequel des deux paye le mieux ?", replace(WELDERS_TOURS, set_aside=(MASON,)), "preciser",
     said(aspects=("pay",), which=True, both=True), {"topic": Topic.PORTRAIT, "occupations": (MASON, WELDER)}),
    ("combien je devrais proposer ?", WELDERS_TOURS, "chiffre_metier", said(aspects=("pay",), counts=True),
     {"topic": Topic.PORTRAIT, "occupations": (WELDER,)}),
    ("combien d'inscrits dans ce métier à Blois ?", WELDERS_TOURS, "candidats",
     said(job_seekers=True, territories=(BLOIS,), follows=True), {"occupations": (WELDER,), "territories": (BLOIS,)}),
    ("et les horaires ?", PAY, "preciser", said(aspects=("hours",)),
     {"topic": Topic.PORTRAIT, "occupations": (WELDER,), "aspects": ("hours",)}),
    ("on est payé combien ?", WELDERS_TOURS, "portrait_metier", said(aspects=("pay",)),
     {"topic": Topic.PORTRAIT, "occupations": (WELDER,), "territories": (TOURS,)}),
    ("et le salaire ?", WELDERS_TOURS, "preciser", said(aspects=("pay",), follows=True),
     {"topic": Topic.PORTRAIT, "occupations": (WELDER,)}),
    ("soudeur", Question(Topic.PORTRAIT, aspects=("pay",)), "chiffre_metier", said(occupations=(WELDER,)),
     {"topic": Topic.PORTRAIT, "occupations": (WELDER,), "aspects": ("pay",)}),
    ("combien de candidats en face ?", WELDERS_TOURS, "candidats", said(job_seekers=True),
     {"topic": Topic.JOB_SEEKERS, "occupations": (WELDER,), "territories": (TOURS,)}),
    ("combien de chômeurs à Blois ?", WELDERS_TOURS, "candidats", said(job_seekers=True, territories=(BLOIS,)),
     {"topic": Topic.JOB_SEEKERS, "occupations": (), "territories": (BLOIS,)}),
    ("y a-t-il des métiers proches ?", PAY, "metiers_proches", said(), {"topic": Topic.NEAR, "occupations": (WELDER,)}),
    ("et les projets difficiles ?", JOB_SEEKERS_TOURS, "preciser", said(measures=(Measure.DIFFICULT,), follows=True),
     {"topic": Topic.TOTALS, "territories": (TOURS,), "measure": Measure.DIFFICULT}),
    ("combien de projets ?", PAY, "chiffre_metier", said(counts=True),
     {"topic": Topic.FIGURES, "occupations": (WELDER,)}),
    ("combien de projets à Blois ?", JOB_SEEKERS_TOURS, "chiffres_territoire", said(territories=(BLOIS,)),
     {"topic": Topic.TOTALS, "territories": (BLOIS,)}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("intent", "mentions", "expected"), [each[1:] for each in FRESH], ids=[each[0] for each in FRESH]
)
def test_a_question_is_asked_beside_the_survey(intent: str, mentions: Mentions, expected: dict[str, Any]) -> None:
    question = understand(intent, mentions, None)
    assert question is not None
    assert {name: getattr(question, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("previous", "intent", "mentions", "expected"),
    [each[1:] for each in FOLLOWING],
    ids=[each[0] for each in FOLLOWING],
)
def test_a_question_goes_on_beside_the_survey_or_comes_back(
    previous: Question, intent: str, mentions: Mentions, expected: dict[str, Any]
) -> None:
    question = understand(intent, mentions, previous)
    assert question is not None
    assert {name: getattr(question, name) for name in expected} == expected


def test_a_question_beside_the_survey_is_kept_whole() -> None:
    question = Question(Topic.JOB_SEEKERS, (LOIRET,), month="03", aspects=(RANKED, RATE))
    assert Question.from_dict(question.as_dict()) == question
    assert question.is_list
