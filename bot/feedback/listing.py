"""The questions to work on, as a table read in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.feedback import REASONS
from bot.feedback.record import Kind
from bot.feedback.worklist import Unanswered, Worklist
from bot.reading.signs import Signs

_NOTHING = "Aucune question sans réponse ni mal notée n'a été gardée."
_WITHOUT_TEXT = "Sans texte (personnel, ou les noms n'ont pas pu y être cherchés) : {}."
_HEADER = ("Fois", "Ce qui s'est passé", "Raison", "Acte", "Second", "Écart", "Expliqué", "Demandes", "Question")
_KINDS = {Kind.UNANSWERED: "sans réponse", Kind.NOT_USEFUL: "pas utile", Kind.USEFUL: "utile"}
_MAX_QUESTION = 100


def table(work: Worklist) -> str:
    """Return one line per question under a header, columns aligned, then how many have no text; or that none is."""
    rows = [_cells(question) for question in work.questions]
    lines = [_NOTHING] if not rows else []
    if rows:
        widths = [max(len(row[column]) for row in (_HEADER, *rows)) for column in range(len(_HEADER) - 1)]
        lines = [_line(row, widths) for row in (_HEADER, *rows)]
    if work.without_text:
        lines.append(_WITHOUT_TEXT.format(work.without_text))
    return "\n".join(lines)


def _cells(question: Unanswered) -> tuple[str, ...]:
    text = question.question
    return (
        str(question.count),
        ", ".join(_KINDS[kind] for kind in question.kinds),
        ", ".join(REASONS[reason].title.lower() if reason in REASONS else reason for reason in question.reasons) or "—",
        *_read(question.signs),
        text if len(text) <= _MAX_QUESTION else f"{text[: _MAX_QUESTION - 1]}…",
    )


def _read(signs: Signs | None) -> tuple[str, ...]:
    """Return how a question was read, in the same fields as the line of the log."""
    if signs is None:
        return ("—",) * 5
    return (signs.act, signs.runner_up or "—", f"{signs.margin:.2f}", f"{signs.coverage:.0%}", str(signs.parts))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    count, *cells, question = row
    padded = [f"{cell:<{width}}" for cell, width in zip(cells, widths[1:], strict=True)]
    return "  ".join([f"{count:>{widths[0]}}", *padded, question])
