"""What is asked of the answers already given, not of the figures: say them again, shorter, or as a table.

« résumez tout ça », « en une phrase je dis quoi au directeur ? », « plus court », « une phrase par chiffre ».
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from bot.mentions import Mentions
from knowledge.text import fold


class Form(str, Enum):
    """How what was said is wanted again."""

    TABLE = "table"
    EACH = "each"
    """One sentence for each figure."""
    SENTENCE = "sentence"
    """One sentence, of the last answer."""
    SHORTER = "shorter"
    RECAP = "recap"


@dataclass(frozen=True, slots=True)
class Wish:
    """The form wanted, the number of lines it may take (0: not said), and whether it points at what was said."""

    form: Form
    lines: int = 0
    points: bool = False


_NUMBERS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "dizaine": 10}
_COUNT = rf"(\d{{1,2}}|{'|'.join(_NUMBERS)})"
_LINES = re.compile(rf"\b{_COUNT} (?:de |d )?(?:lignes?|phrases?|points|tirets|puces)\b")
_FIGURES = re.compile(rf"\b{_COUNT} chiffres\b")
"""« trois chiffres à retenir » are looked for anew."""
_SHORT = r"(?:courte?|cour|bref|breve|concis|succinct|condense|synthetique|ramasse)e?s?"
_PLAIN = r"(?:simple|clair|net|nette|lisible)e?s?"
_LEAD = (
    r"(?:^|\b(?:fai\w+|dis|dites|dire|redi\w+|expli\w+|formul\w+|version|forme|sois|soyez|peu|beaucoup|bien|en|moi|ca|"
    r"texte|reponse|possible|svp|stp|plait|ok|merci|non|et|mais|bon|chose de) )"
)
_FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    (Form.EACH, re.compile(r"\b(?:une|1) (?:seule |petite )?phrase (?:par|pour chaque|a chaque)\b")),
    (
        Form.SENTENCE,
        re.compile(
            r"\b(?:en|dans|juste) (?:une|1) (?:seule |petite )?phrase\b|\bune (?:seule )?phrase (?:simple|a dire)\b"
            r"|\ben (?:un|1|deux|2) mots?\b"
        ),
    ),
    (
        Form.SHORTER,
        re.compile(
            rf"{_LEAD}(?:(?:plus?|tres) {_SHORT}|plus? {_PLAIN})\b|\bfai(?:s|tes|re) (?:tres )?court\b"
            r"|\bversion (?:tres )?courte\b|\b(?:raccourci|abreg)\w*|^(?:c est |un peu |beaucoup |bien )*trop? long$"
            r"|\bsimplifi(?:e|es|ez|er)(?: moi| ca| tout| un peu|$)"
            rf"|^(?:en )?{_COUNT} lignes(?: max| maximum| pas plus| au plus)?$"
        ),
    ),
    (
        Form.RECAP,
        re.compile(
            r"\bresum\w*|\brecap\w*|\bsynthes\w*(?! (?:nationale|regionale))|\bsynthetis\w*|\bcondens\w*|\ben bref\b"
            r"|\bau propre\b|\bparagraphe\b"
            r"|\b(?:une|la|petite|en) fiche\b(?! (?:metier|de p|rome|d entreprise|pratique))"
        ),
    ),
)
_TABLE = re.compile(r"(?:^|^et |\b(?:un|en|petit|forme de) )tabl(?:eau|o)\b(?! de bord)")
_OF_SOMETHING = re.compile(r"\btabl(?:eau|o) (?:de|des|du|d|par|avec|pour)\b(?! (?:deux|trois|2|3)\b)")
_FILES = re.compile(r"\b(?:excel|csv|xlsx?|tableurs?|pdf|telecharg\w*|export\w*|fichiers?|sauv\w*|enregistr\w*)\b")
_OF_THAT_ONE = re.compile(
    r"\b(?:merci (?:beaucoup )?pour (?:le|la|les)|votre|vos|ton|ta|ce|cet|cette)(?: \w+)? "
    r"(?:resum|recap|synthes|paragraphe|fiche)"
)
"""« merci pour cette synthèse » asks for none."""
_OBJECT = re.compile(
    r"\bc est quoi (?:le|la|l|les|un|une)\b|\b(?:territoire|situation|conjoncture|marche (?:du travail|de l emploi))\b"
)
"""What is to be told shortly is named: a word, or the state of a place."""
_WRITTEN = re.compile(
    r"\b(?:mails?|courriels?|redig\w*|textes?|lignes|note|copier|coller|ecri\w+|rappel\w*|redi\w+|redonn\w*)\b"
)
_POINTING = re.compile(
    r"\btou[ts] (?:ca|sa|cela|ceci|ce qu\w*)\b|\b(?:le|l) (?:tout|ensemble)\b|\bce qu (?:on|il) (?:s est|a|vient)\b"
    r"|\b[lc]es (?:deux|trois|quatre|[2-6])\b(?! (?:chiffres|mots))"
    r"|\bces (?:chiffres|donnees|elements|resultats|infos|informations|points|reponses)\b|\bce qui precede\b"
    r"|\b(?:cet|cette|notre|votre) (?:echange|conversation|discussion|reponse)s?\b|\bce que (?:vous|tu|nous) \w+"
)
_TO = (
    r"\b(?:a|au|aux|mon|ma|notre|(?:pour|avec) (?:mon|ma|mes|notre|nos|le|la|les))"
    r"(?: (?:l|la|les|nos|notre|mon|ma|mes))? {word}\b"
)


def wish_of(text: str, mentions: Mentions) -> Wish | None:
    """Return how the answers already given are wanted again, None when the message asks something of its own."""
    folded = fold(text)
    form = _form_of(folded)
    if form is None or _asks_anew(form, folded, mentions):
        return None
    return Wish(form, _lines(folded), bool(_POINTING.search(folded)))


def points_back(text: str, mentions: Mentions) -> Wish | None:
    """Return the recap that a message meant as a summary asks for: something to write, or « ces éléments »."""
    folded = fold(text)
    backward = _POINTING.search(folded) or _WRITTEN.search(folded)
    if backward is None or _asks_anew(Form.RECAP, folded, mentions):
        return None
    return Wish(Form.RECAP, _lines(folded), bool(_POINTING.search(folded)))


def _form_of(folded: str) -> Form | None:
    if _OF_THAT_ONE.search(folded):
        return None
    points = _POINTING.search(folded)
    table = _TABLE.search(folded) and (points or not _OF_SOMETHING.search(folded))
    if _FILES.search(folded) and not (table and points):
        return None  # the file of the last answer
    written = Form.RECAP if points and _WRITTEN.search(folded) else None
    return Form.TABLE if table else next((form for form, pattern in _FORMS if pattern.search(folded)), written)


def _lines(folded: str) -> int:
    found = _LINES.search(folded)
    return (_NUMBERS.get(found[1]) or int(found[1])) if found else 0


def _asks_anew(form: Form, folded: str, mentions: Mentions) -> bool:
    """Return whether a message names something to ask of; whom it is for (« à mon directeur ») is not that."""
    about = replace(
        mentions, words=(), occupations=tuple(_not_addressed(folded, mentions)), follows=False, counts=False,
        anaphora=False, closed=False, both=False, any="", choice=0, compared="",
        limit=None if _lines(folded) else mentions.limit,
    )  # fmt: skip
    if form in {Form.SHORTER, Form.EACH}:  # « plus simple » is no ease of hiring
        about = replace(about, measures=(), ascending=False, degree=False)
    if form in {Form.TABLE, Form.EACH}:  # « un tableau comparatif », « une phrase par ville »
        about = replace(about, versus=False, axis="", several=0, within="", level="", scale="")
    if _POINTING.search(folded):
        about = replace(about, territories=(), occupations=(), measures=(), several=0, everything=False)
    if _OBJECT.search(folded) and not _POINTING.search(folded):
        return True
    return about != Mentions() or _FIGURES.search(folded) is not None


def _not_addressed(folded: str, mentions: Mentions) -> list[str]:
    if len(mentions.words) != len(mentions.occupations):
        return list(mentions.occupations)
    pairs = zip(mentions.occupations, mentions.words, strict=True)
    return [value for value, word in pairs if not re.search(_TO.format(word=re.escape(fold(word))), folded)]
