"""The one place that writes numbers, shares, plurals and lists the French way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from knowledge.bmo.model import Measure
from knowledge.figures.sums import Figures, Share, Sum

NARROW = "\u202f"
"""Narrow no-break space: between thousands, and before ; : ! ? %."""

NO_BREAK = "\u00a0"
"""No-break space: before a colon, inside guillemets."""

_ADJECTIVES = {
    Measure.PROJECTS: ("", ""),
    Measure.DIFFICULT: (" difficile", " difficiles"),
    Measure.SEASONAL: (" saisonnier", " saisonniers"),
    Measure.NON_SEASONAL: (" non saisonnier", " non saisonniers"),
}


def number(value: float, decimals: int = 0) -> str:
    """Return ``value`` with narrow spaces and a decimal comma: 17146 → « 17 146 »."""
    exact = Decimal(str(round(value, 9))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)  # 56,25 is 56,3
    return f"{exact:,.{decimals}f}".replace(",", NARROW).replace(".", ",").replace("-", "−")


def whole(value: float) -> int:
    """Return a count as it is written: a sum of weighted estimates is rounded once, half up."""
    return int(Decimal(str(round(value, 9))).quantize(Decimal(1), ROUND_HALF_UP))


def percent(ratio: float, decimals: int = 1) -> str:
    """Return a ratio (0.494) as « 49,4 % »; a whole (1.0) as « 100 % »."""
    decimals = 0 if ratio in {0.0, 1.0} else decimals
    return f"{number(ratio * 100, decimals)}{NARROW}%"


def signed(value: float, decimals: int = 0) -> str:
    """Return ``value`` with its sign, + or −."""
    return ("+" if value > 0 else "") + number(value, decimals)


def signed_percent(ratio: float) -> str:
    """Return a change (−0.053) as « −5,3 % »."""
    return f"{signed(ratio * 100, 0 if ratio in {-1.0, 1.0} else 1)}{NARROW}%"


def plural(count: float, singular: str, plural_form: str | None = None) -> str:
    """Return the noun in the number that French asks for ``count``, as it is written (plural from 2)."""
    return singular if abs(whole(count)) < 2 else (plural_form or f"{singular}s")


def counted(count: float, singular: str, plural_form: str | None = None, feminine: bool = False) -> str:
    """Return « 1 projet », « 2 projets », « aucun projet »."""
    if not whole(count):
        return f"{'aucune' if feminine else 'aucun'} {singular}"
    return f"{number(count)} {plural(count, singular, plural_form)}"


def listed(items: Sequence[str], word: str = "et") -> str:
    """Return « a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def capitalised(text: str) -> str:
    """Return ``text`` with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def typeset(text: str) -> str:
    """Return ``text`` with the no-break spaces French wants before « : ; ! ? % » and inside guillemets."""
    return re.sub(r" (?=[;!?%])", NARROW, re.sub(r" (?=[:»])|(?<=«) ", NO_BREAK, text))


def quoted(text: str) -> str:
    """Return « text » between French quotation marks."""
    return f"«{NO_BREAK}{text}{NO_BREAK}»"


def adjective(measure: Measure, count: float) -> str:
    """Return the adjective of ``measure`` with its leading space, agreeing with ``count`` (« difficiles »)."""
    return _ADJECTIVES[measure][0 if abs(whole(count)) < 2 else 1]


def projects(count: float, measure: Measure = Measure.PROJECTS) -> str:
    """Return « 12 projets de recrutement difficiles », « aucun projet de recrutement »."""
    noun = plural(count, "projet de recrutement", "projets de recrutement")
    head = number(count) if whole(count) else "aucun"
    return f"{head} {noun}{adjective(measure, count)}"


def amount(total: Sum, measure: Measure = Measure.PROJECTS) -> str:
    """Return the figure as the survey allows to say it: exact, at least with its interval, or masked."""
    few = f"moins de 5{NARROW}projets de recrutement{adjective(measure, 2)} (secret statistique)"
    if total.is_masked:
        return (
            few
            if total.masked == 1
            else f"un nombre de projets{adjective(measure, 2)} couvert par le secret statistique"
        )
    return f"au moins {projects(total.published, measure)}" if total.masked else projects(total.published, measure)


def interval(figures: Figures, measure: Measure = Measure.PROJECTS) -> str:
    """Return « entre 85 150 et 87 055 en comptant 635 valeurs secrètes », empty when nothing is masked."""
    masked = figures.of(measure).masked
    if not masked:
        return ""
    bounds = figures.interval(measure)
    hidden = counted(masked, "valeur secrète", "valeurs secrètes", feminine=True)
    return f"entre {number(bounds.low)} et {number(bounds.high)} en comptant {hidden}"


def share_interval(share: Share) -> str:
    """Return « entre 48,1 % et 52,3 % », empty when the share is exact to the tenth."""
    low, high = percent(share.low), percent(share.high)
    return "" if low == high else f"entre {low} et {high} avec les valeurs secrètes"
