"""The same question as hurried, clumsy or very polite people would type it. Deterministic: no random state."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable

_SMS = (
    (r"\bquels?\b|\bquelles?\b", "kel"),
    (r"\bcombien\b", "cmb"),
    (r"\bqui\b", "ki"),
    (r"\bque\b", "ke"),
    (r"\bqu'", "k "),
    (r"\bdans\b", "ds"),
    (r"\bpour\b", "pr"),
    (r"\bc'est\b", "c"),
    (r"\best-ce\b", "es ce"),
    (r"\bbeaucoup\b", "bcp"),
    (r"\bbonjour\b", "bjr"),
    (r"\bs'il (?:te|vous) plaît\b", "svp"),
    (r"\bvous\b", "vs"),
    (r"\btoujours\b", "tjs"),
    (r"\bnombre\b", "nb"),
    (r"\bil y a\b", "ya"),
)
_POLITE = (
    ("Bonjour, ", ""),
    ("Bonjour, excusez-moi de vous déranger : ", " Merci beaucoup."),
    ("Bonsoir, j'aurais besoin d'un renseignement s'il vous plaît. ", " Merci d'avance pour votre aide."),
    ("", " Merci par avance, bonne journée."),
)
_LONG_WORD = re.compile(r"[^\W\d_]{6,}")


def without_accents(question: str) -> str:
    """Return the question without accents, nor capitals, nor typographic apostrophes."""
    decomposed = unicodedata.normalize("NFKD", question.replace("’", "'").replace("œ", "oe"))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def with_a_typo(question: str) -> str:
    """Return the question with one mistake in one of its long words: a letter lost, doubled or swapped."""
    words = list(_LONG_WORD.finditer(question))
    if not words:
        return question
    seed = zlib.crc32(question.encode())
    word = words[seed % len(words)]
    place = word.start() + 2 + seed // 7 % (len(word.group()) - 4)
    first, second = question[place], question[place + 1]
    changed = (second, first * 2 + second, second + first)[seed % 3]
    return question[:place] + changed + question[place + 2 :]


def as_sms(question: str) -> str:
    """Return the question in text-message spelling: small words shortened, no accent, no punctuation."""
    text = question.lower().replace("’", "'")
    for pattern, short in _SMS:
        text = re.sub(pattern, short, text)
    return re.sub(r"[?!.,;]+", " ", without_accents(text)).strip()


def with_politeness(question: str) -> str:
    """Return the question between courtesies."""
    before, after = _POLITE[zlib.crc32(question.encode()) % len(_POLITE)]
    return f"{before}{question}{after}"


FORMS: dict[str, Callable[[str], str]] = {
    "without accents": without_accents,
    "one typo": with_a_typo,
    "SMS": as_sms,
    "extra politeness": with_politeness,
}
