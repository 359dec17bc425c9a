"""What a message does to a request for a person: asks for one, gives it up, goes back, corrects, confirms, follows.

The words are those of people in a hurry: SMS, no accents, a slip. Everything is read on folded text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from knowledge.text import Token, fold


class Wish(str, Enum):
    """What a message wants of the request being written, or of those already left."""

    ERASE = "erase"
    HELD = "held"
    STATUS = "status"
    INSIST = "insist"
    CANCEL = "cancel"
    BACK = "back"
    WHY = "why"
    COMPULSORY = "compulsory"
    YES = "yes"
    SKIP = "skip"
    NO = "no"
    COURTESY = "courtesy"


_MINE = r"\b(?:mes|ma)\b"
_DATA = r"(?:donnees?|infos?|informations?|coordonnees|demandes?)"
_YES = (
    r"(?:oui+|yes|yep|ouais|ouep|ouai|wi|ok|okay|d accord|dac|c(?: est)? (?:tout )?(?:bon|bien ca|parfait|correct|exact"
    r"|ca)|parfait"
    r"|exact\w*|tres bien|tout est (?:bon|juste|correct)|vas y|allez y|allons y|go|envoi\w*|envoy\w+"
    r"|je (?:vous )?(?:en )?"
    r"(?:confirme|valide|accepte)|j accepte|confirm\w*|valid\w*|nickel|impec\w*|bien sur|volontiers|absolument)"
)
_WISHES: tuple[tuple[Wish, re.Pattern[str]], ...] = (
    (
        Wish.ERASE,
        re.compile(
            rf"\b(?:suppr\w+|effac\w*|detrui\w+|oublie[rz]?|retire[rz]?"
            rf"|enleve[rz]?)\b.{{0,30}}{_MINE}.{{0,20}}\b{_DATA}\b"
            r"|\bdroit a l (?:oubli|effacement)\b"
        ),
    ),
    (
        Wish.HELD,
        re.compile(
            rf"\b(?:quell?e?s?|que|qu|quoi|liste\w*|voir|acces|acceder|connaitre|savoir|montre\w*)\b.*\b{_DATA}\b.*"
            r"\b(?:sur moi|me concern\w+|de moi|a mon sujet)\b"
            r"|\b(?:que|qu est ce que|ce que) (?:vous )?(?:savez|gardez|avez|conservez"
            r"|detenez)(?: vous)?\b.*\b(?:sur|de) moi\b"
            rf"|\b(?:acces|acceder|voir|montre\w*|consulter) (?:a )?mes {_DATA}\b"
        ),
    ),
    (
        Wish.STATUS,
        re.compile(
            r"\b(?:ou en est|en est ou|en etes vous|des nouvelles de|suivi de|avance\w*|statut de|etat de)\b.{0,30}"
            r"\b(?:ma|mes) demandes?\b|\bma demande\b.{0,40}\b(?:en est|avance\w*|nouvelles|a ete (?:lue|vue))\b"
            r"|\bdem \d{4} \w"
        ),
    ),
    (
        Wish.INSIST,
        re.compile(
            r"\b(?:quand meme|malgre tout|j insiste|tout de meme|deja (?:appele\w*|essaye\w*|fait)"
            r"|je prefere (?:le correspondant"
            r"|parler|quelqu)|c est au correspondant)\b"
        ),
    ),
    (
        Wish.CANCEL,
        re.compile(
            r"\b(?:laiss\w+ tomber|annul\w+|abandon\w*|oublie[rz]? (?:ca|tout|ma demande|cette demande)|stop+|"
            r"(?:veux|souhaite) (?:pas|plus) (?:l |la )?(?:envoy\w+|continuer|transmettre|que)"
            r"|je (?:ne )?veux plus|on arrete"
            r"|arret\w+ (?:la|tout|ca)|tant pis|plus besoin|pas la peine|finalement (?:non|je|pas)|non finalement"
            r"|n envoy\w+ (?:pas|rien))\b"
        ),
    ),
    (
        Wish.BACK,
        re.compile(
            r"\b(?:revien\w* (?:en arriere|a l etape)|retour en arriere|etape (?:precedente|d avant)|precedente?"
            r"|question (?:precedente|d avant)|en arriere)\b|^(?:retour|back|reviens)$"
        ),
    ),
    (
        Wish.WHY,
        re.compile(
            r"^(?:mais )?(?:pourquoi|pq|pk|pourkoi|a quoi ca sert|pour quoi faire|c est pour quoi)(?: faire| ca)?$"
            r"|\b(?:pourquoi|a quoi|pour quoi|qu allez vous faire|que faites vous)\b.*\b(?:nom|mail|telephone"
            r"|numero|coordonnees"
            r"|infos?|informations?|donnees|demandez|voulez vous|vous voulez|besoin de)\b"
        ),
    ),
    (
        Wish.COMPULSORY,
        re.compile(
            r"\b(?:obligatoires?|facultati\w+|obligee? (?:de|d)|on est oblige|suis je oblige\w*|je dois le dire)\b"
        ),
    ),
    (
        Wish.YES,
        re.compile(rf"^{_YES}(?: (?:{_YES}|merci|svp|l envoi|la demande|tout|ca|c est|vous pouvez|envoyer|mais)\b)*$"),
    ),
    (
        Wish.SKIP,
        re.compile(
            r"^(?:(?:non|nan|nn|nope)(?: (?:merci|rien(?: d autre)?|c ?est (?:bon|tout)|pas (?:besoin|de message)"
            r"|ca ira|ca va))*"
            r"|rien(?: (?:a ajouter|d autre|de plus|du tout))?|aucune?(?: idee| message)?|pass\w*|suivant\w*|skip"
            r"|ras|sans"
            r"|c ?est tout|peu importe|n importe(?: ou)?|nulle part|toute la region|personne|je (?:ne )?sais pas"
            r"|(?:je )?(?:ne )?(?:prefere|veux|souhaite) pas(?: .*)?|j (?:en )?ai pas|je n en ai pas|pas d(?:e"
            r"|) ?\w+|aucun)$"
        ),
    ),
    (Wish.NO, re.compile(r"^(?:non|nan|nope|pas du tout|surtout pas|pas maintenant|pas encore)\b")),
    (
        Wish.COURTESY,
        re.compile(
            r"^(?:pas |in)?utile$|^(?:(?:bonjour|bonsoir|salut|coucou|hello|bjr|re|merci+|mrc|beaucoup|bien|d avance"
            r"|a vous|madame|monsieur|svp|au revoir|a bientot|bonne (?:journee|soiree)|aide|help|qui es tu|t es qui"
            r"|qui etes vous)(?: |$))+$"
        ),
    ),
)

FIELDS = {
    "email": r"e? ?mails?|courriel|adresse(?: mail)?",
    "phone": r"telephone|tel|numero|portable|mobile",
    "name": r"nom|prenom",
    "organisation": r"organisme|organisation|entreprise|societe|collectivite|mairie|structure",
    "territory": r"territoire|lieu|ville|commune|endroit|departement|secteur",
    "message": r"message|texte",
    "subject": r"objet|sujet|demande",
    "asker": r"profil|statut|qui je suis|qui demande",
}
"""The values of a request, and the words that name them."""
_CHANGES = (
    r"(?:chang\w+|modif\w+|corrig\w+|correction|rectifi\w+|remplac\w+|mauvaise?|faux|fausse|erreur|trompee?|pas le bon"
    r"|pas la bonne)"
)
_CHANGED = {
    name: re.compile(
        rf"\b{_CHANGES}\b.{{0,25}}\b(?:{words})\b|^(?:non )?(?:l |le |la |mon |ma )?(?:{words})$|"
        rf"\b(?:{words})\b.{{0,12}}\b{_CHANGES}\b"
    )
    for name, words in FIELDS.items()
}
_SOMEONE = (
    r"(?:quelqu un|quelqun|kelkun|kelk1|qq ?1|qqun|qqn|qq un|humaine?|(?:vraie )?personne|conseill\w+|correspondante?s?"
    r"|responsable|agent|vos equipes|directeur\w*|directrice|direction|interlocut\w+)"
)
_ASKS_FOR_SOMEONE = re.compile(
    rf"\b(?:parl\w+|discut\w+|echang\w+|m entretenir|rencontrer|joindre|contacter|voir)\b.{{0,40}}\b{_SOMEONE}\b"
    r"|\b(?:(?:r ?appel\w+|recontact\w+|contact\w+|telephon\w+) (?:moi|nous)|(?:me|nous) (?:r ?appel\w+"
    r"|recontact\w+|contact\w+)"
    r"|d?etre (?:r ?appele\w*|(?:re)?contacte\w*)|fai\w+ (?:moi|nous) r ?appeler"
    r"|qu on (?:me |m |nous )(?:r ?appelle|contacte|recontacte)|demande de rappel|mises? en relation"
    r"|met\w+ (?:moi|nous) en (?:relation|contact|lien)|(?:me|nous) mettre en (?:relation|contact|lien)"
    r"|pass\w+ (?:moi|nous) (?:une?|quelqu|kelk)|(?:me|nous) passer (?:une?|quelqu)|laisser (?:mes coordonnees"
    r"|un message)"
    r"|prenne\w* contact avec|transfer\w+ (?:moi|nous)|transmettre (?:ma|une|notre) (?:demande|question)"
    r"|(?:vraie?|un) (?:conseiller|humain|personne))\b"
    r"|^(?:un )?(?:humain|conseiller|contacts?)(?: (?:svp|stp))?$"
)
_ASKS_WHO = re.compile(r"^(?:je parle|suis je|(?:t|tu|vous) (?:es|etes)|(?:es|etes) (?:tu|vous)|c est|y a t il)\b")
"""« Es-tu un vrai conseiller ? » asks who is there, and for nobody else."""
_ASKS_WHERE = re.compile(
    r"\b(?:quel(?:le)?s? (?:est (?:le|la|l) )?(?:numero|horaires?|adresse|agences?|telephone|mail|service)|horaires?"
    r"|agences?|a quelle heure|(?:numero|telephone|mail|adresse|coordonnees) (?:de|du|d|pour|des)"
    r"|qui (?:contacter|appeler|est"
    r"|peut|peux|pourrait|dois|puis)|a qui|avec qui|ou se trouve|comment (?:contacter|joindre|vous|deposer))\b"
)
_FILE = re.compile(
    r"\b(?:mon|ma|mes|notre) (?:\w+ )?(?:allocations?|allocs?|indemni\w+|are|droits?|inscription|actualisation"
    r"|radiation"
    r"|dossier|paiement|versement|trop percu|attestation|rsa|aah|espace personnel|chomage)\b"
    r"|\b(?:m|me) (?:re)?inscrire\b|\bmes droits\b|\bpas (?:ete |encore )?pay(?:e|ee)\b|\bpas recu (?:mon|ma|mes)\b"
    r"|\b(?:ete|suis) radiee?\b|\bactualis\w+"
)
_OFFER = re.compile(r"\b(?:depo\w+|publi\w+|passer|diffus\w+|poster|mettre|saisir)\b.{0,20}\b(?:offres?|annonces?)\b")
_ASKS_FIGURES = re.compile(
    r"^(?:et )?(?:combien|cmb|quel(?:le)?s?(?! (?:donnees|est votre))|ou (?:recrut|cherch|est ce|sont|trouv)\w*"
    r"|est ce (?:que c est )?"
    r"(?:dur|difficile|facile)|c est (?:dur|difficile|quoi)|compar\w+|evolution|top \d|classement|diagnostic|ca recrute"
    r"|qu est ce (?:que|qu)|y a t il)\b"
)
_GOES_ON = re.compile(r"^(?:et|pr|pour) (?:les?|la|l|a|au|aux|en|dans|pour|depuis|pr|celui|celle|ceux)\b")
_SHOWS_FIGURES = re.compile(r"^(?:chiffres?|evolution|metiers|projets|tension|statistiques|stats)\b")
_OF_ONES_OWN = re.compile(r"\b(?:je|j|nous|mon|ma|mes|notre|nos|m)\b")
_ABOUT = re.compile(
    r"\b(?:au sujet (?:de l['’]|de la |du |des |de |d['’])|à propos (?:de l['’]|de la |du |des |de |d['’])|concernant "
    r"|(?:pour )?(?:en |m['’])?(?:parler|discuter|échanger|parle|entretenir)[^.,;]{0,40}?(?= (?:de |du |des "
    r"|d['’]|sur ))"
    r" (?:de l['’]|de la |du |des |de |d['’]|sur )(?!(?:un|une|quelqu|vos|votre)\b)|c['’]est pour |pour (?!moi\b"
    r"|info\b|en\b|ça\b|qu))"
    r"(?P<about>[^\n]{4,})",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"[,.;]? *(?:(?:c['’]est|est-ce|ce serait) possible|possible|svp|stp|s['’]il (?:vous|te) pla[iî]t|merci\b[^,;]*)$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\bDEM[ -]?(\d{4})[ -]?([A-Z0-9]{4})[ -]?([A-Z0-9]{4})\b", re.IGNORECASE)


def wish(text: str) -> Wish | None:
    """Return what a message wants of a request, None when it says something else."""
    folded = fold(text)
    return next((each for each, pattern in _WISHES if pattern.search(folded)), None)


def field_changed(text: str) -> str:
    """Return the value that a message wants to change (a key of ``FIELDS``), "" for none."""
    folded = fold(text)
    return next((name for name, pattern in _CHANGED.items() if pattern.search(folded)), "")


def asks_for_someone(text: str) -> bool:
    """Return whether the words ask to be called, or to speak to someone; not how to reach an office."""
    folded = fold(text)
    return bool(_ASKS_FOR_SOMEONE.search(folded)) and not _ASKS_WHO.search(folded) and not asks_where(text)


def someone_asked_at(tokens: Sequence[Token]) -> int | None:
    """Return the word at which the words that ask for someone begin, None when none do."""
    folded = " ".join(token.folded for token in tokens)
    found = _ASKS_FOR_SOMEONE.search(folded)
    return folded.count(" ", 0, found.start()) if found and asks_for_someone(folded) else None


def asks_where(text: str) -> bool:
    """Return whether the words ask for a number, an address, hours: what is said at once."""
    return bool(_ASKS_WHERE.search(fold(text)))


def asks_figures(text: str, *, strictly: bool = False) -> bool:
    """Return whether a message asks Bémo something; ``strictly``: only a plain question, where any text is awaited."""
    folded = fold(text)
    if _ASKS_FIGURES.search(folded) or (_GOES_ON.search(folded) and text.rstrip().endswith("?")):
        return not _OF_ONES_OWN.search(folded) or not strictly
    return not strictly and (text.rstrip().endswith("?") or bool(_SHOWS_FIGURES.search(folded)))


def better_elsewhere(text: str) -> str:
    """Return who answers better than a correspondent: ``file`` (benefits, registration), ``offer``, or ""."""
    folded = fold(text)
    if _OFFER.search(folded):
        return "offer"
    return "file" if _FILE.search(folded) else ""


def about(text: str) -> str:
    """Return what a request for someone is said to be about, "" when it says nothing of it."""
    found = _ABOUT.search(text)
    return _COURTESY.sub("", found["about"].strip(" .!?,;:")).strip(" .!?,;:") if found else ""


def reference_in(text: str) -> str:
    """Return the reference of a request that a text holds, as the store writes them, "" for none."""
    found = _REFERENCE.search(text)
    return "-".join(("DEM", *found.groups())).upper() if found else ""
