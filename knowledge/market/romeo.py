"""The API ROMEO v2: which trade a free text speaks of."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from knowledge.market.calls import Answer, Api, Ask
from knowledge.market.model import Guess
from knowledge.market.payload import Payload, line

API = Api("romeo", "/romeo", "api_romeov2", rate=2)  # no limit is published: few calls are made

CALLER = "bemo"
"""Who calls, that the API asks to be told."""
MOST_CHARACTERS = 200
_ONLY = "1"
_RESULTS = 5
_LEAST_SCORE = 0.1


class _Trade(Payload):
    rome: str = Field(alias="codeRome")
    label: str = Field("", alias="libelleAppellation")
    rome_label: str = Field("", alias="libelleRome")
    score: float = Field(alias="scorePrediction")


class _Result(Payload):
    identifier: str = Field("", alias="identifiant")
    trades: list[_Trade] = Field([], alias="metiersRome")


def ask(text: str) -> Ask:
    """Return the request for a text, without anything that may tell who wrote it."""
    asked = {"intitule": text[:MOST_CHARACTERS], "identifiant": _ONLY, "contexte": ""}
    options = {"nomAppelant": CALLER, "nbResultats": _RESULTS, "seuilScorePrediction": _LEAST_SCORE}
    return Ask("/v2/predictionMetiers", body={"appellations": [asked], "options": options})


def read(answer: Answer) -> tuple[Guess, ...]:
    """Return the trades seen in the text, the surest first. Raises ValueError."""
    if answer.status == 204:
        return ()
    if not isinstance(answer.data, list):
        raise TypeError
    results = [_Result.parse_obj(each) for each in answer.data]
    trades = [trade for result in results for trade in result.trades]
    guesses = [
        Guess(line(each.rome), line(each.label or each.rome_label), min(max(0.0, each.score), 1.0)) for each in trades
    ]
    return tuple(sorted(guesses, key=lambda guess: -guess.score))


def as_json(guesses: tuple[Guess, ...]) -> Any:
    """Return what is kept of the trades."""
    return [vars(each) for each in guesses]


def from_json(kept: Any) -> tuple[Guess, ...]:
    """Return the trades that were kept."""
    return tuple(Guess(**each) for each in kept)
