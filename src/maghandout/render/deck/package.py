"""The parts of a package, what leads from one to another, and both to members (ECMA-376, part 2)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from maghandout.render.deck.markup import escape
from maghandout.render.deck.names import Kind, Type

WHOLE = "/"
"""The name that the package itself has among its parts."""
TYPES = "[Content_Types].xml"

_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_USUAL = {
    "bmp": "image/bmp",
    "emf": "image/x-emf",
    "gif": "image/gif",
    "jpe": "image/jpeg",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": Type.PNG,
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "wdp": "image/vnd.ms-photo",
    "wmf": "image/x-wmf",
    "xlsx": Type.WORKBOOK,
    "xml": Type.XML,
}
"""The types that are told once for all parts of an extension."""
_PARSER = etree.XMLParser(remove_blank_text=True, resolve_entities=False)


class Relation(Struct, frozen=True):
    """What leads from a part to another, or out of the package."""

    kind: str
    target: str
    """The name of a part, or an address elsewhere."""
    is_external: bool = False


class Part(Struct, frozen=True):
    """A part of a package."""

    name: str
    """Such as `/ppt/slides/slide1.xml`."""
    type: str
    data: bytes = b""
    relations: Mapping[str, Relation] = {}

    def related(self, kind: Kind) -> str:
        """Return the name of the one part to which a relation of a kind leads.

        Raises:
            ValueError: there is none, or more than one.
        """
        (name,) = (relation.target for relation in self.relations.values() if relation.kind == kind)
        return name

    def root(self) -> etree._Element:
        """Return what it holds."""
        return parse(self.data)

    def holding(self, root: etree._Element) -> Part:
        """Return the part with another element in it."""
        return replace(self, data=serialize(root))


Parts: TypeAlias = Mapping[str, Part]
"""The parts of a package by name."""


class Links(Struct, frozen=True):
    """The relations of a part that is being written."""

    relations: dict[str, Relation] = {}

    def add(self, kind: Kind, target: str, *, is_external: bool = False) -> str:
        """Return the key of a relation, which is added where there is none such."""
        wanted = Relation(kind, target, is_external)
        for key, relation in self.relations.items():
            if relation == wanted:
                return key
        numbers = range(len(self.relations) + 1, 0, -1)
        key = next(key for number in numbers if (key := f"rId{number}") not in self.relations)
        self.relations[key] = wanted
        return key


def parse(data: bytes) -> etree._Element:
    """Return a member of a package as an element, without white space between elements."""
    return etree.fromstring(data, _PARSER)


def serialize(root: etree._Element) -> bytes:
    """Return an element as a member of a package."""
    data: bytes = etree.tostring(root, encoding="UTF-8", standalone=True)
    return data


def members_of(parts: Parts) -> dict[str, bytes]:
    """Return every part that something leads to, its relations beside it."""
    reached = {WHOLE: parts[WHOLE]}
    waiting = [*_targets(parts[WHOLE])]
    while waiting:
        if (name := waiting.pop()) not in reached:
            reached[name] = parts[name]
            waiting += _targets(parts[name])
    whole = reached.pop(WHOLE)
    members = {TYPES: _types_xml(reached), _beside(WHOLE): _relations_xml(whole)}
    for name, part in reached.items():
        members[name[1:]] = part.data
        if part.relations:
            members[_beside(name)] = _relations_xml(part)
    return members


def _targets(part: Part) -> Iterator[str]:
    return (relation.target for relation in part.relations.values() if not relation.is_external)


def _beside(name: str) -> str:
    """Return the member that holds the relations of a part."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"[1:]


def _extension(name: str) -> str:
    return posixpath.splitext(name)[1][1:].lower()


def _relations_xml(part: Part) -> bytes:
    folder = posixpath.dirname(part.name)
    entries = []
    for key, relation in sorted(part.relations.items(), key=lambda item: _order(item[0])):
        target = escape(relation.target) if relation.is_external else _reference(folder, relation.target)
        mode = ' TargetMode="External"' if relation.is_external else ""
        entries.append(
            f'<Relationship Id="{escape(key)}" Type="{escape(relation.kind)}" Target="{target}"{mode}/>'
        )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{"".join(entries)}</Relationships>'.encode()


def _order(key: str) -> tuple[int, str]:
    number = key.removeprefix("rId")
    return (len(number), number) if number.isdecimal() else (0, key)


@lru_cache(maxsize=1024)
def _reference(folder: str, name: str) -> str:
    """Return the way from a folder to a part."""
    return escape(posixpath.relpath(name, folder))


def _types_xml(parts: Parts) -> bytes:
    usual, own = {"rels": str(Type.RELATIONS), "xml": str(Type.XML)}, {}
    for name, part in parts.items():
        extension = _extension(name)
        if _USUAL.get(extension) == part.type:
            usual[extension] = part.type
        else:
            own[name] = part.type
    entries = [f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in sorted(usual.items())]
    entries += [
        f'<Override PartName="{escape(name)}" ContentType="{escape(kind)}"/>'
        for name, kind in sorted(own.items())
    ]
    return f'{_HEAD}<Types xmlns="{_TYPES}">{"".join(entries)}</Types>'.encode()
