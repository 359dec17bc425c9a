"""Which step of a request is next, and what an answer changes in its draft. Nothing is said nor kept here."""

from __future__ import annotations

from dataclasses import dataclass

from bot.handover.drafts import Draft
from bot.handover.request import Asker
from bot.reading import handing_over as reading
from bot.reading.contact_details import Details, Wanted, place_in, read, says_nothing

SUBJECT, ASKER, NAME, ORGANISATION = "subject", "asker", "name", "organisation"
CONTACT, TERRITORY, MESSAGE, SUMMARY = "contact", "territory", "message", "summary"
CORRECT, MEND, ELSEWHERE, ERASE, STATUS = "correct", "mend", "elsewhere", "erase", "status"
OPTIONAL = frozenset({ORGANISATION, TERRITORY, MESSAGE})
_WANTED: dict[str, Wanted] = {
    ASKER: "asker",
    NAME: "name",
    ORGANISATION: "organisation",
    CONTACT: "contact",
    TERRITORY: "territory",
}
_OF_FIELD = {"email": CONTACT, "phone": CONTACT}
_LONGEST_SUBJECT = 120
_SHORT = 6
"""Words of an answer that was not understood, and is asked again; a longer one is about something else."""
_FREE = frozenset({SUBJECT, MESSAGE})


@dataclass(frozen=True, slots=True)
class Taken:
    """What an answer made of a draft; ``wrong``: what it gave that cannot be used (``email``, ``phone``, ``place``)."""

    draft: Draft
    wrong: str = ""


def awaited(draft: Draft) -> str:
    """Return the step whose answer is awaited."""
    if draft.aside:
        return draft.aside
    if draft.elsewhere:
        return ELSEWHERE
    if draft.suggested:
        return MEND
    return draft.changing or next_missing(draft)


def next_missing(draft: Draft) -> str:
    """Return the first step that is neither answered nor passed over, the summary when there is none."""
    has_organisation = draft.organisation or draft.asker == Asker.JOB_SEEKER.value
    answered = {
        SUBJECT: draft.subject,
        ASKER: draft.asker,
        NAME: draft.name,
        ORGANISATION: has_organisation,
        CONTACT: draft.email or draft.phone,
        TERRITORY: draft.territory,
        MESSAGE: draft.message or not draft.proposed,
    }
    return next((step for step, done in answered.items() if not done and step not in draft.skipped), SUMMARY)


def with_details(draft: Draft, details: Details, *, corrects: bool = False) -> Draft:
    """Return the draft with what a message said of who writes it; ``corrects``: also of who they are and where."""
    changes: dict[str, object] = {
        name: value for name in ("name", "email", "phone", "organisation") if (value := getattr(details, name))
    }
    if draft.asker == Asker.JOB_SEEKER.value and not corrects:
        changes.pop("organisation", None)
    if details.email:
        changes["suggested"] = details.suggested
    if details.asker and (corrects or not draft.asker):
        changes["asker"] = details.asker
    if details.territory and (corrects or details.organisation or not draft.territory):
        changes["territory"] = details.territory
    skipped = tuple(each for each in draft.skipped if not changes.get(each))
    return draft.but(**changes, skipped=skipped) if changes else draft


def answered(draft: Draft, text: str) -> Taken | None:
    """Return what ``text`` makes of the draft as an answer to the step awaited; None when it is none."""
    step = awaited(draft)
    details = read(text, _WANTED.get(step, ""))
    if step in _FREE:
        return _free(draft, step, text, details)
    if step in {SUMMARY, CORRECT}:
        return _corrected(draft, text, details)
    taken = _value(draft, step, text, details)
    if taken is None:
        return None
    done = taken.draft
    if taken.wrong or done == draft:
        return taken
    moved = draft.trail if draft.trail[-1:] == (step,) else (*draft.trail, step)
    return Taken(done.but(changing="", trail=moved))


def skipped(draft: Draft) -> Draft | None:
    """Return the draft with the step awaited passed over, None when it cannot be."""
    step = awaited(draft)
    if step not in OPTIONAL:
        return None
    return draft.but(**{step: ""}, skipped=(*draft.skipped, step), changing="", trail=(*draft.trail, step))


def back(draft: Draft) -> Draft:
    """Return the draft gone back to the step answered last, as it is when there is none."""
    trail = draft.trail
    if not trail:
        return draft
    return draft.but(changing=trail[-1], trail=trail[:-1], skipped=tuple(x for x in draft.skipped if x != trail[-1]))


def changing(draft: Draft, field: str) -> Draft:
    """Return the draft gone back to the step of a value (a key of ``bot.reading.handing_over.FIELDS``)."""
    step = _OF_FIELD.get(field, field)
    return draft.but(changing=step, skipped=tuple(each for each in draft.skipped if each != step))


def short_subject(text: str) -> str:
    """Return the first sentence of a message, cut at a word."""
    line = " ".join(text.split())
    first = line if len(line) <= _LONGEST_SUBJECT else line[:_LONGEST_SUBJECT].rsplit(" ", 1)[0] + "…"
    return first.rstrip(" .")


def _free(draft: Draft, step: str, text: str, details: Details) -> Taken | None:
    if reading.asks_figures(text, strictly=True) or not any(char.isalpha() for char in text):
        return None
    if says_nothing(text):
        return Taken(draft, SUBJECT) if step == SUBJECT else None
    changes = {"message": text.strip()} | ({"subject": short_subject(text)} if step == SUBJECT else {})
    filled = with_details(draft, details) if details.spans else draft
    place = draft.territory or place_in(text)
    elsewhere = reading.better_elsewhere(text) if step == SUBJECT and "insisted" not in draft.skipped else ""
    trail = (*draft.trail, step)
    return Taken(
        filled.but(**changes, territory=filled.territory or place, elsewhere=elsewhere, changing="", trail=trail)
    )


def _only_details(text: str, details: Details) -> bool:
    """Return whether a text says how to reach who writes, and hardly anything else."""
    left = text
    for _, start, end in reversed(details.spans):
        left = left[:start] + left[end:]
    return bool(details.spans) and len(left.split()) <= _SHORT


def _corrected(draft: Draft, text: str, details: Details) -> Taken | None:
    if details.is_empty:
        return None
    if details.wrong_email or details.wrong_phone:
        return Taken(draft, "email" if details.wrong_email else "phone")
    if reading.asks_figures(text) and not details.spans:
        return None
    done = with_details(draft, details, corrects=True)
    said_again = bool(details.spans)  # it names or reaches someone: it is for the request, whatever it changes
    return Taken(done.but(changing="")) if done != draft or said_again else None


def _value(draft: Draft, step: str, text: str, details: Details) -> Taken | None:
    if details.wrong_email or details.wrong_phone:
        return Taken(with_details(draft, details), "email" if details.wrong_email else "phone")
    asks = reading.asks_figures(text) and not details.spans
    done = with_details(draft, details, corrects=step in {ASKER, TERRITORY})
    if step == TERRITORY and not asks:
        place = details.territory or place_in(text)
        return Taken(done.but(territory=place)) if place else Taken(done, "" if done != draft else "place")
    if done != draft and not asks:
        return Taken(done)
    if step == ORGANISATION and not asks and details.organisation:
        return Taken(done)
    if asks or len(text.split()) > _SHORT:
        return None
    return Taken(draft, step)
