"""The people of a conversation: of whom a trade is told, and for whom a message asks."""

from __future__ import annotations

import pytest

from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.reading.asked import background_of
from bot.reading.clauses import ClauseModel
from bot.reading.corpus import examples
from bot.reading.dialogue import Before
from bot.reading.mentions import MentionModel
from bot.reading.people import kept_people, people_of, with_their_trade
from bot.reading.persons import Person, people_meant, people_told
from bot.reading.spans import spans_of

TOLD = [
    ("moi c serveuse et mon copain plombier", [("self", "serveuse"), ("husband", "plombier")]),
    ("ma femme est infirmière, elle cherche", [("wife", "infirmière")]),
    ("Mon fils est électricien et sa femme aide-soignante", [("son", "électricien"), ("wife", "aide-soignante")]),
    ("on m'a dit que mon voisin, lui, est soudeur", [("neighbour", "soudeur")]),
    ("je cherche un cariste à Blois", []),
    ("combien de femmes de ménage à Tours ?", []),
    ("il y a des maçons à Tours ?", []),
    ("je suis le mari d'une infirmière", []),
]
HERS, HIS, MINE = Person("wife", "a", "infirmière"), Person("son", "b", "cariste"), Person("self", "c", "maçon")
MEANT = [
    ("et pour elle ?", [HERS]),
    ("et lui ?", [HIS]),
    ("pour mon fils ça donne quoi", [HIS]),
    ("et moi ?", [MINE]),
    ("dans mon métier à moi", [MINE]),
    ("non pas elle, moi", [MINE]),
    ("et pour nous deux ?", [MINE, HIS]),
    ("et ma sœur ?", []),
    ("donne-moi le total des projets à Blois", []),
    ("selon moi ça baisse chez moi", []),
    ("je voudrais savoir s'il y a du travail", []),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_a_trade_is_told_of_somebody(text: str, told: list[tuple[str, str]]) -> None:
    assert [(each.who, each.word) for each in people_told(text, spans_of(text))] == told


@pytest.mark.parametrize(("text", "meant"), MEANT)
def test_a_message_asks_for_somebody(text: str, meant: list[Person]) -> None:
    assert people_meant(text, (), [HERS, HIS, MINE]) == meant


def test_a_conversation_keeps_the_trade_told_last_of_each() -> None:
    asked = kept_people(Question(Topic.FIGURES), [HERS, MINE], None)
    later = kept_people(Question(Topic.FIGURES), [Person("wife", "d", "secrétaire")], asked)
    assert people_of(later) == [MINE, Person("wife", "d", "secrétaire")]
    assert people_of(Question.from_dict(later.as_dict())) == people_of(later)


def test_their_trade_is_asked_only_when_none_is_named() -> None:
    assert with_their_trade(Mentions(), [HIS]).occupations == ("b",)
    assert with_their_trade(Mentions(occupations=("z",)), [HIS]).occupations == ("z",)


def test_of_one_clause_the_trade_of_whom_one_asks_for_is_kept() -> None:
    text = "jsuis boulanger a gien mn mari couvreur, pr lui ca recrute ?"
    spans, heard = spans_of(text), examples()
    clauses = ClauseModel.fit(heard)
    left_out = background_of(clauses, MentionModel.fit(heard, clauses), text, spans, Before())
    assert [text[span["start"] : span["end"]] for span in left_out] == ["boulanger"]
