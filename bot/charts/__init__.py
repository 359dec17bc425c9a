"""Charts of the answers: what to draw is chosen from an answer's payload, then drawn as SVG or PNG."""

from bot.charts.choice import chart_of
from bot.charts.model import Chart
from bot.charts.render import render_png, render_svg

__all__ = ["Chart", "chart_of", "render_png", "render_svg"]
