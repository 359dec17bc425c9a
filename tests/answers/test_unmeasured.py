"""What no survey measures is named with who knows; a figure beside it is near and new, or is not given."""

from __future__ import annotations

import pytest

from bot.actions.base import Turn
from bot.actions.unmeasured import ActionUnmeasured
from bot.answers.subjects import subject_of, subjects
from bot.mentions import Mentions
from bot.question import Question, Topic
from knowledge.library import Knowledge
from knowledge.text import fold

BLOIS = "commune:41018"
COUVREURS = "fap2021:B1X34 fap2009:B2Z44"
OF_COUVREURS = Question(Topic.FIGURES, (BLOIS,), (COUVREURS,))


def told(knowledge: Knowledge, text: str, mentions: Mentions = Mentions(), previous: Question | None = None) -> str:  # noqa: B008
    outcome = ActionUnmeasured().outcome(Turn(text, "hors_mesure", mentions, previous), knowledge)
    return outcome.reply.sentence


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("des stats sur le boulot à distance ?", "teletravail"),
        ("à 58 ans je serais pris ?", "age"),
        ("mais pk ça chute autant", "cause"),
        ("quelles raisons donnent-ils ?", "cause"),
        ("pourquoi c'est difficile d'après les employeurs ?", "cause-difficulte"),
        ("l'an prochain ça repart ?", "prevision"),
        ("en 2031 on en sera où", "prevision"),
        ("le logement des saisonniers, vous avez des données ?", "logement"),
        ("j'ai mes chances ?", "chances"),
        ("y a une prime si j'embauche ?", "aides-embauche"),
        ("Paris nous pique nos gars", "concurrence"),
        ("combien de postes ont été pourvus au final ?", "pourvus"),
        ("il n'a pas le permis de conduire", "permis"),
        ("c'est à combien de km ?", "distance"),
        ("c'est des CDI ?", "contrat"),
        ("ils embauchent chez Michelin ?", "employeur"),
        ("Quel est le salaire moyen ? Les stagiaires me demandent toujours", "salaire"),
        ("On formait les jeunes à l'atelier. Et chez MBDA ils embauchent ?", "employeur"),
        ("les jeunes qui sortent de CAP, ils sont combien ?", "sortants"),
        ("Des données sur les départs en retraite prévus ?", "departs-retraite"),
        ("de la logistique au paysage", ""),
    ],
)
def test_the_subject_is_told_by_its_words(text: str, subject: str) -> None:
    found = subject_of(text)
    assert (found.id if found else "") == subject


def test_the_subject_is_named_before_the_figure_of_what_is_named(knowledge: Knowledge) -> None:
    sentence = told(knowledge, "des couvreurs en télétravail à Blois ?", Mentions((BLOIS,), (COUVREURS,)))
    assert sentence.startswith("L'enquête ne mesure pas le télétravail")
    assert "bassin d'emploi de Blois" in sentence
    assert "Couvreurs" in sentence


def test_the_figure_just_told_is_not_told_again(knowledge: Knowledge) -> None:
    sentence = told(knowledge, "et le télétravail ?", previous=OF_COUVREURS)
    assert "projets de recrutement, dont" not in sentence
    assert not any(char.isdigit() for char in sentence)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("et dans cinq ans ?", "De 2024 à 2025".lower()),
        ("ils paient combien à Blois ?", "salaire net médian"),
        ("du coup j'ai mes chances ?", "difficiles"),
        ("c'est des CDI ?", "en CDD"),
    ],
)
def test_a_figure_that_is_near_is_told(knowledge: Knowledge, text: str, near: str) -> None:
    assert near in told(knowledge, text, previous=OF_COUVREURS)


def test_a_cause_is_not_answered_with_figures(knowledge: Knowledge) -> None:
    asked = Question(Topic.EVOLUTION, (BLOIS,), (COUVREURS,))
    sentence = told(knowledge, "pourquoi Blois recule autant ?", Mentions((BLOIS,)), previous=asked)
    assert sentence.startswith("L'enquête ne dit pas pourquoi")
    assert "Dreets" in sentence
    assert not any(char.isdigit() for char in sentence)


def test_without_anything_spoken_of_no_figure_is_given(knowledge: Knowledge) -> None:
    assert "Ce que je sais" not in told(knowledge, "ils prennent les seniors ?")


def test_a_service_that_knows_is_named(knowledge: Knowledge) -> None:
    assert "retraite" in told(knowledge, "et pour ma retraite ?")


def test_the_file_is_well_written() -> None:
    ids = [subject.id for subject in subjects()]
    assert len(ids) == len(set(ids)) >= 20
    for subject in subjects():
        plain = subject.pattern.pattern.split(r")\b")[0].replace(r"\w*", "").removeprefix(r"\b(?:").replace("\\", "")
        assert [word for word in plain.split("|") if fold(word) != word] == [], subject.id
        assert subject.answer.format(year=2025).endswith(".")
        assert len(subject.answer) < 330


@pytest.mark.parametrize(
    ("text", "asking", "told_of"),
    [
        ("jai pa le permis, c mort du cou ?", "c mort du cou ?", "le permis"),
        ("Mes 56 ans, c'est rédhibitoire ?", "c'est rédhibitoire ?", "l'âge"),
        ("je suis dans une usine. c'est du pipeau ?", "c'est du pipeau ?", "L'enquête ne mesure pas cela"),
    ],
)
def test_what_one_tells_of_oneself_is_the_subject(knowledge: Knowledge, text: str, asking: str, told_of: str) -> None:
    outcome = ActionUnmeasured().outcome(Turn(text, "hors_mesure", Mentions(), None, clauses=(asking,)), knowledge)
    assert told_of in outcome.reply.sentence
