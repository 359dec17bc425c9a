"""What the survey does not measure is told from what it does."""

from __future__ import annotations

import pytest

from bot.answers.limits import counts_job_seekers, unmeasured


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
    ("text", "expected"),
    [
        ("où y a-t-il le plus de demandeurs d'emploi cuisiniers ?", True),
        ("où sont les chômeurs du bâtiment dans le Loiret ?", True),
        ("dans quels bassins le plus de candidats ?", True),
        ("on ne trouve pas de candidats à Blois, c'est normal ?", False),
        ("je suis demandeur d'emploi à Tours", False),
        ("où manque-t-on de candidats ?", False),
    ],
)
def test_job_seekers_are_not_hiring_projects(text: str, expected: bool) -> None:
    assert counts_job_seekers(text) is expected
