"""The dialogues are well formed, and their checker sees what is wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.writing.blocks import REPLY
from tests.conversations.dialogue import Dialogue, Reply, Seen, Turn, dialogues, faults_of, load, play

YEARS_AND_PHONES = re.compile(r"\b(?:(?:19|20)\d\d|39\d\d)\b")


def reply(text: str = "Voici.", buttons: tuple[tuple[str, str], ...] = (), **answer: Any) -> Reply:
    titled = [{"title": title, "payload": payload} for title, payload in buttons]
    rows = [{"label": "", "year": 2025, "cells": [], **row} for row in answer.pop("rows", [])]
    table = [{"type": "table", "title": "", "columns": [], "rows": rows}] if rows else []
    custom = {REPLY: {"facts": answer, "blocks": table}}
    return [{"text": text, "buttons": titled}, *([{"custom": custom}] if answer or table else [])]


def test_there_are_enough_dialogues_and_each_is_a_conversation() -> None:
    every = dialogues()
    assert len(every) >= 90
    assert [each.name for each in every if not 2 <= len(each.turns) <= 6] == []
    assert [each.name for each in every if each.turns[0].press is not None] == []
    assert [each.name for each in every if not any(turn.expect for turn in each.turns)] == []


def test_no_expectation_holds_a_figure_of_the_survey() -> None:
    said = [(each.name, str(turn.expect.get("says", ""))) for each in dialogues() for turn in each.turns]
    assert [name for name, text in said if re.search(r"\d", YEARS_AND_PHONES.sub("", text))] == []


@pytest.mark.parametrize(
    ("expect", "wrong", "right"),
    [
        ({"topic": "totals"}, reply(topic="figures"), reply(topic="totals")),
        ({"topic": ["totals", "figures"]}, reply(topic="where"), reply(topic="figures")),
        ({"topic": None}, reply(topic="totals"), reply("Avec plaisir.")),
        ({"topic": None}, reply(topic="not_understood"), reply(topic="role")),
        ({"topic_not": "clarification"}, reply(topic="clarification"), reply(topic="totals")),
        ({"territories": ["a", "b"]}, reply(territories=["a"]), reply(territories=["b", "a"])),
        ({"occupations": []}, reply(occupations=["a"]), reply(occupations=[])),
        ({"years": [2022, 2023]}, reply(years=[2022]), reply(years=[2022, 2023])),
        ({"measure": "seasonal"}, reply(measure="projects"), reply(measure="seasonal")),
        ({"share": True}, reply(share=False), reply(share=True)),
        ({"first": "a"}, reply(rows=[]), reply(rows=[{"ref": "a"}])),
        ({"rows": 1}, reply(rows=[]), reply(rows=[{"ref": "a"}])),
        ({"no_figure": True}, reply(rows=[{"ref": "a"}]), reply("Aucun chiffre.")),
        ({"says": ["chef d'équipe"]}, reply("rien"), reply("CHEF\u202fD’ÉQUIPE")),
        ({"says": ["oui|si"]}, reply("non"), reply("Si.")),
        ({"says_not": ["<b>"]}, reply("un <b>mot</b>"), reply("un mot")),
        ({"buttons": 1}, reply(), reply(buttons=(("A", "a"),))),
        ({"button": "a"}, reply(buttons=(("B", "a"),)), reply(buttons=(("Ça", "b"),))),
    ],
)
def test_an_expectation_tells_right_from_wrong(expect: dict[str, Any], wrong: Reply, right: Reply) -> None:
    assert faults_of(expect, Seen.of(wrong))
    assert not faults_of(expect, Seen.of(right))


def test_an_empty_reply_is_a_fault() -> None:
    assert faults_of({}, Seen.of([]))


def turn(user: str | None = None, press: str | None = None, **expect: Any) -> Turn:
    return Turn(user, press, expect)


def test_a_button_sends_its_payload() -> None:
    sent: list[str] = []

    def ask(message: str) -> Reply:
        sent.append(message)
        return reply(buttons=(("Vineuil (Indre)", "Vineuil dans l'Indre"),))

    assert play(Dialogue("x/y", "", (turn("à Vineuil"), turn(press="indre"))), ask) == []
    assert sent == ["à Vineuil", "Vineuil dans l'Indre"]
    assert "no such button" in play(Dialogue("x/y", "", (turn("à Vineuil"), turn(press="cher"))), ask)[0]


@pytest.mark.parametrize("topic", ["clarification", "not_understood"])
def test_the_same_question_three_times_is_a_fault(topic: str) -> None:
    asked = Dialogue("x/y", "", (turn("a"), turn("b"), turn("c")))
    faults = play(asked, lambda _: reply("Lequel ?", topic=topic))
    assert len(faults) == 1
    assert f"the same {topic} 3 times" in faults[0]
    assert play(asked, lambda message: reply(f"Lequel ? {message}", topic=topic)) == []


@pytest.mark.parametrize(
    "text",
    [
        "turns: []",
        "about: a\nturns:\n  - expect: {topic: totals}",
        "about: a\nturns:\n  - {user: a, press: b}",
        "about: a\nturns:\n  - user: a\n    expect: {topics: totals}",
    ],
)
def test_a_badly_written_file_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="wrong"):
        load(path)
