"""The exceptions a caller may meet.

    MaatwerkError
    ├── PolicyError     the text of a policy is wrong; holds the diagnostics
    ├── FactError       the facts of a case do not read; holds the diagnostics
    │   └── ColumnError a table cannot be decided: its columns do not fit the policy
    └── ArchiveError    what was kept cannot be read, or cannot be added to

Wrong use of Python is a `TypeError` or `ValueError`; our own mistakes are assertions.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from maatwerk_rules.diagnostics import Diagnostic, render_short
from maatwerk_rules.source import Source

_NO_SOURCES: Mapping[str, Source] = MappingProxyType({})


class MaatwerkError(Exception):
    """Whatever this library raises on purpose, besides wrong use of Python."""


class PolicyError(MaatwerkError):
    """The text of a policy is wrong.

    >>> from maatwerk_rules.diagnostics import Kind, Severity, diagnostic
    >>> from maatwerk_rules.source import Span
    >>> kind = Kind("MW002", "onbekende-naam", Severity.FOUT, "Ik ken `{naam}` niet.", "")
    >>> source = Source("a.beleid", "dan vermorgen")
    >>> print(PolicyError((diagnostic(kind, Span("a.beleid", 4, 13), naam="vermorgen"),),
    ...                   {"a.beleid": source}))
    a.beleid:1:5: fout MW002 onbekende-naam: Ik ken `vermorgen` niet.
    """

    def __init__(
        self, diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source] = _NO_SOURCES
    ) -> None:
        self.diagnostics = tuple(diagnostics)
        self.sources = dict(sources)
        super().__init__(self.diagnostics, self.sources)

    def __str__(self) -> str:
        """Return one line per diagnostic."""
        return "\n".join(render_short(each, self.sources) for each in self.diagnostics)


class FactError(MaatwerkError):
    """The facts of a case do not read; each diagnostic holds the path in the data.

    >>> from maatwerk_rules.diagnostics import Kind, Severity, diagnostic
    >>> kind = Kind("MW901", "onbekend-gegeven", Severity.FOUT, "Ik ken `{naam}` niet.", "")
    >>> print(FactError((diagnostic(kind, "feiten.vermorgen", naam="vermorgen"),)))
    feiten.vermorgen: fout MW901 onbekend-gegeven: Ik ken `vermorgen` niet.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        """Return one line per diagnostic."""
        return "\n".join(render_short(each, {}) for each in self.diagnostics)


class ColumnError(FactError):
    """A table cannot be decided: its columns do not fit the policy, or the extra is absent.

    What is wrong with one row is no exception: it is told in that row.
    """


class ArchiveError(MaatwerkError):
    """What was kept cannot be read, or cannot be added to.

    >>> print(ArchiveError("regel 3 van het logboek is later veranderd"))
    regel 3 van het logboek is later veranderd
    """
