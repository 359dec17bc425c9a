"""The blocks of a reply: those of an answer, and those that an answer brings itself."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import send
from bot.answers import message
from bot.answers.message import message_of
from bot.channels.rendering.plain import buttons_of, text_of
from bot.writing.blocks import (
    RENDERS_BLOCKS,
    REPLY,
    Badge,
    Card,
    Cards,
    Chart,
    Facts,
    File,
    Files,
    Form,
    Input,
    Link,
    Message,
    Source,
)
from bot.writing.reply import Reply, Row, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.figures.sums import NOBODY

ROWS = (Row("Couvreurs", "fap2021:B1X34", 2025, "• Couvreurs : 28", figures=NOBODY),) * 2


def files(reply: Reply) -> list[File]:
    found = message_of(reply).first(Files)
    return list(found.files) if found else []


@pytest.mark.parametrize(
    ("asked", "held", "place"),
    [
        (["commune:37261"], ["bassin:2415"], "bassin:2415"),
        (["departement:2A"], ["departement:2A"], "departement:2A"),
        (["epci:200055481"], ["bassin:2415", "bassin:2416"], "epci:200055481"),
        ([], ["region:24"], "region:24"),
        (["commune:37261", "commune:45234"], ["bassin:2415", "bassin:2421"], ""),
        ([], ["bassin:2415", "bassin:2421"], ""),
        (["france:fr"], ["france:fr"], ""),
        (["bassin:../../x"], ["bassin:../../x"], ""),
        ([], [], ""),
    ],
)
def test_the_diagnostic_is_that_of_the_one_place_asked(asked: list[str], held: list[str], place: str) -> None:
    facts = Facts(topic=ReplyTopic.FIGURES, asked=tuple(asked), territories=tuple(held))
    found = [file.subject for file in files(Reply("28.", ROWS, facts=facts)) if file.format == "pdf"]
    assert found == ([place] if place else [])


def test_no_diagnostic_where_only_totals_are_held() -> None:
    row = Row("2012", "2012", 2012, "2012 : 28", published_total=28)
    reply = Reply("28.", (row,), facts=Facts(topic=ReplyTopic.TOTALS, territories=("region:11",)))
    assert [file.format for file in files(reply)] == ["csv", "xlsx"]


def test_what_was_asked_for_comes_first() -> None:
    facts = Facts(topic=ReplyTopic.RECRUITING, territories=("bassin:2415",))
    reply = Reply("28.", ROWS, facts=facts, formats=("png", "pdf"))
    assert [file.format for file in files(reply)] == ["png", "pdf", "csv", "xlsx"]


def test_files_that_an_answer_names_come_first() -> None:
    named = (
        File(format="pdf", title="Diagnostic de Tours", task="diagnostic.pdf", subject="bassin:2415"),
        File(format="page", title="Page à imprimer", task="diagnostic.html", subject="bassin:2415"),
    )
    reply = Reply("28.", ROWS, facts=Facts(topic=ReplyTopic.DIAGNOSTIC, territories=("bassin:2415",)), files=named)
    assert [file.title for file in files(reply)][:2] == ["Diagnostic de Tours", "Page à imprimer"]
    assert [file.format for file in files(reply)] == ["pdf", "page", "csv", "xlsx"]


@pytest.mark.parametrize("subject", ["bassin:../../x", "//evil.example", "commune:37261"])
def test_a_file_is_of_a_place_that_has_one(subject: str) -> None:
    with pytest.raises(ValueError, match="subject"):
        File(format="pdf", title="Ailleurs", task="diagnostic.pdf", subject=subject)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "/x", 'https://a"b'])
def test_a_link_leads_to_a_page_or_a_phone(url: str) -> None:
    with pytest.raises(ValueError, match="url"):
        Link(text="ici", url=url)


def test_a_chart_that_fails_costs_no_one_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise ValueError

    reply = Reply("28.", ROWS, facts=Facts(topic=ReplyTopic.RECRUITING))
    assert message_of(reply).first(Chart) is not None
    monkeypatch.setattr(message, "chart_of", fail)
    assert message_of(reply).first(Chart) is None
    assert message_of(reply).sentence == "28."


def test_cards_and_a_form_are_read_wherever_only_text_is_shown() -> None:
    badges = (Badge(kind="contract", text="CDI"), Badge(kind="date", text="du 3 mars"))
    url = "https://candidat.francetravail.fr/1"
    cards = Cards(cards=(Card(title="Couvreur", lines=("Tours",), url=url, badges=badges),))
    form = Form(name="contact", title="Votre demande :", inputs=(Input(name="email", label="Votre adresse"),))
    reply = Reply("Une offre.", blocks=(cards, form), source="Source : France Travail.")
    assert text_of(message_of(reply)) == (
        "Une offre.\n\n• Couvreur\nTours\nCDI · du 3 mars\nhttps://candidat.francetravail.fr/1\n\n"
        "Votre demande :\n• Votre adresse\n\nSource\u00a0: France Travail."
    )


def test_four_buttons_at_most_each_once() -> None:
    suggestions = tuple(Suggestion(f"Titre {n % 5}", f"question {n % 5} ?") for n in range(8))
    assert buttons_of(message_of(Reply("Oui.", suggestions=suggestions))) == [
        {"title": f"Titre {n}", "payload": f"question {n} ?"} for n in range(4)
    ]


def test_what_says_nothing_is_no_block() -> None:
    assert message_of(Reply("Oui.")).first(Source) is None
    assert len(message_of(Reply("Oui.")).blocks) == 1


@pytest.mark.parametrize("renders", [True, False])
def test_a_channel_of_rasa_s_own_gets_text_and_buttons(renders: bool) -> None:
    dispatcher, metadata = CollectingDispatcher(), {RENDERS_BLOCKS: True} if renders else {}
    tracker = Tracker("a", {}, {"metadata": metadata}, [], False, None, {}, "action_listen")
    reply = Reply("Oui.", suggestions=(Suggestion("Plus", "plus ?"),), facts=Facts(topic=ReplyTopic.FIGURES))
    send(dispatcher, reply, tracker)
    (sent,) = dispatcher.messages
    if renders:
        assert Message.parse_obj(sent["custom"][REPLY]) == message_of(reply)
        assert not sent["text"]
        assert not sent["buttons"]
    else:
        assert (sent["text"], sent["buttons"]) == ("Oui.", [{"title": "Plus", "payload": "plus ?"}])
        assert not sent["custom"]
