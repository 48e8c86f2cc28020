"""Parts to the bytes of a package, the same on every run.

Members stand in a fixed order and carry a fixed date; each is packed once.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.opc.packuri import PACKAGE_URI, PackURI
from pptx.opc.serialized import _ContentTypesItem
from pptx.package import Package

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The first that a zip can hold."""
_TYPES = "[Content_Types].xml"
_ALREADY_PACKED = (".xlsx", ".png", ".jpg", ".jpeg", ".gif", ".wdp")


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return members as a zip, the list of types first, the others by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name in sorted(members, key=lambda name: (name != _TYPES, name)):
            member = zipfile.ZipInfo(name, _ZIP_DATE)
            is_packed = name.endswith(_ALREADY_PACKED)
            member.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            member.create_system = 3
            target.writestr(member, members[name])
    return packed.getvalue()


def members_of(package: Package) -> dict[str, bytes]:
    """Return every part that something leads to, its relationships beside it."""
    parts: list[Part] = list(package.iter_parts())
    members = {_TYPES: serialize_part_xml(_ContentTypesItem.xml_for(parts))}
    members[PackURI(PACKAGE_URI).rels_uri.membername] = package._rels.xml
    for part in parts:
        members[part.partname.membername] = part.blob
        if part._rels:
            members[part.partname.rels_uri.membername] = part.rels.xml
    return members
