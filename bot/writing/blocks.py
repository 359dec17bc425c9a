"""The schema of a reply, the same for answers, channels, the page's API, documents and tests: facts and typed blocks.

A reply travels as JSON (``Message.as_json()``), is read back with ``Message.parse_obj``, and a channel renders it.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, Field, StrictFloat, StrictInt, StrictStr

from bot.writing.reply_topics import Drawing, ReplyTopic

Number = StrictInt | StrictFloat
Self = TypeVar("Self", bound="Model")


class Model(BaseModel):
    """An immutable part of a reply; a field that it does not have is an error."""

    class Config:
        """What pydantic reads."""

        frozen = True
        extra = "forbid"
        copy_on_model_validation = "none"  # they never change

    def but(self: Self, **changes: Any) -> Self:
        """Return the same with these fields changed."""
        return self.copy(update=changes)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON-ready values, without what is as usual (pydantic's own way takes four times as long)."""
        usual = self.__fields__
        return {name: _plain(value) for name, value in self.__dict__.items() if value != usual[name].default}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.as_json()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value.value if isinstance(value, Enum) else value


class Origin(Model):
    """Where the figures of a year come from."""

    year: int
    producer: str
    title: str
    url: str
    licence: str


class File(Model):
    """A document: ``task`` (``bot/rendering``) makes it of the place ``subject``, of the reply itself for ""."""

    format: Literal["csv", "xlsx", "png", "pdf", "page"]
    title: str
    task: Literal["table.csv", "table.xlsx", "chart.png", "chart.svg", "diagnostic.pdf", "diagnostic.html"]
    subject: str = Field(default="", regex=r"^(?:(?:bassin|epci|departement|region):[0-9A-Za-z]{1,12})?$")


class Facts(Model):
    """What a reply is about, for programs: what was understood and what the figures are of."""

    topic: ReplyTopic = ReplyTopic.SMALL_TALK
    territories: tuple[str, ...] = ()
    """The places the figures are of."""
    asked: tuple[str, ...] = ()
    """The places as they were asked."""
    occupations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """The names of the places."""
    about: tuple[str, ...] = ()
    """The names of the occupations."""
    year: int | None = None
    years: tuple[int, ...] = ()
    when: str = ""
    """The months or years, in words, of what is not of one survey."""
    measure: str = ""
    """A ``Measure`` of the survey; ``registered``, ``seekers`` or ``portrait`` beside it."""
    share: bool = False
    statistic: str = ""
    """How the rows of a list are told (``knowledge.figures.query.Statistic``)."""
    ascending: bool = False
    grain: str = ""
    """``sector`` for sectors instead of métiers."""
    listed: str = ""
    """The plural of what is listed."""
    movement: str = ""
    """``up`` or ``down``, for what rose or fell."""
    within: str = ""
    """The level or ``year`` of the lists, when there are several."""
    rank: int | None = None
    of: int | None = None
    """How many are ranked."""
    asks: Literal["", "territory", "occupation", "act"] = ""
    """What a question back is about."""
    entry: str = ""
    """The entry of ``knowledge/institution`` that answers."""
    service: str = ""
    """The service, or the subject, that is told of instead."""
    lacking: tuple[str, ...] = ()
    """The places whose detail is not held."""


NO_FACTS = Facts()


class Sentence(Model):
    """The answer itself, one sentence or a few."""

    type: Literal["sentence"] = "sentence"
    text: str


class Notes(Model):
    """What must be known with it, one text each."""

    type: Literal["notes"] = "notes"
    texts: tuple[str, ...]


class Source(Model):
    """Where it comes from, in one line."""

    type: Literal["source"] = "source"
    text: str


ColumnKind = Literal["text", "number", "decimal", "percent", "change", "ratio"]


class Column(Model):
    """A column: ``percent`` and ``ratio`` are ratios (0.49)."""

    key: str
    label: str
    kind: ColumnKind


class Cell(Model):
    """One figure: ``value`` is None under secrecy or without object, ``masked`` is how many secret values it lacks."""

    value: StrictInt | StrictFloat | StrictStr | None
    text: str = ""
    masked: int = 0

    @classmethod
    def of(cls, value: float | str | None, text: str, masked: int = 0) -> Cell:
        """Return a cell that is not checked: there are hundreds in a list, and their types are."""
        return cls.construct(value=value, text=text, masked=masked)


class Total(Model):
    """A number with its certain bounds: ``masked`` of its ``cells`` are secret."""

    published: Number
    masked: int
    cells: int
    low: Number
    high: Number

    @classmethod
    def of(cls, published: float, masked: int, cells: int, low: float, high: float) -> Total:
        """Return a total that is not checked, as cells are not."""
        return cls.construct(published=published, masked=masked, cells=cells, low=low, high=high)


class Told(Model):
    """The figure asked, when it is not a plain number of projects."""

    statistic: str
    published: Number | None
    low: Number
    high: Number
    masked: int


class TableRow(Model):
    """A row: its cells as shown, its sentence, and the exact numbers behind."""

    label: str
    ref: str
    year: int
    cells: tuple[Cell, ...]
    text: str = ""
    group: str = ""
    """The place or the year of its list, when there are several."""
    territory: str = ""
    """The place of a row that is a year."""
    rank: int = 0
    pointed: bool = False
    """True when the question is about this very row."""
    value: Told | None = None
    totals: dict[str, Total] = {}
    """By measure, this year and, for a change, the year before."""
    before: dict[str, Total] = {}


class Table(Model):
    """Rows of figures. ``whole``: the table of every row of the list, where its file is asked for."""

    type: Literal["table"] = "table"
    title: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    whole: Table | None = None
    drawing: Drawing | None = None
    numbered: bool = False
    """True when a chart numbers the rows."""
    measure: str = "projects"
    share: bool = False
    places: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    of_survey: bool = True
    """False for the figures of another source, of which nothing is secret."""


class Chart(Model):
    """The chart of the table, which a channel may show; ``alt`` says it in words."""

    type: Literal["chart"] = "chart"
    alt: str


class Badge(Model):
    """One thing that is seen at once on a card; ``kind`` says which drawing goes with it, none for ``mark``."""

    kind: Literal["contract", "pay", "date", "place", "people", "mark"]
    text: str


class Card(Model):
    """One thing to look at (an offer, an event, a company): its title, lines of text, and the page that has it."""

    title: str
    lines: tuple[str, ...] = ()
    url: str = Field(default="", regex=r"^(https?://[^\s<>\"]+)?$")
    badges: tuple[Badge, ...] = ()


class Cards(Model):
    """Things that are not figures, one card each."""

    type: Literal["cards"] = "cards"
    cards: tuple[Card, ...]


class Choice(Model):
    """A button: what it shows, the sentence that says the same, and the act it stands for where it is known."""

    title: str
    says: str
    act: dict[str, Any] | None = None
    """What ``bot/button.py`` plays."""


class Choices(Model):
    """What may be asked next."""

    type: Literal["choices"] = "choices"
    options: tuple[Choice, ...]


FORMATS = {"csv": "CSV", "xlsx": "Excel", "png": "image du graphique", "pdf": "diagnostic en PDF"}
"""The formats of documents, in words."""


class Files(Model):
    """The documents of the reply: those of the formats ``asked`` for first, when there are any."""

    type: Literal["files"] = "files"
    files: tuple[File, ...]
    asked: tuple[str, ...] = ()
    page: str = ""
    """Where the web page is, when it is known: channels that show text only send there."""


class Link(Model):
    """Words of the reply that lead somewhere: a phone number, an address."""

    text: str
    url: str = Field(regex=r"^(https?://|tel:)[^\s<>\"]+$")


class Links(Model):
    """The links of the reply, in the order of its text."""

    type: Literal["links"] = "links"
    links: tuple[Link, ...]


class Input(Model):
    """One field of a form."""

    name: str
    label: str
    kind: Literal["text", "long_text", "email", "phone", "choice", "consent"] = "text"
    required: bool = False
    options: tuple[str, ...] = ()
    hint: str = ""


class Form(Model):
    """What to fill in; ``name`` says to whom it goes. It holds no value: the page asks for what is known already."""

    type: Literal["form"] = "form"
    name: str
    title: str
    inputs: tuple[Input, ...]
    notice: str = ""
    """What is done with what is filled in."""
    send: str = "Envoyer"
    open: bool = True
    """False where it is shown folded: the same is being asked step by step."""


class Handover(Model):
    """A person is wanted: what is known of the request, which the turn makes a draft of (``bot/handover``)."""

    type: Literal["handover"] = "handover"
    subject: str = ""
    asker: str = ""
    territory: str = ""
    context: tuple[str, ...] = ()
    """What was asked and what was answered, alternating, oldest first."""


Block = Sentence | Notes | Source | Table | Chart | Cards | Choices | Files | Links | Form | Handover
Kind = TypeVar("Kind", bound=Model)


class Message(Model):
    """A whole reply, in the order of its blocks."""

    facts: Facts = NO_FACTS
    blocks: tuple[Annotated[Block, Field(discriminator="type")], ...]
    kept: str = ""
    """What is kept of its text once it was shown, where that holds personal data; "" when all of it is kept."""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON-ready values, each block with its type."""
        blocks = [{"type": block.type, **block.as_json()} for block in self.blocks]
        return {"facts": self.facts.as_json(), "blocks": blocks}

    def first(self, kind: type[Kind]) -> Kind | None:
        """Return the block of this kind, None when there is none."""
        return next((block for block in self.blocks if isinstance(block, kind)), None)

    @property
    def as_kept(self) -> Message:
        """Itself, or what is kept of it where it says personal data."""
        if not self.kept:
            return self
        rest = (block for block in self.blocks if not isinstance(block, Sentence | Links))
        return Message(facts=self.facts, blocks=(Sentence(text=self.kept), *rest))

    @property
    def sentence(self) -> str:
        """The text of its sentence."""
        found = self.first(Sentence)
        return found.text if found else ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Its buttons."""
        found = self.first(Choices)
        return found.options if found else ()

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links."""
        found = self.first(Links)
        return found.links if found else ()

    @property
    def document(self) -> Document | None:
        """What its documents are made from, None when it has no table."""
        table, notes, source = self.first(Table), self.first(Notes), self.first(Source)
        if table is None:
            return None
        return Document(table=table, notes=notes.texts if notes else (), source=source.text if source else "")


class Document(Model):
    """What a chart or a file is made from: the table, and what is said of it."""

    table: Table
    notes: tuple[str, ...] = ()
    source: str = ""


Table.update_forward_refs()
Message.update_forward_refs()

REPLY = "reply"
"""The key of a message's custom JSON that holds a reply."""
RENDERS_BLOCKS = "renders_blocks"
"""The key of a message's metadata by which a channel says that it does; others get text and buttons."""
