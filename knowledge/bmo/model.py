"""What the survey counts, and where its figures come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Measure(str, Enum):
    """What is counted: ``met``, ``xmet``, ``smet`` of the survey, and met − smet."""

    PROJECTS = "projects"
    DIFFICULT = "difficult"
    SEASONAL = "seasonal"
    NON_SEASONAL = "non_seasonal"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure comes from."""

    year: int
    producer: str
    title: str
    url: str
    licence: str


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """A total published by press or administrations; shares in percent; ``approximate`` when rounded."""

    year: int
    projects: int
    difficult_percent: float | None
    seasonal_percent: float | None
    source: str
    approximate: bool
