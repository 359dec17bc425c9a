"""Personal data that a pattern tells: numbers, addresses, names said as such.

A rare form may be missed, but a postal code, a year, an INSEE code or a figure of the survey is never taken for
personal data.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

PRIVACY_NOTE = "Merci de ne pas indiquer de données personnelles ici : je n'en ai pas besoin pour répondre."
NAME = "[nom]"
"""What stands for a name."""

_SPACES = r" \u00a0\u2007\u2009\u202f"
_SEP = rf"[{_SPACES}.\-]?"
_WIDE_SEP = rf"[{_SPACES}.\-/_]{{0,2}}"
_APART = rf"[{_SPACES}.\-/_]{{0,3}}"
_MONTH = r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre)"
_DATE = rf"(?:\d{{1,2}}\s?[/.\- ]\s?\d{{1,2}}\s?[/.\- ]\s?(?:\d{{4}}|\d{{2}})|\d{{1,2}}(?:er)?\s+{_MONTH}\s+\d{{2,4}})"
_STREET = (
    r"rue|ruelle|avenue|av\.?|ave\.?|boulevard|boul\.?|bld\.?|bd\.?|impasse|imp\.?|all[ée]es?|chemin|che?\.|route|rte\.?"
    r"|place|pl\.|quai|square|faubourg|fbg\.?|fg\.|r[ée]sidence|lotissement|lieu[\s-]dit|hameau|passage|sentier"
    r"|esplanade|promenade|rond[\s-]point|venelle|villa"
)
# Also common nouns (« 3 cours de français », « 2 mails ») : only before a proper name.
_STREET_OR_NOUN = r"cours|mail|voie|cit[ée]|parc|lev[ée]e|clos|mont[ée]e|porte"
# Words that never go on with a street or a person: the sentence does.
_AFTER = (
    r"[àaâ]|au|aux|et|o[uù]|mais|donc|dans|sur|pour|en|vers|pr[èe]s|je|j|il|elle|on|nous|vous|tu|qui|que|quels?"
    r"|quelles?|combien|cherche|recherche|habite|suis|ai|mon|ma|mes|c|est|avec|depuis|merci|svp|comment|pas"
    r"|bonjour|n[ée]e?|t[ée]l[ée]phone|t[ée]l|mail|email"
)
_WORD = r"[^\W\d_][^\W\d_'’.\-]*(?:['’\-][^\W\d_]+)*"
_PARTICLE = r"(?:d[eu]s?(?:\s+la)?|de\s+l['’]|d['’]|l['’]|la|le|les|aux|van|von|el|ben)"
_PROPER = r"(?-i:[A-ZÀ-ÖØ-Þ])[^\W\d_'’]*(?:['’\-][^\W\d_]+)*"
_STREET_NAME = (
    rf"(?:\s+du\s+\d{{1,2}}(?:er)?\s+{_MONTH}(?:\s+\d{{4}})?"
    rf"|(?:\s+{_PARTICLE})?[\s]*(?!(?:{_AFTER})\b)(?:{_WORD})(?:\s+(?!(?:{_AFTER})\b){_WORD}){{0,4}})"
)
_CIVILITY = r"(?:m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle)"
_DIGIT_WORD = (
    r"(?:z[ée]ro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente"
    r"|quarante|cinquante|soixante)"
)
_FILE = (
    r"(?:identifiant|allocataire|demandeurs?\s+d['’]\s?emploi|num[ée]ro\s+de\s+dossier|s[ée]curit[ée]\s+sociale|n[°o]\s?s[ée]cu"
    r"|s[ée]cu|nir|caf|cpam|matricule|passeport|carte\s+d['’]\s?identit[ée]|titre\s+de\s+s[ée]jour|permis)"
)
_NAMES = rf"{_PROPER}(?:\s+(?:{_PARTICLE}\s*)?{_PROPER}){{0,3}}"
_PERSON = (
    rf"(?:{_NAMES}"
    rf"|(?!(?:{_AFTER})\b){_WORD}(?:\s+(?!(?:{_AFTER})\b){_WORD})?)"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of personal data: its pattern, what stands for it; ``accepts`` refuses what only looks like it.

    A group named ``kept``, ``said`` or ``signed`` stays in the text (« je m'appelle »).
    """

    name: str
    label: str
    pattern: re.Pattern[str]
    accepts: Callable[[str], bool] = bool


def _kind(name: str, label: str, pattern: str, accepts: Callable[[str], bool] = bool) -> _Kind:
    return _Kind(name, f"[{label}]", re.compile(pattern, re.IGNORECASE), accepts)


def _has_luhn_key(text: str) -> bool:
    """Say whether the digits end with the check digit of a bank card: four years in a row seldom do."""
    digits = [int(char) for char in reversed(text) if char.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_no_list_of_codes(text: str) -> bool:
    """Say whether the digits are not all in fives: three postal codes in a row have as many as a NIR."""
    sizes = _sizes(text)
    return not sizes or any(size != 5 for size in sizes)


def _is_no_figure(text: str) -> bool:
    """Say whether the digits are neither postal codes, nor years, nor one number by thousands."""
    sizes = _sizes(text)
    is_by_thousands = len(sizes) > 1 and sizes[0] <= 3 and set(sizes[1:]) == {3}
    return set(sizes) not in ({4}, {5}) and not is_by_thousands


def _sizes(text: str) -> list[int]:
    return [len(group) for group in re.findall(r"\d+", text)]


_KINDS = (
    _kind("email", "e-mail", r"(?<![\w.+\-])[\w.+\-]+\s?(?:@|\(at\)|\[at\])\s?[\w\-]+(?:\.[\w\-]+)*\.[a-z]{2,}\b"),
    _kind(
        "iban",
        "IBAN",
        rf"\bfr{_SEP}\d{{2}}(?:{_SEP}[0-9a-z]{{4}}){{5}}{_SEP}[0-9a-z]{{3}}\b"
        rf"|\b(?-i:[A-Z]{{2}})\d{{2}}(?:{_SEP}[a-z]{{4}})?(?:{_SEP}\d{{4}}){{2,6}}(?:{_SEP}\d{{1,4}})?\b",
    ),
    _kind(
        "social_security",
        "numéro de sécurité sociale",
        rf"(?<!\d)[1-478]{_SEP}\d{{2}}{_SEP}(?:0[1-9]|1[0-2]|[2-9]\d){_SEP}(?:\d{{2}}|2[ab]){_SEP}\d{{3}}{_SEP}\d{{3}}"
        rf"(?:[{_SPACES}.\-/]{{0,3}}\d{{2}})?(?!\d)",
        _is_no_list_of_codes,
    ),
    _kind(
        "bank_card",
        "carte bancaire",
        rf"(?<!\d)(?:(?:[4-6]\d|2[2-7])\d{{2}}(?:{_SEP}\d{{4}}){{3}}|3[47]\d{{2}}{_SEP}\d{{6}}{_SEP}\d{{5}})(?!\d)",
        _has_luhn_key,
    ),
    _kind(
        "phone",
        "téléphone",
        rf"(?<![\d,])(?:(?:\+|00){_SEP}33{_WIDE_SEP}(?:\(0\))?{_WIDE_SEP}0?[1-9]|0[1-9])(?:{_WIDE_SEP}\d{{2}}){{4}}(?!\d)"
        rf"|(?<![\d,])0[67](?:\d\d)?[{_SPACES}.\-]\d{{3}}[{_SPACES}.\-]\d{{3}}(?:[{_SPACES}.\-]\d\d)?(?!\d)",
    ),
    _kind(
        "birth_date",
        "date de naissance",
        rf"(?P<kept>\bn[ée]e?(?:\(e\))?\s+(?:le\s+|un\s+|du\s+)?|\bnaissance\b\s*(?:est|c'est)?\s*:?\s*(?:le\s+)?){_DATE}"
        r"|(?<!\d)\d{1,2}[/.\-]\d{1,2}[/.\-]19\d{2}(?!\d)",
    ),
    _kind(
        "france_travail_id",
        "identifiant France Travail",
        r"(?<!\d)\d{7}(?:[a-z]|[ \-](?-i:[B-Z]))\b"
        r"|(?P<kept>\bidentifiant\b(?:\s+(?:france travail|p[ôo]le emploi|est|c'est|num[ée]ro|de|fr)\b)*\s*:?\s*)"
        r"\d{7,11}\b",
    ),
    _kind(
        "address",
        "adresse",
        rf"(?<![\d,])\b\d{{1,4}}(?:\s?(?:bis|ter|quater|[abcd])\b)?\s*,?\s*"
        rf"(?:(?:{_STREET})(?![\w-]){_STREET_NAME}|(?:{_STREET_OR_NOUN})\s+(?:{_PARTICLE}\s*)?{_PROPER}(?:[\s-]+{_PROPER}){{0,3}})",
    ),
    _kind(
        "spelled_email",
        "e-mail",
        r"(?<![\w.+\-])[\w.+\-]+(?:\s{1,3}(?:point|tiret)\s{1,3}[\w+\-]+)*\s{1,3}\(?(?:arobase?|arobas|at)\)?\s{1,3}"
        r"[\w\-]+(?:\s{0,3}(?:\.|\bpoint\b|\bdot\b)\s{0,3}[a-z]+)+",
    ),
    _kind(
        "odd_phone",
        "téléphone",
        rf"(?<![\w,])[0o]{_APART}[1-9](?:{_APART}[0-9o]){{8}}(?!\w)"
        rf"|\bz[ée]ro[\s,-]+(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)\b(?:[\s,-]+(?:et\s+)?{_DIGIT_WORD}\b){{4,}}",
        _is_no_list_of_codes,
    ),
    _kind(
        "file_number",
        "numéro",
        rf"(?P<kept>\b{_FILE}\b\D{{0,30}}?)(?<![\d,])\d(?:{_SEP}\d){{5,}}(?:\s?[a-z]\b)?",
        _is_no_figure,
    ),
    _kind(
        "password",
        "mot de passe",
        r"(?P<kept>\b(?:mot\s+de\s+passe|mdp|password|code\s+(?:secret|pin|confidentiel))\b[^.?!]{0,20}?"
        r"(?:\best\b|c['’]est|[:=])\s*)[^\s\[]\S*",
    ),
    _kind(
        "name",
        "nom",
        rf"(?P<kept>\b(?:je\s+m\s?['’]?\s?app?el+e|mon\s+(?:pr[ée])?nom(?:\s+de\s+famille)?\s+(?:est|c['’]est)"
        rf"|(?:pr[ée])?nom(?=\s*:))\s*:?\s+(?:{_CIVILITY}\s+)?)(?!(?:{_AFTER})\b){_PERSON}"
        rf"|(?P<said>\bje\s+suis\s+{_CIVILITY}\s+){_NAMES}"
        rf"|(?P<signed>\b(?:cordialement|cdt|bien\s+[àa]\s+vous|sign[ée])\s{{0,3}}[,.!:\n]\s{{0,3}}){_NAMES}\s{{0,9}}$",
    ),
)


def personal_data(text: str) -> list[str]:
    """Return the kinds of personal data in ``text``, without repetition; empty when there is none.

    Kinds: ``email``, ``iban``, ``social_security``, ``bank_card``, ``phone``, ``birth_date``, ``france_travail_id``,
    ``address``, ``spelled_email``, ``odd_phone``, ``file_number``, ``password``, ``name``.
    """
    return _without_personal_data(text)[1]


def scrubbed(text: str) -> str:
    """Return ``text`` with each personal data replaced by its kind in brackets (``[e-mail]``, ``[téléphone]``…)."""
    return _without_personal_data(text)[0]


def cautioned(sentence: str, typed: str) -> str:
    """Return ``sentence``, after ``PRIVACY_NOTE`` when the message it answers (``typed``) holds personal data."""
    return f"{PRIVACY_NOTE}\n\n{sentence}" if personal_data(typed) else sentence


def _without_personal_data(text: str) -> tuple[str, list[str]]:
    found: list[str] = []
    for kind in _KINDS:

        def hidden(match: re.Match[str], kind: _Kind = kind) -> str:
            kept = next((match[name] for name in ("kept", "said", "signed") if match.groupdict().get(name)), "")
            if not kind.accepts(match.group()[len(kept) :]):
                return match.group()
            if kind.name not in found:
                found.append(kind.name)
            return kept + kind.label

        text = kind.pattern.sub(hidden, text)
    return text, found
