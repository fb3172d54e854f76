"""What a toets takes over from another with `zoals`, and the whole case that makes.

Facts, judgements, the look, the date and where the expectation comes from are taken over; the
story, the wanted effect and the expectations never. What a toets says itself goes before what it
takes over, whatever the order of its lines; a single field of a record goes before the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from threading import Lock
from types import MappingProxyType
from typing import Any

import attrs

from maatwerk_rules.model import toetsclauses as t
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.expressions import Lijstwaarde, Record, Veldwaarde
from maatwerk_rules.model.node import Clause, Expression

TAKEN_OVER = (t.Toetsdatum, t.Toetsgegeven, t.Toetsoordeel, t.Bekeken, t.Volgens)
_LEFT_OUT = (t.ZonderGegeven, t.ZonderOordeel, t.ZonderBekeken)
_ONLY_HOW = (t.Zoals, *_LEFT_OUT, t.Toetsveld)


@attrs.frozen(slots=False)
class Bases:
    """The toetsen of a policy and of those it uses, with what each builds on.

    Keyed by identity: two toetsen with the same lines are not the same toets.

    Args:
        candidates: The names a toets can build on: of its own policy, and of those that uses.
        parents: What each toets builds on, where that is known.
        broken: The toetsen that build on something unknown, or in a circle.
        circular: Of those, the ones that lie on a circle.
    """

    candidates: Mapping[int, tuple[str, ...]]
    parents: Mapping[int, Toets]
    broken: frozenset[int]
    circular: frozenset[int]
    _wholes: dict[int, tuple[Toets, Toets]] = attrs.field(factory=dict, init=False, eq=False)

    def whole(self, toets: Toets) -> Toets:
        """Return the toets with the whole case, and nothing left to take over.

        What it builds on in a circle counts once, from the first toets that is asked for.
        """
        road: dict[int, Toets] = {}
        here: Toets | None = toets
        while here is not None and id(here) not in self._wholes and id(here) not in road:
            road[id(here)] = here
            here = self.parents.get(id(here))
        while road:
            _, last = road.popitem()
            parent = self.parents.get(id(last))
            base = self._wholes.get(id(parent)) if parent is not None else None
            self._wholes[id(last)] = last, _whole_on(last, None if base is None else base[1])
        return self._wholes[id(toets)][1]

    def taken_over(self, toets: Toets) -> tuple[Clause, ...]:
        """Return the lines a toets could take over from what it builds on."""
        parent = self.parents.get(id(toets))
        return () if parent is None else _inheritable(self.whole(parent))

    def date_of(self, toets: Toets) -> t.Toetsdatum | None:
        """Return on which day a toets plays, as it says itself or takes over."""
        days = (each.one(t.Toetsdatum) for each in _line(toets, self.parents))
        return next((day for day in days if day is not None), None)

    def is_base(self, toets: Toets) -> bool:
        """Tell whether another toets builds on this one."""
        return id(toets) in self._built_on

    @cached_property
    def _built_on(self) -> frozenset[int]:
        return frozenset(map(id, self.parents.values()))


_Shape = tuple[tuple[int, ...], tuple[Any, ...]]


class _Known:
    """What was found last: the names of one policy are collected several times, also for drafts."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: dict[_Shape, tuple[tuple[Toets, ...], Bases]] = {}
        self._lock = Lock()

    def of(self, beleid: Beleid) -> Bases:
        """Return what the toetsen of a policy build on, for the same toetsen the same."""
        shape = _shape(beleid)
        with self._lock:
            known = self._found.pop(shape, None)
        if known is None:
            # With the toetsen themselves, so that nothing else gets their identity.
            known = beleid.all(Toets), _find_bases(beleid)
        with self._lock:
            self._found[shape] = known
            while len(self._found) > self._most:
                del self._found[next(iter(self._found))]
        return known[1]


def _shape(beleid: Beleid) -> _Shape:
    return tuple(map(id, beleid.own(Toets))), tuple(map(_shape, beleid.gebruikt))


_KNOWN = _Known(most=4)


def find_bases(beleid: Beleid) -> Bases:
    """Return what the toetsen of a policy build on; linear in their number.

    A name is looked for in the own policy first, then in those it uses.
    """
    return _KNOWN.of(beleid)


def _find_bases(beleid: Beleid) -> Bases:
    candidates: dict[int, tuple[str, ...]] = {}
    parents: dict[int, Toets] = {}
    broken: set[int] = set()
    circular: set[int] = set()
    for used in beleid.gebruikt:
        # A toets builds on none of a policy above it, so what was found there stays so here.
        below = used.once(_find_bases)
        candidates |= below.candidates
        parents |= below.parents
        broken |= below.broken
        circular |= below.circular
    known = _known_in(beleid)
    names, toetsen = tuple(known), beleid.own(Toets)
    for toets in toetsen:
        candidates[id(toets)] = names
        zoals = toets.one(t.Zoals)
        if zoals is not None and zoals.basis in known:
            parents[id(toets)] = known[zoals.basis]
        elif zoals is not None:
            broken.add(id(toets))
    circular |= _circular(toetsen, parents)
    for toets in toetsen:
        if any(id(each) in broken or id(each) in circular for each in _line(toets, parents)):
            broken.add(id(toets))
    return Bases(
        MappingProxyType(candidates),
        MappingProxyType(parents),
        frozenset(broken),
        frozenset(circular),
    )


def with_whole_toetsen(beleid: Beleid, bases: Bases) -> Beleid:
    """Return the policy in which each toets says its whole case itself."""
    declaraties = tuple(
        bases.whole(each) if isinstance(each, Toets) else each for each in beleid.declaraties
    )
    return attrs.evolve(beleid, declaraties=declaraties)


def _policies(beleid: Beleid) -> Iterator[Beleid]:
    """Yield a policy and those it uses, each once."""
    seen: set[int] = set()
    waiting = [beleid]
    while waiting:
        part = waiting.pop()
        if id(part) not in seen:
            seen.add(id(part))
            waiting.extend(part.gebruikt)
            yield part


def _known_in(beleid: Beleid) -> dict[str, Toets]:
    known: dict[str, Toets] = {}
    for part in _policies(beleid):
        for toets in part.own(Toets):
            known.setdefault(toets.naam, toets)
    return known


def _line(toets: Toets, parents: Mapping[int, Toets]) -> Iterator[Toets]:
    """Yield a toets, what that builds on, and so on; each once."""
    seen: set[int] = set()
    here: Toets | None = toets
    while here is not None and id(here) not in seen:
        seen.add(id(here))
        yield here
        here = parents.get(id(here))


def _circular(toetsen: Sequence[Toets], parents: Mapping[int, Toets]) -> set[int]:
    """Return the toetsen that lie on a circle, each looked at once."""
    circular: set[int] = set()
    seen: set[int] = set()
    for toets in toetsen:
        road: dict[int, Toets] = {}
        here: Toets | None = toets
        while here is not None and id(here) not in seen and id(here) not in road:
            road[id(here)] = here
            here = parents.get(id(here))
        if here is not None and id(here) in road:
            names = [*road]
            circular.update(names[names.index(id(here)) :])
        seen.update(road)
    return circular


def _whole_on(toets: Toets, base: Toets | None) -> Toets:
    """Return the whole case of a toets that builds on one; that of last time if it still does."""
    last: list[tuple[Toets | None, Toets]] = toets.once(_nothing_yet)
    if not last or last[0][0] is not base:
        last[:] = [(base, _complete(toets, () if base is None else _inheritable(base)))]
    return last[0][1]


def _nothing_yet(toets: Toets) -> list[tuple[Toets | None, Toets]]:
    """Return where a toets keeps its whole case, with that of what it builds on."""
    return []


def _inheritable(whole: Toets) -> tuple[Clause, ...]:
    return tuple(each for each in whole.clausules if isinstance(each, TAKEN_OVER))


def _complete(toets: Toets, base: tuple[Clause, ...]) -> Toets:
    """Return the toets with what it takes over and with its fields filled in."""
    own = toets.clausules
    if not base and not any(isinstance(each, _ONLY_HOW) for each in own):
        return toets
    said = set(map(_key, own))
    left_out = [each for each in own if isinstance(each, _LEFT_OUT)]
    clauses = [each for each in base if _key(each) not in said]
    if left_out:
        clauses = [each for each in clauses if not any(leaves_out(one, each) for one in left_out)]
    for without in toets.all(t.ZonderGegeven):
        if without.veld is not None:
            _change(clauses, without.naam, without.veld, None)
    clauses += [each for each in own if not isinstance(each, _ONLY_HOW)]
    for field in toets.all(t.Toetsveld):
        value = Veldwaarde(field.veld, field.waarde, span=field.span)
        _change(clauses, field.record, field.veld, value)
    return attrs.evolve(toets, clausules=tuple(clauses))


def _key(line: Clause) -> tuple[object, ...]:
    """Return what a line is about: a line of a toets stands instead of a base's with its key."""
    if isinstance(line, t.Toetsgegeven):
        return (t.Toetsgegeven, line.naam)
    if isinstance(line, t.Toetsoordeel):
        return (t.Toetsoordeel, line.naam, line.voor)
    return (type(line),)


def leaves_out(own: Clause, taken: Clause) -> bool:
    """Tell whether a line `zonder …` leaves out a line that could be taken over."""
    match own:
        case t.ZonderGegeven(naam=naam, veld=None):
            return isinstance(taken, t.Toetsgegeven) and taken.naam == naam
        case t.ZonderOordeel(naam=naam, voor=voor):
            return (
                isinstance(taken, t.Toetsoordeel)
                and taken.naam == naam
                and voor in (None, taken.voor)
            )
        case t.ZonderBekeken():
            return isinstance(taken, t.Bekeken)
    return False


def records_in(value: Expression) -> tuple[Record, ...]:
    """Return the records of the value of a fact: those of a list, or the single one."""
    if isinstance(value, Lijstwaarde):
        return value.records or ()
    return (value,) if isinstance(value, Record) else ()


def records_named(clauses: tuple[Clause, ...] | list[Clause], name: str) -> tuple[Record, ...]:
    """Return the records a name can mean: by their own name, or all of the list of that name."""
    found: list[Record] = []
    for clause in clauses:
        if isinstance(clause, t.Toetsgegeven):
            records = records_in(clause.waarde)
            if records:
                found += [each for each in records if name in (each.naam, clause.naam)]
    return tuple(found)


def _change(clauses: list[Clause], name: str, field: str, value: Veldwaarde | None) -> None:
    """Give the one record of a name another value of a field, or none; else nothing happens."""
    records = records_named(clauses, name)
    if len(records) != 1:
        return
    (old,) = records
    fields = old.velden or ()
    if value is None:
        changed = tuple(each for each in fields if each.veld != field)
    elif any(each.veld == field for each in fields):
        changed = tuple(value if each.veld == field else each for each in fields)
    else:
        changed = (*fields, value)
    new = attrs.evolve(old, velden=changed)
    for index, clause in enumerate(clauses):
        if isinstance(clause, t.Toetsgegeven) and old in records_in(clause.waarde):
            clauses[index] = attrs.evolve(clause, waarde=_with_record(clause.waarde, old, new))


def _with_record(value: Expression, old: Record, new: Record) -> Expression:
    if value is old:
        return new
    if not isinstance(value, Lijstwaarde):
        return value
    records = tuple(new if each is old else each for each in value.records or ())
    return attrs.evolve(value, records=records)
