"""Whom to contact is taken out of a text, and what the work is stays."""

from __future__ import annotations

import pytest

from knowledge.market.without_contacts import MOST_CHARACTERS, company_name, tells_a_contact, without_contacts

CONTACTS = [
    "Contactez-nous au 02 47 11 22 33.",
    "Tél. : 0247112233",
    "tel 06.12.34.56.78 le matin",
    "Appelez le +33 6 12 34 56 78.",
    "0033 2 54 00 00 00",
    "06-12-34-56-78",
    "Envoyez votre CV à recrutement@boulangerie-martin.fr",
    "CV à jeanne.martin (at) exemple.fr",
    "Postulez sur https://www.exemple.fr/offre/12",
    "Plus d'informations sur www.exemple.fr",
    "Rendez-vous sur exemple-emploi.com pour postuler.",
    "Merci de contacter Mme Lea BLONDEAU.",
    "Votre interlocutrice : Madame Durand",
    "Demander M. Petit à l'accueil.",
    "Adressez votre candidature à Julie Bernard, avant vendredi.",
    "À l'attention de Paul Moreau",
    "Contact : Sophie",
    "Votre conseillère Julie Lefèvre vous recevra.",
    "Responsable du recrutement : Karim BENALI",
    "Julie Martin, notre directrice, vous accueillera.",
    "Contactez Sophie pour en savoir plus.",
    "WhatsApp : 0612345678",
]
WORK = [
    "Vous préparez les pâtes et vous cuisez le pain.",
    "Salaire de 1 850 à 2 100 euros brut par mois, 35 heures.",
    "Poste à pourvoir le 02/01/2027 à Saint-Pierre-des-Corps (37700).",
    "Vous maîtrisez Excel et le pack Office.",
    "Permis B exigé, CACES R489 catégories 1, 3 et 5.",
    "Notre entreprise compte 1 200 000 clients et 45 agences.",
    "Vous travaillez avec le responsable de production.",
    "Vous répondez au téléphone et accueillez les clients.",
    "Vous contactez les fournisseurs et les clients du secteur.",
    "Vous rendez compte au chef d'équipe.",
    "Référence 2026-11-27-0042.",
    "Le SIRET 12345678900011 figure au contrat.",
    "Vous appelez les patients avant leur rendez-vous.",
    "Débutant accepté, formation assurée.",
    "Horaires : 6 h 30 à 13 h 30, du lundi au samedi.",
]


@pytest.mark.parametrize("sentence", CONTACTS)
def test_a_sentence_that_tells_whom_to_contact_goes_alone(sentence: str) -> None:
    assert tells_a_contact(sentence)
    kept = without_contacts(f"{WORK[0]}\n{sentence}\n{WORK[13]}")
    assert kept == f"{WORK[0]}\n{WORK[13]}"


@pytest.mark.parametrize("sentence", WORK)
def test_what_the_work_is_stays(sentence: str) -> None:
    assert without_contacts(sentence) == sentence


def test_sentences_of_one_line_are_told_apart() -> None:
    told = f"{WORK[0]} Contactez M. Durand au 06 12 34 56 78. {WORK[13]}"
    assert without_contacts(told) == f"{WORK[0]}\n{WORK[13]}"


def test_a_long_text_is_cut() -> None:
    assert len(without_contacts("Vous cuisez le pain. " * 500)) == MOST_CHARACTERS


def test_a_hostile_text_takes_no_time() -> None:
    for text in ("M. " * 20_000, "0 " * 20_000, "contacter " * 5_000, "a" * 100_000, "Responsable " * 5_000 + "@"):
        assert len(without_contacts(text)) <= MOST_CHARACTERS


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("RANDSTAD", "RANDSTAD"),
        ("Boulangerie Martin", "Boulangerie Martin"),
        ("M. DUPONT JEAN", ""),
        ("Madame Claire Petit", ""),
        ("SARL X 0247112233", ""),
        ("contact@exemple.fr", ""),
        ("MMA Assurances", "MMA Assurances"),
        ("", ""),
    ],
)
def test_an_employer_that_is_a_person_is_not_named(name: str, kept: str) -> None:
    assert company_name(name) == kept
