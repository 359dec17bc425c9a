"""What goes wrong, as JSON or as a page: a French sentence, and a reference where the log says more."""

from __future__ import annotations

import logging
import math
import uuid

from sanic import response
from sanic.exceptions import (
    InvalidUsage,
    MethodNotSupported,
    NotFound,
    PayloadTooLarge,
    RequestTimeout,
    SanicException,
)
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.web import problem_page

logger = logging.getLogger(__name__)

UNKNOWN_ADDRESS = "Cette adresse n’existe pas."
NO_CONVERSATION = "Cette conversation n’existe pas, ou plus : ouvrez-en une nouvelle."
NO_ANSWER = "Cette réponse n’existe pas dans votre conversation, ou plus."
NO_FILE = "Cette réponse n’a pas ce fichier."
NO_BUTTON = "Ce bouton n’existe pas dans votre conversation, ou plus. Écrivez votre question."
NO_DIAGNOSTIC = "Il n’y a pas de diagnostic pour ce territoire."
FOREIGN = "Cette page n’est pas autorisée à utiliser l’assistant."
NOT_JSON = 'Le corps de la requête doit être un objet JSON : {"text": "…"} ou {"button": "…"}.'
NO_VALUES = 'Il faut un objet JSON : {"values": {"name": "…", …}}.'
TEXT_OR_BUTTON = "Envoyez « text » ou « button », l’un des deux, sous forme de texte."
BAD_ID = "« id » doit être un UUID."
TOO_LARGE = "Requête trop volumineuse."
TOO_LONG = "Votre message est trop long : {} caractères au plus."
TOO_MANY = "Trop de demandes à la fois. Réessayez dans {}."
BUSY = "Trop de documents sont en préparation. Réessayez dans quelques instants."
LATE = "La requête n’est pas arrivée à temps."
BAD_METHOD = "Cette adresse ne se demande pas ainsi."
UNREADABLE = "Requête illisible."
FAILED = "Une erreur de notre côté nous empêche de répondre. Réessayez dans un instant (référence {})."

_SANIC: tuple[tuple[type[SanicException], int, str], ...] = (
    (NotFound, 404, UNKNOWN_ADDRESS),
    (MethodNotSupported, 405, BAD_METHOD),
    (PayloadTooLarge, 413, TOO_LARGE),
    (RequestTimeout, 408, LATE),
    (InvalidUsage, 400, UNREADABLE),
)


class Problem(Exception):  # noqa: N818 — reads as what it is
    """A request that is refused; its message is the French sentence for whoever asked."""

    def __init__(self, status: int, sentence: str, *, retry_after: float = 0) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.retry_after = math.ceil(retry_after)


def bad_form(wrong: int) -> str:
    """Return the sentence of a form ``wrong`` fields of which must be seen again."""
    return f"La demande n’est pas partie : {f'{wrong} champs sont' if wrong > 1 else 'un champ est'} à revoir."


def too_many(seconds: float) -> Problem:
    """Return the refusal of one call too many."""
    whole = max(1, math.ceil(seconds))
    return Problem(429, TOO_MANY.format(f"{whole} seconde{'s' if whole > 1 else ''}"), retry_after=whole)


def answer_to(request: Request | None, error: BaseException) -> HTTPResponse:
    """Return the answer when ``error`` was raised; what was not foreseen is logged, and its reference given."""
    if isinstance(error, Problem):
        return _answer(request, error)
    for kind, status, sentence in _SANIC:
        if isinstance(error, kind):
            return _answer(request, Problem(status, sentence))
    reference = uuid.uuid4().hex[:8]
    route = getattr(getattr(request, "route", None), "path", "")
    logger.error("Request to « %s » failed, reference %s", route, reference, exc_info=error)
    status = error.status_code if isinstance(error, SanicException) and error.status_code else 500
    return _answer(request, Problem(status, FAILED.format(reference)), reference=reference)


def _answer(request: Request | None, problem: Problem, **more: str) -> HTTPResponse:
    if problem_page.wanted(request):
        answer = problem_page.page(problem.status, problem.sentence)
    else:
        waits = {"retry_after": problem.retry_after} if problem.retry_after else {}
        body = {"error": problem.sentence, **waits, **more}
        answer = response.json(body, status=problem.status, ensure_ascii=False)
    if problem.retry_after:
        answer.headers["Retry-After"] = str(problem.retry_after)
    return answer
