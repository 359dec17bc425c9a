"""The questions on which the product and the oracle must agree, each under a name that says what it asks."""

from __future__ import annotations

from knowledge.bmo.model import Measure
from knowledge.figures.query import Comparator, Condition, Dimension, Query, Statistic

S, D, M, C = Statistic, Dimension, Measure, Comparator

HOME, FRANCE, TOURS, ORLEANS, BLOIS, NOGENT = (
    "region:24", "france:FR", "bassin:2415", "bassin:2421", "bassin:2416", "bassin:2408",
)  # fmt: skip
INDRE_ET_LOIRE, LOIRET, INDRE, LOIR_ET_CHER = "departement:37", "departement:45", "departement:36", "departement:41"
COMMUNE_OF_TOURS = "commune:37261"
EPCI_OF_TWO, EPCI_OF_ONE = "epci:200000933", "epci:200000800"
ROOFERS, WAITERS, RESEARCHERS = "fap2021:B1X34", "fap2021:S2X61", "fap2021:N1X91"
BOTH_NAMES = "fap2021:B1X34 fap2009:B2Z44"
BUILDING, FARMING, HEALTH, FAMILY = "domaine:B", "domaine:A", "domaine:V", "famille:O"

QUERIES: dict[str, Query] = {}


def _ask(name: str, places: str | tuple[str, ...], years: int | tuple[int, ...] = 2025, **more: object) -> None:
    assert name not in QUERIES, name
    where = (places,) if isinstance(places, str) else places
    when = (years,) if isinstance(years, int) else years
    QUERIES[name] = Query(where, when, **more)  # type: ignore[arg-type] # fields by name


# numbers
for _year in (2016, 2017, 2018, 2019, 2020, 2022, 2023, 2024, 2025):
    _ask(f"projects in the région in {_year}", HOME, _year)
    for _measure in (M.DIFFICULT, M.SEASONAL, M.NON_SEASONAL):
        _ask(f"{_measure.value} in the région in {_year}", HOME, _year, measure=_measure)
    _ask(f"share of difficult in Tours in {_year}", TOURS, _year, measure=M.DIFFICULT, statistic=S.SHARE)
    _ask(f"non seasonal by bassin in {_year}", HOME, _year, measure=M.NON_SEASONAL, by=D.BASSIN)
    _ask(f"métiers of Nogent by difficult share in {_year}", NOGENT, _year, measure=M.DIFFICULT, statistic=S.SHARE,
         by=D.OCCUPATION)  # fmt: skip
    _ask(f"top métiers within départements in {_year}", HOME, _year, by=D.OCCUPATION, within=D.DEPARTEMENT, limit=3)
for _first, _last in ((2016, 2017), (2017, 2020), (2018, 2019), (2016, 2023), (2020, 2025)):
    _ask(f"growth by bassin {_first}-{_last}", HOME, (_first, _last), statistic=S.GROWTH, by=D.BASSIN)
    _ask(f"change by métier {_first}-{_last}", HOME, (_first, _last), statistic=S.CHANGE, by=D.OCCUPATION)
    _ask(f"points of difficult {_first}-{_last}", INDRE, (_first, _last), measure=M.DIFFICULT, statistic=S.POINTS)

for _measure in M:
    _ask(f"{_measure.value} of waiters in Tours", TOURS, occupations=(WAITERS,), measure=_measure)
    _ask(
        f"{_measure.value} in a commune, a bassin and an EPCI", (COMMUNE_OF_TOURS, BLOIS, EPCI_OF_TWO), measure=_measure
    )
    _ask(f"{_measure.value} of Tours with Orléans", (TOURS, ORLEANS), measure=_measure, together=True)
    _ask(f"{_measure.value} by métier in Nogent", NOGENT, measure=_measure, by=D.OCCUPATION)
    _ask(f"{_measure.value} by sector in Indre", INDRE, measure=_measure, by=D.SECTOR)
    _ask(f"{_measure.value} in France", FRANCE, measure=_measure)
    _ask(f"{_measure.value} by région of France", FRANCE, measure=_measure, by=D.REGION)
_ask("projects of a métier nobody asks", NOGENT, occupations=(RESEARCHERS,))
_ask("share of a métier nobody asks", NOGENT, occupations=(RESEARCHERS,), measure=M.DIFFICULT, statistic=S.SHARE)
_ask("EPCI of one bassin", EPCI_OF_ONE)
_ask("EPCI and commune together", (EPCI_OF_TWO, COMMUNE_OF_TOURS), together=True)
_ask("bassin inside its département, together", (TOURS, INDRE_ET_LOIRE, COMMUNE_OF_TOURS), together=True)
_ask("EPCI overlapping a bassin, together", (EPCI_OF_TWO, "bassin:2402"), together=True)
_ask("two départements together", (INDRE, "departement:18"), together=True)
_ask("two départements together by bassin", (INDRE, "departement:18"), together=True, by=D.BASSIN)
_ask("the commune and its bassin apart are one", (COMMUNE_OF_TOURS, TOURS))
_ask("two métiers apart", (TOURS, ORLEANS), occupations=(ROOFERS, WAITERS))
_ask("two métiers summed", (TOURS, ORLEANS), occupations=(ROOFERS, WAITERS), summed=True)
_ask("two codes in one selection", TOURS, occupations=("fap2021:B1X34+S2X61",))
_ask("a métier and the sector that holds it, summed", TOURS, occupations=(ROOFERS, BUILDING), summed=True)
_ask("a sector and a family that overlap, summed", HOME, occupations=(BUILDING, FAMILY), summed=True)
_ask("family of the région", HOME, occupations=(FAMILY,), measure=M.SEASONAL)
_ask("projects of France by métier", FRANCE, by=D.OCCUPATION, limit=10)
_ask("départements of Île-de-France", "region:11", by=D.DEPARTEMENT)
_ask("départements of two régions together", (HOME, "region:11"), by=D.DEPARTEMENT, together=True)
_ask("two métiers by bassin", HOME, occupations=(ROOFERS, WAITERS), by=D.BASSIN)
_ask("two sectors summed by bassin", HOME, occupations=(BUILDING, FARMING), summed=True, by=D.BASSIN)
_ask("métiers of two sectors", TOURS, occupations=(BUILDING, FARMING), by=D.OCCUPATION)
_ask("métiers of a family", TOURS, 2022, occupations=(FAMILY,), by=D.OCCUPATION)

# shares, rates
for _measure in M:
    _ask(f"{_measure.value} share of places", (TOURS, HOME, INDRE, EPCI_OF_TWO), statistic=S.SHARE, measure=_measure)
    _ask(f"{_measure.value} share by métier, 20 at least", HOME, statistic=S.SHARE, measure=_measure,
         by=D.OCCUPATION, floor=20)  # fmt: skip
    _ask(f"{_measure.value} per 1,000", (TOURS, HOME, INDRE, EPCI_OF_TWO), statistic=S.PER_THOUSAND, measure=_measure)
_ask("least difficult métiers of each bassin", HOME, statistic=S.SHARE, measure=M.DIFFICULT, by=D.OCCUPATION,
     within=D.BASSIN, floor=20, ascending=True, limit=3)  # fmt: skip
_ask("seasonal share by sector within départements", HOME, statistic=S.SHARE, measure=M.SEASONAL, by=D.SECTOR,
     within=D.DEPARTEMENT)  # fmt: skip
_ask("difficult share by région", FRANCE, statistic=S.SHARE, measure=M.DIFFICULT, by=D.REGION)
_ask("per 1,000 by bassin", HOME, statistic=S.PER_THOUSAND, by=D.BASSIN)
_ask("per 1,000 of places together", (TOURS, INDRE_ET_LOIRE, INDRE), statistic=S.PER_THOUSAND, together=True)
_ask("roofers per 1,000 by département, fewest first", HOME, 2024, statistic=S.PER_THOUSAND, occupations=(ROOFERS,),
     by=D.DEPARTEMENT, ascending=True)  # fmt: skip

# years
_ask("the whole series", HOME, (2022, 2023, 2024, 2025), by=D.YEAR)
_ask("the whole series of two places", (INDRE_ET_LOIRE, INDRE), (2022, 2023, 2024, 2025), by=D.YEAR)
_ask("a series with a published total alone", HOME, (2012, 2022, 2025), by=D.YEAR)
_ask("a series of France with published totals", FRANCE, (2014, 2015, 2024), by=D.YEAR)
_ask("a métier under both names, year by year", HOME, (2023, 2024, 2025), occupations=(BOTH_NAMES,), by=D.YEAR)
_ask("difficult share of a sector, year by year", HOME, (2022, 2023, 2024, 2025), occupations=(BUILDING,), by=D.YEAR,
     measure=M.DIFFICULT, statistic=S.SHARE)  # fmt: skip
_ask("two years apart", (TOURS, ORLEANS), (2024, 2025))
_ask("départements of each year", HOME, (2024, 2025), by=D.DEPARTEMENT, within=D.YEAR)
_ask("top métiers of each year and place", (HOME, TOURS), (2022, 2025), by=D.OCCUPATION, within=D.YEAR, limit=5)

# changes
for _measure in M:
    for _statistic in (S.CHANGE, S.GROWTH, S.POINTS, S.CONTRIBUTION):
        if (_measure, _statistic) == (M.PROJECTS, S.POINTS):
            continue
        _name = f"{_statistic.value} of {_measure.value}"
        _ask(f"{_name} in Tours", TOURS, (2024, 2025), measure=_measure, statistic=_statistic)
        _ask(f"{_name} by bassin", HOME, (2022, 2023), measure=_measure, statistic=_statistic, by=D.BASSIN)
        _ask(f"{_name} by métier", TOURS, (2024, 2025), measure=_measure, statistic=_statistic, by=D.OCCUPATION)
        _ask(f"{_name} by sector over the break", HOME, (2023, 2025), measure=_measure, statistic=_statistic,
             by=D.SECTOR)  # fmt: skip
_ask("growth between two published totals", HOME, (2023, 2025), statistic=S.GROWTH)
_ask("change between two published totals", INDRE_ET_LOIRE, (2023, 2025), statistic=S.CHANGE)
_ask("change from a published total to a sum", HOME, (2023, 2024), statistic=S.CHANGE)
_ask("growth by département", HOME, (2023, 2025), statistic=S.GROWTH, by=D.DEPARTEMENT)
_ask("growth by métier, 20 at least", HOME, (2024, 2025), statistic=S.GROWTH, by=D.OCCUPATION, floor=20)
_ask("change by métier over the break", HOME, (2023, 2025), statistic=S.CHANGE, by=D.OCCUPATION)
_ask("growth by métier over the break, 20 at least", HOME, (2022, 2024), statistic=S.GROWTH, by=D.OCCUPATION, floor=20)
_ask("points by métier, 500 at least", HOME, (2024, 2025), statistic=S.POINTS, measure=M.DIFFICULT, by=D.OCCUPATION,
     floor=500)  # fmt: skip
_ask("what falls most", HOME, (2024, 2025), statistic=S.CONTRIBUTION, by=D.OCCUPATION, ascending=True, limit=5)
_ask("change of a métier", (TOURS, HOME), (2024, 2025), occupations=(WAITERS, BUILDING), statistic=S.CHANGE)
_ask("growth in France", FRANCE, (2024, 2025), statistic=S.GROWTH)
_ask("growth by région of France", FRANCE, (2024, 2025), statistic=S.GROWTH, by=D.REGION)
_ask("contribution of a sector", TOURS, (2024, 2025), occupations=(BUILDING,), statistic=S.CONTRIBUTION)
_ask("contribution of a bassin's sector to the région's", TOURS, (2024, 2025), occupations=(BUILDING,), against=HOME,
     statistic=S.CONTRIBUTION)  # fmt: skip
_ask("contribution of bassins to a sector", HOME, (2024, 2025), occupations=(BUILDING,), by=D.BASSIN,
     statistic=S.CONTRIBUTION)  # fmt: skip

# weights, specialisation
for _measure in M:
    _ask(f"weight of {_measure.value} by sector", TOURS, measure=_measure, statistic=S.WEIGHT, by=D.SECTOR)
    _ask(
        f"weight of {_measure.value} by métier in Nogent", NOGENT, measure=_measure, statistic=S.WEIGHT, by=D.OCCUPATION
    )
    _ask(f"specialisation of {_measure.value} by sector", TOURS, measure=_measure, statistic=S.SPECIALISATION,
         by=D.SECTOR, against=HOME)  # fmt: skip
    _ask(f"specialisation of {_measure.value} by métier", NOGENT, measure=_measure, statistic=S.SPECIALISATION,
         by=D.OCCUPATION)  # fmt: skip
_ask("weight of a bassin in the région", TOURS, statistic=S.WEIGHT, against=HOME)
_ask("weight of a bassin in its département", TOURS, statistic=S.WEIGHT, against=INDRE_ET_LOIRE)
_ask("weight of health in two places", (TOURS, INDRE), statistic=S.WEIGHT, occupations=(HEALTH,))
_ask("weight of a bassin in the région's roofers", TOURS, statistic=S.WEIGHT, occupations=(ROOFERS,), against=HOME)
_ask("weight of départements", HOME, 2023, statistic=S.WEIGHT, by=D.DEPARTEMENT)
_ask("weight of bassins in a sector", HOME, statistic=S.WEIGHT, occupations=(BUILDING,), by=D.BASSIN)
_ask("weight of métiers of a sector", HOME, statistic=S.WEIGHT, occupations=(BUILDING,), by=D.OCCUPATION)
_ask("weight of régions in France", FRANCE, statistic=S.WEIGHT, by=D.REGION)
_ask("specialisation of the région against France", HOME, statistic=S.SPECIALISATION, by=D.SECTOR)
_ask("specialisation of bassins in building", HOME, statistic=S.SPECIALISATION, occupations=(BUILDING,), by=D.BASSIN)
_ask("specialisation, 100 at least", INDRE, statistic=S.SPECIALISATION, by=D.OCCUPATION, floor=100)

# gaps, ranks, secrecy
_ask("gap of three places", (BLOIS, NOGENT, ORLEANS), statistic=S.GAP)
_ask("gap of difficult shares", (TOURS, NOGENT), statistic=S.GAP, base=S.SHARE, measure=M.DIFFICULT)
_ask("gap per 1,000", (TOURS, ORLEANS), statistic=S.GAP, base=S.PER_THOUSAND)
_ask("gap of two sectors", TOURS, statistic=S.GAP, occupations=(BUILDING, FARMING))
_ask("gap of a sector in two places", (TOURS, INDRE), statistic=S.GAP, occupations=(BUILDING,), measure=M.SEASONAL)
_ask("rank of a bassin", TOURS, statistic=S.RANK, against=HOME)
_ask("rank of départements and of the région", (INDRE_ET_LOIRE, HOME), statistic=S.RANK)
_ask("rank of a département in France", INDRE_ET_LOIRE, statistic=S.RANK, against=FRANCE)
_ask("rank by difficult share", (TOURS, NOGENT), statistic=S.RANK, base=S.SHARE, measure=M.DIFFICULT)
_ask("rank of a sector by share", (TOURS, NOGENT), 2023, statistic=S.RANK, base=S.SHARE, measure=M.SEASONAL,
     occupations=(BUILDING,))  # fmt: skip
_ask("rank per 1,000 by bassin", HOME, statistic=S.RANK, base=S.PER_THOUSAND, by=D.BASSIN, ascending=True)
_ask("rank of an EPCI of two bassins", EPCI_OF_TWO, statistic=S.RANK)
for _measure in M:
    _ask(f"masked {_measure.value} by bassin", HOME, statistic=S.MASKED, measure=_measure, by=D.BASSIN)
_ask("masked cells in each place", (HOME, TOURS, FRANCE), 2022, statistic=S.MASKED)

# conditions, exclusions, pages
_over_1000 = (Condition(C.GE, 1000),)
_easy = (Condition(C.LT, 0.2, M.DIFFICULT, S.SHARE),)
_ask("métiers of 1,000 and more", HOME, by=D.OCCUPATION, conditions=_over_1000)
_ask("métiers under 20 % difficult", HOME, statistic=S.SHARE, measure=M.DIFFICULT, by=D.OCCUPATION, floor=20,
     conditions=_easy, ascending=True)  # fmt: skip
_ask("large métiers that are easy", INDRE_ET_LOIRE, by=D.OCCUPATION, conditions=(Condition(C.GT, 100), *_easy))
_ask("bassins of at most 400 difficult", HOME, by=D.BASSIN, conditions=(Condition(C.LE, 400, M.DIFFICULT),))
_ask("sectors half seasonal", TOURS, by=D.SECTOR, conditions=(Condition(C.GE, 0.5, M.SEASONAL, S.SHARE),))
_ask("masked métiers may be one", NOGENT, by=D.OCCUPATION, conditions=(Condition(C.LE, 2),), ascending=True)
_ask("growth of bassins half difficult", HOME, (2024, 2025), statistic=S.GROWTH, by=D.BASSIN,
     conditions=(Condition(C.GE, 0.5, M.DIFFICULT, S.SHARE),))  # fmt: skip
_ask("sectors without health", HOME, by=D.SECTOR, excluded=(HEALTH,))
_ask("métiers without a sector and a métier", HOME, by=D.OCCUPATION, excluded=("fap2021:A1X42", "domaine:T"))
_ask("bassins without Tours and Blois", HOME, by=D.BASSIN, excluded=(COMMUNE_OF_TOURS, BLOIS), measure=M.DIFFICULT)
_ask("bassins without Tours, official total kept", HOME, by=D.BASSIN, excluded=(TOURS,))
_ask("bassins without a département", HOME, by=D.BASSIN, excluded=(INDRE_ET_LOIRE,), measure=M.SEASONAL)
_ask("second page of métiers", HOME, by=D.OCCUPATION, limit=10, skip=10)
_ask("last métiers first", INDRE, 2022, by=D.OCCUPATION, measure=M.NON_SEASONAL, ascending=True, limit=15)

# ties: a row whose least is another's most is before it
_ask("a sector at least as large as the next", "bassin:2402", by=D.SECTOR)
_ask("the smallest sector is at most the next", "bassin:2416", 2024, by=D.SECTOR, ascending=True)
_ask("every project difficult, twice", NOGENT, 2022, by=D.SECTOR, measure=M.DIFFICULT, statistic=S.SHARE, floor=20)
_ask("the least difficult sector", ORLEANS, by=D.SECTOR, measure=M.DIFFICULT, ascending=True)

# weights of what may be nothing
for _rare in ("fap2021:B1X33", "fap2021:J5X60", RESEARCHERS):
    _ask(f"weight of bassins in the seasonal {_rare}", HOME, statistic=S.WEIGHT, measure=M.SEASONAL, by=D.BASSIN,
         occupations=(_rare,))  # fmt: skip

# what is left out of sums, of rows and of what they are a part of
for _measure in (M.PROJECTS, M.NON_SEASONAL):
    _ask(f"{_measure.value} by bassin without a sector", HOME, by=D.BASSIN, excluded=(FARMING,), measure=_measure)
    _ask(f"{_measure.value} by métier without a bassin", HOME, by=D.OCCUPATION, excluded=(TOURS,), measure=_measure)
    _ask(f"{_measure.value} by sector without a commune", HOME, by=D.SECTOR, excluded=(COMMUNE_OF_TOURS,),
         measure=_measure)  # fmt: skip
_ask("départements without a bassin and farming", HOME, by=D.DEPARTEMENT, excluded=(TOURS, FARMING))
_ask("building by bassin without roofers", HOME, by=D.BASSIN, occupations=(BUILDING,), excluded=(ROOFERS,))
_ask("the région without Tours and health", HOME, (2024, 2025), by=D.YEAR, excluded=(TOURS, HEALTH))
_ask("the région without a département, with a year that is not held", HOME, (2020, 2021, 2022), by=D.YEAR,
     excluded=(INDRE,))  # fmt: skip
_ask("sectors of two métiers and a family", HOME, by=D.SECTOR, occupations=(ROOFERS, WAITERS, FAMILY))
_ask("share by sector of a family", INDRE, 2022, by=D.SECTOR, occupations=(FAMILY,), measure=M.DIFFICULT,
     statistic=S.SHARE)  # fmt: skip
_ask("sectors without roofers", TOURS, by=D.SECTOR, excluded=(ROOFERS,), measure=M.DIFFICULT)
_ask("métiers without a sector, over two years", HOME, (2024, 2025), by=D.OCCUPATION, statistic=S.CHANGE,
     excluded=(BUILDING, BLOIS))  # fmt: skip
_ask("growth by bassin without a sector", HOME, (2024, 2025), by=D.BASSIN, statistic=S.GROWTH, excluded=(FARMING,))
_ask("contribution by sector without a bassin", HOME, (2024, 2025), by=D.SECTOR, statistic=S.CONTRIBUTION,
     excluded=(TOURS,))  # fmt: skip
_ask("top métiers within départements but one, without a sector", HOME, by=D.OCCUPATION, within=D.DEPARTEMENT, limit=3,
     excluded=(INDRE_ET_LOIRE, FARMING))  # fmt: skip
_ask("top métiers within bassins, those of a département left out", HOME, by=D.OCCUPATION, within=D.BASSIN, limit=2,
     excluded=(LOIRET,))  # fmt: skip
_ask("weight by métier without a bassin", HOME, by=D.OCCUPATION, statistic=S.WEIGHT, excluded=(ORLEANS,))
_ask("weight by bassin without a sector", HOME, by=D.BASSIN, statistic=S.WEIGHT, excluded=(FARMING,))
_ask("weight of a sector in a place without a bassin", HOME, statistic=S.WEIGHT, occupations=(HEALTH,),
     excluded=(TOURS,))  # fmt: skip
_ask("specialisation by sector without roofers nor a bassin", INDRE_ET_LOIRE, by=D.SECTOR, statistic=S.SPECIALISATION,
     excluded=(ROOFERS, "bassin:2411"), against=HOME)  # fmt: skip
_ask("per 1,000 by sector without a bassin", HOME, by=D.SECTOR, statistic=S.PER_THOUSAND, excluded=(TOURS,))
_ask("per 1,000 by département without a bassin", HOME, by=D.DEPARTEMENT, statistic=S.PER_THOUSAND, excluded=(TOURS,))
_ask("rank by bassin without a sector", HOME, by=D.BASSIN, statistic=S.RANK, excluded=(FARMING,))
_ask("large métiers without a bassin", HOME, by=D.OCCUPATION, excluded=(TOURS,), conditions=_over_1000)

# against an area: a gap or a weight of each métier, and places one inside the other
for _measure in M:
    _ask(f"gap of {_measure.value} to the département", INDRE, statistic=S.GAP, measure=_measure, against=HOME)
    _ask(f"gap of {_measure.value} share, one inside the other", (INDRE_ET_LOIRE, TOURS), statistic=S.GAP, base=S.SHARE,
         measure=_measure)  # fmt: skip
    _ask(f"gap of {_measure.value} share of the région and its bassins", HOME, statistic=S.GAP, base=S.SHARE,
         measure=_measure, by=D.BASSIN)  # fmt: skip
    _ask(f"gap of {_measure.value} share by métier", NOGENT, statistic=S.GAP, base=S.SHARE, measure=_measure,
         by=D.OCCUPATION, against=HOME)  # fmt: skip
    _ask(f"gap of {_measure.value} by métier to another bassin", NOGENT, statistic=S.GAP, measure=_measure,
         by=D.OCCUPATION, against=BLOIS)  # fmt: skip
    _ask(f"gap of {_measure.value} share of two that overlap", (EPCI_OF_TWO, LOIR_ET_CHER, "bassin:2402", HOME),
         statistic=S.GAP, base=S.SHARE, measure=_measure)  # fmt: skip
    _ask(f"weight of {_measure.value} by métier in the région", TOURS, statistic=S.WEIGHT, measure=_measure,
         by=D.OCCUPATION, against=HOME)  # fmt: skip
_ask("gap of a métier and the sector that holds it", NOGENT, statistic=S.GAP, base=S.SHARE, measure=M.DIFFICULT,
     occupations=(BUILDING, ROOFERS))  # fmt: skip
_ask("gap per 1,000, one inside the other", (INDRE_ET_LOIRE, TOURS), statistic=S.GAP, base=S.PER_THOUSAND)
_ask("gap per 1,000 by sector", NOGENT, statistic=S.GAP, base=S.PER_THOUSAND, by=D.SECTOR, against=HOME)
_ask("gap in 2018, one inside the other", (INDRE, "bassin:2413"), 2018, statistic=S.GAP, base=S.SHARE,
     measure=M.SEASONAL)  # fmt: skip
_ask("gap by métier in 2018", NOGENT, 2018, statistic=S.GAP, base=S.SHARE, measure=M.DIFFICULT, by=D.OCCUPATION,
     against=HOME)  # fmt: skip
_ask("gap by bassin without a sector", HOME, statistic=S.GAP, by=D.BASSIN, against=HOME, excluded=(FARMING,))
_ask("contribution of each sector of a bassin to the région's", TOURS, (2024, 2025), statistic=S.CONTRIBUTION,
     by=D.SECTOR, against=HOME)  # fmt: skip
_ask("weight in the country of two régions together", (HOME, "region:11"), statistic=S.WEIGHT, together=True)
