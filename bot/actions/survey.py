"""What the survey topics share: build the question frame, answer it, remember it."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.answers.clarification import chosen_option, widened
from bot.answers.definition import answer as definition
from bot.answers.elsewhere import service_reply
from bot.answers.fallback import not_understood
from bot.answers.missing import Said, what_is_missing
from bot.answers.registry import answer
from bot.question import Mentions, Question, Topic, understand
from knowledge.library import Knowledge


class SurveyAction(ReplyAction):
    """Answers a question on the survey's figures; when there is none to build, offers choices."""

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the answer to the turn's question, and the frame to follow up on."""
        mentions = widened(turn.mentions, turn.previous, knowledge)
        question = _question(turn, mentions, knowledge)
        if question is None and knowledge.institution.find(turn.text) is not None:
            return Outcome(definition(turn.text, knowledge))  # « et les Labs ? » after a question on the Club RH
        if question is None:
            # « et le RSA ? » follows nothing up: it names what the survey does not know
            return Outcome(service_reply(turn.text) or not_understood(mentions, knowledge, again=turn.misunderstood))
        missing = what_is_missing(Said(turn.intent, turn.text, turn.spans, mentions), question, knowledge)
        if missing is not None:
            return Outcome(missing, _awaiting(question) if missing.facts["topic"] != "unknown_place" else question)
        question = replace(question, asked=_times_asked(question, turn.previous))
        reply = answer(question, knowledge)
        asked = question.asked + 1 if reply.facts.get("topic") == "clarification" else 0
        return Outcome(reply, replace(question, asked=asked))


def _question(turn: Turn, mentions: Mentions, knowledge: Knowledge) -> Question | None:
    settled = chosen_option(turn.previous, mentions, knowledge)
    if settled is not None:
        return settled
    return understand(turn.intent, mentions, turn.previous)


def _awaiting(question: Question) -> Question:
    """Return the question as it will be once the occupation is told."""
    by_place = question.topic in {Topic.WHERE, Topic.RANKING}
    return replace(question, topic=Topic.WHERE if by_place else Topic.FIGURES)


def _times_asked(question: Question, previous: Question | None) -> int:
    """How often the same ambiguity was already put to the user, without an answer."""
    if previous is None:
        return 0
    pending = {*previous.territories, *previous.occupations}
    still = {v for v in (*question.territories, *question.occupations) if "|" in v or v.startswith("ambigu:")}
    return previous.asked if still & pending else 0
