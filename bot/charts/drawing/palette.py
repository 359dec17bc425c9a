"""Colours, told apart by colour-blind readers and in grey print: each pair differs in lightness (tests/charts)."""

WHITE = "#ffffff"
INK = "#1b2733"
MUTED = "#52606d"
RULE = "#d5dbe1"
TRACK = "#eef1f4"

WHOLE = "#5f92c9"
PART = "#15396b"
ASKED_WHOLE = "#d07a2d"
ASKED_PART = "#6e3304"

SIDES = ("#1f5f99", "#c0570f", "#5b6470")
"""Two or three places side by side."""

UP, DOWN = "#1f5f99", "#b4500e"
