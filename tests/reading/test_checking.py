"""What a message wants of the figure just told: weighed, confirmed, or said again as it was understood."""

from __future__ import annotations

import pytest

from bot.reading.checking import asks_how_much, asks_if_sure, asks_of_others, asks_what_was_understood, doubts
from bot.reading.claimed import Claimed, claimed_share

WEIGHED = [
    ("c beaucoup ou pas pour toi", True),
    ("Ah c'est plutôt rassurant non ?", True),
    ("trouvez-vous ça élevé ?", True),
    ("ça fait peu non", True),
    ("c'est normal d'être aussi haut ?", True),
    ("Un chiffre pareil, c'est assez gros pour vouloir dire quelque chose ?", True),
    ("c'est beaucoup ou c'est rien ?", True),
    ("t'es sûr de toi ?", False),
    ("d'où ça sort ?", False),
    ("je n'ai pas bien compris", False),
    ("votre chiffre est bidon", False),
    ("ca cest bien pour pithiviers que vous me dites pas pour orleans hein", False),
]
CLAIMED = [
    ("80 % c'est juste ?", 0.8),
    ("le boucher est difficile à 80% parait-il ?", 0.8),
    ("57,5 % de difficiles, vous confirmez ?", 0.575),
    ("43,95 % de difficiles, c'est exact ?", 0.4395),
    ("un recrutement sur deux est difficile, c'est vrai ?", 0.5),
    ("9 sur 10, c'est ça ?", 0.9),
    ("Le maire dit que deux recrutements difficiles sur trois. C'est vrai ?", 2 / 3),
    ("les deux tiers sont saisonniers, c'est exact ?", 2 / 3),
    ("plus de 50 % de difficiles, c'est vrai ?", None),
    ("entre 50 et 60 %, c'est juste ?", None),
    ("soudeur à 80 %", None),
    ("t'es sûr ?", None),
]


@pytest.mark.parametrize(("text", "asked"), WEIGHED)
def test_an_appraisal_is_told_by_its_words(text: str, asked: bool) -> None:
    assert asks_how_much(text) is asked


@pytest.mark.parametrize(("text", "share"), CLAIMED)
def test_a_share_to_confirm_is_read(text: str, share: float | None) -> None:
    found = claimed_share(text)
    assert (found and found.share) == (None if share is None else pytest.approx(share))


def test_most_of_them_is_a_share_to_pass() -> None:
    assert claimed_share("la majorité des projets sont-ils saisonniers ?") == Claimed(0.5, over=True)
    assert claimed_share("la majorité est à Tours") is None


@pytest.mark.parametrize(
    ("text", "easy", "denied"),
    [
        ("on me dit que 56 % sont faciles, c'est vrai ?", True, False),
        ("la majorité ne sont pas difficiles ?", False, True),
        ("la plupart ne sont pas faciles ?", True, True),
        ("80 % sont difficiles, c'est pas vrai ?", False, False),
        ("80 % de difficiles, n'est-ce pas juste ?", False, False),
    ],
)
def test_the_share_of_what_is_not_so_is_told_apart(text: str, easy: bool, denied: bool) -> None:
    found = claimed_share(text)
    assert found is not None
    assert (found.easy, found.denied) == (easy, denied)


@pytest.mark.parametrize(
    ("text", "sure", "taken"),
    [
        ("t'es sûr ? parce qu'un pote m'a dit l'inverse", True, False),
        ("c'est bien pour Pithiviers, pas pour Orléans ?", True, False),
        ("d'où sortent ces chiffres ?", False, False),
        ("tu as compris quoi ?", False, True),
        ("qu'est-ce que vous avez compris ?", False, True),
        ("j'ai rien compris", False, False),
    ],
)
def test_a_confirmation_is_not_what_was_understood(text: str, sure: bool, taken: bool) -> None:
    assert asks_if_sure(text) is sure
    assert asks_what_was_understood(text) is taken


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("t'es sûr ? parce qu'un pote m'a dit l'inverse", True),
        ("vous en êtes certain ?", True),
        ("êtes-vous bien sûre ?", True),
        ("t sur de ca ??", True),
        ("Sûr ?", True),
        ("et vous sur Tours ?", False),
        ("c'est sûr que ça recrute", False),
    ],
)
def test_a_doubt_is_told_by_its_words(text: str, doubted: bool) -> None:
    assert doubts(text) is doubted


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("c'est partout pareil ?", "everywhere"),
        ("c'est partout pareil ou c'est st amand", "everywhere"),
        ("c'est aussi dur partout ?", "everywhere"),
        ("on est pires que les autres départements ?", "others"),
        ("et par rapport aux autres bassins ?", "others"),
        ("et les autres métiers ?", ""),
        ("je cherche partout", ""),
    ],
)
def test_a_place_is_set_among_others(text: str, others: str) -> None:
    assert asks_of_others(text) == others
