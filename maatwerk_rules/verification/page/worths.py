"""What an outcome comes to in many cases: by generated code, and by the evaluator where it asks."""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import partial
from typing import Any

from maatwerk_rules.compiler.support import LEEG, Zaak
from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import Number, Scalar
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.asked import rules_on
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.elsewhere import Days, Elsewhere
from maatwerk_rules.runtime.prepared import prepared
from maatwerk_rules.verification.claims import Claim, program_for
from maatwerk_rules.verification.observed import observe, rank


class Absent(Enum):
    """Why there is no value, in the words of a page."""

    NO_RULE = "geen regel beslist"
    CONFLICT = "regels spreken elkaar tegen"
    IMPOSSIBLE = "dit geval kan niet bestaan"


Worth = Scalar | Absent


class Worths:
    """Works out outcomes of complete cases under one slice."""

    def __init__(self, policy: Policy, part: Slice) -> None:
        rules = rules_on(policy, part.vanaf)
        assert rules is not None, "a slice of the policy"
        self._rules = rules
        self._policy = policy
        program = part.program
        self._premises = (*program.admissible.values(), *program.assumptions.values())

    def of(self, claim: Claim, case: Case, record: RecordId | None) -> Worth:
        """Return what the outcome of a claim comes to in a case."""
        whole = program_for(claim, self._rules.program)
        found = self._quick(claim.outcome, case, record) if whole is self._rules.program else None
        if found is not None:
            return found
        seen = (observe(self._policy, whole, case, claim.outcome) or {}).get(record)
        if seen is None:
            return Absent.IMPOSSIBLE
        if seen.value is not None:
            return seen.value
        return Absent.CONFLICT if seen.conflict else Absent.NO_RULE

    def _quick(self, name: str, case: Case, record: RecordId | None) -> Worth | None:
        """Return what generated code makes of it, or None where the evaluator must tell."""
        compiled = self._rules.compiled
        laid_out = prepared(self._rules.program, case)
        row = None
        if laid_out is not None and record is not None:
            row = laid_out.records.get(record)
        if laid_out is None or (record is not None and row is None):
            return None
        told: Zaak = compiled.case(
            case.peildatum, laid_out.facts, laid_out.lists, looked=laid_out.looked
        )
        if name in self._rules.program.looking_back:
            rulebook = partial(self._rules.code_on, patient=False)
            Days(lambda: case, rulebook, Elsewhere(compiled, told, laid_out.records))
        for one in self._premises:
            holds = compiled.holds(one, told)
            if not holds:
                return None if holds is None else Absent.IMPOSSIBLE
        found: Any = compiled.value(name, told, row)
        value: Worth | None = Absent.NO_RULE if found is LEEG else found
        return value


def height(worth: Worth) -> Number | None:
    """Return a value as a number that can be drawn, or None of what has no order.

    >>> height(5), height(True), height(Absent.NO_RULE)
    (5, None, None)
    """
    if isinstance(worth, bool | str | Absent):
        return None
    return worth.toordinal() if isinstance(worth, date) else worth


def distance(here: Number, there: Number) -> Number:
    """Return how far two numbers lie apart.

    >>> distance(3, 5)
    2
    """
    return here - there if here > there else there - here


def gap(before: Worth, after: Worth, of: Definition) -> Number | None:
    """Return how much more there is after than before, or None where that cannot be compared.

    >>> from maatwerk_rules.model.types import JaNee
    >>> gap(True, False, Definition("recht", JaNee(), order=(False, True)))
    -1
    """
    if isinstance(before, Absent) or isinstance(after, Absent):
        return None
    if isinstance(before, str) and not isinstance(of.order, tuple):
        return None
    return rank(after, of) - rank(before, of)
