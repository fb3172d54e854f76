"""Several definitions as one function: what each is worth stands in a variable of its own.

A definition stands right before the first thing that reads it, inside the branch that holds all
that reads it; one that is read once is written where it is read, if it is an expression. What
cannot be worked out is `ONBEKEND`, which stops what does more with it than hand it on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

import attrs

from maatwerk_rules.compiler.definitions import Definer, Round
from maatwerk_rules.compiler.expressions import Scope, Writer, same_unit, tidied, unit_of
from maatwerk_rules.compiler.support import HANDED_OVER, ONBEKEND, Zaak
from maatwerk_rules.compiler.writing import Code, Lines, name_for
from maatwerk_rules.model import core

if TYPE_CHECKING:
    from maatwerk_rules.compiler.python import Compiled

Key = tuple[str, int]
"""A definition in a pass."""

DEEPEST = 8
"""In how many blocks within each other a definition may stand: Python has an end to that."""
LONGEST = 400
"""How long an expression may become by what is written into it."""

_MARK = re.compile("\ue000(\\w+)\ue001")
_CASE = re.compile(r"\bzaak\b")
_SIMPLE = re.compile("\\d+|\\(-\\d+\\)|\ue000\\w+\ue001")


def marked(name: str) -> str:
    """Return a variable as it stands in source that is still moved about; no literal holds one."""
    return f"\ue000{name}\ue001"


def unmarked(text: str) -> str:
    """Return source as it runs.

    >>> unmarked(f"{marked('d1')} + {marked('d2')}")
    'd1 + d2'
    """
    return _MARK.sub(r"\1", text)


@attrs.frozen
class Together:
    """The values of definitions by one function: `values(zaak, facts, amounts)`.

    Each is its value, LEEG where no rule decides, or ONBEKEND. `facts` and `amounts` are in the
    order of `keys` and `numbers`; what is not known is ONBEKEND. `reads_case`: it looks into the
    case beside them.
    """

    keys: tuple[str, ...]
    numbers: tuple[int, ...]
    source: str
    reads_case: bool
    values: Callable[[Zaak, Sequence[Any], Sequence[Any]], tuple[Any, ...]]

    def facts_of(self, known: Any) -> tuple[Any, ...]:
        """Return the facts as the function takes them."""
        return tuple([known.get(key, ONBEKEND) for key in self.keys])

    def amounts_of(self, known: Any) -> tuple[Any, ...]:
        """Return the amounts of a day as the function takes them."""
        return tuple([_known_in(known, number) for number in self.numbers])


def _known_in(amounts: Any, number: int) -> Any:
    try:
        return amounts[number]
    except HANDED_OVER:
        return ONBEKEND


# ---------------------------------------------------------------- statements that can be moved


@attrs.define(eq=False)
class Statement:
    """A line, or lines that open a block each, with the marked names in all of it."""

    heads: list[str]
    blocks: list[list[Statement]]
    names: set[str] = attrs.field(factory=set)

    def __attrs_post_init__(self) -> None:
        for head in self.heads:
            self.names.update(_MARK.findall(head))
        for block in self.blocks:
            self.names.update(*(one.names for one in block))

    @property
    def is_try(self) -> bool:
        """Tell whether this stands around a definition."""
        return self.heads[0] == "try:"

    def reads_itself(self, name: str) -> bool:
        """Tell whether a name is in the lines of this statement, not in its blocks."""
        return any(marked(name) in head for head in self.heads)

    def replaced(self, name: str, text: str, names: set[str]) -> None:
        """Write a text where a name stands."""
        if name in self.names:
            self.heads = [head.replace(marked(name), text) for head in self.heads]
            for block in self.blocks:
                for one in block:
                    one.replaced(name, text, names)
            self.names.remove(name)
            self.names |= names

    def lengths(self, name: str) -> Iterator[int]:
        """Yield, for each time that a name is read, how long its line is."""
        if name in self.names:
            for head in self.heads:
                yield from [len(head)] * head.count(marked(name))
            for block in self.blocks:
                for one in block:
                    yield from one.lengths(name)

    def lines(self, depth: int) -> Iterator[tuple[int, str]]:
        """Yield the statement as lines with their depth."""
        for head, block in zip(self.heads, self.blocks, strict=True):
            yield depth, unmarked(head)
            for one in block:
                yield from one.lines(depth + 1)


class Raw(Lines):
    """Lines that are not broken yet."""

    def __init__(self) -> None:
        super().__init__()
        self.raw: list[tuple[int, str]] = []

    def add(self, text: str) -> None:
        """Add a line at the depth of now."""
        self.raw.append((self.depth, text))

    def statements(self) -> list[Statement]:
        """Return the lines as statements with their blocks."""
        return _block(self.raw, 0, 1)[0]


def _block(lines: Sequence[tuple[int, str]], place: int, depth: int) -> tuple[list[Statement], int]:
    found: list[tuple[list[str], list[list[Statement]]]] = []
    while place < len(lines) and lines[place][0] == depth:
        text = lines[place][1]
        inner, place = _block(lines, place + 1, depth + 1)
        if text.startswith(("elif ", "else:")):
            found[-1][0].append(text)
            found[-1][1].append(inner)
        else:
            found.append(([text], [inner]))
    return [Statement(*one) for one in found], place


def _write(statement: Statement, lines: Lines) -> None:
    for depth, text in statement.lines(1):
        lines.depth = depth
        lines.add(text)


# ---------------------------------------------------------------- what is written


@attrs.frozen
class LocalWriter(Writer):
    """Writes expressions in which facts, amounts and definitions are variables."""

    def code(self, expr: core.Expr) -> Code:
        """Return an expression as Python."""
        book = self.book
        assert isinstance(book, Part)
        match expr:
            case core.Fact(name=name, type=type_):
                return Code(book.fact(name), unit_of(type_))
            case core.Judged(name=name, variable=None, type=type_):
                return Code(book.fact(f"oordeel:{name}"), unit_of(type_))
            case core.Unfilled(name=name, type=type_):
                return Code(book.fact(f"invulling:{name}"), unit_of(type_))
            case core.Dated(on=core.ReferenceDate()):
                return book.amount_of_day(expr)
            case core.Read(name=name) if book.is_local(name):
                return self._read(book, name)
            case core.Aggregate():
                found = super().code(expr)
                return attrs.evolve(found, text=book.with_more(found.text))
            case core.Bound():
                return self._bound(expr)
        found = super().code(expr)
        assert isinstance(found, Code)
        return found

    def _read(self, book: Part, name: str) -> Code:
        own = self.scope.own
        phase = own[1] if own is not None and own[0] == name else self.scope.phase
        return book.local(name, phase)

    def _bound(self, expr: core.Bound) -> Code:
        found = self.code(expr.part)
        for end, sign, call in ((expr.low, ">", "max"), (expr.high, "<", "min")):
            if end is None:
                continue
            part, other = same_unit(found, self.code(end))
            text = f"{call}({tidied(part)}, {tidied(other)})"
            if _SIMPLE.fullmatch(other.text):
                text = f"(t if (t := {tidied(part)}) {sign} {other.text} else {other.text})"
            found = Code(text, part.per)
        return found

    def rounded(self, mode: str, part: Code, over: Code) -> str:
        """Return the text of a quotient that is rounded to a whole number, without a call."""
        if not over.text.isdecimal():
            if mode != "half" or ":=" in over.text:
                return super().rounded(mode, part, over)
            test = f"((t := {part.text}) >= 0) & ((n := {over.text}) > 0)"
            return f"((2 * t + n) // (2 * n) if {test} else afgerond(t, n))"
        by = int(over.text)
        if mode == "down":
            return f"({part.inside} // {by})"
        if mode == "up":
            return f"(-(-{part.inside} // {by}))"
        up, away = f"(2 * t + {by}) // {2 * by}", f"-(({by} - 2 * t) // {2 * by})"
        return f"({up} if (t := {part.text}) >= 0 else {away})"


@attrs.frozen
class Inline(Definer):
    """Writes a definition whose rounds stand in the function itself."""

    is_choice: bool = False
    _rounds: Iterator[int] = attrs.field(factory=lambda: count(1), eq=False)

    def writer(self, scope: Scope) -> Writer:
        """Return what writes the expressions of a scope."""
        return LocalWriter(self.book, scope)

    def body(self, lines: Lines, *, needed: bool = True) -> Code:
        """Write what is needed and return the value."""
        if not self.is_choice:
            return super().body(lines, needed=needed)
        assert self.definition.expression is not None
        target = f"{self.prefix}1"
        self._assign(target, self.definition.expression, lines)
        return Code(target, self.unit)

    def _assign(self, target: str, expr: core.Expr, lines: Lines) -> None:
        """Write a choice as branches, so that what one needs is worked out in it."""
        if not (isinstance(expr, core.Choose) and expr.branches):
            lines.add(f"{target} = {self.given(expr, self.scope)}")
            return
        for place, (condition, value) in enumerate(expr.branches):
            test = self.writer(self.scope).code(condition).text
            with lines.under(f"{'elif' if place else 'if'} {test}:"):
                self._assign(target, value, lines)
        with lines.under("else:"):
            self._assign(target, expr.otherwise, lines)

    def one_round(self, force: tuple[core.Deviation, ...], lines: Lines) -> str:
        """Write one reckoning, and return the name of what it gives."""
        own = Round(self, lines, force, prefix=f"{self.prefix}{next(self._rounds)}_")
        return own.value(needed=False).text


@attrs.frozen
class Body:
    """One definition as it was written: its lines, its value, and what it reads."""

    lines: Raw
    value: Code
    reads: tuple[Key, ...]
    is_empty_at_times: bool


class Part:
    """The book for one definition within a whole."""

    patient = False

    def __init__(self, whole: Whole) -> None:
        self._whole = whole
        self.reads: dict[Key, None] = {}
        compiled = whole.compiled
        self.function, self.amount = compiled.function, compiled.amount
        self.constant, self.month = compiled.constant, compiled.month
        self.fact, self.helper, self.with_more = whole.fact, whole.helper, whole.with_more

    def is_local(self, name: str) -> bool:
        """Tell whether a definition stands in a variable: it exists once.

        One that looks at other days is worked out only where it is needed, unless it is asked.
        """
        whole = self._whole
        definition = whole.compiled.program.definitions.get(name)
        if definition is None or definition.record is not None:
            return False
        return (name, whole.compiled.last_pass(name, 2)) in whole.asked or not whole.looks_back(
            name
        )

    def local(self, name: str, phase: int) -> Code:
        """Return the variable of a definition, and remember that it is read."""
        key = name, self._whole.compiled.last_pass(name, phase)
        self.reads[key] = None
        called, _, per = self.function(*key)
        return Code(marked(called), per)

    def amount_of_day(self, dated: core.Dated) -> Code:
        """Return the variable of a dated amount."""
        number, per = self.amount(dated)
        return Code(self._whole.amount_of_day(number), per)


class Whole:
    """Some definitions on their way to one function."""

    def __init__(self, compiled: Compiled, names: Sequence[str], called: str) -> None:
        self.compiled = compiled
        self.called = called
        self.asked = tuple((name, compiled.last_pass(name, 2)) for name in names)
        self.functions: list[tuple[str, ...]] = []
        self._facts: dict[str, str] = {}
        self._amounts: dict[int, str] = {}
        self._more: dict[str, tuple[str, ...]] = {}
        self._root: list[Statement] = []

    def looks_back(self, name: str) -> bool:
        """Tell whether a definition, or one that it reads, looks at other days."""
        return name in self.compiled.program.looking_back

    # ------------------------------------------------------------------ the book

    def fact(self, key: str) -> str:
        """Return the variable of a fact, judgement or invulling."""
        found = self._facts.get(key)
        if found is None:
            found = self._facts[key] = marked(f"f{name_for(len(self._facts), key)[1:]}")
        return found

    def amount_of_day(self, number: int) -> str:
        """Return the variable of a dated amount."""
        return self._amounts.setdefault(number, marked(f"bedrag{number}"))

    def helper(self, parameters: tuple[str, ...], lines: tuple[str, ...]) -> str:
        """Add a function, which is told all variables that it reads, and return its name."""
        name = f"{self.called}_{len(self.functions) + 1}"
        more = tuple(dict.fromkeys(one for line in lines for one in _MARK.findall(line)))
        self._more[name] = more
        head = f"def {name}({', '.join((*parameters, *more))}):"
        self.functions.append((head, *map(unmarked, lines)))
        return name

    def with_more(self, call: str) -> str:
        """Return the call of a helper with the variables that it reads."""
        more = self._more[call.split("(", maxsplit=1)[0]]
        return f"{call[:-1]}{''.join(f', {marked(one)}' for one in more)})"

    # ------------------------------------------------------------------ the function

    def made(self, run: Callable[[str], Any]) -> Together:
        """Return the function, with the facts and amounts to give to it.

        Args:
            run: Runs source and returns what is called as the whole.
        """
        bodies = self._bodies()
        self._root = self.root(bodies)
        for key in reversed(bodies):
            self._place(key, bodies[key])
        lines = Lines()
        for given, variables in (("feiten", self._facts), ("bedragen", self._amounts)):
            if variables:
                lines.add(unmarked(f"({', '.join(variables.values())},) = {given}"))
        *before, giving = self._root
        for one in before:
            _write(one, lines)
        reads_case = any(_CASE.search(line) for line in lines.all)
        _write(giving, lines)
        main = (f"def {self.called}(zaak, feiten, bedragen):", *lines.all)
        source = "\n\n\n".join("\n".join(each) for each in (*self.functions, main)) + "\n"
        return Together(tuple(self._facts), tuple(self._amounts), source, reads_case, run(source))

    def wanted(self) -> tuple[Key, ...]:
        """Return the definitions that are asked."""
        return self.asked

    def root(self, bodies: dict[Key, Body]) -> list[Statement]:
        """Return what gives the result, behind which the definitions are still to be placed."""
        return [Statement([f"return ({self.given(bodies)})"], [[]])]

    def given(self, bodies: dict[Key, Body]) -> str:
        """Return the variables of what is asked, each with a comma behind it."""
        return "".join(f"{marked(self._out(key, bodies))}, " for key in self.asked)

    def _bodies(self) -> dict[Key, Body]:
        """Return all that is needed, what is read before what reads it."""
        written: dict[Key, Body] = {}
        found: dict[Key, Body] = {}
        waiting = [(key, False) for key in self.wanted()][::-1]
        while waiting:
            key, ready = waiting.pop()
            if ready:
                found[key] = written[key]
            elif key not in written:
                written[key] = self._written(key)
                waiting.append((key, True))
                waiting += [(one, False) for one in written[key].reads]
        return found

    def _written(self, key: Key) -> Body:
        part, lines, compiled = Part(self), Raw(), self.compiled
        called, _, unit = compiled.function(*key)
        definition = compiled.program.definitions[key[0]]
        number, is_asked = compiled.number(called), key in self.asked
        is_choice = isinstance(definition.expression, core.Choose)
        is_choice &= is_asked or compiled.is_read_again(key[0])
        definer = Inline(
            part, definition, Scope(key[1]), unit, number, f"w{number}_", is_choice=is_choice
        )
        value = definer.body(lines, needed=not is_asked)
        may_be_empty = definition.expression is None and definition.default is None
        return Body(lines, value, tuple(part.reads), is_asked and may_be_empty)

    def _out(self, key: Key, bodies: dict[Key, Body]) -> str:
        """Return the variable that is given: what others read is never that no rule decides."""
        called = self.compiled.function(*key)[0]
        return f"uit_{called}" if bodies[key].is_empty_at_times else called

    def _place(self, key: Key, body: Body) -> None:
        name = self.compiled.function(*key)[0]
        if key in self.asked:
            names = {name, f"uit_{name}"}
            place = next(i for i, one in enumerate(self._root) if one.names & names)
            self._root.insert(place, self._block_of(name, body))
            return
        if not body.lines.raw and self._is_written_in(name, body):
            return
        block, place, path = self._home(name)
        statement = self._block_of(name, body)
        block.insert(place, statement)
        for one in path:
            one.names |= statement.names

    def _is_written_in(self, name: str, body: Body) -> bool:
        """Write an expression where it is read, if that is once and does not get too long."""
        (length, *more) = [each for one in self._root for each in one.lengths(name)]
        if more or length + len(body.value.text) > LONGEST:
            return False
        names = set(_MARK.findall(body.value.text))
        for one in self._root:
            one.replaced(name, body.value.inside, names)
        return True

    def _home(self, name: str) -> tuple[list[Statement], int, list[Statement]]:
        """Return where a definition stands: the block, the place in it, and what lies around."""
        block, path = self._root, list[Statement]()
        before_try: tuple[list[Statement], int, list[Statement]] | None = None
        while True:
            places = [place for place, one in enumerate(block) if name in one.names]
            first = block[places[0]]
            inner = [each for each in first.blocks if any(name in one.names for one in each)]
            here = before_try or (block, places[0], path)
            if len(places) > 1 or len(inner) != 1 or first.reads_itself(name):
                return here
            if len(path) >= DEEPEST:
                return here
            before_try = here if first.is_try else None
            block, path = inner[0], [*path, first]

    def _block_of(self, name: str, body: Body) -> Statement:
        """Return a definition as a statement that gives its variables a value at all times."""
        inner, value = body.lines.statements(), body.value.text
        unknown = [Statement([f"{name} = ONBEKEND"], [[]])]
        if body.is_empty_at_times:
            inner.append(Statement([f"uit_{name} = {value}"], [[]]))
            value = f"ONBEKEND if uit_{name} is LEEG else uit_{name}"
            unknown.append(Statement([f"uit_{name} = ONBEKEND"], [[]]))
        inner.append(Statement([f"{name} = {value}"], [[]]))
        return Statement(["try:", "except HANDED_OVER:"], [inner, unknown])
