"""From the place where a text stops fitting to one Dutch sentence that helps."""

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.automaton import Automaton, Failure, TooDeep
from maatwerk_rules.syntax.blocks import Block

PARSE_ERROR = Kind("MW001", "ontleedfout", Severity.FOUT, "Hier past {gevonden} niet.", "")


def explain(
    machine: Automaton, source: Source, block: Block, outcome: Failure | TooDeep
) -> Diagnostic:
    """Return the one diagnostic of a block that does not parse."""
    place = outcome.place
    return diagnostic(
        PARSE_ERROR,
        Span(source.name, place, place + 1),
        gevonden=repr(source.text[place : place + 9]),
    )
