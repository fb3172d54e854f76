"""MW509: an amount that enters one sum twice, through the values that the sum reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.sums import terms
from maatwerk_rules.model import core
from maatwerk_rules.model.core import nodes
from maatwerk_rules.model.types import Bedrag
from maatwerk_rules.source import Span

KIND = Kind(
    "MW509",
    "dubbele-telling",
    Severity.WAARSCHUWING,
    "In deze optelling zit `{bedrag}` {keer} keer{langs}.",
    "Een bedrag dat twee keer meetelt maakt iemand op papier rijker of armer dan hij is.",
)
HELP = ("Haal het bedrag uit een van de delen.",)

Terms = Counter[core.Expr]


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the sums in which an amount is counted more often than in any of their parts."""
    told: set[tuple[Span, str]] = set()
    for part in subject.policy.slices:
        sums = Sums(part.program.definitions)
        for definition in part.program.definitions.values():
            origin = definition.origin
            if origin is None or not subject.is_own(origin):
                continue
            for expr in _values(definition):
                for leaf, often in sums.doubled(expr):
                    name = subject.text(leaf.span, 50)
                    if (expr.span, name) in told:
                        continue
                    told.add((expr.span, name))
                    via = sorted(sums.through(expr, leaf))
                    langs = f", ook door `{'` en `'.join(via)}`" if via else ""
                    yield diagnostic(
                        KIND, expr.span, help=HELP, bedrag=name, keer=str(often), langs=langs
                    )


class Sums:
    """The amounts that a value adds up, also through what it reads; each worked out once."""

    def __init__(self, definitions: Mapping[str, core.Definition]) -> None:
        self._definitions = definitions
        self._known: dict[str, Terms] = {}

    def doubled(self, expr: core.Expr) -> Iterator[tuple[core.Expr, int]]:
        """Yield each amount that a sum holds twice while no value it reads does so already."""
        parts = list(terms(expr))
        if len(parts) < 2:
            return
        held = [(self._held(part), sign) for part, sign in parts]
        whole: Terms = Counter()
        for one, sign in held:
            for leaf, often in one.items():
                whole[leaf] += sign * often
        for leaf, often in whole.items():
            if often > 1 and all(one[leaf] <= 1 for one, _ in held):
                yield leaf, often

    def through(self, expr: core.Expr, leaf: core.Expr) -> set[str]:
        """Return the values read in a sum that hold an amount."""
        return {
            part.name
            for part, _ in terms(expr)
            if isinstance(part, core.Read) and self._held(part)[leaf]
        }

    def _held(self, part: core.Expr) -> Terms:
        if isinstance(part, core.Fact | core.Field | core.Aggregate):
            return Counter([part])
        if not isinstance(part, core.Read):
            return Counter()
        if part.name not in self._known:
            self._known[part.name] = Counter()
            found = self._definitions.get(part.name)
            if found is not None and found.expression is not None and found.record is None:
                held: Terms = Counter()
                for each, sign in terms(found.expression):
                    for leaf, often in self._held(each).items():
                        held[leaf] += sign * often
                self._known[part.name] = held
        return self._known[part.name]


def _values(definition: core.Definition) -> Iterator[core.Expr]:
    if not isinstance(definition.type, Bedrag):
        return
    if definition.expression is not None:
        yield definition.expression
    for node in nodes(definition):
        if node.value is not None:
            yield node.value
