"""Answers spoilt in every place: each is read as what it says, or refused as unreadable, and never anything else."""

from __future__ import annotations

import copy
import datetime as dt
import json
import random
import re
from collections.abc import Callable, Iterator
from functools import partial
from types import ModuleType
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from knowledge.market import bonne_boite, marche_travail, offres_emploi, romeo
from knowledge.market.calls import Answer
from knowledge.market.model import FigureKind, OfferSearch
from knowledge.market.transport import NOT_AS_TOLD
from scripts.demo import fiction
from scripts.demo.apis import searched
from scripts.demo.figures import pays, seekers

VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 1e308, float("inf"), float("nan"), 10**30, "", "é" * 5000, "\u0000", "\ud800", "NaN", "-1"),
    *([], {}, [[]], [None], [1], {"a": None}, [{}], {"": {}}, "2026-13-45", "9999-12-31T23:59:59-23:59", "0001-01-01"),
)
SPOILT = 400
_ACTIVITY = {"codeTypeActivite": "ROME", "codeActivite": "F1610"}
_WHERE = {"codeTypeTerritoire": "DEP", "codeTerritoire": "41"}


def offers() -> Any:
    found = searched(MultiDict({"codeROME": "N4101,F1610", "departement": "41"})) or []
    told = [fiction.as_offer(each, "https://exemple.fr/1", dt.datetime.now(dt.timezone.utc)) for each in found[:4]]
    return {"resultats": told, "filtresPossibles": []}


def companies() -> Any:
    place = fiction.place_of("37261")
    assert place is not None
    items = [item for rome in ("N4101", "F1610", "D1102") for item in fiction.companies(rome, place)]
    return {"hits": len(items), "items": items}


def figures() -> Any:
    return seekers({**_ACTIVITY, **_WHERE, "codeTypePeriode": "TRIMESTRE", "codeTypeNomenclature": "CATCAND"})


def trades() -> Any:
    trade = {"codeRome": "D1102", "libelleAppellation": "Boulanger / Boulangère", "scorePrediction": 0.9}
    return [{"identifiant": "1", "intitule": "x", "metiersRome": [trade, {**trade, "codeRome": "D1104"}]}]


READERS: list[tuple[ModuleType, Callable[[Answer], Any], Callable[[], Any]]] = [
    (offres_emploi, partial(offres_emploi.read, search=OfferSearch()), offers),
    (bonne_boite, bonne_boite.read, companies),
    (marche_travail, partial(marche_travail.read, kind=FigureKind.SEEKERS), figures),
    (marche_travail, partial(marche_travail.read, kind=FigureKind.PAY), lambda: pays("DEP", "41", "F1610")),
    (romeo, romeo.read, trades),
]


def places(told: Any) -> Iterator[tuple[Any, Any]]:
    """Give each container of an answer with a key of it."""
    keys = told if isinstance(told, dict) else range(len(told)) if isinstance(told, list) else ()
    for key in keys:
        yield told, key
        yield from places(told[key])


@pytest.mark.parametrize(("api", "read", "right"), READERS)
def test_a_spoilt_answer_is_read_or_refused(
    api: ModuleType, read: Callable[[Answer], Any], right: Callable[[], Any]
) -> None:
    chosen = random.Random(11)
    told = right()
    assert read(Answer(206, {"Content-Range": "offres 0-4/9"}, copy.deepcopy(told)))
    readable = 0
    for _ in range(SPOILT):
        spoilt = copy.deepcopy(told)
        for container, key in chosen.sample(list(places(spoilt)), chosen.randint(1, 2)):
            if chosen.random() < 0.3 and isinstance(container, dict):
                container.pop(key, None)
            else:
                container[key] = chosen.choice(VALUES)
        try:
            value = read(Answer(206, {"Content-Range": "offres 0-4/9"}, spoilt))
        except NOT_AS_TOLD:
            continue
        readable += 1
        shown = repr(value)
        assert not re.search(r"\b(?:nan|inf)\b|\\ud800|\\x00", shown)
        assert all(len(line) <= 210 for line in re.findall(r"'([^']*)'", shown))
        shown.encode()
        assert repr(api.from_json(json.loads(json.dumps(api.as_json(value))))) == repr(value)
    assert 0 < readable < SPOILT


@pytest.mark.parametrize("told", VALUES)
@pytest.mark.parametrize("read", [each[1] for each in READERS])
def test_an_answer_of_another_kind_is_refused_or_empty(read: Callable[[Answer], Any], told: Any) -> None:
    try:
        value = read(Answer(200, {"Content-Range": "offres 0-4/9"}, told))
    except NOT_AS_TOLD:
        return
    assert value == ()
