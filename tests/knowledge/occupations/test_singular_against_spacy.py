"""Our folding of plurals, checked against an independent French lemmatiser (spaCy, fr_core_news_md)."""

from __future__ import annotations

import spacy

from knowledge.occupations.reference import occupations
from knowledge.occupations.words import singular
from knowledge.text import fold

LEAST_AGREEMENT = 0.95


def test_plurals_of_the_labels_fold_like_a_lemmatiser() -> None:
    """Nouns of the métier labels: our singular is spaCy's lemma, or folds to the same word as it."""
    lemmatiser = spacy.load("fr_core_news_md", exclude=["ner", "parser"])
    labels = [occupation.label for occupation in occupations().all()]
    pairs = {
        (fold(token.text), fold(token.lemma_))
        for document in lemmatiser.pipe(labels)
        for token in document
        if token.pos_ == "NOUN" and token.text.islower() and len(token.text) > 3
    }
    different = {(word, lemma) for word, lemma in pairs if singular(word) != singular(lemma)}
    agreement = 1 - len(different) / len(pairs)
    print(f"\nsingular: {agreement:.1%} of {len(pairs)} nouns agree with spaCy; not {sorted(different)[:20]}")
    assert agreement >= LEAST_AGREEMENT
