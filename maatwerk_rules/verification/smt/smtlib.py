"""Formulas as a text in SMT-LIB 2, which every solver reads.

What is used more than once is named once. The text is all that a solver gets, so it is also what a
proof is kept under.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from maatwerk_rules.values import frozen
from maatwerk_rules.verification.smt.terms import FREE, Pool, Term, below, cone, is_truth, linear

SIZE, SURE = "grootte", "zeker"
"""The name of what is measured, and of what holds where nothing is open."""


@frozen
class Question:
    """What is asked of a solver: a text, and the names of all that is free in it.

    `products` says that two numbers with many values are multiplied in it.
    """

    text: str
    names: Mapping[str, Term]
    products: bool


def question(
    pool: Pool,
    holds: Iterable[Term],
    *,
    sure: Iterable[Term] = (),
    size: Term | None = None,
    exact: bool = True,
) -> Question:
    """Return the question whether all of some truths can hold together.

    Args:
        sure: What holds besides where the solver supposes `SURE`.
        size: What is measured, under the name `SIZE`.
        exact: Else a product of two numbers is any number between its ends.
    """
    holding, surely = list(holds), list(sure)
    terms = cone(pool, [*holding, *surely, *(() if size is None else (size,))])
    writing = _Writing(terms, exact)
    lines = [*writing.declarations()]
    sides = (side for term in terms for side in pool.sides.get(term, ()))
    lines += [f"(assert {writing.of(one)})" for one in sides]
    lines += [f"(assert {writing.of(one)})" for one in holding]
    lines.append(f"(declare-const {SURE} Bool)")
    lines += [f"(assert (=> {SURE} {writing.of(one)}))" for one in surely]
    if size is not None:
        lines += [f"(declare-const {SIZE} Int)", f"(assert (= {SIZE} {writing.of(size)}))"]
    products = any(term.op == "mul" for term in terms)
    return Question("\n".join(dict.fromkeys(lines)) + "\n", writing.free, products)


class _Writing:
    def __init__(self, terms: list[Term], exact: bool) -> None:
        self._exact = exact
        self._terms = terms
        uses = Counter(part for term in terms for part in below(term))
        self._shared = {term for term, count in uses.items() if count > 1}
        self._text: dict[Term, str] = {}
        self.free: dict[str, Term] = {}

    def declarations(self) -> Iterator[str]:
        """Yield the lines that say what is free and what is named; what is below first."""
        places = {term: place for place, term in enumerate(self._terms)}
        for term in self._terms:
            name = f"t{places[term]}"
            if term.op in FREE or (term.op == "mul" and not self._exact):
                self._text[term] = name
                self.free[name] = term
                yield f"(declare-const {name} {_sort(term)})"
                if not is_truth(term):
                    yield f"(assert (<= {_number(term.low)} {name} {_number(term.high)}))"
                continue
            written = self._written(term)
            if term in self._shared and term.args and term.op != "int":
                yield f"(define-fun {name} () {_sort(term)} {written})"
                written = name
            self._text[term] = written

    def of(self, term: Term) -> str:
        """Return the text of a term."""
        return self._text[term]

    def _written(self, term: Term) -> str:
        if term.op in ("true", "false"):
            return term.op
        if term.op == "int":
            return _number(term.low)
        if term.op == "lin":
            return self._sum(term)
        parts = " ".join(
            self._text[part] if isinstance(part, Term) else str(part) for part in term.args
        )
        return _FORMS[term.op].format(parts)

    def _sum(self, term: Term) -> str:
        const, pairs = linear(term)
        parts = [
            self._text[atom] if times == 1 else f"(* {_number(times)} {self._text[atom]})"
            for atom, times in pairs
        ]
        if const:
            parts.append(_number(const))
        return f"(+ {' '.join(parts)})" if len(parts) > 1 else parts[0]


def _sort(term: Term) -> str:
    return "Bool" if is_truth(term) else "Int"


def _number(value: int) -> str:
    return str(value) if value >= 0 else f"(- {-value})"


_FORMS = {
    "not": "(not {})",
    "and": "(and {})",
    "or": "(or {})",
    "iff": "(= {})",
    "bite": "(ite {})",
    "ite": "(ite {})",
    "le0": "(<= {} 0)",
    "eq0": "(= {} 0)",
    "div": "(div {})",
    "mod": "(mod {})",
    "mul": "(* {})",
}
