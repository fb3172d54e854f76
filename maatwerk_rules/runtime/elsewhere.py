"""One case on other days, for generated code: each month has the facts and the rules of its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

import attrs

from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.compiler.support import Deel, NoRuleError, UnsettledError, Zaak
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.prepared import Prepared, prepared, prepared_on

Rulebook = Callable[[date], Compiled]
"""The rules of a day as code; where the policy does not hold, those of a day without rules."""


@attrs.frozen
class Elsewhere:
    """The same case on another day, and the code of that day."""

    compiled: Compiled
    case: Zaak
    records: Mapping[RecordId, Deel]


class Days:
    """The other days of one case, each laid out once.

    Args:
        case: Gives the case; it is asked once, when another day is first looked at.
        here: The case that the days are asked from.
    """

    def __init__(self, case: Callable[[], Case], on: Rulebook, here: Elsewhere) -> None:
        self._made = cache(case)
        self._on = on
        self._here = here
        self._known = {here.case.dag: here}
        self._laid_out: dict[int, tuple[Program, Prepared | None]] = {}
        here.case.days = self

    def worth(self, month: str, day: date, *rows: Deel) -> Any:
        """Return what the body of an expression over months is worth on a day.

        Args:
            month: The function of the body, which stands in the code of the day asked from.
            rows: The records that the body reads.
        """
        there = self._known.get(day)
        if there is None:
            there = self._moved(day)
        body = there.compiled.month_of(month, self._here.compiled)
        try:
            return body(there.case, *[there.records[row.name] for row in rows])
        except NoRuleError as error:  # its number counts among the rules of that day only
            raise UnsettledError from error

    def _moved(self, day: date) -> Elsewhere:
        compiled, its_case = self._on(day), self._made()
        kept = self._laid_out.get(id(compiled.program))
        if kept is None:
            still = attrs.evolve(its_case, courses={})
            kept = compiled.program, prepared(compiled.program, still)
            self._laid_out[id(compiled.program)] = kept
        laid_out = kept[1]
        if laid_out is not None and its_case.courses:
            moved = attrs.evolve(its_case, peildatum=day)
            laid_out = prepared_on(compiled.program, laid_out, moved)
        if laid_out is None:
            raise UnsettledError
        facts, lists, looked = laid_out.facts, laid_out.lists, laid_out.looked
        case = compiled.case(day, facts, lists, looked=looked)
        there = self._known[day] = Elsewhere(compiled, case, laid_out.records)
        other = Days.__new__(Days)
        other._made, other._on, other._here = self._made, self._on, there
        other._known, other._laid_out = self._known, self._laid_out
        case.days = other
        return there
