"""E-mails and phones in a message, however the French write or say them, and the slips of an e-mail's domain.

The libraries are loaded when a message first looks as if it held one: most never do.
"""

from __future__ import annotations

import re

from knowledge.text import fold

Span = tuple[int, int]

_WRITTEN = re.compile(
    r"(?<![\w.+\-])(?P<local>[\w.+\-]+)(?P<at>\s?(?:@|\(at\)|\[at\])\s?)(?P<domain>[\w\-]+(?:\.[\w\-]+)*)?",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?<![\w.+\-])(?P<local>[\w.+\-]+(?:\s+(?:point|tiret(?:\s+du\s+bas)?|underscore|dot)\s+[\w.+\-]+)*)"
    r"\s+(?:arobase?s?|\(?at\)?)\s+"
    r"(?P<domain>[\w\-]+(?:\s+(?:tiret)\s+[\w\-]+)*(?:\s*(?:\.|\bpoint\b|\bdot\b)\s*[a-z]+)+)",
    re.IGNORECASE,
)
_MAY_HOLD_EMAIL = re.compile(r"@|\barobas|\bat\b", re.IGNORECASE)
_SPELLED = ((r"\s+tiret\s+du\s+bas\s+|\s+underscore\s+", "_"), (r"\s+tiret\s+", "-"), (r"\s*\b(?:point|dot)\b\s*", "."))

_BETWEEN = r"[ \u00a0\u2007\u2009\u202f.\-/_()]{0,3}"
_DIALLED = re.compile(rf"(?<![\w,.])(?:\+\d{{1,3}}|\(?[0oO])(?:{_BETWEEN}[\doO]){{6,13}}(?!\w)")
_WITHOUT_ZERO = re.compile(rf"(?<![\w,.])[1-9](?:{_BETWEEN}\d){{8}}(?!\w)")
_LEAST_DIGITS = 8
_UNITS = {
    **{"zero": 0, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9},
    **{"dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16},
}
_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_NUMBER_WORD = "|".join([*_UNITS, "z[ée]ro", *_TENS, "et"])
_SAID = re.compile(rf"\bz[ée]ro\b(?:[\s,\-]+(?:{_NUMBER_WORD})\b){{4,}}", re.IGNORECASE)

_PROVIDERS = (
    *("gmail.com", "orange.fr", "wanadoo.fr", "hotmail.com", "hotmail.fr", "outlook.com", "outlook.fr", "yahoo.com"),
    *("yahoo.fr", "laposte.net", "icloud.com", "live.fr", "live.com", "free.fr", "sfr.fr", "bbox.fr", "neuf.fr"),
    *("protonmail.com", "numericable.fr", "francetravail.fr", "francetravail.net", "gmx.fr", "aol.com", "msn.com"),
)
_SURELY_MEANT = {
    "gmail.fr": "gmail.com",
    "laposte.fr": "laposte.net",
    "gmail.co": "gmail.com",
    "icloud.fr": "icloud.com",
}
"""Domains that are no provider's, whatever they may be."""
_LONG_ENOUGH = 6


def emails(text: str) -> tuple[str, list[Span], str]:
    """Return the last valid e-mail of a text, normalised; where e-mails stand; and the last one that is not valid."""
    if not _MAY_HOLD_EMAIL.search(text):
        return "", [], ""
    valid, wrong = "", ""
    spans: list[Span] = []
    for match in sorted((*_SPOKEN.finditer(text), *_WRITTEN.finditer(text)), key=lambda each: each.start()):
        if spans and match.start() < spans[-1][1]:
            continue
        local, domain = (_written(match[part] or "") for part in ("local", "domain"))
        typed = match.group().rstrip(" .")
        spans.append((match.start(), match.start() + len(typed)))
        if checked := _checked(f"{local}@{domain}"):
            valid = checked
        else:
            wrong = typed
    return valid, spans, wrong


def _written(said: str) -> str:
    for pattern, mark in _SPELLED:
        said = re.sub(pattern, mark, said, flags=re.IGNORECASE)
    return said.strip(" .") if "@" not in said else said


def _checked(address: str) -> str:
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    try:
        return str(validate_email(address, check_deliverability=False).normalized)
    except EmailNotValidError:
        return ""


def mended(email: str) -> str:
    """Return the e-mail with the one slip of its domain set right, "" when there is none."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    local, _, domain = email.partition("@")
    if not domain or domain in _PROVIDERS:
        return ""
    if meant := _SURELY_MEANT.get(domain):
        return f"{local}@{meant}"
    near = [each for each in _PROVIDERS if len(each) > _LONG_ENOUGH and OSA.distance(domain, each) == 1]
    return f"{local}@{near[0]}" if near else ""


def phones(text: str, *, bare: bool = False) -> tuple[str, list[Span], str]:
    """Return the last valid phone of a text in E.164; where phones stand; and the last one that is not valid.

    ``bare``: a phone was asked, so that « 6 12 34 56 78 » is one and a wrong number is told. Elsewhere, digits that
    are no valid number are left alone: they may be figures.
    """
    valid, wrong, spans = "", "", []
    found = [(match, _digits(match.group())) for match in _DIALLED.finditer(text)]
    found += [(match, _spelled_out(match.group())) for match in _SAID.finditer(text)]
    if bare and not found:
        found = [(match, f"0{_digits(match.group())}") for match in _WITHOUT_ZERO.finditer(text)]
    for match, digits in found:
        if number := _dialled(digits):
            valid = number
        elif bare and len(digits) >= _LEAST_DIGITS:
            wrong = match.group().strip()
        else:
            continue
        spans.append(match.span())
    return valid, sorted(spans), wrong


def _digits(dialled: str) -> str:
    digits = re.sub(r"[^\d+]", "", re.sub("[oO]", "0", dialled))
    digits = re.sub(r"^00", "+", digits)
    return re.sub(r"^\+330", "+33", digits)


def _spelled_out(said: str) -> str:
    """Return the digits of numbers said in words, two by two as the French do: « soixante-dix-huit » is 78."""
    digits, words = "", [word for word in fold(said).split() if word != "et"]
    position = 0
    while position < len(words):
        value, position = _number(words, position)
        digits += str(value)
    return digits


def _number(words: list[str], position: int) -> tuple[int, int]:
    word, following = words[position], words[position + 1 : position + 2]
    position += 1
    if word == "quatre" and following and following[0] in {"vingt", "vingts"}:
        base, position = 80, position + 1
        plural = following[0] == "vingts"
    elif word in _TENS:
        base, plural = _TENS[word], False
    else:
        return _UNITS.get(word, 0), position
    added = _UNITS.get(words[position]) if position < len(words) and not plural else None
    most = 19 if base in {60, 80} else 9
    if added and added <= most:
        position += 1
        if added == 10 and position < len(words) and 7 <= _UNITS.get(words[position], 0) <= 9:
            added, position = added + _UNITS[words[position]], position + 1
        return base + added, position
    return base, position


def _dialled(digits: str) -> str:
    import phonenumbers  # noqa: PLC0415

    for region in ("FR", "RE", "GP", "MQ", "GF", "YT"):
        try:
            number = phonenumbers.parse(digits, region)
        except phonenumbers.NumberParseException:
            return ""
        if phonenumbers.is_valid_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return ""
