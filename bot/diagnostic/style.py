"""Colours, sizes and margins of the PDF, in points and hexadecimal; the page's are in diagnostic.css."""

from __future__ import annotations

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
MARGIN, TOP, BOTTOM = 18 * MM, 20 * MM, 18 * MM
WIDTH = PAGE_WIDTH - 2 * MARGIN
BAND = 52 * MM
"""Height of the coloured band that opens the first page."""

NAVY, INK, GREY, PALE, LINE, WHITE = "#17304f", "#1f2933", "#5f6b7a", "#f3f5f8", "#d5dbe3", "#ffffff"
HUES = {"projects": "#2f6690", "difficult": "#c0562f", "seasonal": "#8a6d1d", "up": "#2e7d4f", "down": "#b23a48"}
TINTS = {"projects": "#2f6690", "difficult": "#d98a6a", "seasonal": "#cdb15f", "up": "#2e7d4f", "down": "#b23a48"}
"""Bars: lighter than the text of the same hue."""
