"""The share that a message gives to be confirmed: « 80 % de difficiles, c'est juste ? », « un sur deux, vrai ? »."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from knowledge.text import fold, fold_aligned

_PERCENT = re.compile(r"(?<!\d)(?<!\d[.,])(\d{1,3}(?:[.,]\d+)?) ?(?:%|pour ?cents?\b)")
_OUT_OF = re.compile(
    r"\b(\d{1,3}|une?|deux|trois|quatre|neuf)(?: [a-z]+){0,2} sur (\d{1,3}|deux|trois|quatre|cinq|dix)\b"
)
_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "neuf": 9, "dix": 10}
_PARTS = {
    r"\bla moitie\b": 1 / 2, r"\bles? deux tiers\b": 2 / 3, r"\b(?:un|le) tiers\b": 1 / 3,
    r"\b(?:les )?trois quarts\b": 3 / 4, r"\b(?:un|le) quart\b(?! d heure)": 1 / 4,
}  # fmt: skip
_TO_CONFIRM = re.compile(
    r"\b(?:vrai|juste|exacte?|correcte?|confirm[a-z]*|parait|il semble|me dit|m a dit|dit que|sure?|c est (?:ca|bien)"
    r"|vraiment|fiable)\b"
)
_MOSTLY = re.compile(r"\b(?:la|en) (?:grande )?majorite\b|\bla plupart\b|\bmajoritairement\b|\bplus de la moitie\b")
_MORE = re.compile(r"\bentre\b|\b(?:plus|moins|au dessus|au dessous|au moins|au plus|pres) d(?:e|u|es)?\b")
"""« plus de 80 % ? » sets a threshold."""

_EASY = re.compile(r"\bfaciles?\b|\bfacilement\b|\bsans (?:mal|peine|probleme|difficulte)s?\b")
_DENIED = re.compile(
    r"\b(?:pas|non|jamais|peu)(?: [a-z]+){0,3} (?:difficil|dur|tendu|compliq|facil|simple|saisonni)[a-z]*"
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A share, 0 to 1, said to be the figure, or to be passed by it (``over``: « la majorité »)."""

    share: float
    over: bool = False
    easy: bool = False
    """« 56 % sont faciles »: the share of what is not difficult."""
    denied: bool = False
    """« la majorité ne sont pas difficiles »: the share of what is not so."""


def claimed_share(text: str) -> Claimed | None:
    """Return the share that ``text`` gives for who answers to confirm or to deny; None when it gives none."""
    found, plain = _share(text), fold_aligned(text).text
    if found is None:
        return None
    return replace(found, easy=_EASY.search(plain) is not None, denied=_DENIED.search(plain) is not None)


def _share(text: str) -> Claimed | None:
    folded = re.sub(r"(?<=\d),(?=\d)", ".", text.lower())
    told = fold(folded)
    if _MOSTLY.search(told) and text.rstrip().endswith("?"):
        return Claimed(1 / 2, over=True)
    if not _TO_CONFIRM.search(told) or _MORE.search(told):
        return None
    percent = _PERCENT.findall(folded)
    if len(percent) == 1:
        return Claimed(min(float(percent[0]) / 100, 1.0))
    if percent:
        return None
    part = _OUT_OF.search(told)
    if part is not None:
        some, all_ = (_NUMBERS.get(each) or int(each) for each in part.groups())
        return Claimed(some / all_) if 0 < some <= all_ else None
    return next((Claimed(share) for words, share in _PARTS.items() if re.search(words, told)), None)
