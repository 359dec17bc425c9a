"""Personal data are found in the forms people type, and nothing the survey talks about is taken for one."""

import pytest

from bot.privacy.patterns import PRIVACY_NOTE, cautioned, personal_data, scrubbed

HELD = [
    ("écrivez-moi à jean.dupont@gmail.com", "email", "écrivez-moi à [e-mail]"),
    ("JEAN_DUPONT+emploi@mairie-bourges.fr merci", "email", "[e-mail] merci"),
    ("mon mail : rh@sous.domaine.exemple.fr.", "email", "mon mail : [e-mail]."),
    ("léa.martin @ orange.fr", "email", "[e-mail]"),
    ("paul(at)free.fr", "email", "[e-mail]"),
    ("rappelez-moi au 06 12 34 56 78", "phone", "rappelez-moi au [téléphone]"),
    ("0612345678", "phone", "[téléphone]"),
    ("tel 02.38.77.12.34 le matin", "phone", "tel [téléphone] le matin"),
    ("07-11-22-33-44", "phone", "[téléphone]"),
    ("02/47/11/22/33", "phone", "[téléphone]"),
    ("+33 6 12 34 56 78", "phone", "[téléphone]"),
    ("+33612345678", "phone", "[téléphone]"),
    ("+33 (0)2 48 11 22 33", "phone", "[téléphone]"),
    ("0033 6 12 34 56 78", "phone", "[téléphone]"),
    ("06\u202f12\u202f34\u202f56\u202f78", "phone", "[téléphone]"),
    ("06\u00a012\u00a034\u00a056\u00a078", "phone", "[téléphone]"),
    ("06 123 456 78", "phone", "[téléphone]"),
    ("0612 345 678", "phone", "[téléphone]"),
    ("quels métiers recrutent à Tours ? 0612345678", "phone", "quels métiers recrutent à Tours ? [téléphone]"),
    ("1 85 05 75 123 456 78", "social_security", "[numéro de sécurité sociale]"),
    ("ma sécu 285057512345678", "social_security", "ma sécu [numéro de sécurité sociale]"),
    ("2850575123456", "social_security", "[numéro de sécurité sociale]"),
    ("2 85 05 2A 123 456 / 78", "social_security", "[numéro de sécurité sociale]"),
    ("FR76 3000 6000 0112 3456 7890 189", "iban", "[IBAN]"),
    ("mon iban fr7630006000011234567890189 merci", "iban", "mon iban [IBAN] merci"),
    ("DE89 3704 0044 0532 0130 00", "iban", "[IBAN]"),
    ("NL91 ABNA 0417 1643 00", "iban", "[IBAN]"),
    ("mon identifiant est 1234567A", "france_travail_id", "mon identifiant est [identifiant France Travail]"),
    ("1234567k", "france_travail_id", "[identifiant France Travail]"),
    ("1234567 K", "france_travail_id", "[identifiant France Travail]"),
    (
        "identifiant France Travail : 12345678901",
        "france_travail_id",
        "identifiant France Travail : [identifiant France Travail]",
    ),
    ("ma carte 4539 1488 0343 6467", "bank_card", "ma carte [carte bancaire]"),
    ("4539148803436467", "bank_card", "[carte bancaire]"),
    ("5500-0000-0000-0004", "bank_card", "[carte bancaire]"),
    ("3782 822463 10005", "bank_card", "[carte bancaire]"),
    ("j'habite 12 rue de la République, 45000 Orléans", "address", "j'habite [adresse], 45000 Orléans"),
    ("j'habite 12 rue victor hugo à Tours", "address", "j'habite [adresse] à Tours"),
    ("12 bis, avenue du Général de Gaulle 37000 Tours", "address", "[adresse] 37000 Tours"),
    ("3ter bd Heurteloup", "address", "[adresse]"),
    ("au 5 impasse des Lilas et je cherche un emploi", "address", "au [adresse] et je cherche un emploi"),
    ("8 place du 14 juillet à Gien", "address", "[adresse] à Gien"),
    ("45 rue du 8 mai 1945, 18000 Bourges", "address", "[adresse], 18000 Bourges"),
    ("22 route d'Orléans", "address", "[adresse]"),
    ("14 allée de l'Église", "address", "[adresse]"),
    ("7 quai Saint-Laurent dans le 45", "address", "[adresse] dans le 45"),
    ("2 mail François Mitterrand", "address", "[adresse]"),
    ("je m'appelle Jean Dupont", "name", "je m'appelle [nom]"),
    ("Je m'appelle Marie-Claude de La Tour et je suis soudeuse", "name", "Je m'appelle [nom] et je suis soudeuse"),
    ("je m’appelle fatima, je cherche à Blois", "name", "je m’appelle [nom], je cherche à Blois"),
    ("je mappelle kevin martin et je cherche du travail", "name", "je mappelle [nom] et je cherche du travail"),
    (
        "bonjour je m'appelle Léa quels métiers recrutent ?",
        "name",
        "bonjour je m'appelle [nom] quels métiers recrutent ?",
    ),
    ("mon nom est Durand", "name", "mon nom est [nom]"),
    ("mon prénom c'est Éric", "name", "mon prénom c'est [nom]"),
    ("nom : Lefèvre, prénom : Anne", "name", "nom : [nom], prénom : [nom]"),
    ("je suis Mme Petit", "name", "je suis Mme [nom]"),
    ("bonne journée. Cordialement, Sophie Martin", "name", "bonne journée. Cordialement, [nom]"),
    ("Signé : Paul Durand", "name", "Signé : [nom]"),
    ("jean.dupont arobase gmail point com", "spelled_email", "[e-mail]"),
    ("0 6 1 2 3 4 5 6 7 8", "odd_phone", "[téléphone]"),
    ("O6 12 34 56 78", "odd_phone", "[téléphone]"),
    ("numéro allocataire CAF 1234567", "file_number", "numéro allocataire CAF [numéro]"),
    ("mon mot de passe est Soleil45", "password", "mon mot de passe est [mot de passe]"),
    ("je suis né le 12/03/1985", "birth_date", "je suis né le [date de naissance]"),
    ("née le 3 mars 1990 à Dreux", "birth_date", "née le [date de naissance] à Dreux"),
    ("date de naissance : 01-02-85", "birth_date", "date de naissance : [date de naissance]"),
    ("née le 1er août 1972", "birth_date", "née le [date de naissance]"),
    ("12/03/1985", "birth_date", "[date de naissance]"),
]

NOT_HELD = [
    "quels métiers recrutent à Tours ?",
    "45000 quels emplois ?",
    "37261",
    "06088 37261",
    "01004 45000 37261",
    "41120 41400 41700",
    "75001 75002 75003 75004",
    "17 146 projets de recrutement",
    "17\u202f146",
    "1 234 567 890 projets",
    "12 345 678",
    "49,4 % de projets difficiles",
    "49.4%",
    "évolution 2022-2025",
    "2022 2023 2024 2025",
    "2022, 2023, 2024 et 2025",
    "2022/2023",
    "plus de 100 projets",
    "les 10 premiers métiers",
    "appelez le 3949 ou le 3995",
    "compare 18 28 36 37 41 45",
    "bassin 2415, EPCI 243700754",
    "SIREN 243700754",
    "fap S2X61 et code ROME G1602",
    "la réunion du Club RH du 12/03/2025",
    "le 3 mars 2026 à Orléans",
    "je suis maire de Bourges",
    "je suis né à Bourges, quels métiers y recrutent ?",
    "né en 1985",
    "comment tu t'appelles ?",
    "comment je m'appelle ?",
    "je m'appelle comment ?",
    "je suis madame le maire",
    "moi c'est Montigny dans le Loiret",
    "3 cours de français",
    "10 places en formation",
    "dans le 37 rue ?",
    "La Ville-aux-Dames",
    "Saint-Pierre-des-Corps et Nogent-le-Rotrou",
    "conducteur routier à Saint-Denis-en-Val",
    "agent de voirie dans le 36",
    "combien de projets pour les serveurs à Châteauroux en 2025 ?",
    "le nom du bassin",
    "A10, N20 et D2020",
    "1er bassin",
    "il y a 1234567 à peu près",
    "le taux est de 0,61 23 45",
    "200 route et 300 bâtiment",
    "Merci, Tours",
    "demandeurs d'emploi 2023 2024",
]


@pytest.mark.parametrize(("text", "kind", "expected"), HELD)
def test_personal_data_are_found_and_taken_out(text: str, kind: str, expected: str) -> None:
    assert personal_data(text) == [kind]
    assert scrubbed(text) == expected


@pytest.mark.parametrize("text", NOT_HELD)
def test_places_figures_and_years_are_left_as_they_are(text: str) -> None:
    assert personal_data(text) == []
    assert scrubbed(text) == text


@pytest.mark.parametrize(("text", "_kind", "_expected"), HELD)
def test_what_is_scrubbed_holds_nothing_personal_any_more(text: str, _kind: str, _expected: str) -> None:
    once = scrubbed(text)

    assert scrubbed(once) == once


def test_several_kinds_are_all_taken_out() -> None:
    text = "Je m'appelle Jean Dupont, 12 rue des Lilas, 37000 Tours, 06 12 34 56 78, jean@free.fr, né le 12/03/1985"

    assert set(personal_data(text)) == {"name", "address", "phone", "email", "birth_date"}
    assert scrubbed(text) == (
        "Je m'appelle [nom], [adresse], 37000 Tours, [téléphone], [e-mail], né le [date de naissance]"
    )


def test_the_note_is_said_only_when_something_personal_was_typed() -> None:
    assert cautioned("17 146 projets.", "à Tours, 06 12 34 56 78") == f"{PRIVACY_NOTE}\n\n17 146 projets."
    assert cautioned("17 146 projets.", "à Tours, 37000") == "17 146 projets."
