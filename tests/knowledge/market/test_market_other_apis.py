"""La Bonne Boîte, Marché du travail and ROMEO: what is asked, and how answers in their published shapes are read."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.market import bonne_boite, marche_travail, romeo
from knowledge.market.calls import Answer, Ask
from knowledge.market.failures import ApiFailure
from knowledge.market.model import Company, FigureKind, Guess, MarketFigure

ITEM = {
    "siret": "12345678900011",
    "company_name": "BOULANGERIE DE LOCHES SARL",
    "office_name": "Le Fournil",
    "city": "Loches",
    "naf_label": "Boulangerie",
    "headcount_min": 3,
    "headcount_max": 5,
    "hiring_potential": 59.53,
    "is_high_potential": False,
    "email": "yes",
    "phone": "0247000000",
}


def companies(*items: dict[str, Any], hits: int = 40) -> tuple[Company, ...]:
    return bonne_boite.read(Answer(200, {}, {"hits": hits, "items": list(items)})).companies


# La Bonne Boîte


def test_companies_are_asked_with_each_rome_apart() -> None:
    assert bonne_boite.ask(("D1102", "D1104"), "37132", 20) == Ask(
        "/v2/recherche",
        (("rome", "D1102"), ("rome", "D1104"), ("citycode", "37132"), ("distance", "20"), ("page_size", "20")),
    )
    assert dict(bonne_boite.ask(("D1102",), "37132", 900).query)["distance"] == "200"
    assert "distance" not in dict(bonne_boite.ask(("D1102",), "37132", None).query)
    assert dict(bonne_boite.ask(("D1102",), "75056", 5).query) == {
        "rome": "D1102",
        "department_number": "75",
        "page_size": "20",
    }


def test_a_company_is_read() -> None:
    assert companies(ITEM) == (
        Company(
            "Le Fournil",
            "Loches",
            "Boulangerie",
            "3 à 5 salariés",
            60,
            high=False,
            url="https://annuaire-entreprises.data.gouv.fr/etablissement/12345678900011",
        ),
    )


def test_the_likeliest_comes_first_and_each_once() -> None:
    other = {**ITEM, "siret": "99999999900011", "office_name": None, "hiring_potential": 80}
    again = {**ITEM, "hiring_potential": 20, "rome": "D1104"}
    assert [(each.name, each.potential) for each in companies(ITEM, again, other)] == [
        ("BOULANGERIE DE LOCHES SARL", 80),
        ("Le Fournil", 60),
    ]


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0, 0, ""),
        (None, None, ""),
        (1, 1, "1 salarié"),
        (10, 19, "10 à 19 salariés"),
        (10000, 0, "10000 salariés ou plus"),
    ],
)
def test_a_headcount_is_told_in_words(low: int | None, high: int | None, told: str) -> None:
    assert companies({**ITEM, "headcount_min": low, "headcount_max": high})[0].headcount == told


def test_a_company_without_a_number_or_that_is_a_person() -> None:
    assert companies({**ITEM, "siret": None})[0].url == ""
    assert companies({**ITEM, "office_name": "M. DUPONT JEAN"}) == ()


# Marché du travail


@pytest.fixture(scope="module")
def real(raw_folder: Path) -> Any:
    """A real exchange, of 2026."""
    return json.loads((raw_folder / "api" / "marche_du_travail_stat-offres_extrait.json").read_text("utf-8"))


def test_a_figure_is_asked_as_in_the_real_exchange(real: Any) -> None:
    asked = marche_travail.ask(FigureKind.OFFERS, "G1203", "departement:11")
    assert real["request"]["url"].endswith(marche_travail.API.path + asked.path)
    assert asked.body is not None
    assert {name: asked.body[name] for name in real["request"]["json"]} == real["request"]["json"]


def test_a_real_answer_is_read(real: Any) -> None:
    found = marche_travail.read(Answer(200, {}, real["response"]), FigureKind.OFFERS)
    assert found == (
        MarketFigure(
            FigureKind.OFFERS,
            80,
            "1er trimestre 2026",
            "AUDE",
            dt.date(2026, 5, 28),
            "Cumul 12 derniers mois toutes offres",
            "Animateur / Animatrice jeunesse",
        ),
    )


def value(code: str, number: float | None, period: str = "2026T2", **more: Any) -> dict[str, Any]:
    return {
        "codeNomenclature": code,
        "libNomenclature": f"Catégorie {code}",
        "codePeriode": period,
        "libPeriode": period,
        "datMaj": "2026-09-01T08:00:00.000+02:00",
        "valeurPrincipaleNombre": number,
        **more,
    }


def seekers(*values: dict[str, Any]) -> list[tuple[str, float]]:
    answer = Answer(200, {}, {"listeValeursParPeriode": list(values)})
    return [(each.label, each.value) for each in marche_travail.read(answer, FigureKind.SEEKERS)]


def test_seekers_are_those_of_the_last_period_together() -> None:
    last = [value("A", 100), value("B", 30), value("C", 20), value("D", 9)]
    assert seekers(*last, value("A", 5000, "2026T1")) == [("catégories A, B et C", 150), ("catégorie A", 100)]


def test_seekers_of_which_a_category_is_missing_are_not_told() -> None:
    assert seekers(value("A", 100), value("B", None), value("C", 20)) == []
    assert seekers(value("A", 100), value("B", 30)) == []
    assert seekers(value("ABC", 150), value("A", 100)) == [("catégories A, B et C", 150)]
    assert seekers() == []


def test_the_tension_told_is_the_principal_one() -> None:
    told = [value("PERSPECTIVE", None, valeurPrincipaleDecimale=4.2), value("CONDITIONS", None, valeurPrincipaleTaux=1)]
    answer = Answer(200, {}, {"listeValeursParPeriode": told})
    assert [each.value for each in marche_travail.read(answer, FigureKind.TENSION)] == [4.2]


def test_pay_is_told_from_the_beginner_on() -> None:
    pays = [("SAL1", 2133.0), ("SAL2", 2286.0), ("SAL3", 2196.0)]
    told = [{"codeNomenclature": code, "valeurPrincipaleMontant": amount} for code, amount in pays]
    period = {"datMaj": "2024-06-18T03:08:18.000+02:00", "codeActivite": "A0Z43", "libActivite": "Conducteurs"}
    last = {**period, "codePeriode": "2021", "libPeriode": "ANNEE 2021", "salaireValeurMontant": told}
    before = {**last, "codePeriode": "2020", "salaireValeurMontant": [{**told[0], "valeurPrincipaleMontant": 1.0}]}
    answer = Answer(200, {}, {"datMaj": "2024-07-11T09:10:07.000+02:00", "valeursParPeriode": [before, last]})
    found = marche_travail.read(answer, FigureKind.PAY)
    assert [(each.label, each.value) for each in found] == [
        ("débutant", 2133.0),
        ("moyen", 2196.0),
        ("expérimenté", 2286.0),
    ]
    assert {(each.period, each.activity, each.updated) for each in found} == {
        ("ANNEE 2021", "Conducteurs", dt.date(2024, 6, 18))
    }


def test_pay_is_asked_by_its_own_address() -> None:
    asked = marche_travail.ask(FigureKind.PAY, "F1610", "region:24")
    assert asked == Ask("/salaire-rome-fap/REG/24", (("codeRome", "F1610"),))
    assert marche_travail.ask(FigureKind.PAY, "F1610", "france:FR").path.endswith("/NAT/FR")
    with pytest.raises(ApiFailure):
        marche_travail.ask(FigureKind.PAY, "F1610", "bassin:2411")


@pytest.mark.parametrize("told", [{}, [], None, {"listeValeursParPeriode": [{"datMaj": "not a date"}]}, "none"])
def test_figures_that_are_not_the_contract_are_not_read(told: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        marche_travail.read(Answer(200, {}, told), FigureKind.SEEKERS)


def test_no_content_is_no_figure() -> None:
    assert marche_travail.read(Answer(204, {}, None), FigureKind.SEEKERS) == ()


# ROMEO


def test_romeo_is_told_who_calls_and_a_short_text() -> None:
    body = romeo.ask("soudeur " * 100).body
    assert body is not None
    assert body["options"]["nomAppelant"]
    assert len(body["appellations"][0]["intitule"]) == romeo.MOST_CHARACTERS


def test_trades_come_surest_first() -> None:
    trades = [
        {"codeRome": "M1855", "libelleAppellation": "Développeur / Développeuse web", "scorePrediction": 0.4},
        {"codeRome": "D1102", "libelleRome": "Boulanger / Boulangère", "scorePrediction": 0.895},
        {"codeRome": "D1104", "libelleAppellation": "Pâtissier / Pâtissière", "scorePrediction": 1.7},
    ]
    answer = Answer(200, {}, [{"identifiant": "1", "intitule": "x", "metiersRome": trades}])
    assert romeo.read(answer) == (
        Guess("D1104", "Pâtissier / Pâtissière", 1.0),
        Guess("D1102", "Boulanger / Boulangère", 0.895),
        Guess("M1855", "Développeur / Développeuse web", 0.4),
    )


@pytest.mark.parametrize("told", [{}, {"metiersRome": []}, None, [{"metiersRome": [{"codeRome": "D1102"}]}]])
def test_trades_that_are_not_the_contract_are_not_read(told: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        romeo.read(Answer(200, {}, told))


def test_no_trade_seen_is_an_answer() -> None:
    assert romeo.read(Answer(200, {}, [{"identifiant": "1", "metiersRome": []}])) == ()
