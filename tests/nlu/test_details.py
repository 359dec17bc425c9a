"""Measures, years, orders, limits, levels and thresholds, read with their exact spans."""

from __future__ import annotations

import pytest

from bot.nlu.details import details_of

CASES: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("et régional ?", [("follow", "yes", "et"), ("scale", "region", "et régional ?")]),
    ("reclassez-les", [("these", "many", "reclassez-les")]),
    ("et maçon aussi", [("also", "yes", "et"), ("follow", "yes", "et")]),
    ("quoi d'autre avec mes diplômes", [("others", "near", "quoi")]),
    ("quoi d'autre à Blois", [("others", "any", "quoi d'autre")]),
    ("difficile ou pas ?", [("measure", "difficult", "difficile"), ("closed", "yes", "ou pas ?")]),
    ("version départementale", [("scale", "departement", "version départementale")]),
    ("par circonscription ?", [("scale", "commune", "circonscription")]),
    ("et par chez nous", [("follow", "yes", "et"), ("own_place", "yes", "par chez nous")]),
    ("bonjour ici Odile", []),
    ("D'accord. Ici, des couvreurs", [("own_place", "yes", "Ici")]),
    ("Le nôtre, en 2023", [("own_place", "yes", "Le nôtre"), ("year", "2023", "2023")]),
    ("vire tout ce qui est saisonnier", [("measure", "non_seasonal", "vire tout ce qui est saisonnier")]),
    ("et à l'année dernière", [("follow", "yes", "et"), ("year", "-1", "année dernière")]),
    ("pas en pourcentage", [("share", "no", "pas en pourcentage")]),
    (
        "on manque de soudeurs, combien en cherche-t-on",
        [
            ("seeking", "staff", "manque"),
            ("count", "yes", "combien"),
            ("anaphora", "yes", "en cherche"),
        ],
    ),
    ("à Tours et Blois, tous projets confondus", [("everything", "yes", "tous projets confondus")]),
    (
        "ces trois métiers",
        [("these", "many", "ces trois métiers"), ("trades", "3", "ces trois métiers"), ("limit", "3", "trois métiers")],
    ),
    ("l'autre piste", [("choice", "-2", "l'autre"), ("trades", "-1", "l'autre piste")]),
    ("l'autre ville", [("choice", "-2", "l'autre"), ("several", "-1", "l'autre ville")]),
    ("ajoutez Blois", [("restored", "more", "ajoutez")]),
    ("ça vaut la peine", [("anaphora", "yes", "ça")]),
    ("dans un rayon de 30 km", [("around", "30", "rayon de 30 km")]),
    ("votre réponse est à côté", []),
    ("bassins voisins ?", [("around", "near", "bassins voisins")]),
    ("les métiers saisonniers", [("measure", "seasonal", "saisonniers")]),
    ("seulement les non saisonniers", [("measure", "non_seasonal", "non saisonniers")]),
    ("en enlevant les saisonniers", [("measure", "non_seasonal", "enlevant les saisonniers")]),
    ("à part le saisonnier", [("measure", "non_seasonal", "à part le saisonnier")]),
    ("les métiers en dehors des postes saisonniers", [("measure", "non_seasonal", "en dehors des postes saisonniers")]),
    ("finalement remets-les", [("restored", "yes", "remets")]),
    ("non, avec les cadres", [("restored", "with", "non, avec les")]),
    ("ouvrier à Trifouilly les oies", []),
    ("hors saisonniers svp", [("measure", "non_seasonal", "hors saisonniers")]),
    ("job d'été à Chartres", [("measure", "seasonal", "job d'été")]),
    ("métiers en tension", [("measure", "difficult", "tension"), ("seeking", "staff", "tension")]),
    ("on manque de soudeurs", [("measure", "difficult", "manque"), ("seeking", "staff", "manque")]),
    ("on manque de soudeurs, combien de postes ?", [("seeking", "staff", "manque"), ("count", "yes", "combien")]),
    ("notre boulanger part en retraite", []),
    ("s'il part, je fais quoi", []),
    ("quelle part de difficiles ?", [("share", "yes", "part"), ("measure", "difficult", "difficiles")]),
    ("en 2023", [("year", "2023", "2023")]),
    ("entre 2023 et 2025", [("year", "2023..2025", "entre 2023 et 2025")]),
    ("depuis 2022", [("year", "2022..0", "depuis 2022")]),
    ("l'an dernier", [("year", "-1", "an dernier")]),
    ("il y a deux ans", [("year", "-2", "il y a deux ans")]),
    ("sur les 3 dernières années", [("year", "-2..0", "3 dernières années")]),
    ("et l'année d'avant ?", [("follow", "yes", "et"), ("year", "previous", "année d'avant")]),
    (
        "et vers Pithiviers, ça recrute ?",
        [("anaphora", "yes", "ça"), ("closed", "yes", "recrute"), ("follow", "yes", "et")],
    ),
    ("et quels métiers recrutent ?", []),
    ("pas que les saisonniers", [("measure", "projects", "pas que les saisonniers")]),
    ("et aujourd'hui ?", [("follow", "yes", "et"), ("year", "0", "aujourd'hui")]),
    ("le deuxième", [("choice", "2", "deuxième")]),
    ("tout le département", [("scale", "departement", "tout le département")]),
    ("et dans le département ?", [("follow", "yes", "et"), ("scale", "departement", "département")]),
    (
        "par bassin, dans le département",
        [("level", "bassin", "par bassin"), ("scale", "departement", "le département")],
    ),
    ("le département où on cherche le plus de soudeurs", [("level", "departement", "le département")]),
    ("pas la ville, le département", [("scale", "departement", "département")]),
    ("le bassin d'emploi, pas la commune", [("scale", "bassin", "bassin d'emploi")]),
    ("Je parlais de l'agglo !", [("scale", "epci", "agglo")]),
    ("quelle ville recrute le plus ?", [("level", "bassin", "quelle ville")]),
    ("la suite", [("more", "yes", "suite")]),
    ("montre-m'en plus s'il te plaît", [("more", "yes", "plus")]),
    ("les 10 suivants", [("limit", "10", "les 10 suivants"), ("more", "yes", "10 suivants")]),
    ("et pour la suite de ma carrière ?", [("follow", "yes", "et")]),
    ("tous", [("any", "all", "tous")]),
    ("tous les métiers", [("everything", "yes", "tous les métiers")]),
    ("peu m'importe", [("any", "whichever", "importe")]),
    ("mon métier recrute-t-il ?", [("closed", "yes", "recrute-t-il"), ("own_occupation", "yes", "mon métier")]),
    ("le Club des DRH", [("subject", "yes", "Club des DRH")]),
    ("que fait Dev'up ?", [("subject", "yes", "Dev'up")]),
    ("le 3 mars 2019", [("subject", "yes", "3 mars 2019")]),
    ("en mars 2019", [("year", "2019", "2019")]),
    ("2500 projets", []),
    ("top 3", [("limit", "3", "top 3")]),
    ("les cinq premiers", [("limit", "5", "les cinq premiers")]),
    ("les 10 métiers", [("limit", "10", "les 10 métiers")]),
    ("où embauche-t-on le moins ?", [("order", "ascending", "le moins")]),
    ("du plus fort au plus faible", []),
    ("du plus faible au plus fort", [("order", "ascending", "plus faible")]),
    ("quel bassin ?", [("level", "bassin", "quel bassin")]),
    ("dans le bassin de Tours", []),
    ("les bassins du Cher", [("level", "bassin", "les bassins")]),
    ("par département", [("level", "departement", "par département")]),
    ("le département du Cher", []),
    ("quels secteurs recrutent ?", [("grain", "sector", "quels secteurs")]),
    ("dans le secteur du bâtiment", []),
    ("quels métiers progressent ?", [("movement", "up", "quels métiers")]),
    ("quels métiers ont le plus baissé ?", [("movement", "down", "quels métiers")]),
    ("le métier de boulanger est-il en hausse ?", [("closed", "yes", "est-il"), ("direction", "up", "hausse")]),
    ("les aides à domicile ont-ils baissé ?", [("closed", "yes", "ont-ils"), ("direction", "down", "baissé")]),
    ("qui monte ?", [("movement", "up", "qui monte ?")]),
    ("ceux qui montent", [("movement", "up", "ceux")]),
    (
        "quelle hausse entre 2023 et 2025 ?",
        [("direction", "up", "hausse"), ("year", "2023..2025", "entre 2023 et 2025")],
    ),
    (
        "plus de 100 projets difficiles",
        [("measure", "difficult", "difficiles"), ("threshold", "gt:100:difficult", "plus de 100 projets")],
    ),
    ("plus de 50 ?", [("threshold", "gt:50:asked", "plus de 50 ?")]),
    ("où en recrute-t-on le plus ?", [("anaphora", "yes", "en recrute")]),
    ("est-ce que les recrutements augmentent ?", [("closed", "yes", "est-ce que"), ("direction", "up", "augmentent")]),
    ("et en nombre ?", [("follow", "yes", "et"), ("share", "no", "en nombre"), ("count", "yes", "nombre")]),
    ("lequel recrute le plus ?", [("which", "yes", "lequel")]),
    (
        "c'est mieux ailleurs ?",
        [("anaphora", "yes", "c'est"), ("compared", "better", "mieux"), ("level", "bassin", "ailleurs")],
    ),
    (
        "plus de soudeurs qu'en 2023",
        [
            ("compared", "more", "plus de soudeurs qu'"),
            ("direction", "up", "plus"),
            ("versus", "yes", "plus"),
            ("year", "2023", "2023"),
        ],
    ),
    ("par rapport à la région ?", [("versus", "yes", "par rapport à")]),
    (
        "quelle part de la région représentons-nous ?",
        [("scale", "region", "la région"), ("share", "yes", "part"), ("weight", "yes", "représentons")],
    ),
    ("à quel rang sommes-nous ?", [("rank", "yes", "quel rang")]),
    ("plus de 100 projets", [("threshold", "gt:100", "plus de 100 projets")]),
    ("moins de 50 %", [("threshold", "lt:50%", "moins de 50 %"), ("share", "yes", "%")]),
    ("au moins 1 000 projets", [("threshold", "ge:1000", "au moins 1 000 projets")]),
    ("au moins 1.000 projets", [("threshold", "ge:1000", "au moins 1.000 projets")]),
    ("au moins 1\u202f000 projets", [("threshold", "ge:1000", "au moins 1\u202f000 projets")]),
    ("au plus 40 projets", [("threshold", "le:40", "au plus 40 projets")]),
    ("moins de 12,5 %", [("threshold", "lt:12.5%", "moins de 12,5 %"), ("share", "yes", "%")]),
    ("plus de 12.50 %", [("threshold", "gt:12.5%", "plus de 12.50 %"), ("share", "yes", "%")]),
    ("entre 50 et 60 %", [("threshold", "ge:50%&le:60%", "entre 50 et 60 %"), ("share", "yes", "%")]),
    ("entre 50 % et 60 %", [("threshold", "ge:50%&le:60%", "entre 50 % et 60 %"), ("share", "yes", "%")]),
    (
        "entre 50 et 60 pour cent difficiles",
        [
            ("threshold", "ge:50%:difficult&le:60%:difficult", "entre 50 et 60 pour cent"),
            ("share", "yes", "pour cent"),
            ("measure", "difficult", "difficiles"),
        ],
    ),
    ("entre 1 000 et 2 000 projets", [("threshold", "ge:1000&le:2000", "entre 1 000 et 2 000 projets")]),
]


BESIDE = {"aspect", "manner", "month", "people"}
"""What is only read for what stands beside the survey, and tested apart."""


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_details_are_read_with_their_spans(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(detail.entity, detail.value, text[detail.start : detail.end]) for detail in details_of(text)]
    assert sorted(each for each in found if each[0] not in BESIDE) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "où y a-t-il le plus de demandeurs d'emploi cuisiniers ?",
            {("people", "job_seekers"), ("manner", "ranked")},
        ),
        ("où sont les chômeurs du bâtiment dans le Loiret ?", {("people", "job_seekers")}),
        ("dans quels bassins le plus de candidats ?", {("people", "job_seekers"), ("manner", "ranked")}),
        ("on ne trouve pas de candidats à Blois, c'est normal ?", {("people", "none")}),
        ("je suis demandeur d'emploi à Tours", set()),
        ("où manque-t-on de candidats ?", {("people", "none")}),
        ("en mars 2022", {("month", "03")}),
        ("ça a augmenté ?", {("manner", "change")}),
        ("combien gagne un soudeur ?", {("aspect", "pay")}),
        ("c'est dans quel pays ?", set()),
        ("salaire, diplôme et horaires", {("aspect", "pay"), ("aspect", "diploma"), ("aspect", "hours")}),
        ("cap emploi", set()),
        ("CDI ou CDD ?", {("aspect", "contract")}),
        ("c'est à mi-temps ?", {("aspect", "part_time")}),
        ("y a-t-il des femmes maçons ?", {("aspect", "women")}),
        ("femme de ménage à Olivet", set()),
        ("on travaille le dimanche ?", {("aspect", "hours")}),
    ],
)
def test_what_is_asked_beside_the_survey_is_read(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(each.entity, each.value) for each in details_of(text) if each.entity in BESIDE} == expected


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("les métiers les plus en tension", True),
        ("où galère-t-on le plus à recruter ?", True),
        ("les 3 métiers où on galere le plus", True),
        ("sur quels postes on peine le plus à trouver du monde ?", True),
        ("où a-t-on le plus de mal à recruter ?", True),
        ("les métiers les plus difficiles", True),
        ("les métiers les moins en tension", True),
        ("les métiers qui comptent le plus de projets difficiles", False),
        ("les métiers en tension", False),
        ("où manque-t-on le plus de bras ?", True),
    ],
)
def test_the_most_difficult_is_a_degree_and_the_most_difficult_projects_a_number(text: str, degree: bool) -> None:
    found = {(each.entity, each.value) for each in details_of(text)}
    assert ("measure", "difficult") in found
    assert (("degree", "yes") in found) is degree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("recrute-t-on plus de soudeurs qu'en 2023 ?", {("direction", "up"), ("closed", "yes")}),
        ("en cherche-t-on moins qu'il y a deux ans ?", {("direction", "down"), ("closed", "yes")}),
        ("est-ce que ça reste stable ?", {("direction", "steady"), ("closed", "yes")}),
        ("est-ce que c'est en hausse ou en baisse ?", set()),
        ("est-ce que ça recrute plus ou moins qu'en 2023 ?", set()),
        ("de moins en moins d'embauches", {("direction", "down")}),
        ("est-ce plus élevé dans la région qu'en France ?", {("closed", "yes")}),
    ],
)
def test_the_way_a_change_is_said_to_go_is_read(text: str, expected: set[tuple[str, str]]) -> None:
    found = {(each.entity, each.value) for each in details_of(text)}
    assert {each for each in found if each[0] in {"direction", "closed"}} == expected


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("Pourriez-vous m'indiquer la part de projets difficiles à Tours ?", False),
        ("la part de projets difficiles à Tours ?", False),
        ("l'embauche à Gien ?", False),
        ("pouvez-vous me donner les chiffres ?", False),
        ("la hausse à Tours ?", False),
        ("Pourriez-vous me dire si ça recrute à Tours ?", True),
        ("j'aimerais savoir s'il y a du travail", True),
        ("savez-vous si les embauches progressent ?", True),
        ("il y a du travail pour un maçon à Tours ?", True),
        ("ya du taf pour un macon a tours", True),
        ("ça recrute à Gien ?", True),
        ("ca recrute a gien", True),
        ("où ça recrute ?", False),
        ("Blois recrute ?", True),
        ("c'est dur de trouver un maçon ?", True),
        ("les maçons sont difficiles à trouver ?", True),
        ("combien il y a de postes ?", False),
        ("y a-t-il des bassins où plus de 80 % des projets sont difficiles ?", True),
        ("est-ce qu'il y a des métiers qui baissent ?", True),
        ("qu'est-ce qui recrute ?", False),
    ],
)
def test_what_yes_or_no_answers(text: str, closed: bool) -> None:
    assert ("closed" in {each.entity for each in details_of(text)}) is closed


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("evolution à gien 2016 2020", ["2016", "2020"]),
        ("top 3 2023 tours", ["2023"]),
        ("en 2015 projets difficiles", ["2015"]),
        ("2015 projets", []),
        ("2015 projets en 2023", ["2023"]),
        ("en 2023 450 projets", ["2023"]),
        ("bmo 2024 projets tours", ["2024"]),
        ("et ya 3 ans ?", ["-3"]),
        ("il y a cinq ans", ["-5"]),
        ("et sur deux ans ?", ["-2..0"]),
        ("depuis quatre ans", ["-4..0"]),
        ("les deux dernières années", ["-1..0"]),
        ("et avant le covid c'était combien ?", ["2019"]),
        ("avant la crise sanitaire", ["2019"]),
        ("la rentrée dernière", ["-1"]),
        ("plus l'année dernière ou cette année ?", ["-1", "0"]),
        ("et cette année-là ?", ["same"]),
        ("et l'année prochaine ?", ["+1"]),
        ("d'ici deux ans ça va monter ?", ["+1"]),
        ("12.2023", []),
    ],
)
def test_a_year_beside_another_number(text: str, years: list[str]) -> None:
    assert [each.value for each in details_of(text) if each.entity == "year"] == years


def test_a_linked_place_holds_no_year_nor_number() -> None:
    text = "37000 en 2023"
    assert [d.value for d in details_of(text, [(0, 5)])] == ["2023"]


@pytest.mark.parametrize("text", ["", "   ", "???", "😀", "a" * 5000, "\u0301\u0301"])
def test_odd_texts_hold_nothing(text: str) -> None:
    assert details_of(text) == []
