"""Hand-over: a request that a person leaves for the regional correspondent, kept, sent, followed and answered.

``request``: what is handed over, and what a conversation is told of it. ``case``: what the correspondent sees.
``store``: ``requests()``, where it is all kept. Every method is synchronous: call it with ``asyncio.to_thread``.

    submit(request, *, address="") -> Filed          address: of the network, only its hash is kept, for limits
    status(reference, *, conversation="", email="") -> Progress | None
    held_about(conversation) -> tuple[Held, ...]
    erase(conversation) -> int                       how many requests
    inbox(filters=Filters()) -> list[Line]           most urgent first
    counts() -> Counts
    read(reference) -> Case                          raises UnknownRequest, as those below
    take(reference, actor, *, instead_of="") -> None
    answer(reference, actor, text) -> None           puts a mail in the outbox
    note(reference, actor, text) -> None
    close(reference, actor, text="") -> None
    reopen(reference, actor, text="") -> None
    reassign(reference, actor, contact) -> None      contact: a key of knowledge/contacts
    retry(reference, actor) -> int                   deliveries that failed, tried again
    as_csv(filters=Filters()) -> str
"""
