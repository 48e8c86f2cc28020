"""Small libraries and selections for tests, read from text as real ones are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from maghandout.library.scan import scan
from maghandout.model.library import Library
from maghandout.model.selection import Selection
from maghandout.project import Project, SourceFile
from maghandout.select.select import select
from maghandout.spec.load import load
from tests.folders import Folder

DIGEST = """\
---
id: art
title: Beans for Bones
publisher: Bean Weekly
original: {file: art.txt, sha256: "0000000000000000000000000000000000000000000000000000000000000000"}
---
## Trials {#trials at="Trials"}

- Beans are good. {#good at="Trials, item 1" ref=lee-2020}

- Beans mend bones. {#mend kind=study at="Trials, item 2" ref=lee-2020}

- Beans cure rickets. {#cure kind=study at="Trials, item 3"}

### Small ones {#small at="Small ones"}

- Beans are green? {#green at="Small ones, item 1"}

| Food | Now | Then |
|------|-----|------|
| Peas | 1   | 2    |
| Nuts | 3   | 4    |

: Foods {#foods at="Small ones, rows 1-2"}

## Nothing {#nothing at="Nothing"}
"""

FACTS = """\
---
id: facts
title: Facts
---
- Beans may help. {#help kind=study ref="lee-2020 book"}

- Eat beans. {#eat kind=action ref=book}

- Take a pill. {#pill kind=dose ref="book lee-2020"}

- Ask us first. {#ask kind=safety}
"""

REFERENCES = """\
references:
  - id: lee-2020
    type: article-journal
    title: A trial of beans
    author: [{family: Lee, given: Ann}]
    container-title: Journal of Beans
    issued: 2020-03
    volume: 12
    page: 3-9
    checked: {how: abstract}
  - id: book
    type: book
    title: The book of beans
    publisher: Bean Press
    issued: 1999
    checked: {how: not seen}
"""

APPRAISALS = """\
appraisals:
  - {id: A1, statements: [art#good], verdict: accurate, finding: It was measured.}
  - {id: A2, statements: [art#mend], verdict: overstated, finding: By 2%., corrected: facts#help}
  - {id: A3, statements: [art#cure], verdict: contradicted, finding: No one had rickets.}
"""

CONFLICTS = """\
conflicts:
  - {id: X, topic: beans, sides: [art#good, [facts#eat]], resolution: Eat them., resolved_by: [facts#eat]}
"""

SAFETY = """\
limit: {mg_per_day: 350, statement: facts#pill}
rules:
  - {id: pills, when_words: [pill], require: [[facts#ask]]}
"""

FILES = {
    "seeds/art.md": DIGEST,
    "seeds/facts.md": FACTS,
    "seeds/references.yaml": REFERENCES,
    "seeds/appraisals.yaml": APPRAISALS,
    "seeds/conflicts.yaml": CONFLICTS,
    "seeds/safety.yaml": SAFETY,
}


def bean_library(folder: Path, files: Mapping[str, str] = FILES) -> Library:
    """Write and read the library of beans."""
    Folder(folder, files)
    return scan(Project((folder,), Path()))


def bean_selection(
    folder: Path, select_: str, rest: str = "", more: Mapping[str, str] | None = None
) -> Selection:
    """Return the selection of a topic whose one section selects from the library of beans, and more files."""
    library = bean_library(folder, {**FILES, **(more or {})})
    text = f"title: T\npurpose: P.\nsections:\n  - heading: H\n    select: {select_}\n{rest}"
    Folder(folder, {"handouts/t.yaml": text})
    file = SourceFile(folder / "handouts/t.yaml", "handouts/t.yaml", False)
    return select(load(Project((folder,), folder), file), library)
