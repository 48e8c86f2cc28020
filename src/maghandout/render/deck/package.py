"""Parts to the bytes of a package, the same on every run.

Members stand in a fixed order and carry a fixed date; each is packed once. What a deck carries for programs
is custom XML (ECMA-376 part 1, 15.2.5), which PowerPoint keeps when it saves the deck again.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.opc.packuri import PACKAGE_URI, PackURI
from pptx.opc.serialized import _ContentTypesItem
from pptx.package import Package

from maghandout.render.seals import SPACE, seal_of, seals_of_deck

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The first that a zip can hold."""
_TYPES = "[Content_Types].xml"
_ALREADY_PACKED = (".xlsx", ".png", ".jpg", ".jpeg", ".gif", ".wdp")

_CARRIER = "/customXml/item1.xml"
_PROPERTIES = "/customXml/itemProps1.xml"
_NAMED = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<ds:datastoreItem ds:itemID="{5B1C6D38-8E0B-4C07-9A55-3D1B6F2E7A41}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)


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


def add_carrier(root: Part) -> None:
    """Add a part to the presentation that a trail is to fill."""
    item = Part(PackURI(_CARRIER), CONTENT_TYPE.XML, root.package, b"")
    properties = Part(
        PackURI(_PROPERTIES), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, root.package, _NAMED.encode()
    )
    root.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def with_trail(members: Mapping[str, bytes], trail: bytes) -> dict[str, bytes]:
    """Return members with the trail in its carrier, beside its seal and those of what the others print."""
    seals = seals_of_deck(members)
    sealed = {"seal": seal_of(trail), "seals": " ".join(seals.parts), "asides": " ".join(seals.asides)}
    attributes = "".join(f' {name}="{value}"' for name, value in sealed.items())
    words = escape(trail.decode("utf-8"), quote=False)
    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<trail xmlns="{SPACE}"{attributes}>{words}</trail>'
    return {**members, PackURI(_CARRIER).membername: xml.encode("utf-8")}
