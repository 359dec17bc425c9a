"""The words of a question, made comparable: texting spellings, names of the survey and region, endings."""

from __future__ import annotations

import re

from knowledge.text import fold
from knowledge.vocabulary import short_forms

_MAX_LENGTH = 1_000
_STEM = 7

_SPELLINGS = {
    **{short: fold(full) for short, full in short_forms().items()},
    "quoa": "quoi", "kesako": "quoi", "kezako": "quoi", "pourkoi": "pourquoi", "g": "j ai",
    "boulot": "emploi", "taf": "emploi",
    "boite": "entreprise", "boites": "entreprises", "agglo": "communaute d agglomeration", "letoile": "l etoile",
    "dev": "developpeur", "devs": "developpeurs", "pe": "pole emploi",
    "complique": "difficile", "compliques": "difficiles", "dur": "difficile", "durs": "difficiles", "nb": "nombre",
    "patron": "employeur", "patrons": "employeurs", "recruteurs": "employeurs", "stats": "chiffres",
    "statistiques": "chiffres", "journaux": "presse", "journal": "presse", "medias": "presse", "media": "presse",
    "embaucher": "recruter", "embauchent": "recrutent", "utile": "sert", "utilite": "sert",
}  # fmt: skip
_GROUPS = {
    "bonne boite": "bonneboite",
    "la bonneboite": "bonneboite",
    "labonneboite": "bonneboite",
    "dev up": "devup",
    "enquete besoins en main d oeuvre": "bmo",
    "besoins en main d oeuvre": "bmo",
    "besoin en main d oeuvre": "bmo",
    "centre val de loire": "region",
    "region centre": "region",
    "region region": "region",
    "pour quelle raison": "pourquoi",
    "pour quelles raisons": "pourquoi",
    "de quelle maniere": "comment",
    "de quelle facon": "comment",
}
"""Groups of words, each read as one word."""

_POLITE = frozenset(
    fold(
        """bonjour bonsoir salut coucou hello merci svp stp please madame monsieur pourriez pouvez peux peut pourrais
        voudrais aimerais souhaite souhaiterais veux savoir comprendre dire dis dites moi expliquer explique
        expliquez exactement juste concrètement alors donc bien bemo plaît"""
    ).split()
)


_EMPTY = frozenset(
    fold(
        """de d du des la le les l un une et a au aux en dans sur pour par ce cet cette ces ca cela c
        est sont que qu quoi il elle ils elles on y se s ne n pas plus non oui je j tu vous nous t
        me m te lui eux mon ma mes ton ta tes votre vos notre nos leur leurs son sa ses ont as ai
        avez avons etre avoir etait eu si quel quelle quels quelles qui dont quand ou comment
        pourquoi combien avec sans entre chez mais aussi même meme tout tous toute toutes rien autre
        signifie signifient veut veulent définition définir mot terme parle parlez parler présente
        présentez fait faire font faites fais faut va vont donne donner donnez trouve trouver existe
        connais marche sert servent dit comme comprends compris comprenez appelle correspond
        consiste represente passe besoin chose cas lieu deux ici là vraiment alors ensuite selon
        cher"""
    ).split()
)


def is_full(word: str) -> bool:
    """Return whether a folded word names something, unlike « de », « comment » or « fait »."""
    return len(word) > 1 and word not in _EMPTY


def words(text: str) -> list[str]:
    """Return the folded words of ``text``, texting spellings made plain, polite words left out."""
    folded = f" {fold(text[:_MAX_LENGTH].replace('*', ' étoile '))} "
    for name, short in _GROUPS.items():
        folded = folded.replace(f" {name} ", f" {short} ")
    plain = (part for word in folded.split() for part in _SPELLINGS.get(word, word).split())
    return [word for word in plain if word not in _POLITE]


def stem(word: str) -> str:
    """Return what plural, feminine and most endings leave of a word: « saisonnières » gives « saisonn »."""
    return word if word.isdigit() else (word.rstrip("sxe")[:_STEM] or word)


_ASKS_WHAT = re.compile(
    r"\b(?:quoi|pourquoi|comment|signifi\w*|definition|defini\w*|(?:ca|que|qui) veu(?:t|lent) dire|qu est ce|appel\w+"
    r"|enten[dt]\w*|ser(?:t|vent)|expli\w+|compren\w+|compris|presente\w*|parle\w*|role|mission\w*|difference"
    r"|peu(?:t|vent) faire|pouvez)\b"
)


def asks_what(text: str) -> bool:
    """Return whether a question asks what a thing is, means or is for, or why and how, rather than how many."""
    return bool(_ASKS_WHAT.search(" ".join(_SPELLINGS.get(word, word) for word in fold(text[:_MAX_LENGTH]).split())))
