"""Expressions of the core as Python, for cases of which all that they meet is known.

`and` and `or` stop early where the evaluator looks at all parts: that is sound, since one part
that is nee (or ja) settles the whole whatever the others are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import singledispatchmethod
from math import lcm
from types import MappingProxyType
from typing import Protocol

import attrs

from maatwerk_rules.compiler.writing import EXACT, Code, Lines, literal
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Bedrag, Datum, Number, Percentage, Scalar, Type, is_ordered
from maatwerk_rules.values import frozen

ZAAK = Code("zaak")


class Book(Protocol):
    """What an expression needs of the program it stands in.

    In a `patient` one a part that is not known is not the end: another may settle the whole.
    """

    patient: bool

    def function(self, name: str, phase: int) -> tuple[str, bool, int | None]:
        """Return the function of a definition, whether it takes a record, and its unit."""

    def amount(self, dated: core.Dated) -> tuple[int, int]:
        """Return the number under which a dated amount is kept for the day, and its unit."""

    def constant(self, value: object) -> str:
        """Return the name of a constant."""

    def month(self, body: core.Expr, scope: Scope) -> str:
        """Return the name of the function that gives a month, by the rules of its day."""

    def helper(self, parameters: tuple[str, ...], lines: tuple[str, ...]) -> str:
        """Add a function to the source and return its name."""


@frozen
class Scope:
    """Where an expression stands.

    `records` gives the Python name for each record variable, `previous` what a step starts from.
    `own` is the definition that a deviation changes, with the pass in which it is read there.
    """

    phase: int
    records: Mapping[str, str] = MappingProxyType({})
    previous: Code | None = None
    own: tuple[str, int] | None = None
    depth: int = 0

    def within(self, variable: str) -> tuple[str, Scope]:
        """Return a name for one more record, and the scope in which the variable means it."""
        name = f"rij{self.depth}"
        return name, attrs.evolve(
            self, records={**self.records, variable: name}, depth=self.depth + 1
        )

    @property
    def parameters(self) -> tuple[str, ...]:
        """What a helper function needs to be told."""
        previous = () if self.previous is None else (self.previous.text,)
        return ("zaak", *dict.fromkeys(self.records.values()), *previous)


OPERATORS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
MODES = {"half": "afgerond", "up": "naar_boven", "down": "naar_beneden"}
UNKNOWN = Code("onbekend()", EXACT)


@frozen
class Writer:
    """Writes the expressions of one scope."""

    book: Book
    scope: Scope

    @singledispatchmethod
    def code(self, expr: core.Expr) -> Code:
        """Return an expression as Python; what generated code does not reckon with stops it."""
        return UNKNOWN

    def all_of(self, parts: Sequence[core.Expr]) -> Code:
        """Return that all parts hold."""
        return self._several(parts, "and", "alle", "True")

    def any_of(self, parts: Sequence[core.Expr]) -> Code:
        """Return that a part holds."""
        return self._several(parts, "or", "een_van", "False")

    def _several(self, parts: Sequence[core.Expr], word: str, call: str, none: str) -> Code:
        if not parts:
            return Code(none)
        if len(parts) == 1:
            return self.code(parts[0])
        codes = [self.code(part) for part in parts]
        if self.book.patient:
            return Code(f"{call}({', '.join(f'lambda: {code.text}' for code in codes)})")
        return Code(f" {word} ".join(code.inside for code in codes), None, False)

    @code.register
    def _(self, expr: core.Constant) -> Code:
        return constant(expr.value, self.book)

    @code.register
    def _(self, expr: core.Fact) -> Code:
        return Code(f"zaak.feiten[{literal(expr.name)}]", unit_of(expr.type))

    @code.register
    def _(self, expr: core.Field) -> Code:
        record = self.scope.records.get(expr.variable)
        if record is None:
            return UNKNOWN
        return Code(f"{record}[{literal(expr.field)}]", unit_of(expr.type))

    @code.register
    def _(self, expr: core.Judged) -> Code:
        key = literal(f"oordeel:{expr.name}")
        if expr.variable is None:
            return Code(f"zaak.feiten[{key}]", unit_of(expr.type))
        record = self.scope.records.get(expr.variable)
        return UNKNOWN if record is None else Code(f"{record}[{key}]", unit_of(expr.type))

    @code.register
    def _(self, expr: core.Unfilled) -> Code:
        return Code(f"zaak.feiten[{literal(f'invulling:{expr.name}')}]", unit_of(expr.type))

    @code.register
    def _(self, expr: core.Dated) -> Code:
        number, per = self.book.amount(expr)
        if isinstance(expr.on, core.ReferenceDate):
            return Code(f"zaak.bedragen[{number}]", per)
        dated = (
            tuple(start for start, _ in expr.entries),
            tuple(None if one is None else scaled(one, per) for _, one in expr.entries),
            expr.until,
        )
        return Code(f"bedrag_op({self.book.constant(dated)}, {self.code(expr.on).text})", per)

    @code.register
    def _(self, expr: core.ReferenceDate) -> Code:
        return Code("zaak.dag")

    @code.register
    def _(self, expr: core.Read) -> Code:
        own = self.scope.own
        phase = own[1] if own is not None and own[0] == expr.name else self.scope.phase
        name, takes_record, per = self.book.function(expr.name, phase)
        if not takes_record:
            return Code(f"{name}(zaak)", per)
        record = self.scope.records.get(expr.variable or "")
        return UNKNOWN if record is None else Code(f"{name}(zaak, {record})", per)

    @code.register
    def _(self, expr: core.Previous) -> Code:
        return self.scope.previous or UNKNOWN

    @code.register
    def _(self, expr: core.Not) -> Code:
        return Code(f"not {self.code(expr.part).inside}", None, False)

    @code.register
    def _(self, expr: core.And) -> Code:
        return self.all_of(expr.parts)

    @code.register
    def _(self, expr: core.Or) -> Code:
        return self.any_of(expr.parts)

    @code.register
    def _(self, expr: core.AtLeast) -> Code:
        number = " + ".join(self.code(part).inside for part in expr.parts) or "0"
        high = "" if expr.high is None else f" <= {expr.high}"
        return Code(f"{expr.low} <= ({number}){high}", None, False)

    @code.register
    def _(self, expr: core.Gate) -> Code:
        return self.all_of((expr.first, expr.then))

    @code.register
    def _(self, expr: core.Compare) -> Code:
        left, right = same_unit(self.code(expr.left), self.code(expr.right))
        return Code(f"{left.inside} {OPERATORS[expr.operator]} {right.inside}", None, False)

    @code.register
    def _(self, expr: core.Arithmetic) -> Code:
        left, right = self.code(expr.left), self.code(expr.right)
        if expr.operator == "div":
            return _quotient(left, right, expr.right)
        if expr.operator == "mul":
            if EXACT in (left.per, right.per):
                left, right = as_exact(left), as_exact(right)
            per = (left.per or 0) * (right.per or 0)
            return Code(f"{left.inside} * {right.inside}", per, False)
        left, right = same_unit(left, right)
        sign = "+" if expr.operator == "add" else "-"
        return Code(f"{left.inside} {sign} {right.inside}", left.per, False)

    @code.register
    def _(self, expr: core.Bound) -> Code:
        found = self.code(expr.part)
        for end, name in ((expr.low, "max"), (expr.high, "min")):
            if end is not None:
                part, other = same_unit(found, self.code(end))
                found = Code(f"{name}({tidied(part)}, {tidied(other)})", part.per)
        return found

    @code.register
    def _(self, expr: core.Round) -> Code:
        """A quotient that is rounded at once never becomes a fraction."""
        unit = Fraction(expr.unit)
        over: Code | None = None
        part = self.code(expr.part)
        if part.per == EXACT and isinstance(expr.part, core.Arithmetic):
            left, right = self.code(expr.part.left), self.code(expr.part.right)
            if expr.part.operator == "div" and left.per and right.per:
                part = Code(_times(left, right.per * unit.denominator).text, 1)
                over = _times(right, left.per * unit.numerator)
        if over is None and part.per == EXACT:
            is_whole = unit.denominator == 1
            unit_text = literal(unit.numerator) if is_whole else self.book.constant(unit)
            text = f"rond({part.text}, {literal(expr.mode)}, {unit_text})"
            return Code(text, EXACT if unit.denominator > 1 else 1)
        if over is None:
            assert part.per is not None
            over = Code(str(part.per * unit.numerator))
            part = _times(part, unit.denominator)
        if over.text == "1":
            return Code(part.text, unit.denominator, part.atom)
        whole = Code(self.rounded(expr.mode, part, over), 1)
        return Code(_times(whole, unit.numerator).text, unit.denominator, unit.numerator == 1)

    def rounded(self, mode: str, part: Code, over: Code) -> str:
        """Return the text of a quotient that is rounded to a whole number."""
        return f"{MODES[mode]}({part.text}, {over.text})"

    @code.register
    def _(self, expr: core.Choose) -> Code:
        values = [self.code(value) for _, value in expr.branches]
        values = all_same_unit([*values, self.code(expr.otherwise)])
        text = ""
        for (condition, _), value in zip(expr.branches, values, strict=False):
            text += f"{value.inside} if {self.code(condition).inside} else "
        return Code(text + values[-1].inside, values[-1].per, False)

    @code.register
    def _(self, expr: core.Age) -> Code:
        birth, on = self.code(expr.birth), self.code(expr.on)
        return Code(f"leeftijd({birth.text}, {on.text})", 1)

    @code.register
    def _(self, expr: core.Shift) -> Code:
        amount = self.code(expr.amount)
        number = amount.text if amount.per == 1 else f"int({kept(amount).text})"
        if expr.sign < 0:
            number = f"-({number})" if amount.per == 1 else f"int(-{kept(amount).inside})"
        pick = "None" if expr.pick is None else literal(expr.pick)
        day = self.code(expr.date).text
        return Code(f"verschuif({day}, {number}, {literal(expr.unit)}, {pick})")

    @code.register
    def _(self, expr: core.MonthStart) -> Code:
        return Code(f"{self.code(expr.date).inside}.replace(day=1)")

    @code.register
    def _(self, expr: core.DaysBetween) -> Code:
        end, start = self.code(expr.end), self.code(expr.start)
        return Code(f"({end.inside} - {start.inside}).days", 1)

    @code.register
    def _(self, expr: core.OverMonths) -> Code:
        scope = attrs.evolve(self.scope, previous=None)
        month = literal(self.book.month(expr.body, scope))
        window = f"{literal(expr.window)}, {expr.months}, {self.code(expr.day).text}"
        told = ", ".join((literal(expr.kind), month, f"maanden({window})", *scope.parameters[1:]))
        return Code(f"over_maanden(zaak, {told})", EXACT if expr.kind == "sum" else 1)

    @code.register
    def _(self, expr: core.Aggregate) -> Code:
        lines = Lines()
        record, scope = self.scope.within(expr.variable)
        inside = attrs.evolve(self, scope=scope)
        per = _AGGREGATES[expr.kind](Records(expr, inside, self, record, lines))
        called = self.book.helper(self.scope.parameters, lines.all)
        return Code(f"{called}({', '.join(self.scope.parameters)})", per)


@frozen
class Records:
    """An aggregate on its way to a function of its own."""

    expr: core.Aggregate
    inside: Writer
    outside: Writer
    record: str
    lines: Lines

    def each(self, inner: Callable[[], None]) -> None:
        """Write the loops over the records of each list, with what is done for each."""
        for one in self.expr.lists:
            self.lines.add(f"for {self.record} in zaak.lijsten[{literal(one.name)}]:")
            self.lines.depth += 1
            inner()
            self.lines.depth -= 1

    def where(self, then: str, *, negated: bool = False) -> None:
        """Write what happens where the condition holds, or where it does not."""
        where = self.expr.where
        if where is None:
            self.lines.add("pass" if negated else then)
            return
        test = self.inside.code(where)
        self.lines.add(f"if not {test.inside}:" if negated else f"if {test.text}:")
        self.lines.depth += 1
        self.lines.add(then)
        self.lines.depth -= 1


def _sum(it: Records) -> int | None:
    assert it.expr.body is not None
    body = it.inside.code(it.expr.body)
    it.lines.add("totaal = 0")
    it.each(lambda: it.where(f"totaal += {body.text}"))
    it.lines.add("return netjes(totaal)" if body.per == EXACT else "return totaal")
    return body.per


def _count(it: Records) -> int | None:
    it.lines.add("aantal = 0")
    it.each(lambda: it.where("aantal += 1"))
    it.lines.add("return aantal")
    return 1


def _any(it: Records) -> int | None:
    it.each(lambda: it.where("return True"))
    it.lines.add("return False")
    return None


def _all(it: Records) -> int | None:
    it.each(lambda: it.where("return False", negated=True))
    it.lines.add("return True")
    return None


def _only(it: Records) -> int | None:
    (one,) = it.expr.lists
    assert it.expr.body is not None
    body = it.inside.code(it.expr.body)
    it.lines.add(f"{it.record} = een(zaak.lijsten[{literal(one.name)}])")
    it.lines.add(f"return {tidied(body)}")
    return body.per


def _extreme(way: str) -> Callable[[Records], int | None]:
    def write(it: Records) -> int | None:
        assert it.expr.body is not None and it.expr.empty is not None
        body, empty = same_unit(it.inside.code(it.expr.body), it.outside.code(it.expr.empty))
        it.lines.add("gevonden = []")
        it.each(lambda: it.where(f"gevonden.append({tidied(body)})"))
        it.lines.add(f"return {way}(gevonden) if gevonden else {tidied(empty)}")
        return body.per

    return write


_AGGREGATES: dict[str, Callable[[Records], int | None]] = {
    "sum": _sum,
    "count": _count,
    "any": _any,
    "all": _all,
    "only": _only,
    "highest": _extreme("max"),
    "lowest": _extreme("min"),
}


def unit_of(type_: Type) -> int | None:
    """Return the unit a known value of a type has: whole numbers, save percentages.

    >>> unit_of(Bedrag()), unit_of(Percentage()), unit_of(Datum())
    (1, 0, None)
    """
    if not is_ordered(type_) or isinstance(type_, Datum):
        return None
    is_free = isinstance(type_, Percentage) or (isinstance(type_, Bedrag) and type_.exact)
    return EXACT if is_free else 1


def scaled(number: Number, per: int) -> Number:
    """Return a number counted in a unit; in `EXACT` as it is.

    >>> scaled(Fraction(1, 2), 100), scaled(Fraction(1, 2), EXACT)
    (50, Fraction(1, 2))
    """
    return number if per == EXACT else int(number * per)


def constant(value: Scalar, book: Book) -> Code:
    """Return a value of the policy; a fraction is counted in its own denominator."""
    match value:
        case bool() | str():
            return Code(literal(value))
        case date():
            return Code(book.constant(value))
        case int():
            return Code(literal(value), 1)
    return Code(literal(value.numerator), value.denominator)


def kept(code: Code) -> Code:
    """Return a number as int or Fraction; anything else as it is."""
    if code.per is None or code.per == 1:
        return code
    if code.per == EXACT:
        return code if code.atom else Code(f"netjes({code.text})", EXACT)
    return Code(f"breuk({code.text}, {code.per})", EXACT)


def tidied(code: Code) -> str:
    """Return an expression with whole numbers as int; it stays in its unit."""
    return kept(code).text if code.per == EXACT else code.text


def as_exact(code: Code) -> Code:
    """Return a number as int or Fraction, also where it is whole."""
    return attrs.evolve(kept(code), per=EXACT)


def _times(code: Code, factor: int) -> Code:
    if factor == 1:
        return code
    if code.text.isdecimal():
        return Code(str(int(code.text) * factor), code.per)
    return Code(f"{factor} * {code.inside}", code.per, False)


def same_unit(left: Code, right: Code) -> tuple[Code, Code]:
    """Return two numbers counted in one unit; anything else as it is."""
    one, other = all_same_unit([left, right])
    return one, other


def all_same_unit(codes: list[Code]) -> list[Code]:
    """Return numbers counted in one unit; anything else as it is."""
    units = [code.per for code in codes]
    if all(unit is None or unit == units[0] for unit in units):
        return codes
    if EXACT in units or None in units:
        return [code if code.per is None else as_exact(code) for code in codes]
    shared = lcm(*(unit for unit in units if unit is not None))
    return [attrs.evolve(_times(code, shared // (code.per or 1)), per=shared) for code in codes]


def _quotient(left: Code, right: Code, divisor: core.Expr) -> Code:
    if isinstance(divisor, core.Constant) and left.per and divisor.value != 0:
        number = Fraction(divisor.value)  # type: ignore[arg-type]  # the checker sees to numbers
        sign = -1 if number < 0 else 1
        code = _times(left, sign * number.denominator)
        return Code(code.text, left.per * abs(number.numerator), code.atom)
    return Code(f"deel({kept(left).text}, {kept(right).text})", EXACT)
