"""Events: told apart by today's date, past ones said to be past, dates written in French."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.institution.reference import Institution, institution
from knowledge.institution.typography import french_date, typeset
from knowledge.institution.validation import ENTRIES, FOLDER

_TODAY = date(2026, 11, 22)


def test_the_only_known_lab_is_past() -> None:
    upcoming, past = institution().events("labs", _TODAY)
    assert upcoming == []
    assert [(event.date, event.place) for event in past] == [(date(2018, 6, 27), "Orléans")]
    assert past[0].sentence(_TODAY) == (
        "Le premier Lab («\u00a0Innovons pour mieux former\u00a0») a eu lieu le 27 juin 2018 à Orléans."
    )


def test_no_date_of_the_club_rh_is_known_but_its_rhythm_is() -> None:
    assert institution().events("club_rh", _TODAY) == ([], [])
    assert institution().series("club_rh").rhythm.startswith("trois fois par an")


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2018, 6, 26), "aura lieu le 27 juin 2018"),
        (date(2018, 6, 27), "a lieu aujourd'hui, 27 juin 2018"),
        (date(2018, 6, 28), "a eu lieu le 27 juin 2018"),
    ],
)
def test_an_event_is_to_come_until_its_day_is_over(today: date, said: str) -> None:
    upcoming, past = institution().events("labs", today)
    assert said in (*upcoming, *past)[0].sentence(today)
    assert bool(upcoming) == (today <= date(2018, 6, 27))


def test_events_added_to_the_file_come_nearest_first_and_past_ones_latest_first(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "institution"))
    days = ("05/02/2027", "12/12/2026", "03/03/2020", "04/04/2021")
    events = "".join(
        f"    - {{date: {day}, title: Le Club RH, place: Tours, theme: '', source: Agenda}}\n" for day in days
    )
    written = (folder / "events.yml").read_text(encoding="utf-8")
    (folder / "events.yml").write_text(written.replace("  events: []\n", f"  events:\n{events}"), encoding="utf-8")
    assert (folder / ENTRIES).exists()
    upcoming, past = Institution(folder).events("club_rh", _TODAY)
    assert [event.date for event in upcoming] == [date(2026, 12, 12), date(2027, 2, 5)]
    assert [event.date for event in past] == [date(2021, 4, 4), date(2020, 3, 3)]
    assert upcoming[0].sentence(_TODAY) == "Le Club RH aura lieu le 12 décembre 2026 à Tours."


@pytest.mark.parametrize(("day", "written"), [(date(2018, 6, 27), "27 juin 2018"), (date(2027, 8, 1), "1er août 2027")])
def test_a_date_is_written_in_french(day: date, written: str) -> None:
    assert french_date(day) == written


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("de 85 150 à 87 055 projets", "de 85\u202f150 à 87\u202f055 projets"),
        ("En 2018, 160 conseillers", "En 2018, 160 conseillers"),
        ("en 2018 160 conseillers", "en 2018 160 conseillers"),
        ("50,1 % : « oui » ?", "50,1\u202f%\u202f: «\u00a0oui\u00a0»\u202f?"),
        ("https://francetravail.io", "https://francetravail.io"),
    ],
)
def test_french_spaces_are_put_where_ordinary_ones_were_typed(typed: str, shown: str) -> None:
    assert typeset(typed) == shown
