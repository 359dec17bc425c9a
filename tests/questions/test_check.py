"""The check of replies catches what it must catch, and its figures are those of the raw files."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
import yaml

from tests.questions import expected as truth
from tests.questions.check import Shown, numbers, score, shows_percent
from tests.questions.raw_survey import data_folder

ANSWERS: dict[str, dict[str, Any]] = json.loads(truth.EXPECTED.read_text(encoding="utf-8"))
QUESTIONS: list[dict[str, Any]] = yaml.safe_load(truth.QUESTIONS.read_text(encoding="utf-8"))


def french(number: float) -> str:
    """A number the way replies write it: 17 146 with a narrow no-break space, 49,4."""
    return f"{number:,}".replace(",", "\u202f").replace(".", ",")


def right_reply(expected: dict[str, Any]) -> Shown:
    """A reply that holds everything an entry expects."""
    words = [*expected.get("says", []), f"Enquête BMO {expected.get('year', '')} :"]
    for figure in expected.get("figures", []):
        unit = "\u00a0%" if figure["percent"] else ""
        words += [f"{french(round(each, 1) if unit else each)}{unit}" for each in figure["told"][0]]
    words += ["moins de 5 projets, secret statistique"] if expected.get("masked") else []
    words += ["rien n'est prévu"] if expected.get("absent") else []
    understood = {key: expected[key] for key in truth.UNDERSTOOD if key in expected}
    rows = copy.deepcopy(expected.get("rows", []))[: expected.get("limit", 10)]
    return Shown(" ".join(words), {**understood, "rows": rows})


def answer_in(shown: Shown) -> dict[str, Any]:
    """The structured answer of a reply built here, to spoil it."""
    assert shown.answer is not None
    return shown.answer


@pytest.mark.parametrize("key", ANSWERS)
def test_every_question_has_a_right_reply(key: str) -> None:
    assert score(ANSWERS[key], right_reply(ANSWERS[key])) == []


@pytest.mark.parametrize("key", [key for key, answer in ANSWERS.items() if "alternatives" in answer])
def test_other_readings_are_accepted(key: str) -> None:
    assert score(ANSWERS[key], right_reply(ANSWERS[key]["alternatives"][0])) == []


@pytest.mark.parametrize("key", [key for key, answer in ANSWERS.items() if "rows" in answer])
def test_wrong_territory_is_caught(key: str) -> None:
    reply = right_reply(ANSWERS[key])
    answer_in(reply)["territories"] = ["bassin:9999"]
    assert any("territories" in fault for fault in score(ANSWERS[key], reply))


def test_one_bassin_of_an_epci_is_not_enough() -> None:
    reply = right_reply(ANSWERS["total-pays-de-dreux"])
    answer_in(reply)["territories"] = ["bassin:2406"]
    assert score(ANSWERS["total-pays-de-dreux"], reply)


def test_wrong_occupation_and_measure_are_caught() -> None:
    reply = right_reply(ANSWERS["waiters-18"])
    answer_in(reply).update(occupations=["fap2021:S2X60"], measure="difficult")
    assert len(score(ANSWERS["waiters-18"], reply)) == 2


def test_wrong_year_is_caught() -> None:
    reply = right_reply(ANSWERS["waiters-45-2023"])
    answer_in(reply)["year"] = 2025
    assert "year 2025, expected 2023" in score(ANSWERS["waiters-45-2023"], reply)


def test_year_not_named_is_caught() -> None:
    reply = right_reply(ANSWERS["total-tours"])
    reply.text = reply.text.replace("2025", "")
    assert score(ANSWERS["total-tours"], reply) == ["the reply does not name the year 2025"]


def test_missing_and_unasked_years_of_an_evolution_are_caught() -> None:
    key = "evolution-45-2023-2025"
    reply = right_reply(ANSWERS[key])
    assert score(ANSWERS[key], reply) == []
    answer_in(reply)["years"] = [2022, 2025]
    assert score(ANSWERS[key], reply) == ["year 2023 is missing", "year 2022 was not asked"]


@pytest.mark.parametrize("key", ["total-tours", "top-amboise", "compare-blois-vendome", "evolution-dreux"])
def test_wrong_number_in_a_row_is_caught(key: str) -> None:
    reply = right_reply(ANSWERS[key])
    answer_in(reply)["rows"][-1]["projects"]["published"] += 1
    assert len(score(ANSWERS[key], reply)) == 1


def test_wrong_number_in_the_text_is_caught() -> None:
    reply = right_reply(ANSWERS["total-tours"])
    reply.text = "En 2025, 17\u202f145 projets"
    assert score(ANSWERS["total-tours"], reply) == ["the text does not show [17146] or [17157, 17190]"]


def test_wrong_share_in_the_text_is_caught() -> None:
    reply = right_reply(ANSWERS["difficult-share-37"])
    reply.text = "En 2025, 44,1 %"
    told = ANSWERS["difficult-share-37"]["figures"][0]["told"]
    assert score(ANSWERS["difficult-share-37"], reply) == [f"the text does not show {' or '.join(map(str, told))} %"]


def test_a_number_or_a_share_is_enough_when_both_answer() -> None:
    reply = right_reply(ANSWERS["roofers-hard-45"])
    assert ANSWERS["roofers-hard-45"]["any"]
    number = ANSWERS["roofers-hard-45"]["figures"][0]["told"][0][0]
    reply.text = f"En 2025, {number} projets difficiles"
    assert score(ANSWERS["roofers-hard-45"], reply) == []
    reply.text = f"En 2025, {number + 1} projets difficiles"
    assert len(score(ANSWERS["roofers-hard-45"], reply)) == 2


MASKED = "masked-welders-bourges"


def test_masked_shown_as_zero_in_the_row_is_caught() -> None:
    reply = right_reply(ANSWERS[MASKED])
    answer_in(reply)["rows"][0]["projects"] = {"published": 0, "masked": 0, "low": 0, "high": 0}
    assert score(ANSWERS[MASKED], reply)


def test_masked_shown_as_zero_in_the_text_is_caught() -> None:
    reply = right_reply(ANSWERS[MASKED])
    reply.text = "En 2025, 0 projet à Bourges (secret statistique)"
    assert score(ANSWERS[MASKED], reply) == ["the text shows a masked figure as 0"]
    reply.text = "En 2025, 3 projets à Bourges"
    assert score(ANSWERS[MASKED], reply) == ["the text does not say that the figure is masked"]


def test_masked_may_be_published_as_null() -> None:
    reply = right_reply(ANSWERS[MASKED])
    answer_in(reply)["rows"][0]["projects"]["published"] = None
    assert score(ANSWERS[MASKED], reply) == []


def test_wrong_order_and_wrong_length_are_caught() -> None:
    expected = ANSWERS["top3-orleans"]
    reply = right_reply(expected)
    answer_in(reply)["rows"].reverse()
    assert score(expected, reply)[0].startswith("first row")
    answer_in(reply)["rows"].pop()
    assert score(expected, reply) == ["2 rows, expected 3 to 3"]


def test_tied_rows_come_in_any_order() -> None:
    expected = next(answer for answer in ANSWERS.values() if len(answer.get("first", [])) > 1)
    reply = right_reply(expected)
    rows = answer_in(reply)["rows"]
    rows[0], rows[1] = rows[1], rows[0]
    assert score(expected, reply) == []


def test_a_reply_without_structure_is_caught() -> None:
    assert "no structured answer" in score(ANSWERS["total-tours"], Shown("En 2025, 17 146 projets", None))
    assert score(ANSWERS["total-tours"], Shown("", None))


def test_numbers_are_read_whatever_the_space() -> None:
    assert {17146.0, 49.4} <= numbers("17 146 projets, 49,4\u202f%")
    assert {17146.0, 1827271.0} <= numbers("17\u202f146 ou 1\u00a0827\u00a0271")
    assert {2025.0, 635.0} <= numbers("en 2025 635 valeurs")
    assert shows_percent("49,4\u202f%", 49.43)
    assert shows_percent("50 %", 50.0)
    assert not shows_percent("49 %", 49.43)


def test_questions_cover_users_registers_and_topics() -> None:
    assert [item["id"] for item in QUESTIONS] == list(ANSWERS)
    assert len({item["question"] for item in QUESTIONS}) == len(QUESTIONS) >= 220
    assert {item["user"] for item in QUESTIONS} == {"job_seeker", "employer", "elected_official"}
    informal = sum(item["register"] == "sms" for item in QUESTIONS)
    assert informal >= len(QUESTIONS) / 4


def test_expected_figures_are_those_of_the_raw_files() -> None:
    if not data_folder().is_dir():
        pytest.skip("the raw survey files are absent: set BMO_DIR to their folder")
    assert truth.dump(truth.compute(data_folder())) == truth.EXPECTED.read_text(encoding="utf-8")


def test_totals_agree_with_the_published_description_of_the_files() -> None:
    # Regional sums stated by the description of the raw files, not computed by this code.
    assert ANSWERS["total-region"]["rows"][0]["projects"]["published"] == 84515
    assert ANSWERS["total-region"]["figures"][0]["told"][0] == [86268]  # the total France Travail published
    assert ANSWERS["total-region"]["rows"][0]["projects"]["masked"] == 635
    rows = ANSWERS["evolution-difficult-share-region"]["rows"]
    assert [row["projects"]["published"] for row in rows] == [91480, 101990, 98613, 84515]
    assert [row["projects"]["masked"] for row in rows] == [589, 552, 611, 635]
    assert round(ANSWERS["evolution-difficult-share-region"]["figures"][-1]["told"][0][0], 1) == 49.4
