"""Which claims a policy makes: by what it declares, and by what holds without being said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from maatwerk_rules.analysis.declared_types import literal_value
from maatwerk_rules.model.clauses import (
    Grens,
    Helling,
    Monotoon,
    Ongeacht,
    PerKalendermaand,
    Rol,
    Stabiel,
    VolgordeIrrelevant,
)
from maatwerk_rules.model.core import Definition, Program, nodes
from maatwerk_rules.model.declarations import Gegeven, Gelijkheid, Tabel
from maatwerk_rules.model.node import Clause
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Lijst, Number, is_ordered
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.probes import step_of
from maatwerk_rules.verification import claims as c
from maatwerk_rules.verification import properties as p
from maatwerk_rules.verification.cone import may_read
from maatwerk_rules.verification.properties import PROPERTIES, Property

_OF_ROLE = {"beschermd": p.P09, "procesgegeven": p.P10, "irrelevant": p.P10}


def derive(
    policy: Policy, program: Program, wanted: Iterable[Property] = PROPERTIES
) -> tuple[c.Claim, ...]:
    """Return the claims that a policy makes under one of its programs, in order of property.

    What may not matter gives a claim of every outcome, also of those that cannot read it: that it
    does not matter is worth telling. Of steps and judgements only those count that are read.
    Whether a fact does something is asked of the policy that declares it.
    P03 and P08 hold of every policy; P07 and P14 are of the text.
    Linear in the outcomes times what each may read.
    """
    asked = frozenset(wanted)
    deriving = _Deriving(policy, program)
    found = [claim for claim in deriving.claims() if claim.asks in asked]
    order = {one: number for number, one in enumerate(PROPERTIES)}
    return tuple(sorted(dict.fromkeys(found), key=lambda claim: order[claim.asks]))


class _Deriving:
    def __init__(self, policy: Policy, program: Program) -> None:
        self._program = program
        self._policy = policy
        self._published = [name for name, one in program.definitions.items() if one.published]
        self._clauses = [clause for said in policy.all(Gelijkheid) for clause in said.eigenschappen]
        self._documented = frozenset(
            clause.regel for clause in self._clauses if isinstance(clause, Grens)
        )

        self._meant: dict[str, frozenset[str]] = {}

    def claims(self) -> Iterator[c.Claim]:
        """Yield every claim; one that is declared goes before the same one that is not."""
        yield from self._of_one_case()
        yield from self._of_clauses()
        yield from self._of_facts()
        mattering = [*self._with_roles()]
        for name in self._published:
            meant = self._meant_for(name)
            for place, asks in mattering:
                yield c.Claim(asks, name, c.Same(), c.Other(place), meant)
            yield from self._of_steps(name)
            yield c.Claim(p.P03, name, c.ByLaw())
            yield c.Claim(p.P08, name, c.ByLaw())
            yield from self._of_lists(name)
            yield c.Claim(p.P16, name, c.Same(grounds=False), self._later(name), meant)

    def _of_one_case(self) -> Iterator[c.Claim]:
        for name, definition in self._program.definitions.items():
            if definition.rules or definition.stages:
                if definition.default is None and _must_decide(definition):
                    yield c.Claim(p.P01, name, c.Decides())
                yield c.Claim(p.P02, name, c.Agrees())
            for rule in dict.fromkeys(node.name for node in nodes(definition)):
                yield c.Claim(p.P05, name, c.Lives(rule))
            for deviation in definition.deviations:
                yield c.Claim(p.P06, name, c.OnlyJudged(deviation.name))
                yield c.Claim(p.P07, name, c.Grounded(deviation.name))
            if definition.deviations and isinstance(definition.order, tuple):
                worst = definition.order[0]
                assert isinstance(worst, bool | str), "options are ja, nee or words"
                yield c.Claim(p.P06, name, c.Reaches(worst))

    def _with_roles(self) -> Iterator[tuple[c.Place, Property]]:
        for place in self._places():
            asks = self._role_of(place)
            if asks is not None:
                yield place, asks

    def _places(self) -> Iterator[c.Place]:
        for name, type_ in self._program.facts.items():
            if isinstance(type_, Lijst):
                for veld in type_.soort.velden:
                    yield c.Place("gegeven", veld.naam, name)
            else:
                yield c.Place("gegeven", name)

    def _role_of(self, place: c.Place) -> Property | None:
        said = self._said_role(place)
        return None if said is None else _OF_ROLE.get(said.rol)

    def _said_role(self, place: c.Place) -> Rol | None:
        gegeven = self._policy.find(Gegeven, place.list or place.name)
        leaf = Leaf("gegeven", place.list or place.name, field=place.name if place.list else None)
        veld = self._policy.field_of(leaf)
        of_field = veld.one(Rol) if veld is not None else None
        return of_field or (gegeven.one(Rol) if gegeven is not None else None)

    def _of_steps(self, name: str) -> Iterator[c.Claim]:
        for place in sorted(may_read(self._program, name), key=str):
            type_ = c.type_of(place, self._program)
            if place.kind == "oordeel":
                yield c.Claim(p.P15, name, c.Measured(), c.Other(place))
            elif type_ is not None and is_ordered(type_):
                step = c.Step(place, step_of(type_))
                yield c.Claim(p.P13, name, c.Measured(), step, self._meant_for(name))

    def _of_lists(self, name: str) -> Iterator[c.Claim]:
        for leaf in sorted(self._program.leaves.get(name, frozenset())):
            type_ = self._program.facts.get(leaf)
            if isinstance(type_, Lijst) and type_.maximum > 1:
                yield c.Claim(p.P04, name, c.Same(), c.Swapped(leaf))

    def _of_facts(self) -> Iterator[c.Claim]:
        said = [each for each in self._clauses if isinstance(each, Ongeacht)]
        ignored = {name for each in said for name in each.gegevens}
        own = self._policy.written.sources
        for place in self._places():
            gegeven = self._policy.find(Gegeven, place.list or place.name)
            if gegeven is None or gegeven.span.source not in own or gegeven.naam in ignored:
                continue
            if self._said_role(place) is None:
                yield c.Claim(p.P14, "", c.Used(place))

    # ---------------------------------------------------------------- what the policy says

    def _of_clauses(self) -> Iterator[c.Claim]:
        for clause in self._clauses:
            match clause:
                case Ongeacht(gegevens=names):
                    for fact in names:
                        yield from self._regardless(fact, clause)
                case Monotoon(gegeven=fact, richting=way, uitkomst=name):
                    direction: c.Direction = "meer" if way == "meer" else "minder"
                    place = self._place(fact)
                    if place is not None:
                        yield c.Claim(p.P12, name, c.Never(direction), c.More(place), said=clause)
                case Helling():
                    yield from self._slope(clause)
                case VolgordeIrrelevant(lijst=named):
                    for name in self._reading(named):
                        yield c.Claim(p.P04, name, c.Same(), c.Swapped(named), said=clause)
                case Stabiel():
                    for name in self._published:
                        meant = self._meant_for(name)
                        later = self._later(name)
                        yield c.Claim(p.P16, name, c.Same(grounds=False), later, meant, clause)

    def _regardless(self, fact: str, clause: Clause) -> Iterator[c.Claim]:
        for name in self._published:
            for place in self._places():
                if fact == (place.list or place.name):
                    meant = self._meant_for(name)
                    yield c.Claim(p.P10, name, c.Same(), c.Other(place), meant, clause)

    def _later(self, name: str) -> c.Later:
        said = self._program.definitions[name].origin
        return c.Later(in_month=said is not None and said.one(PerKalendermaand) is not None)

    def _slope(self, clause: Helling) -> Iterator[c.Claim]:
        place = self._place(clause.gegeven)
        size, loss = literal_value(clause.stap), literal_value(clause.hoogstens)
        if place is not None and isinstance(size, Number) and isinstance(loss, Number):
            step = c.Step(place, size)
            yield c.Claim(p.P13, clause.uitkomst, c.AtMost(loss), step, said=clause)

    def _meant_for(self, outcome: str) -> frozenset[str]:
        """Return the rules on the way to an outcome of which the policy says the limit is meant."""
        found = self._meant.get(outcome)
        if found is None:
            definitions = self._program.definitions
            below = {outcome}
            waiting = [outcome]
            while waiting:
                read = (definitions[waiting.pop()].reads & definitions.keys()) - below
                below |= read
                waiting += read
            rules = {node.name for name in below for node in nodes(definitions[name])}
            found = self._meant[outcome] = self._documented & rules
        return found

    def _place(self, name: str) -> c.Place | None:
        if name in self._program.facts:
            return c.Place("gegeven", name)
        definition = self._program.definitions.get(name)
        if definition is None or definition.record is not None:
            return None
        return c.Place("begrip", name)

    def _reading(self, fact: str) -> Iterator[str]:
        for name in self._published:
            if fact in self._program.leaves.get(name, frozenset()):
                yield name


def _must_decide(definition: Definition) -> bool:
    """Tell whether a value is always wanted: an amount, number or date may be absent."""
    return isinstance(definition.origin, Tabel) or not is_ordered(definition.type)


def documented(policy: Policy) -> Mapping[str, Grens]:
    """Return per rule what the policy says of its limit, where that is meant.

    >>> from maatwerk_rules import load
    >>> policy = load("participatiewet")
    >>> documented(policy)["herhaling_boete"].omdat
    'De wet noemt vijf jaar, en tien jaar na gevangenisstraf.'
    """
    return {
        clause.regel: clause
        for said in policy.all(Gelijkheid)
        for clause in said.eigenschappen
        if isinstance(clause, Grens)
    }
