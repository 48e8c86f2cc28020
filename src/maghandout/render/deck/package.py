"""The bytes of a PPTX made the same on every run.

Two saves of one deck differ only in dates: those of the zip's members, and those in the properties of each
workbook behind a chart. Both are set here.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The first that a zip can hold."""
_CORE = "docProps/core.xml"
_TYPES = "[Content_Types].xml"
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def repack(data: bytes, date: datetime.datetime) -> bytes:
    """Return a package with fixed dates, workbooks inside it included, its members in a fixed order."""
    stamp = f"{date:%Y-%m-%dT%H:%M:%SZ}".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _TYPES, name)):
            content = source.read(name)
            if name.endswith(".xlsx"):
                content = repack(content, date)
            elif name == _CORE:
                content = _DATES.sub(lambda found: found.group(1) + stamp, content)
            member = zipfile.ZipInfo(name, _ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            member.create_system = 3
            target.writestr(member, content, compresslevel=9)
    return packed.getvalue()
