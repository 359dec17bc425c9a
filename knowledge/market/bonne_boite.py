"""The API La Bonne Boîte v2: the establishments likely to hire for a trade around a place."""

from __future__ import annotations

import re
from typing import Any

from pydantic import Field

from knowledge.market.calls import Answer, Api, Ask
from knowledge.market.model import Companies, Company
from knowledge.market.payload import Payload, line
from knowledge.market.without_contacts import company_name

API = Api("bonne-boite", "/labonneboite", "api_labonneboitev2 search office", rate=2, redirects=True)

SHOWN = 20
_LARGEST_DISTANCE = 200
_MOST = 10_000_000
_PARIS = "75056"
_DIRECTORY = "https://annuaire-entreprises.data.gouv.fr/etablissement/"
_SIRET = re.compile(r"\d{14}")


class _Item(Payload):
    siret: str | None = None
    company_name: str | None = None
    office_name: str | None = None
    city: str | None = None
    naf_label: str | None = None
    headcount_min: int = Field(0, ge=0, le=_MOST)
    headcount_max: int = Field(0, ge=0, le=_MOST)
    hiring_potential: float
    is_high_potential: bool = False


class _Result(Payload):
    hits: int = Field(ge=0, le=_MOST)
    items: list[_Item]


def ask(romes: tuple[str, ...], commune: str, distance: int | None) -> Ask:
    """Return the request for these ROME codes around a commune (INSEE code), ``distance`` in kilometres."""
    place = [("department_number", "75")] if commune == _PARIS else [("citycode", commune)]
    if distance is not None and commune != _PARIS:
        place.append(("distance", str(min(max(1, distance), _LARGEST_DISTANCE))))
    return Ask("/v2/recherche", (*(("rome", rome) for rome in romes), *place, ("page_size", str(SHOWN))))


def read(answer: Answer) -> Companies:
    """Return the companies of an answer, the likeliest to hire first. Raises ValueError."""
    result = _Result.parse_obj(answer.data)
    best: dict[str, Company] = {}
    for item in sorted(result.items, key=lambda each: -each.hiring_potential):
        company = _typed(item)
        best.setdefault(item.siret or f"{company.name} {company.city}", company)
    named = tuple(each for each in best.values() if each.name)
    return Companies(max(result.hits, len(named)), named)


def as_json(companies: Companies) -> Any:
    """Return what is kept of the companies."""
    return [companies.total, [vars(each) for each in companies.companies]]


def from_json(kept: Any) -> Companies:
    """Return the companies that were kept."""
    total, companies = kept
    return Companies(total, tuple(Company(**each) for each in companies))


def _typed(item: _Item) -> Company:
    return Company(
        name=line(company_name(item.office_name or item.company_name or "")),
        city=line(item.city or ""),
        sector=line(item.naf_label or ""),
        headcount=_headcount(item.headcount_min, item.headcount_max),
        potential=round(min(max(0.0, item.hiring_potential), 100.0)),
        high=item.is_high_potential,
        url=_DIRECTORY + item.siret if item.siret and _SIRET.fullmatch(item.siret) else "",
    )


def _headcount(low: int, high: int) -> str:
    if high <= 0:
        return f"{low} salariés ou plus" if low > 0 else ""
    if low == high:
        return f"{low} salarié{'s' if low > 1 else ''}"
    return f"{low} à {high} salariés"
