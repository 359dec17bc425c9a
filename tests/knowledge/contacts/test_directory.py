"""Who receives a request: by territory and kind of asker, with absences; a wrong file is refused with its line."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

import pytest

from knowledge.contacts import directory, route
from knowledge.contacts.reading import contacts
from knowledge.contacts.working_days import after, is_working
from knowledge.errors import SettingsError
from knowledge.paths import PROJECT

SHIPPED = PROJECT / "knowledge" / "contacts" / "contacts.yml"
WRITTEN = """- id: region
  label: le correspondant régional
  email: region@exemple.fr
  delay: 2
- id: elus
  label: la chargée des élus
  email: ""
  askers: [elected_official]
  territories: [region:24]
  delay: 3
- id: loir-et-cher
  label: le correspondant du Loir-et-Cher
  email: lc@exemple.fr
  territories: [departement:41, departement:37]
  delay: 1
  away: {from: 03/08/2026, until: 21/08/2026, delegate: region}
- id: vendome
  label: le conseiller entreprises de Vendôme
  email: v@exemple.fr
  territories: [epci:200072072]
  askers: [employer]
  delay: 1
  away: {from: 10/08/2026, until: 14/08/2026, delegate: loir-et-cher}
"""
IN_JUNE, IN_AUGUST = date(2026, 6, 1), date(2026, 8, 12)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "contacts.yml"
    path.write_text(WRITTEN, "utf-8")
    monkeypatch.setenv("CONTACTS_FILE", str(path))
    return path


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize(
    ("asker", "territory", "today", "who"),
    [
        ("employer", "commune:41269", IN_JUNE, "vendome"),
        ("job_seeker", "commune:41269", IN_JUNE, "loir-et-cher"),
        ("employer", "departement:41", IN_JUNE, "loir-et-cher"),
        ("employer", "bassin:2417", IN_JUNE, "loir-et-cher"),
        ("employer", "commune:37261", IN_JUNE, "loir-et-cher"),
        ("elected_official", "commune:41269", IN_JUNE, "loir-et-cher"),
        ("elected_official", "commune:45234", IN_JUNE, "elus"),
        ("elected_official", "region:24", IN_JUNE, "elus"),
        ("employer", "commune:45234", IN_JUNE, "region"),
        ("employer", "", IN_JUNE, "region"),
        ("employer", "commune:75056", IN_JUNE, "region"),
        ("employer", "nowhere", IN_JUNE, "region"),
        ("employer", "commune:41269", IN_AUGUST, "region"),
        ("employer", "commune:41269", date(2026, 8, 17), "vendome"),
        ("job_seeker", "commune:41269", date(2026, 8, 21), "region"),
        ("job_seeker", "commune:41269", date(2026, 8, 22), "loir-et-cher"),
    ],
)
def test_the_nearest_then_the_one_who_names_the_asker(asker: str, territory: str, today: date, who: str) -> None:
    found = route(asker, territory, today)
    assert found.contact.id == who
    assert (found.instead_of is not None) == (today == IN_AUGUST or today == date(2026, 8, 21))


def test_when_all_are_away_the_one_chosen_gets_it(path: Path) -> None:
    away = "\n  away: {from: 01/08/2026, until: 31/08/2026, delegate: loir-et-cher}"
    path.write_text(WRITTEN.replace("  delay: 2", f"  delay: 2{away}"), "utf-8")
    found = route("job_seeker", "commune:41269", IN_AUGUST)
    assert (found.contact.id, found.instead_of) == ("loir-et-cher", None)


@pytest.mark.parametrize(
    ("days", "written"),
    [("1", "sous un jour ouvré"), ("2", "sous deux jours ouvrés"), ("15", "sous 15 jours ouvrés")],
)
def test_the_delay_is_told_in_words(path: Path, days: str, written: str) -> None:
    path.write_text(WRITTEN.replace("delay: 2", f"delay: {days}"), "utf-8")
    assert route("employer", "").delay == written


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("delay: 2", "delay: bientôt", "contacts.yml, ligne 4, fiche 1 « region », champ « delay » : « bientôt » ne"),
        ("  delay: 2\n", "", "ligne 1, fiche 1 « region » : il manque le champ « delay »"),
        ("region@exemple.fr", "region", "ligne 3, fiche 1 « region », champ « email » : « region » n'est pas une adr"),
        ("[region:24]", "[region:99]", r"ligne 9, fiche 2 « elus », champ « territories » \(1\) : « region:99 » n'est"),
        ("[elected_official]", "[maire]", "ligne 8, .*« maire » n'est pas possible ; choisissez job_seeker ou empl"),
        ("until: 21/08/2026", "until: 32/08/2026", "ligne 16, .*« 32/08/2026 » n'est pas un jour"),
        ("until: 21/08/2026", "until: 01/08/2026", "ligne 16, .*l'absence finit avant de commencer"),
        ("delegate: region", "delegate: nobody", "ligne 16, .*« nobody » n'est l'id d'aucune autre fiche"),
        ("delegate: region", "delegate: loir-et-cher", "ligne 16, .*« loir-et-cher » n'est l'id d'aucune autre fiche"),
        ("id: elus", "id: region", "ligne 5, .*cet id est déjà pris"),
        ("label: la chargée", "titre: la chargée", "ligne 5, fiche 2 « elus » : le champ « titre » n'existe pas"),
        ("  email: region@exemple.fr\n", "  email: [a\n", "ligne .*écriture illisible"),
        (
            "  delay: 2\n",
            "  delay: 2\n  askers: [employer]\n",
            "il faut une fiche sans « territories » ni « askers »",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(path: Path, old: str, new: str, said: str) -> None:
    assert old in WRITTEN
    path.write_text(WRITTEN.replace(old, new, 1), "utf-8")
    with pytest.raises(SettingsError, match=said):
        contacts(path)


def test_a_file_spoilt_while_serving_changes_nothing(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    before = directory()
    with caplog.at_level(logging.ERROR):
        path.write_text("- id: [", "utf-8")
        assert directory() == directory() == before
    assert caplog.text.count("the one before it goes on") == 1
    path.write_text(WRITTEN.replace("delay: 3", "delay: 4"), "utf-8")
    assert directory()[1].delay == 4


def test_an_absent_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTACTS_FILE", str(tmp_path / "none.yml"))
    with pytest.raises(SettingsError, match=r"none.yml : le fichier est absent"):
        route("employer", "")


def test_the_shipped_file_names_the_function_and_no_person() -> None:
    (only,) = contacts(SHIPPED)
    assert (only.label, only.email) == ("le correspondant régional", "")


def test_working_days_leave_out_weekends_and_public_holidays() -> None:
    assert after(date(2026, 11, 27), 2) == date(2026, 12, 1)  # a Friday
    assert after(date(2026, 12, 24), 1) == date(2026, 12, 28)
    assert after(date(2026, 4, 3), 1) == date(2026, 4, 7)  # over Easter Monday
    closed = (date(2025, 4, 21), date(2024, 5, 9), date(2027, 5, 17), date(2026, 7, 14), date(2026, 11, 28))
    assert not any(map(is_working, closed))
