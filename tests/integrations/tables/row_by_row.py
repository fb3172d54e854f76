"""A decider that asks `decide` for each row, as JSON: what a table run must be equal to."""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.tables.arrow_types import (
    arrow_type,
    arrow_value,
    fields_of,
)
from maatwerk_rules.integrations.tables.columns import known_columns
from maatwerk_rules.model.declarations import Gegeven, Oordeel, Uitkomst
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import JaNee, Keuze, Lijst, Type, bounds, is_ordered
from maatwerk_rules.model.unknown import Choices, Interval
from maatwerk_rules.pipeline import decide
from maatwerk_rules.runtime.decision import DECIDING, Result
from maatwerk_rules.runtime.weighing import factors

WORD = pa.dictionary(pa.int32(), pa.string())


def json_value(value: Any, type_: Type) -> Any:
    if isinstance(type_, Lijst):
        fields = {veld.naam: veld.type for veld in type_.soort.velden}
        return [
            {
                name: json_value(each, fields[name])
                for name, each in record.items()
                if name in fields and each is not None
            }
            for record in value
        ]
    return value


def judgement(policy: Policy, name: str, value: Any, voor: str | None = None) -> dict[str, Any]:
    oordeel = policy.find(Oordeel, name)
    given = {
        "oordeel": name,
        "waarde": json_value(value, policy.types[name]),
        "door": policy.mandates[name][0],
        "omdat": "tabel",
        "gewogen": dict.fromkeys(factors(oordeel), "tabel"),
    }
    return given | ({} if voor is None else {"voor": voor})


def case_of(policy: Policy, row: Mapping[str, Any]) -> dict[str, Any]:
    facts, judgements = {}, []
    for name, value in row.items():
        if value is None:
            continue
        if name.startswith("oordeel."):
            judgements.append(judgement(policy, name.removeprefix("oordeel."), value))
        elif policy.find(Gegeven, name) is not None:
            facts[name] = json_value(value, policy.types[name])
            if isinstance(policy.types[name], Lijst):
                judgements += [
                    judgement(policy, field.removeprefix("oordeel."), each, f"{name}.{place}")
                    for place, record in enumerate(value)
                    for field, each in record.items()
                    if field.startswith("oordeel.") and each is not None
                ]
    case: dict[str, Any] = {"feiten": facts, "oordelen": judgements}
    if row.get("bekeken"):
        case["bekeken"] = [{"door": policy.lookers[0], "omdat": "tabel"}]
    return case


def outcome(result: Result, type_: Type) -> dict[str, Any]:
    found: dict[str, Any] = {
        "status": result.status,
        "waarde": None if result.value is None else arrow_value(result.value, type_),
        "gronden": [
            ground.rule
            for ground in result.grounds
            if ground.of == result.name and ground.role in DECIDING
        ],
        "ontbreekt": [str(leaf) for leaf in result.missing],
    }
    match result.possible:
        case Interval(low=low, high=high):
            found |= {"van": arrow_value(low, type_), "tot": arrow_value(high, type_)}
        case Choices(values=values):
            found["mogelijk"] = sorted(
                "ja" if each is True else "nee" if each is False else str(each) for each in values
            )
    return found


class RowByRow:
    """Decides batches of rows, one row after another."""

    def __init__(
        self, policy: Policy, peildatum: date | None, outcomes: Iterable[str] = ()
    ) -> None:
        self.policy = policy
        self.peildatum = peildatum
        self.outcomes = tuple(outcomes) or tuple(each.naam for each in policy.all(Uitkomst))

    def schema(self, given: pa.Schema) -> pa.Schema:
        fields = [field for field in given if not self._is_input(field.name)]
        fields += [pa.field(name, self._struct(name)) for name in self.outcomes]
        fields += [
            pa.field("klasse", WORD),
            pa.field("open_oordelen", pa.list_(pa.string())),
            pa.field("besluit", WORD),
            pa.field("fout", pa.string()),
        ]
        return pa.schema(fields)

    def _is_input(self, name: str) -> bool:
        known = self.policy.find(Gegeven, name) is not None
        return known or name.startswith("oordeel.") or name in ("peildatum", "bekeken")

    def _struct(self, name: str) -> pa.DataType:
        type_ = arrow_type(self.policy.types[name], {})
        possible = (
            [("van", type_), ("tot", type_)]
            if is_ordered(self.policy.types[name])
            else [("mogelijk", pa.list_(pa.string()))]
        )
        words = pa.list_(WORD)
        return pa.struct(
            [
                ("status", WORD),
                ("waarde", type_),
                *possible,
                ("gronden", words),
                ("ontbreekt", words),
            ]
        )

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            schema = self.schema(batch.schema)
            rows = [self._row(row, schema.names) for row in batch.to_pylist()]
            yield pa.RecordBatch.from_pylist(rows, schema=schema)

    def _row(self, row: dict[str, Any], names: list[str]) -> dict[str, Any]:
        found = {name: row.get(name) for name in names} | {"besluit": "geen besluit"}
        day = row.get("peildatum") or self.peildatum
        try:
            decision = decide(
                self.policy, case_of(self.policy, row), peildatum=day, uitkomsten=self.outcomes
            )
            for name in self.outcomes:
                found[name] = outcome(decision[name], self.policy.types[name])
        except FactError as error:
            return found | {
                "fout": "\n".join(f"{each.path}: {each.headline}" for each in error.diagnostics)
            }
        opened = {
            str(leaf): None
            for one in decision.results
            for leaf in one.missing
            if leaf.kind == "oordeel"
        }
        bound = all(one.gebonden for one in decision.results)
        return found | {
            "klasse": "gebonden" if bound else "beoordeling",
            "open_oordelen": list(opened),
        }


def random_rows(policy: Policy, count: int, seed: int = 5) -> pa.RecordBatch:
    """Return rows with facts of each type, gaps, judgements and here and there a fault."""
    made = random.Random(seed)
    columns: dict[str, pa.Array] = {"id": pa.array(range(count), pa.int64())}
    for name, column in known_columns(policy).items():
        if name == "peildatum":
            continue
        values = [
            None if made.random() < 0.2 else random_value(column.type, column.judged, made)
            for _ in range(count)
        ]
        columns[name] = pa.array(values, arrow_type(column.type, column.judged))
    return pa.RecordBatch.from_pydict(columns)


def random_value(type_: Type, judged: Mapping[str, Type], made: random.Random) -> Any:
    """Return a value as its column holds it, once in fifty beyond the bounds of its type."""
    match type_:
        case JaNee():
            return made.random() < 0.6
        case Keuze(opties=opties):
            return made.choice(opties) if made.random() < 0.98 else "iets anders"
        case Lijst(maximum=maximum):
            fields = fields_of(type_, judged)
            most = min(maximum, 3)
            count = made.randint(type_.minimum, most)
            return [
                {
                    name: random_value(each, {}, made)
                    for name, each in fields.items()
                    if made.random() < 0.8
                }
                for _ in range(count)
            ]
    low, high = bounds(type_)
    if isinstance(low, date):
        near = date(2026, 3, 1).toordinal() - made.choice([17, 18, 19, 21, 30, 70]) * 365
        return date.fromordinal(near + made.randint(-400, 400))
    number = made.choice([low, high, made.randint(int(low), min(int(high), 2_000_000))])
    if made.random() < 0.02:
        number = high + 1
    return arrow_value(number, type_)
