"""What an answer, in words or by a button, makes of the request being written, and what is said next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.answers import handover as say
from bot.handover import steps
from bot.handover.asides import Asides
from bot.handover.drafts import Draft
from bot.handover.request import Asker
from bot.reading import handing_over as reading
from bot.reading.contact_details import read
from bot.reading.handing_over import Wish
from bot.writing.blocks import Message

_ORDERS = frozenset({Wish.CANCEL, Wish.BACK, Wish.WHY, Wish.COMPULSORY})
_DECISIONS = frozenset({Wish.YES, Wish.NO, Wish.SKIP})
_AFTER_ALL = (steps.CORRECT, Wish.YES)
"""There is nothing to correct: it is confirmed."""
_GONE = "Cette demande n'est plus en cours. Dites « je veux parler à quelqu'un » pour en laisser une."


class Answers(Asides):
    """Plays an answer. None: the message is not for the hand-over."""

    def answered(self, draft: Draft, text: str) -> list[Message] | None:
        """Return what is said to a message, while a request is written."""
        awaited, said = steps.awaited(draft), reading.wish(text)
        if said is Wish.COURTESY and awaited != steps.ELSEWHERE:
            return None
        if draft.aside:
            return self.of_aside(draft, said, text)
        if said in _ORDERS:
            return self._ordered(draft, said)
        if awaited == steps.ELSEWHERE:
            return self._elsewhere(draft, said, text)
        if (said in _DECISIONS and awaited in {steps.MEND, steps.SUMMARY}) or (awaited, said) == _AFTER_ALL:
            return self._decided(draft, awaited, said, text)
        return self._valued(draft, awaited, said, text)

    def _ordered(self, draft: Draft, said: Wish | None) -> list[Message]:
        """Do what may be wanted at any step."""
        if said is Wish.CANCEL:
            return self._drop(draft)
        if said is Wish.BACK:
            return self._step(steps.back(draft))
        self._keep(draft)
        return [say.why(draft, web=self._web) if said is Wish.WHY else say.compulsory(draft, web=self._web)]

    def _decided(self, draft: Draft, awaited: str, said: Wish | None, text: str) -> list[Message]:
        """Settle the slip of a domain; submit what is confirmed. « non » asks what to correct, unless it says it."""
        if awaited == steps.MEND:
            return self._step(draft.but(email=draft.suggested if said is Wish.YES else draft.email, suggested=""))
        if said is Wish.YES:
            return self._submit(draft)
        if said is Wish.SKIP and len(text.split()) > 1:  # « non c'est tout » corrects nothing
            return self._again(draft)
        taken = steps.answered(draft, text) if said is Wish.NO else None
        if taken is not None and taken.wrong:
            return self._wrong(draft, taken.wrong)
        return self._step(taken.draft if taken is not None else draft.but(changing=steps.CORRECT))

    def _valued(self, draft: Draft, awaited: str, said: Wish | None, text: str) -> list[Message] | None:
        """Take the value that a step asks for, or the one that a message wants to change."""
        free = awaited in {steps.SUBJECT, steps.MESSAGE}
        asks_again = reading.asks_for_someone(text) and not read(text).spans
        if asks_again and awaited != steps.MESSAGE and not (awaited == steps.SUBJECT and reading.about(text)):
            return self._again(draft)
        if field := "" if free else _named_alone(text):
            return self._step(steps.changing(draft, field))
        if said is Wish.SKIP:
            return self._passed(draft, awaited)
        taken = steps.answered(draft, text)
        if taken is None:
            return None
        return self._wrong(taken.draft, taken.wrong) if taken.wrong else self._step(taken.draft)

    def _passed(self, draft: Draft, awaited: str) -> list[Message]:
        """Pass over a step; one that was gone back to stays as it was."""
        if draft.changing and awaited != steps.next_missing(draft):
            return self._step(draft.but(changing=""))
        passed = steps.skipped(draft)
        if passed is not None:
            return self._step(passed)
        return self._again(draft) if awaited == steps.SUBJECT else self._wrong(draft, awaited)

    def _elsewhere(self, draft: Draft, said: Wish | None, text: str) -> list[Message] | None:
        if said is Wish.INSIST or (said is Wish.YES and reading.asks_for_someone(text)):
            return self._insisted(draft)
        if said in _DECISIONS or said is Wish.COURTESY:
            return self._drop(draft)
        self._drafts.drop(self._conversation)
        return None

    def _insisted(self, draft: Draft) -> list[Message]:
        offer = draft.elsewhere == "offer"
        asker = draft.asker or (Asker.EMPLOYER.value if offer else Asker.JOB_SEEKER.value)
        subject = draft.subject or ("Déposer une offre d'emploi" if offer else "Un dossier personnel")
        insisted = draft.but(elsewhere="", asker=asker, subject=subject, skipped=(*draft.skipped, "insisted"))
        return [say.opening(self._keep(insisted), web=self._web)]

    def acted(self, draft: Draft | None, act: Mapping[str, Any]) -> list[Message] | None:
        """Return what is said to a button: what it does (``bot.button.handover_act``), and to which value."""
        do, value = str(act.get("do", "")), str(act.get("value", ""))
        if do == "start":
            return self._again(draft) if draft is not None and draft.writing else None
        if do == "erase":
            return self._sure(draft)
        return self._pressed(draft, do, value) if draft is not None else [say.failed(_GONE)]

    def _pressed(self, draft: Draft, do: str, value: str) -> list[Message] | None:
        changed = {
            "asker": draft.but(asker=value, changing="", trail=(*draft.trail, steps.ASKER)),
            "change": steps.changing(draft, value),
            "skip": steps.skipped(draft) or draft,
        }
        if do == "insist":
            return self._insisted(draft)
        if do == "cancel":
            return self._then_pending([say.unknown(draft.reference)], draft) if draft.aside else self._drop(draft)
        if do in changed and (do == "skip" or value in say.ASKERS or value in reading.FIELDS):
            return self._step(changed[do])
        return self.answered(draft, "oui" if do == "yes" else "non")


def _named_alone(text: str) -> str:
    """Return the value that a message wants to change without giving it, "" for none."""
    details = read(text)
    given = details.spans or details.wrong_email or details.wrong_phone
    return "" if given else reading.field_changed(text)
