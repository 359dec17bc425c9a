"""Matplotlib's SVG made small, without styles (a strict content policy blocks them), with its words for readers."""

from __future__ import annotations

import re
from html import escape

_NOISE = re.compile(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>|<style.*?</style>", re.DOTALL)
_STYLE = re.compile(r'style="([^"]*)"')
_GROUP_ID = re.compile(r'<g id="[^"]*">')
_FACE = re.compile(r"Lato-([RB])[a-z]+-")
_ROOT = re.compile(r"<svg ([^>]*)>")
_LONG = re.compile(r"\b([1-9]\d*\.\d{2})\d+")


def compact(svg: bytes, *, title: str, alt: str) -> bytes:
    """Return the same picture in fewer bytes, named by ``title`` and described by ``alt``."""
    text = _NOISE.sub("", svg.decode())
    text = _STYLE.sub(_attributes, text)
    text = _GROUP_ID.sub("<g>", text)
    text = _FACE.sub(r"\1", text)
    text = _LONG.sub(r"\1", text)
    text = re.sub(r"\s*\n\s*", " ", text)
    text = re.sub(r"(?<=>) (?=<)| (?=/?>)|<defs></defs>", "", text)
    told = f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
    root = rf'<svg \1 role="img" stroke-linejoin="round" stroke-linecap="butt">{told}'
    return _ROOT.sub(root.replace("\\1", r"\g<1>"), text.strip(), count=1).encode()


def _attributes(style: re.Match[str]) -> str:
    pairs = [pair.split(":", 1) for pair in style.group(1).split(";") if ":" in pair]
    return " ".join(f'{name.strip()}="{value.strip()}"' for name, value in pairs)
