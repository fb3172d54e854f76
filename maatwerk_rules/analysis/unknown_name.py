"""A name that nobody declared, with the nearest names of the right kind."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.nearest import nearest
from maatwerk_rules.source import Span

UNKNOWN_NAME = Kind(
    "MW002",
    "onbekende-naam",
    Severity.FOUT,
    "Ik ken geen {soort} met de naam `{naam}`.",
    "Elke naam wordt ergens in het beleid beschreven, zodat ieder hetzelfde eronder verstaat.",
)


def report_unknown(
    name: str, what: str, span: Span, candidates: Iterable[str], advice: str = ""
) -> Diagnostic:
    """Return the finding for an unknown name, with a change for the nearest known one.

    Args:
        what: The Dutch word for what was expected, without article.
        candidates: The known names of that kind in scope.
        advice: What to do when no name is near.

    >>> report_unknown("colege", "orgaan", Span("a.beleid", 0, 6), ["college"]).help
    ('bedoelt u `college`?',)
    """
    near = nearest(name, candidates)
    help_ = f"bedoelt u {write_list((f'`{each}`' for each in near), 'of')}?" if near else advice
    found = diagnostic(UNKNOWN_NAME, span, naam=name, soort=what, help=(help_,) if help_ else ())
    edits = tuple(Edit(span, each, "suggestie") for each in near[:1])
    return attrs.evolve(found, edits=edits)
