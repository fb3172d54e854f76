"""All strategies in one place: cases of a policy for own tests, and what tests the language.

For own tests there are `cases`, `like_pairs` and `outcome`. The others draw programs of the core,
partial cases of those and what completes them.
"""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.case_strategies import cases as partial_cases
from maatwerk_rules.verification.case_strategies import completions, refinements
from maatwerk_rules.verification.core_strategies import programs
from maatwerk_rules.verification.policy_strategies import (
    ground_on,
    like_pairs,
    outcome,
    whole_cases,
)

__all__ = ["cases", "completions", "like_pairs", "outcome", "programs", "refinements"]


def cases(of: Policy | Program, *, day: date | None = None) -> st.SearchStrategy[Case]:
    """Return cases of a policy of which all is known and that can exist.

    Of a program of the core they are partial cases, of which anything may be missing.

    Args:
        day: The day of the rules, and of all cases; when left out any day of the last rules.

    Raises:
        ValueError: On that day no rules hold.

    >>> from hypothesis import find
    >>> from maatwerk_rules import load
    >>> policy = load("bijstand_voorbeeld")
    >>> refused = find(cases(policy), lambda case: not outcome(policy, case, "recht"))
    >>> outcome(policy, refused, "recht")
    False
    """
    return partial_cases(of) if isinstance(of, Program) else whole_cases(ground_on(of, day))
