"""ROME "parent" codes, the ones other published tables use: what they are called, and the métiers they belong to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache

from knowledge.occupations import tables
from knowledge.occupations.model import Nomenclature
from knowledge.occupations.titles import genders
from knowledge.occupations.words import key

_NOT_STATED = "0"


class Rome:
    """The 532 parent codes; build it once with :func:`rome`."""

    def __init__(self) -> None:
        labels = {code: (label, parent) for code, label, parent in tables.rows("rome.csv")}
        titles: Counter[str] = Counter()
        self._titles: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._parent_of_title: dict[str, str] = {}
        self._code_of_title: dict[str, str] = {}
        for ogr, title, code, fap2021, _ in tables.rows("appellations.csv"):
            titles[code] += 1
            self._titles[ogr] = (title, tuple(filter(None, fap2021.split("+"))))
            self._parent_of_title[ogr] = labels[code][1]
            self._code_of_title[ogr] = code
        children: dict[str, list[str]] = defaultdict(list)
        for code, (_, parent) in labels.items():
            children[parent].append(code)
        self._labels = {
            parent: labels[max(codes, key=lambda code: (titles[code], code == parent))][0]
            for parent, codes in children.items()
        }
        self._parents = {code: parent for code, (_, parent) in labels.items()}
        self._children = {parent: tuple(sorted(codes)) for parent, codes in children.items()}
        self._main: dict[str, list[str]] = defaultdict(list)
        self._all: dict[str, list[str]] = defaultdict(list)
        for fap, code, levels in tables.rows(f"{Nomenclature.FAP2021.value}_rome.csv"):
            self._all[code].append(fap)
            if not levels or _NOT_STATED in levels:
                self._main[code].append(fap)

    def label(self, code: str) -> str:
        """Return what a parent code is called: its job with the most titles ("Couvreur / Couvreuse"); else the code."""
        return self._labels.get(code, code)

    def title(self, ogr: str) -> tuple[str, tuple[str, ...]] | None:
        """Return a job title and its FAP2021 métiers, the closest first, None when ROME no longer has it."""
        return self._titles.get(ogr)

    def metiers(self, code: str) -> tuple[str, ...]:
        """Return the FAP2021 métiers that share a parent code, by qualification."""
        return tuple(self._all.get(code, ()))

    def metiers_of(self, code: str) -> tuple[str, ...]:
        """Return the FAP2021 métiers of any ROME code, those of its parent; () for a code of none."""
        return self.metiers(self._parents.get(code, code))

    def main_metier(self, code: str) -> str:
        """Return the FAP2021 métier of the code's jobs of no stated qualification, "" for a code of no métier."""
        return next(iter(self._main.get(code, ())), "")

    def of_metier(self, fap2021: str) -> tuple[str, ...]:
        """Return the parent codes whose jobs are of this métier unless stated otherwise, else all that it shares."""
        main = tuple(code for code, metiers in self._main.items() if fap2021 in metiers)
        return main or tuple(code for code, metiers in self._all.items() if fap2021 in metiers)

    def of_metiers(self, fap2021: Iterable[str], words: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the parent codes of several métiers; only those with a job called by one of ``words``, if any.

        « aide-soignant » is J1501, though the métier also holds the veterinary assistants of A1501.
        """
        codes = dict.fromkeys(code for fap in fap2021 for code in self.of_metier(fap))
        named = {parent for word in words for parent in self._named.get(key(word), ())}
        return tuple(code for code in codes if code in named) or tuple(codes)

    def offers_of(self, fap2021: Iterable[str], *names: Iterable[str]) -> tuple[str, ...]:
        """Return the codes that job offers of these métiers bear, the finest there are, in order.

        ``names``: how the trade is called, the surest names first. The job title decides: those so called (« cariste »,
        N1101) or of a kind of it (« soudeur TIG », of « soudeur »); every job of the métiers where no title begins so.
        """
        fap2021 = tuple(fap2021)
        for words in map(tuple, names):
            for parents in (self.of_metiers(fap2021, words), self.of_metiers(fap2021)):
                if found := tuple(code for code in self._codes(parents) if self._is_called(code, words)):
                    return found
        return self._codes(self.of_metiers(fap2021))

    def _codes(self, parents: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for one in parents for code in self._children.get(one, (one,))))

    def _is_called(self, code: str, words: Iterable[str]) -> bool:
        return any(self._begins(code, word) for word in filter(None, map(key, words)))

    def _begins(self, code: str, word: str) -> bool:
        """Return whether a title of the code is ``word`` (a key), or begins with it."""
        return any(title == word or title.startswith(f"{word} ") for title in self._keys_of_code[code])

    @cached_property
    def _named(self) -> dict[str, set[str]]:
        return {
            called: {self._parent_of_title[ogr] for ogr in titles} for called, titles in self._titles_called.items()
        }

    @cached_property
    def _keys_of_code(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for called, titles in self._titles_called.items():
            for ogr in titles:
                found[self._code_of_title[ogr]].add(called)
        return found

    @cached_property
    def _titles_called(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for ogr, (title, _) in self._titles.items():
            for form in genders(title):
                found[key(form)].append(ogr)
        return found


@lru_cache(maxsize=1)
def rome() -> Rome:
    """Return the ROME codes of the embedded files, read once per process."""
    return Rome()
