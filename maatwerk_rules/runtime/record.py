"""A decision as JSON that can be kept and read again: `from_json(policy, to_json(d)) == d`.

The form is versioned and described in `docs/naslag/schemas/uitkomst-1.schema.json`.
Amounts (in euro), ratios and dates are texts; the facts stand in the form of a case. The trace is
not kept: the hash, the facts and the peildatum reproduce it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, assert_never

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.errors import FactError
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import (
    Bedrag,
    Datum,
    Lijst,
    Percentage,
    Scalar,
    Type,
    is_ordered,
)
from maatwerk_rules.model.unknown import Choices, Interval, Leaf, Possible, RecordId
from maatwerk_rules.runtime.decision import (
    NO_BESLUIT,
    Decision,
    Ground,
    Question,
    Result,
    Room,
)
from maatwerk_rules.runtime.facts import Signal, read_facts, write_case

SCHEMA = "maatwerk/uitkomst/1"
NUMBER = re.compile(r"-?[0-9]{1,4000}(?:[./][0-9]{1,4000})?")
"""As `write_value` writes them: without an exponent, which would make a number of any length."""

UNKNOWN_SCHEMA = Kind(
    "MW963",
    "onbekende-vorm",
    Severity.FOUT,
    "Deze vorm lees ik niet: {gevonden}.",
    "Een vastgelegde uitkomst zegt in welke vorm zij staat. Andere vormen kan dit programma niet"
    " veilig lezen.",
)
OTHER_POLICY = Kind(
    "MW964",
    "ander-beleid",
    Severity.FOUT,
    "Deze uitkomst is gemaakt met een andere tekst van het beleid.",
    "Alleen met de tekst waarmee zij is gemaakt, is een uitkomst goed te lezen.",
)


def to_json(decision: Decision) -> dict[str, Any]:
    """Return a decision as values that `json.dumps` writes exactly: texts, whole numbers, booleans.

    Keys are Dutch. What is absent is None or an empty list; no key is ever left out.
    """
    policy = decision.facts.policy
    return {
        "schema": SCHEMA,
        "beleid": decision.policy,
        "titel": decision.title,
        "hash": decision.policy_hash,
        "taalversie": decision.language_version,
        "bibliotheekversie": decision.library_version,
        "peildatum": decision.peildatum.isoformat(),
        "status": decision.status,
        "uitkomsten": [_write_result(result, policy) for result in decision],
        "feiten": write_case(decision.facts),
        "vragen": [write_question(question, policy) for question in decision.questions],
        "signalen": [write_signal(one) for one in decision.signals],
        "niet_beoordeeld": list(decision.not_assessed),
        "let_op": NO_BESLUIT,
    }


def from_json(policy: Policy, data: Mapping[str, Any]) -> Decision:
    """Return the decision that `to_json` wrote, without its trace.

    Args:
        policy: The policy it was made with; its types say how values are read.

    Raises:
        FactError: the form is another than SCHEMA, or the policy another than the one it names,
            or the facts do not read.
        KeyError: a key is missing: the data was not written by `to_json`.
    """
    _require_same(policy, data)
    return Decision(
        data["beleid"],
        data["titel"],
        data["hash"],
        data["taalversie"],
        data["bibliotheekversie"],
        date.fromisoformat(data["peildatum"]),
        read_facts(policy, data["feiten"]),
        tuple(_read_result(one, policy) for one in data["uitkomsten"]),
        tuple(_read_question(one, policy) for one in data["vragen"]),
        tuple(
            Signal(one["soort"], one["blad"] and read_leaf(one["blad"]), one["tekst"])
            for one in data["signalen"]
        ),
        tuple(data["niet_beoordeeld"]),
    )


def _require_same(policy: Policy, data: Mapping[str, Any]) -> None:
    found: list[Diagnostic] = []
    schema = data.get("schema")
    if schema != SCHEMA:
        help_ = (f"dit programma leest `{SCHEMA}`",)
        shown = f"`{schema}`" if schema else "er staat geen `schema`"
        found.append(diagnostic(UNKNOWN_SCHEMA, "schema", help=help_, gevonden=shown))
    elif data.get("hash") != policy.hash:
        help_ = (f"geef het beleid met hash `{data.get('hash')}`",)
        found.append(diagnostic(OTHER_POLICY, "hash", help=help_))
    if found:
        raise FactError(found)


def _write_result(result: Result, policy: Policy) -> dict[str, Any]:
    type_ = policy.types[result.name]
    at_most = result.at_most
    return {
        "naam": result.name,
        "voor": write_record(result.record),
        "status": result.status,
        "waarde": write_value(result.value, type_),
        "mogelijk": write_possible(result.possible, type_),
        "geen_regel": result.no_rule,
        "strijdig": list(result.conflict),
        "ontbreekt": write_leaves(result.missing),
        "gronden": [write_ground(ground) for ground in result.grounds],
        "fase": result.stage,
        "gunstig": result.favourable,
        "ruimte": [_write_room(room) for room in result.room],
        "bedoelingen": list(result.bedoelingen),
        "waarden": list(result.waarden),
        "geschonden": list(result.geschonden),
        "klasse": "gebonden" if result.gebonden else "beoordeling",
        "ten_hoogste": None if at_most is None else {"aantal": at_most[0], "eenheid": at_most[1]},
        "rang": result.rang,
        "vergt_eerst": list(result.first),
    }


def _read_result(data: Mapping[str, Any], policy: Policy) -> Result:
    type_ = policy.types[data["naam"]]
    at_most = data["ten_hoogste"]
    return Result(
        data["naam"],
        read_record(data["voor"]),
        data["status"],
        read_value(data["waarde"], type_),
        _read_possible(data["mogelijk"], type_),
        data["geen_regel"],
        tuple(data["strijdig"]),
        _read_leaves(data["ontbreekt"]),
        tuple(_read_ground(one) for one in data["gronden"]),
        data["fase"],
        data["gunstig"],
        tuple(_read_room(one) for one in data["ruimte"]),
        tuple(data["bedoelingen"]),
        tuple(data["waarden"]),
        tuple(data["geschonden"]),
        data["klasse"] == "gebonden",
        None if at_most is None else (at_most["aantal"], at_most["eenheid"]),
        data["rang"],
        tuple(data.get("vergt_eerst", ())),
    )


def write_ground(ground: Ground) -> dict[str, Any]:
    """Return a ground as JSON values."""
    return {
        "regel": ground.rule,
        "rol": ground.role,
        "van": ground.of,
        "voor": write_record(ground.record),
        "niet_vervuld": list(ground.failed),
        "opzij_door": ground.aside_by,
    }


def _read_ground(data: Mapping[str, Any]) -> Ground:
    return Ground(
        data["regel"],
        data["rol"],
        data["van"],
        read_record(data["voor"]),
        tuple(data["niet_vervuld"]),
        data["opzij_door"],
    )


def _write_room(room: Room) -> dict[str, Any]:
    return {
        "rang": room.rank,
        "soort": room.kind,
        "naam": room.name,
        "stand": room.state,
        "voor": write_record(room.record),
        "karakter": room.karakter,
        "bevoegd": list(room.by),
        "door": room.decided_by,
        "op": None if room.decided_on is None else room.decided_on.isoformat(),
        "omdat": room.because,
        "ontbreekt": write_leaves(room.missing),
        "bedoelingen": list(room.bedoelingen),
        "let_op": room.note,
    }


def _read_room(data: Mapping[str, Any]) -> Room:
    return Room(
        data["rang"],
        data["soort"],
        data["naam"],
        data["stand"],
        read_record(data["voor"]),
        data["karakter"],
        tuple(data["bevoegd"]),
        data["door"],
        None if data["op"] is None else date.fromisoformat(data["op"]),
        data["omdat"],
        _read_leaves(data["ontbreekt"]),
        tuple(data["bedoelingen"]),
        data["let_op"],
    )


def write_question(question: Question, policy: Policy) -> dict[str, Any]:
    """Return a question as JSON values."""
    type_ = _type_of(question.leaf, policy)
    return {
        "blad": write_leaf(question.leaf),
        "aan": question.to,
        "bij": list(question.by),
        "beslist_bij": [write_value(one, type_) for one in question.settles],
        "moeite": question.cost,
    }


def _read_question(data: Mapping[str, Any], policy: Policy) -> Question:
    leaf = read_leaf(data["blad"])
    type_ = _type_of(leaf, policy)
    settles = (read_value(one, type_) for one in data["beslist_bij"])
    return Question(
        leaf,
        data["aan"],
        tuple(data["bij"]),
        tuple(one for one in settles if one is not None),
        data["moeite"],
    )


def write_signal(signal: Signal) -> dict[str, Any]:
    """Return a signal as JSON values."""
    return {
        "soort": signal.kind,
        "blad": None if signal.leaf is None else write_leaf(signal.leaf),
        "tekst": signal.text,
    }


def _type_of(leaf: Leaf, policy: Policy) -> Type:
    type_ = policy.types.get(leaf.name)
    if isinstance(type_, Lijst) and leaf.field is not None:
        type_ = type_.soort.field(leaf.field)
    return type_ if type_ is not None else Type()


def write_leaves(leaves: Iterable[Leaf]) -> list[dict[str, Any]]:
    """Return what is missing as JSON values."""
    return [write_leaf(leaf) for leaf in leaves]


def _read_leaves(data: Iterable[Mapping[str, Any]]) -> tuple[Leaf, ...]:
    return tuple(read_leaf(one) for one in data)


def write_leaf(leaf: Leaf) -> dict[str, Any]:
    """Return one thing that can be missing as JSON values."""
    return {
        "soort": leaf.kind,
        "naam": leaf.name,
        "voor": write_record(leaf.record),
        "veld": leaf.field,
    }


def read_leaf(data: Mapping[str, Any]) -> Leaf:
    """Return what `write_leaf` wrote."""
    return Leaf(data["soort"], data["naam"], read_record(data["voor"]), data["veld"])


def write_record(record: RecordId | None) -> dict[str, str] | None:
    """Return a record as JSON values."""
    return None if record is None else {"lijst": record.list, "sleutel": record.key}


def read_record(data: Mapping[str, str] | None) -> RecordId | None:
    """Return what `write_record` wrote."""
    return None if data is None else RecordId(data["lijst"], data["sleutel"])


def write_possible(possible: Possible | None, type_: Type) -> dict[str, Any] | None:
    """Return what is still possible as JSON values."""
    match possible:
        case None:
            return None
        case Choices(values=values):
            return {"keuzes": [write_value(one, type_) for one in sorted(values, key=str)]}
        case Interval(low=low, high=high):
            return {"van": write_value(low, type_), "tot_en_met": write_value(high, type_)}
        case _ as never:
            assert_never(never)


def _read_possible(data: Mapping[str, Any] | None, type_: Type) -> Possible | None:
    if data is None:
        return None
    if "keuzes" in data:
        values = (read_value(one, type_) for one in data["keuzes"])
        return Choices(frozenset(one for one in values if one is not None))
    low, high = read_value(data["van"], type_), read_value(data["tot_en_met"], type_)
    assert low is not None and high is not None
    return Interval(low, high)


def write_value(value: Scalar | None, type_: Type) -> bool | int | str | None:
    """Return a value: money in euro and ratios as exact decimal text, a date as ISO text."""
    match value:
        case None | bool() | str():
            return value
        case date():
            return value.isoformat()
    if isinstance(type_, Bedrag):
        return _write_number(Fraction(value) / 100, places=2)
    if isinstance(type_, Percentage):
        return _write_number(Fraction(value))
    return value.numerator if value.denominator == 1 else _write_number(Fraction(value))


def _write_number(number: Fraction, places: int = 0) -> str:
    """Return the decimals of a number, or its fraction where they have no end.

    >>> _write_number(Fraction(25, 2), places=2), _write_number(Fraction(1, 3))
    ('12.50', '1/3')
    """
    odd = number.denominator
    for prime in (2, 5):
        while odd % prime == 0:
            odd //= prime
    if odd != 1:
        return str(number)
    while (number * 10**places).denominator != 1:
        places += 1
    digits = f"{abs(number.numerator * 10**places // number.denominator):0{places + 1}d}"
    point = len(digits) - places
    text = f"{digits[:point]}.{digits[point:]}" if places else digits
    return f"-{text}" if number < 0 else text


def read_value(data: bool | int | str | None, type_: Type) -> Scalar | None:
    """Return what `write_value` wrote.

    Raises:
        ValueError: it is no such value, or a number of more digits than can be meant.

    >>> read_value("12.50", Bedrag())
    1250
    """
    if data is None or isinstance(data, bool) or not is_ordered(type_):
        return data
    if isinstance(type_, Datum):
        return date.fromisoformat(str(data))
    if not NUMBER.fullmatch(str(data)):
        raise ValueError(f"no number that was written here: {str(data)[:40]!r}")
    number = Fraction(data) * (100 if isinstance(type_, Bedrag) else 1)
    return number.numerator if number.denominator == 1 else number
