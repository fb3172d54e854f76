"""Two versions of a policy as one program, with a fact that says which of them is followed.

A definition that is not the same in both stands there as it was, as it is, and once more for each
clause with only that clause as it was; which one counts is what the fact says. All that reads it
stands there once. So old against new is a pair of cases that differ in one fact, and what a change
does is an ordinary claim about such a pair, which can be searched and proved as any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal

import attrs

from maatwerk_rules.model import core
from maatwerk_rules.model.chains import deep
from maatwerk_rules.model.core import Choose, Compare, Constant, Definition, Expr, Program, Read
from maatwerk_rules.model.levels import fields, leaves, levels
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import Keuze, Lijst, Scalar, Type, is_ordered
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.claims import Place, Turned
from maatwerk_rules.verification.reverted import reverted, with_names

RULES = "welke regels"
"""The fact that says which rules are followed; no name in a policy holds a space."""
OLD, NEW = "oud", "nieuw"
MOST_APART = 60
"""So many changed clauses are looked at one by one."""

Apart = Mapping[str, Mapping[str, Definition]]
"""For each definition that changed, by clause, the new one with only that clause as it was."""


@frozen
class Shared:
    """Two versions and both as one policy, on the days on which both hold.

    `changed` are the outcomes that may differ, `same` those to which nothing that changed leads;
    `lost` and `added` exist in one version only, `unlike` cannot be compared. `clauses` gives the
    clauses that changed what the rules mean, each with the outcomes it may reach.
    """

    old: Policy
    new: Policy
    policy: Policy
    part: Slice
    changed: tuple[str, ...]
    same: tuple[str, ...]
    lost: tuple[str, ...]
    added: tuple[str, ...]
    unlike: tuple[str, ...]
    clauses: Mapping[str, tuple[str, ...]]

    @property
    def turned(self) -> Turned:
        """From the old rules to the new."""
        return Turned(Place("gegeven", RULES), OLD, NEW)

    def turned_by(self, clause: str) -> Turned:
        """From the new rules with one clause as it was, to the new rules."""
        return Turned(Place("gegeven", RULES), without(clause), NEW)


def without(clause: str) -> str:
    """Return what the fact says when all rules are new but one clause."""
    return f"zonder {clause}"


def without_twin(name: str) -> str:
    """Return the name that a definition has in its own version.

    >>> without_twin("recht (oud)")
    'recht'
    """
    return name.partition(" (")[0]


def followed(program: Program, case: Case, name: str) -> str:
    """Return the definition that stands for one under the rules that a case follows."""
    says = next((v for leaf, v in case.values.items() if leaf.name == RULES), NEW)
    if f"{name} ({says})" in program.definitions:
        return f"{name} ({says})"
    is_apart = str(says).startswith("zonder ") and f"{name} ({NEW})" in program.definitions
    return f"{name} ({NEW})" if is_apart else name


def together(old: Policy, new: Policy, day: date | None = None) -> Shared | None:
    """Return two versions as one policy, or None where no day is in both.

    Linear in the size of both, and of what changed for each clause. Without a day the rules of
    the last days on which both hold.
    """
    parts = [*_common(old, new)]
    asked = [one for one in parts if day is None or (one[0] <= day and not _ended(one[1], day))]
    if not asked:
        return None
    found = [_Merging(before, after) for _, _, before, after in parts]
    own = found[parts.index(asked[-1])]
    clauses = [*dict.fromkeys(name for one in own.apart.values() for name in one)][:MOST_APART]
    slices = tuple(
        Slice(start, end, one.program(clauses))
        for (start, end, _, _), one in zip(parts, found, strict=True)
    )
    part = slices[parts.index(asked[-1])]
    return _shared((old, new), slices, part, found, clauses)


def _shared(
    versions: tuple[Policy, Policy],
    slices: tuple[Slice, ...],
    part: Slice,
    found: Sequence[_Merging],
    clauses: Sequence[str],
) -> Shared:
    old, new = versions
    program, own = part.program, found[slices.index(part)]
    was, now = (_published(one.definitions) for one in (own.before, own.after))
    unlike = (was & now) & (own.unlike | _reading(program, own.tainted))
    both = [name for name in own.after.definitions if name in was & now - unlike]
    # A sum over months reads the rules of other days.
    anywhere = (
        {name for one in found for name in one.apart} if program.looking_back else {*own.apart}
    )
    reached = _reading(program, anywhere)
    return Shared(
        old,
        new,
        attrs.evolve(new, slices=slices),
        part,
        tuple(name for name in both if name in reached),
        tuple(name for name in both if name not in reached),
        tuple(sorted(was - now)),
        tuple(sorted(now - was)),
        tuple(sorted(unlike)),
        {
            clause: tuple(
                name
                for name in both
                if name in _reading(program, (d for d, each in own.apart.items() if clause in each))
            )
            for clause in clauses
        },
    )


def _ended(end: date | None, day: date) -> bool:
    return end is not None and end <= day


def _common(old: Policy, new: Policy) -> Iterator[tuple[date, date | None, Program, Program]]:
    for before in old.slices:
        for after in new.slices:
            start = max(before.vanaf, after.vanaf)
            ends = [end for end in (before.tot, after.tot) if end is not None]
            end = min(ends, default=None)
            if end is None or start < end:
                yield start, end, before.program, after.program


def _published(definitions: Mapping[str, Definition]) -> set[str]:
    return {name for name, one in definitions.items() if one.published}


def _reading(program: Program, names: Iterable[str]) -> frozenset[str]:
    """Return definitions with all that reads them, itself or through others."""
    readers: dict[str, list[str]] = {}
    for name, definition in program.definitions.items():
        for read in definition.reads:
            readers.setdefault(read, []).append(name)
    waiting = [*names]
    found = {*waiting}
    while waiting:
        for reader in readers.get(waiting.pop(), ()):
            if reader not in found:
                found.add(reader)
                waiting.append(reader)
    return frozenset(found)


# ---------------------------------------------------------------- one slice


class _Merging:
    """Two programs of the same days; what is the same in both will stand there once.

    `unlike` are definitions of another kind in both, which cannot stand for each other; `tainted`
    those of which the old one reads a fact or judgement that is of another kind now.
    """

    def __init__(self, before: Program, after: Program) -> None:
        self.before, self.after = before, after
        old, new = before.definitions, after.definitions
        both = [name for name in new if name in old]
        self.unlike = frozenset(name for name in both if not _comparable(old[name], new[name]))
        read_otherwise = frozenset(
            name for name in both if (old[name].reads | new[name].reads) & self.unlike
        )
        odd = _other_kind(before, after)
        self.tainted = frozenset(name for name in both if odd & _own_leaves(old[name]))
        self.apart: Apart = {
            name: reverted(old[name], new[name])
            for name in both
            if name not in self.unlike | self.tainted
            and (old[name] != new[name] or name in read_otherwise)
        }

    def program(self, clauses: Sequence[str]) -> Program:
        """Return both as one program, with some clauses to be turned back one by one."""
        definitions = self._definitions(clauses)
        before, after = self.before, self.after
        facts: dict[str, Type] = {**before.facts, **after.facts}
        for name in before.facts.keys() & after.facts.keys():
            facts[name] = _fact(before.facts[name], after.facts[name])
        if self.apart:
            facts[RULES] = _options(clauses)
        return attrs.evolve(
            after,
            definitions=MappingProxyType(definitions),
            facts=MappingProxyType(facts),
            judgements=MappingProxyType({**before.judgements, **after.judgements}),
            levels=MappingProxyType(levels(definitions)),
            leaves=MappingProxyType(leaves(definitions, facts)),
            fields=MappingProxyType(fields(definitions)),
            deep=MappingProxyType(deep(definitions)),
        )

    def _definitions(self, clauses: Sequence[str]) -> dict[str, Definition]:
        were = {name: _named(name, OLD) for name in self.unlike}
        found: dict[str, Definition] = {}
        for name, definition in self.after.definitions.items():
            if name in self.apart:
                found |= {one.name: one for one in self._each(name, clauses, were)}
            else:
                found[name] = definition
        for name, definition in self.before.definitions.items():
            if name in self.unlike or name not in self.after.definitions:
                own = were.get(name, name)
                found[own] = attrs.evolve(with_names(definition, were), name=own, published=False)
        return found

    def _each(
        self, name: str, clauses: Sequence[str], were: Mapping[str, str]
    ) -> Iterator[Definition]:
        """Yield a definition as it was, as it is, by clause, and what chooses among those."""
        old, new = self.before.definitions[name], self.after.definitions[name]
        says: dict[str, Definition] = {OLD: with_names(old, were), NEW: new}
        says |= {without(one): self.apart[name][one] for one in clauses if one in self.apart[name]}
        type_ = _widened(old.type, new.type)
        branches: list[tuple[Expr, Expr]] = []
        for said, definition in says.items():
            twin = _named(name, said)
            yield attrs.evolve(with_names(definition, {name: twin}), name=twin, published=False)
            is_said = Compare("eq", _which(clauses), Constant(said, _options(clauses)))
            branches.append((is_said, Read(twin, new.record, type_)))
        branches = [one for one, said in zip(branches, says, strict=True) if said != NEW]
        choice = Choose(tuple(branches), Read(_named(name, NEW), new.record, type_))
        yield Definition(
            name,
            type_,
            new.record,
            choice,
            order=_order(old, new),
            published=new.published,
            origin=new.origin,
        )


def _named(name: str, said: str) -> str:
    return f"{name} ({said})"


def _options(clauses: Sequence[str]) -> Keuze:
    return Keuze((NEW, OLD, *map(without, clauses)))


def _which(clauses: Sequence[str]) -> Expr:
    return core.Fact(RULES, _options(clauses))


def _comparable(before: Definition, after: Definition) -> bool:
    return type(before.type) is type(after.type) and before.record == after.record


def _other_kind(before: Program, after: Program) -> frozenset[str]:
    """Return the facts and judgements that are of another kind now."""
    both = before.facts.keys() & after.facts.keys()
    facts = {name for name in both if not _alike(before.facts[name], after.facts[name])}
    asked = before.judgements.keys() & after.judgements.keys()
    judged = {
        name
        for name in asked
        if type(before.judgements[name][0]) is not type(after.judgements[name][0])
        or before.judgements[name][1] != after.judgements[name][1]
    }
    return frozenset(facts | judged)


def _alike(before: Type, after: Type) -> bool:
    if isinstance(before, Lijst) and isinstance(after, Lijst):
        was = {veld.naam: veld.type for veld in before.soort.velden}
        now = {veld.naam: veld.type for veld in after.soort.velden}
        is_same = before.soort.naam == after.soort.naam and before.single == after.single
        return is_same and all(_alike(was[name], now[name]) for name in was.keys() & now.keys())
    return type(before) is type(after)


def _own_leaves(definition: Definition) -> frozenset[str]:
    named = (core.Fact, core.Judged)
    found = {part.name for part in definition.parts if isinstance(part, named)}
    for part in definition.parts:
        if isinstance(part, core.Aggregate):
            found |= {one.name for one in part.lists}
    return frozenset(found)


def _fact(before: Type, after: Type) -> Type:
    """Return the type of a fact for both: that of now, with the fields that only were there."""
    if not (isinstance(before, Lijst) and isinstance(after, Lijst) and _alike(before, after)):
        return after
    now = {veld.naam for veld in after.soort.velden}
    gone = (veld for veld in before.soort.velden if veld.naam not in now)
    soort = attrs.evolve(after.soort, velden=(*after.soort.velden, *gone))
    return attrs.evolve(after, soort=soort)


def _widened(before: Type, after: Type) -> Type:
    """Return a type that holds the values of both."""
    if isinstance(before, Keuze) and isinstance(after, Keuze):
        return Keuze(tuple(dict.fromkeys((*after.opties, *before.opties))), after.naam)
    if not is_ordered(after):
        return after
    ends = [(one.van, one.tot) for one in (before, after)]  # type: ignore[attr-defined]  # ordered
    low = None if any(one[0] is None for one in ends) else min(one[0] for one in ends)
    high = None if any(one[1] is None for one in ends) else max(one[1] for one in ends)
    found: Type = attrs.evolve(after, van=low, tot=high)  # type: ignore[call-arg]
    return found


def _order(
    before: Definition, after: Definition
) -> tuple[Scalar, ...] | Literal["hoger", "lager"] | None:
    """Return what is more favourable by the new rules, where they say it of all values."""
    if isinstance(after.order, tuple) and isinstance(before.type, Keuze):
        return after.order if {*before.type.opties} <= {*after.order} else None
    return after.order
