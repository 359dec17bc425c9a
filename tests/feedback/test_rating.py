"""An opinion is read from a few words: useful or not, and why; the reply thanks, asks why, or says how to ask again."""

import pytest

from bot.answers.feedback import REASONS, Rating, answer, nothing_to_rate, rating
from bot.button import CONTACT, SOMEONE
from bot.writing.reply_topics import ReplyTopic
from tests.answers.said import choices_of

SAID = [
    ("utile", True, ""),
    ("c'était très utile, merci", True, ""),
    ("ça m'a bien aidé", True, ""),
    ("oui la réponse est claire", True, ""),
    ("pas inutile", True, ""),
    ("vous avez bien répondu", True, ""),
    ("👍", True, ""),
    ("pouce en l'air", True, ""),
    ("avis positif", True, ""),
    ("pas utile", False, ""),
    ("ça ne m'aide pas", False, ""),
    ("sa m'aide pa", False, ""),
    ("pa utile", False, ""),
    ("réponse inutile", False, ""),
    ("ne m'a pas été d'une grande utilité", False, ""),
    ("👎", False, ""),
    ("pouce baissé", False, ""),
    ("avis négatif", False, ""),
    ("mauvais lieu", False, "wrong_place"),
    ("ce n'est pas la bonne ville", False, "wrong_place"),
    ("le lieu n'est pas le bon", False, "wrong_place"),
    ("utile mais mauvais territoire", False, "wrong_place"),
    ("ce n'est pas le bon métier", False, "wrong_occupation"),
    ("vous avez répondu pour un autre métier que le mien", False, "wrong_occupation"),
    ("pas la bonne année", False, "wrong_year"),
    ("le chiffre me semble faux", False, "doubtful_figure"),
    ("ce nombre me paraît trop élevé", False, "doubtful_figure"),
    ("ce résultat me semble peu crédible", False, "doubtful_figure"),
    ("ce n'est pas clair", False, "unclear"),
    ("j'ai pas compris ta réponse", False, "unclear"),
    ("c'est trop long", False, "unclear"),
    ("la réponse est hors sujet", False, "off_topic"),
    ("je voudrais donner mon avis", None, ""),
]


@pytest.mark.parametrize(("text", "useful", "reason"), SAID)
def test_what_is_said_is_read(text: str, useful: bool | None, reason: str) -> None:
    assert rating(text) == Rating(useful, reason)


def test_each_button_is_a_sentence_that_says_its_reason() -> None:
    buttons = choices_of(answer(Rating(False)))

    *reasons, someone = buttons
    assert [button.title for button in reasons] == ["Mauvais lieu", "Mauvais métier", "Chiffre douteux", "Pas clair"]
    assert (someone.title, someone.act) == (SOMEONE, CONTACT)
    for button in reasons:
        assert REASONS[rating(button.says).reason].title == button.title
        assert not button.says.startswith("/")


def test_an_opinion_that_cannot_be_told_is_asked_again_with_sentences_that_can() -> None:
    assert [rating(button.says).useful for button in choices_of(answer(Rating(None)))] == [True, False]


def test_useful_is_thanked_in_one_sentence() -> None:
    reply = answer(Rating(True))

    assert (reply.sentence, reply.suggestions) == ("Merci, c'est noté.", ())
    assert reply.topic is ReplyTopic.FEEDBACK


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_is_thanked_and_followed_by_how_to_ask_again(reason: str) -> None:
    sentence = answer(Rating(False, reason)).sentence

    assert "qui améliorent l'assistant" in sentence
    assert sentence.endswith(REASONS[reason].advice)


def test_nothing_to_rate_offers_to_ask() -> None:
    assert "Posez-moi d'abord une question" in nothing_to_rate().sentence
