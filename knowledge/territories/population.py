"""Which population the territories are given."""

from __future__ import annotations

from functools import lru_cache

import yaml

from knowledge.paths import EMBEDDED


@lru_cache(maxsize=1)
def population_year() -> int:
    """Return the year of the administrative divisions whose municipal population (INSEE) is held."""
    files = yaml.safe_load((EMBEDDED / "territories" / "sources.yml").read_text(encoding="utf-8"))
    return int(next(each["year"] for each in files if each["file"] == "communes.csv"))
