"""``python -m bot contacts …``: seen, tried again, closed, erased, sealed again, checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import __main__ as program
from bot.handover.request import Request
from bot.handover.store import requests
from tests.handover.examples import CONTACTS

Said = Callable[..., tuple[int, str]]


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    """Run a command of « contacts » on a base of the test; return its code and what it says."""
    monkeypatch.setenv("HANDOVER_URL", f"sqlite:///{tmp_path / 'handover.sqlite'}")

    def run(*words: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["bot", "contacts", *words])
        code = program.main()
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return run


def test_requests_are_listed_without_what_people_wrote_then_shown_with_it(said: Said, left: Request) -> None:
    assert said("list")[1].startswith("Aucune demande.")
    reference = requests().submit(left).reference
    code, listed = said("list")
    assert code == 0
    assert reference in listed
    assert "la conseillère entreprises de Blois" in listed
    assert "1 demande ouverte, 0 en retard, 0 à remettre, 2 messages à envoyer" in listed.lower()
    for personal in (left.name, left.email, left.subject):
        assert personal not in listed
    shown = said("show", reference.lower())[1]
    for told in (left.name, left.email, left.subject, left.context[1], "au correspondant (blois@agence.exemple.fr)"):
        assert told in shown


def test_without_a_sender_letters_are_files_and_check_says_it(said: Said, left: Request, tmp_path: Path) -> None:
    reference = requests().submit(left).reference
    assert said("deliver", "--once")[0] == 0
    assert len(list((tmp_path / "outbox").glob(f"{reference}-*.eml"))) == 2
    assert reference in said("list", "--undelivered")[1]
    code, checked = said("check")
    assert code == 1
    assert "contacts.yml : 2 fiches, rien à corriger." in checked
    assert "Rien n'est réglé pour envoyer" in checked
    assert "n'ont pas été remises : 1" in checked
    assert said("retry")[1] == "Messages à envoyer de nouveau : 2.\n"
    assert said("retry", reference)[1] == "Messages à envoyer de nouveau : 2.\n"


def test_a_wrong_directory_is_refused_with_its_line(said: Said, directory: Path) -> None:
    directory.write_text(CONTACTS.replace("delay: 2", "delay: deux"), "utf-8")
    code, checked = said("check")
    assert code == 1
    assert "contacts.yml, ligne 5, fiche 1 « region », champ « delay » : « deux » ne convient pas" in checked


def test_requests_are_closed_and_erased(said: Said, left: Request) -> None:
    reference = requests().submit(left).reference
    assert said("close", reference, "--reason", "Réglé par téléphone.") == (0, f"{reference} est close.\n")
    assert "Réglé par téléphone." in said("show", reference)[1]
    assert reference not in said("list")[1]
    assert reference in said("list", "--all")[1]
    assert said("purge")[1] == "Demandes effacées : 0.\n"
    assert said("purge", reference)[1] == "Demandes effacées : 1.\n"
    code, shown = said("show", reference)
    assert (code, "Aucune demande ne porte" in shown) == (1, True)


def test_the_key_is_changed_and_all_is_still_read(said: Said, left: Request, tmp_path: Path) -> None:
    reference = requests().submit(left).reference
    before = (tmp_path / "handover.key").read_text().split()
    code, rotated = said("rotate-key")
    assert code == 0
    assert "Valeurs chiffrées avec la nouvelle clé : 2." in rotated
    assert (tmp_path / "handover.key").read_text().split()[1:] == before
    assert left.name in said("show", reference)[1]
