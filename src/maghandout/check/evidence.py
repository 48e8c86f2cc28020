"""What a handout says to whether its sources say it: verdicts, conflicts, citations, numbers, words.

It compares what is printed with the library, and trusts neither the selection nor the templates. How the
words put a number or a doubt is asked in `wording`; what a deck says of its own is looked at in `slides`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from maghandout.check.claims import Claim, asked_at, claims_in, tables_of
from maghandout.check.quoted import RULES as QUOTED
from maghandout.check.rule import Remark, Rule
from maghandout.check.sheet import Sheet
from maghandout.check.slides import miscounted, misquoted, uncited
from maghandout.check.structure import walk
from maghandout.check.texts import listed, numbers_in, without_numbers
from maghandout.compose.inlines import as_printed, visible
from maghandout.diagnostics import Severity
from maghandout.model.document import Block, Box, Chart, Inlines, Section, Slide, Sources, Table, plain_text
from maghandout.model.library import FACTS, Appraisal, Library, Statement
from maghandout.model.selection import PickedTable, Selection
from maghandout.select.policy import PRINTS

_WEEK = 7
"""Days that a title may tell as one week."""
_OURS = "the verdict policy of maghandout"
_UNSEEN = "not seen"
"""How much was seen of a reference that no verdict can rest on alone."""


def _of_bad_verdict(sheet: Sheet) -> Iterator[Remark]:
    """Find printed statements whose verdict keeps them out of a handout, or lets them in on no ground."""
    cited = [anchor for claim in sheet.claims for anchor in claim.anchors]
    printed = dict.fromkeys([*(item.anchor for item in sheet.statements), *cited])
    for anchor in printed:
        verdict = sheet.library.verdict(anchor)
        if verdict is None or verdict in PRINTS:
            yield from _of_groundless(sheet.library, sheet.library.appraised.get(anchor, ()))
            continue
        worst = sheet.library.appraised[anchor][0]
        message = f"{anchor} is {verdict} and may not be printed: {worst.finding}"
        hint = f"select {worst.corrected} instead" if worst.corrected else "leave it to the deck"
        origin = asked_at(anchor, sheet.selection, sheet.library)
        yield Remark(message, origin, hint, sheet.library.statements[anchor].text)


def _of_groundless(library: Library, appraisals: Iterable[Appraisal]) -> Iterator[Remark]:
    """Find verdicts that let a statement be printed, yet name a correction or nothing that was seen."""
    for appraisal in appraisals:
        seen = [library.references[name].checked_how != _UNSEEN for name in appraisal.references]
        lacks = [f"names the correction {appraisal.corrected}"] if appraisal.corrected else []
        if seen and not any(seen):
            lacks.append("saw none of its references")
        for lack in lacks:
            message = f"{appraisal.id} calls a claim {appraisal.verdict}, yet {lack}"
            yield Remark(message, appraisal.origin, "put the verdict right", appraisal.finding)


def _of_conflicts(sheet: Sheet) -> Iterator[Remark]:
    """Find statements of two sides of a conflict; where the second is asked for is where to look."""
    printed = {statement.anchor for statement in sheet.statements}
    for conflict in sheet.library.conflicts:
        sides = [next((anchor for anchor in side if anchor in printed), "") for side in conflict.sides]
        met = [anchor for anchor in sides if anchor]
        if len(met) > 1:
            matter = f"{conflict.id} ({conflict.topic})"
            message = f"the handout prints both sides of the conflict {matter}: {', '.join(met)}"
            words = sheet.library.statements[met[1]].text
            origin = asked_at(met[1], sheet.selection, sheet.library)
            yield Remark(message, origin, f"we hold: {conflict.resolution}", words)


def _of_no_source(sheet: Sheet) -> Iterator[Remark]:
    """Find claims that cite nothing, nothing known, or nothing listed, and facts without a reference."""
    is_listed = any(isinstance(block, Sources) for block in walk(sheet.handout.blocks))
    if not is_listed and any(claim.anchors for claim in sheet.claims):
        message = "the page cites statements and lists no source"
        yield Remark(message, sheet.handout.origin, "let the template print the sources", sheet.handout.title)
    for claim in sheet.claims:
        unknown = [anchor for anchor in claim.anchors if anchor not in sheet.library.statements]
        if not claim.anchors:
            hint = "let the template cite its statement, or mark the words as a note"
            yield Remark("a claim on the page cites no statement", claim.origin, hint, claim.words)
        elif unknown:
            yield Remark(f"a claim cites the unknown statement {unknown[0]!r}", claim.origin, "", claim.words)
        elif not claim.has_numbers:
            message = "a claim on the page leads to no entry of the list of sources"
            yield Remark(message, claim.origin, "let the template print the sources", claim.words)
    for statement in sheet.statements:
        if statement.seed == FACTS and not statement.references:
            message = f"{statement.anchor} is printed and has no reference"
            yield Remark(message, statement.origin, "give it ref=… of references.yaml", statement.text)
    yield from uncited(sheet)


def _of_no_reference(sheet: Sheet) -> Iterator[Remark]:
    """Find seeds other than the facts whose printed statements rest on nothing but the seed itself."""
    bare: dict[str, list[Statement]] = {}
    for statement in (item for item in sheet.statements if not item.term):
        seed = sheet.library.seeds[statement.seed]
        if statement.seed != FACTS and not seed.original_file and not statement.references:
            bare.setdefault(statement.seed, []).append(statement)
    for name, statements in bare.items():
        message = (
            f"{len(statements)} printed of the seed {name!r} without a reference: the page cites the seed"
        )
        hint = "give them ref=… of references.yaml"
        yield Remark(message, statements[0].origin, hint, statements[0].text)


def _of_numbers(sheet: Sheet) -> Iterator[Remark]:
    """Find numbers on the page that differ from those of the statement that the line cites."""
    for claim, statement in _told_by_one(sheet):
        told, said = numbers_in(claim.words), numbers_in(visible(statement.text))
        if told != said:
            message = f"the page says {listed(told)} where {statement.anchor} says {listed(said)}"
            yield Remark(message, claim.origin, "print the statement as it is", claim.words)
    for chart in _charts((*sheet.handout.blocks, *sheet.deck.blocks)):
        yield from _of_drawn_numbers(chart, sheet.library)
    for table in sheet.tables:
        yield from _of_numbers_around(table, sheet)
    yield from miscounted(sheet)


def _of_drawn_numbers(chart: Chart, library: Library) -> Iterator[Remark]:
    """Compare what a chart draws with the cells that its title cites, in the words of either register."""
    (title,) = claims_in((chart,))
    statements = [found for anchor in title.anchors if (found := library.statements.get(anchor))]
    drawn = sorted(value for series in chart.series for value in series.values)
    said, for_class = (
        sorted(number for words in register for number in _drawn(words))
        for register in ([item.text for item in statements], [item.for_class for item in statements])
    )
    if statements and drawn not in (said, for_class):
        message = f"the chart draws {listed(drawn)} where its statements say {listed(said)}"
        yield Remark(message, chart.origin, "draw the statements as they are", title.words)


def _drawn(words: str) -> tuple[float, ...]:
    """Return the number of a chart's cell; a minus counts, unlike in `numbers_in`."""
    found = numbers_in(words.lstrip("-−+"))
    return tuple(-number for number in found) if words.startswith(("-", "−")) else found


def _of_numbers_around(table: PickedTable, sheet: Sheet) -> Iterator[Remark]:
    """Look for the numbers of a table's title and reading aid in what rests on the same references."""
    for words in filter(numbers_in, (table.title, table.read)):
        known = _numbers_behind(table, sheet.library)
        odd = [number for number in numbers_in(words) if number not in known]
        if odd:
            message = (
                f"{table.anchor} tells of {listed(odd)}, which none of its statements or their sources hold"
            )
            origin = sheet.library.tables[table.anchor].origin
            yield Remark(message, origin, "tell numbers that a statement holds", words)


def _numbers_behind(table: PickedTable, library: Library) -> frozenset[float]:
    """Return the numbers of a table, and those of all statements on one of its references."""
    cells = [cell.statement for cell in table.cells]
    behind = {reference for cell in cells for reference in cell.references}
    shared = [item for item in library.statements.values() if not behind.isdisjoint(item.references)]
    told = {number for item in (*cells, *shared) for number in _numbers_of(item)}
    around = (*table.heads, *(row.head for row in table.rows), table.caption, table.unit)
    heads = {number for words in around for number in numbers_in(words)}
    return frozenset((*told, *(number / _WEEK for number in told), *heads))


def _of_free_numbers(sheet: Sheet) -> Iterator[Remark]:
    """Find numbers in the spec's own words that no printed statement of the topic holds."""
    known = set(_known_numbers(sheet.selection))
    for told in sheet.told:
        odd = [number for number in told.numbers if number not in known]
        if odd:
            message = f"{told.what} says {listed(odd)}, which no printed statement of the topic holds"
            hint = "select the statement behind it, or leave the number out"
            yield Remark(message, told.origin, hint, told.words)


def _known_numbers(selection: Selection) -> Iterator[float]:
    for picked in (*selection.handout(), *selection.deck()):
        yield from _numbers_of(picked.statement)
        for appraisal in picked.appraisals:
            yield from numbers_in(appraisal.finding)
    slides = [table for slide in selection.slides for table in (slide.table, slide.chart) if table]
    for table in (*tables_of(selection), *slides):
        heads = (*table.heads, *(row.head for row in table.rows))
        yield from numbers_in(" ".join((table.caption, table.title, table.unit, table.read, *heads)))


def _numbers_of(statement: Statement) -> tuple[float, ...]:
    return numbers_in(f"{statement.text} {statement.clinical}")


def _of_words(sheet: Sheet) -> Iterator[Remark]:
    """Find words on the page that differ from the statement's; numbers are another rule's."""
    for claim, statement in _told_by_one(sheet):
        said = as_printed(statement.text)
        if claim.words != said and without_numbers(claim.words) != without_numbers(said):
            message = f"the words on the page are not those of {statement.anchor}"
            yield Remark(message, claim.origin, f"it says {said!r}", claim.words)
    for claim, known in _told_by_several(sheet):
        if claim.words not in [as_printed(statement.text) for statement in known]:
            anchors = ", ".join(statement.anchor for statement in known)
            message = f"the words on the page are those of none of {anchors}"
            yield Remark(message, claim.origin, "print a statement as it is, and cite that one", claim.words)
    for table in sheet.tables:
        for said, words in _words_around(table, sheet):
            if as_printed(said) != words:
                message = f"the words around the table {table.anchor} are not the seed's"
                yield Remark(message, table.origin, f"it says {said!r}", words)
    yield from misquoted(sheet)


def _words_around(table: PickedTable, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield the heads of a table, and the title and reading aid of a chart, each with what is printed."""
    for block in _figures(sheet.handout.blocks):
        if block.origin != table.origin:
            continue
        if isinstance(block, Chart):
            yield table.title, plain_text(block.title)
            yield table.read, plain_text(block.read)
        else:
            yield from _paired(table.heads, [cell.inlines for cell in block.head])
            yield from _paired(
                [row.head for row in table.rows], [row[0].inlines for row in block.rows if row]
            )


def _paired(said: Iterable[str], printed: Iterable[Inlines]) -> Iterator[tuple[str, str]]:
    return ((one, plain_text(other)) for one, other in zip(said, printed, strict=False))


def _told_by_one(sheet: Sheet) -> Iterator[tuple[Claim, Statement]]:
    """Yield the claims that one known statement is behind; those of figures are titles of their own."""
    yield from ((claim, known[0]) for claim, known in _told(sheet) if len(known) == 1)


def _told_by_several(sheet: Sheet) -> Iterator[tuple[Claim, list[Statement]]]:
    """Yield the claims that cite more than one known statement, those of figures left out."""
    yield from ((claim, known) for claim, known in _told(sheet) if len(known) > 1)


def _told(sheet: Sheet) -> Iterator[tuple[Claim, list[Statement]]]:
    """Yield the claims whose statements are all known, those of figures left out."""
    figures = {chart.origin for chart in _charts(sheet.handout.blocks)}
    for claim in sheet.claims:
        known = [found for anchor in claim.anchors if (found := sheet.library.statements.get(anchor))]
        if len(known) == len(claim.anchors) and claim.origin not in figures:
            yield claim, known


def _figures(blocks: Iterable[Block]) -> Iterator[Chart | Table]:
    for block in blocks:
        if isinstance(block, Chart | Table):
            yield block
        elif isinstance(block, Box | Section | Slide):
            yield from _figures(block.blocks)


def _charts(blocks: Iterable[Block]) -> tuple[Chart, ...]:
    return tuple(block for block in _figures(blocks) if isinstance(block, Chart))


RULES: tuple[Rule, ...] = (
    Rule(
        "evidence-verdict", "every printed statement may be printed", _OURS, _of_bad_verdict, Severity.ERROR
    ),
    Rule("evidence-conflict", "no conflict is printed with both sides", _OURS, _of_conflicts, Severity.ERROR),
    Rule("evidence-source", "every claim leads to a source", _OURS, _of_no_source, Severity.ERROR),
    Rule("evidence-reference", "no seed is its own only source", _OURS, _of_no_reference),
    Rule("evidence-number", "numbers are those of the statements", _OURS, _of_numbers, Severity.ERROR),
    Rule("evidence-free-number", "free words hold no number of their own", _OURS, _of_free_numbers),
    Rule("evidence-words", "words are those of the statements", _OURS, _of_words, Severity.ERROR),
    *QUOTED,
)
