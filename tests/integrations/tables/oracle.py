"""What a table must give: for each row what `decide` gives for the same case in JSON."""

import random
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pyarrow as pa

from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.tables.arrow_types import (
    arrow_type,
    arrow_value,
    fields_of,
)
from maatwerk_rules.integrations.tables.columns import known_columns
from maatwerk_rules.model.declarations import Gegeven, Oordeel
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import (
    LARGEST,
    Aantal,
    Bedrag,
    JaNee,
    Keuze,
    Lijst,
    Percentage,
    Scalar,
    Type,
    bounds,
    is_ordered,
)
from maatwerk_rules.model.unknown import Choices, Interval
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import DECIDING, Result
from maatwerk_rules.runtime.weighing import factors

Row = dict[str, Any]


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
            type_ = policy.types[name]
            facts[name] = json_value(value, type_)
            if isinstance(type_, Lijst):
                judgements += [
                    judgement(
                        policy,
                        field.removeprefix("oordeel."),
                        each,
                        name if type_.single else f"{name}.{place}",
                    )
                    for place, record in enumerate(value)
                    for field, each in record.items()
                    if field.startswith("oordeel.") and each is not None
                ]
    case: dict[str, Any] = {"feiten": facts, "oordelen": judgements}
    if row.get("bekeken"):
        case["bekeken"] = [{"door": policy.lookers[0], "omdat": "tabel"}]
    return case


def expected(policy: Policy, row: Mapping[str, Any], day: date, names: Iterable[str]) -> Row | str:
    """Return what `decide` gives for the JSON case of a row, or all that is wrong with it."""
    names = tuple(names)
    try:
        case = case_of(policy, row)
        decision = decide(policy, case, peildatum=day, uitkomsten=names, bare=True)
        results = decision.results
    except FactError as error:
        return "\n".join(sorted(each.headline for each in error.diagnostics))
    opened = {
        str(leaf): None
        for one in results
        if not one.settled
        for leaf in one.missing
        if leaf.kind == "oordeel"
    }
    found: Row = {"open_oordelen": list(opened), "gebonden": all(one.gebonden for one in results)}
    for name in names:
        of_name = [_outcome(one, policy.types[name]) for one in results if one.name == name]
        per_record = policy.slices[-1].program.definitions[name].record is not None
        found[name] = of_name if per_record else of_name[0]
    return found


def _outcome(result: Result, type_: Type) -> Row:
    found: Row = {
        "status": result.status,
        "waarde": None if result.value is None else _value(result.value, type_),
        "gronden": [
            ground.rule
            for ground in result.grounds
            if ground.of == result.name
            and ground.record == result.record
            and ground.role in DECIDING
        ],
        "ontbreekt": [str(leaf) for leaf in result.missing],
    }
    if is_ordered(type_):
        found |= {"van": None, "tot": None}
    else:
        found["mogelijk"] = []
    match result.possible:
        case Interval(low=low, high=high):
            found |= {"van": _value(low, type_), "tot": _value(high, type_)}
        case Choices(values=values):
            opties = type_.opties if isinstance(type_, Keuze) else (False, True)
            found["mogelijk"] = [each for each in opties if each in values]
    if result.record is not None:
        found |= {"lijst": result.record.list, "record": result.record.key}
    return found


def _value(value: Scalar, type_: Type) -> Any:
    match type_:
        case Bedrag():
            return Fraction(value) / 100
        case Percentage():
            return Fraction(value) * 100
    return value


def random_rows(policy: Policy, count: int, seed: int = 5) -> pa.RecordBatch:
    """Return rows with facts of each type, gaps and judgements, and in some of them a fault."""
    made = random.Random(seed)
    known = {name: one for name, one in known_columns(policy).items() if name != "peildatum"}
    gaps = [made.choice((0.0, 0.05, 0.5)) for _ in range(count)]
    rows = [
        {
            name: random_value(one.type, one.judged, made)
            for name, one in known.items()
            if made.random() >= gap
        }
        for gap in gaps
    ]
    may_be_wrong = [name for name, one in known.items() if wrong_value(one.type) is not None]
    for row in rows:
        if may_be_wrong and made.random() < 0.15:
            name = made.choice(may_be_wrong)
            row[name] = wrong_value(known[name].type)
    columns: dict[str, pa.Array] = {"id": pa.array(range(count), pa.int64())}
    for name, one in known.items():
        columns[name] = pa.array([row.get(name) for row in rows], arrow_type(one.type, one.judged))
    return pa.RecordBatch.from_pydict(columns)


def wrong_value(type_: Type) -> Any:
    """Return a value that a column can hold and the type cannot, where there is one."""
    if isinstance(type_, Keuze):
        return "iets anders"
    if not isinstance(type_, Bedrag | Aantal) or bounds(type_)[1] == LARGEST:
        return None
    return arrow_value(bounds(type_)[1] + 1, type_)


def random_value(type_: Type, judged: Mapping[str, Type], made: random.Random) -> Any:
    """Return a value as its column holds it, often at a bound of its type."""
    match type_:
        case JaNee():
            return made.random() < 0.6
        case Keuze(opties=opties):
            return made.choice(opties)
        case Lijst(maximum=maximum):
            fields = fields_of(type_, judged)
            return [
                {
                    name: random_value(each, {}, made)
                    for name, each in fields.items()
                    if made.random() < 0.8
                }
                for _ in range(made.randint(type_.minimum, min(maximum, 3)))
            ]
    low, high = bounds(type_)
    if isinstance(low, date):
        near = date(2026, 3, 1).toordinal() - made.choice([0, 17, 18, 19, 21, 30, 70]) * 365
        return min(max(low, date.fromordinal(near + made.randint(-400, 400))), high)
    number = made.choice([low, high, made.randint(int(low), min(int(high), int(low) + 2_000_000))])
    return arrow_value(number, type_)
