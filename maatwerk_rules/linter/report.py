"""How a check of the linter says what it suspects, and what it would change."""

from __future__ import annotations

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Edit


def suspected(found: Diagnostic) -> Diagnostic:
    """Return the finding as a suspicion: a word list or a measure says so, not a proof.

    >>> from maatwerk_rules.diagnostics import Kind, Severity, diagnostic
    >>> kind = Kind("MW152", "moeilijk-woord", Severity.HINT, "Dit is moeilijk.", "")
    >>> str(suspected(diagnostic(kind, None)).certainty)
    'vermoeden'
    """
    return attrs.evolve(found, certainty=Certainty.VERMOEDEN)


def with_edits(found: Diagnostic, *edits: Edit) -> Diagnostic:
    """Return the finding with what it would change.

    >>> from maatwerk_rules.diagnostics import Kind, Severity, diagnostic
    >>> from maatwerk_rules.source import Span
    >>> kind = Kind("MW152", "moeilijk-woord", Severity.HINT, "Dit is moeilijk.", "")
    >>> edit = Edit(Span("a", 0, 6), "als", "suggestie")
    >>> with_edits(diagnostic(kind, None), edit).edits[0].replacement
    'als'
    """
    return attrs.evolve(found, edits=edits)
