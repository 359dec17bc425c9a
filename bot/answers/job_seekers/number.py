"""How many people are registered with France Travail in one place, or several side by side."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.closed import answered
from bot.answers.job_seekers import shared
from bot.answers.job_seekers.shared import Counted
from bot.question import Question
from bot.writing.french import listed, number, percent
from bot.writing.reply import Reply, Row
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import de_, in_, named, the_


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the people registered at one month: the number, a year before, per inhabitant, against what is around."""
    month, unheld = shared.month_asked(question, knowledge)
    asked = shared.places_asked(question, knowledge)
    held = [found for place in asked if (found := shared.counted(place, month, knowledge))]
    lacking = [place for place in asked if place not in [each.place for each in held]]
    if not held:
        return _nearest(asked[0], month, knowledge)
    around = _around(held[0], month, knowledge) if len(asked) == 1 else []
    when = shared.month_name(month)
    return Reply(
        sentence=_claimed(_sentence(held, month, knowledge), held, question),
        rows=_rows(held, around),
        notes=(
            *filter(None, (unheld, shared.all_trades(question), *map(shared.not_published, lacking))),
            *_about(held, around, knowledge),
            shared.ROUNDED,
        ),
        source=shared.source([named(each.place) for each in held], when),
        suggestions=(*shared.of_the_trade(question, held[0].place, knowledge), *shared.next_questions(held[0].place)),
        facts=shared.facts(ReplyTopic.JOB_SEEKERS, [each.place for each in held], when),
        origins=shared.origins(when),
    )


def _nearest(place: Territory, month: str, knowledge: Knowledge) -> Reply:
    """Say that the place has no figure, and give the first wider one that has."""
    parents = [one for one in knowledge.territories.parents(place) if one.level is not Level.BASSIN]
    around = [found for one in parents if (found := shared.counted(one, month, knowledge))][:2]
    when = shared.month_name(month)
    return Reply(
        sentence=f"{shared.not_published(place)} {_sentence(around[:1], month, knowledge)}",
        rows=tuple(shared.row(each) for each in around),
        notes=(shared.ROUNDED,),
        source=shared.source([named(around[0].place)], when),
        suggestions=shared.next_questions(place),
        facts=shared.facts(ReplyTopic.JOB_SEEKERS, [around[0].place], when).but(asked=(place.ref,)),
        origins=shared.origins(when),
    )


def _sentence(held: Sequence[Counted], month: str, knowledge: Knowledge) -> str:
    when = shared.month_name(month)
    if len(held) == 1:
        one = held[0]
        least = "au moins " if one.found.is_minimum else ""
        where = in_(one.place)
        return (
            f"{where[:1].upper()}{where[1:]}, {least}{number(one.count)} personnes étaient inscrites à France Travail "
            f"en {when}{_since(one)}."
        )
    first, second, *others = sorted(held, key=lambda each: -each.count)
    if not others and first.place in knowledge.territories.parents(second.place):
        part = percent(second.count / first.count)
        return (
            f"En {when}, {the_(second.place)} comptait {part} des inscrits à France Travail {de_(first.place)} : "
            f"{number(second.count)} sur {number(first.count)}."
        )
    counts = listed([f"{number(each.count)} {in_(each.place)}" for each in held])
    told = f"En {when}, les inscrits à France Travail étaient {counts}"
    if first.count == second.count or first.found.is_minimum or second.found.is_minimum:
        return f"{told}."
    return f"{told} : {the_(first.place)} en compte {number(first.count - second.count)} de plus{_gap(first, second)}."


def _claimed(sentence: str, held: Sequence[Counted], question: Question) -> str:
    """Put yes or no before two places, where the first one is said to have more than the other, or fewer."""
    sure = len(held) == 2 and not any(each.found.is_minimum for each in held)
    if not (question.closed and sure and question.compared in {"more", "less"}):
        return sentence
    more, less = held if question.compared == "more" else held[::-1]
    return answered(more.count > less.count, sentence)


def _gap(first: Counted, second: Counted) -> str:
    """« , et plus par habitant » : whether the largest is also the densest."""
    if first.per_thousand is None or second.per_thousand is None:
        return ""
    dense = number(first.per_thousand), number(second.per_thousand)
    if dense[0] == dense[1]:
        return f", et autant pour 1 000 habitants ({dense[0]})"
    more = first.per_thousand > second.per_thousand
    link = "et aussi plus" if more else "mais moins"
    return f", {link} pour 1 000 habitants ({dense[0]} contre {dense[1]})"


def _since(one: Counted) -> str:
    before, moved = one.year_before, one.change
    if before is None or moved is None:
        return ""
    if before == one.count:
        return ", autant qu'un an plus tôt"
    direction = "plus" if moved > 0 else "moins"
    return f", {percent(abs(moved))} de {direction} qu'un an plus tôt"


def _around(one: Counted, month: str, knowledge: Knowledge) -> list[Counted]:
    """The département and the région of the place, to set it against."""
    parents = [
        each for each in knowledge.territories.parents(one.place) if each.level in {Level.DEPARTEMENT, Level.REGION}
    ]
    if one.place.level is Level.REGION:
        parents = [*knowledge.territories.parents(one.place)]
    return [found for each in parents if (found := shared.counted(each, month, knowledge))]


def _rows(held: Sequence[Counted], around: Sequence[Counted]) -> tuple[Row, ...]:
    return tuple(shared.row(each) for each in (*held, *around))


def _about(held: Sequence[Counted], around: Sequence[Counted], knowledge: Knowledge) -> list[str]:
    notes = []
    for each in held:
        if each.found.is_minimum:
            count = len(each.found.parts)
            communes = "la seule commune" if count == 1 else f"les {number(count)} communes"
            notes.append(
                f"{_capital(the_(each.place))} : {communes} de plus de 5 000 habitants, les seules publiées "
                "à ce niveau, sont additionnées."
                if count > 1
                else f"{_capital(the_(each.place))} : {communes} de plus de 5 000 habitants est comptée."
            )
        if each.found.lacking:
            notes.append(f"Sans {listed([the_(one) for one in each.found.lacking])}, absent du fichier.")
    if len(held) == 1 and around and not held[0].found.is_minimum:
        notes.extend(filter(None, (_weight(held[0], around[0], knowledge),)))
    return notes


def _weight(one: Counted, within: Counted, knowledge: Knowledge) -> str:
    """« Soit 30,1 % des inscrits d'Indre-et-Loire, 1re des 21 communes publiées. »."""
    share = percent(one.count / within.count)
    if one.place.level is Level.COMMUNE:
        rivals = knowledge.job_seekers.communes(within.place)
        noun, feminine = "communes publiées", True
    else:
        rivals = tuple(r for r in knowledge.territories.units(one.place.level, within.place))
        noun, feminine = ("départements" if one.place.level is Level.DEPARTEMENT else "régions"), False
    counts = [found.count for place in rivals if (found := shared.counted(place, one.month, knowledge))]
    rank = 1 + sum(count > one.count for count in counts)
    tied = " ex æquo" if counts.count(one.count) > 1 else ""
    order = f"{rank}e" if rank > 1 else ("1re" if feminine or noun == "régions" else "1er")
    return f"Soit {share} des inscrits {de_(within.place)} : {order}{tied} des {len(counts)} {noun}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
