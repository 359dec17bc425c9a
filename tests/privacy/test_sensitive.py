"""Texts of which nothing is kept, and those that only look like them."""

import pytest

from bot.privacy.patterns import personal_data
from bot.privacy.sensitive import is_sensitive

SECRET = [
    "mon numero de demandeur d'emploi est 1234567 A",
    "numéro allocataire CAF 1234567",
    "je suis à la caf n° 7654321",
    "mon mot de passe est Soleil45!",
    "mdp : azerty12",
    "jean.dupont arobase gmail point com",
    "nadia point leroy arobase orange.fr",
    "0 6 1 2 3 4 5 6 7 8",
    "O6 12 34 56 78",
    "06  12  34 5 6 7 8",
    "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
    "1 85 05 75 123 456 78",
    "FR76 3000 6000 0112 3456 7890 189",
    "ma carte 4539 1488 0343 6467",
    "titre de séjour 9912345678",
    "je suis séropositif et je cherche un poste à mi-temps",
    "RQTH, licencié pour faute grave par Michelin",
    "j'ai un cancer et je dois me reconvertir",
    "ma fille est autiste, quels métiers à Tours ?",
    "je suis enceinte de 4 mois",
    "je suis reconnu travailleur handicapé",
    "suite à un accident du travail je ne peux plus porter",
    "j'ai mal au dos, je veux changer de métier",
    "en arrêt maladie depuis mars",
    "jsuis en dépression",
    "j'ai le sida",
    "atteint de parkinson, je cherche à Tours",
    "handicapée, cherche poste assis",
    "suite à une opération du genou",
    "j'ai de l'épilepsie",
    "en ALD, quel métier à Blois ?",
    "ma fille est trisomique",
    "mon médecin m'interdit de porter",
    "j'ai des problèmes de santé",
    "je sors de prison, qui embauche à Orléans ?",
]

ORDINARY = [
    "éducateur pour enfants handicapés à Tours",
    "métiers du handicap dans le Loiret",
    "quels métiers pour les handicapés ?",
    "quels métiers de la santé recrutent ?",
    "secteur de la santé à Tours",
    "infirmière en psychiatrie",
    "handicap : quels métiers à Orléans ?",
    "aide-soignant en unité Alzheimer",
    "personnes atteintes d'autisme, qui les accompagne ?",
    "infirmier en psychiatrie à Blois",
    "aide-soignante en cancérologie",
    "conditionneur de médicaments à Gien",
    "je cherche à aider les personnes malades",
    "agent de traitement des eaux",
    "combien d'opérateurs de production à Bourges ?",
    "je suis opérateur à Dreux",
    "la CAF recrute combien de conseillers en 2025 ?",
    "j'ai oublié mon mot de passe",
    "06088 37261",
    "le permis poids lourd 45000",
    "combien de demandeurs d'emploi à Tours ? 16 590 en 2024",
    "demandeurs d'emploi 2023 2024",
    "demandeurs d'emploi, c'est 145 000 ou 150 000 ?",
    "demandeurs d'emploi 45000 Orléans 2024",
    "les 10 métiers, 0 projet en 2024 2025",
]


@pytest.mark.parametrize("text", SECRET)
def test_nothing_is_kept_of_a_secret(text: str) -> None:
    assert is_sensitive(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_trades_places_and_figures_are_no_secret(text: str) -> None:
    assert not is_sensitive(text)
    assert personal_data(text) == []
