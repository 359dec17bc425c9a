"""Out of the survey's reach: the right public service, in words that cannot be mistaken."""

from __future__ import annotations

import pytest

from bot.answers.elsewhere import answer, service_reply, services
from knowledge.text import fold


@pytest.mark.parametrize(
    ("text", "intent", "said"),
    [
        ("comment demander le RSA ?", "dossier_personnel", "caf.fr"),
        ("mon APL a baissé", "dossier_personnel", "caf.fr"),
        ("je suis en arrêt maladie", "dossier_personnel", "ameli.fr"),
        ("combien de trimestres pour ma retraite", "dossier_personnel", "3960"),
        ("je n'arrive pas à m'actualiser", "dossier_personnel", "3949"),
        ("où en est ma demande ?", "dossier_personnel", "francetravail.fr"),
        ("rédige mon CV", "hors_sujet", "ni lettre ni CV"),
        ("mon patron refuse mes congés payés", "hors_sujet", "code.travail.gouv.fr"),
        ("je veux monter ma boîte", "hors_sujet", "inpi.fr"),
        ("on n'a plus rien à manger", "hors_sujet", "115"),
        ("quelle est la capitale du Pérou ?", "hors_sujet", "pas mon domaine"),
    ],
)
def test_the_right_service_is_named(text: str, intent: str, said: str) -> None:
    assert said in answer(text, intent).text


def test_a_follow_up_on_a_benefit_is_known_whatever_its_intent() -> None:
    reply = service_reply("et le RSA ?")
    assert reply is not None
    assert reply.answer["service"] == "caf"


@pytest.mark.parametrize(
    "text",
    [
        "agents d'entretien à Blois",
        "une formation pour les formateurs ?",
        "aides à domicile en maison de retraite",
        "agent de sécurité",
        "remplacer des départs en retraite",
        "conseillers en banque",
    ],
)
def test_words_of_occupations_call_for_no_service(text: str) -> None:
    assert service_reply(text) is None


def test_the_file_is_well_written() -> None:
    ids = [service.id for service in services()]
    assert len(ids) == len(set(ids)) >= 15
    assert {service.when for service in services()} == {"always", "out_of_scope", "personal_file"}
    for service in services():
        plain = (
            service.pattern.pattern.replace(r"\w*", "").removeprefix(r"\b(?:").removesuffix(r")\b").replace("\\", "")
        )
        assert [word for word in plain.split("|") if fold(word) != word] == [], service.id
        assert len(service.answer) < 300
