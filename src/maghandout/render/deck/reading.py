"""The bytes of a deck to its parts, with python-pptx. The only module that imports it.

To load it takes as long as to write a deck, so it is loaded where a template is read for the first time.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from pptx.exc import PythonPptxError
from pptx.opc.package import _Relationship
from pptx.package import Package

from maghandout.render.deck.package import WHOLE, Part, Relation


def read_parts(data: bytes) -> dict[str, Part]:
    """Return the parts that something leads to.

    Raises:
        ValueError, KeyError, AttributeError, TypeError, IndexError, LxmlError: they do not fit together.
    """
    try:
        package = Package.open(io.BytesIO(data))
        parts = {WHOLE: Part(WHOLE, "", relations=_relations(package._rels))}
        for part in package.iter_parts():
            name = str(part.partname)
            parts[name] = Part(name, part.content_type, part.blob, _relations(part.rels))
    except PythonPptxError as error:
        raise ValueError(str(error)) from error
    return parts


def _relations(found: Mapping[str, _Relationship]) -> dict[str, Relation]:
    return {
        key: Relation(
            relation.reltype,
            relation.target_ref if relation.is_external else str(relation.target_part.partname),
            relation.is_external,
        )
        for key, relation in found.items()
    }
