"""The pieces of our base deck as XML: placeholders, text styles, a theme, a style of tables.

Colours and fonts are named by their place in the theme. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
TABLE_STYLE = "{6D616768-616E-646F-7574-000000000001}"
FOOT = 510.0
PROMPT = "Click to add text"


class Look(Struct, frozen=True):
    """How a placeholder differs from the master's."""

    size: float = 0
    color: str = ""
    is_strong: bool = False
    is_plain: bool = False
    """Without bullets."""
    anchor: str = ""
    gap: float = -1
    """Space above a paragraph; less than 0 for the master's."""


class Holder(Struct, frozen=True):
    """A placeholder: the attributes of its `p:ph`, its name, its place, the words that prompt for more."""

    kind: str
    name: str
    place: tuple[float, float, float, float] | None
    prompt: str
    look: Look = Look()
    box: str = ""
    """The whole of its `a:bodyPr`, in the master alone."""
    levels: str = ""
    """The whole of its `a:lstStyle`, in the master alone."""


class Plain(Struct, frozen=True):
    """A decorative rectangle."""

    place: tuple[float, float, float, float]
    fill: str
    line: str = ""


def emu(length: float) -> int:
    """Return a length in points in English Metric Units."""
    return round(length * 12700)


def xfrm(place: tuple[float, float, float, float]) -> str:
    """Return the place of a shape."""
    left, top, width, height = (emu(length) for length in place)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def fill(color: str) -> str:
    """Return a fill in a colour of the theme."""
    return f'<a:solidFill><a:schemeClr val="{color}"/></a:solidFill>'


def holder(holding: Holder, number: int) -> str:
    """Return a placeholder."""
    look, place = holding.look, holding.place
    anchor = f' anchor="{look.anchor}"' if look.anchor else ""
    words = f'<a:r><a:rPr lang="en-US"/><a:t>{holding.prompt}</a:t></a:r>' if holding.prompt else ""
    if "sldNum" in holding.kind:
        words = (
            '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr lang="en-US"/>'
            "<a:t>‹#›</a:t></a:fld>"
        )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{holding.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f"</p:cNvSpPr><p:nvPr><p:ph {holding.kind}/></p:nvPr></p:nvSpPr>"
        f"<p:spPr>{xfrm(place) if place else ''}</p:spPr>"
        f"<p:txBody>{holding.box or f'<a:bodyPr{anchor}/>'}"
        f"<a:lstStyle>{holding.levels or level(look)}</a:lstStyle>"
        f'<a:p>{words}<a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
    )


def level(look: Look) -> str:
    """Return what a placeholder says of its first level that the master does not."""
    margins = ' marL="0" indent="0"' if look.is_plain else ""
    gap = f'<a:spcBef><a:spcPts val="{round(look.gap * 100)}"/></a:spcBef>' if look.gap >= 0 else ""
    bullet = "<a:buNone/>" if look.is_plain else ""
    size = f' sz="{round(look.size * 100)}"' if look.size else ""
    strong = ' b="1"' if look.is_strong else ""
    color = fill(look.color) if look.color else ""
    run = f'<a:defRPr lang="en-US"{size}{strong}>{color}</a:defRPr>' if size or strong or color else ""
    inner = gap + bullet + run
    return f"<a:lvl1pPr{margins}>{inner}</a:lvl1pPr>" if margins or inner else ""


def plain(shape: Plain, number: int) -> str:
    """Return a decorative rectangle."""
    line = f'<a:ln w="9525">{fill(shape.line)}</a:ln>' if shape.line else "<a:ln><a:noFill/></a:ln>"
    mark = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
        "</a:extLst>"
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Decoration {number}" descr="">{mark}</p:cNvPr>'
        '<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{xfrm(shape.place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill(shape.fill)}{line}'
        '</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
    )


def tree(shapes: Sequence[Holder | Plain]) -> str:
    """Return a tree of shapes."""
    drawn = "".join(
        plain(shape, number) if isinstance(shape, Plain) else holder(shape, number)
        for number, shape in enumerate(shapes, 2)
    )
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/>'
        f"</a:xfrm></p:grpSpPr>{drawn}</p:spTree>"
    )


def run_style(size: float, color: str, font: str, extra: str = "") -> str:
    """Return how the runs of a level look."""
    return (
        f'<a:defRPr lang="en-US" sz="{round(size * 100)}"{extra} kern="1200">{fill(color)}'
        f'<a:latin typeface="+{font}-lt"/><a:ea typeface="+{font}-ea"/><a:cs typeface="+{font}-cs"/>'
        "</a:defRPr>"
    )


def body_levels() -> str:
    """Return the five levels of the master's body, each set in further, all large enough to read."""
    levels = []
    for number, bullet in enumerate("•–•–•", 1):
        levels.append(
            f'<a:lvl{number}pPr marL="{emu(26 * number)}" indent="-{emu(26)}" algn="l">'
            f'<a:spcBef><a:spcPts val="1000"/></a:spcBef><a:buClr><a:schemeClr val="accent1"/></a:buClr>'
            f'<a:buFont typeface="Arial"/><a:buChar char="{bullet}"/>{run_style(24, "tx1", "mn")}'
            f"</a:lvl{number}pPr>"
        )
    return "".join(levels)


def foot_level(side: str) -> str:
    """Return the look of the footer or of the slide number."""
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{side}"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f"{run_style(12, 'tx2', 'mn')}</a:lvl1pPr>"
    )


def foot() -> tuple[Holder, Holder]:
    """Return the footer and the slide number of a layout; LibreOffice asks the layout for their looks."""
    return (
        Holder('type="ftr" sz="quarter" idx="11"', "Footer", None, "", levels=foot_level("l")),
        Holder('type="sldNum" sz="quarter" idx="12"', "Slide Number", None, "", levels=foot_level("r")),
    )


def theme(name: str) -> str:
    """Return a theme: the colours of the standard profile, one font, plain lines and fills."""
    colors = {
        "dk1": "1D2528", "lt1": "FFFFFF", "dk2": "4A565B", "lt2": "E8F2F2", "accent1": "0D5C63",
        "accent2": "8A3B00", "accent3": "4A565B", "accent4": "C3CFD1", "accent5": "1D2528",
        "accent6": "FDF1E3", "hlink": "0D5C63", "folHlink": "4A565B",
    }  # fmt: skip
    scheme = "".join(f'<a:{key}><a:srgbClr val="{color}"/></a:{key}>' for key, color in colors.items())
    font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    flat = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    lines = "".join(
        f'<a:ln w="{width}"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>'
        for width in (9525, 19050, 28575)
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{name}">'
        f'<a:themeElements><a:clrScheme name="{name}">{scheme}</a:clrScheme><a:fontScheme name="{name}">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="{name}"><a:fillStyleLst>{flat}</a:fillStyleLst><a:lnStyleLst>{lines}'
        "</a:lnStyleLst>"
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{flat}</a:bgFillStyleLst>"
        "</a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def table_styles() -> str:
    """Return the style of tables: a head row in the accent, bands, hairlines."""
    line = f'<a:ln w="9525" cmpd="sng">{fill("accent4")}</a:ln>'
    font = '<a:fontRef idx="minor"><a:prstClr val="black"/></a:fontRef>'
    plain_text = f'<a:tcTxStyle>{font}<a:schemeClr val="tx1"/></a:tcTxStyle>'
    head_text = f'<a:tcTxStyle b="on">{font}<a:schemeClr val="bg1"/></a:tcTxStyle>'
    head = f"{head_text}<a:tcStyle><a:tcBdr/><a:fill>{fill('accent1')}</a:fill></a:tcStyle>"
    borders = f"<a:tcBdr><a:bottom>{line}</a:bottom><a:insideH>{line}</a:insideH></a:tcBdr>"
    return (
        f'{HEAD}<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'def="{TABLE_STYLE}"><a:tblStyle styleId="{TABLE_STYLE}" styleName="Handout">'
        f"<a:wholeTbl>{plain_text}<a:tcStyle>{borders}<a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl>"
        f"<a:band2H><a:tcStyle><a:tcBdr/><a:fill>{fill('bg2')}</a:fill></a:tcStyle></a:band2H>"
        '<a:firstCol><a:tcTxStyle b="on"/></a:firstCol>'
        f"<a:firstRow>{head}</a:firstRow><a:nwCell>{head}</a:nwCell></a:tblStyle></a:tblStyleLst>"
    )


def notes_master() -> str:
    """Return the notes master: the slide above, the notes below it."""
    picture = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>'
        f'{xfrm((30, 54, 480, 270))}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        f'<a:ln w="9525">{fill("tx1")}</a:ln></p:spPr></p:sp>'
    )
    body = holder(
        Holder('type="body" sz="quarter" idx="3"', "Notes", (54, 342, 432, 324), "Click to add notes"), 3
    )
    levels = "".join(
        f'<a:lvl{number}pPr marL="{emu(18 * (number - 1))}" algn="l"><a:spcBef><a:spcPts val="400"/>'
        "</a:spcBef>"
        f"{run_style(12, 'tx1', 'mn')}</a:lvl{number}pPr>"
        for number in range(1, 6)
    )
    drawn = tree(()).replace("</p:spTree>", f"{picture}{body}</p:spTree>")
    return (
        f"{HEAD}<p:notesMaster {NAMES}><p:cSld><p:bg><p:bgPr>{fill('bg1')}<a:effectLst/></p:bgPr>"
        f"</p:bg>{drawn}"
        '</p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
        'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
        'folHlink="folHlink"/>'
        f"<p:notesStyle>{levels}</p:notesStyle></p:notesMaster>"
    )


def presentation() -> str:
    """Return the main part, without slides."""
    levels = "".join(
        f'<a:lvl{number}pPr marL="{emu(36 * (number - 1))}" algn="l">{run_style(18, "tx1", "mn")}'
        f"</a:lvl{number}pPr>"
        for number in range(1, 10)
    )
    return (
        f'{HEAD}<p:presentation {NAMES} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId '
        'id="2147483648" '
        'r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/>'
        "</p:notesMasterIdLst>"
        '<p:sldIdLst/><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
        f"<p:defaultTextStyle>{levels}</p:defaultTextStyle></p:presentation>"
    )
