"""Cases as a table, and what comes out of it against `decide` for each row by itself."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import attrs
import pyarrow as pa

from maatwerk_rules.errors import FactError
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Percentage,
    bounds,
    is_ordered,
)
from maatwerk_rules.model.unknown import Interval, Leaf, RecordId
from maatwerk_rules.runtime.case import Records
from maatwerk_rules.runtime.columnar import decide_batches
from maatwerk_rules.runtime.columns.layout import layout_of
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import DECIDING
from maatwerk_rules.runtime.fact_values import FactValue, Judgement, Look
from maatwerk_rules.runtime.facts import Facts

ARROW = {
    JaNee: pa.bool_(),
    Keuze: pa.string(),
    Bedrag: pa.decimal128(20, 2),
    Percentage: pa.string(),
    Aantal: pa.int64(),
    Datum: pa.date32(),
}


def cell(value, type_):
    """Return a value as a cell of its column."""
    if value is None:
        return None
    match type_:
        case Bedrag():
            return Decimal(value) / 100
        case Percentage():
            number = Fraction(value) * 100
            return f"{Decimal(number.numerator) / Decimal(number.denominator)}%".replace(".", ",")
    return value


def fits(facts):
    """Tell whether a table can say all that these facts say."""
    partial = any(records.records and not records.complete for records in facts.lists.values())
    return not (facts.courses or facts.not_shown or partial)


def value_of(facts, place, record=None):
    if place.judgement:
        found = facts.judgement(Leaf("oordeel", place.name, record))
        return None if found is None else cell(found.waarde, place.type)
    found = facts.values.get(Leaf("gegeven", place.name, record, place.field))
    return None if found is None else cell(found.value, place.type)


def table_of(policy, cases, *, named=True):
    """Return a batch of cases, each with its day; records bear their names where they are told."""
    layout = layout_of(policy)
    columns = {
        "nummer": pa.array(range(len(cases)), pa.int64()),
        "peildatum": pa.array([day for _, day in cases], pa.date32()),
        "bekeken": pa.array([bool(facts.looks) for facts, _ in cases], pa.bool_()),
    }
    for path, place in layout.values.items():
        given = [value_of(facts, place) for facts, _ in cases]
        if any(one is not None for one in given):
            columns[path] = pa.array(given, ARROW[type(place.type)])
    for name, place in layout.lists.items():
        type_ = pa.struct(
            [pa.field("@naam", pa.string())] * named
            + [pa.field(field, ARROW[type(one.type)]) for field, one in place.fields.items()]
        )
        given = [records_of(facts, name, place, named) for facts, _ in cases]
        if any(one is not None for one in given):
            columns[name] = pa.array(given, pa.list_(type_))
    return pa.record_batch(columns)


def records_of(facts, name, place, named):
    if name not in facts.lists or not facts.lists[name].complete:
        return None
    return [
        ({"@naam": record.key} if named else {})
        | {field: value_of(facts, one, record) for field, one in place.fields.items()}
        for record in facts.lists[name].records
    ]


def expected(result, rules):
    """Return what a column must say of a result; the rules stand in the order of the policy."""
    found = {"status": result.status, "waarde": shown(result.value, result)}
    if is_ordered(type_of(result)):
        ends = result.possible
        found["van"] = shown(ends.low, result) if isinstance(ends, Interval) else None
        found["tot"] = shown(ends.high, result) if isinstance(ends, Interval) else None
    else:
        values = () if result.possible is None else result.possible.values
        found["mogelijk"] = sorted(values, key=str)
    grounds = [
        ground.rule
        for ground in result.grounds
        if ground.role in DECIDING and ground.of == result.name and ground.record == result.record
    ]
    found["gronden"] = sorted(grounds, key=rules.__getitem__)
    found["ontbreekt"] = [str(leaf) for leaf in result.missing]
    return found


def type_of(result):
    return result.trace.definition.type


def shown(value, result):
    match type_of(result):
        case Bedrag() if value is not None:
            return Decimal(value) / 100
        case Percentage() if value is not None:
            number = Fraction(value) * 100
            return Decimal(number.numerator) / Decimal(number.denominator)
    return value


def told(column):
    """Return a column of an outcome in the form of `expected`."""
    found = dict(column)
    if "mogelijk" in found:
        found["mogelijk"] = sorted(found["mogelijk"], key=str)
    return found


def differences(policy, cases, names=None, decider=None):
    """Decide cases as a table and one by one; return in what they differ."""
    decider = decider or decide_batches(policy, uitkomsten=names)
    batch = table_of(policy, cases)
    (found,) = decider([batch])
    found.validate(full=True)
    asked = [one.name for one in decider.columns.asked]
    differing = []
    for (facts, day), row in zip(cases, found.to_pylist(), strict=True):
        own = [name for name in asked if name in policy.program_on(day).definitions]
        try:
            decision = decide(policy, facts, peildatum=day, uitkomsten=own, bare=True)
            results = decision.results
        except FactError as error:
            if row["fout"] is None or any(row[name] is not None for name in asked):
                differing.append((row["nummer"], "fout", row["fout"], str(error)))
            continue
        if row["fout"] is not None:
            differing.append((row["nummer"], "fout", row["fout"], None))
            continue
        for name in own:
            mine = [one for one in results if one.name == name]
            there = row[name]
            if policy.program_on(day).definitions[name].record is None:
                there = [there]
            else:
                keys = [(one.pop("lijst"), one.pop("record")) for one in there]
                assert keys == [(one.record.list, one.record.key) for one in mine]
            for one, column in zip(mine, there, strict=True):
                must = expected(one, decider.columns.rules[name])
                if told(column) != must:
                    differing.append((row["nummer"], name, told(column), must))
    return differing


# ------------------------------------------------------------------ random cases


@attrs.frozen
class Drawer:
    """Draws random facts of a policy: `gaps` of a hundred values are not known."""

    policy: object
    random: object
    gaps: int
    most: int = 3

    def value(self, type_):
        pick = self.random
        if isinstance(type_, JaNee):
            return pick.random() < 0.5
        if isinstance(type_, Keuze):
            return pick.choice(type_.opties)
        low, high = bounds(type_)
        if pick.random() < 0.1:
            return pick.choice((low, high))
        if isinstance(type_, Datum):
            low, high = max(low, date(1940, 1, 1)), min(high, date(2027, 1, 1))
            return low + timedelta(days=pick.randrange((high - low).days + 1))
        if isinstance(type_, Percentage):
            return min(max(Fraction(pick.randrange(0, 101), 100), low), high)
        low, high = max(low, -(10**7)), min(high, 10**7)
        if pick.random() < 0.7:
            high = min(high, max(low, 300_000))
        return pick.randrange(int(low), int(high) + 1)

    def facts(self):
        values, lists, judgements = {}, {}, []
        layout = layout_of(self.policy)
        for place in layout.values.values():
            self._take(place, None, values, judgements)
        for name, place in layout.lists.items():
            if self._gap() and not place.type.minimum:
                continue
            most = 1 if place.type.single else min(self.most, place.type.maximum)
            size = self.random.randrange(place.type.minimum, most + 1)
            keys = [name] if place.type.single else [str(one) for one in range(size)]
            records = tuple(RecordId(name, key) for key in keys[:size])
            lists[name] = Records(records)
            for record in records:
                for field in place.fields.values():
                    self._take(field, record, values, judgements)
        for name in self.policy.requests:
            values.setdefault(Leaf("gegeven", name), FactValue(False))
        looks = (Look(""),) if self.random.random() < 0.2 else ()
        return Facts(self.policy, values, lists=lists, judgements=tuple(judgements), looks=looks)

    def _gap(self):
        return self.random.randrange(100) < self.gaps

    def _take(self, place, record, values, judgements):
        if self._gap() or (place.judgement and self._gap()):
            return
        value = self.value(place.type)
        if place.judgement:
            judgements.append(Judgement(place.name, record, value, ""))
        else:
            values[Leaf("gegeven", place.name, record, place.field)] = FactValue(value)
