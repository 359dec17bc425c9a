"""A reply as a Telegram chat shows it: real answers of every kind, what is hostile in one, and what goes beside it."""

from __future__ import annotations

import re

import pytest

from bot.answers.message import message_of
from bot.answers.offers import answer as offers
from bot.answers.registry import answer
from bot.channels.rendering.plain import text_of
from bot.channels.rendering.telegram import Beside, outgoings, rows_of
from bot.channels.telegram.outgoing import File, Key, Photo, Text
from bot.question import Question, Topic
from bot.writing.blocks import (
    Badge,
    Card,
    Cards,
    Cell,
    Chart,
    Column,
    Form,
    Input,
    Link,
    Links,
    Message,
    Notes,
    Sentence,
    Source,
    Table,
    TableRow,
)
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge
from tests.answers.conftest import knowledge
from tests.channels.telegram.seen import read, seen, seen_of
from tests.market.fake import FakeMarket, offer

__all__ = ["knowledge"]

TOURS, BLOIS, LOIRET, REGION = "commune:37261", "commune:41018", "departement:45", "region:24"
CARERS, ROOFERS = "fap2021:V0X60 fap2009:V0Z60", "fap2021:B1X34 fap2009:B2Z44"
ASKED = (
    Question(Topic.RECRUITING, (TOURS,)),
    Question(Topic.RECRUITING, (LOIRET,), measure=Measure.DIFFICULT),
    Question(Topic.RECRUITING, (BLOIS,), measure=Measure.SEASONAL, share=True),
    Question(Topic.RECRUITING, (LOIRET,), grain="sector"),
    Question(Topic.RECRUITING, (REGION,), within="departement"),
    Question(Topic.FIGURES, (TOURS,), (ROOFERS,)),
    Question(Topic.WHERE, (REGION,), (CARERS,)),
    Question(Topic.TOTALS, (BLOIS,)),
    Question(Topic.EVOLUTION, (LOIRET,), years=("2016..0",)),
    Question(Topic.COMPARISON, (TOURS, BLOIS), (CARERS,)),
    Question(Topic.RANKING, (REGION,), level="bassin"),
    Question(Topic.RANKING, (REGION,), level="departement", measure=Measure.DIFFICULT, share=True),
    Question(Topic.PROGRESS, (LOIRET,), movement="up"),
    Question(Topic.DIAGNOSTIC, (BLOIS,)),
    Question(Topic.SUMMARY, (TOURS,), (CARERS,)),
    Question(Topic.JOB_SEEKERS, (TOURS,)),
    Question(Topic.PORTRAIT, (), (CARERS,), aspects=("pay",)),
    Question(Topic.NEAR, (TOURS,), (CARERS,)),
)
PICTURE = Beside(picture=b"\x89PNG")


@pytest.mark.parametrize("drawn", [True, False])
@pytest.mark.parametrize(
    "asked", ASKED, ids=lambda asked: f"{asked.topic.value}-{asked.grain or asked.within or asked.level}"
)
def test_a_real_answer_says_all_that_it_says_elsewhere(asked: Question, drawn: bool, knowledge: Knowledge) -> None:
    message = message_of(answer(asked, knowledge))
    sent = outgoings(message, PICTURE if drawn else Beside())
    shown = re.sub(r"\s+", " ", seen_of(sent))
    assert len(sent) <= 2, "a sentence with its picture, and the rest"
    chart, table = message.first(Chart), message.first(Table)
    assert isinstance(sent[0], Photo if chart and drawn else Text)
    assert shown.startswith(re.sub(r"\s+", " ", message.sentence))
    for block in message.blocks:
        texts = block.texts if isinstance(block, Notes) else [block.text] if isinstance(block, Source) else []
        assert all(re.sub(r"\s+", " ", text) in shown for text in texts)
    for row in table.rows if table and len(table.rows) > 1 else ():
        assert all(word in shown for word in re.split(r"[\s'’-]+", row.label)), row.label


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.topic.value)
def test_as_much_is_sent_whether_the_picture_could_be_made_or_not(asked: Question, knowledge: Knowledge) -> None:
    message = message_of(answer(asked, knowledge))
    assert len(outgoings(message, PICTURE)) == len(outgoings(message))


HOSTILE = '<b>x</b> & "y" </pre></blockquote><a href="tg://x">z</a>'


def hostile() -> Message:
    columns = tuple(Column(key=key, label=HOSTILE, kind="text") for key in ("label", "a"))
    row = TableRow(label=HOSTILE, ref="x", year=2025, cells=(Cell(value=HOSTILE, text=HOSTILE),) * 2, text=HOSTILE)
    badge = Badge(kind="pay", text=HOSTILE)
    card = Card(title=HOSTILE, lines=(HOSTILE,), url="https://x.fr/?a=1&b='2'", badges=(badge,))
    return Message(
        blocks=(
            Sentence(text=HOSTILE),
            Table(title=HOSTILE, columns=columns, rows=(row, row)),
            Chart(alt=HOSTILE),
            Cards(cards=(card,)),
            Form(name="x", title=HOSTILE, inputs=(Input(name="n", label=HOSTILE),)),
            Notes(texts=(HOSTILE,)),
            Source(text=HOSTILE),
            Links(links=(Link(text="<b>x</b>", url="https://x.fr/?q=%3C&r=1"),)),
        )
    )


@pytest.mark.parametrize("drawn", [True, False])
def test_nothing_of_a_reply_is_markup(drawn: bool) -> None:
    sent = outgoings(hostile(), PICTURE if drawn else Beside())
    shown = seen_of(sent)
    assert shown.count(HOSTILE) >= 6
    links = [link for each in sent if isinstance(each, Text) for link in read(each.html).links]
    assert set(links) == {"https://x.fr/?a=1&b='2'", "https://x.fr/?q=%3C&r=1"}


def test_a_long_sentence_is_whole_beneath_its_picture() -> None:
    message = Message(blocks=(Sentence(text="mot " * 600), Chart(alt="Un graphique.")))
    sent = outgoings(message, PICTURE)
    assert isinstance(sent[0], Photo)
    assert seen_of(sent).count("mot") == 600


def test_a_very_long_reply_is_several_messages() -> None:
    message = Message(blocks=(Sentence(text="Voici."), Notes(texts=tuple(f"Note {n} {'x' * 300}" for n in range(60)))))
    sent = outgoings(message, Beside(keys=(Key("Oui", "1.a"),)))
    shown = seen_of(sent)
    assert all(f"Note {n} x" in shown for n in range(60))
    assert [bool(each.keys) for each in sent if isinstance(each, Text)] == [*[False] * (len(sent) - 1), True]


def test_pages_are_links_and_phone_numbers_are_text() -> None:
    address = "https://candidat.francetravail.fr/offres/recherche?motsCles=ma%C3%A7on&lieux=41018"
    links = (
        Link(text=address, url=address),
        Link(text="caf.fr", url="https://caf.fr"),
        Link(text="3949", url="tel:3949"),
    )
    text = f"Les offres : {address}, caf.fr, ou le 3949."
    (sent,) = outgoings(Message(blocks=(Sentence(text=text), Links(links=links))))
    assert isinstance(sent, Text)
    assert read(sent.html).links == [address, "https://caf.fr"]
    assert seen(sent.html) == "Les offres : candidat.francetravail.fr, caf.fr, ou le 3949."


def test_a_card_is_its_title_that_leads_to_its_page_then_what_it_says() -> None:
    badges = (Badge(kind="contract", text="CDI"), Badge(kind="pay", text="2\u202f000 €"))
    cards = (Card(title="Maçon", lines=("Blois (41)",), url="https://x.fr/1", badges=badges), Card(title="Sans page"))
    (sent,) = outgoings(Message(blocks=(Sentence(text="2 offres."), Cards(cards=cards))))
    assert isinstance(sent, Text)
    assert '<b><a href="https://x.fr/1">Maçon</a></b>\nCDI · 2\u202f000 €\nBlois (41)' in sent.html
    assert "<b>Sans page</b>" in sent.html


def test_what_it_says_elsewhere_is_all_there_where_there_is_no_table() -> None:
    message = Message(blocks=(Sentence(text="Bonjour.\nJe réponds :\n• ceci"), Notes(texts=("Une note.",))))
    assert seen_of(outgoings(message)) == text_of(message)


def test_short_buttons_stand_side_by_side() -> None:
    titles = ("La suite", "Chiffres clés", "Métiers qui recrutent dans le Loiret", "Oui", "Non", "Peut-être")
    rows = rows_of([Key(title, str(number)) for number, title in enumerate(titles)])
    assert [[key.title for key in row] for row in rows] == [
        ["La suite", "Chiffres clés"],
        ["Métiers qui recrutent dans le Loiret"],
        ["Oui", "Non"],
        ["Peut-être"],
    ]


def test_files_come_after_and_buttons_stay_with_the_text() -> None:
    file = File(b"a;b", "bemo.csv")
    keys, stays = (Key("La suite", "1.a"),), (Key("CSV et Excel", "1.b-f"),)
    message = Message(blocks=(Sentence(text="Voici."), Source(text="Source : BMO.")))
    sent = outgoings(message, Beside(keys, stays, files=(file,)))
    assert sent == (Text("Voici.\n\n<i>Source : BMO.</i>", (keys, stays)), file)


def test_offers_are_cards_that_lead_to_their_page(knowledge: Knowledge) -> None:
    held = tuple(offer(number, title=f"Soudeur <{number}> & fils") for number in range(1, 9))
    welders = Question(Topic.OFFERS, (BLOIS,), ("fap2021:D1X33 fap2009:D2Z42",), words=("soudeur",))
    message = message_of(offers(welders, knowledge, FakeMarket(held)))
    cards = message.first(Cards)
    assert cards is not None
    sent = outgoings(message)
    shown = seen_of(sent)
    links = [link for each in sent if isinstance(each, Text) for link in read(each.html).links]
    assert [card.url for card in cards.cards] == [link for link in links if "/detail/" in link]
    assert all(f"Soudeur <{number}> & fils" in shown for number in range(1, len(cards.cards) + 1))
    assert all(badge.text in shown for card in cards.cards for badge in card.badges)
