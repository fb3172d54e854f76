"""What a policy and the policies it uses declare: every name, its kind and its type.

Names of values and of judgements share one space, and so do the options of a keuze; rules, groups,
regelingen and so on each have their own. `collect` makes the tables; names.py checks what refers
to them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import TypeAlias, TypeVar

import attrs

from maatwerk_rules.analysis.places import place, place_of_name
from maatwerk_rules.analysis.toets_bases import Bases, find_bases
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import BijGroep, BijRegel, Geldigheid, Stappen, SteltTerzijde
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Aantal,
    Afwijkingsgrond,
    Bedoeling,
    Bedrag,
    Begrip,
    Functie,
    Gegeven,
    Groep,
    Hardheidsclausule,
    Huishouden,
    Invulling,
    Keuze,
    Oordeel,
    Orgaan,
    Percentage,
    Regel,
    Regeling,
    Register,
    Soort,
    Tabel,
    Toets,
    Uitkomst,
    Uitzondering,
    Waarde,
)
from maatwerk_rules.model.expressions import Naam
from maatwerk_rules.model.node import Declaration, Node
from maatwerk_rules.model.types import EARLIEST, Lijst, SoortType, Type
from maatwerk_rules.source import Source, Span
from maatwerk_rules.values import frozen

Waardenaam: TypeAlias = Gegeven | Bedrag | Aantal | Percentage | Begrip | Uitkomst | Tabel
Afwijking: TypeAlias = Afwijkingsgrond | Hardheidsclausule
Regelnaam: TypeAlias = Regel | Uitzondering | Aanpassing | Afwijkingsgrond | Hardheidsclausule


R = TypeVar("R", bound=Declaration)
T = TypeVar("T")


@frozen
class Symbols:
    """The tables of names; of a name declared twice the first declaration counts.

    Args:
        values: gegeven, bedrag, aantal, percentage, begrip, uitkomst and tabel.
        regels: regel, uitzondering, aanpassing, afwijkingsgrond and hardheidsclausule.
        invullingen: What fills in a begrip, by the name of that begrip.
        opties: For each option the keuzes it belongs to, as an author names them.
        types: The type of each value name and of each oordeel; with `per s` that of one record.
        soorttypes: The record type of each soort.
        kinderen: The exceptions that hang directly on a rule, by the name of that rule.
    """

    beleid: Beleid = attrs.field(repr=False)
    sources: Mapping[str, Source] = attrs.field(repr=False)
    values: Mapping[str, Waardenaam]
    oordelen: Mapping[str, Oordeel]
    soorten: Mapping[str, Soort]
    keuzes: Mapping[str, Keuze]
    regels: Mapping[str, Regelnaam]
    groepen: Mapping[str, Groep]
    huishoudens: Mapping[str, Huishouden]
    regelingen: Mapping[str, Regeling]
    organen: Mapping[str, Orgaan]
    functies: Mapping[str, Functie]
    registers: Mapping[str, Register]
    waarden: Mapping[str, Waarde]
    bedoelingen: Mapping[str, Bedoeling]
    toetsen: Mapping[str, Toets]
    invullingen: Mapping[str, tuple[Invulling, ...]]
    opties: Mapping[str, tuple[str, ...]]
    types: Mapping[str, Type]
    soorttypes: Mapping[str, SoortType]
    kinderen: Mapping[str, tuple[Uitzondering, ...]]
    _done: dict[object, object] = attrs.field(factory=dict, init=False, eq=False, repr=False)
    _outcomes: dict[str, frozenset[str]] = attrs.field(
        factory=dict, init=False, eq=False, repr=False
    )

    def once(self, work: Callable[[Symbols], T]) -> T:
        """Return what some work gives of these names; it is done once."""
        if work not in self._done:
            self._done[work] = work(self)
        return self._done[work]  # type: ignore[return-value]  # kept by what gives it

    def once_for(self, of: R, work: Callable[[R, Symbols], T]) -> T:
        """Return what some work gives of a declaration under these names; it is done once."""
        key = work, id(of)
        if key not in self._done:
            # With the declaration itself, so that nothing else gets its identity.
            self._done[key] = of, work(of, self)
        return self._done[key][1]  # type: ignore[index,no-any-return]  # kept by what gives it

    def lists_of(self, name: str) -> tuple[str, ...]:
        """Return the lists that a name stands for: those of a household, or the list itself."""
        huishouden = self.huishoudens.get(name)
        return (name,) if huishouden is None else huishouden.lijsten

    def declaration(self, name: str) -> Waardenaam | None:
        """Return what declares a value name, or None."""
        return self.values.get(name)

    def record_of(self, name: str) -> str | None:
        """Return the soort of a begrip, uitkomst or oordeel that exists once per record."""
        found = self.values.get(name) or self.oordelen.get(name)
        return found.per if isinstance(found, Begrip | Uitkomst | Oordeel) else None

    def children_of(self, rule_name: str) -> tuple[Uitzondering, ...]:
        """Return the exceptions that hang directly on a rule, in the order of the text."""
        return self.kinderen.get(rule_name, ())

    def stappen(self, outcome: str) -> tuple[str, ...]:
        """Return the steps of an outcome, in order."""
        found = self.values.get(outcome)
        clausule = found.one(Stappen) if found else None
        return clausule.stappen if clausule else ()

    def rules_of(self, outcome: str) -> tuple[Regel, ...]:
        """Return the rules that determine an outcome, in the order of the text."""
        return tuple(each for each in self.touching(outcome) if isinstance(each, Regel))

    def adjustments_of(self, outcome: str) -> tuple[Aanpassing, ...]:
        """Return the aanpassingen of an outcome, in the order of the text."""
        return tuple(each for each in self.touching(outcome) if isinstance(each, Aanpassing))

    def deviations_of(self, outcome: str) -> tuple[Afwijking, ...]:
        """Return the deviations that touch an outcome, in the order of the text."""
        return tuple(
            each
            for each in self.touching(outcome)
            if isinstance(each, Afwijkingsgrond | Hardheidsclausule)
        )

    def base_of(self, rule_name: str) -> Regelnaam | None:
        """Return what an exception finally hangs on; any other rule is its own base.

        An unknown name, or exceptions that hang on each other in a circle, give None.
        """
        seen: set[str] = set()
        regel = self.regels.get(rule_name)
        while isinstance(regel, Uitzondering):
            if regel.naam in seen:
                return None
            seen.add(regel.naam)
            regel = self.regels.get(regel.op)
        return regel

    def targets_of(self, deviation: Afwijking) -> tuple[str, ...]:
        """Return the names of the rules that a deviation hangs on, sets aside, or both."""
        match deviation.doel:
            case BijRegel(regel=regel):
                return (regel,)
            case BijGroep(groep=naam):
                groep = self.groepen.get(naam)
                return groep.regels if groep else ()
        terzijde = deviation.one(SteltTerzijde)
        return terzijde.regels if terzijde else ()

    def outcomes_of(self, rule_name: str) -> frozenset[str]:
        """Return the begrippen and uitkomsten that a rule, exception or deviation works on."""
        found = self._outcomes.get(rule_name)
        if found is None:
            found = self._outcomes[rule_name] = self._worked_on(rule_name)
        return found

    def _worked_on(self, rule_name: str) -> frozenset[str]:
        base = self.base_of(rule_name)
        match base:
            case Regel(bepaalt=naam) | Aanpassing(van=naam):
                return frozenset({naam})
            case Afwijkingsgrond() | Hardheidsclausule():
                bases = (self.base_of(name) for name in self.targets_of(base))
                return frozenset(
                    each.bepaalt if isinstance(each, Regel) else each.van
                    for each in bases
                    if isinstance(each, Regel | Aanpassing)
                )
        return frozenset()

    def outcome_of(self, rule_name: str) -> str | None:
        """Return the one begrip or uitkomst that a rule works on, or None when not just one."""
        found = self.outcomes_of(rule_name)
        return next(iter(found)) if len(found) == 1 else None

    def working_on(self, outcome: str) -> tuple[Regelnaam, ...]:
        """Return what works on this one begrip or uitkomst, in the order of the text."""
        return self._by_outcome.get(outcome, ())

    def touching(self, outcome: str) -> tuple[Regelnaam, ...]:
        """Return what works on this begrip or uitkomst, and perhaps on others too."""
        return self._by_each_outcome.get(outcome, ())

    @cached_property
    def _by_each_outcome(self) -> dict[str, tuple[Regelnaam, ...]]:
        found: dict[str, list[Regelnaam]] = {}
        for regel in self.regels.values():
            for outcome in self.outcomes_of(regel.naam):
                found.setdefault(outcome, []).append(regel)
        return {outcome: tuple(regels) for outcome, regels in found.items()}

    @cached_property
    def dated(self) -> frozenset[str]:
        """The begrippen and uitkomsten on which something works that does not hold on every day."""
        regels = (regel for regel in self.regels.values() if regel.one(Geldigheid))
        found = {outcome for regel in regels for outcome in self.outcomes_of(regel.naam)}
        for naam, invullingen in self.invullingen.items():
            if any(each.one(Geldigheid) for each in invullingen):
                found.add(naam)
        return frozenset(found)

    @cached_property
    def _by_outcome(self) -> dict[str | None, tuple[Regelnaam, ...]]:
        found: dict[str | None, list[Regelnaam]] = {}
        for regel in self.regels.values():
            found.setdefault(self.outcome_of(regel.naam), []).append(regel)
        return {outcome: tuple(regels) for outcome, regels in found.items()}

    @cached_property
    def by_record(self) -> Mapping[str | None, tuple[str, ...]]:
        """The values and oordelen that exist once per record, by its soort; the others under None.

        In the order of the text, values first.
        """
        found: dict[str | None, dict[str, None]] = {}
        for naam in (*self.values, *self.oordelen):
            found.setdefault(self.record_of(naam) or None, {})[naam] = None
        return {soort: tuple(names) for soort, names in found.items()}

    @cached_property
    def single_records(self) -> Mapping[str, str]:
        """The facts that always have exactly one record, each with its soort."""
        return {
            naam: type_.soort.naam
            for naam, type_ in self.types.items()
            if isinstance(type_, Lijst) and type_.single and type_.minimum
        }

    @cached_property
    def read_from(self) -> Mapping[str, date]:
        """From which day on the first declaration that reads a name in an expression holds."""
        found: dict[str, date] = {}
        for part in (*self.beleid.all_used(), self.beleid):
            for naam, start in part.once(_read_from).items():
                found[naam] = min(start, found.get(naam, start))
        return found

    @cached_property
    def bases(self) -> Bases:
        """What each toets builds on, and its whole case."""
        return find_bases(self.beleid)

    def place(self, node: Node, name: str, occurrence: int = 0) -> Span:
        """Return where a name stands within a node."""
        return place(node, name, self.sources, occurrence)

    def place_of_name(self, declaration: Declaration) -> Span:
        """Return where a declaration says its own name."""
        return place_of_name(declaration, self.sources)


def _read_from(beleid: Beleid) -> dict[str, date]:
    """Return from which day on a policy itself reads each name."""
    found: dict[str, date] = {}
    for declaration in beleid.declaraties:
        names = {node.naam for node in declaration.below(Naam)}
        geldigheid = declaration.one(Geldigheid) if names else None
        start = EARLIEST if geldigheid is None else geldigheid.vanaf
        for naam in names:
            found[naam] = min(start, found.get(naam, start))
    return found
