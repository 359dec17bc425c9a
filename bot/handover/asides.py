"""What one asks beside a request being written: where a request is, what is kept of oneself, that it be erased."""

from __future__ import annotations

from bot.answers import handover as say
from bot.handover import steps
from bot.handover.drafts import Draft
from bot.handover.writing import Writing
from bot.reading import handing_over as reading
from bot.reading.contact_details import read
from bot.reading.handing_over import Wish
from bot.writing.blocks import Message

_REFUSALS = frozenset({Wish.NO, Wish.SKIP, Wish.CANCEL})


class Asides(Writing):
    """Answers them at any time, then goes back to what was being written."""

    def of_rights(self, draft: Draft | None, text: str) -> list[Message] | None:
        """Follow, tell or ask to erase what was left; None when a message wants none of it."""
        said = reading.wish(text)
        if said is Wish.ERASE:
            return self._sure(draft)
        if said is Wish.HELD:
            writing = draft is not None and draft.writing
            held = say.held(self._requests.held_about(self._conversation), writing=writing)
            return self._then_pending([held], draft)
        return self._status(draft, reading.reference_in(text)) if said is Wish.STATUS else None

    def _sure(self, draft: Draft | None) -> list[Message]:
        return self._step((draft or Draft(writing=False)).but(aside=steps.ERASE))

    def _status(self, draft: Draft | None, reference: str) -> list[Message]:
        left = self._requests.held_about(self._conversation)
        reference = reference or (left[-1].reference if left else "")
        found = self._requests.status(reference, conversation=self._conversation) if reference else None
        if found is not None:
            return self._then_pending([say.progress(found)], draft)
        if not reference:
            return self._then_pending([say.unknown("")], draft)
        return self._step((draft or Draft(writing=False)).but(aside=steps.STATUS, reference=reference))

    def of_aside(self, draft: Draft, said: Wish | None, text: str) -> list[Message] | None:
        """Return what is said to the answer of what was asked aside; None, and it is over, when it is no answer."""
        answer = self._erasing(draft, said) if draft.aside == steps.ERASE else self._following(draft, said, text)
        if answer is None and draft.writing:
            self._keep(draft.but(aside="", reference=""))
        elif answer is None:
            self._drafts.drop(self._conversation)
        return answer

    def _erasing(self, draft: Draft, said: Wish | None) -> list[Message] | None:
        if said is Wish.YES:
            self._drafts.drop(self._conversation)
            return [say.erased(self._requests.erase(self._conversation))]
        return self._then_pending([say.not_erased()], draft) if said in _REFUSALS else None

    def _following(self, draft: Draft, said: Wish | None, text: str) -> list[Message] | None:
        if said in _REFUSALS:
            return self._then_pending([say.unknown(draft.reference)], draft)
        email = read(text, "contact").email
        if not email:
            return None
        found = self._requests.status(draft.reference, conversation=self._conversation, email=email)
        return self._then_pending([say.progress(found) if found else say.unknown(draft.reference)], draft)
