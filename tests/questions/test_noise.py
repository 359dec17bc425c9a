"""The noise is what it says, and always the same."""

from __future__ import annotations

from tests.questions.noise import FORMS, as_sms, with_a_typo, with_politeness, without_accents

QUESTION = "Quels métiers recrutent à Châteauroux, s'il vous plaît ?"


def test_each_form_changes_the_question_in_its_own_way() -> None:
    assert without_accents(QUESTION) == "quels metiers recrutent a chateauroux, s'il vous plait ?"
    assert as_sms(QUESTION) == "kel metiers recrutent a chateauroux  svp"
    assert QUESTION in with_politeness(QUESTION)
    typo = with_a_typo(QUESTION)
    assert typo != QUESTION
    assert abs(len(typo) - len(QUESTION)) <= 1


def test_noise_is_the_same_each_time() -> None:
    assert {name: form(QUESTION) for name, form in FORMS.items()} == {n: form(QUESTION) for n, form in FORMS.items()}
