"""A message understood too poorly to be answered: choices, never a guess at a figure."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, Turn
from bot.actions.survey import SurveyAction, answers_a_choice, doubtful
from bot.actions.understood import ActionUnderstood
from bot.actions.unmeasured import ActionUnmeasured
from bot.answers.definition import answer as definition
from bot.answers.elsewhere import service_reply, urgent
from bot.answers.fallback import courtesy
from bot.answers.subjects import subject_of
from bot.reading.checking import asks_how_much, doubts
from bot.understanding import INTENT_TOPICS
from knowledge.library import Knowledge

_AWAY = 0.4
"""How likely a turn must be to be out of reach for common words to name a service."""


class ActionFallback(SurveyAction):
    """Offers questions around the place or the occupation that was recognised.

    « et depuis 2022 ? » is a follow-up, « combien d'infirmiers à Tours ? » a count, whatever the classifier thinks:
    their own words say so.
    """

    action_name = "action_fallback"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the choices, or the answer of an evident follow-up."""
        leaning = turn.mentions.leans and not turn.mentions.is_empty
        if turn.mentions.others or (turn.previous is not None and leaning):
            return super().outcome(turn, knowledge)
        if answers_a_choice(turn, knowledge):
            return super().outcome(turn, knowledge)
        if evident := ("portrait_metier" if turn.asks_pay else _evident_intent(turn)):
            return super().outcome(replace(turn, intent=evident), knowledge)
        said = urgent(turn.text, turn.public) or courtesy(turn.text)
        if said is None and knowledge.institution.find(turn.asking) is not None:
            said = definition(turn.asking, knowledge, turn.public)
        if said is None and turn.previous is not None and (doubts(turn.text) or asks_how_much(turn.text)):
            return ActionUnderstood().outcome(turn, knowledge)
        return Outcome(said) if said is not None else self._likeliest(turn, knowledge)

    def _likeliest(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the answer to what the turn most likely asks: a figure, what none tells, a service; else choices."""
        if (asked := turn.as_question()) is not None:
            return super().outcome(asked, knowledge)
        act = turn.told.get("act", {})
        away = "hors_sujet" if act.get("elsewhere", 0.0) + act.get("out_of_scope", 0.0) >= _AWAY else ""
        if (elsewhere := service_reply(turn.text, away, turn.public, asking=turn.asking)) is not None:
            return Outcome(elsewhere)
        if subject_of(turn.asking, turn.public) is not None:  # « sans diplôme », « c'est physique ? »
            return ActionUnmeasured().outcome(turn, knowledge)
        named = turn.mentions.territories or turn.mentions.occupations
        if not named and knowledge.institution.find(turn.text) is not None:  # what asks may lean on what is told
            return Outcome(definition(turn.text, knowledge, turn.public))
        return doubtful(turn, knowledge)


def _evident_intent(turn: Turn) -> str:
    """Return what the words of the turn ask, whatever the classifier doubts; "" when they do not say."""
    mentions = turn.mentions
    if mentions.job_seekers:
        return "candidats"
    if turn.asks_of_metier and not mentions.territories:  # « aide-soignant à mi-temps à Bourges ? » counts projects
        return "portrait_metier"
    if mentions.occupations and mentions.counts:
        return "chiffre_metier"
    # Between two kinds of figures of a place or a métier that is named, the likelier one answers better than a doubt.
    named = mentions.territories or mentions.occupations
    return turn.likeliest if named and turn.likeliest in INTENT_TOPICS else ""
