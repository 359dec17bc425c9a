"""Takes whom to contact out of a text: the sentences that hold a phone, an e-mail, a link or a name told as such."""

from __future__ import annotations

import re

MOST_CHARACTERS = 1500
_NAME = r"(?-i:[A-ZÀ-ÖØ-Þ][\w'’-]+)"
_FIRST_AND_LAST = rf"{_NAME}\s+(?:d[eu]s?\s+|l[ae]\s+)?{_NAME}"
_ROLE = (
    r"responsable|directeur|directrice|gérante?|chef(?:fe)?|recruteu(?:r|se)|conseill(?:er|ère)|assistante?|chargée?"
    r"|rh|drh|référente?|interlocut(?:eur|rice)|tut(?:eur|rice)|manager|consultante?"
)
_TELLS = re.compile(
    r"@|\bhttps?://|\bwww\.|\(at\)|\[at\]|\b[\w-]+\.(?:fr|com|net|org|eu|io)\b"
    rf"|\b(?:m|mr|mme|mlle|melle)\b\.?\s*{_NAME}|\b(?:monsieur|madame|mademoiselle|maître|docteur|dr)\.?\s+{_NAME}"
    r"|\b(?:t[ée]l|t[ée]l[ée]phone|portable|mobile|gsm|fax|whatsapp|linkedin|facebook|instagram)\b\s*(?:[.:]|au\b|n°|\d)"
    r"|\b(?:contact|courriel|e-?mail|mail)s?\s*:"
    r"|\b(?:appel|rappel|contact|téléphon|joign|demand|écri)(?:er|ez|re|vez|s)\b[^.!?]{0,40}\s"
    rf"(?:à|au|avec|chez)?\s*{_NAME}"
    rf"|\b(?:adress|envo(?:y|i))\w*\b[^.!?]{{0,60}}\bà\s+{_NAME}|\bà l['’]attention d[e'’]\s*{_NAME}"
    rf"|\b(?:{_ROLE})\b[^.!?]{{0,30}}[,:(]?\s*{_FIRST_AND_LAST}|{_NAME}(?:\s+{_NAME})?\s*,\s*(?:notre|votre|la|le)\s+(?:{_ROLE})\b"
    rf"|\b(?:votre|notre)\s+(?:{_ROLE})\b[^.!?]{{0,30}}[,:(]?\s*{_NAME}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\d.,])(?:\+\s?33|00\s?33|0)[\s.\-/()]*(?:\(0\)\s?)?\d(?:[\s.\-/_]{0,3}\d){7,9}(?!\d)")
_SENTENCES = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÖØ-Þ\d\"«•\-])|[\r\n]+|\s+[•●▪]\s*")
_ABBREVIATION = re.compile(r"\b(M|Mr|Mme|Mlle|Dr|Tel|Tél)\.(?=\s)")
_OF_A_PERSON = re.compile(r"\s*(?:m|mr|mme|mlle|monsieur|madame|mademoiselle)\b\.?\s", re.IGNORECASE)


def without_contacts(text: str) -> str:
    """Return a text without the sentences that tell whom to contact, or how; at most ``MOST_CHARACTERS``."""
    whole = _ABBREVIATION.sub(r"\1", text)
    kept = (sentence.strip() for sentence in _SENTENCES.split(whole) if sentence and not tells_a_contact(sentence))
    return "\n".join(filter(None, kept))[:MOST_CHARACTERS]


def tells_a_contact(text: str) -> bool:
    """Say whether a text holds a phone number, an e-mail, a link, or somebody's name told as such."""
    return bool(_TELLS.search(text) or _NUMBER.search(text))


def company_name(name: str) -> str:
    """Return the name of an employer, "" where it is that of a person, or holds how to reach them."""
    return "" if _OF_A_PERSON.match(name) or tells_a_contact(name) else name
