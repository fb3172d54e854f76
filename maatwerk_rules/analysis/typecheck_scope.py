"""What an expression may rely on where it stands, and how a finding about its type is made."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

import attrs

from maatwerk_rules.analysis.scopes import guards_of, parts_of, records_of
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.clauses import AlleenIndien
from maatwerk_rules.model.declarations import Gegeven
from maatwerk_rules.model.node import Declaration, Expression
from maatwerk_rules.model.types import Aantal, Bedrag, Keuze, Type, Typefout
from maatwerk_rules.source import Span
from maatwerk_rules.values import frozen

Inference: TypeAlias = Generator[Diagnostic, None, Type]
"""Yields what is wrong in an expression and returns its type."""

NOT_ROUNDED = Kind(
    "MW855",
    "afronding-onbepaald",
    Severity.FOUT,
    "Hier ontstaan delen van {eenheid}, en er staat niet hoe wordt afgerond.",
    "Afronden is een keuze die de inwoner geld kan schelen; daarom staat zij in het beleid.",
)
OUTSIDE_CONDITION = Kind(
    "MW077",
    "gegeven-buiten-voorwaarde",
    Severity.FOUT,
    "`{naam}` bestaat alleen onder een voorwaarde, en die staat hier niet.",
    "Waar de voorwaarde niet geldt wordt het gegeven nooit gevraagd en blijft het onbekend.",
)


@frozen
class Scope:
    """Where an expression stands.

    Args:
        records: The names of records in scope with their soort.
        expected: The type asked for here; a literal takes its unit or period from it, and a
            bare name may be an option of it.
        vorige: The type of `vorige`; None where it may not be used.
        conditions: What surely holds here.
        rounded: Whether the expression stands inside a written rounding.
    """

    symbols: Symbols
    records: Mapping[str, str] = MappingProxyType({})
    expected: Type | None = None
    vorige: Type | None = None
    conditions: tuple[Expression, ...] = ()
    rounded: bool = False

    def expecting(self, expected: Type | None) -> Scope:
        """Return the scope for a part of which this type is asked."""
        if expected is self.expected:
            return self
        # Each part of each expression comes by here: `attrs.evolve` takes three times as long.
        return Scope(
            self.symbols, self.records, expected, self.vorige, self.conditions, self.rounded
        )

    def given(self, *conditions: Expression) -> Scope:
        """Return the scope for a part that counts only while the conditions hold."""
        if not conditions:
            return self
        parts = tuple(part for condition in conditions for part in parts_of(condition))
        return attrs.evolve(self, conditions=(*self.conditions, *parts))


def scope_of(declaration: Declaration, symbols: Symbols) -> Scope:
    """Return the scope of the expressions in a declaration, for a rule that of its value."""
    return Scope(
        symbols,
        records=records_of(declaration, symbols),
        conditions=guards_of(declaration, symbols),
    )


def negation_of(condition: Expression) -> Expression:
    """Return what holds when a condition does not.

    >>> from maatwerk_rules.model.expressions import Naam, Niet
    >>> negation_of(Niet(Naam("a")))
    Naam(naam='a')
    """
    return condition.deel if isinstance(condition, e.Niet) else e.Niet(condition)


def is_unknown(*found: Type | None) -> bool:
    """Tell whether a type already had a finding, so that nothing more is said of it."""
    return any(isinstance(each, Typefout) for each in found)


def is_exact(type_: Type) -> bool:
    """Tell whether a value may hold parts of cents, or parts of a whole."""
    return isinstance(type_, Bedrag | Aantal) and type_.exact


def fits(found: Type, expected: Type) -> bool:
    """Tell whether a value of one type may stand where the other is asked."""
    return is_unknown(found, expected) or found == expected


def report_not_rounded(expression: Expression, found: Type, symbols: Symbols) -> Diagnostic:
    """Return the finding that a value must be rounded, with the rounding as a change."""
    unit = "centen" if isinstance(found, Bedrag) else "helen"
    if not isinstance(found, Bedrag | Aantal):
        unit = "hele procenten"
    rounding = f"rekenkundig afgerond op {unit}"
    edits = tuple(
        Edit(expression.span, f"({text}) {rounding}", "suggestie")
        for text in text_of(expression.span, symbols)
    )
    parts = {"centen": "centen", "helen": "een geheel", "hele procenten": "procenten"}[unit]
    advice = f"zet er haken omheen en schrijf erachter bijvoorbeeld `{rounding}`"
    report = diagnostic(NOT_ROUNDED, expression.span, eenheid=parts, help=(advice,))
    return attrs.evolve(report, edits=edits)


def text_of(span: Span, symbols: Symbols) -> Iterator[str]:
    """Yield what stands in a place of the text, once, or nothing when the text is not known."""
    if span.source in symbols.sources:
        yield symbols.sources[span.source].text[span.start : span.end]


def find_outside_condition(expression: Expression, naam: str, scope: Scope) -> Iterator[Diagnostic]:
    """Yield a finding when a conditional fact is read where its condition need not hold."""
    gegeven = scope.symbols.values.get(naam)
    clausule = gegeven.one(AlleenIndien) if isinstance(gegeven, Gegeven) else None
    if clausule is None:
        return
    if all(part in scope.conditions for part in parts_of(clausule.voorwaarde)):
        return
    condition = next(text_of(clausule.voorwaarde.span, scope.symbols), "…")
    yield diagnostic(
        OUTSIDE_CONDITION,
        expression.span,
        naam=naam,
        help=(f"schrijf de voorwaarde erbij: `{condition} en …`",),
    )


def option_type(naam: str, scope: Scope) -> Keuze | None:
    """Return the keuze asked for here when the name is one of its options."""
    expected = scope.expected
    return expected if isinstance(expected, Keuze) and naam in expected.opties else None
