"""What the survey topics share: build the question frame, answer it, remember it."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.base import Outcome, ReplyAction, Turn
from bot.answers.again import asks_again, nothing_more
from bot.answers.appraisal import answer as appraisal
from bot.answers.candidates import for_employers, told_before
from bot.answers.choice import chosen_option, kept_open
from bot.answers.clarification import assumed, with_assumptions
from bot.answers.confirming import confirmed
from bot.answers.definition import answer as definition
from bot.answers.elsewhere import service_reply
from bot.answers.fallback import about_what, guessed, not_understood, told_already
from bot.answers.free_text import heard
from bot.answers.in_common import in_both, with_the_same
from bot.answers.limits import asks_why, limit, nearest, not_foretold, untold
from bot.answers.missing import Said, what_is_missing
from bot.answers.pages import no_more
from bot.answers.places import around_them, placed
from bot.answers.registry import answer
from bot.answers.repeated import SAME, given_by, only_said_again, said_before
from bot.answers.rows import shown_by
from bot.answers.same_trade import same_trade
from bot.answers.scale import finest, rescaled
from bot.answers.seeking import as_employers_tell, whose_opinion
from bot.answers.subjects import subject_of
from bot.answers.tie import near_tie, which_question
from bot.answers.weighing import weighed
from bot.answers.whereabouts import whereabouts
from bot.live import searches
from bot.mentions import Mentions
from bot.question import WORK, Question, Topic
from bot.reading.acts import COUNT, intent_of
from bot.reading.checking import asks_how_much, asks_of_others
from bot.reading.claim import claims, goes_on_claiming, goes_on_weighing, weighs, whose_trouble
from bot.reading.claimed import Claimed, claimed_share
from bot.reading.frame import asks_for_places, read
from bot.reading.how_many import with_how_many
from bot.reading.people import with_their_trade
from bot.reading.pointing import picked
from bot.reading.speaker import JOB_SEEKER
from bot.sides import ALIKE, FUTURE, among_others, for_whom, remembering
from bot.understanding import INTENT_TOPICS
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge
from knowledge.text import fold


class SurveyAction(ReplyAction):
    """Answers a question on the survey's figures; when there is none to build, offers choices."""

    def outcome(self, turn: Turn, knowledge: Knowledge) -> Outcome:
        """Return the answer to the turn's question, and the frame to follow up on."""
        if turn.asked is not None:
            return _replayed(turn.asked, turn, knowledge)
        there = placed(_named(turn), turn.previous, turn.text, knowledge)
        mentions = _leaning(replace(turn, mentions=there.mentions), knowledge)
        said = Said(turn.intent, turn.text, turn.spans, mentions)
        told = _told_at_once(said, turn.previous, knowledge)
        if told is not None:
            return told
        choice = chosen_option(said, turn.previous, knowledge)
        if choice is None and (instead := _put_back(turn, mentions, knowledge)) is not None:
            return instead
        question = (
            choice.question if choice else read(_of_one_place(turn, mentions), mentions, turn.previous, turn.told)
        )
        if question is None:
            return _without_question(said, turn, knowledge)
        question = around_them(question, turn.previous, knowledge)
        missing = what_is_missing(said, question, knowledge) if choice is None else None
        guessed = heard(said, question, missing, knowledge) if choice is None else None
        if guessed is not None:
            question, missing, there = guessed.question, guessed.asks, replace(there, note=guessed.note)
        if missing is not None:
            elsewhere = missing.topic is ReplyTopic.UNKNOWN_PLACE
            return Outcome(missing, question if elsewhere else _awaiting(question, turn.text))
        note = choice.note if choice else there.note
        return _answered(turn, mentions, question, knowledge, is_choice=choice is not None, note=note)


def _told_at_once(said: Said, previous: Question | None, knowledge: Knowledge) -> Outcome | None:
    """Return what needs no new question: where a place is, what a trade is counted with, what two lists share."""
    if said.mentions.these == "both" and (common := in_both(previous, knowledge)) is not None:
        return Outcome(*common)
    held_in = whereabouts(said, previous, knowledge) or same_trade(said, previous, knowledge)
    return Outcome(held_in, previous) if held_in is not None else None


def _answered(
    turn: Turn, mentions: Mentions, question: Question, knowledge: Knowledge, *, is_choice: bool, note: str
) -> Outcome:
    """Return the answer to a question that lacks nothing, with what it takes for granted and leaves aside."""
    alone = for_whom(question, mentions, turn.role)
    question = among_others(alone, asks_of_others(turn.text))
    seeking = whose_trouble(mentions, turn.previous, turn.role)
    pending = replace(
        question, seeking=seeking, asked=_times_asked(question, turn.previous), offered=_settled_before(turn.previous)
    )
    question = kept_open(assumed(pending, knowledge), turn.previous, knowledge)
    if goes_on_claiming(turn.text, mentions, question, turn.previous) and turn.previous is not None:
        claim = turn.previous
        question = replace(question, closed=True, compared=claim.compared, ascending=claim.ascending)
    else:
        question = replace(question, closed=claims(turn.text, mentions, question))
    claimed, judged = claimed_share(turn.text), weighs(turn.text, turn.told)
    goes_on = goes_on_weighing(turn.text, mentions, question, turn.previous)
    question = replace(question, judged=not question.closed and (judged or goes_on))
    told = as_employers_tell(replace(question, role=_role(turn, seeking)))
    ahead = FUTURE in mentions.years
    if not (is_choice or ahead or told.topic.is_live or claimed) and asks_again(told, turn.mentions, turn.previous):
        return _nothing_new(turn, told, knowledge)
    reply = _with_verdict(turn, told, claimed, knowledge)
    if mentions.these == "again" and question.is_list and turn.previous is not None:
        reply = with_the_same(reply, question, turn.previous)
    if ahead:
        reply = not_foretold(reply, knowledge.bmo.latest_year())
    asked = question.asked + 1 if reply.topic is ReplyTopic.CLARIFICATION else 0
    aside = untold(turn.text, turn.uncounted, question, reply.topic)
    unmeasured = (aside and turn.uncounted) or question.topic is Topic.RECRUITING
    near = nearest(turn.mentions.aspects, question, knowledge) if unmeasured else ""
    again = "" if aside or judged or claimed or mentions.counts else said_before(reply, told, turn.previous)
    own = (note, finest(turn.mentions, reply), aside, near)
    moved = turn.previous is None or (
        (question.territories, question.together) != (turn.previous.territories, turn.previous.together)
    )
    if again == SAME and not (moved or told.is_list or any(own)):
        return Outcome(only_said_again(reply), turn.previous)
    notes = filter(None, (note, again, whose_opinion(reply, told), *own[1:]))
    given = given_by(reply)
    reply = with_assumptions(replace(reply, notes=(*notes, *reply.notes)), pending, question, knowledge)
    shown = shown_by(reply, question, turn.previous)
    if question.compared == ALIKE and question.topic is not alone.topic:  # « partout pareil ? »: back to the one place
        question = replace(question, topic=alone.topic, level=alone.level, compared="", share=alone.share)
    return Outcome(reply, replace(question, asked=asked, shown=shown, given=given))


def _with_verdict(turn: Turn, told: Question, claimed: Claimed | None, knowledge: Knowledge) -> Reply:
    """Return the answer after what it makes of a share to confirm, for who recruits, or of a verdict that is asked."""
    if claimed is not None:
        figure = answer(replace(told, closed=False), knowledge)  # the share decides
        if (found := confirmed(figure, told, claimed)) is not figure:
            return found
    plain = answer(told, knowledge)
    reply = for_employers(plain, told, turn.public, knowledge, again=told_before(turn.previous))
    if reply is plain and told.judged and not told.closed:
        return weighed(reply, told, turn.public, knowledge)
    return reply


def _nothing_new(turn: Turn, question: Question, knowledge: Knowledge) -> Outcome:
    """Return a verdict on the figure just told when one is asked, else that nothing else was read."""
    how_much, judged = asks_how_much(turn.text), weighs(turn.text, turn.told)
    if judged and not how_much:
        plain = answer(question, knowledge)
        verdict = weighed(plain, question, turn.public, knowledge)
        if verdict is not plain:
            return Outcome(replace(verdict, notes=()), turn.previous)
    beside = appraisal(question, knowledge) if how_much or judged else None
    if beside is not None:
        return Outcome(beside, turn.previous)
    aside = untold(turn.text, turn.uncounted, question, ReplyTopic(question.topic.value))
    if not aside and (subject := subject_of(turn.asking, turn.public)) is not None:  # « la mairie surtout »
        return Outcome(limit(subject, next(iter(question.territories), ""), knowledge), turn.previous)
    return Outcome(nothing_more(question, aside, knowledge), turn.previous)


def _replayed(asked: Question, turn: Turn, knowledge: Knowledge) -> Outcome:
    """Return the answer to the question that a button asks, in a conversation that goes on."""
    pending = replace(remembering(asked, turn.previous), asked=_times_asked(asked, turn.previous))
    question = kept_open(assumed(pending, knowledge), turn.previous, knowledge)
    told = as_employers_tell(replace(question, role=_role(turn, question.seeking)))
    reply = for_employers(answer(told, knowledge), told, turn.public, knowledge, again=told_before(turn.previous))
    reply = replace(reply, notes=(*filter(None, [whose_opinion(reply, told)]), *reply.notes))
    again = question.asked + 1 if reply.topic is ReplyTopic.CLARIFICATION else 0
    reply = with_assumptions(reply, pending, question, knowledge)
    return Outcome(reply, replace(question, asked=again, shown=shown_by(reply, question, turn.previous)))


def _named(turn: Turn) -> Mentions:
    """Return what the turn names; a distance told to a search of offers is its radius, no neighbouring bassin."""
    mentions = turn.mentions
    far = mentions.around and searches(INTENT_TOPICS.get(turn.intent), mentions, turn.previous)
    return replace(mentions, around="", terms=replace(mentions.terms, near=True)) if far else mentions


def _role(turn: Turn, seeking: str) -> str:
    """Return who asks; who asks whether work is hard to find looks for some, or asks for who does."""
    return turn.role or (JOB_SEEKER if seeking == WORK else "")


def _put_back(turn: Turn, mentions: Mentions, knowledge: Knowledge) -> Outcome | None:
    """Return the question back when two are equally likely, the limit when a reason is asked; None otherwise."""
    previous = turn.previous
    tied = near_tie(turn.told.get("act", {})) if _may_be_tied(turn, mentions) else None
    if tied is not None and COUNT not in tied:  # else the likelier one is answered
        return Outcome(which_question(tied, mentions, previous, knowledge))
    if previous is not None and asks_why(turn.text) and _names_nothing_new(turn):
        place = next(iter(previous.territories), "")
        return Outcome(limit(subject_of(turn.text, turn.public), place, knowledge), previous)
    return None


def answers_a_choice(turn: Turn, knowledge: Knowledge) -> bool:
    """Return whether the words of the turn pick one of the choices just offered, whatever their intent."""
    return chosen_option(Said(turn.intent, turn.text, turn.spans, turn.mentions), turn.previous, knowledge) is not None


def _may_be_tied(turn: Turn, mentions: Mentions) -> bool:
    """Return whether a turn may leave two questions open: it follows another, and no word of it says which is asked."""
    previous = turn.previous
    if previous is None or previous.asked or previous.waits_for_occupation:
        return False
    if turn.asks_pay or mentions.which or mentions.both or mentions.others or mentions.these:
        return False
    return replace(mentions.named, territories=(), occupations=(), words=()) == Mentions()


def _of_one_place(turn: Turn, mentions: Mentions) -> str:
    """Return the intent of a turn whose places are one, « la Brenne, à Le Blanc »: that one is not compared."""
    one = len(turn.mentions.territories) > 1 == len(mentions.territories) and not mentions.occupations[1:]
    compared = turn.intent == "comparaison" and one and not mentions.versus
    return intent_of(COUNT, occupations=len(mentions.occupations), places=1) if compared else turn.intent


def _names_nothing_new(turn: Turn) -> bool:
    """Return whether a turn speaks of what was just answered: « pourquoi ça baisse ? »."""
    before = turn.previous
    named = {*turn.mentions.territories, *turn.mentions.occupations}
    return before is not None and not turn.mentions.years and named <= {*before.territories, *before.occupations}


def _leaning(turn: Turn, knowledge: Knowledge) -> Mentions:
    """Return what the turn names, with what it only means after the question before."""
    mentions, previous = with_their_trade(turn.mentions, turn.meant), turn.previous
    if mentions.level and not mentions.scale and not asks_for_places(turn.told, mentions):
        mentions = replace(
            mentions, scale=mentions.level, level=""
        )  # « j'en cherche un à Aubigny, et le département ? »
    mentions = picked(rescaled(mentions, previous, knowledge), previous, turn.intent)
    mentions = with_how_many(turn.text, mentions, previous)
    if mentions.any == "all" and previous is not None and previous.is_list and not previous.asked:
        return replace(mentions, any="", more=True)  # « tous », after the first rows of a list
    return mentions


def _without_question(said: Said, turn: Turn, knowledge: Knowledge) -> Outcome:
    if said.mentions.more and turn.previous is not None:
        return Outcome(no_more(turn.previous))
    if knowledge.institution.find(turn.asking) is not None:
        return Outcome(definition(turn.asking, knowledge, turn.public))  # « et les Labs ? », after the Club RH
    # « et le RSA ? » follows nothing up: it names what the survey does not know
    service = service_reply(turn.text, role=turn.public, asking=turn.asking)
    return Outcome(service) if service is not None else doubtful(turn, knowledge)


def doubtful(turn: Turn, knowledge: Knowledge) -> Outcome:
    """Return the answer to a turn that was not understood: the figure of what it is about, else what may be asked.

    A figure just told is not told again.
    """
    near = about_what(turn.mentions, turn.previous)
    if near is not None and not told_already(near, turn.previous):
        found = answer(near, knowledge)
        if not found.topic.about.without_figure:
            aside = untold(turn.text, turn.uncounted, near, found.topic)
            notes = tuple(filter(None, (aside, *found.notes)))
            return Outcome(replace(guessed(found), notes=notes), None if turn.previous else near, guessed=True)
    return Outcome(not_understood(turn.mentions, knowledge, again=turn.misunderstood))


def _awaiting(question: Question, text: str) -> Question:
    """Return the question as it will be once the occupation is told."""
    if question.topic.is_beside:
        return question
    by_place = question.topic in {Topic.WHERE, Topic.RANKING} or fold(text).startswith("ou ")
    return replace(question, topic=Topic.WHERE if by_place else Topic.FIGURES)


def _settled_before(previous: Question | None) -> tuple[str, ...]:
    return previous.offered if previous is not None and previous.open_for else ()


def _times_asked(question: Question, previous: Question | None) -> int:
    """How often the same ambiguity was already put to the user, without an answer."""
    if previous is None:
        return 0
    pending = {*previous.territories, *previous.occupations}
    still = {v for v in (*question.territories, *question.occupations) if "|" in v or v.startswith("ambigu:")}
    return previous.asked if still & pending else 0
