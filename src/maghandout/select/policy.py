"""The verdict policy: which statements a patient may read, and what stands in for those that may not.

| verdict                       | handout                                         |
|-------------------------------|-------------------------------------------------|
| accurate, or nothing checked  | prints                                          |
| overstated, misattributed     | prints the corrected statement of the facts seed |
| contradicted, unverifiable    | withheld                                        |

A statement that a topic names and the policy withholds is an error; one that a wider selector meets is
withheld and reported. A deck shows any statement with its verdict.
"""

from __future__ import annotations

from maghandout.diagnostics import Origin
from maghandout.errors import PolicyError
from maghandout.model.library import Appraisal, Library, Statement, Verdict
from maghandout.model.selection import Picked, Withheld

PRINTS = frozenset({Verdict.ACCURATE})
CORRECTED = frozenset({Verdict.OVERSTATED, Verdict.MISATTRIBUTED})


def admit(statement: Statement, library: Library, origin: Origin, *, is_named: bool) -> Picked | Withheld:
    """Decide on one statement for a handout; `origin` is the selector that met it.

    Raises:
        PolicyError: the topic names a statement that must not be printed.
    """
    appraisals = library.appraised.get(statement.anchor, ())
    worst = appraisals[0] if appraisals else None
    if worst is None or worst.verdict in PRINTS:
        return Picked(statement, appraisals)
    corrected = _correction(appraisals)
    if worst.verdict in CORRECTED and corrected:
        stand_in = library.statements[corrected]
        return Picked(stand_in, library.appraised.get(corrected, ()), instead_of=statement)
    if is_named:
        hint = f"select {corrected} instead" if corrected else "leave it to the deck"
        message = f"{statement.anchor} is {worst.verdict} and may not be printed: {worst.finding}"
        raise PolicyError.at(origin, message, hint)
    return Withheld(statement, worst, "", origin)


def show(statement: Statement, library: Library) -> Picked:
    """Return a statement for a deck, whatever its verdict."""
    return Picked(statement, library.appraised.get(statement.anchor, ()))


def needs_care(picked: Picked) -> bool:
    """Tell whether a claim is one that a deck shows only as a claim to handle with care."""
    return picked.verdict is not None and picked.verdict not in PRINTS | CORRECTED


def _correction(appraisals: tuple[Appraisal, ...]) -> str:
    """Return the anchor to print instead; the worst appraisal that names one decides."""
    return next((appraisal.corrected for appraisal in appraisals if appraisal.corrected), "")
