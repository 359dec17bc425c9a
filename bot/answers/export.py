"""Files of an answer: which ones are asked, the whole list for a list, and where to get them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answers.message import diagnostic_file, has_chart
from bot.answers.registry import answer
from bot.mentions import Mentions
from bot.question import Question
from bot.writing.blocks import FORMATS, Facts
from bot.writing.french import counted, listed
from bot.writing.reply import Reply, Row, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge
from knowledge.text import fold
from knowledge.vocabulary import is_ordinary

_FORMATS: Mapping[str, re.Pattern[str]] = {
    "csv": re.compile(r"\bcsv\b|\bopen ?data\b"),
    "xlsx": re.compile(r"\bexcel\b|\bxlsx?\b|\btableurs?\b|\bcalc\b"),
    "png": re.compile(
        r"\bpng\b|\bimages?\b|\bgraphiques?\b|\bgraphes?\b|\bcourbes?\b|\bdiagrammes?\b|\bhistogrammes?\b"
    ),
    "pdf": re.compile(r"\bpdf\b|\bdiagnostics?\b|\bimprim\w+|\brapports?\b|\bfiches?\b|\bword\b|\bdocuments?\b"),
}
_PRINTED = re.compile(r"\bimprim\w+|\bdocuments?\b(?! word)|\brapports?\b|\bfiches?\b")
_WRITTEN = re.compile(r"\bmails?\b|\bcourriels?\b|\bredige\w*\b|\bredaction\b|\bnotes?\b|\blignes\b|\benvoye?\w*\b")
_RAW_FILES = re.compile(r"\b(?:donnees|fichiers?|chiffres) brut(?:e?s)?\b")
_SENT = re.compile(r"\bm (?:l )?envo\w+|\benvo\w+(?: le| la| les)? moi\b")
_READY = {
    "csv": "Le fichier CSV est prêt",
    "xlsx": "Le fichier Excel est prêt",
    "png": "L'image du graphique est prête",
    "pdf": "Le diagnostic en PDF est prêt",
}
_ROWS = {
    "fap2021": ("métier", "métiers"),
    "fap2009": ("métier", "métiers"),
    "domaine": ("secteur", "secteurs"),
    "famille": ("secteur", "secteurs"),
    "bassin": ("bassin d'emploi", "bassins d'emploi"),
    "departement": ("département", "départements"),
    "region": ("région", "régions"),
    "commune": ("commune", "communes"),
}
"""What the rows of a file are, by the kind of their codes."""
_SAID_TOPICS = (
    ("evolution", re.compile(r"\bevolutions?\b|\bcourbes?\b|\bhistorique\b")),
    ("comparaison", re.compile(r"\bcompar\w+")),
)
_EVERYTHING = re.compile(r"\btout\b|\btoutes?\b|\btous\b|\bcomplete?s?\b|\bintegral\w*\b|\bentiere?s?\b|\btotalite\b")
_OF_SOMETHING = re.compile(r"\b(?:de |d['’]|du |à )([\w'’-]{4,})", re.IGNORECASE)
_DIAGNOSED = ("bassin:", "epci:", "departement:", "region:")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The files a message asks for: ``csv``, ``xlsx``, ``png``, ``pdf``; none named is the data files."""

    formats: tuple[str, ...] = ()
    everything: bool = False
    """The whole list: « exporte tout »."""

    @classmethod
    def of(cls, text: str) -> Wanted:
        """Return what the words of a message ask for."""
        folded = fold(text)
        formats = tuple(name for name, pattern in _FORMATS.items() if pattern.search(folded))
        return cls(formats, bool(_EVERYTHING.search(folded)), bool(_PRINTED.search(folded)))

    printed: bool = False
    """Something to hand round or to keep on paper, not the file of an answer."""

    @property
    def is_printed(self) -> bool:
        """True when a document is asked for, and no file of data nor image."""
        return self.printed and self.formats == ("pdf",)

    @property
    def is_diagnostic(self) -> bool:
        """True when only a printable document is asked for: the key figures of a place."""
        return self.formats == ("pdf",)


def asks_to_write(text: str) -> bool:
    """Return whether a message asks for something to send: a mail, a note, a few lines."""
    return _WRITTEN.search(fold(text)) is not None


def asks_for_raw_files(text: str) -> bool:
    """Return whether the files of the survey are asked for, not one of an answer: « les données brutes »."""
    return _RAW_FILES.search(fold(text)) is not None


def asks_to_send(text: str) -> bool:
    """Return whether the answer is to be sent: « pouvez-vous m'envoyer ça ? », not « un texte à envoyer »."""
    return _SENT.search(fold(text)) is not None


def to_copy(reply: Reply) -> Reply:
    """Return a reply that says it is there to be copied, since nothing is sent."""
    return replace(reply, notes=(*reply.notes, "Je n'envoie ni courriel ni note : copiez ce texte, source comprise."))


def names_a_question(mentions: Mentions) -> bool:
    """Return whether the message says of what it wants the file; « exporte ça » does not."""
    about = (mentions.territories, mentions.occupations, mentions.level, mentions.movement, mentions.grain)
    return any(about) or mentions.rank or bool(mentions.scale)


def unknown_name(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the « Narnia » of « les données de Narnia », which nothing knows, else ""."""
    for match in _OF_SOMETHING.finditer(text):
        word = match[1]
        linked = any(match.start(1) < end and start < match.end(1) for start, end in spans)
        name = re.split("['’]", word)[-1]  # « l'enquête » is « enquête »
        if not linked and not Wanted.of(name).formats and (name[:1].isupper() or not is_ordinary(fold(name))):
            return name
    return ""


def intent_of(text: str, mentions: Mentions, previous: Question | None) -> str:
    """Return the intent of the question whose file is asked for."""
    said = next((intent for intent, pattern in _SAID_TOPICS if pattern.search(fold(text))), "")
    if not names_a_question(mentions):
        return said or "preciser"
    if said or Wanted.of(text).is_diagnostic:
        return said or "chiffres_territoire"
    if len(mentions.years) > 1 or any(".." in year for year in mentions.years):
        return "evolution"
    if mentions.level:
        return "ou_recrute_metier" if mentions.occupations else "classement_territoires"
    if mentions.occupations and not mentions.grain:
        return "chiffre_metier"
    only_place = previous is None or bool(mentions.territories)
    return "metiers_qui_recrutent" if only_place or mentions.grain else "preciser"


def with_files(reply: Reply, wanted: Wanted, page: str = "") -> Reply:
    """Return the reply with the files it offers; ``page`` is the address of the web page, when it is known."""
    formats = _offered(reply, wanted)
    files = diagnostic_file(_diagnosed(reply)) if "pdf" in formats else reply.files
    notes = (*_refused(reply, wanted), *reply.notes)
    return replace(reply, notes=notes, formats=formats, files=files, page=page)


def announced(reply: Reply) -> Reply:
    """Return the reply that says first that its files are ready and what they hold, then what it said."""
    held = _held(reply.all_rows or reply.rows) if {"csv", "xlsx"} & set(reply.formats) else ""
    sentence = f"{_ready(reply.formats)}{held}."
    return replace(reply, sentence=sentence, notes=(reply.sentence, *reply.notes))


def _ready(formats: Sequence[str]) -> str:
    if len(formats) == 1:
        return _READY[formats[0]]
    return f"Vos fichiers sont prêts ({listed([FORMATS[each] for each in formats])})"


def _held(rows: Sequence[Row]) -> str:
    kinds = {row.ref.partition(":")[0] for row in rows}
    names = {("année", "années") if kind.isdigit() else _ROWS.get(kind, ("ligne", "lignes")) for kind in kinds}
    name = names.pop() if len(names) == 1 else ("ligne", "lignes")
    return f" : {counted(len(rows), *name)}" if len(rows) > 1 else ""


def _offered(reply: Reply, wanted: Wanted) -> tuple[str, ...]:
    possible = ["csv", "xlsx", *(["png"] if has_chart(reply) else []), *(["pdf"] if _diagnosed(reply) else [])]
    asked = tuple(each for each in wanted.formats if each in possible)
    return asked or tuple(each for each in possible if each != "pdf")


def _refused(reply: Reply, wanted: Wanted) -> list[str]:
    if "png" in wanted.formats and not has_chart(reply):
        return ["Cette réponse n'a pas de graphique : elle ne compare rien."]
    return []


def _diagnosed(reply: Reply) -> str:
    """Return the one place whose diagnostic can be printed, "" when there is none."""
    facts = reply.facts
    places = [ref for ref in (*facts.asked, *facts.territories) if ref.startswith(_DIAGNOSED)]
    return places[0] if places and len(facts.asked) == 1 else ""


def without_rows(reply: Reply) -> Reply:
    """Return an answer that has nothing to put in a file, said so."""
    return replace(reply, notes=(*reply.notes, "Cette réponse n'a pas de lignes à mettre dans un fichier."))


def whole_list(question: Question, reply: Reply, knowledge: Knowledge) -> Reply:
    """Return the reply with all the rows of its list for its files, those under secrecy in their place."""
    if not question.is_list or question.limit or not reply.rows:
        return reply
    rows = answer(replace(question, whole=True, skip=0), knowledge).rows
    if len(rows) <= len(reply.rows):
        return reply
    return replace(reply, all_rows=rows, notes=("Le fichier contient toute la liste.", *reply.notes))


def nothing_to_export() -> Reply:
    """Return the question to ask when no data were named nor shown."""
    return Reply(
        sentence="De quelles données voulez-vous le fichier ? Dites-moi un lieu, un métier ou une question.",
        suggestions=(
            Suggestion("Données du bassin de Bourges", "télécharge toutes les données du bassin de Bourges"),
            Suggestion("Bassins de la région", "exporte le classement des bassins de la région en excel"),
            Suggestion("Évolution du Loiret", "exporte l'évolution du Loiret en csv"),
        ),
        facts=Facts(topic=ReplyTopic.EXPORT),
    )
