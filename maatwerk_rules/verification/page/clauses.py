"""Which rules ever help to decide: a case in which they do, or the reason why they cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from maatwerk_rules.dutch import write_aantal, write_date, write_name
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.html import table, words
from maatwerk_rules.explanation.markup import Markup, tag, together
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.prepared import type_of
from maatwerk_rules.verification.claims import Lives
from maatwerk_rules.verification.closest import nearest
from maatwerk_rules.verification.cone import may_read
from maatwerk_rules.verification.finding import Example
from maatwerk_rules.verification.page.marks import mark
from maatwerk_rules.verification.report import Report
from maatwerk_rules.verification.told import is_read
from maatwerk_rules.verification.verdicts import Verdict

FOLDED = 40
"""A longer list of rules that live is folded."""
MOST_NEAR = 25
"""With so many examples a case is compared."""
MOST_TOLD = 4
"""So many things that are other than in the nearest example are told."""

HEAD = ("regel", "van", "uitslag", "voorbeeld of reden")


def clauses(report: Report, examples: Sequence[Example]) -> Markup | None:
    """Return the tables of rules, or None where nothing was asked about rules."""
    found = [one for one in report.verdicts if isinstance(one.claim.demand, Lives)]
    if not found:
        return None
    telling = _Clauses(report, examples)
    living = [one for one in found if one.status == "levend"]
    others = [one for one in found if one.status != "levend"]
    parts: list[Markup] = [tag("p", _in_short(len(found), len(living)))]
    if others:
        title = "Regels waarvan geen geval bekend is waarin zij meebeslissen"
        parts.append(table(title, HEAD, telling.rows(others)))
    if living:
        listed = table("Regels die leven", HEAD, telling.rows(living))
        if len(living) > FOLDED:
            listed = tag("details", tag("summary", f"De {len(living)} regels die leven"), listed)
        parts.append(listed)
    return together(parts)


def _in_short(number: int, living: int) -> str:
    if number == living:
        return "Van elke regel is een geval bekend waarin zij meebeslist."
    return f"Van {living} van de {number} regels is een geval bekend waarin zij meebeslissen."


class _Clauses:
    def __init__(self, report: Report, examples: Sequence[Example]) -> None:
        self._examples = examples
        self._program = report.part.program
        self._words = Vocabulary(report.policy, report.part.vanaf)

    def rows(self, verdicts: Sequence[Verdict]) -> Iterator[Sequence[Markup | str]]:
        """Yield a row for each verdict."""
        for one in verdicts:
            demand = one.claim.demand
            assert isinstance(demand, Lives)
            yield (
                self._rule(demand.rule),
                write_name(one.claim.outcome),
                mark(one.status),
                self._example(one),
            )

    def _rule(self, name: str) -> Markup:
        declared = self._words.rule(name)
        source = self._words.source_of(declared) if declared is not None else None
        told = source.text if source is not None else ""
        return together([tag("code", name), tag("br"), tag("span", told, class_="stil")])

    def _example(self, one: Verdict) -> Markup:
        if one.status == "levend" and one.cases:
            return words(self._like(one.cases[0], one.claim.outcome))
        if one.reason:
            return words(one.reason)
        if one.tried:
            return words(f"Gezocht in {write_aantal(one.tried, 'gevallen')}.")
        return words("Niet gezocht.")

    def _like(self, case: Case, outcome: str) -> str:
        """Return a case as a toets, with what is other in it."""
        same = self._named.get(_key(case))
        if same is not None:
            return f"de toets `{same}`"
        plain = nearest((case,), (each.case for each in self._examples[:MOST_NEAR]))
        usual = plain.values if plain is not None else {}
        reads = may_read(self._program, outcome)
        other = [
            self._told(leaf, case)
            for leaf in sorted(case.values, key=lambda it: it.sort_key)
            if is_read(leaf, reads) and usual.get(leaf) != case.values[leaf]
        ]
        rest = len(other) - MOST_TOLD
        if rest > 0:
            other = [*other[:MOST_TOLD], f"en nog {rest} andere gegevens"]
        told = ", ".join(other) or "en verder hetzelfde"
        if plain is None:
            return f"op {write_date(case.peildatum)}, {told}"
        name = next(each.name for each in self._examples if each.case is plain)
        return f"als de toets `{name}`, op {write_date(case.peildatum)}, {told}"

    @cached_property
    def _named(self) -> dict[object, str]:
        return {_key(each.case): each.name for each in reversed(self._examples)}

    def _told(self, leaf: Leaf, case: Case) -> str:
        type_ = type_of(leaf, self._program)
        assert type_ is not None, "a case holds what the program names"
        value = write_value(case.values[leaf], type_)
        return f"{self._words.leaf(leaf)}: {value}"


def _key(case: Case) -> object:
    return case.peildatum, frozenset(case.values.items())
