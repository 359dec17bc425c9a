"""Which bassin holds a place: « Le Blanc est rattaché à quel bassin ? », « l'île de Ré, c'est compris dedans ? »."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answers.missing import Said
from bot.answers.scope import Area
from bot.answers.suggestions import around_area, trades
from bot.question import Question
from bot.writing.blocks import Facts
from bot.writing.french import NARROW, capitalised, listed
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge
from knowledge.territories.linking import link
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import named, the_
from knowledge.text import fold

_BELONGS = (
    r"(?:rattache|compte|compris|inclu[st]?|integre|classe|range|depend|releve|appartien|appartenir|situe|trouve|tombe"
    r"|relever|(?:fai[ts]|faire|font) (?:bien |aussi |donc )?partie)(?:e?s?|ent|t|d|nt)"
)
_HOLDER = r"(?:bassin|departement|dept|agglo|epci|interco\w*|communaute|zone|secteur|territoire|region)"
_WHICH = rf"quel(?:le)?s? {_HOLDER}\b"
_ASKS = re.compile(
    "|".join(
        (
            rf"\b{_BELONGS}\b.{{0,40}}\b{_WHICH}",
            rf"\b{_WHICH}.{{0,40}}\b{_BELONGS}\b",
            rf"(?:^|\b(?:est|sont|va|dans|et|de|a) ){_WHICH}(?! (?:qui|ou|recrut|embauch|a|est|il|compte))",
            rf"\b{_BELONGS}\b.{{0,25}}\b(?:dedans|avec|chez|ou (?:a|au|avec|bien|dans|chez|de|d))\b",
            rf"\b{_BELONGS} (?:bien )?(?:dans|a|au|de|du) (?:le |la |l |les )?(?:\w+ )?{_HOLDER}\b",
            rf"\b(?:est|sont) (?:bien |aussi )?(?:dedans\b|dans (?:le )?(?:meme )?{_HOLDER}\b)",
        )
    )
)
"""On folded text: « rattaché à quel bassin », « quel bassin pour… », « compris dedans », « fait partie du bassin »."""
_INSIDE = re.compile(rf"\b{_BELONGS} (?:dans|a|avec|au|de|d) ")
"""With two places named: « Joué est inclus dans Tours »."""
_COMMUNES = re.compile(
    r"\bquelles (?:sont les )?(?:communes|villes)\b(?=.*\b(?:bassin|compos|comprend|inclu|contient|dedans))"
)
_MOST_COMMUNES = 10
_LEVEL = re.compile(r"\b(ville|commune|agglo|metropole|interco|bassin|departement|region)")
_CHOOSES = re.compile(
    r"\b(?:prend[rs]?e?|prenons|choisi\w*|retenir|regarder?|utilise[rz]?|faut|vaut|mieux|plutot|meilleure?)\b"
    r"(?=.*\b(?:ville|commune|agglo|metropole|interco|bassin|departement)\w*,? (?:ou|la |l |le ))(?=.*\bou\b)"
)
"""« je prends la ville, la métropole ou le département ? » asks which level to read."""


_ARTICLE = re.compile(r"(?:\b(?:l['’]|le |la |les ))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Named:
    """A place as it was typed, with its article."""

    typed: str
    place: Territory

    @property
    def said(self) -> str:
        """« l'île de Ré (Saint-Martin-de-Ré) » where the name typed is another than the official one."""
        is_its_own = fold(self.typed) in fold(self.place.name) or fold(self.place.name) in fold(self.typed)
        return the_(self.place) if is_its_own else f"{self.typed} ({self.place.name})"


def _named(text: str, knowledge: Knowledge) -> list[_Named]:
    """Return the places of ``text``, from left to right."""
    found = []
    for each in link(text):
        article = _ARTICLE.search(text[: each.start])
        typed = (article[0].lower() if article else "") + text[each.start : each.end]
        found.append(_Named(typed, knowledge.territories.get(each.refs[0])))
    return found


def whereabouts(said: Said, previous: Question | None, knowledge: Knowledge) -> Reply | None:
    """Return which bassin holds the place of the message, None when that is not what it asks."""
    told, known = said.mentions, knowledge.territories
    if told.measures or told.years or told.counts or told.share or told.occupations or told.limit:
        return None
    folded = fold(said.text)
    if _CHOOSES.search(folded) and len(set(_LEVEL.findall(folded))) > 1:
        return _levels(_named(said.text, knowledge), previous, knowledge)
    may_be_inside = len(told.territories) > 1 and not told.versus and _INSIDE.search(folded)
    asking = _ASKS.search(folded)
    asks = asking is not None or bool(may_be_inside)
    if not asks and not _COMMUNES.search(folded):
        return None
    places = _named(said.text, knowledge)
    if not asks:
        return _communes(places, previous, knowledge)
    small = [each for each in places if each.place.level in {Level.COMMUNE, Level.EPCI}]
    is_next = asking is not None and re.search(rf"{_WHICH}$", asking.group()) is not None
    after = folded[asking.end() :] if asking and is_next else ""
    held = next((each for each in small if after.strip().startswith(fold(each.typed))), next(iter(small), None))
    if held is None:
        return None
    before = [known.get(ref) for ref in previous.territories if ref in known] if previous else []
    others = [each.place for each in places if each != held] or [each for each in before if each != held.place]
    is_open = told.alternatives or told.own_place or len(others) != 1 or re.search(_WHICH, folded)
    return _holder(held, None if is_open else others[0], knowledge)


def _levels(places: list[_Named], previous: Question | None, knowledge: Knowledge) -> Reply | None:
    """Return what the survey answers on for each level of a place, the finest first; None without a place."""
    known = knowledge.territories
    refs = [each.place.ref for each in places] or (list(previous.territories) if previous else [])
    if not refs or refs[0] not in known:
        return None
    place = known.get(refs[0])
    area = Area(known.survey_area(place))
    wider = [each for each in known.parents(place) if each.level in {Level.DEPARTEMENT, Level.REGION}]
    if place.level not in {Level.COMMUNE, Level.BASSIN, Level.EPCI} or not area.units:
        return None
    epci = known.epci_of(place) if place.level is Level.COMMUNE else None
    note = Area(known.survey_area(epci)).note if epci else ""
    return Reply(
        sentence=(
            "L'enquête compte par bassin d'emploi, département et région, pas par ville ni intercommunalité. "
            f"Au plus près de {the_(place)}{NARROW}: {area.subject} ; plus large{NARROW}: "
            f"{listed([the_(each) for each in wider])}."
        ),
        notes=(note,) if note else (),
        suggestions=tuple(
            Suggestion(capitalised(each), f"chiffres clés : {each}") for each in (area.name, *map(named, wider))
        ),
        facts=Facts(topic=ReplyTopic.WHEREABOUTS, territories=tuple(area.refs), asked=(place.ref,)),
    )


def _holder(held: _Named, within: Territory | None, knowledge: Knowledge) -> Reply | None:
    """Return the bassin of a place, after yes or no where it was asked of the one place ``within``."""
    known = knowledge.territories
    area = Area(known.survey_area(held.place))
    if not area.units:
        return None
    departement = next((each for each in known.parents(held.place) if each.level is Level.DEPARTEMENT), None)
    where = f"{area.where} ({departement.name})" if departement else area.where
    sentence = f"{held.said} est {where}."
    if within is not None:
        inside = set(area.units) <= {*known.survey_area(within).units, *known.bassins_of(within)}
        sentence = f"{'Oui' if inside else 'Non'}{NARROW}: {sentence}"
    return Reply(
        sentence=capitalised(sentence),
        notes=(_epci(held.place, knowledge),) if held.place.level is Level.COMMUNE else (),
        suggestions=(*trades(area, knowledge.bmo.latest_year(), knowledge), *around_area(area)),
        facts=Facts(topic=ReplyTopic.WHEREABOUTS, territories=tuple(area.refs), asked=(held.place.ref,)),
    )


def _epci(commune: Territory, knowledge: Knowledge) -> str:
    epci = knowledge.territories.epci_of(commune)
    return f"Son intercommunalité : {epci.name}." if epci else "Elle n'a pas d'intercommunalité."


def _communes(places: list[_Named], previous: Question | None, knowledge: Knowledge) -> Reply | None:
    """Return the communes of a bassin, the most populous first."""
    known = knowledge.territories
    refs = [each.place.ref for each in places] or (list(previous.territories) if previous else [])
    units = known.survey_area(known.get(refs[0])).units if refs and refs[0] in known else ()
    if len(units) != 1 or units[0].level is not Level.BASSIN:
        return None
    communes = known.communes_of(units[0])
    first = listed([each.name for each in communes[:_MOST_COMMUNES]])
    most = f", dont les plus peuplées : {first}" if len(communes) > _MOST_COMMUNES else f" : {first}"
    return Reply(
        sentence=f"{capitalised(the_(units[0]))} compte {len(communes)} communes{most}.",
        facts=Facts(topic=ReplyTopic.WHEREABOUTS, territories=(units[0].ref,), asked=tuple(refs[:1])),
    )
