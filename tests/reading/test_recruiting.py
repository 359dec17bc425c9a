"""Who is looked for: a trade in brackets is somebody wanted by who speaks, by employers, or a work looked for."""

from __future__ import annotations

import pytest

from bot.actions.base import Turn
from bot.mentions import Mentions
from bot.question import STAFF
from bot.reading.recruiting import hires
from bot.reading.speaker import EMPLOYER, JOB_SEEKER

SAID = [
    ("je cherche un [boulanger] à Tours", True, STAFF),
    ("g une boite de netoyage à joué je cherche 10 [agents d'entretien] temps partiel", True, STAFF),
    ("on cherche 2 [vendeuses]", True, STAFF),
    ("il me faudrait une bonne [vendeuse]", True, STAFF),
    ("j'ai besoin d'un [maçon]", True, STAFF),
    ("romorantin maçonnerie couverture je cherche 1 et 1", True, STAFF),
    ("nous n'arrivons pas à recruter", True, STAFF),
    ("je voudrais embaucher un [apprenti boulanger]", True, STAFF),
    ("mes salariés s'en vont", True, STAFF),
    ("0 candidature en 4 mois", True, STAFF),
    ("j'ai un magasin et PERSONNE ne postule", True, STAFF),
    ("aucune de mes candidatures n'a de réponse", False, ""),
    ("c'est dur de trouver des [soudeurs] ?", False, STAFF),
    ("je dois remplacer ma [secrétaire]", False, STAFF),
    ("les patrons ils galerent a en trouver ou pas", False, STAFF),
    ("est-ce que les boîtes s'arrachent les [soudeurs] ?", False, STAFF),
    ("je cherche un poste de [boulanger]", False, ""),
    ("je cherche comme [caissière]", False, ""),
    ("je cherche un [boulanger] pour mon apprentissage", False, ""),
    ("qui recherche un [soudeur] ?", False, ""),
    ("j'aimerais trouver comme [vendeuse]", False, ""),
    ("je voudrais savoir qui va recruter", False, ""),
    ("mon employeur me licencie", False, ""),
    ("Je suis au chômage, Michelin va embaucher ?", False, ""),
    ("j'habite Tours, Safran va recruter ?", False, ""),
    ("je suis au chômage Michelin va embaucher", False, ""),
    ("un boulot, j'en cherche depuis 6 mois", False, ""),
    ("un poste de [soudeur], j'en cherche un", False, ""),
    ("les [couvreurs], on en cherche à Tours ?", False, ""),
    ("les [couvreurs], j'en cherche 2 à Tours", True, STAFF),
    ("rien que nous on en cherche 6", True, STAFF),
    ("depuis mon embauche à Tours, je cherche un logement", False, ""),
    ("je n'ai eu aucune candidature retenue", False, ""),
    ("aucun candidat depuis mars", True, STAFF),
]


@pytest.mark.parametrize(("text", "employer", "whose"), SAID)
def test_who_is_looked_for_says_who_speaks(text: str, employer: bool, whose: str) -> None:
    start, plain = text.find("["), text.replace("[", "").replace("]", "")
    trade = {"entity": "occupation", "value": "x", "start": start, "end": text.find("]") - 1}
    found = [trade] if start >= 0 else []
    assert hires(found, plain) is employer
    assert Mentions.from_entities(found, plain).seeking == whose


def test_a_role_that_was_chosen_wins_over_the_words() -> None:
    said = {"text": "aucun candidat depuis mars", "entities": ()}
    assert Turn.of_message(said, None).role == EMPLOYER
    assert Turn.of_message(said, None, role=JOB_SEEKER).role == JOB_SEEKER
