"""The facts of a toets: what its lines say, read by the same checks as the data of a case."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Label, sort_diagnostics
from maatwerk_rules.dutch import singular, write_aantal, write_bedrag
from maatwerk_rules.errors import FactError
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model import toetsclauses as t
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.exact import shift
from maatwerk_rules.model.node import Expression, Node
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.case_facts import Facts
from maatwerk_rules.runtime.complaints import KEY_TWICE, Complaints, join
from maatwerk_rules.runtime.fact_values import NOT_SHOWN
from maatwerk_rules.runtime.facts import read_case
from maatwerk_rules.runtime.scalars import write_decimals
from maatwerk_rules.source import Span

_LAST_PART = re.compile(r"(?:\.[^.\[\]]*|\[[0-9]+\])$")


def facts_of(policy: Policy, toets: Toets) -> Facts:
    """Return the facts that a toets states; a judgement or look without date is of its day.

    Raises:
        FactError: Something does not read; each complaint points at its place in the toets.
    """
    datum = toets.one(t.Toetsdatum)
    reading = _Reading(toets.span, None if datum is None else datum.datum)
    try:
        facts = read_case(policy, reading.case(toets), reading.complaints)
        reading.complaints.check()
    except FactError as error:
        found = [reading.in_text(each) for each in error.diagnostics]
        raise FactError(sort_diagnostics(found)) from None
    return facts


@attrs.define
class _Reading:
    """The lines of a toets as the data of a case, and where each value stands in the text."""

    whole: Span
    day: date | None
    places: dict[str, Span] = attrs.field(factory=dict)
    complaints: Complaints = attrs.field(factory=Complaints)

    def in_text(self, complaint: Diagnostic) -> Diagnostic:
        """Return the complaint with the place in the text instead of the path."""
        path = complaint.path or ""
        while path and path not in self.places:
            path = _LAST_PART.sub("", path, count=1) if _LAST_PART.search(path) else ""
        span = self.places.get(path, self.whole)
        return attrs.evolve(complaint, spans=(Label(span),), path=None)

    def case(self, toets: Toets) -> dict[str, object]:
        """Return the data; `gewenst effect` is the last that the toets says."""
        effects = toets.all(t.GewenstEffect)
        return {
            "feiten": self._facts(toets),
            "oordelen": [
                self._judgement(node, f"oordelen[{index}]")
                for index, node in enumerate(toets.all(t.Toetsoordeel))
            ],
            "bekeken": [
                self._look(node, f"bekeken[{index}]")
                for index, node in enumerate(toets.all(t.Bekeken))
            ],
            "gewenst_effect": effects[-1].tekst if effects else None,
        }

    def _facts(self, toets: Toets) -> dict[str, object]:
        found: dict[str, object] = {}
        for node in toets.all(t.Toetsgegeven):
            if self._is_new(node.naam, node.naam, found, node):
                found[node.naam] = self._value(node.waarde, node.naam)
        return found

    def _is_new(self, name: str, path: str, found: dict[str, object], node: Node) -> bool:
        """Note where a value stands; complain when the name already has one."""
        is_new = name not in found
        self.places.setdefault(path, node.span)
        if not is_new:
            where = f"{path}.{node.span.start}"
            self.places[where] = node.span
            self.complaints.add(KEY_TWICE, where, naam=name)
        return is_new

    def _value(self, value: Expression, path: str) -> object:
        if isinstance(value, e.Verloopwaarde):
            return self._course(value, path)
        if isinstance(value, e.Record):
            return {"@lijst": [self._record(value, path)]}
        if not isinstance(value, e.Lijstwaarde):
            return _not_shown(value) if isinstance(value, e.NietGetoond) else _plain(value)
        records = [
            self._record(record, f"{path}[{index}]")
            for index, record in enumerate(value.records or ())
        ]
        return {"@lijst": records, "@volledig": not value.open}

    def _record(self, record: e.Record, path: str) -> dict[str, object]:
        self.places[path] = record.span
        found: dict[str, object] = {} if record.naam is None else {"@naam": record.naam}
        for node in record.velden or ():
            where = join(path, node.veld)
            if self._is_new(node.veld, where, found, node):
                found[node.veld] = self._value(node.waarde, where)
        return found

    def _course(self, value: e.Verloopwaarde, path: str) -> dict[str, object]:
        periods = []
        for index, part in enumerate(value.delen):
            where = f"{join(path, '@verloop')}[{index}]"
            self.places[where] = part.span
            period: dict[str, object] = {"van": part.vanaf, "waarde": _plain(part.waarde)}
            periods.append(period if part.tot is None else {**period, "tot": part.tot})
        return {"@verloop": periods}

    def _judgement(self, node: t.Toetsoordeel, path: str) -> dict[str, object]:
        self.places[path] = node.span
        for weging in node.gewogen or ():
            self.places[f"{path}.gewogen.{weging.factor}"] = weging.span
        return {
            "oordeel": node.naam,
            "voor": node.voor,
            "waarde": _plain(node.waarde),
            "door": node.door,
            "op": node.op or self.day,
            "omdat": node.omdat,
            "gewogen": {weging.factor: weging.tekst for weging in node.gewogen or ()},
        }

    def _look(self, node: t.Bekeken, path: str) -> dict[str, object]:
        self.places[path] = node.span
        return {"door": node.door, "op": node.op or self.day, "omdat": node.omdat}


def _not_shown(value: e.NietGetoond) -> dict[str, object]:
    """Return the event as a case would hold it; the term is over the day after its last day.

    A term in hours is refused when the case is read.
    """
    unit = singular(value.eenheid)
    last = shift(value.gevraagd_op, value.aantal, "dag" if unit == "uur" else unit, "later")
    return {
        "@standing": NOT_SHOWN,
        "@verzocht_op": value.gevraagd_op,
        "@termijn": write_aantal(value.aantal, value.eenheid),
        "@verlopen_op": last + timedelta(days=1),
    }


def _plain(value: Expression) -> object:
    """Return a literal as the data of a case would hold it; numbers as Dutch text, so exact."""
    match value:
        case e.Janee(waarde=truth):
            return truth
        case e.Naam(naam=option):
            return option
        case e.Datumliteraal(datum=day):
            return day
        case e.NietTeWeten():
            return {"@onbekend": True}
    return _number(value, 1)


def _number(value: Expression, sign: int) -> str:
    match value:
        case e.Tegengestelde(deel=part):
            return _number(part, -sign)
        case e.Bedragliteraal(centen=cents, periode=periode):
            return write_bedrag(sign * cents, periode)
        case e.Percentageliteraal(waarde=ratio):
            return f"{write_decimals(sign * ratio * 100)}%"
    assert isinstance(value, e.Getalliteraal)
    unit = f" {value.eenheid}" if value.eenheid else ""
    return f"{write_decimals(Fraction(sign * value.getal))}{unit}"
