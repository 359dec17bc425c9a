"""Exactness: questions asked to the live servers, compared with the truth of the raw workbooks."""

from __future__ import annotations

import pytest

from bot.servers import Servers
from tests.known_misses import judge
from tests.live.asked import faults, questions
from tests.questions.noise import FORMS


def test_figures_are_exact(live: Servers) -> None:
    """At least 95 % of the questions get the right territory, occupation, measure, year and numbers."""
    judge("questions", faults(live, questions()), at_least=0.95)


@pytest.mark.parametrize("name", FORMS)
def test_noise_costs_little(name: str, live: Servers) -> None:
    """Without accents, with a typo, in SMS or with courtesies, at most 5 questions in 100 are lost."""
    judge(name, faults(live, questions(), FORMS[name]), at_least=0.95)
