"""Files to start from: a commented spec, or a copy of the built-in library.

Nothing that exists is overwritten.
"""

from __future__ import annotations

from pathlib import Path

from maghandout.diagnostics import Finding, Origin
from maghandout.errors import PublishError, SpecError
from maghandout.project import FOLDERS, built_in_library
from maghandout.publish import publish
from maghandout.spec.find import NAME

_SPEC = """\
# A topic: what a handout and a deck say. Every statement comes from a seed, by its address `seed#id`.
# See the statements of a topic with `maghandout show NAME`, build it with `maghandout build NAME`.

title: {title}
purpose: What this sheet helps the reader to do, in one sentence.
# updated: 2026-11-22        # printed at the head of the page

# Three to five statements that matter most.
key_points:
  - facts#most-from-food
  - facts#upper-limit
  - facts#ask-first

sections:
  # A statement, a section (`facts#back-pain-studies`), a filter of a seed, or
  # `{{seed: my-article, opening: "its first words"}}`.
  - heading: What studies found
    select:
      - {{seed: facts, section: absorption-studies, kind: study}}

  # Steps print with check boxes.
  - heading: What to do
    steps: [facts#step-eat, facts#step-ask, facts#step-label]

  - heading: Ask us first if you
    select: [facts#ask-kidney, facts#ask-heart, facts#ask-pregnant, facts#ask-child, facts#ask-medicines]

  # A warning prints as a box that is never split.
  - heading: Get help now ({{emergency}}) if you
    warning: [facts#help-breathing, facts#help-faint, facts#help-heartbeat, facts#help-confused]

  # A seed's table, or some of its rows and columns.
  - heading: Compare the forms
    compare: {{table: forms, columns: [glycinate, citrate, oxide], rows: [absorption, stomach]}}

# A chart draws a table of numbers: kind is bars, ranked, or icons for people of 100.
# - heading: One study in numbers
#   chart: {{table: chart-migraine-responders, kind: icons}}

questions: [facts#ask-q-clash, facts#ask-q-dose]

# url: https://example.org/page      # a QR code leads there

# The deck shows any statement with its verdict.
deck:
  aims: [Say in plain words what magnesium may do]
  slides:
    - title: No form is proven best
      compare: {{table: forms, columns: [glycinate, citrate, oxide]}}
  # A made-up patient for a class to discuss; the notes hold the answer.
  case:
    story: A woman of 52 asks which of three bottles to buy.
    ask: [What do the tests of the forms show?]
    answer: [facts#forms-certainty, facts#elemental-label]
  teach_back:
    - ask: Which number on the label counts?
      answer: [facts#elemental-label]
"""

_BRAND = """\
# Your clinic. Take away the # before a line to print it; `maghandout build --brand FILE` reads another file.
#name: Lakeside Family Practice
#phone: 555-0100
#address: 1 Main Street, Springfield
#emergency: 911                  # printed where a handout says when to get help
#url: https://example.org        # a QR code leads there
#logo: logo.png                  # PNG, JPEG or SVG, beside this file
#accent: "#06585f"               # in quotes; dark enough to read, else a build names the nearest that is
#reviewer: Dr. A. Lee            # who is to review the handouts; says nothing of any review done
#language: en-US
#paper: letter                   # or a4
#style: american-medical-association
"""
"""Nothing but comments, so that it changes nothing."""


def new_topic(name: str, folder: Path) -> Path:
    """Write `handouts/NAME.yaml` below a folder and return its path.

    Raises:
        SpecError: the name is not a topic's name.
        PublishError: the file exists or cannot be written.
    """
    path = folder / "handouts" / f"{name}.yaml"
    if not NAME.fullmatch(name):
        hint = "a topic's name is made of a-z, 0-9 and -, such as back-pain"
        raise SpecError.at(Origin("handouts"), f"not a topic name: {name!r}", hint)
    if path.exists():
        raise PublishError.at(Origin(str(path)), "exists already", "choose another name")
    title = name.replace("-", " ").capitalize()
    return publish({path.name: _SPEC.format(title=title).encode()}, path.parent)[0]


def new_seed(seed_id: str, text: str, folder: Path) -> Path:
    """Write `seeds/ID.md` below a folder and return its path.

    Raises:
        PublishError: the file exists or cannot be written.
    """
    path = folder / "seeds" / f"{seed_id}.md"
    if path.exists():
        raise PublishError.at(Origin(str(path)), "exists already", "choose another id with --id")
    return publish({path.name: text.encode()}, path.parent)[0]


def copy_library(folder: Path) -> tuple[Path, ...]:
    """Copy the built-in `seeds/`, `handouts/` and `templates/` into a folder, with a `brand.yaml` to fill in.

    A `brand.yaml` that is there stays.

    Raises:
        PublishError: one of the files exists already, or cannot be written; then nothing is copied.
    """
    library = built_in_library()
    sources = sorted(path for name in FOLDERS for path in (library / name).rglob("*") if path.is_file())
    targets = {path: folder / path.relative_to(library) for path in sources}
    there = [Finding("exists already", Origin(str(path))) for path in targets.values() if path.exists()]
    if there:
        raise PublishError(
            [*there[:5], Finding("nothing was copied", Origin(str(folder)), "choose an empty folder")]
        )
    copied = [
        publish({target.name: source.read_bytes()}, target.parent)[0] for source, target in targets.items()
    ]
    if not (folder / "brand.yaml").exists():
        copied += publish({"brand.yaml": _BRAND.encode()}, folder)
    return tuple(copied)
