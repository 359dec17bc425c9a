"""A directory and requests, as the tests leave them."""

from __future__ import annotations

from dataclasses import replace

from bot.handover.request import Asker, Request

CONTACTS = """
- id: region
  label: le correspondant régional
  email: region@agence.exemple.fr
  delay: 2
- id: blois
  label: la conseillère entreprises de Blois
  email: blois@agence.exemple.fr
  territories: [departement:41]
  askers: [employer]
  delay: 1
"""
SENDER = "bemo@assistant.exemple.fr"
LEFT = Request(
    subject="Trouver des couvreurs à Vendôme",
    asker=Asker.EMPLOYER,
    name="Camille Zzyx",
    message="Bonjour,\nje cherche deux couvreurs pour mars. https://exemple.fr/annonce",
    email="camille@zzyx.exemple.fr",
    phone="+33612345678",
    organisation="Toitures Zzyx",
    territory="commune:41269",
    context=("Est-ce dur de trouver des couvreurs à Vendôme ?", "Oui : 28 projets sur 28 sont jugés difficiles."),
    conversation="web-conversation-1",
    channel="web",
)


def other(number: int) -> Request:
    """Another request, of another person in another conversation."""
    return replace(
        LEFT,
        subject=f"Demande {number}",
        message=f"Texte de la demande {number}.",
        email=f"personne{number}@zzyx.exemple.fr",
        conversation=f"web-{number}",
    )
