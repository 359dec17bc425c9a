"""What a portrait says, and how it is called in the embedded table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

PERIOD = "2017-2019"
ALL_METIERS = "ENS"
"""The code of the portrait of all métiers together."""


class Aspect(str, Enum):
    """What can be asked of who does a métier."""

    PAY = "pay"
    DIPLOMA = "diploma"
    HOURS = "hours"
    CONTRACT = "contract"
    PART_TIME = "part_time"
    WOMEN = "women"


PAY_BANDS = ("pay_under_1250", "pay_1250_1500", "pay_1500_2000", "pay_2000_3000", "pay_over_3000")
DIPLOMAS = ("none", "cap_bep", "bac", "bac_2", "higher", "studying")

FIGURES: Mapping[Aspect, tuple[str, ...]] = {
    Aspect.PAY: ("median_pay", *PAY_BANDS),
    Aspect.DIPLOMA: DIPLOMAS,
    Aspect.HOURS: ("saturday", "sunday", "night"),
    Aspect.CONTRACT: ("fixed_term", "temporary"),
    Aspect.PART_TIME: ("part_time",),
    Aspect.WOMEN: ("women",),
}
"""The figures of each aspect: ``median_pay`` in net euros a month, full time; all others in percent."""

COLUMNS = tuple(name for names in FIGURES.values() for name in names)


@dataclass(frozen=True, slots=True)
class Portrait:
    """One métier, family or domain of FAP2009; a figure the source does not give is absent from ``figures``."""

    code: str
    label: str
    figures: Mapping[str, float]
