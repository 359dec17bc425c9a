"""What can be summed across 2024: every label of the survey, every everyday word, the 13,120 job titles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.occupations import tables
from knowledge.occupations.following import Followed
from knowledge.occupations.model import Nomenclature, Selection
from knowledge.occupations.reference import occupations

FAP2009, FAP2021 = Nomenclature
CHILDCARE = ("fap2009:T2B60", "fap2021:T2B60", "fap2021:V4X84")
BEFORE, AFTER, ACROSS = (2016, 2023), (2024, 2025), (2022, 2025)


def _selections() -> Iterator[tuple[str, Selection]]:
    for one in occupations().all():
        yield one.ref, tables.selection_of(one)
    for entry in tables.curated("everyday.yml")["occupations"]:
        yield entry["words"][0], tables.selection(entry)
    for ogr, title, _, fap2021, fap2009 in tables.rows("appellations.csv"):
        yield f"{ogr} {title}", tables.codes(fap2021, fap2009)


ASKED = list(_selections())


def _surveyed(selection: Selection, nomenclature: Nomenclature) -> set[str]:
    return {code for code in selection.codes(nomenclature) if occupations().surveyed(f"{nomenclature.value}:{code}")}


def test_all_labels_and_titles_are_tried() -> None:
    assert len(occupations().all(FAP2021)) == 217
    assert len(occupations().all(FAP2009)) == 200
    assert len(ASKED) > 13_120 + 417 + 300


def test_what_is_followed_holds_every_code_asked_and_means_the_same() -> None:
    faults = []
    for name, selection in ASKED:
        if selection.sector:
            continue
        found = occupations().followed(selection, ACROSS)
        if found.why_not:
            continue
        for nomenclature in Nomenclature:
            asked, summed = _surveyed(selection, nomenclature), set(found.codes(nomenclature))
            added = {ref.partition(":")[2] for ref in found.added if ref.startswith(nomenclature.value)}
            if not asked <= summed or (asked and summed - asked != added):
                faults.append(f"{name}: {selection.value} → {found}")
        if occupations().same_meaning(found.fap2021, FAP2021) != found.fap2009 or found.exact is bool(found.added):
            faults.append(f"{name}: {found} does not mean the same before and after")
    assert not faults, "\n".join(faults)


def test_what_is_refused_gives_its_reason_and_no_code() -> None:
    for name, selection in ASKED:
        found = occupations().followed(selection, ACROSS)
        assert found.why_not or (found.fap2009 and found.fap2021), name
        if found.why_not:
            assert found == Followed(why_not=found.why_not), name
            assert not found.why_not.endswith("."), name


@pytest.mark.parametrize(("years", "nomenclature"), [(BEFORE, FAP2009), (AFTER, FAP2021)])
def test_in_one_nomenclature_everything_is_as_asked(years: tuple[int, ...], nomenclature: Nomenclature) -> None:
    for name, selection in ASKED:
        found = occupations().followed(selection, years)
        codes = set(found.codes(nomenclature))
        if selection.sector:
            assert codes == set(occupations().codes_in_sector(selection.sector, nomenclature)), name
        else:
            assert codes == _surveyed(selection, nomenclature), name
        assert found.exact is bool(codes), name
        assert bool(found.why_not) is not found.exact, name
        assert not found.added, name


def test_many_metiers_are_followed() -> None:
    labels = [tables.selection_of(one) for one in occupations().all(FAP2021)]
    found = [occupations().followed(one, ACROSS) for one in labels]
    assert sum(one.exact for one in found) == 57
    assert sum(bool(one.added) for one in found) == 28
    assert sum(bool(one.why_not) for one in found) == 132


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("fap2021:V1X80 fap2009:V1Z80+V1Z81", Followed(("V1Z80", "V1Z81"), ("V1X80",), exact=True)),
        # before 2024 sages-femmes were counted apart
        ("fap2021:V1X80 fap2009:V1Z80", Followed(("V1Z80", "V1Z81"), ("V1X80",), added=("fap2009:V1Z81",))),
        ("fap2021:V0X60 fap2009:V0Z60", Followed(("T2B60", "V0Z60"), ("T2B60", "V0X60", "V4X84"), added=CHILDCARE)),
    ],
)
def test_neighbours_are_named(value: str, expected: Followed) -> None:
    assert occupations().followed(Selection.parse(value), ACROSS) == expected


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("fap2021:B6X73 fap2009:B6Z73", "sans équivalent sûr"),  # B6Z73 became B6X74, another métier
        ("fap2021:B7X91 fap2009:B6Z70", "sans équivalent sûr"),  # ingénieur géomètre is no géomètre
        ("fap2021:J4X60 fap2009:J4Z60", "accompagnement"),
        ("fap2021:B1X31 fap2009:B2Z40", "carreleurs"),
        ("fap2021:L6X00", "avant 2024"),
        ("fap2021:P4X60", "ne publie pas"),
        ("domaine:B", "secteur"),
        ("ambigu:conducteur", "plusieurs métiers"),
    ],
)
def test_a_refusal_says_why(value: str, reason: str) -> None:
    assert reason in occupations().followed(Selection.parse(value), ACROSS).why_not


def test_sectors_and_years() -> None:
    whole = occupations().followed(Selection(sector="domaine:S"), ACROSS)
    assert whole.exact
    assert whole.fap2009 == occupations().codes_in_sector("domaine:S", FAP2009)
    assert occupations().followed(Selection(sector="domaine:B"), AFTER).fap2009 == ()
    assert "avant 2024" in occupations().followed(Selection(fap2021=("L6X00",)), BEFORE).why_not
    with pytest.raises(ValueError, match="year"):
        occupations().followed(Selection(sector="domaine:S"), ())
