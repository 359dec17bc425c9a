"""Reads a YAML file as plain text values that remember their line, so that a mistake can be shown where it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Where = tuple[str | int, ...]
"""The way to a value: ``(3, "title")`` is the title of the fourth item."""


@dataclass(slots=True)
class Document:
    """A file read: its values (mappings, lists, texts, nothing else), the line of each, what could not be read."""

    name: str
    values: Any = None
    lines: dict[Where, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def line(self, where: Where) -> int:
        """Return the line (from 1) of the value at ``where``, or of the nearest value that holds it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def read(path: Path) -> Document:
    """Return the file at ``path``; what is wrong with its writing is in ``problems``, in French."""
    document = Document(path.name)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except FileNotFoundError:
        document.problems.append(f"{path.name} : le fichier est absent.")
    except UnicodeDecodeError:
        document.problems.append(f"{path.name} : le fichier n'est pas enregistré en UTF-8.")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        document.problems.append(
            f"{path.name}, ligne {line} : écriture illisible ; vérifiez le retrait, "
            "et les guillemets des textes qui contiennent « : »."
        )
    except yaml.YAMLError:
        document.problems.append(f"{path.name} : un caractère du fichier est illisible.")
    else:
        document.values = None if root is None else _value(root, (), document)
    return document


def _value(node: yaml.Node, where: Where, document: Document) -> Any:
    document.lines[where] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, where, document)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*where, position), document) for position, child in enumerate(node.value)]
    return str(node.value)


def _mapping(node: yaml.MappingNode, where: Where, document: Document) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, child in node.value:
        name = str(key.value)
        if name in values:
            line = key.start_mark.line + 1
            document.problems.append(f"{document.name}, ligne {line} : le champ « {name} » est écrit deux fois.")
        values[name] = _value(child, (*where, name), document)
    return values
