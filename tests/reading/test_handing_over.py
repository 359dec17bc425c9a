"""What a message does to a request for a person, as tables."""

import pytest

from bot.reading.handing_over import Wish, about, asks_for_someone, better_elsewhere, field_changed, reference_in, wish


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("laisse tomber", Wish.CANCEL),
        ("finalement non", Wish.CANCEL),
        ("STOP", Wish.CANCEL),
        ("reviens en arrière", Wish.BACK),
        ("question précédente", Wish.BACK),
        ("oui", Wish.YES),
        ("ok c'est bon", Wish.YES),
        ("Je vous confirme l'envoi.", Wish.YES),
        ("non", Wish.SKIP),
        ("rien à ajouter", Wish.SKIP),
        ("je préfère pas dire", Wish.SKIP),
        ("non, mon mail c'est autre chose", Wish.NO),
        ("je veux quand même", Wish.INSIST),
        ("où en est ma demande DEM-2026-ABCD-EFGH ?", Wish.STATUS),
        ("quelles données avez-vous sur moi ?", Wish.HELD),
        ("supprime mes données", Wish.ERASE),
        ("pourquoi vous voulez mon nom ?", Wish.WHY),
        ("c'est obligatoire ?", Wish.COMPULSORY),
        ("merci beaucoup", Wish.COURTESY),
        ("pas utile", Wish.COURTESY),
        ("Jean Dupont", None),
        ("quels métiers recrutent à Tours ?", None),
        ("retire les données de 2023", None),
        ("enlève les demandes saisonnières", None),
        ("où en est la demande de soudeurs à Tours ?", None),
        ("pourquoi les couvreurs sont-ils difficiles à trouver ?", None),
    ],
)
def test_what_a_message_wants(text: str, wanted: Wish | None) -> None:
    assert wish(text) is wanted


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("je veux parler à quelqu'un", True),
        ("jveux parler a kelkun", True),
        ("rappelez-moi svp", True),
        ("qu'on me rappelle demain", True),
        ("un humain svp", True),
        ("mettez-nous en relation", True),
        ("tu es un vrai humain ?", False),
        ("suis-je en train de parler à une personne réelle ?", False),
        ("quel est le numéro de l'agence de Vierzon ?", False),
        ("combien de conseillers en emploi à Tours ?", False),
        ("parle-moi de Blois", False),
    ],
)
def test_who_asks_for_someone(text: str, asks: bool) -> None:
    assert asks_for_someone(text) is asks


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("change le téléphone", "phone"),
        ("l'adresse mail est fausse", "email"),
        ("je me suis trompée de nom", "name"),
        ("le message", "message"),
        ("c'est bon", ""),
    ],
)
def test_which_value_is_to_be_changed(text: str, field: str) -> None:
    assert field_changed(text) == field


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("c'est pour mon allocation", "file"),
        ("je n'ai pas été payé", "file"),
        ("m'inscrire à France Travail", "file"),
        ("je veux déposer une offre", "offer"),
        ("les chiffres de l'emploi à Vendôme", ""),
        ("aidez-moi à recruter", ""),
    ],
)
def test_who_answers_better(text: str, who: str) -> None:
    assert better_elsewhere(text) == who


def test_the_subject_and_the_reference_are_read() -> None:
    assert about("rappelez-moi au sujet des soudeurs à Bourges.") == "soudeurs à Bourges"
    assert about("je veux parler à quelqu'un") == ""
    assert about("rappelez-moi pour une présentation aux élus, c'est possible ?") == "une présentation aux élus"
    assert about("quel contact pour qu'il recrute ?") == ""
    assert reference_in("ma demande dem 2026 abcd efgh") == "DEM-2026-ABCD-EFGH"
    assert reference_in("demain") == ""
