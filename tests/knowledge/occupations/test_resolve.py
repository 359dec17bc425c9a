"""The job title decides among the métiers of its ROME: a sample checked by hand."""

from __future__ import annotations

import pytest

from knowledge.occupations import tables
from knowledge.occupations.model import Nomenclature
from knowledge.occupations.reference import occupations

TITLES = {row[1]: (row[3], row[4]) for row in tables.rows("appellations.csv")}

CHECKED = [
    # one ROME, several métiers: cuisine (G1601, G1602), salle (G1802, G1803), hôtel (G1402)
    ("Cuisinier / Cuisinière", "S1X40", "S1Z40"),
    ("Aide de cuisine", "S1X20", "S1Z20"),
    ("Commis / Commise de cuisine", "S1X20", "S1Z40"),
    ("Chef / Cheffe de cuisine", "S1X80", "S1Z80"),
    ("Grillardin / Grillardine", "S1X40", "S1Z40"),
    ("Serveur / Serveuse de restaurant", "S2X61", "S2Z61"),
    ("Maître / Maîtresse d'hôtel", "S2X80", "S2Z80"),
    ("Directeur / Directrice d'hôtel", "S3X90", "S3Z90"),
    ("Réceptionniste en hôtellerie", "S2X60", "S2Z60"),
    ("Restaurateur / Restauratrice", "S3X90", "S3Z90"),
    # bâtiment
    ("Maçon / Maçonne", "B1X30+B1X31", "B2Z40"),
    ("Couvreur / Couvreuse", "B1X34", "B2Z44"),
    ("Aide couvreur / Aide couvreuse", "B1X34", "B0Z21"),
    ("Carreleur / Carreleuse", "B2X30", "B2Z40"),
    ("Chef / Cheffe de chantier bâtiment", "B6X74", "B6Z73"),
    ("Ingénieur / Ingénieure hydrogéologue", "B7X91", "B7Z91"),
    ("Electricien / Electricienne d'équipement", "B2X32", "B4Z43"),
    # industrie, maintenance
    ("Soudeur / Soudeuse", "D1X33", "D2Z42"),
    ("Mécanicien / Mécanicienne de précision", "D2X30+D2X31", "D4Z40"),
    ("Aide-monteur / Aide-monteuse en montage-assemblage mécanique", "D2X30", "D3Z20"),
    ("Régleur / Régleuse de machine et d'outillage de moulage des métaux", "D0X33", "D1Z40"),
    ("Technicien / Technicienne de fabrication en céramique", "E5X70", "E1Z43"),
    ("Fromager / Fromagère", "E3X20+E3X40", "E1Z42"),
    ("Contremaître / Contremaîtresse de scierie", "F1X31", "F5Z70"),
    ("Mécanicien / Mécanicienne automobile", "G0B41", "G0B41"),
    ("Apprenti mécanicien / Apprentie mécanicienne automobile", "G0B41", "D3Z20"),
    ("Technicien / Technicienne de maintenance industrielle", "G1X72", "G1Z70"),
    ("Ingénieur mécanicien / Ingénieure mécanicienne en industrie", "N1X90", "N0Z90"),
    # logistique, gestion, commerce
    ("Magasinier / Magasinière", "J0X33+J0X34", "J1Z40"),
    ("Chef magasinier / Cheffe magasinière", "J1X80", "J4Z80"),
    ("Déménageur / Déménageuse", "J0X30+J0X31", "J1Z40"),
    ("Consultant / Consultante logistique", "J6X92", "J6Z92"),
    ("Secrétaire médical / Secrétaire médicale", "L0X60", "L0Z60"),
    ("Assistant / Assistante de direction", "L3X80", "L3Z80"),
    ("Comptable fournisseurs", "L1X60", "L1Z60"),
    ("Auditeur / Auditrice interne", "L5X90", "L5Z90"),
    ("Chargé / Chargée d'études socio-économiques", "L5X93", "L5Z90"),
    ("Attaché / Attachée d'études statistiques", "L4X82", "L5Z90"),
    ("Chef / Cheffe de rayon boulangerie-pâtisserie", "R3X80", "R3Z80"),
    ("Directeur / Directrice de supermarché", "R4X92", "R4Z92"),
    ("Vendeur armurier / Vendeuse armurière", "R1X62", "R1Z62"),
    ("Vendeur / Vendeuse immobilier", "R3X84", "R4Z93"),
    ("Chef / Cheffe de projet technique digital", "M2X91", "M2Z90"),
    ("Publicitaire", "U0X80", "U0Z80"),
    # the State's own: a code the survey does not publish, none in FAP2009
    ("Policier municipal / Policière municipale", "P4X61", ""),
]


@pytest.mark.parametrize(("title", "fap2021", "fap2009"), CHECKED, ids=[title for title, _, _ in CHECKED])
def test_title_decides(title: str, fap2021: str, fap2009: str) -> None:
    assert TITLES[title] == (fap2021, fap2009)


def test_every_title_is_placed() -> None:
    assert all(fap2021 for fap2021, _ in TITLES.values())
    assert sum(not fap2009 for _, fap2009 in TITLES.values()) < 800, "only the State's own have no surveyed FAP2009"


def test_titles_are_rarely_undecided() -> None:
    many = [title for title, (fap2021, _) in TITLES.items() if "+" in fap2021]
    assert len(many) < 0.11 * len(TITLES)


def test_codes_of_titles_exist() -> None:
    known = occupations()
    for fap2021, fap2009 in set(TITLES.values()):
        for nomenclature, codes in ((Nomenclature.FAP2021, fap2021), (Nomenclature.FAP2009, fap2009)):
            assert all(known.label(nomenclature, code) for code in codes.split("+") if code)
