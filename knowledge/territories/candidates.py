"""What a stretch of text may name, before the rest of the message settles it."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.territories.context import Sentence, Verdict
from knowledge.territories.gazetteer import Name


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens ``[first, last)``, characters ``[start, end)``, that may name ``refs``.

    ``others``: see ``Name``. ``is_code``: a postal or INSEE code, which serves ``refs`` and ``others``.
    ``is_bare``: a number that no word says to be a place.
    """

    first: int
    last: int
    start: int
    end: int
    refs: tuple[str, ...]
    others: tuple[str, ...] = ()
    verdict: Verdict = Verdict.PLACE
    is_code: bool = False
    is_bare: bool = False

    @classmethod
    def over(cls, sentence: Sentence, first: int, last: int, refs: tuple[str, ...]) -> Candidate:
        """Return a sure candidate over tokens ``[first, last)``."""
        return cls(first, last, sentence.tokens[first].start, sentence.tokens[last - 1].end, refs)

    @classmethod
    def named(cls, sentence: Sentence, first: int, last: int, name: Name, verdict: Verdict) -> Candidate:
        """Return the candidate that reads ``name``."""
        start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
        return cls(first, last, start, end, name.refs, name.others, verdict)
