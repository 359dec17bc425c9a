"""Job seekers of a trade in a bassin (2021), facing the offers of that year and the hiring projects of the survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.facing import facing
from bot.answers.job_seekers import number as total
from bot.answers.job_seekers import shared
from bot.answers.limits import continued
from bot.answers.origins import origin_of
from bot.answers.pages import Page
from bot.answers.scope import Area, Chosen, areas, chosen
from bot.answers.suggestions import asks
from bot.question import MAX_ROWS, RANKED, Question, Topic
from bot.writing.blocks import Facts
from bot.writing.french import NARROW, capitalised, listed, number, plural, quoted
from bot.writing.reply import Once, OtherFigure, Reply, Row, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.bmo.model import Measure
from knowledge.jobseekers.embed import BY_ROME, FOLDER
from knowledge.jobseekers.reference import BY_ROME_YEAR, ByRome
from knowledge.library import HOME_REGION, Knowledge
from knowledge.occupations.model import Nomenclature
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import in_, named

_MOST_NAMED = _MOST_TRADES = _MOST_PLACES = 3
_TENSIONS = {1: "très faible", 2: "faible", 3: "moyenne", 4: "forte", 5: "très forte"}
_SOURCE = "Source : Pôle emploi et Dares, offres et demandeurs d'emploi par métier ROME et bassin, {year}{where}."


@dataclass(frozen=True, slots=True)
class _Found:
    """What is published of the trade in one place, or several summed. ``complete``: for each bassin and ROME code."""

    places: tuple[Territory, ...]
    rows: tuple[ByRome, ...]
    complete: bool

    @property
    def place(self) -> Territory:
        """The place, the first of several."""
        return self.places[0]

    @property
    def where(self) -> str:
        """« dans le Cher », « dans le Cher et dans l'Indre ensemble »."""
        return listed([in_(each) for each in self.places]) + (" ensemble" if len(self.places) > 1 else "")

    @property
    def seekers(self) -> float:
        return sum(row.seekers for row in self.rows)

    @property
    def offers(self) -> float:
        return sum(row.offers for row in self.rows)


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the job seekers of each trade where it is asked, else in the first wider place that has any."""
    alone = len(question.words) == len(question.occupations)
    apart = [question] if question.together or RANKED in question.aspects else _by_place(question)
    each = [
        _of_one(
            replace(one, occupations=(value,), words=question.words[n : n + 1] if alone else ()),
            knowledge,
            line=(len(question.occupations) > 1, len(apart) > 1),
        )
        for n, value in enumerate(question.occupations[:_MOST_TRADES])
        for one in apart
    ]
    return each[0] if len(each) == 1 else _together(each)


def _by_place(question: Question) -> list[Question]:
    """Return the question of each place, « et en nombre de candidats ? » after three bassins."""
    return [replace(question, territories=(ref,)) for ref in question.territories[:_MOST_PLACES]] or [question]


def in_brief(question: Question, knowledge: Knowledge) -> str:
    """Return the one sentence on the job seekers of the trade, where it is published nearest to the place."""
    told = _of_one(question, knowledge).sentence
    return told.removeprefix(_missing(areas(question, knowledge)[0]))


def _missing(place: Area) -> str:
    return f"Ce chiffre n'est pas publié {place.where}. "


def _together(replies: Sequence[Reply]) -> Reply:
    """Return what is told of several trades as one answer; the table is of those told by trade (``_outside``: not)."""
    everyone = [each for each in replies if each.topic is not ReplyTopic.JOB_SEEKERS_BY_TRADE]
    told = " ".join(dict.fromkeys(each.sentence for each in replies))
    replies = [each for each in replies if each not in everyone]
    if not replies:
        return replace(everyone[0], sentence=told, rows=tuple(row for each in everyone for row in each.rows))
    own = _SOURCE.format(year=BY_ROME_YEAR, where=_all_places(replies))
    return replace(
        replies[0],
        sentence=told,
        rows=tuple(row for each in replies for row in each.rows),
        notes=("Les demandeurs d'emploi sont ceux des catégories A, B et C.",),
        source=" ; ".join((own.removesuffix("."), *(_after_source(each) for each in everyone))) if everyone else own,
        facts=replies[0].facts.but(
            occupations=tuple(dict.fromkeys(ref for each in replies for ref in each.facts.occupations)),
            about=tuple(dict.fromkeys(label for each in replies for label in each.facts.about)),
            territories=tuple(dict.fromkeys(ref for each in replies for ref in each.facts.territories)),
            asked=tuple(dict.fromkeys(ref for each in replies for ref in each.facts.asked)),
            places=tuple(dict.fromkeys(name for each in replies for name in each.facts.places)),
        ),
    )


def _after_source(reply: Reply) -> str:
    return reply.source.partition(":")[2].strip()


def _all_places(replies: Sequence[Reply]) -> str:
    names = list(dict.fromkeys(name for each in replies for name in each.facts.places))
    return f", {listed(names)}" if names else ""


def _of_one(question: Question, knowledge: Knowledge, *, line: tuple[bool, bool] = (False, False)) -> Reply:
    """Return what is told of one trade in one place; ``line``: among several trades, among several places."""
    year = knowledge.bmo.latest_year()
    wanted = chosen(question.occupations[0], year, knowledge)
    codes = _codes(wanted, question, knowledge)
    place = areas(question, knowledge)[0]
    home = knowledge.territories.get(HOME_REGION)
    if not any(unit.region == home.code for unit in place.units) and place.asked.level is not Level.FRANCE:
        return _outside(question, knowledge)
    if RANKED in question.aspects:
        return _ranked(_ranking_place(place, home), wanted, codes, question, knowledge)
    around = [list(place.units), *([one] for one in knowledge.territories.parents(place.units[0]))]
    tried = [_found(each, codes, knowledge) for each in around if all(one.region == home.code for one in each)]
    found = next((one for one in tried if one.rows), None)
    if found is None:
        return _nothing(wanted, place, question, knowledge)
    return Reply(
        sentence=_judged(_sentence(found, place, wanted, codes, knowledge), found, question),
        rows=(_line(found, wanted, line),) if any(line) else _rows(found, codes, knowledge),
        notes=tuple(filter(None, (*_notes(found, wanted, codes, knowledge), facing(place, wanted, knowledge)))),
        source=_SOURCE.format(year=BY_ROME_YEAR, where=f", {listed([named(each) for each in found.places])}"),
        suggestions=_suggestions(place, wanted, question),
        facts=_facts(found.places, wanted),
        origins=(origin_of(FOLDER, BY_ROME, BY_ROME_YEAR),),
    )


def _codes(wanted: Chosen, question: Question, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the ROME codes of the trade: those the word said names, or all those of a sector's métiers."""
    if wanted.is_sector:
        codes = knowledge.occupations.codes_in_sector(wanted.selection.sector, Nomenclature.FAP2021)
        return knowledge.rome.of_metiers(codes)
    return knowledge.rome.of_metiers(wanted.selection.fap2021, question.words or wanted.labels)


def _found(places: Sequence[Territory], codes: Sequence[str], knowledge: Knowledge) -> _Found:
    bassins = [bassin for place in places for bassin in knowledge.territories.bassins_of(place)]
    rows = tuple(knowledge.job_seekers.by_rome(bassins, codes))
    return _Found(tuple(places), rows, len(rows) == len(bassins) * len(codes))


def _sentence(found: _Found, place: Area, wanted: Chosen, codes: Sequence[str], knowledge: Knowledge) -> str:
    least = "" if found.complete else "au moins "
    count = round(found.seekers)
    verb = "cherchait" if count < 2 else "cherchaient"
    trade = _trade(wanted, codes, knowledge)
    missing = ""
    if found.place.ref not in [unit.ref for unit in place.units]:
        missing = _missing(place)
    return (
        f"{missing}En {BY_ROME_YEAR}, {found.where}, {least}{number(count)} {plural(count, 'demandeur')} d'emploi "
        f"{verb} {trade}, face à {least}{number(round(found.offers))} offres."
    )


def _judged(sentence: str, found: _Found, question: Question) -> str:
    """Return the sentence after its yes, or its verdict: whether more people looked for such work than were wanted."""
    if not (question.closed or question.judged) or not sentence.startswith("En "):
        return sentence
    more = "plus" if found.seekers > found.offers else "moins" if found.seekers < found.offers else "autant"
    verdict = f"{more} de candidats que d'offres" if found.complete else ""
    yes = "Oui" if question.closed and found.seekers else ""
    there_were = f"il y avait {verdict}" if verdict else ""
    lead = capitalised(", ".join(filter(None, (yes, verdict if yes else there_were))))
    return f"{lead}{NARROW}: {continued(sentence)}" if lead else sentence


def _trade(wanted: Chosen, codes: Sequence[str], knowledge: Knowledge) -> str:
    if len(codes) == 1:
        return f"comme {quoted(knowledge.rome.label(codes[0]))} (ROME {codes[0]})"
    return f"dans {wanted.name} ({len(codes)} codes ROME)"


def _rows(found: _Found, codes: Sequence[str], knowledge: Knowledge) -> tuple[Row, ...]:
    """One row for each ROME code published there, most people first; its text is left out when it is alone."""
    by_code = [(code, [row for row in found.rows if row.rome == code]) for code in codes]
    shown = sorted(((code, rows) for code, rows in by_code if rows), key=lambda one: -sum(r.seekers for r in one[1]))
    return tuple(
        _row(f"{knowledge.rome.label(code)} ({code})", f"rome:{code}", rows, found.place, alone=len(shown) == 1)
        for code, rows in shown[:MAX_ROWS]
    )


def _line(found: _Found, wanted: Chosen, among: tuple[bool, bool]) -> Row:
    """Return the one line of a trade, of a place or of both, beside those of the others."""
    trades, places = among
    label = ", ".join(
        filter(None, (" et ".join(wanted.labels) if trades else "", named(found.place) if places else ""))
    )
    return _row(capitalised(label), wanted.refs[0] if trades else found.place.ref, found.rows, found.place)


def _row(label: str, ref: str, rows: Sequence[ByRome], place: Territory, *, alone: bool = False, rank: int = 0) -> Row:
    seekers, offers = sum(row.seekers for row in rows), sum(row.offers for row in rows)
    ratio = seekers / offers if offers else None
    per_offer = f", {number(ratio, 1)} par offre" if ratio is not None else ""
    values = (
        OtherFigure("seekers", "Demandeurs d'emploi", "number", round(seekers), number(round(seekers))),
        OtherFigure("offers", "Offres", "number", round(offers), number(round(offers))),
    )
    counts = f"{number(round(seekers))} demandeurs d'emploi pour {number(round(offers))} offres"
    text = "" if alone else f"{shared.mark_of(rank)}{label} : {counts}{per_offer}"
    return Row(label, ref, BY_ROME_YEAR, text, territory=place.ref, values=values, rank=rank)


def _notes(found: _Found, wanted: Chosen, codes: Sequence[str], knowledge: Knowledge) -> list[str]:
    notes = []
    ratio = found.seekers / found.offers
    people = plural(int(ratio), "demandeur")
    notes.append(f"Soit {number(ratio, 1)} {people} d'emploi par offre, en catégories A, B et C.")
    if len(found.rows) == len(codes) == 1:
        tension = found.rows[0].tension
        notes.append(f"Tension de ce métier en {BY_ROME_YEAR} : {tension} sur 5, {_TENSIONS[tension]} (Dares).")
    if not found.complete:
        notes.append(Once("Les bassins et métiers où le chiffre n'est pas publié manquent à la somme."))
    notes.extend(filter(None, (_shared(wanted, codes, knowledge),)))
    return notes


def _shared(wanted: Chosen, codes: Sequence[str], knowledge: Knowledge) -> str:
    """Say which other métiers of the survey a ROME code also counts."""
    if wanted.is_sector:
        return ""
    others = {fap for code in codes for fap in knowledge.rome.metiers(code)} - set(wanted.selection.fap2021)
    if not others:
        return ""
    labels = sorted(knowledge.occupations.label(Nomenclature.FAP2021, fap) for fap in others)[:_MOST_NAMED]
    return Once(
        f"Les codes ROME sont plus larges que le métier, ce chiffre compte aussi {listed(list(map(quoted, labels)))}."
    )


def _ranking_place(place: Area, home: Territory) -> Territory:
    return place.asked if place.asked.level is Level.DEPARTEMENT else home


def _ranked(within: Territory, wanted: Chosen, codes: Sequence[str], question: Question, knowledge: Knowledge) -> Reply:
    """Return the bassins of an area, those with the most job seekers of the trade first."""
    found = [_found([bassin], codes, knowledge) for bassin in knowledge.territories.bassins_of(within)]
    order = 1 if question.ascending else -1
    held = tuple(sorted((one for one in found if one.rows), key=lambda one: order * one.seekers))
    if not held:
        return _nothing(wanted, Area(knowledge.territories.survey_area(within)), question, knowledge)
    trade = _trade(wanted, codes, knowledge)
    page, best = Page.of(held, question), held[0]
    most, count = "moins" if question.ascending else "plus", number(round(best.seekers))
    opening = f"En {BY_ROME_YEAR}, {in_(within)}"
    lacking = len(found) - len(held)
    notes = [f"Ce chiffre n'est pas publié pour {lacking} {plural(lacking, 'bassin')}."] if lacking else []
    return Reply(
        sentence=page.sentence(opening, "bassin", "bassins")
        if page.is_next
        else f"{opening}, c'est {in_(best.place)} que le {most} de demandeurs d'emploi cherchaient {trade} : {count}.",
        rows=tuple(
            _row(capitalised(named(one.place)), one.place.ref, one.rows, one.place, rank=rank)
            for rank, one in enumerate(page.rows, start=page.first)
        ),
        notes=(*notes, *filter(None, (_shared(wanted, codes, knowledge),))),
        source=_SOURCE.format(year=BY_ROME_YEAR, where=f", {named(within)}"),
        suggestions=(
            *page.buttons(question),
            *_suggestions(Area(knowledge.territories.survey_area(best.place)), wanted, question),
        ),
        facts=_facts([within], wanted),
        origins=(origin_of(FOLDER, BY_ROME, BY_ROME_YEAR),),
    )


def _nothing(wanted: Chosen, place: Area, question: Question, knowledge: Knowledge) -> Reply:
    return Reply(
        sentence=f"Le nombre de demandeurs d'emploi par métier n'est pas publié pour {wanted.name} {place.where}.",
        notes=tuple(filter(None, (facing(place, wanted, knowledge),))),
        suggestions=_suggestions(place, wanted, question),
        facts=_facts([], wanted),
    )


def _outside(question: Question, knowledge: Knowledge) -> Reply:
    """Return all the people registered in a place outside the home region, having said that trades are not held."""
    everyone = Question(question.topic, question.territories)
    reply = total.answer(everyone, knowledge)
    note = "Par métier, je n'ai les demandeurs d'emploi que des bassins du Centre-Val de Loire."
    return replace(reply, sentence=f"{note} {reply.sentence}")


def _suggestions(place: Area, wanted: Chosen, question: Question) -> tuple[Suggestion, ...]:
    word = question.words[0] if question.words else wanted.labels[0]
    count = asks(Topic.FIGURES, place, replace(question, words=(word,)))
    difficult = replace(count, measure=Measure.DIFFICULT, closed=True)
    everyone = asks(Topic.JOB_SEEKERS, place.asked)
    return (
        Suggestion("Combien de projets ?", f"combien de projets : {word} {place.where} ?", "employer", asks=count),
        Suggestion(
            "Est-ce difficile ?",
            f"est-ce difficile de recruter : {word} {place.where} ?",
            "employer",
            asks=difficult,
        ),
        Suggestion(
            "Tous les inscrits",
            f"combien de demandeurs d'emploi {in_(place.asked)} ?",
            "elected_official",
            asks=everyone,
        ),
    )


def _facts(places: Sequence[Territory], wanted: Chosen) -> Facts:
    refs = tuple(place.ref for place in places)
    return Facts(
        topic=ReplyTopic.JOB_SEEKERS_BY_TRADE,
        when=str(BY_ROME_YEAR),
        measure="seekers",
        territories=refs,
        asked=refs,
        occupations=wanted.refs,
        places=tuple(named(place) for place in places),
        about=wanted.labels,
    )
