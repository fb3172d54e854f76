"""One program on one slice with all that a search asks of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from maatwerk_rules.compiler.support import Deel, Zaak
from maatwerk_rules.model.core import Constant, Definition, OverMonths, Program
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import Datum, Number, Scalar
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.cone import births, grows
from maatwerk_rules.verification.search.bounds import Bounds
from maatwerk_rules.verification.search.cases import Container, Draft, Drafts
from maatwerk_rules.verification.search.layout import Layout, Slot
from maatwerk_rules.verification.search.pending import Pending
from maatwerk_rules.verification.search.pools import Pools
from maatwerk_rules.verification.search.reading import Reader
from maatwerk_rules.verification.search.replaying import Judge
from maatwerk_rules.verification.search.working import Working

LONGEST = 3 * 366
"""How many days a slice without end counts for."""


@frozen
class Numbers:
    """Numbers of functions: those of what exists once, and those of records with their lists."""

    single: tuple[int, ...]
    of_records: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]


class Terrain:
    """Where a search looks: its slots, values worth trying, generated code, and the evaluator."""

    def __init__(self, policy: Policy, part: Slice, program: Program) -> None:
        self.program = program
        self.layout = Layout(program)
        self.drafts = Drafts(self.layout)
        self.reader = Reader(policy, part, self.layout)
        self.working = Working(self.reader)
        self.judge = Judge(policy, program)
        self.pools = Pools(self.layout, part)
        self.first_day = part.vanaf
        self.last_day = (part.tot or part.vanaf + timedelta(LONGEST)) - timedelta(1)
        self.premises = (*program.admissible.values(), *program.assumptions.values())
        self.months = tuple(
            part.body
            for definition in program.definitions.values()
            for part in definition.parts
            if isinstance(part, OverMonths)
        )
        self.named_days = tuple(sorted(self._named_days()))
        born = births(program)
        self.births = tuple(slot for slot in self.layout.all if slot.name in born)
        self.bounds = Bounds()
        self.settled: list[Pending] = []
        """Claims that were settled and not told yet."""
        self._below: dict[str, tuple[str, ...]] = {}
        self._read: dict[str, tuple[Slot, ...]] = {}
        self._numbers: dict[frozenset[str], Numbers] = {}
        self._dated = tuple(s for s in self.layout.single if isinstance(s.type, Datum))

    def _named_days(self) -> Iterator[date]:
        """Yield the days of the slice at and beside those that the rules name."""
        parts = (part for one in self.program.definitions.values() for part in one.parts)
        named = {one.value for one in parts if isinstance(one, Constant)}
        days = {one for one in named if isinstance(one, date)}
        near = (day for day in days if self.first_day <= day <= self.last_day)
        beside = {day + timedelta(number) for day in near for number in (-1, 0, 1)}
        yield from (day for day in beside if self.first_day <= day <= self.last_day)

    def can_be(self, case: Zaak) -> bool:
        """Tell whether a case can exist, and is what the policy takes for granted."""
        return all(self.reader.worth(one, case) is True for one in self.premises)

    def dates(self, draft: Draft) -> tuple[date, ...]:
        """Return the dates of a draft that exist once."""
        found = (draft.facts[slot.key] for slot in self._dated)
        return tuple(one for one in found if isinstance(one, date))

    def values(self, slot: Slot, draft: Draft) -> tuple[Scalar, ...]:
        """Return the values of a slot that are worth trying in a draft."""
        return self.pools.of[slot].values(draft.day)

    def within_days(self, number: Number) -> date:
        """Return the day of the slice that lies nearest to one by its number."""
        first, last = self.first_day.toordinal(), self.last_day.toordinal()
        return date.fromordinal(max(first, min(last, int(number))))

    def days(self, draft: Draft, random: Random, most: int) -> list[date]:
        """Return days of the slice to try for a draft, in order: its own among them."""
        first, last = self.first_day.toordinal(), self.last_day.toordinal()
        drawn = (date.fromordinal(random.randint(first, last)) for _ in range(most))
        named = self.named_days
        if len(named) > most:
            named = tuple(random.sample(named, most))
        return sorted({self.first_day, self.last_day, draft.day, *drawn, *named})

    def records(self, of: Definition, draft: Draft) -> Sequence[Deel | None]:
        """Return the records for which a definition exists; None where it exists once."""
        if of.record is None:
            return (None,)
        return [row for name in self.layout.lists_of(of.record) for row in draft.lists[name]]

    def numbers(self, names: frozenset[str]) -> Numbers:
        """Return under which numbers generated code remembers some definitions."""
        found = self._numbers.get(names)
        if found is None:
            by_soort: dict[str | None, set[int]] = {}
            for name in names:
                soort = self.program.definitions[name].record
                by_soort.setdefault(soort, set()).update(self.reader.numbers_of(name))
            found = self._numbers[names] = Numbers(
                tuple(sorted(by_soort.pop(None, ()))),
                tuple(
                    (self.layout.lists_of(soort), tuple(sorted(numbers)))
                    for soort, numbers in by_soort.items()
                    if soort is not None
                ),
            )
        return found

    def below(self, name: str) -> tuple[str, ...]:
        """Return a definition and all that it reads, itself or through others; nearest first."""
        found = self._below.get(name)
        if found is None:
            definitions, reached, waiting = self.program.definitions, {name: None}, [name]
            while waiting:
                for read in sorted(definitions[waiting.pop(0)].reads & definitions.keys()):
                    if read not in reached:
                        reached[read] = None
                        waiting.append(read)
            found = self._below[name] = tuple(reached)
        return found

    def records_of(self, name: str, draft: Draft) -> Sequence[Deel | None]:
        """Return the records of a definition, by its name."""
        return self.records(self.program.definitions[name], draft)

    def has_birthday(self, draft: Draft, before: date, after: date) -> bool:
        """Tell whether somebody is born or turns a year older between two days."""
        return any(
            isinstance(born := holder[slot.key], date) and grows(born, before, after)
            for slot, holder in self.drafts.spots(draft, self.births)
        )

    def slots_read(self, name: str) -> tuple[Slot, ...]:
        """Return the slots that a definition may read, and maybe some more."""
        found = self._read.get(name)
        if found is None:
            slots = self.layout.all
            found = tuple(slot for slot in slots if name in self.layout.readers(slot))
            self._read[name] = found
        return found

    def spots(self, draft: Draft) -> Iterator[tuple[Slot, Container]]:
        """Yield every slot of a draft with each holder of it."""
        return self.drafts.spots(draft, self.layout.all)
