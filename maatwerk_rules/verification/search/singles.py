"""Claims of one case: each draft is held against all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from maatwerk_rules.compiler.support import LEEG, Deel, Zaak
from maatwerk_rules.model import core
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.verification.claims import (
    Agrees,
    Decides,
    Holds,
    Lives,
    OnlyJudged,
    Reaches,
)
from maatwerk_rules.verification.search.cases import Draft
from maatwerk_rules.verification.search.looking import Near
from maatwerk_rules.verification.search.pending import Pending, UnconfirmedError
from maatwerk_rules.verification.search.pushing import Pusher
from maatwerk_rules.verification.search.reading import START, STRIJDIG, Worth, is_open
from maatwerk_rules.verification.search.terrain import Terrain
from maatwerk_rules.verification.search.working import Placed


class Singles:
    """The claims of one case that are still open, by definition."""

    def __init__(
        self, terrain: Terrain, waiting: Iterable[Pending], random: Random, *, strict: bool
    ) -> None:
        self._terrain = terrain
        self._random = random
        self._strict = strict
        self._by_name: dict[str, list[Pending]] = {}
        for one in waiting:
            self._by_name.setdefault(one.claim.outcome, []).append(one)

    @property
    def open(self) -> Iterator[Pending]:
        """The claims that nothing settled yet."""
        return (one for listed in self._by_name.values() for one in listed if not one.is_done)

    def visit(self, draft: Draft, near: Near | None = None) -> bool:
        """Hold a draft against all open claims; False where it cannot exist.

        Args:
            near: Gives the case that the draft was made from.
        """
        case = self._terrain.reader.case(draft)
        if not self._terrain.can_be(case):
            return False
        shown = _Shown(self._terrain, draft, near)
        for name, listed in [*self._by_name.items()]:
            for record in self._terrain.records(listed[0].definition, draft):
                for one in listed:
                    if not one.is_done:
                        self._hold(one, case, record, shown)
            left = [one for one in listed if not one.is_done]
            if left:
                self._by_name[name] = left
            else:
                del self._by_name[name]
        return True

    def _hold(self, one: Pending, case: Zaak, record: Deel | None, shown: _Shown) -> None:
        one.tried += 1
        more = () if record is None else (record,)
        match one.claim.demand:
            case Lives(rule=rule) | OnlyJudged(rule=rule):
                if not one.is_hopeless and self._may_decide(one, rule, case, record):
                    self._ask(one, shown, sure=False)
            case Agrees():
                found = self._terrain.reader.value(one.claim.outcome, case, *more)
                is_own = found is STRIJDIG and not self._is_of_another(one, case, record)
                if is_own and not one.is_hopeless:
                    self._ask(one, shown, sure=False)
            case Decides():
                if self._terrain.reader.value(one.claim.outcome, case, *more) is LEEG:
                    self._ask(one, shown, sure=self._is_known(one, case, shown))
            case Holds(test=test):
                found = self._terrain.reader.value(one.claim.outcome, case, *more)
                if not is_open((found,)) and not test(None if found is LEEG else found):
                    self._ask(one, shown, sure=self._is_known(one, case, shown))
            case Reaches(value=value):
                if self._terrain.reader.value(one.claim.outcome, case, *more) == value:
                    self._ask(one, shown, sure=self._is_known(one, case, shown))

    def _is_known(self, one: Pending, case: Zaak, shown: _Shown) -> bool:
        """Tell whether no record of the outcome is open: else the evaluator tells nothing."""
        rows = self._terrain.records(one.definition, shown.draft)
        value, name = self._terrain.reader.value, one.claim.outcome
        return not is_open(
            [value(name, case) if row is None else value(name, case, row) for row in rows]
        )

    def _may_decide(self, one: Pending, rule: str, case: Zaak, record: Deel | None) -> bool:
        working = self._terrain.working
        return any(
            working.may_decide(at, case, record) for at in working.of(one.claim.outcome, rule)
        )

    def _is_of_another(self, one: Pending, case: Zaak, record: Deel | None) -> bool:
        """Tell whether a definition that this one reads holds the contradiction already."""
        definitions = self._terrain.program.definitions
        return any(
            self._value_near(name, case, record) is STRIJDIG
            for name in one.definition.reads
            if name in definitions
        )

    def _value_near(self, name: str, case: Zaak, record: Deel | None) -> Worth:
        soort = self._terrain.program.definitions[name].record
        if soort is None:
            return self._terrain.reader.value(name, case)
        is_own = record is not None and record.name.list in self._terrain.layout.lists_of(soort)
        return self._terrain.reader.value(name, case, record) if is_own and record else None

    def _ask(self, one: Pending, shown: _Shown, *, sure: bool) -> None:
        """Let the evaluator tell."""
        if self._terrain.judge.shows(one.claim, (shown.case,), shown.near):
            one.cases, one.is_done = (shown.case,), True
            self._terrain.settled.append(one)
            return
        one.asked += 1
        if sure:
            one.refused += 1
            if self._strict:
                raise UnconfirmedError(one.claim.key, shown.case)

    # ------------------------------------------------------------------ aiming

    def aim(self, one: Pending, draft: Draft) -> None:
        """Push a draft towards what would settle a claim."""
        random = self._random
        pusher = Pusher(self._terrain, draft, random)
        definition = one.definition
        record = None if definition.record is None else pusher.record_for(definition.record)
        if definition.record is not None and record is None:
            return
        places = [at for listed in self._places(one) for at in listed]
        match one.claim.demand:
            case Lives() | OnlyJudged() | Holds():
                if places:
                    pusher.aim(random.choice(places), record)
            case Agrees():
                for at in random.sample(places, min(2, len(places))):
                    pusher.push(at.node.guard, True, at.env(record))
            case Decides():
                for at in places:
                    if not at.above:
                        pusher.push(at.node.guard, False, at.env(record))
            case Reaches(value=value) if record is None:
                read = core.Read(definition.name, None, definition.type)
                pusher.assign(read, value, START, 0)
        pusher.make_possible()

    def _places(self, one: Pending) -> Iterator[tuple[Placed, ...]]:
        working = self._terrain.working
        match one.claim.demand:
            case Lives(rule=rule) | OnlyJudged(rule=rule):
                yield working.of(one.claim.outcome, rule)
            case _:
                yield from working.all(one.claim.outcome).values()


class _Shown:
    """A draft as a case for the evaluator, made when it is first needed."""

    def __init__(self, terrain: Terrain, draft: Draft, near: Near | None) -> None:
        self._terrain, self.draft, self._near = terrain, draft, near
        self._case: Case | None = None

    @property
    def near(self) -> Case:
        """The case that the draft was made from, or is."""
        return self.case if self._near is None else self._near()

    @property
    def case(self) -> Case:
        """The case; the same one each time."""
        if self._case is None:
            self._case = self._terrain.drafts.case(self.draft)
        return self._case
