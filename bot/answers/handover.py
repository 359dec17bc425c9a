"""What is said while a request for a person is written: the notice, each step, the summary, what became of it.

Nothing is promised that is not done: a request is « enregistrée », and « pas encore envoyée » where nothing sends it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.button import handover_act
from bot.handover import steps
from bot.handover.drafts import Draft
from bot.handover.request import Asker, Filed, Held, Progress, Status
from bot.writing.blocks import Block, Choice, Choices, Facts, Form, Input, Links, Message, Sentence
from bot.writing.french import counted, listed, typeset
from bot.writing.links import links_in
from bot.writing.reply_topics import ReplyTopic
from knowledge.territories.reference import territories
from knowledge.territories.wording import named

FORM = "handover"
"""The name of the form."""
ASKERS: Mapping[str, str] = {
    Asker.EMPLOYER.value: "Un employeur",
    Asker.ELECTED_OFFICIAL.value: "Un élu ou une collectivité",
    Asker.JOB_SEEKER.value: "Un demandeur d'emploi",
    Asker.PARTNER.value: "Un partenaire",
}
"""Who asks, as the buttons and the form say it."""
_SAID = {
    Asker.EMPLOYER.value: "employeur",
    Asker.ELECTED_OFFICIAL.value: "élu ou collectivité",
    Asker.JOB_SEEKER.value: "demandeur d'emploi",
    Asker.PARTNER.value: "partenaire",
}
_ORGANISATIONS = {
    Asker.EMPLOYER.value: "votre entreprise",
    Asker.ELECTED_OFFICIAL.value: "votre collectivité",
    Asker.PARTNER.value: "votre organisme",
}
NOTICE = (
    "Vos nom, coordonnées et message ne servent qu'à vous répondre : ils sont chiffrés, lus par le correspondant seul, "
    "puis effacés. « Supprime mes données » les efface avant."
)
_OPENING = "Je peux enregistrer une demande pour un correspondant de France Travail, qui vous répondra."
_AT_ONCE = {
    Asker.EMPLOYER.value: "Un conseiller entreprise répond au 3995.",
    Asker.JOB_SEEKER.value: "Un conseiller répond au 3949.",
    "": "Un conseiller répond au 3949 (particuliers) ou au 3995 (entreprises).",
}
"""Whom one may call instead, by who asks."""
_FORM_TOO = "Remplissez le formulaire, ou répondez ici : tout peut tenir en un message."
_NEEDED = "Il faut l'objet, qui vous êtes, votre nom et un moyen de vous joindre ; le reste aide à vous répondre."
_WHY = (
    "Le nom et les coordonnées servent à la personne qui vous répondra, et à elle seule ; le reste l'aide à répondre "
    "juste."
)
_REQUIRED = "Pour vous répondre, il faut un nom et un e-mail ou un téléphone. Le reste n'est pas obligatoire."
_WRONG = {
    "email": "Cette adresse e-mail n'est pas complète ou contient une faute.",
    "phone": "Ce numéro n'est pas un numéro de téléphone valable : vérifiez ses chiffres.",
    "place": "Je ne connais pas ce lieu.",
    steps.SUBJECT: "Dites-m'en un peu plus, pour que la bonne personne vous réponde.",
    steps.ASKER: "Je n'ai pas compris.",
    steps.NAME: "Je n'ai pas reconnu de nom.",
    steps.CONTACT: "Sans e-mail ni téléphone, personne ne pourra vous joindre : il me faut l'un des deux.",
    steps.ORGANISATION: "Je n'ai pas compris.",
}
_ELSEWHERE = {
    "file": "Pour une allocation, une inscription ou un dossier personnel, appelez le 3949 ou allez sur "
    "francetravail.fr : là, on a accès à votre dossier et on vous répond tout de suite ; le correspondant, lui, ne le "
    "voit pas.",
    "offer": "Pour déposer une offre d'emploi, appelez le 3995 ou passez par votre espace employeur sur "
    "francetravail.fr : c'est immédiat, et le correspondant vous y renverrait.",
}
_INSIST = "Voulez-vous quand même laisser une demande au correspondant ?"
_STATUSES = {
    Status.RECORDED: "enregistrée, pas encore envoyée",
    Status.SENT: "arrivée à son destinataire, qui n'y a pas encore répondu",
    Status.TAKEN: "prise en charge",
    Status.ANSWERED: "répondue : regardez votre messagerie",
    Status.CLOSED: "close",
    Status.FAILED: "enregistrée, mais son envoi a échoué : elle est à reprendre à la main, sans démarche de votre part",
}
_FACTS = Facts(topic=ReplyTopic.HANDOVER)
_DROP = Choice(title="Abandonner", says="laisse tomber", act=handover_act("cancel"))
_SKIP = Choice(title="Passer", says="passe", act=handover_act("skip"))
HIDDEN = "Réponse masquée"
"""What is kept in the conversation of an answer that may hold personal data."""


def opening(draft: Draft, *, web: bool) -> Message:
    """Return the notice, what is known of the request, and its first question."""
    if draft.elsewhere:
        return elsewhere(draft)
    subject = f"Objet : « {draft.subject} »" + (" ; les derniers échanges y seront joints." if draft.context else ".")
    first = " ".join(filter(None, (_AT_ONCE.get(draft.asker, ""), _OPENING)))
    said = [first, NOTICE, subject if draft.subject else "", _FORM_TOO if web else ""]
    return step(draft, "\n".join(filter(None, said)), web=web, open_form=True)


def step(draft: Draft, before: str = "", *, web: bool, open_form: bool = False) -> Message:
    """Return the question of the step awaited, after ``before``; on the web, with the form that holds them all."""
    awaited = steps.awaited(draft)
    if awaited == steps.ELSEWHERE:
        return elsewhere(draft)
    if awaited == steps.SUMMARY:
        return _summary(draft, before, web=web)
    question, *more = _question(draft, awaited)
    kept = _kept(before, question) if awaited == steps.MEND else ""
    blocks = (form(is_open=open_form),) if web and awaited not in {steps.ERASE, steps.STATUS} else ()
    return _message(f"{before}\n{question}" if before else question, *more, blocks=blocks, kept=kept)


def _question(draft: Draft, awaited: str) -> tuple[Any, ...]:
    """Return the question of a step, then its buttons."""
    skip = (_SKIP,) if awaited in steps.OPTIONAL else ()
    if awaited == steps.ASKER:
        buttons = [Choice(title=title, says=title, act=handover_act("asker", who)) for who, title in ASKERS.items()]
        return ("Qui êtes-vous : un employeur, un élu, un demandeur d'emploi, un partenaire ?", *buttons, _DROP)
    if awaited == steps.CORRECT:
        buttons = [
            Choice(title=each, says=f"change {says}", act=handover_act("change", field))
            for field, each, says in _FIELDS
        ]
        return ("Que faut-il corriger ?", *buttons, _DROP)
    if awaited == steps.MEND:
        yes = Choice(title="Oui, corriger", says="oui", act=handover_act("yes"))
        no = Choice(title="Non, garder", says="non", act=handover_act("no"))
        return (f"Vous avez écrit {draft.email} : est-ce {draft.suggested} ?", yes, no)
    if awaited == steps.ERASE:
        yes = Choice(title="Oui, tout effacer", says="oui", act=handover_act("yes"))
        no = Choice(title="Non, garder", says="non", act=handover_act("no"))
        return (
            "Effacer vos demandes et vos coordonnées, y compris une demande à laquelle on n'a pas encore répondu ?",
            yes,
            no,
        )
    if awaited == steps.STATUS:
        return (f"Pour suivre la demande {draft.reference}, donnez l'e-mail qui l'accompagne.", _DROP)
    return (_asked(draft, awaited), *skip, _DROP)


_FIELDS = (
    ("name", "Nom", "le nom"),
    ("email", "E-mail", "le mail"),
    ("phone", "Téléphone", "le téléphone"),
    ("organisation", "Organisme", "l'organisme"),
    ("territory", "Territoire", "le territoire"),
    ("message", "Message", "le message"),
)


def _asked(draft: Draft, awaited: str) -> str:
    organisation = _ORGANISATIONS.get(draft.asker, "votre organisme")
    if awaited == steps.NAME:
        missing = [organisation] if steps.ORGANISATION in _missing(draft) else []
        missing += ["un e-mail ou un téléphone"] if steps.CONTACT in _missing(draft) else []
        return f"Votre nom, {listed(missing)} ?" if missing else "Quel est votre nom ?"
    return {
        steps.SUBJECT: "Quelle est votre demande, en une phrase ou deux ?",
        steps.ORGANISATION: f"Quel est le nom de {organisation} ? (« non » pour passer)",
        steps.CONTACT: "À quel e-mail ou à quel numéro vous répondre ?",
        steps.TERRITORY: "Quelle commune ou quel département cela concerne-t-il ? (« non » pour passer)",
        steps.MESSAGE: "Un message à ajouter ? (« non » pour passer)",
    }[awaited]


def _missing(draft: Draft) -> set[str]:
    """Return the steps that are still to come, of those that one message may answer together."""
    found = set()
    if not (draft.organisation or draft.asker == Asker.JOB_SEEKER.value or steps.ORGANISATION in draft.skipped):
        found.add(steps.ORGANISATION)
    if not (draft.email or draft.phone):
        found.add(steps.CONTACT)
    return found


def again(draft: Draft, *, web: bool, late: bool = False) -> Message:
    """Return the step awaited, said again in one line after something else was answered."""
    before = "Votre demande n'est pas encore partie ; on la reprend." if late else "Pour votre demande :"
    return step(draft, before, web=web)


def _summary(draft: Draft, before: str, *, web: bool) -> Message:
    lines = (
        ("Objet", draft.subject),
        ("Vous êtes", _SAID.get(draft.asker, "")),
        ("Nom", draft.name),
        ("Organisme", draft.organisation),
        ("Territoire", place(draft.territory)),
        ("E-mail", draft.email),
        ("Téléphone", phone_shown(draft.phone)),
        ("Message", draft.message),
        ("Joint", "les derniers échanges avec Bémo" if draft.context else ""),
    )
    listed_lines = "\n".join(f"• {label} : {value}" for label, value in lines if value)
    question = "En confirmant, vous acceptez que ces informations servent à vous répondre. C'est bien cela ?"
    buttons = (
        Choice(title="J'accepte et j'envoie", says="oui, j'accepte", act=handover_act("yes")),
        Choice(title="Corriger", says="non", act=handover_act("no")),
        _DROP,
    )
    blocks = (form(is_open=False),) if web else ()
    text = "\n".join(filter(None, (before, "Votre demande :", listed_lines, question)))
    return _message(
        text, *buttons, blocks=blocks, kept=_kept(before, f"Récapitulatif de votre demande (masqué). {question}")
    )


def elsewhere(draft: Draft) -> Message:
    """Return who answers better, why, and how to insist."""
    insist = Choice(title="Je veux quand même", says="je veux quand même", act=handover_act("insist"))
    enough = Choice(title="Cela me suffit", says="non merci", act=handover_act("cancel"))
    return _message(f"{_ELSEWHERE[draft.elsewhere]} {_INSIST}", insist, enough)


def wrong(draft: Draft, what: str, *, web: bool) -> Message:
    """Return why an answer cannot be used, and the question again."""
    return step(draft, _WRONG[what], web=web)


def why(draft: Draft, *, web: bool) -> Message:
    """Return what the values are for, and the question again."""
    return step(draft, _WHY, web=web)


def compulsory(draft: Draft, *, web: bool) -> Message:
    """Return what must be given, and the question again."""
    return step(draft, _REQUIRED, web=web)


def dropped(draft: Draft) -> Message:
    """Return that nothing is kept of a request that was given up."""
    if draft.elsewhere:
        return _message("Très bien. Une autre question ?")
    return _message("Demande abandonnée : rien n'en est gardé. Une autre question ?")


def filed(done: Filed, *, reached: bool) -> Message:
    """Return the reference of a request that was kept, and what happens next. ``reached``: an e-mail was given."""
    if done.merged:
        first = f"Cette demande était déjà enregistrée, sous la référence {done.reference}."
    elif done.sending:
        first = f"Votre demande est enregistrée sous la référence {done.reference} ; elle part pour {done.recipient}."
    else:
        first = (
            f"Votre demande est enregistrée sous la référence {done.reference}, mais pas encore envoyée à son "
            f"destinataire ({done.recipient}) : l'envoi n'est pas en service ici. Elle partira quand il le sera."
        )
    promised = f" Réponse {done.delay}." if done.sending else ""
    ack = " Un accusé de réception vous arrive par e-mail." if done.sending and reached and not done.merged else ""
    return _message(f"{first}{promised}{ack} Pour la suivre : « où en est ma demande {done.reference} ? »")


def not_kept(reason: str) -> Message:
    """Return why a request could not be kept; it stays as it was written."""
    retry = Choice(title="Réessayer", says="oui", act=handover_act("yes"))
    return _message(
        f"{reason} Rien n'est parti, et ce que vous avez écrit est gardé : réessayez un peu plus tard.", retry, _DROP
    )


def progress(found: Progress) -> Message:
    """Return how far a request is."""
    received = f"reçue le {found.received:%d/%m/%Y} pour {found.recipient}"
    due = f" Réponse promise pour le {found.due:%d/%m/%Y}." if found.status in {Status.SENT, Status.TAKEN} else ""
    said = _STATUSES[found.status]
    if found.status is Status.RECORDED and found.sending:
        said = "enregistrée, et en cours d'envoi"
    return _message(f"Votre demande {found.reference}, {received}, est {said}.{due}")


def unknown(reference: str) -> Message:
    """Return that no request answers to that reference and to who asks."""
    if not reference:
        return _message("Je ne trouve aucune demande dans cette conversation. Donnez sa référence : « DEM-… ».")
    return _message(f"Je ne trouve pas de demande {reference} laissée dans cette conversation ou avec cet e-mail.")


def held(found: Sequence[Held], *, writing: bool) -> Message:
    """Return what is kept of who asks; ``writing``: they have a request that is not sent yet."""
    if not found and not writing:
        return _message("Je ne garde aucune demande de vous, ni aucune coordonnée.")
    lines = [_held(each) for each in found]
    if writing:
        lines.append("Une demande en cours d'écriture, gardée une semaine au plus si vous ne l'envoyez pas.")
    erase = Choice(title="Tout effacer", says="supprime mes données", act=handover_act("erase"))
    count = counted(len(found), "demande", feminine=True)
    kept = f"{count} de vous (contenu masqué)."
    return _message("Voici ce que je garde de vous.\n" + "\n".join(lines), erase, kept=typeset(kept))


def _held(each: Held) -> str:
    values = "\n".join(f"• {name} : {value}" for name, value in each.fields)
    until = f"effacée le {each.until:%d/%m/%Y} au plus tard"
    return f"Demande {each.reference} du {each.received:%d/%m/%Y}, {until} :\n{values}"


def erased(count: int) -> Message:
    """Return what was erased."""
    what = (
        f"{counted(count, 'demande effacée', 'demandes effacées', feminine=True)}, avec vos coordonnées."
        if count
        else ""
    )
    return _message(f"C'est fait. {what.capitalize()}" if what else "C'est effacé : je ne garde plus rien de vous.")


def not_erased() -> Message:
    """Return that what is held was left as it was."""
    return _message("Rien n'est effacé : vos demandes sont gardées.")


def failed(reason: str) -> Message:
    """Return why something could not be done."""
    return _message(reason if reason.endswith(".") else f"{reason}.")


def place(ref: str) -> str:
    """Return the name of a place, with its département for a commune; "" for none."""
    known = territories()
    if ref not in known:
        return ""
    found = known.get(ref)
    department = known.get(f"departement:{found.departement}") if getattr(found, "departement", "") else None
    return f"{named(found)} ({department.name})" if department and department.ref != ref else named(found)


def phone_shown(phone: str) -> str:
    """Return an E.164 number as one reads it in France: « 06 12 34 56 78 »."""
    if not phone:
        return ""
    import phonenumbers  # noqa: PLC0415 — only once there is one

    number = phonenumbers.parse(phone, "FR")
    kind = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == 33
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return str(phonenumbers.format_number(number, kind))


def form(*, is_open: bool) -> Form:
    """Return the form of a request. It holds no value: the page asks for them."""
    return Form(
        name=FORM,
        title="Votre demande",
        notice=_NEEDED,
        send="Envoyer la demande",
        open=is_open,
        inputs=(
            Input(name="subject", label="Objet", required=True),
            Input(name="asker", label="Vous êtes", kind="choice", required=True, options=tuple(ASKERS.values())),
            Input(name="name", label="Nom", required=True),
            Input(name="organisation", label="Organisme", hint="Entreprise, collectivité, association…"),
            Input(name="email", label="E-mail", kind="email", hint="Un e-mail ou un téléphone, au choix."),
            Input(name="phone", label="Téléphone", kind="phone"),
            Input(name="territory", label="Territoire", hint="Une commune, un département…"),
            Input(name="message", label="Message", kind="long_text"),
            Input(
                name="consent",
                label="J'accepte que ces informations servent à me répondre.",
                kind="consent",
                required=True,
            ),
        ),
    )


def _kept(before: str, rest: str) -> str:
    return typeset(" ".join(filter(None, (before, rest))))


def _message(text: str, *choices: Choice, blocks: Sequence[Block] = (), kept: str = "") -> Message:
    said = typeset(text)
    found: list[Block] = [Sentence(text=said), *blocks]
    if not kept and (links := links_in(said)):  # what a person wrote is no link
        found.append(Links(links=links))
    if choices:
        found.append(Choices(options=choices))
    return Message(facts=_FACTS, blocks=tuple(found), kept=kept)
