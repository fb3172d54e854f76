"""Beleid to core: what each construct of the language means, one function per construct.

Expressions are in `desugar_expressions.py`. A deviation becomes what it does to each definition it
touches: which nodes it sets aside, whose value it takes the place of, what stands in for a group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Literal, cast

import attrs

from maatwerk_rules.analysis.desugar_expressions import Names, desugar, number_of
from maatwerk_rules.analysis.symbols import Afwijking, Regelnaam, Symbols
from maatwerk_rules.analysis.translated import Memory
from maatwerk_rules.model import core
from maatwerk_rules.model.chains import deep
from maatwerk_rules.model.clauses import (
    AlleenIndien,
    Anders,
    BijRegel,
    BijSamenloop,
    BlijftGeldigVoor,
    Dan,
    Datumkolommen,
    Geldigheid,
    Geschonden,
    GunstigIs,
    GunstigVan,
    Indien,
    InTeVullen,
    Is,
    Rij,
    Stappen,
    Strekking,
    ToetsenAltijd,
    ToetsenBijAanwijzing,
    ToetsenOpVerzoek,
)
from maatwerk_rules.model.declarations import (
    Aanname,
    Afwijkingsgrond,
    Bedoeling,
    Begrip,
    Gegeven,
    Hardheidsclausule,
    Opschaling,
    Tabel,
    Toelaatbaar,
    Uitkomst,
    Uitzondering,
    Voorrang,
)
from maatwerk_rules.model.expressions import CelTot, CelVanaf, CelVanafTot, Celwaarde, Elk
from maatwerk_rules.model.levels import fields, leaves, levels
from maatwerk_rules.model.node import Clause, Declaration
from maatwerk_rules.model.types import JaNee, Scalar

JA = core.Constant(True, JaNee())

Together = Literal["som", "hoogste", "laagste"] | None
Order = tuple[Scalar, ...] | Literal["hoger", "lager"]

ORDERS: Mapping[str, Order] = {
    "ja": (False, True),
    "nee": (True, False),
    "hoger": "hoger",
    "later": "hoger",
    "lager": "lager",
    "eerder": "lager",
}


def translate(symbols: Symbols, day: date, other: core.Program | None = None) -> core.Program:
    """Return the program of a policy without errors on one date; linear in its size.

    What its definitions read of each other is left to `passing`.

    Args:
        other: The program of another date: what is the same on every day is taken from it.
    """
    return Translation(symbols, day).program(other)


def passing(program: core.Program, definitions: Mapping[str, core.Definition]) -> core.Program:
    """Return a program with what definitions, its own or those of all days, pass on to others."""
    return attrs.evolve(
        program,
        levels=MappingProxyType(levels(definitions)),
        leaves=MappingProxyType(leaves(definitions, program.facts)),
        fields=MappingProxyType(fields(definitions)),
    )


_MEMORY = Memory()


def valid_on(declaration: Declaration, day: date) -> bool:
    """Tell whether a declaration is in force on a date."""
    geldigheid = declaration.one(Geldigheid)
    if geldigheid is None:
        return True
    return geldigheid.vanaf <= day and (geldigheid.tot is None or day < geldigheid.tot)


def _holds_on(regel: Regelnaam, day: date) -> bool:
    """Tell whether a rule is in force on a date, or has ended but still holds for some cases."""
    if valid_on(regel, day) or regel.one(BlijftGeldigVoor) is None:
        return valid_on(regel, day)
    geldigheid = regel.one(Geldigheid)
    return geldigheid is not None and geldigheid.vanaf <= day


class Translation:
    """One policy on one date on its way to the core."""

    def __init__(self, symbols: Symbols, day: date) -> None:
        self._symbols = symbols
        self._regels = {
            name: regel for name, regel in symbols.regels.items() if _holds_on(regel, day)
        }
        self._day = day
        self._higher = self._above()

    def program(self, other: core.Program | None) -> core.Program:
        """Return the whole program."""
        symbols = self._symbols
        known = other.definitions if other is not None else {}
        definitions: dict[str, core.Definition] = {}
        for name, declaration in symbols.values.items():
            if not isinstance(declaration, Begrip | Uitkomst | Tabel):
                continue
            if name in known and name not in symbols.dated:
                definitions[name] = known[name]
                continue
            definitions[name] = _MEMORY.of(
                declaration, symbols, self._holds, partial(self._translated, declaration)
            )
        facts = {n: symbols.types[n] for n, d in symbols.values.items() if isinstance(d, Gegeven)}
        return core.Program(
            MappingProxyType(definitions),
            MappingProxyType(facts),
            MappingProxyType(
                {name: (symbols.types[name], o.per) for name, o in symbols.oordelen.items()}
            ),
            violations=self._violations(),
            admissible=self._said(Toelaatbaar),
            conditions=self._conditions(),
            ladder=self._ladder(),
            deep=MappingProxyType(deep(definitions)),
            assumptions=self._said(Aanname),
        )

    def _holds(self, declaration: Declaration) -> tuple[bool, bool]:
        """Tell whether something holds on the day, and whether it does so for all cases."""
        return declaration.name in self._regels, valid_on(declaration, self._day)

    def _violations(self) -> Mapping[str, core.Expr]:
        names = self._names(None)
        found = {}
        for bedoeling in self._symbols.beleid.all(Bedoeling):
            geschonden = bedoeling.one(Geschonden)
            if geschonden is not None:
                found[bedoeling.naam] = desugar(geschonden.voorwaarde, names)
        return MappingProxyType(found)

    def _said(self, kind: type[Toelaatbaar] | type[Aanname]) -> Mapping[str, core.Expr]:
        names = self._names(None)
        listed: tuple[Toelaatbaar | Aanname, ...] = self._symbols.beleid.all(kind)
        return MappingProxyType({one.naam: desugar(one.voorwaarde, names) for one in listed})

    def _conditions(self) -> Mapping[str, core.Expr]:
        names = self._names(None)
        found = {}
        for gegeven in self._symbols.beleid.all(Gegeven):
            alleen_indien = gegeven.one(AlleenIndien)
            if alleen_indien is not None:
                found[gegeven.naam] = desugar(alleen_indien.voorwaarde, names)
        return MappingProxyType(found)

    def _ladder(self) -> tuple[core.Rung, ...]:
        names = self._names(None)
        return tuple(
            core.Rung(
                trede.methode,
                trede.door,
                None if trede.voorwaarde is None else desugar(trede.voorwaarde, names),
            )
            for opschaling in self._symbols.beleid.all(Opschaling)
            for trede in opschaling.treden
        )

    def _names(self, record: str | None) -> Names:
        variables = {} if record is None else {record: record}
        return Names(self._symbols, MappingProxyType(variables))

    # ------------------------------------------------------------------ definitions

    def _translated(self, declaration: Begrip | Uitkomst | Tabel) -> core.Definition:
        if isinstance(declaration, Tabel):
            return self._table(declaration)
        return self._definition(declaration)

    def _definition(self, begrip: Begrip | Uitkomst) -> core.Definition:
        names = self._names(begrip.per)
        expression = self._expression(begrip, names)
        return core.Definition(
            begrip.naam,
            self._symbols.types[begrip.naam],
            record=begrip.per,
            expression=expression,
            rules=() if expression else self._rules(begrip.naam, names),
            above=self._higher,
            together=_together(begrip),
            default=_default(begrip, names) if expression is None else None,
            order=_order(begrip),
            stages=self._stages(begrip, names),
            deviations=() if expression else self._deviations(begrip.naam, names),
            published=isinstance(begrip, Uitkomst),
            origin=begrip,
        )

    def _expression(self, begrip: Begrip | Uitkomst, names: Names) -> core.Expr | None:
        waarde = begrip.one(Is)
        if waarde is not None:
            return desugar(waarde.waarde, names)
        in_te_vullen = begrip.one(InTeVullen)
        if in_te_vullen is None:
            return None
        for invulling in self._symbols.invullingen.get(begrip.naam, ()):
            ingevuld = invulling.one(Is)
            if ingevuld is not None and valid_on(invulling, self._day):
                return desugar(ingevuld.waarde, names)
        anders = begrip.one(Anders)
        if anders is not None:
            return desugar(anders.waarde, names)
        type_ = self._symbols.types[begrip.naam]
        return core.Unfilled(begrip.naam, in_te_vullen.soort, type_, span=begrip.span)

    def _rules(self, outcome: str, names: Names) -> tuple[core.Node, ...]:
        return tuple(
            self._node(regel, names)
            for regel in self._symbols.rules_of(outcome)
            if regel.naam in self._regels
        )

    def _stages(self, begrip: Begrip | Uitkomst, names: Names) -> tuple[core.Stage, ...]:
        stappen = begrip.one(Stappen)
        adjustments = [
            regel
            for regel in self._symbols.adjustments_of(begrip.naam)
            if regel.naam in self._regels
        ]
        return tuple(
            core.Stage(
                stap,
                tuple(self._node(one, names) for one in adjustments if one.stap == stap),
            )
            for stap in (stappen.stappen if stappen else ())
        )

    def _above(self) -> Mapping[str, frozenset[str]]:
        """Return which siblings go before a node, through others too."""
        direct: dict[str, set[str]] = {}
        for voorrang in self._symbols.beleid.all(Voorrang):
            direct.setdefault(voorrang.lager, set()).add(voorrang.hoger)
        closed = {}
        for name, higher_ones in direct.items():
            found: set[str] = set()
            waiting = [*higher_ones]
            while waiting:
                higher = waiting.pop()
                if higher not in found:
                    found.add(higher)
                    waiting.extend(direct.get(higher, ()))
            closed[name] = frozenset(found)
        return MappingProxyType(closed)

    def _table(self, tabel: Tabel) -> core.Definition:
        names = self._names(None)
        columns = [names.value(kolom, tabel.span) for kolom in tabel.kolommen]
        rows = tuple(
            core.Node(
                f"{tabel.naam} rij {number}",
                _cells(columns, rij.cellen, names),
                _row_value(tabel, rij, names),
                origin=tabel,
            )
            for number, rij in enumerate(tabel.all(Rij), 1)
        )
        return core.Definition(
            tabel.naam,
            self._symbols.types[tabel.naam],
            rules=rows,
            default=_default(tabel, names),
            origin=tabel,
        )

    # ------------------------------------------------------------------ nodes

    def _node(self, regel: Regelnaam, names: Names, more: Iterable[Uitzondering] = ()) -> core.Node:
        exceptions = [
            one
            for one in (*self._symbols.children_of(regel.naam), *more)
            if one.naam in self._regels
        ]
        indien, dan = regel.one(Indien), regel.one(Dan)
        condition = desugar(indien.voorwaarde, names) if indien else JA
        value = desugar(dan.waarde, names) if dan else None
        judgements = _judgements((condition, value) if value is not None else (condition,))
        moment = self._moment(regel, names)
        still = self._still(regel, names)
        if still is not None and (moment is not None or judgements):
            moment = _both(still, moment)
        elif still is not None:
            condition = _both(still, condition if indien else None)
        deviates = isinstance(regel, Afwijkingsgrond | Hardheidsclausule)
        return core.Node(
            regel.naam,
            condition if moment is None else core.Gate(moment, condition),
            value,
            tuple(self._node(one, names) for one in exceptions),
            judgements,
            deviates and bool(judgements) and regel.one(ToetsenAltijd) is not None,
            moment,
            regel,
        )

    def _still(self, regel: Regelnaam, names: Names) -> core.Expr | None:
        """Return for which cases a rule holds that has ended; None while it holds for all.

        It goes before the moment: of a rule that no longer holds for a case nothing is asked.
        """
        clausule = regel.one(BlijftGeldigVoor)
        if clausule is None or valid_on(regel, self._day):
            return None
        return desugar(clausule.voorwaarde, names)

    def _moment(self, regel: Regelnaam, names: Names) -> core.Expr | None:
        aanwijzing, verzoek = regel.one(ToetsenBijAanwijzing), regel.one(ToetsenOpVerzoek)
        if aanwijzing is not None:
            return desugar(aanwijzing.voorwaarde, names)
        if verzoek is not None:
            return names.value(verzoek.gegeven, verzoek.span)
        return None

    # ------------------------------------------------------------------ deviations

    def _deviations(self, outcome: str, names: Names) -> tuple[core.Deviation, ...]:
        return tuple(
            one
            for regel in self._symbols.deviations_of(outcome)
            if regel.naam in self._regels
            for one in (self._deviation(regel, outcome, names),)
            if one.node.value is not None or one.aside & self._regels.keys()
        )

    def _deviation(self, regel: Afwijking, outcome: str, names: Names) -> core.Deviation:
        node = self._node(regel, names)
        strekking = regel.one(Strekking)
        favourable = strekking is not None and strekking.strekking == "ten gunste"
        phase: Literal[1, 2] = 2 if isinstance(regel, Hardheidsclausule) else 1
        targets = frozenset(
            name
            for name in self._symbols.targets_of(regel)
            if outcome in self._symbols.outcomes_of(name)
        )
        plain = core.Deviation(node, phase, favourable, aside=targets)
        if node.value is None:
            return plain
        if not isinstance(regel.doel, BijRegel):
            return self._group_deviation(regel, plain, names)
        target = self._symbols.regels[regel.doel.regel]
        if isinstance(target, Uitzondering):
            return attrs.evolve(plain, replaces=target.op)
        return attrs.evolve(plain, aside=frozenset(), replaces=target.naam)

    def _group_deviation(
        self, regel: Afwijking, plain: core.Deviation, names: Names
    ) -> core.Deviation:
        """The group gives way as a whole; what hangs on it from outside hangs on its stand-in."""
        loose = [
            exception
            for member in sorted(plain.aside)
            for exception in self._symbols.children_of(member)
            if exception.naam not in plain.aside
        ]
        bases = {self._base(name) for name in plain.aside} - plain.aside
        places = sorted(name for name in bases if name is not None)
        return attrs.evolve(
            plain,
            stands_in=self._node(regel, names, loose),
            place=places[0] if None not in bases and places else None,
        )

    def _base(self, name: str) -> str | None:
        regel = self._symbols.regels[name]
        return regel.op if isinstance(regel, Uitzondering) else None


def _both(first: core.Expr, second: core.Expr | None) -> core.Expr:
    if second is None:
        return first
    rest = second.parts if isinstance(second, core.And) else (second,)
    return core.And((first, *rest))


def _together(begrip: Declaration) -> Together:
    samenloop = begrip.one(BijSamenloop)
    return cast(Together, samenloop.wijze) if samenloop else None


def _default(declaration: Declaration, names: Names) -> core.Expr | None:
    anders = declaration.one(Anders)
    return desugar(anders.waarde, names) if anders else None


def _order(begrip: Declaration) -> Order | None:
    gunstig_is, gunstig_van = begrip.one(GunstigIs), begrip.one(GunstigVan)
    if gunstig_is is not None:
        return ORDERS[gunstig_is.richting]
    if gunstig_van is not None:
        return (gunstig_van.eerste, *gunstig_van.volgende)
    return None


def _cells(columns: list[core.Expr], cells: tuple[Clause, ...], names: Names) -> core.Expr:
    tests: list[core.Expr] = []
    for column, cell in zip(columns, cells, strict=True):
        match cell:
            case Elk():
                continue
            case Celwaarde(waarde=waarde):
                tests.append(core.Compare("eq", column, desugar(waarde, names)))
            case CelVanafTot(vanaf=vanaf, tot=tot):
                tests.append(core.Compare("ge", column, desugar(vanaf, names)))
                tests.append(core.Compare("lt", column, desugar(tot, names)))
            case CelVanaf(vanaf=vanaf):
                tests.append(core.Compare("ge", column, desugar(vanaf, names)))
            case _:
                assert isinstance(cell, CelTot)
                tests.append(core.Compare("lt", column, desugar(cell.tot, names)))
    if not tests:
        return JA
    return tests[0] if len(tests) == 1 else core.And(tuple(tests))


def _row_value(tabel: Tabel, rij: Rij, names: Names) -> core.Expr:
    """Return the value of a row; with days above the columns that of the peildatum."""
    datums = tabel.one(Datumkolommen)
    if datums is None:
        return desugar(rij.waarden[0], names)
    entries = tuple(
        (day, number_of(waarde, names))
        for day, waarde in zip(datums.dagen, rij.waarden, strict=True)
    )
    return names.dated_value(tabel, core.ReferenceDate(span=rij.span), entries, rij.span)


def _judgements(exprs: Iterable[core.Expr]) -> tuple[core.Judged, ...]:
    found: dict[core.Judged, None] = {}
    for expr in exprs:
        for part in core.walk(expr):
            if isinstance(part, core.Judged):
                found[part] = None
    return tuple(found)
