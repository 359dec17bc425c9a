"""What was understood, and where the figures come from (``bot/answers/understood.py``)."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.answers.appraisal import answer as appraisal
from bot.answers.confirming import confirmed
from bot.answers.definition import answer as definition
from bot.answers.registry import answer as answer_again
from bot.answers.understood import answer
from bot.question import Question, Topic
from bot.reading.checking import asks_how_much, asks_if_sure, asks_what_was_understood
from bot.reading.claimed import claimed_share
from knowledge.library import Knowledge


class ActionUnderstood(ReplyAction):
    """Answers the intent verifier."""

    action_name = "action_understood"

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the answer before with its place, year and source; nothing of the conversation changes.

        « c'est beaucoup ? » is told by what stands beside the figure; « d'où viennent tes chiffres ? » asks of the
        survey, which has its entry; what names another place or trade asks for another figure.
        """
        unsettled = any("|" in ref for ref in turn.mentions.territories)
        judged = asks_how_much(turn.text) and turn.previous is not None and not unsettled
        if judged and (said := appraisal(_judged(turn), knowledge)):
            return Outcome(said, turn.previous)
        claimed = claimed_share(turn.text)
        if claimed is not None and turn.previous is not None and not turn.previous.waits_for_occupation:
            plain = answer_again(replace(turn.previous, closed=False), knowledge)
            if (found := confirmed(plain, turn.previous, claimed)) is not plain:
                return Outcome(found, turn.previous)
        if _names_another(turn) and (asked := turn.as_question()) is not None:
            return ReplyAction.ruled(asked.intent).outcome(asked, knowledge)
        if knowledge.institution.find(turn.asking) is not None:
            return Outcome(definition(turn.asking, knowledge), turn.previous)
        taken = asks_what_was_understood(turn.text)
        return Outcome(answer(turn.previous, knowledge, sure=asks_if_sure(turn.text), taken=taken), turn.previous)


def _judged(turn: Turn) -> Question:
    """Return the question whose figure is judged: that of the place named, of the one trade named in a list.

    « par rapport à la région » names what the figure is set against.
    """
    before, named = turn.previous or Question(Topic.TOTALS), turn.mentions.occupations
    if turn.mentions.territories and not turn.mentions.versus:
        before = replace(before, territories=turn.mentions.territories)
    if len(named) != 1 or before.topic.is_beside:
        return before
    return replace(before, topic=Topic.FIGURES, occupations=named, words=turn.mentions.words)


def _names_another(turn: Turn) -> bool:
    """Return whether a turn names only places and trades that the question before was not about."""
    before = turn.previous
    named = {*turn.mentions.territories, *turn.mentions.occupations}
    return before is not None and bool(named) and not named & {*before.territories, *before.occupations}
