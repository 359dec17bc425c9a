"""Two questions equally likely: which one is asked is put back, with a button for each, rather than guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.mentions import Mentions
from bot.question import Question
from bot.reading import acts
from bot.writing.blocks import Facts
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge
from knowledge.territories.wording import in_

_MARGIN = 0.12
"""Acts closer than this (in likelihood, 0 to 1) may not be told apart."""
_ASKED: Mapping[str, tuple[str, str]] = {
    acts.COUNT: ("le nombre de projets", "combien de projets{trade}{where} ?"),
    acts.CHANGE: ("l'évolution", "évolution des projets depuis 2022{trade}{where}"),
    acts.MOVERS: ("les métiers qui progressent le plus", "quels métiers progressent le plus{where} ?"),
    acts.LIST_OCCUPATIONS: ("les métiers qui recrutent", "quels métiers recrutent le plus{where} ?"),
    acts.LIST_SECTORS: ("les secteurs qui recrutent", "quels secteurs recrutent le plus{where} ?"),
    acts.LIST_PLACES: ("les bassins qui recrutent le plus", "quels bassins recrutent le plus{trade}{where} ?"),
    acts.JOB_SEEKERS: ("les demandeurs d'emploi", "combien de demandeurs d'emploi{where} ?"),
    acts.PORTRAIT: ("ce que gagnent ceux qui exercent le métier", "quel salaire{trade} ?"),
    acts.NEAR: ("les métiers proches", "quels métiers proches{trade} ?"),
    acts.SUMMARY: ("un résumé", "résume la situation{where}"),
    acts.DIAGNOSTIC: ("un diagnostic", "diagnostic{where}"),
}
"""What each act asks for, and the sentence that asks it."""


def near_tie(likelihoods: Mapping[str, float]) -> tuple[str, str] | None:
    """Return the two likeliest acts when both ask for figures and neither is clearly likelier; else None."""
    best = list(likelihoods.items())[:2]
    if len(best) < 2 or not all(act in _ASKED for act, _ in best) or best[0][1] - best[1][1] >= _MARGIN:
        return None
    return best[0][0], best[1][0]


def which_question(tied: Sequence[str], mentions: Mentions, previous: Question | None, knowledge: Knowledge) -> Reply:
    """Return the question back: two things that may be asked, of the place and the trade spoken of."""
    places = mentions.territories or (previous.territories if previous else ())
    words = mentions.words or (previous.words if previous else ())
    single = len(places) == 1 and "|" not in places[0]
    where = f" {in_(knowledge.territories.get(places[0]))}" if single else ""
    trade = f" : {words[0]}" if words else ""
    offered = [
        Suggestion(title[0].upper() + title[1:], sentence.format(trade=trade, where=where))
        for title, sentence in (_ASKED[act] for act in tied)
    ]
    first, second = (_ASKED[act][0] for act in tied)
    return Reply(
        sentence=f"Voulez-vous {first} ou {second} ?",
        suggestions=tuple(offered),
        facts=Facts(topic=ReplyTopic.CLARIFICATION, asks="act", territories=tuple(places)),
    )
