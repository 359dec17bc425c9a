"""What the inbox shows: the view chosen at the side, and what filters it; written in the address, read from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from bot.handover.case import Counts, Filters
from bot.handover.desk.forms import Form
from bot.handover.desk.wording import OPEN, UNTAKEN
from bot.handover.references import REFERENCE
from bot.handover.request import Asker, Status

SIZE = 30
MAX_WORDS = 100
_MAX_PAGE = 1000


@dataclass(frozen=True, slots=True)
class View:
    """A list of the side. ``key``: in the address; ``statuses``: none for all; ``mine``: what the account follows."""

    key: str
    title: str
    heading: str
    statuses: tuple[Status, ...]
    empty: str
    late: bool = False
    undelivered: bool = False
    mine: bool = False

    def count(self, counts: Counts) -> int | None:
        """Return how many requests it shows without any filter, None where that is not counted."""
        if self.mine:
            return None
        if self.late:
            return counts.late
        if self.undelivered:
            return counts.undelivered
        return sum(counts.by_status.get(status, 0) for status in self.statuses or Status)


VIEWS = (
    View("ouvertes", "Ouvertes", "Demandes ouvertes", OPEN, "Aucune demande n’attend de réponse."),
    View("a-prendre", "À prendre", "Demandes à prendre", UNTAKEN, "Tout est pris en charge."),
    View("en-cours", "En cours", "Demandes en cours", (Status.TAKEN,), "Aucune demande n’est en cours."),
    View("miennes", "Suivies par moi", "Demandes que je suis", OPEN, "Vous ne suivez aucune demande.", mine=True),
    View("en-retard", "En retard", "Demandes en retard", OPEN, "Aucune demande n’est en retard.", late=True),
    View("non-partis", "Courrier non parti", "Courrier non parti", (), "Tout le courrier est parti.", undelivered=True),
    View("repondues", "Répondues", "Demandes répondues", (Status.ANSWERED,), "Aucune réponse n’attend d’être close."),
    View("closes", "Closes", "Demandes closes", (Status.CLOSED,), "Aucune demande n’est close."),
    View("toutes", "Toutes", "Toutes les demandes", (), "Aucune demande n’est encore arrivée."),
)
_BY_KEY = {view.key: view for view in VIEWS}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the inbox; ``page`` counts from 1."""

    view: View = VIEWS[0]
    asker: Asker | None = None
    territory: str = ""
    recipient: str = ""
    words: str = ""
    page: int = 1

    @classmethod
    def of(cls, asked: Form) -> Wanted:
        """Return what an address asks; what it says that is nothing we know is not asked."""
        asker, page = asked.line("qui"), asked.line("page")
        return cls(
            view=_BY_KEY.get(asked.line("vue"), VIEWS[0]),
            asker=Asker(asker) if asker in {each.value for each in Asker} else None,
            territory=asked.line("ou"),
            recipient=asked.line("pour"),
            words=asked.line("mots", MAX_WORDS),
            page=min(int(page), _MAX_PAGE) if page.isascii() and page.isdecimal() and int(page[:9]) > 0 else 1,
        )

    @property
    def is_filtered(self) -> bool:
        """Say whether more than a view is asked."""
        return bool(self.asker or self.territory or self.recipient or self.words)

    @property
    def reference(self) -> str:
        """Return the reference that the words are, "" when they are not one."""
        written = self.words.upper().strip("[]")
        return written if REFERENCE.fullmatch(written) else ""

    def filters(self, me: str) -> Filters:
        """Return it as the store is asked; one line more than is shown tells whether there is another page."""
        return Filters(
            statuses=self.view.statuses,
            asker=self.asker,
            territory=self.territory,
            recipient=self.recipient,
            taken_by=me if self.view.mine else "",
            words=self.words,
            late=self.view.late,
            undelivered=self.view.undelivered,
            first=(self.page - 1) * SIZE,
            size=SIZE + 1,
        )

    def seen_as(self, view: View) -> str:
        """Return the address of another view, with the same filters."""
        return replace(self, view=view, page=1).query

    def turned_to(self, page: int) -> str:
        """Return the address of another page of the same."""
        return replace(self, page=page).query

    @property
    def query(self) -> str:
        """Return what the address says of it, "" when it asks nothing."""
        told = {
            "vue": self.view.key if self.view is not VIEWS[0] else "",
            "qui": self.asker.value if self.asker else "",
            "ou": self.territory,
            "pour": self.recipient,
            "mots": self.words,
            "page": str(self.page) if self.page > 1 else "",
        }
        return urlencode({name: value for name, value in told.items() if value})
