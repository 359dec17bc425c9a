"""Territories in French sentences."""

from __future__ import annotations

import re

import pytest

from knowledge.territories.model import Level
from knowledge.territories.reference import FRANCE, territories
from knowledge.territories.wording import de_, in_, named, the_

KNOWN = territories()


@pytest.mark.parametrize(
    ("ref", "complement"),
    [
        ("commune:37261", "de Tours"),
        ("commune:45234", "d'Orléans"),
        ("commune:36018", "du Blanc"),
        ("commune:36046", "de La Châtre"),
        ("commune:18003", "des Aix-d'Angillon"),
        ("commune:37119", "de L'Île-Bouchard"),
        ("commune:76351", "du Havre"),
        ("commune:41101", "d'Herbault"),
        ("commune:44070", "de La Haie-Fouassière"),
        ("departement:36", "de l'Indre"),
        ("departement:18", "du Cher"),
        ("departement:28", "de l'Eure-et-Loir"),
        ("departement:37", "de l'Indre-et-Loire"),
        ("departement:41", "du Loir-et-Cher"),
        ("departement:45", "du Loiret"),
        ("departement:31", "de la Haute-Garonne"),
        ("departement:34", "de l'Hérault"),
        ("departement:92", "des Hauts-de-Seine"),
        ("departement:77", "de Seine-et-Marne"),
        ("departement:75", "de Paris"),
        ("departement:974", "de La Réunion"),
        ("region:24", "du Centre-Val de Loire"),
        ("region:11", "d'Île-de-France"),
        ("region:32", "des Hauts-de-France"),
        ("region:44", "du Grand Est"),
        ("region:53", "de Bretagne"),
        ("region:52", "des Pays de la Loire"),
        ("region:76", "d'Occitanie"),
        ("region:04", "de La Réunion"),
        ("france:FR", "de la France"),
        ("bassin:2421", "du bassin d'emploi d'Orléans"),
        ("bassin:2806", "du bassin d'emploi du Havre"),
        ("bassin:8409", "du bassin d'emploi de la Maurienne"),
        ("epci:243700754", "de Tours Métropole Val de Loire"),
        ("epci:244500468", "d'Orléans Métropole"),
        ("epci:200073161", "de la communauté de communes Touraine-Est Vallées"),
    ],
)
def test_complement(ref: str, complement: str) -> None:
    assert de_(KNOWN.get(ref)) == complement


@pytest.mark.parametrize(
    ("ref", "place"),
    [
        ("commune:37261", "à Tours"),
        ("commune:36018", "au Blanc"),
        ("commune:18003", "aux Aix-d'Angillon"),
        ("commune:36046", "à La Châtre"),
        ("bassin:2415", "dans le bassin d'emploi de Tours"),
        ("departement:37", "en Indre-et-Loire"),
        ("departement:36", "dans l'Indre"),
        ("departement:18", "dans le Cher"),
        ("departement:28", "en Eure-et-Loir"),
        ("departement:45", "dans le Loiret"),
        ("departement:41", "dans le Loir-et-Cher"),
        ("departement:87", "en Haute-Vienne"),
        ("departement:62", "dans le Pas-de-Calais"),
        ("departement:40", "dans les Landes"),
        ("departement:75", "à Paris"),
        ("departement:976", "à Mayotte"),
        ("region:24", "en Centre-Val de Loire"),
        ("region:44", "dans le Grand Est"),
        ("region:52", "dans les Pays de la Loire"),
        ("region:84", "en Auvergne-Rhône-Alpes"),
        ("region:04", "à La Réunion"),
        ("france:FR", "en France"),
        ("epci:243700754", "dans Tours Métropole Val de Loire"),
        ("epci:200040277", "dans l'Agglo du Pays de Dreux"),
        ("epci:200073161", "dans la communauté de communes Touraine-Est Vallées"),
    ],
)
def test_place(ref: str, place: str) -> None:
    assert in_(KNOWN.get(ref)) == place


@pytest.mark.parametrize(
    ("ref", "alone", "subject"),
    [
        ("bassin:2421", "bassin d'emploi d'Orléans", "le bassin d'emploi d'Orléans"),
        ("departement:45", "Loiret", "le Loiret"),
        ("departement:36", "Indre", "l'Indre"),
        ("region:24", "Centre-Val de Loire", "le Centre-Val de Loire"),
        ("france:FR", "France", "la France"),
        ("commune:36018", "Le Blanc", "Le Blanc"),
        ("epci:243700754", "Tours Métropole Val de Loire", "Tours Métropole Val de Loire"),
    ],
)
def test_name_and_subject(ref: str, alone: str, subject: str) -> None:
    assert (named(KNOWN.get(ref)), the_(KNOWN.get(ref))) == (alone, subject)


def test_no_wording_anywhere_misses_an_elision_or_doubles_an_article() -> None:
    wrong = re.compile(r"\b(?:de|du|le|la) [aeiouyéèêîâô]|\b(?:de le|de les|à le|à les|de l'L'|du Le) ", re.IGNORECASE)
    aspirated = re.compile(r"\b(?:de|du|le|la) (?:Onz|Y|Oua|Ui|Oui|Uhart|Igé)", re.IGNORECASE)
    for level in (Level.REGION, Level.DEPARTEMENT, Level.BASSIN):
        for territory in KNOWN.units(level, FRANCE):
            for words in (de_(territory), in_(territory), the_(territory)):
                begun = words.split(territory.name)[0] + territory.name
                assert not wrong.search(begun) or aspirated.search(begun), words


def test_bassin_names_are_proper_french() -> None:
    names = {bassin.code: bassin.name for bassin in KNOWN.bassins_of(FRANCE)}
    assert names["2404"] == "Saint-Amand-Montrond"
    assert names["2410"] == "Châteauroux"
    assert names["2418"] == "Romorantin"
    assert names["101"] == "Basse-Terre"
    assert names["7548"] == "Saint-Yrieix"
    assert not [name for name in names.values() if name.isupper() or "  " in name or name.startswith("Bassin d")]
