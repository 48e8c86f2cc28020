"""The members of a package to its bytes, the same on every run.

Members stand in a fixed order and carry a fixed date. What a deck carries for programs is custom XML
(ECMA-376 part 1, 15.2.5), which PowerPoint keeps when it saves the deck again.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

from maghandout.render.deck.names import Kind, Type
from maghandout.render.deck.package import TYPES, Links, Part, Parts
from maghandout.render.deckseals import seals_of_deck
from maghandout.render.seals import SPACE, seal_of

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The first that a zip can hold."""
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
        for name in sorted(members, key=lambda name: (name != TYPES, name)):
            member = zipfile.ZipInfo(name, _ZIP_DATE)
            is_packed = name.endswith(_ALREADY_PACKED)
            member.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            member.create_system = 3
            target.writestr(member, members[name])
    return packed.getvalue()


def carrier(main: Links) -> Parts:
    """Relate the main part to one that a trail is to fill, and return that and what names it."""
    main.add(Kind.CUSTOM_XML, _CARRIER)
    links = Links()
    links.add(Kind.CUSTOM_XML_PROPERTIES, _PROPERTIES)
    return {
        _CARRIER: Part(_CARRIER, Type.XML, relations=links.relations),
        _PROPERTIES: Part(_PROPERTIES, Type.CUSTOM_XML_PROPERTIES, _NAMED.encode()),
    }


def with_trail(members: Mapping[str, bytes], trail: bytes) -> dict[str, bytes]:
    """Return members with the trail in its carrier, beside its seal and those of what the others print."""
    seals = seals_of_deck(members)
    sealed = {"seal": seal_of(trail), "seals": " ".join(seals.parts), "asides": " ".join(seals.asides)}
    attributes = "".join(f' {name}="{value}"' for name, value in sealed.items())
    words = escape(trail.decode("utf-8"), quote=False)
    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<trail xmlns="{SPACE}"{attributes}>{words}</trail>'
    return {**members, _CARRIER.removeprefix("/"): xml.encode("utf-8")}
