"""Our own base deck, made from XML written here: `python -m tests.base_deck` writes the file anew.

Colours and fonts are named by their place in the theme alone, so that a change of theme restyles all. Lengths
are points. The package is stored, not packed, so that its bytes depend on nothing but this script.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from msgspec import Struct

from tests.base_deck_parts import (
    FOOT,
    HEAD,
    NAMES,
    PROMPT,
    Holder,
    Look,
    Plain,
    body_levels,
    fill,
    foot,
    foot_level,
    notes_master,
    presentation,
    run_style,
    table_styles,
    theme,
    tree,
)
from tests.conftest import REPOSITORY

PATH = REPOSITORY / "src" / "maghandout" / "render" / "deck" / "base.pptx"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument"


class Page(Struct, frozen=True):
    """A layout."""

    name: str
    kind: str
    shapes: tuple[Holder | Plain, ...]
    has_foot: bool = True


TITLE = Holder('type="title"', "Title", None, "Click to add a title")
SOURCE = Holder(
    'type="body" sz="quarter" idx="13"', "Source", (50, 472, 864, 32), "Source of what the slide says",
    Look(size=12, color="tx2", is_plain=True, anchor="b", gap=0),
)  # fmt: skip
CONTENT = Holder('idx="1"', "Content", None, PROMPT)
_CARD_HEAD = Look(is_strong=True, is_plain=True, color="accent1", anchor="b", gap=0)
_CARD = Look(is_plain=True, gap=3)
LAYOUTS = (
    Page("Title", "title", (
        Plain((0, 0, 26, 540), "accent1"),
        Plain((66, 250, 120, 5), "accent1"),
        Holder('type="ctrTitle"', "Title", (66, 84, 848, 150), "Click to add a title",
               Look(size=44, anchor="b")),
        Holder('type="subTitle" idx="1"', "Purpose", (66, 274, 848, 92), "What the deck is for",
               Look(color="tx2", is_plain=True)),
        Holder('type="body" sz="quarter" idx="15"', "About this deck", (66, 400, 848, 100), "About this deck",
               Look(size=18, is_plain=True, anchor="b", gap=4)),
    ), has_foot=False),
    Page("Content", "obj", (TITLE, CONTENT, SOURCE)),
    Page("Key message", "obj", (
        TITLE, Holder('idx="1"', "Content", None, PROMPT, Look(size=28, gap=16)), SOURCE,
    )),
    Page("Two content", "twoObj", (
        TITLE,
        Holder('sz="half" idx="1"', "Content left", (50, 118, 420, 346), PROMPT),
        Holder('sz="half" idx="2"', "Content right", (494, 118, 420, 346), PROMPT),
        SOURCE,
    )),
    Page("Comparison", "twoTxTwoObj", (
        TITLE,
        Plain((50, 118, 376, 298), "accent6", "accent4"),
        Plain((50, 118, 376, 4), "accent2"),
        Plain((442, 118, 472, 298), "bg2", "accent4"),
        Plain((442, 118, 472, 4), "accent1"),
        Holder('type="body" sz="quarter" idx="1"', "Head left", (66, 126, 344, 30), "Click to add a head",
               Look(is_strong=True, is_plain=True, color="accent2", anchor="b", gap=0)),
        Holder('sz="half" idx="2"', "Content left", (66, 160, 344, 252), PROMPT, _CARD),
        Holder('type="body" sz="quarter" idx="3"', "Head right", (458, 126, 440, 30), "Click to add a head",
               _CARD_HEAD),
        Holder('sz="half" idx="4"', "Content right", (458, 160, 440, 252), PROMPT, _CARD),
        Holder('type="body" sz="quarter" idx="14"', "Verdict", (50, 424, 864, 40), "Verdict in words",
               Look(is_strong=True, is_plain=True, anchor="ctr", gap=0)),
        SOURCE,
    )),
    Page("Table", "tbl", (
        TITLE, Holder('type="tbl" idx="1"', "Table", (50, 118, 864, 346), "Click to add a table"), SOURCE,
    )),
    Page("Chart", "chartAndTx", (
        TITLE,
        Holder('type="body" sz="quarter" idx="16"', "Caption", (50, 118, 510, 46), "What is counted, in whom",
               Look(size=18, color="tx2", is_plain=True, gap=0)),
        Holder('type="chart" sz="half" idx="1"', "Chart", (50, 172, 510, 292), "Click to add a chart"),
        Holder('type="body" sz="half" idx="2"', "Words", (586, 118, 328, 346), "What the chart says",
               Look(is_plain=True)),
        SOURCE,
    )),
    Page("Section", "secHead", (
        Plain((0, 0, 26, 540), "accent1"),
        Plain((66, 282, 120, 5), "accent1"),
        Holder('type="title"', "Title", (66, 130, 848, 140), "Click to add a section title",
               Look(size=40, anchor="b")),
        Holder('type="body" idx="1"', "Content", (66, 304, 848, 120), PROMPT,
               Look(is_plain=True, color="tx2")),
    ), has_foot=False),
    Page("Closing", "obj", (
        TITLE, Holder('idx="1"', "Content", (50, 112, 864, 388), PROMPT, Look(size=16, gap=6)),
    )),
)  # fmt: skip
"""The layouts, in the order in which a program offers them."""


def layout(page: Page) -> str:
    """Return a layout part; one that draws its own bar hides the master's."""
    kind = f' type="{page.kind}"'
    bar = "" if page.has_foot else ' showMasterSp="0"'
    shapes = (*page.shapes, *(foot() if page.has_foot else ()))
    return (
        f'{HEAD}<p:sldLayout {NAMES}{kind} preserve="1" userDrawn="1"{bar}><p:cSld name="{page.name}">'
        f"{tree(shapes)}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def master() -> str:
    """Return the slide master: bar, title, body, footer and number, and the styles of all text."""
    box = '<a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{}"><a:noAutofit/></a:bodyPr>'
    top, middle = box.format("t"), box.format("ctr")
    drawn = tree(
        (
            Plain((0, 0, 9, 540), "accent1"),
            Holder('type="title"', "Title", (50, 24, 864, 82), "Click to add a title", box=middle),
            Holder('type="body" idx="1"', "Content", (50, 118, 864, 346), PROMPT, box=top),
            Holder('type="ftr" sz="quarter" idx="3"', "Footer", (50, FOOT, 640, 18), "", box=middle,
                   levels=foot_level("l")),
            Holder('type="sldNum" sz="quarter" idx="4"', "Slide Number", (834, FOOT, 80, 18), "", box=middle,
                   levels=foot_level("r")),
        )
    )  # fmt: skip
    title = (
        '<a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPct val="0"/>'
        "</a:spcBef>"
        f"<a:buNone/>{run_style(32, 'accent1', 'mj', ' b=' + chr(34) + '1' + chr(34))}</a:lvl1pPr>"
    )
    other = f'<a:lvl1pPr marL="0" algn="l">{run_style(18, "tx1", "mn")}</a:lvl1pPr>'
    ids = "".join(
        f'<p:sldLayoutId id="{2147483648 + number}" r:id="rId{number}"/>'
        for number in range(1, len(LAYOUTS) + 1)
    )
    return (
        f'{HEAD}<p:sldMaster {NAMES} preserve="1"><p:cSld name="Handout"><p:bg><p:bgPr>{fill("bg1")}'
        "<a:effectLst/>"
        f'</p:bgPr></p:bg>{drawn}</p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" '
        'accent1="accent1" '
        'accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" '
        'hlink="hlink" '
        f'folHlink="folHlink"/><p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:hf hdr="0" dt="0"/><p:txStyles>'
        f"<p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body_levels()}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def relations(*targets: tuple[str, str]) -> str:
    """Return relationships of kinds to parts, numbered from 1."""
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def content_types(names: Sequence[str]) -> str:
    """Return the type of every part."""
    kinds = {
        "ppt/presentation.xml": "presentationml.presentation.main",
        "ppt/tableStyles.xml": "presentationml.tableStyles",
        "ppt/presProps.xml": "presentationml.presProps",
        "ppt/viewProps.xml": "presentationml.viewProps",
        "docProps/app.xml": "extended-properties",
    }
    folders = {
        "slideMasters": "presentationml.slideMaster", "slideLayouts": "presentationml.slideLayout",
        "notesMasters": "presentationml.notesMaster", "theme": "theme",
    }  # fmt: skip
    overrides = []
    for name in names:
        if name == "docProps/core.xml":
            kind = "application/vnd.openxmlformats-package.core-properties+xml"
        else:
            kind = f"{_TYPE}.{kinds.get(name) or folders[name.split('/')[1]]}+xml"
        overrides.append(f'<Override PartName="/{name}" ContentType="{kind}"/>')
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(overrides)}</Types>'
    )


def properties() -> dict[str, str]:
    """Return the properties of the file."""
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Base deck</dc:title>'
        '<dc:creator>maghandout</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z'
        "</dcterms:created></cp:coreProperties>"
    )
    app = (
        f'{HEAD}<Properties xmlns="{_OFFICE}/extended-properties"><Application>maghandout'
        "</Application></Properties>"
    )
    return {"docProps/core.xml": core, "docProps/app.xml": app}


def parts() -> dict[str, str]:
    """Return every member of the package."""
    kind = f"{_OFFICE}/relationships"
    found = {
        "ppt/presentation.xml": presentation(),
        "ppt/tableStyles.xml": table_styles(),
        "ppt/presProps.xml": f"{HEAD}<p:presentationPr {NAMES}/>",
        "ppt/viewProps.xml": f"{HEAD}<p:viewPr {NAMES}/>",
        "ppt/theme/theme1.xml": theme("maghandout"),
        "ppt/theme/theme2.xml": theme("maghandout notes"),
        "ppt/slideMasters/slideMaster1.xml": master(),
        "ppt/notesMasters/notesMaster1.xml": notes_master(),
        **{f"ppt/slideLayouts/slideLayout{at}.xml": layout(page) for at, page in enumerate(LAYOUTS, 1)},
        **properties(),
    }
    types = content_types(tuple(found))
    found["ppt/_rels/presentation.xml.rels"] = relations(
        (f"{kind}/slideMaster", "slideMasters/slideMaster1.xml"),
        (f"{kind}/notesMaster", "notesMasters/notesMaster1.xml"),
        (f"{kind}/theme", "theme/theme1.xml"),
        (f"{kind}/tableStyles", "tableStyles.xml"),
        (f"{kind}/presProps", "presProps.xml"),
        (f"{kind}/viewProps", "viewProps.xml"),
    )
    found["ppt/slideMasters/_rels/slideMaster1.xml.rels"] = relations(
        *(
            (f"{kind}/slideLayout", f"../slideLayouts/slideLayout{at}.xml")
            for at in range(1, len(LAYOUTS) + 1)
        ),
        (f"{kind}/theme", "../theme/theme1.xml"),
    )
    found["ppt/notesMasters/_rels/notesMaster1.xml.rels"] = relations(
        (f"{kind}/theme", "../theme/theme2.xml")
    )
    for at in range(1, len(LAYOUTS) + 1):
        found[f"ppt/slideLayouts/_rels/slideLayout{at}.xml.rels"] = relations(
            (f"{kind}/slideMaster", "../slideMasters/slideMaster1.xml")
        )
    found["_rels/.rels"] = relations(
        (f"{kind}/officeDocument", "ppt/presentation.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{kind}/extended-properties", "docProps/app.xml"),
    )
    return {"[Content_Types].xml": types, **found}


def pack(members: dict[str, str]) -> bytes:
    """Return members as a package."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o600 << 16
            package.writestr(info, content.encode())
    return packed.getvalue()


def base_deck() -> bytes:
    """Return the base deck."""
    return pack(parts())


if __name__ == "__main__":
    PATH.write_bytes(base_deck())
