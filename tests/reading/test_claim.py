"""What a turn says and what figures are shown → whether yes or no may come first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.mentions import Mentions
from bot.nlu.details import details_of
from bot.question import Question, Topic
from bot.reading.claim import claims, goes_on_claiming
from knowledge.bmo.model import Measure

COUNTED = Question(Topic.FIGURES, ("bassin:2415",), ("fap2021:S1X40",), closed=True)
HARD, SEASONAL = replace(COUNTED, measure=Measure.DIFFICULT), replace(COUNTED, measure=Measure.SEASONAL)
COMPARED = replace(COUNTED, topic=Topic.COMPARISON, territories=("bassin:2415", "bassin:2416"))
MOVED = replace(COUNTED, topic=Topic.EVOLUTION)

CASES = [
    ("est-ce que ça recrute ?", COUNTED, True),
    ("y a du taf pour un cuisinier", COUNTED, True),
    ("il y a des débouchés par ici ?", COUNTED, True),
    ("j'ai le BAFA mais pas fini le stage, ça passe ?", COUNTED, False),
    ("C'est tout ?? Rien que nous on en cherche 6, votre chiffre est bidon", COUNTED, False),
    ("ça recrute beaucoup ?", COUNTED, False),
    ("chef d'équipe c'est compté à part ou dedans ?", COUNTED, False),
    ("ça recrute ou pas ?", COUNTED, True),
    ("c'est dur à trouver ?", HARD, True),
    ("c'est tendu ?", HARD, True),
    ("ça se trouve ?", HARD, False),
    ("c'est pas trop dur ?", HARD, False),
    ("90 % difficile, vous confirmez ?", HARD, False),
    ("un sur deux est difficile, c'est faux ?", HARD, False),
    ("plus de 50 % de difficiles ?", replace(HARD, threshold="gt:50%"), True),
    ("c'est saisonnier ?", SEASONAL, True),
    ("part jugée difficile ?", HARD, False),
    ("vous êtes d'accord que c'est difficile ?", HARD, False),
    ("d'accord. c'est difficile ?", HARD, True),
    ("c tendu ? on ma dit qu'ils s'arrachent les chauffeurs", replace(HARD, closed=False), True),
    ("je recrute un comptable, on en trouve ?", COUNTED, False),
    ("ça recrute, vrai ou faux ?", COUNTED, True),
    ("et la difficulté ?", replace(HARD, closed=False), False),
    ("c'est dur ou pas trop ?", replace(HARD, closed=False), True),
    ("c'est considéré comme difficile ?", replace(COMPARED, measure=Measure.DIFFICULT), False),
    ("plus qu'à Blois ?", replace(COMPARED, compared="more", closed=False), True),
    ("c'est mieux à Blois ?", COMPARED, False),
    ("ça a monté ?", replace(MOVED, direction="up"), True),
    ("ça monte ou ça descend ?", MOVED, False),
    ("ça recrute toujours autant ?", replace(MOVED, compared="same"), False),
]


@pytest.mark.parametrize(("text", "question", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_yes_is_only_said_of_what_the_figures_settle(text: str, question: Question, expected: bool) -> None:
    found = [{"entity": d.entity, "value": d.value, "start": d.start, "end": d.end} for d in details_of(text)]
    assert claims(text, Mentions.from_entities(found, text), question) is expected


@pytest.mark.parametrize(
    ("text", "question", "before", "goes_on"),
    [
        ("et à Blois ?", COUNTED, COUNTED, True),
        ("et des serveurs ?", HARD, HARD, True),
        ("et dans le Cher pareil ?", COMPARED, COMPARED, True),
        ("et à Blois", COUNTED, COUNTED, False),
        ("et à Blois ?", COUNTED, replace(COUNTED, closed=False), False),
        ("et à Blois ?", HARD, COUNTED, False),
        ("et combien à Blois ?", COUNTED, COUNTED, False),
        ("et à Blois ou à Tours ?", COUNTED, COUNTED, False),
        ("et à Blois ?", replace(COUNTED, topic=Topic.WHERE), replace(COUNTED, topic=Topic.WHERE), False),
        ("à Blois, quel salaire ?", COUNTED, COUNTED, False),
    ],
)
def test_a_claim_goes_on_to_another_place_or_trade(
    text: str, question: Question, before: Question, goes_on: bool
) -> None:
    found = [{"entity": d.entity, "value": d.value, "start": d.start, "end": d.end} for d in details_of(text)]
    assert goes_on_claiming(text, Mentions.from_entities(found, text), question, before) is goes_on
