"""What the survey does not measure is told from what it does."""

from __future__ import annotations

import pytest

from bot.answers.limits import unmeasured
from bot.question import Topic


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("métiers sans diplôme à Issoudun", "diplôme"),
        ("quels métiers accessibles sans formation ?", "diplôme"),
        ("combien de CDI à Tours ?", "contrat"),
        ("du télétravail à Blois ?", "conditions"),
        ("quels métiers recrutent à Tours ?", ""),
        ("les diplômés recrutés à Tours", ""),
    ],
)
def test_a_condition_the_survey_does_not_measure_is_said(text: str, said: str) -> None:
    assert (said in unmeasured(text)) if said else not unmeasured(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("combien de jeunes demandeurs d'emploi à Tours ?", "âge"),
        ("combien de chômeurs de longue durée ?", "ancienneté"),
        ("combien d'inscrits en catégorie A à Blois ?", "catégorie"),
        ("quel est le taux de chômage à Blois ?", "Insee"),
        ("combien de demandeurs d'emploi à Tours ?", ""),
    ],
)
def test_what_the_number_of_job_seekers_does_not_tell_apart_is_said(text: str, said: str) -> None:
    note = unmeasured(text, Topic.JOB_SEEKERS)
    assert (said in note) if said else not note


def test_nothing_is_unmeasured_where_contracts_are_what_is_told() -> None:
    assert not unmeasured("CDI ou CDD pour un soudeur ?", Topic.PORTRAIT)
