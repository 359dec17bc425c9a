"""Every name the product may be told: the 13,120 ROME titles in all their forms, the labels of every survey, of every
sector and of every choice. Places are linked first, as in the product.

A title is right when one mention is found, and it is either the métiers computed for that title (for those of the
titles that share its words), or a choice of the curated words within the métiers the official tables give its ROME.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable

import pytest

from knowledge.occupations import tables
from knowledge.occupations.gazetteer import link
from knowledge.occupations.model import Selection
from knowledge.occupations.reference import occupations
from knowledge.occupations.titles import genders
from knowledge.occupations.words import key
from knowledge.territories.linking import link as link_places

Row = list[str]

RIGHT, EXACT = 0.98, 0.975
TITLES = [*tables.rows("appellations.csv")]
TWO_GENDERS = [row for row in TITLES if " / " in row[1]]
SENTENCES = (
    "{}",
    "quels métiers recrutent dans {} à Tours ?",
    "secteur {}",
)
BUTTONS = (
    "{}",
    "combien de projets : {} à Tours ?",
    "est-ce difficile de recruter : {} dans le bassin de Tours ?",
    "évolution du métier « {} » depuis 2022",
    "{} dans le Loiret en 2023",
)


def _plain(text: str) -> str:
    """Return ``text`` as it is typed in haste: small letters, no accent."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _said(text: str) -> list[tuple[str, Selection]]:
    taken = [(place.start, place.end) for place in link_places(text)]
    return [(text[one.start : one.end], one.selection) for one in link(text, taken)]


def _same_words() -> dict[str, set[str]]:
    """Return the métiers computed for all the titles that have the same words."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, title, _, fap2021, _ in TITLES:
        for form in genders(title):
            found[key(form)].update(fap2021.split("+"))
    return found


def _of_rome() -> dict[str, set[str]]:
    """Return the métiers of each ROME code, whatever the qualification level, by the official tables."""
    parents = {code: parent for code, _, parent in tables.rows("rome.csv")}
    found: dict[str, set[str]] = defaultdict(set)
    for fap, rome, _ in tables.rows("fap2021_rome.csv"):
        found[rome].add(fap)
    return {code: found[parent] for code, parent in parents.items()}


SAME_WORDS, OF_ROME = _same_words(), _of_rome()


def _inclusive(title: str, write: Callable[[str], str]) -> str:
    """Return a title whose first word alone has two genders, written short (« Conducteur(trice) de bus »)."""
    masculine, feminine = genders(title)
    first, other = masculine.split()[0], feminine.split()[0]
    stem = next((at for at, (a, b) in enumerate(zip(first, other, strict=False)) if a != b), len(first))
    return f"{first}{write(other[stem:])}{masculine[len(first) :]}"


def _one_word_changes(title: str) -> bool:
    """Return whether the feminine changes the end of the first word, a single one ("chef-monteur" is two)."""
    masculine, feminine = (form.split() for form in genders(title))
    return masculine[1:] == feminine[1:] and "-" not in feminine[0]


SHORT = [row for row in TWO_GENDERS if _one_word_changes(row[1])]
FORMS: list[tuple[str, list[Row], Callable[[str], str]]] = [
    ("masculine", TITLES, lambda title: genders(title)[0]),
    ("feminine", TWO_GENDERS, lambda title: genders(title)[-1]),
    ("as published", TITLES, lambda title: title),
    ("X/Y", TWO_GENDERS, lambda title: title.replace(" / ", "/")),
    ("X ou Y", TWO_GENDERS, lambda title: title.replace(" / ", " ou ")),
    ("without accents", TITLES, _plain),
    ("in a sentence", TITLES, lambda title: f"combien de projets pour {title} à Tours en 2025 ?"),
    ("X(e)", SHORT, lambda title: _inclusive(title, "({})".format)),
    ("X·e", SHORT, lambda title: _inclusive(title, "·{}".format)),
    ("X-e", SHORT, lambda title: _inclusive(title, "-{}".format)),
]


@pytest.mark.parametrize(("form", "rows", "write"), FORMS, ids=[form for form, _, _ in FORMS])
def test_rome_titles_are_linked(form: str, rows: list[Row], write: Callable[[str], str]) -> None:
    missed, exact = [], 0
    for _, title, rome, _, _ in rows:
        found = _said(write(title))
        codes = set(found[0][1].fap2021) if len(found) == 1 else set()
        wanted = set().union(*(SAME_WORDS[key(one)] for one in genders(title)))
        exact += codes == wanted
        if not codes or (codes != wanted and not codes <= OF_ROME[rome]):
            missed.append(f"{write(title)!r}: {[(span, one.value) for span, one in found]} instead of {sorted(wanted)}")
    right = 1 - len(missed) / len(rows)
    print(f"\n{form}: {right:.2%} right, {exact / len(rows):.2%} exactly its title's métiers, of {len(rows)}")
    assert right >= RIGHT, "\n".join(missed)
    assert exact / len(rows) >= EXACT, "\n".join(missed)


def test_titles_of_what_the_survey_leaves_out_get_no_surveyed_metier() -> None:
    missed = []
    unsurveyed = [row for row in TITLES if not any(occupations().surveyed(f"fap2021:{c}") for c in row[3].split("+"))]
    assert len(unsurveyed) > 400
    for _, title, _, fap2021, _ in unsurveyed:
        for text in {title, *genders(title)}:
            codes = {code for _, one in _said(text) for code in one.fap2021}
            if any(occupations().surveyed(f"fap2021:{code}") for code in codes):
                missed.append(f"{text!r}: {sorted(codes)} instead of {fap2021}")
    assert len(missed) <= 0.02 * len(unsurveyed), "\n".join(missed)


@pytest.mark.parametrize("sector", occupations().sectors())
def test_the_label_of_a_sector_is_one_entry(sector: str) -> None:
    label = occupations().sector_label(sector)
    for sentence in SENTENCES:
        for typed in (label, _plain(label)):
            text = sentence.format(typed)
            assert _said(text) == [(typed, Selection(sector=sector))], text


def _labels() -> Iterable[tuple[str, str, str]]:
    for one in occupations().all():
        for label in tables.published_labels(one):
            yield one.nomenclature.value, one.code, label


def test_the_labels_of_every_survey_are_that_metier_alone() -> None:
    missed, tried = [], 0
    for nomenclature, code, label in _labels():
        for sentence in BUTTONS:
            for text in (sentence.format(label), _plain(sentence.format(label)), sentence.format(label).upper()):
                found, tried = _said(text), tried + 1
                if len(found) != 1 or getattr(found[0][1], nomenclature) != (code,):
                    missed.append(f"{text!r}: {[(span, one.value) for span, one in found]} instead of {code}")
    assert tried > 7_000
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize("word", tables.curated("ambiguous.yml"))
def test_the_label_of_a_choice_is_that_choice(word: str) -> None:
    for label, selection in occupations().options(word):
        found = [one for _, one in _said(label)]
        assert [(set(one.fap2021), one.sector) for one in found] == [(set(selection.fap2021), selection.sector)], label


def test_codes_are_linked() -> None:
    for one in occupations().all():
        for text in (one.code, f"combien de projets pour {one.code.lower()} à Tours ?"):
            ((_, found),) = _said(text)
            assert found.codes(one.nomenclature)[:1] == (one.code,), text
    of_titles: dict[str, set[str]] = defaultdict(set)
    for _, _, rome, fap2021, _ in TITLES:
        of_titles[rome].update(fap2021.split("+"))
    for rome, codes in of_titles.items():
        ((_, found),) = _said(f"combien de projets pour le code ROME {rome} à Tours ?")
        assert set(found.fap2021) == codes, rome


@pytest.mark.parametrize(
    "word",
    ["astronaute", "cosmonaute", "youtubeur", "youtubeuse", "tiktokeur", "chaman", "pirate", "chasseur de primes"],
)
@pytest.mark.parametrize("sentence", ["{}", "combien de projets de {} à Tours ?", "je veux devenir {}"])
def test_a_metier_that_the_survey_has_not_is_no_other(word: str, sentence: str) -> None:
    assert _said(sentence.format(word)) == []


def test_older_labels_are_embedded() -> None:
    older = {(code, label) for _, code, label in tables.rows("libelles_anciens.csv")}
    assert len(older) == 83
    assert ("J1Z80", "Responsables de magasinage, de tri, de manutention") in older
    assert all(re.fullmatch(r"[A-Z]\d[A-Z]\d\d", code) for code, _ in older)
