"""A typed title, or a rank where nothing else has one, is the button just shown."""

from __future__ import annotations

import pytest
from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.nlu.buttons import pressed, shown
from bot.writing.blocks import REPLY

BUTTONS = [
    {"title": "Évolution depuis 2022", "payload": "évolution depuis 2022 à Tours"},
    {"title": "Chiffres clés", "payload": "chiffres clés à Tours"},
    {"title": "Les métiers qui recrutent", "payload": "quels métiers recrutent à Tours ?"},
]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Chiffres clés", "chiffres clés à Tours"),
        ("chiffres cles", "chiffres clés à Tours"),
        ("les metier qui recrutent", "quels métiers recrutent à Tours ?"),
        ("le premier", "évolution depuis 2022 à Tours"),
        ("2", "chiffres clés à Tours"),
        ("la troisième", "quels métiers recrutent à Tours ?"),
        ("évolution depuis 2019", None),
        ("4", None),
        ("les métiers qui recrutent à Blois", None),
    ],
)
def test_a_title_or_a_rank_is_a_button(text: str, sentence: str | None) -> None:
    assert pressed(text, BUTTONS, ranked=True) == sentence


def test_a_rank_is_no_button_where_it_means_a_row() -> None:
    assert pressed("le premier", BUTTONS, ranked=False) is None
    assert pressed("chiffres clés", BUTTONS, ranked=False) == "chiffres clés à Tours"


def _said(rows: int, topic: str = "figures") -> Event:
    options = [{"title": each["title"], "says": each["payload"]} for each in BUTTONS]
    blocks = [{"type": "table", "rows": [{}] * rows}, {"type": "choices", "options": options}]
    return BotUttered(None, {"custom": {REPLY: {"facts": {"topic": topic}, "blocks": blocks}}})


def test_only_the_buttons_of_the_last_answer_are_seen() -> None:
    old = BotUttered("…", {"buttons": [{"title": "Ancien", "payload": "ancien"}]})
    buttons, ranked = shown([old, UserUttered("et à Tours ?"), _said(1)])
    assert (buttons, ranked) == (BUTTONS, True)


@pytest.mark.parametrize(("rows", "topic"), [(10, "recruiting"), (0, "clarification")])
def test_after_a_list_or_a_question_back_a_rank_is_not_a_button(rows: int, topic: str) -> None:
    assert shown([_said(rows, topic)])[1] is False
