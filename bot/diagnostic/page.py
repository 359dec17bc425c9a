"""The diagnostic as an HTML page, for the screen and for paper: no style and no script in it."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bot.diagnostic.addresses import pdf_url
from bot.diagnostic.document import Evolution
from bot.diagnostic.model import Diagnostic
from bot.diagnostic.wording import document_of

_WIDTH, _HEIGHT, _TOP, _FOOT = 320, 190, 22, 22
_KEPT = 32


@lru_cache(maxsize=_KEPT)
def html_page(diagnostic: Diagnostic) -> str:
    """Return the page of a diagnostic."""
    document = document_of(diagnostic)
    parts = [(part, _drawn(part.evolution) if part.evolution else None) for part in document.sections]
    return _template().render(document=document, sections=parts, pdf=pdf_url(diagnostic.ref))


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("bot.diagnostic"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("diagnostic.html")


def _drawn(evolution: Evolution) -> dict[str, object]:
    """Return where each bar of the years stands in the drawing, in units of its view box."""
    step = _WIDTH / len(evolution.bars)
    thick = min(step * 0.56, 60)
    base = _HEIGHT - _FOOT
    room = base - _TOP
    bars = []
    for index, bar in enumerate(evolution.bars):
        whole, part = bar.length * room, bar.difficult * room
        bars.append(
            {
                "left": round(index * step + (step - thick) / 2, 1),
                "middle": round(index * step + step / 2, 1),
                "thick": round(thick, 1),
                "top": round(base - whole, 1),
                "rest": round(whole - part, 1),
                "split": round(base - part, 1),
                "part": round(part, 1),
                "text": bar.text,
                "year": bar.year,
            }
        )
    return {
        "bars": bars,
        "width": _WIDTH,
        "height": _HEIGHT,
        "base": base,
        "alt": evolution.alt,
        "legend": evolution.legend,
    }
