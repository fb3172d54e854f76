"""What is declared and never used: one way of finding and of taking away, for every sort."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, diagnostic
from maatwerk_rules.linter.mentions import removal
from maatwerk_rules.linter.report import with_edits
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.node import Declaration


def find_unused(
    kind: Kind, declarations: Iterable[Declaration], subject: Subject
) -> Iterator[Diagnostic]:
    """Yield a finding for each declaration whose name stands nowhere, with its removal."""
    for each in declarations:
        if each.name in subject.mentions.names:
            continue
        found = diagnostic(kind, subject.place_of_name(each), naam=each.name)
        edit = removal(each, subject.sources[each.span.source])
        yield with_edits(found, edit) if edit else found
