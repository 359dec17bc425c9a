"""What a turn says → how what was answered is wanted again, if it is."""

from __future__ import annotations

import pytest

from bot.mentions import Mentions
from bot.reading.recapping import Form, Wish, points_back, wish_of
from knowledge.bmo.model import Measure

TOURS, COOKS = "commune:37261", "fap2021:S1X40"
EASIER = Mentions(measures=(Measure.DIFFICULT,), ascending=True, degree=True, compared="easier")
NOTHING = Mentions()

CASES = [
    ("résume", NOTHING, Wish(Form.RECAP)),
    ("pouvez-vous résumer le tout en une fiche d'une demi-page ?", NOTHING, Wish(Form.RECAP, points=True)),
    ("jpeux avoir un recap stp", NOTHING, Wish(Form.RECAP)),
    ("rédigez le paragraphe « opportunité » avec ces chiffres", NOTHING, Wish(Form.RECAP, points=True)),
    ("je dois envoyer ces infos, tu peux rédiger ?", NOTHING, Wish(Form.RECAP, points=True)),
    ("tu peux condenser tout ça pour Tours", Mentions(territories=(TOURS,)), Wish(Form.RECAP, points=True)),
    ("en une phrase je dis quoi au directeur ?", Mentions(occupations=("ambigu:directeur",), words=("directeur",)),
     Wish(Form.SENTENCE)),
    ("une phrase simple à dire à l'antenne pour résumer ?", NOTHING, Wish(Form.SENTENCE)),
    ("et en deux mots ?", Mentions(follows=True), Wish(Form.SENTENCE)),
    ("un peu plus court s'il vous plaît, 5 lignes max", NOTHING, Wish(Form.SHORTER, 5)),
    ("c'est trop long", Mentions(anaphora=True), Wish(Form.SHORTER)),
    ("fais plus simple", EASIER, Wish(Form.SHORTER)),
    ("plus simple, une phrase par chiffre", EASIER, Wish(Form.EACH)),
    ("vous pouvez me mettre tout ça dans un tableau", Mentions(anaphora=True), Wish(Form.TABLE, points=True)),
    ("et sous forme de tableau ?", Mentions(follows=True), Wish(Form.TABLE)),
    ("tout ça dans un tableau excel", NOTHING, Wish(Form.TABLE, points=True)),
    ("un tableau des deux villes", Mentions(both=True, axis="places", several=2), Wish(Form.TABLE)),
    ("vous pouvez résumer ces deux départements ?", Mentions(several=2), Wish(Form.RECAP, points=True)),
    ("ma directrice veut un résumé", Mentions(occupations=("ambigu:directeur",), words=("directrice",)),
     Wish(Form.RECAP)),
    ("un tableau comparatif", Mentions(versus=True), Wish(Form.TABLE)),
    ("une phrase par ville", Mentions(within="commune"), Wish(Form.EACH)),
    ("rappelle-moi tout ce qu'on a dit", NOTHING, Wish(Form.RECAP, points=True)),
    ("mets-moi ça au propre", NOTHING, Wish(Form.RECAP)),
    ("plu cour", NOTHING, Wish(Form.SHORTER)),
    ("tro long", NOTHING, Wish(Form.SHORTER)),
    ("sous une forme plus concise, je vous prie", NOTHING, Wish(Form.SHORTER)),
    ("5 lignes max", NOTHING, Wish(Form.SHORTER, 5)),
    # A question of its own
    ("un résumé de Tours", Mentions(territories=(TOURS,)), None),
    ("une synthèse sur les cuisiniers", Mentions(occupations=(COOKS,), words=("cuisiniers",)), None),
    ("c'est plus simple à Tours ?", Mentions(territories=(TOURS,), compared="easier"), None),
    ("c'est plus simple ?", EASIER, None),
    ("une formation plus courte", NOTHING, None),
    ("c'est trop long de recruter", NOTHING, None),
    ("une fiche métier", NOTHING, None),
    ("merci pour cette synthèse", NOTHING, None),
    ("merci, très clair", NOTHING, None),
    ("c'est quoi la méthode en une phrase", NOTHING, None),
    ("un petit résumé du territoire svp", NOTHING, None),
    ("votre résumé est faux", NOTHING, None),
    ("je ne comprends rien à votre tableau", NOTHING, None),
    ("un tableau des métiers", NOTHING, None),
    ("je peux avoir ça en excel ?", NOTHING, None),
    ("plus court : trois chiffres à retenir suffiront", NOTHING, None),
    ("tout ça en tableau depuis 2016", Mentions(years=("2016..0",)), None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mentions", "wish"), CASES)
def test_what_was_said_is_wanted_again(text: str, mentions: Mentions, wish: Wish | None) -> None:
    assert wish_of(text, mentions) == wish


def test_a_text_to_send_is_of_what_was_said_unless_something_is_named() -> None:
    assert points_back("un texte à mettre dans mon courriel", NOTHING) == Wish(Form.RECAP)
    assert points_back("trois lignes sur Tours", Mentions(territories=(TOURS,))) is None
    assert points_back("les faits marquants", NOTHING) is None
