"""The action: which answer is rated, what is kept of it, and the reply whatever happens to the base."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.__main__ import main
from bot.actions.feedback import ActionFeedback, rated_answer
from bot.feedback import store
from bot.feedback.store import FeedbackStore
from bot.privacy.patterns import PRIVACY_NOTE, scrubbed
from bot.writing.blocks import REPLY

FACTS = {"topic": "figures", "territories": ["bassin:2415"], "occupations": ["fap2021:B1X30"], "rows": [], "year": 2025}


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    url = f"sqlite:///{tmp_path / 'feedback.sqlite'}"
    monkeypatch.setenv("FEEDBACK_URL", url)
    monkeypatch.setitem(store._stores, url, FeedbackStore(url, kept=scrubbed))
    return tmp_path / "feedback.sqlite"


def _user(text: str, intent: str) -> dict[str, Any]:
    return {"event": "user", "text": text, "parse_data": {"text": text, "intent": {"name": intent}, "entities": []}}


def _bot(facts: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"event": "bot", "text": "…", "data": {"custom": {REPLY: {"facts": facts, "blocks": []}} if facts else None}}


ASKED = [{"event": "session_started"}, _user("soudeurs à Vierzon, 06 12 34 56 78", "chiffre_metier"), _bot(FACTS)]


def _reply(events: list[dict[str, Any]]) -> dict[str, Any]:
    latest = events[-1]["parse_data"]
    tracker = Tracker("someone", {}, latest, events, False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    asyncio.run(ActionFeedback().run(dispatcher, tracker, {}))
    store.feedback_store().flush()
    message: dict[str, Any] = dispatcher.messages[0]
    return message


def _kept(path: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT kind, reason, intent, topic, question FROM feedback").fetchall()


def test_a_useful_answer_is_kept_without_personal_data_nor_sender(path: Path) -> None:
    assert _reply([*ASKED, _user("c'était utile", "avis")])["text"] == "Merci, c'est noté."
    assert _kept(path) == [("useful", "", "chiffre_metier", "figures", "soudeurs à Vierzon, [téléphone]")]
    assert b"someone" not in path.read_bytes()


def test_an_answer_not_useful_then_why_counts_once(path: Path) -> None:
    first = [*ASKED, _user("pas utile", "avis")]
    buttons = _reply(first)["buttons"]
    reply = _reply([*first, _bot({"topic": "feedback"}), _user(buttons[2]["payload"], "avis")])

    assert "améliorent" in reply["text"]
    assert [(kind, reason) for kind, reason, *_ in _kept(path)] == [("not_useful", "doubtful_figure")]


def test_thanks_in_between_do_not_hide_the_answer() -> None:
    rated = rated_answer([*ASKED, _user("merci", "remercier"), _bot(), _user("utile", "avis")])

    assert rated is not None
    assert (rated.intent, rated.facts["topic"], rated.earlier) == ("chiffre_metier", "figures", ())


@pytest.mark.parametrize("before", [[], [*ASKED, {"event": "session_started"}], [_user("bonjour", "saluer"), _bot()]])
def test_an_opinion_on_nothing_is_not_kept(before: list[dict[str, Any]], path: Path) -> None:
    assert "d'abord une question" in _reply([*before, _user("utile", "avis")])["text"]
    assert not path.exists()


def test_an_opinion_that_cannot_be_told_is_not_kept(path: Path) -> None:
    assert len(_reply([*ASKED, _user("donner un avis", "avis")])["buttons"]) == 2
    assert not path.exists()


@pytest.mark.parametrize(
    ("opinion", "advised"), [("utile", ""), ("pas utile", ""), ("mauvais lieu", "Pour préciser le lieu")]
)
def test_what_could_not_be_kept_is_not_said_to_be(opinion: str, advised: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "c'est noté" in _reply([*ASKED, _user(opinion, "avis")])["text"]
    monkeypatch.setenv("FEEDBACK_URL", "sqlite:////dev/null/feedback.sqlite")
    reply = _reply([*ASKED, _user(opinion, "avis")])["text"]
    assert "noté" not in reply
    assert "votre avis n'a pas pu être enregistré" in reply
    assert advised in reply


def test_personal_data_in_the_opinion_are_warned_about() -> None:
    assert PRIVACY_NOTE.split(" :")[0] in _reply([*ASKED, _user("pas utile, jean@free.fr", "avis")])["text"]


def test_the_list_is_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _reply([*ASKED, _user("mauvais lieu", "avis")])
    monkeypatch.setattr("sys.argv", ["bot", "unanswered", "--limit", "5"])

    assert main() == 0
    assert "soudeurs à Vierzon, [téléphone]" in capsys.readouterr().out


def test_what_someone_asks_to_forget_is_deleted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    _reply([*ASKED, _user("mauvais lieu", "avis")])
    monkeypatch.setattr("sys.argv", ["bot", "forget", "Soudeurs", "à", "vierzon"])

    assert main() == 0
    said = capsys.readouterr().out
    assert said.startswith("Questions effacées : 1.\n")
    assert "cinq dernières minutes" in said
    assert "relancez" in said
    assert _kept(path) == []
