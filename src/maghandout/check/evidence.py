"""What a handout says to whether its sources say it: verdicts, conflicts, citations, numbers, words.

It compares what is printed with the library, and trusts neither the selection nor the templates. How the
words put a number or a doubt is asked in `wording`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from maghandout.check.claims import Claim, asked_at, claims_of, statements_of, tables_of
from maghandout.check.rule import Remark, Rule
from maghandout.check.sheet import Sheet
from maghandout.check.told import Told, numbers_in, spoken, told_by, without_numbers
from maghandout.check.wording import RULES as WORDING
from maghandout.compose.inlines import fold, visible
from maghandout.diagnostics import Severity
from maghandout.model.document import Block, Box, Chart, Inlines, Section, Table, plain_text
from maghandout.model.library import FACTS, Anchor, Statement, Verdict
from maghandout.model.selection import PickedTable, Selection
from maghandout.select.policy import CORRECTED, PRINTS

_RUN = 7
"""So many words in a row that a claim shares are no chance."""
_WEEK = 7
"""Days that a title may tell as one week."""
_WHOLE = 4
"""A shorter claim is quoted where all its words stand in a row, if it has so many."""
_OURS = "the verdict policy of maghandout"
_WITHHELD = frozenset(Verdict) - PRINTS - CORRECTED


def _of_bad_verdict(sheet: Sheet) -> Iterator[Remark]:
    """Find printed statements whose verdict keeps them out of a handout."""
    cited = [anchor for claim in claims_of(sheet) for anchor in claim.anchors]
    printed = dict.fromkeys([*(item.anchor for item in statements_of(sheet)), *cited])
    for anchor in printed:
        verdict = sheet.library.verdict(anchor)
        if verdict is None or verdict in PRINTS:
            continue
        worst = sheet.library.appraised[anchor][0]
        message = f"{anchor} is {verdict} and may not be printed: {worst.finding}"
        hint = f"select {worst.corrected} instead" if worst.corrected else "leave it to the deck"
        yield Remark(message, asked_at(sheet, anchor), hint, sheet.library.statements[anchor].text)


def _of_conflicts(sheet: Sheet) -> Iterator[Remark]:
    """Find statements of two sides of a conflict; where the second is asked for is where to look."""
    printed = {statement.anchor for statement in statements_of(sheet)}
    for conflict in sheet.library.conflicts:
        sides = [next((anchor for anchor in side if anchor in printed), "") for side in conflict.sides]
        met = [anchor for anchor in sides if anchor]
        if len(met) > 1:
            matter = f"{conflict.id} ({conflict.topic})"
            message = f"the handout prints both sides of the conflict {matter}: {', '.join(met)}"
            words = sheet.library.statements[met[1]].text
            yield Remark(message, asked_at(sheet, met[1]), f"we hold: {conflict.resolution}", words)


def _of_no_source(sheet: Sheet) -> Iterator[Remark]:
    """Find claims that cite nothing, nothing known, or nothing listed, and facts without a reference."""
    for claim in claims_of(sheet):
        unknown = [anchor for anchor in claim.anchors if anchor not in sheet.library.statements]
        if not claim.anchors:
            hint = "let the template cite its statement, or mark the words as a note"
            yield Remark("a claim on the page cites no statement", claim.origin, hint, claim.words)
        elif unknown:
            yield Remark(f"a claim cites the unknown statement {unknown[0]!r}", claim.origin, "", claim.words)
        elif not claim.has_numbers:
            message = "a claim on the page leads to no entry of the list of sources"
            yield Remark(message, claim.origin, "let the template print the sources", claim.words)
    for statement in statements_of(sheet):
        if statement.seed == FACTS and not statement.references:
            message = f"{statement.anchor} is printed and has no reference"
            yield Remark(message, statement.origin, "give it ref=… of references.yaml", statement.text)


def _of_no_reference(sheet: Sheet) -> Iterator[Remark]:
    """Find seeds other than the facts whose printed statements rest on nothing but the seed itself."""
    bare: dict[str, list[Statement]] = {}
    for statement in (item for item in statements_of(sheet) if not item.term):
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
        printed, said = numbers_in(claim.words), numbers_in(visible(statement.text))
        if printed != said:
            message = f"the page says {_listed(printed)} where {statement.anchor} says {_listed(said)}"
            yield Remark(message, claim.origin, "print the statement as it is", claim.words)
    for chart in _charts(sheet.handout.blocks):
        yield from _of_drawn_numbers(chart, sheet)
    for table in tables_of(sheet):
        yield from _of_numbers_around(table, sheet)


def _of_drawn_numbers(chart: Chart, sheet: Sheet) -> Iterator[Remark]:
    """Compare what a chart draws with the cells that its title cites."""
    cited = [claim.anchors for claim in claims_of(sheet) if claim.origin == chart.origin]
    statements = [sheet.library.statements.get(anchor) for anchors in cited[:1] for anchor in anchors]
    said = sorted(number for item in statements if item for number in _drawn(item.text))
    drawn = sorted(value for series in chart.series for value in series.values)
    if statements and drawn != said:
        message = f"the chart draws {_listed(drawn)} where its statements say {_listed(said)}"
        yield Remark(message, chart.origin, "draw the statements as they are", plain_text(chart.title))


def _drawn(words: str) -> tuple[float, ...]:
    """Return the number of a chart's cell; a minus counts, unlike in `numbers_in`."""
    found = numbers_in(words.lstrip("-−+"))
    return tuple(-number for number in found) if words.startswith(("-", "−")) else found


def _of_numbers_around(table: PickedTable, sheet: Sheet) -> Iterator[Remark]:
    """Look for the numbers of a table's title and reading aid in what rests on the same references."""
    cells = [cell.statement for cell in table.cells]
    behind = {reference for cell in cells for reference in cell.references}
    shared = [item for item in sheet.library.statements.values() if behind.intersection(item.references)]
    known = {number for item in (*cells, *shared) for number in _numbers_of(item)}
    known |= {number / _WEEK for number in known}
    around = (*table.heads, *(row.head for row in table.rows), table.caption, table.unit)
    known |= {number for words in around for number in numbers_in(words)}
    for words in (table.title, table.read):
        odd = [number for number in numbers_in(words) if number not in known]
        if odd:
            message = (
                f"{table.anchor} tells of {_listed(odd)}, which none of its statements or their sources hold"
            )
            origin = sheet.library.tables[table.anchor].origin
            yield Remark(message, origin, "tell numbers that a statement holds", words)


def _of_free_numbers(sheet: Sheet) -> Iterator[Remark]:
    """Find numbers in the spec's own words that no printed statement of the topic holds."""
    known = set(_known_numbers(sheet.selection))
    for told in told_by(sheet.selection.topic):
        odd = [number for number in told.numbers if number not in known]
        if odd:
            message = f"{told.what} says {_listed(odd)}, which no printed statement of the topic holds"
            hint = "select the statement behind it, or leave the number out"
            yield Remark(message, told.origin, hint, told.words)


def _known_numbers(selection: Selection) -> Iterator[float]:
    for picked in (*selection.handout(), *selection.deck()):
        yield from _numbers_of(picked.statement)
        for appraisal in picked.appraisals:
            yield from numbers_in(appraisal.finding)
    sections = [table for section in selection.sections for table in (section.table, section.chart)]
    slides = [table for slide in selection.slides for table in (slide.table, slide.chart)]
    for table in (*sections, *slides):
        if table:
            heads = (*table.heads, *(row.head for row in table.rows))
            yield from numbers_in(" ".join((table.caption, table.title, table.unit, table.read, *heads)))


def _numbers_of(statement: Statement) -> tuple[float, ...]:
    return numbers_in(f"{statement.text} {statement.clinical}")


def _listed(numbers: Iterable[float]) -> str:
    return ", ".join(f"{number:,.10g}" for number in numbers) or "no number"


def _of_words(sheet: Sheet) -> Iterator[Remark]:
    """Find words on the page that differ from the statement's; numbers are another rule's."""
    for claim, statement in _told_by_one(sheet):
        said = fold(visible(statement.text)).strip()
        if without_numbers(claim.words) != without_numbers(said):
            message = f"the words on the page are not those of {statement.anchor}"
            yield Remark(message, claim.origin, f"it says {said!r}", claim.words)
    for table in tables_of(sheet):
        for seed_words, printed in _words_around(table, sheet):
            if fold(visible(seed_words)).strip() != printed:
                message = f"the words around the table {table.anchor} are not the seed's"
                yield Remark(message, table.origin, f"it says {seed_words!r}", printed)


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
    figures = {chart.origin for chart in _charts(sheet.handout.blocks)}
    for claim in claims_of(sheet):
        found = [sheet.library.statements.get(anchor) for anchor in claim.anchors]
        if len(found) == 1 and found[0] and claim.origin not in figures:
            yield claim, found[0]


def _figures(blocks: Iterable[Block]) -> Iterator[Chart | Table]:
    for block in blocks:
        if isinstance(block, Chart | Table):
            yield block
        elif isinstance(block, Box | Section):
            yield from _figures(block.blocks)


def _charts(blocks: Iterable[Block]) -> tuple[Chart, ...]:
    return tuple(block for block in _figures(blocks) if isinstance(block, Chart))


def _of_quoted(sheet: Sheet) -> Iterator[Remark]:
    """Find words of the spec that repeat a claim which no handout may print."""
    told = told_by(sheet.selection.topic)
    runs = [(item, frozenset(_runs(item.words)), spoken(item.words)) for item in told]
    every = frozenset[tuple[str, ...]]().union(*(own for _, own, _ in runs))
    for anchor, appraisals in sheet.library.appraised.items():
        verdict = appraisals[0].verdict
        statement = sheet.library.statements.get(anchor)  # a user's seed may have replaced it
        for words in (statement.text, statement.clinical) if statement and verdict in _WITHHELD else ():
            shared = every.intersection(_runs(words))
            whole = _whole(words)
            for item, own, said in runs:
                if own & shared or (whole and whole in said):
                    yield _quoted(item, anchor, verdict)


def _whole(words: str) -> str:
    """Return a claim that is too short for a run, and long enough to be no chance; else nothing."""
    return spoken(words) if _WHOLE <= len(words.split()) < _RUN else ""


def _runs(words: str) -> Iterator[tuple[str, ...]]:
    """Yield every run of words that is long enough to know a claim by."""
    parts = spoken(words).split()
    for start in range(len(parts) - _RUN + 1):
        yield tuple(parts[start : start + _RUN])


def _quoted(told: Told, anchor: Anchor, verdict: Verdict) -> Remark:
    message = f"{told.what} repeats {anchor}, which is {verdict}"
    return Remark(message, told.origin, "say what was found in its stead", told.words)


RULES: tuple[Rule, ...] = (
    Rule(
        "evidence-verdict", "every printed statement may be printed", _OURS, _of_bad_verdict, Severity.ERROR
    ),
    Rule("evidence-conflict", "no conflict is printed with both its sides", _OURS, _of_conflicts),
    Rule("evidence-source", "every claim leads to a source", _OURS, _of_no_source, Severity.ERROR),
    Rule("evidence-reference", "no seed is its own only source", _OURS, _of_no_reference),
    Rule("evidence-number", "numbers are those of the statements", _OURS, _of_numbers, Severity.ERROR),
    Rule("evidence-free-number", "free words hold no number of their own", _OURS, _of_free_numbers),
    Rule("evidence-words", "words are those of the statements", _OURS, _of_words, Severity.ERROR),
    Rule(
        "evidence-withheld-quoted", "free words repeat no withheld claim", _OURS, _of_quoted, Severity.ERROR
    ),
    *WORDING,
)
