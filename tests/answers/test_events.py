"""Dates of meetings: the next one, else that none is known, with the last one and the rhythm."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.events import AGENDA, answer
from knowledge.library import Knowledge
from tests.answers.said import text_of

_TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("la date des prochains Labs ?", ["pas de prochaine date des Labs", "a eu lieu le 27 juin 2018"]),
        ("combien de fois les DRH se voient-ils ?", ["pas de prochaine date du Club RH", "trois fois par an"]),
        ("et la prochaine réunion ?", ["du Club RH"]),
        ("un forum est-il prévu à Gien ?", [AGENDA]),
        ("quand ont lieu les Cordées du territoire ?", ["en 2016 et en 2017"]),
    ],
)
def test_what_is_known_of_a_date_is_said(text: str, said: list[str], knowledge: Knowledge) -> None:
    reply = text_of(answer(text, _TODAY, knowledge)).replace("\u202f", " ").replace("\u00a0", " ")
    assert [each for each in said if each not in reply] == []


def test_a_meeting_to_come_is_announced(knowledge: Knowledge) -> None:
    said = text_of(answer("le prochain Lab ?", date(2018, 6, 1), knowledge))
    assert "aura lieu le 27" in said
    assert "pas de prochaine date" not in said
