"""« c'est beaucoup ? » is answered by what stands beside the figure, and only that is one."""

from __future__ import annotations

import pytest

from bot.answers.appraisal import answer, asks_how_much
from bot.question import Question, Topic
from knowledge.library import Knowledge

BLOIS = "commune:41018"
COUVREURS = "fap2021:B1X34 fap2009:B2Z44"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("c beaucoup ou pas pour toi", True),
        ("Ah c'est plutôt rassurant non ?", True),
        ("trouvez-vous ça élevé ?", True),
        ("ça fait peu non", True),
        ("c'est normal d'être aussi haut ?", True),
        ("t'es sûr de toi ?", False),
        ("d'où ça sort ?", False),
        ("je n'ai pas bien compris", False),
        ("votre chiffre est bidon", False),
    ],
)
def test_an_appraisal_is_told_by_its_words(text: str, asked: bool) -> None:
    assert asks_how_much(text) is asked


@pytest.mark.parametrize("occupations", [(), (COUVREURS,)])
def test_the_figure_is_put_beside_the_region(knowledge: Knowledge, occupations: tuple[str, ...]) -> None:
    topic = Topic.FIGURES if occupations else Topic.TOTALS
    reply = answer(Question(topic, (BLOIS,), occupations), knowledge)
    assert reply is not None
    assert "Centre-Val de Loire" in reply.sentence or "région" in reply.sentence
    assert "BMO 2025" in reply.source


def test_what_the_survey_does_not_hold_is_not_weighed(knowledge: Knowledge) -> None:
    assert answer(Question(Topic.JOB_SEEKERS, (BLOIS,)), knowledge) is None
