"""The API Marché du travail v1: job seekers, offers, tension and pay of a trade in a territory, dated."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import Field

from knowledge.market.calls import Answer, Api, Ask
from knowledge.market.failures import ApiFailure, Cause
from knowledge.market.model import FigureKind, MarketFigure
from knowledge.market.payload import Payload, line

API = Api(
    "marche-travail",
    "/stats-offres-demandes-emploi/v1/indicateur",
    "api_stats-offres-demandes-emploiv1 offresetdemandesemploi",
    rate=10,
)

_TERRITORIES = {"france": "NAT", "region": "REG", "departement": "DEP", "bassin": "BASBMO"}
_PAY_TERRITORIES = ("NAT", "REG", "DEP")
_INDICATORS = {
    FigureKind.SEEKERS: ("/stat-demandeurs", "TRIMESTRE", "CATCAND"),
    FigureKind.OFFERS: ("/stat-offres", "TRIMESTRE", "ORIGINEOFF"),
    FigureKind.TENSION: ("/stat-perspective-employeur", "ANNEE", "TYPE_TENSION"),
}
_KEPT = {FigureKind.OFFERS: "TOFF-CUMUL12MOIS", FigureKind.TENSION: "PERSPECTIVE"}
"""Of the figures that an indicator gives, the one that is told."""
_MOST = 1e9
_CATEGORIES = ("A", "B", "C")
ALL_SEEKERS, NO_WORK = "catégories A, B et C", "catégorie A"
_PAY = {"SAL1": "débutant", "SAL3": "moyen", "SAL2": "expérimenté"}


class _Value(Payload):
    nomenclature: str = Field("", alias="codeNomenclature")
    label: str = Field("", alias="libNomenclature")
    period: str = Field("", alias="codePeriode")
    period_label: str = Field("", alias="libPeriode")
    territory: str = Field("", alias="libTerritoire")
    updated: dt.datetime | None = Field(None, alias="datMaj")
    number: float | None = Field(None, alias="valeurPrincipaleNombre")
    rate: float | None = Field(None, alias="valeurPrincipaleTaux")
    decimal: float | None = Field(None, alias="valeurPrincipaleDecimale")
    amount: float | None = Field(None, alias="valeurPrincipaleMontant")
    pays: list[_Pay] = Field([], alias="salaireValeurMontant")
    activity: str = Field("", alias="libActivite")

    def value(self) -> float | None:
        """Return the figure, whichever way it is told."""
        told = (self.number, self.decimal, self.rate, self.amount)
        return next((each for each in told if each is not None), None)


class _Pay(Payload):
    nomenclature: str = Field("", alias="codeNomenclature")
    amount: float | None = Field(None, alias="valeurPrincipaleMontant")


_Value.update_forward_refs()


class _Values(Payload):
    values: list[_Value] = Field(alias="listeValeursParPeriode")


class _Pays(Payload):
    updated: dt.datetime | None = Field(None, alias="datMaj")
    values: list[_Value] = Field(alias="valeursParPeriode")


def ask(kind: FigureKind, rome: str, territory: str) -> Ask:
    """Return the request for figures of a trade in a territory (``departement:41``). Raises ApiFailure."""
    level, code = _coded(territory)
    if kind is FigureKind.PAY:
        if level not in _PAY_TERRITORIES:
            raise ApiFailure(Cause.BAD_REQUEST, "no pay of this kind of territory")
        return Ask(f"/salaire-rome-fap/{level}/{code}", (("codeRome", rome),))
    path, period, nomenclature = _INDICATORS[kind]
    body = {
        "codeTypeTerritoire": level,
        "codeTerritoire": code,
        "codeTypeActivite": "ROME",
        "codeActivite": rome,
        "codeTypePeriode": period,
        "codeTypeNomenclature": nomenclature,
        "dernierePeriode": True,
        "sansCaracteristiques": True,
    }
    return Ask(path, body=body)


def read(answer: Answer, kind: FigureKind) -> tuple[MarketFigure, ...]:
    """Return the figures of the last period, none where nothing is published. Raises ValueError."""
    if answer.status == 204:
        return ()
    if kind is FigureKind.PAY:
        return _pay(_Pays.parse_obj(answer.data))
    values = _Values.parse_obj(answer.data).values
    last = max((each.period for each in values), default="")
    wanted = _KEPT.get(kind)
    told = [each for each in values if each.period == last and wanted in (None, each.nomenclature)]
    if kind is FigureKind.SEEKERS:
        told = _together(told)
    return tuple(
        _figure(kind, each, figure, each.label or each.nomenclature)
        for each in told
        if (figure := each.value()) is not None
    )


def as_json(figures: tuple[MarketFigure, ...]) -> Any:
    """Return what is kept of the figures."""
    return [{**vars(each), "kind": each.kind.value, "updated": each.updated.isoformat()} for each in figures]


def from_json(kept: Any) -> tuple[MarketFigure, ...]:
    """Return the figures that were kept."""
    return tuple(
        MarketFigure(**{**each, "kind": FigureKind(each["kind"]), "updated": dt.date.fromisoformat(each["updated"])})
        for each in kept
    )


def _coded(territory: str) -> tuple[str, str]:
    level, _, code = territory.partition(":")
    if level not in _TERRITORIES or not code:
        raise ApiFailure(Cause.BAD_REQUEST, "no figure of this kind of territory")
    return _TERRITORIES[level], code


def _together(categories: list[_Value]) -> list[_Value]:
    """Return the seekers of categories A, B and C as one figure, then those of A; nothing where one is not known."""
    by_code = {each.nomenclature: each for each in categories}
    if whole := by_code.get("".join(_CATEGORIES)):
        return [whole.copy(update={"label": ALL_SEEKERS})]
    counts = [by_code[code].number for code in _CATEGORIES if code in by_code]
    known = [count for count in counts if count is not None]
    if len(known) < len(_CATEGORIES):
        return []
    first = by_code[_CATEGORIES[0]]
    return [first.copy(update={"number": sum(known), "label": ALL_SEEKERS}), first.copy(update={"label": NO_WORK})]


def _pay(pays: _Pays) -> tuple[MarketFigure, ...]:
    last = max((each.period for each in pays.values), default="")
    found = []
    for each in pays.values:
        amounts = {pay.nomenclature: pay.amount for pay in each.pays if pay.amount}
        dated = each if each.updated else each.copy(update={"updated": pays.updated})
        if each.period == last:
            found += [
                _figure(FigureKind.PAY, dated, amounts[code], label) for code, label in _PAY.items() if code in amounts
            ]
    return tuple(found)


def _figure(kind: FigureKind, value: _Value, figure: float, label: str) -> MarketFigure:
    if value.updated is None or not 0 <= figure <= _MOST:
        raise ValueError
    period, updated = line(value.period_label or value.period), value.updated.date()
    return MarketFigure(kind, figure, period, line(value.territory), updated, line(label), line(value.activity))
