"""A ranking longer than one answer: ten rows at a time, « la suite » for the next ones, nothing past the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bot.answers.suggestions import STARTERS
from bot.question import Question
from bot.writing.blocks import Facts
from bot.writing.french import NARROW, capitalised, counted, number
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.figures.result import Cell, Listing

Listed = TypeVar("Listed")
"""A row of a list."""

_NEXT = Suggestion("La suite", "la suite", spans_years=True)


def no_more(question: Question) -> Reply:
    """Return the answer to « la suite » after an answer that was whole."""
    return Reply(
        sentence="Ma réponse était complète, elle n'a pas de suite.",
        suggestions=STARTERS,
        facts=Facts(topic=ReplyTopic.NO_MORE, territories=question.territories),
    )


@dataclass(frozen=True, slots=True)
class Page(Generic[Listed]):
    """The rows of one answer: ``rows`` from the rank ``first`` on, out of ``total``."""

    rows: tuple[Listed, ...]
    first: int
    total: int

    @classmethod
    def of(cls, rows: Sequence[Listed], question: Question) -> Page[Listed]:
        """Return the page that the question asks of all the rows of a list."""
        return cls(tuple(rows[question.skip : question.skip + question.page]), question.skip + 1, len(rows))

    @property
    def last(self) -> int:
        """The rank of the last row shown."""
        return self.first + len(self.rows) - 1

    @property
    def is_next(self) -> bool:
        """True when rows were shown before these."""
        return self.first > 1

    @property
    def is_over(self) -> bool:
        """True when everything had been shown already."""
        return self.is_next and not self.rows

    def sentence(self, opening: str, noun: str, plural: str) -> str:
        """Return « …, la suite du classement des métiers, du 11e au 20e sur 131 : », or that there is nothing more."""
        if self.is_over:
            return (
                f"{opening}, il n'y en a pas d'autre{NARROW}: le classement compte {counted(self.total, noun, plural)}."
            )
        if len(self.rows) == 1 and self.last == self.total:
            return f"{opening}, voici le dernier {noun} du classement, le {number(self.last)}e."
        if len(self.rows) == 1:
            return f"{opening}, voici le {number(self.last)}e {noun} sur {number(self.total)}{NARROW}:"
        ranks = f"du {number(self.first)}e au {number(self.last)}e sur {number(self.total)}"
        return f"{opening}, la suite du classement des {plural}, {ranks}{NARROW}:"

    def note(self, question: Question, noun: str, plural: str) -> str:
        """Return how many there are in all when more were asked than are shown, else ""."""
        asked_more = bool(question.limit and question.limit > len(self.rows)) or bool(question.threshold)
        if self.is_next or not self.rows or not asked_more or self.total <= len(self.rows):
            return self._short(question, noun, plural)
        return f"{capitalised(counted(self.total, noun, plural))} en tout, voici les {number(len(self.rows))} premiers."

    def _short(self, question: Question, noun: str, plural: str) -> str:
        """« Il n'y en a que 4 », when more were asked."""
        if not self.rows or self.is_next or not question.limit or question.limit <= self.total:
            return ""
        return f"Le classement compte {counted(self.total, noun, plural)} en tout."

    def buttons(self, question: Question) -> tuple[Suggestion, ...]:
        """Return the button to the rows after those of ``question``, when there are some."""
        rest = replace(question, skip=question.skip + question.page)
        return (replace(_NEXT, asks=rest),) if self.rows and self.last < self.total else ()


def page_of(listing: Listing, question: Question) -> Page[Cell]:
    """Return the page that a listing of figures holds."""
    return Page(listing.cells, question.skip + 1, listing.total)
