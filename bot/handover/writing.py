"""Where a turn of a conversation keeps, submits and forgets the request it writes. Synchronous: it runs in a thread."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from bot.answers import handover as say
from bot.handover.drafts import Draft, Drafts
from bot.handover.filling import filled
from bot.handover.request import Asker, HandoverError, Request
from bot.handover.store import Requests
from bot.writing.blocks import Message

logger = logging.getLogger(__name__)

WEB = "web"


class Writing:
    """The request of one conversation, during one turn. Its methods raise HandoverError."""

    def __init__(self, conversation: str, channel: str, requests: Requests) -> None:
        """Speak to ``conversation`` on ``channel``, with the drafts and the requests of one base."""
        self._conversation = conversation
        self._channel = channel
        self._web = channel == WEB
        self._requests = requests
        self._drafts = Drafts(requests.base, requests.clock)

    def draft(self) -> Draft | None:
        """Return the draft of the conversation."""
        return self._drafts.read(self._conversation)

    def forget(self) -> None:
        """Forget the draft."""
        self._drafts.drop(self._conversation)

    def _keep(self, draft: Draft) -> Draft:
        self._drafts.write(self._conversation, draft)
        return draft

    def _drop(self, draft: Draft) -> list[Message]:
        self._drafts.drop(self._conversation)
        return [say.dropped(draft)]

    def _step(self, draft: Draft, before: str = "") -> list[Message]:
        return [say.step(self._keep(draft), before, web=self._web)]

    def _again(self, draft: Draft) -> list[Message]:
        return [say.again(self._keep(draft), web=self._web)]

    def _wrong(self, draft: Draft, what: str) -> list[Message]:
        return [say.wrong(self._keep(draft), what, web=self._web)]

    def _then_pending(self, messages: list[Message], draft: Draft | None) -> list[Message]:
        """Return the messages, then what a request being written awaits; what was aside is over."""
        if draft is None:
            return messages
        if not draft.writing:
            self._drafts.drop(self._conversation)
            return messages
        return [*messages, say.again(self._keep(draft.but(aside="", reference="")), web=self._web)]

    def _submit(self, draft: Draft) -> list[Message]:
        try:
            done = self._requests.submit(self._request(draft))
        except HandoverError as error:
            logger.warning("A request was not kept: %s", type(error).__name__)
            self._keep(draft)
            return [say.not_kept(str(error))]
        self._drafts.drop(self._conversation)
        return [say.filed(done, reached=bool(draft.email))]

    def _request(self, draft: Draft) -> Request:
        return Request(
            subject=draft.subject,
            asker=Asker(draft.asker),
            name=draft.name,
            message=draft.message or draft.subject,
            email=draft.email,
            phone=draft.phone,
            organisation=draft.organisation,
            territory=draft.territory,
            context=draft.context,
            conversation=self._conversation,
            channel=self._channel,
        )

    def fill(self, values: Mapping[str, Any]) -> list[Message] | dict[str, str]:
        """Submit a request filled in the form; return what is said, or what is wrong with each field."""
        draft = self.draft()
        done = filled(draft if draft is not None and draft.writing else Draft(), values)
        if done.errors:
            return done.errors
        if done.draft.elsewhere:
            return [say.elsewhere(self._keep(done.draft))]
        return self._submit(done.draft)
