"""Everything that is known, opened once and handed to the answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from knowledge.build import ensure_built
from knowledge.figures.survey import Bmo
from knowledge.institution.reference import Institution, institution
from knowledge.jobseekers.reference import JobSeekers, job_seekers
from knowledge.mobility.reference import Mobility, mobility
from knowledge.occupations.reference import Occupations, occupations
from knowledge.occupations.rome import Rome, rome
from knowledge.portraits.reference import Portraits, portraits
from knowledge.territories.reference import Territories, territories

HOME_REGION = "region:24"
"""Centre-Val de Loire: where a question that names no place is answered."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The survey's figures, the territories and occupations they are about, what words mean, what stands beside."""

    bmo: Bmo
    territories: Territories
    occupations: Occupations
    institution: Institution
    job_seekers: JobSeekers = field(default_factory=job_seekers)
    portraits: Portraits = field(default_factory=portraits)
    mobility: Mobility = field(default_factory=mobility)
    rome: Rome = field(default_factory=rome)


@lru_cache(maxsize=1)
def open_knowledge() -> Knowledge:
    """Return what is known, building the base on first use; BaseUnavailableError when it cannot be read."""
    return Knowledge(Bmo(ensure_built()), territories(), occupations(), institution())
