"""What is said where no recogniser knows better: what stands there and what could have stood."""

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.syntax.change import Change
from maatwerk_rules.syntax.phrases import expectation
from maatwerk_rules.syntax.slip import PIECE, Slip, expects_line, offer

PARSE_ERROR = Kind(
    "MW001",
    "ontleedfout",
    Severity.FOUT,
    "Na {na} hoort {verwacht}; hier staat {gevonden}.",
    "",
)
UNKNOWN_WORD = Kind(
    "MW034",
    "onbekend-sleutelwoord",
    Severity.FOUT,
    "`{woord}` ken ik hier niet als sleutelwoord.",
    "",
)
_NO_QUOTE = 'binnen een tekst kan geen `"` staan: schrijf daar `‘` en `’`'
END_OF_LINE = "het einde van de regel"
_HINTS = {
    "indien": "zet een keuze tussen haakjes: `(a indien b, anders c)`",
    "%": "een percentage is een getal met `%` erachter, zoals `80%`",
    ".": "laat de punt weg: een regel eindigt zonder leesteken",
}


def plain(slip: Slip, at_end: str = "het einde van het blok") -> Diagnostic:
    """Say what stands there and what could have stood there."""
    start, end = slip.last()
    before = slip.text[start:end]
    na = "deze tekst" if before.startswith('"') else f"`{before}`"
    word = slip.word
    head = PIECE.match(slip.text, slip.block.head, slip.block.end)
    verwacht = expectation(slip.accepted(), head[0] if head else "")
    if word and slip.begins_line and not expects_line(slip):
        word, at_end = "", END_OF_LINE
    shown = at_end if not word else "een tekst" if word[0] == '"' else f"`{word[:40]}`"
    span = slip.here() if word else slip.span(start, end)
    found = diagnostic(PARSE_ERROR, span, na=na, verwacht=verwacht, gevonden=shown)
    hint = _NO_QUOTE if na == "deze tekst" and slip.before == slip.place else _HINTS.get(word)
    return attrs.evolve(found, help=tuple(filter(None, [hint])))


def say(slip: Slip, change: Change) -> Diagnostic:
    """Say what stands there, with the change that makes the line read."""
    span = slip.span(change.start, change.end)
    if change.word:
        end = change.start + len(change.word)
        said = diagnostic(UNKNOWN_WORD, slip.span(change.start, end), woord=change.word)
    elif change.expected:
        before = PIECE.findall(slip.text, slip.block.head, change.start)[-1]
        found = slip.text[change.start : change.end]
        said = diagnostic(
            PARSE_ERROR, span, na=f"`{before}`", verwacht=change.expected, gevonden=f"`{found}`"
        )
    else:
        said = attrs.evolve(plain(slip), help=())
    edits = [Edit(span, change.replacement, "suggestie")] if change.whole else []
    return offer(said, change.advice, *edits)
