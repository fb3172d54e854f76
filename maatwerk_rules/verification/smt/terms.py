"""Formulas over whole numbers and truth, each made once and simplified as it is made.

A number is a sum of atoms times whole numbers. Everything knows between which ends it lies, so that
what is certain folds away. Nothing here knows a solver: `smtlib.py` writes formulas for one, and
`reckoned.py` says what they are worth, which holds the two against each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

import attrs

FEW = 64
"""How many values a number may have to be split into cases."""

NO_END = 10**40
"""Further than any number of a policy; stands for an end that is not known."""


@attrs.define(eq=False, repr=False)
class Term:
    """A formula; `op` says which, `args` of what. Truths have no ends.

    Two terms of one pool are the same formula exactly when they are the same object.
    """

    op: str
    args: tuple[object, ...]
    number: int
    low: int = 0
    high: int = 0

    def __repr__(self) -> str:
        return f"<{self.op} {self.number}>"

    @property
    def is_constant(self) -> bool:
        """One number is left."""
        return self.op == "int"


def choice(term: Term) -> tuple[Term, Term, Term]:
    """Return the condition of a choice, and what it gives where that holds and where not.

    >>> pool = Pool()
    >>> p, x = pool.proposition("p"), pool.variable("x", 0, 9)
    >>> choice(pool.choose(p, x, pool.known(4)))[1] is x
    True
    """
    return term.args  # type: ignore[return-value]


Pairs = tuple[tuple[Term, int], ...]


def linear(term: Term) -> tuple[int, Pairs]:
    """Return a number as a constant and atoms, each with how often it counts.

    >>> pool = Pool()
    >>> linear(pool.add(pool.known(3), pool.variable("x", 0, 9)))[0]
    3
    """
    if term.op == "int":
        return term.low, ()
    if term.op == "lin":
        return term.args  # type: ignore[return-value]
    return 0, ((term, 1),)


class Pool:
    """Makes terms; all terms of one question come from one pool.

    >>> pool = Pool()
    >>> x = pool.variable("x", 0, 9)
    >>> pool.le(x, pool.known(9)) is pool.true, pool.add(x, x) is pool.scale(x, 2)
    (True, True)
    """

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], Term] = {}
        self._split: dict[int, frozenset[int] | None] = {}
        self._tests: dict[tuple[str, int], Term] = {}
        self.true = self._make("true", ())
        self.false = self._make("false", ())
        self.sides: dict[Term, tuple[Term, ...]] = {}
        """What must hold of a variable, besides its ends."""

    def _make(self, op: str, args: tuple[object, ...], low: int = 0, high: int = 0) -> Term:
        key = (op, *args)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = Term(op, args, len(self._made), low, high)
        return found

    # ---------------------------------------------------------------- truths

    def truth(self, value: bool) -> Term:
        """Return ja or nee."""
        return self.true if value else self.false

    def proposition(self, name: str) -> Term:
        """Return a truth that is free."""
        return self._make("bvar", (name,))

    def negate(self, part: Term) -> Term:
        """Return nee for ja."""
        if part is self.true or part is self.false:
            return self.truth(part is self.false)
        if part.op == "not":
            return part.args[0]  # type: ignore[return-value]
        if part.op == "le0":
            return self.le(self.known(1), part.args[0])  # type: ignore[arg-type]
        return self._make("not", (part,))

    def both(self, *parts: Term) -> Term:
        """Return ja when all parts are."""
        return self._joined("and", parts, self.true, self.false)

    def either(self, *parts: Term) -> Term:
        """Return ja when a part is."""
        return self._joined("or", parts, self.false, self.true)

    def _joined(self, op: str, parts: Iterable[Term], unit: Term, end: Term) -> Term:
        found: dict[Term, None] = dict.fromkeys(part for part in parts if part is not unit)
        if end in found or any(self.negate(part) in found for part in found):
            return end
        if len(found) < 2:
            return next(iter(found), unit)
        ordered: list[Term] = sorted(found, key=_place)
        return self._make(op, tuple(ordered))

    def same(self, left: Term, right: Term) -> Term:
        """Return ja when two truths are equal."""
        if left is right:
            return self.true
        for one, other in ((left, right), (right, left)):
            if one is self.true:
                return other
            if one is self.false:
                return self.negate(other)
        if self.negate(left) is right:
            return self.false
        return self._make("iff", (left, right) if left.number < right.number else (right, left))

    # ---------------------------------------------------------------- numbers

    def known(self, value: int) -> Term:
        """Return a number that is known."""
        return self._make("int", (value,), value, value)

    def variable(self, name: str, low: int, high: int) -> Term:
        """Return a number that is free between two ends."""
        if low == high:
            return self.known(low)
        return self._make("ivar", (name,), low, high)

    def total(self, parts: Iterable[tuple[Term, int]], const: int = 0) -> Term:
        """Return the sum of terms, each so many times, and a constant."""
        found: dict[Term, int] = {}
        for term, times in parts:
            own, pairs = linear(term)
            const += own * times
            for atom, each in pairs:
                found[atom] = found.get(atom, 0) + each * times
        pairs = tuple(
            sorted(((a, n) for a, n in found.items() if n), key=lambda pair: pair[0].number)
        )
        if not pairs:
            return self.known(const)
        if not const and len(pairs) == 1 and pairs[0][1] == 1:
            return pairs[0][0]
        low = const + sum(n * (a.low if n > 0 else a.high) for a, n in pairs)
        high = const + sum(n * (a.high if n > 0 else a.low) for a, n in pairs)
        return self._make("lin", (const, pairs), low, high)

    def add(self, *parts: Term) -> Term:
        """Return the sum."""
        return self.total((part, 1) for part in parts)

    def sub(self, left: Term, right: Term) -> Term:
        """Return the difference."""
        return self.total(((left, 1), (right, -1)))

    def scale(self, part: Term, times: int) -> Term:
        """Return a number so many times."""
        return self.total(((part, times),))

    def div(self, part: Term, by: int) -> Term:
        """Return the quotient rounded down; `by` is positive.

        >>> pool = Pool()
        >>> pool.div(pool.known(-7), 2).low
        -4
        """
        if by == 1:
            return part
        low, high = part.low // by, part.high // by
        if low == high:
            return self.known(low)
        const, pairs = linear(part)
        if all(n % by == 0 for _, n in pairs):
            return self.total(((a, n // by) for a, n in pairs), const // by)
        return self._make("div", (part, by), low, high)

    def mod(self, part: Term, by: int) -> Term:
        """Return what is left after `div`."""
        if part.low // by == part.high // by:
            return self.add(part, self.known(-by * (part.low // by)))
        return self._make("mod", (part, by), 0, by - 1)

    def mul(self, left: Term, right: Term) -> Term | None:
        """Return a product, or None of two numbers that both have many values."""
        for one, other in ((left, right), (right, left)):
            values = self.values(one)
            if values is not None:
                return self.by_value(one, values, lambda n, part=other: self.scale(part, n))  # type: ignore[misc]
        return None

    def product(self, left: Term, right: Term) -> Term:
        """Return a product as one atom, for numbers that both have many values."""
        ends = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
        first, second = sorted((left, right), key=lambda part: part.number)
        return self._make("mul", (first, second), min(ends), max(ends))

    def unknown(self, op: str, args: tuple[object, ...], low: int, high: int) -> Term:
        """Return a number that is fixed by what must hold of it (`sides`)."""
        return self.known(low) if low == high else self._make(op, args, low, high)

    # ---------------------------------------------------------------- choices

    def choose(self, when: Term, then: Term, other: Term) -> Term:
        """Return one of two truths or two numbers."""
        if when is self.true or then is other:
            return then
        if when is self.false:
            return other
        if when.op == "not":
            return self.choose(when.args[0], other, then)  # type: ignore[arg-type]
        if is_truth(then):
            return self._choose_truth(when, then, other)
        if then.op == "ite" and then.args[0] is when:
            then = choice(then)[1]
        if other.op == "ite" and other.args[0] is when:
            other = choice(other)[2]
        if then is other:
            return then
        (first, pairs), (second, others) = linear(then), linear(other)
        if pairs and pairs == others:  # only the constant differs
            return self.add(other, self.choose(when, self.known(first - second), self.known(0)))
        low, high = min(then.low, other.low), max(then.high, other.high)
        return self._make("ite", (when, then, other), low, high)

    def _choose_truth(self, when: Term, then: Term, other: Term) -> Term:
        if then is self.true or then is when:
            return self.either(when, other)
        if then is self.false:
            return self.both(self.negate(when), other)
        if other is self.true:
            return self.either(self.negate(when), then)
        if other is self.false or other is when:
            return self.both(when, then)
        return self._make("bite", (when, then, other))

    def values(self, term: Term) -> frozenset[int] | None:
        """Return the numbers a term may be, where those are few; perhaps some too many."""
        if term.is_constant:
            return frozenset({term.low})
        if term.number not in self._split:
            found = self._of_branches(term)
            if found is None and term.high - term.low < FEW:
                found = frozenset(range(term.low, term.high + 1))
            self._split[term.number] = found
        return self._split[term.number]

    def _of_branches(self, term: Term) -> frozenset[int] | None:
        if term.op == "ite":
            first, second = (self.values(part) for part in choice(term)[1:])
            both = None if first is None or second is None else first | second
            return both if both is not None and len(both) < FEW else None
        const, pairs = linear(term)
        if term.op == "lin" and len(pairs) == 1:
            (_, times), below = pairs[0], self.values(pairs[0][0])
            return None if below is None else frozenset(const + times * each for each in below)
        return None

    def by_value(self, term: Term, values: frozenset[int], give: Callable[[int], Term]) -> Term:
        """Return what each value of a term gives."""
        if term.is_constant:
            return give(term.low)
        if term.op == "ite":
            when, *branches = choice(term)
            first, second = (self.by_value(one, values, give) for one in branches)
            return self.choose(when, first, second)
        first_value, *others = sorted(values)
        found = give(first_value)
        for value in others:
            found = self.choose(self.eq(term, self.known(value)), give(value), found)
        return found

    def greatest(self, left: Term, right: Term) -> Term:
        """Return the higher of two numbers."""
        found = self.choose(self.le(left, right), right, left)
        if found.op == "ite":
            found.low = max(found.low, left.low, right.low)
        return found

    def least(self, left: Term, right: Term) -> Term:
        """Return the lower of two numbers."""
        found = self.choose(self.le(left, right), left, right)
        if found.op == "ite":
            found.high = min(found.high, left.high, right.high)
        return found

    # ---------------------------------------------------------------- comparing

    def le(self, left: Term, right: Term) -> Term:
        """Return ja when the left number is at most the right one."""
        return self._tested("le0", self.sub(left, right))

    def lt(self, left: Term, right: Term) -> Term:
        """Return ja when the left number is less."""
        return self.le(self.add(left, self.known(1)), right)

    def eq(self, left: Term, right: Term) -> Term:
        """Return ja when two numbers are equal."""
        return self._tested("eq0", self.sub(left, right))

    def _tested(self, op: str, gap: Term) -> Term:
        """Return whether a number is at most nil, or is nil."""
        key = (op, gap.number)
        if key not in self._tests:
            self._tests[key] = self._test(op, gap)
        return self._tests[key]

    def _test(self, op: str, gap: Term) -> Term:
        if gap.low > 0 or (op == "eq0" and gap.high < 0):
            return self.false
        if gap.high <= 0 and (op == "le0" or gap.low == gap.high):
            return self.true
        const, pairs = linear(gap)
        if len(pairs) == 1 and pairs[0][0].op == "ite":
            (atom, times) = pairs[0]
            when, then, other = choice(atom)
            yes, no = (
                self._tested(op, self.total(((part, times),), const)) for part in (then, other)
            )
            return self.choose(when, yes, no)
        factor = math.gcd(*(n for _, n in pairs))
        if op == "eq0" and const % factor:
            return self.false
        if op == "eq0" and pairs[0][1] < 0:
            factor = -factor
        const = -(-const // factor) if op == "le0" else const // factor
        gap = self.total(((a, n // factor) for a, n in pairs), const)
        return self._make(op, (gap,))


def _place(term: Term) -> int:
    """Return what terms are sorted by."""
    return term.number


TRUTHS = frozenset({"true", "false", "bvar", "not", "and", "or", "iff", "bite", "le0", "eq0"})
FREE = frozenset({"bvar", "ivar", "civil"})


def is_truth(term: Term) -> bool:
    """Tell whether a term is a truth and not a number."""
    return term.op in TRUTHS


def below(term: Term) -> Iterator[Term]:
    """Yield the terms that a term is made of, one level down.

    >>> pool = Pool()
    >>> [part.op for part in below(pool.negate(pool.proposition("p")))]
    ['bvar']
    """
    if term.op == "lin":
        yield from (atom for atom, _ in linear(term)[1])
        return
    for each in term.args:
        if isinstance(each, Term):
            yield each


def cone(pool: Pool, tops: Iterable[Term]) -> list[Term]:
    """Return all that some terms are made of, with what must hold of it; what is below first."""
    waiting = list(tops)
    seen: dict[int, Term] = {}
    while waiting:
        term = waiting.pop()
        if term.number not in seen:
            seen[term.number] = term
            waiting += below(term)
            waiting += pool.sides.get(term, ())
    return [seen[number] for number in sorted(seen)]
