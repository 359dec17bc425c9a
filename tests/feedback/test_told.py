"""What is said to people of what is kept is what the code does."""

import yaml

from bot.feedback.retention import RETENTION_DAYS
from knowledge.paths import PROJECT


def test_who_asks_what_is_kept_is_told_for_how_long() -> None:
    responses = yaml.safe_load((PROJECT / "domain.yml").read_text("utf-8"))["responses"]
    assert f"gardées {RETENTION_DAYS} jours" in responses["utter_identite"][0]["text"]


def test_the_readme_says_for_how_long() -> None:
    assert f"for {RETENTION_DAYS} days" in (PROJECT / "README.md").read_text("utf-8")
