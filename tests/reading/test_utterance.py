"""A message is cut into words and clauses, in place."""

from __future__ import annotations

import pytest

from bot.reading.utterance import Utterance

CASES = [
    ("combien de soudeurs à Blois ?", ["combien de soudeurs à Blois"]),
    ("J'ai 52 ans. Ça recrute à Gien ?", ["J'ai 52 ans", "Ça recrute à Gien"]),
    ("mon mari est maçon, moi je cherche en caisse", ["mon mari est maçon", "moi je cherche en caisse"]),
    ("j'étais comptable mais je voudrais changer", ["j'étais comptable", "mais", "je voudrais changer"]),
    ("maçons, plombiers et couvreurs à Tours", ["maçons, plombiers et couvreurs à Tours"]),
    ("Bonjour, combien à Dreux ? Merci d'avance", ["combien à Dreux"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "clauses"), CASES, ids=[text for text, _ in CASES])
def test_clauses_are_cut_where_they_stand(text: str, clauses: list[str]) -> None:
    utterance = Utterance.of(text)
    assert [text[start:end] for start, end in utterance.spans] == clauses
    assert utterance.size == len(clauses)


def test_the_clause_that_ends_with_a_question_mark_is_known() -> None:
    assert Utterance.of("J'ai 52 ans. Ça recrute à Gien ?").questions == {1}
    assert Utterance.of("J'ai 52 ans. Ça recrute à Gien\u00a0?").questions == {1}
    assert Utterance.of("il y a du travail").questions == frozenset()
