"""What a policy asks and what it gives, as JSON Schema: the contract for who builds on it.

What the schema accepts is read, save for what no schema can say: that a number in a text lies
within its bounds, that a weighing is as old as its facts. The outcome is that of
`docs/naslag/schemas/uitkomst-1.schema.json`, with the names and types of this policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from maatwerk_rules.dutch import write_list
from maatwerk_rules.model.clauses import MotiveringVerplicht, Verloopt, Vraag, Weegt
from maatwerk_rules.model.declarations import Gegeven, Oordeel, Soort, Uitkomst, Veld
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Number,
    Percentage,
    SoortType,
    Type,
)
from maatwerk_rules.runtime.decision import STATUSES
from maatwerk_rules.runtime.record import SCHEMA

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
TEXT = {"type": "string", "minLength": 1, "maxLength": 10_000}
STANDINGS = ("gesteld", "aannemelijk", "bewezen", "weersproken", "niet_aangetoond_na_verzoek")
MOST_RECORDS = 10_000

Schema = dict[str, Any]


def contract(policy: Policy) -> Schema:
    """Return the contract of a policy: a case under `zaak`, a decision under `uitkomst`.

    >>> from maatwerk_rules import load
    >>> found = contract(load("bijstand_voorbeeld"))
    >>> sorted(found["$defs"])
    ['soort_bezitting', 'toelichting', 'uitkomst', 'zaak']
    """
    return {
        "$schema": DIALECT,
        "title": policy.title,
        "description": (
            f"Wat het beleid {policy.name} vraagt (zaak) en geeft (uitkomst). "
            "Een uitkomst van de regels is geen besluit; het college beslist."
        ),
        "x-beleid": {"naam": policy.name, "hash": policy.hash},
        "type": "object",
        "properties": {
            "zaak": {"$ref": "#/$defs/zaak"},
            "uitkomst": {"$ref": "#/$defs/uitkomst"},
        },
        "$defs": {
            "toelichting": _origin(),
            **_soorten(policy),
            "zaak": _case(policy),
            "uitkomst": _decision(policy),
        },
    }


def _object(properties: Mapping[str, Any], required: tuple[str, ...] = ()) -> Schema:
    found: Schema = {"type": "object", "properties": dict(properties)}
    if required:
        found["required"] = list(required)
    return {**found, "additionalProperties": False}


def _optional(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


# ---------------------------------------------------------------- a case


def _case(policy: Policy) -> Schema:
    names = [one.naam for one in policy.all(Uitkomst)]
    looks = {"door": {"enum": list(policy.lookers)}, "op": _optional(DAY), "omdat": TEXT}
    facts = {one.naam: _fact(one, policy) for one in policy.all(Gegeven)}
    return _object(
        {
            "feiten": _object(facts),
            "oordelen": {"type": "array", "items": _judgements(policy)},
            "bekeken": {"type": "array", "items": _object(looks, ("door", "omdat"))},
            "gewenst_effect": _optional({"type": "string"}),
            "gevraagd": {"type": "array", "items": {"enum": names}},
        }
    )


def _fact(gegeven: Gegeven, policy: Policy) -> Schema:
    type_ = policy.types[gegeven.naam]
    if isinstance(type_, Lijst):
        return {**_about(gegeven), **_records(type_)}
    return {**_about(gegeven), **_described(type_, runs=gegeven.one(Verloopt) is not None)}


def _about(declared: Declaration | Veld) -> Schema:
    vraag = declared.one(Vraag)
    return {"description": vraag.tekst} if vraag is not None else {}


def _origin() -> Schema:
    """Return the keys that go with a value, and the list without one."""
    return {
        "properties": {
            "@op": _optional(DAY),
            "@bewijs": _optional(TEXT),
            "@herkomst": _optional(TEXT),
            "@standing": _optional({"enum": list(STANDINGS)}),
            "@verzocht_op": DAY,
            "@termijn": TEXT,
            "@verlopen_op": DAY,
        }
    }


def _described(type_: Type, *, runs: bool) -> Schema:
    """Return a bare value, or an object that tells of it."""
    value = value_schema(type_)
    unknown = {"anyOf": [{"const": True}, TEXT]}
    holds: Schema = {"@waarde": value, "@onbekend": unknown}
    if runs:
        period = {"van": DAY, "tot": _optional(DAY), "waarde": value}
        listed = {"type": "array", "maxItems": 600, "items": _object(period, ("van", "waarde"))}
        holds["@verloop"] = listed
    return {"anyOf": [value, _told(holds)]}


def _told(holds: Schema) -> Schema:
    """Return an object with one of these keys, or with a standing alone, and where it is from."""
    either = [{"required": [key]} for key in (*holds, "@standing")]
    return {
        "type": "object",
        "allOf": [{"$ref": "#/$defs/toelichting"}],
        "properties": holds,
        "anyOf": either,
        "unevaluatedProperties": False,
    }


def _records(type_: Lijst) -> Schema:
    record = {"$ref": f"#/$defs/soort_{type_.soort.naam}"}
    rows: Schema = {"type": "array", "maxItems": type_.maximum, "items": record}
    if type_.minimum:
        rows["minItems"] = type_.minimum
    named = {
        "type": "object",
        "propertyNames": {"not": {"pattern": "^@"}},
        "additionalProperties": record,
    }
    told = _told({"@lijst": {"anyOf": [rows, named]}, "@onbekend": {"type": ["boolean", "string"]}})
    told["properties"]["@volledig"] = {"type": "boolean"}
    if not type_.single:
        return {"anyOf": [rows, named, told]}
    nobody = [] if type_.minimum else [{"type": "null"}]
    return {"anyOf": [record, rows, told, *nobody]}


def _soorten(policy: Policy) -> dict[str, Schema]:
    """Return what a record of each soort holds that a fact uses."""
    types = {type_.soort.naam: type_.soort for type_ in policy.types.values()
             if isinstance(type_, Lijst)}  # fmt: skip
    return {
        f"soort_{one.naam}": _object({"@naam": TEXT, **_fields(types[one.naam], one)})
        for one in policy.all(Soort)
        if one.naam in types
    }


def _fields(type_: SoortType, soort: Soort) -> dict[str, Schema]:
    declared = {veld.naam: veld for veld in soort.velden}
    return {
        one.naam: {
            **_about(declared[one.naam]),
            **_described(one.type, runs=declared[one.naam].one(Verloopt) is not None),
        }
        for one in type_.velden
    }


def _judgements(policy: Policy) -> Schema:
    """Return a judgement: which one it is decides what its value may be."""
    declared = policy.all(Oordeel)
    keys = ("oordeel", "voor", "waarde", "door", "op", "omdat", "gewogen", "toen", "mandaat")
    return {
        "type": "object",
        "properties": {
            **dict.fromkeys(keys, True),
            "oordeel": {"enum": [o.naam for o in declared]},
        },
        "required": ["oordeel", "waarde", "door"],
        "additionalProperties": False,
        "allOf": [
            {
                "if": {"properties": {"oordeel": {"const": one.naam}}},
                "then": _judgement(one, policy),
            }
            for one in declared
        ],
    }


def _judgement(oordeel: Oordeel, policy: Policy) -> Schema:
    factors = {
        factor.naam: {**TEXT, **({"description": factor.vraag} if factor.vraag else {})}
        for weegt in oordeel.all(Weegt)
        for factor in weegt.factoren
    }
    needs = ["omdat"] if oordeel.one(MotiveringVerplicht) else []
    needs += ["gewogen"] if factors else []
    return {
        **_about(oordeel),
        "properties": {
            "voor": _optional(TEXT),
            "waarde": value_schema(policy.types[oordeel.naam]),
            "door": {"enum": list(policy.mandates.get(oordeel.naam, ()))},
            "op": _optional(DAY),
            "omdat": _optional(TEXT),
            "gewogen": _optional(_object(factors, tuple(factors))),
            "toen": _optional({"type": "object"}),
            "mandaat": _optional(TEXT),
        },
        "required": needs,
    }


# ---------------------------------------------------------------- values


def value_schema(type_: Type) -> Schema:
    """Return what a value of a type may be in a case.

    >>> value_schema(Keuze(("alleen", "samen")))
    {'enum': ['alleen', 'samen']}
    """
    match type_:
        case JaNee():
            return {"enum": [True, False, "ja", "nee"]}
        case Keuze(opties=opties):
            return {"enum": list(opties)}
        case Datum():
            return {**DAY, "description": _bounds(type_.van, type_.tot)}
        case Bedrag():
            per = f" per {type_.periode}" if type_.periode else ""
            return _number(type_.van, type_.tot, 100, f"in euro{per}", whole=False)
        case Percentage():
            text = {"type": "string", "pattern": r"^\s*-?[0-9][0-9.,/]*\s*%?\s*$"}
            return {**text, "description": "een percentage, zoals 80%"}
        case Aantal():
            unit = f"in {type_.eenheid}" if type_.eenheid else "een aantal"
            return _number(type_.van, type_.tot, 1, unit, whole=not type_.exact)
    raise TypeError(f"no schema for {type(type_).__name__}")


def _number(
    low: Number | None, high: Number | None, unit: int, said: str, *, whole: bool
) -> Schema:
    number: Schema = {"type": "integer" if whole else "number"}
    for key, end in (("minimum", low), ("maximum", high)):
        if end is not None:
            exact = Fraction(end) / unit
            number[key] = exact.numerator if exact.denominator == 1 else float(exact)
    return {"anyOf": [number, {"type": "string", "pattern": "[0-9]"}], "description": said}


def _bounds(low: object, high: object) -> str:
    said = [f"{word} {end}" for word, end in (("vanaf", low), ("tot en met", high)) if end]
    return write_list(["een dag", *said], "")


# ---------------------------------------------------------------- a decision


def _decision(policy: Policy) -> Schema:
    """Return a decision as `to_json` writes it, as far as it hangs on the policy."""
    results = policy.all(Uitkomst)
    names = list(policy.types)
    of_one = {
        "type": "object",
        "properties": {
            "naam": {"enum": names},
            "voor": {"type": ["object", "null"]},
            "status": {"enum": list(STATUSES)},
        },
        "required": ["naam", "voor", "status", "waarde"],
        "allOf": [*_values(results, policy)],
    }
    return {
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA},
            "beleid": {"const": policy.name},
            "hash": {"type": "string"},
            "peildatum": DAY,
            "status": {"enum": list(STATUSES)},
            "uitkomsten": {"type": "array", "items": of_one},
            "feiten": {"$ref": "#/$defs/zaak"},
        },
        "required": ["schema", "beleid", "hash", "peildatum", "status", "uitkomsten", "feiten"],
    }


def _values(results: tuple[Uitkomst, ...], policy: Policy) -> Iterator[Schema]:
    for one in results:
        value = {**_about(one), **_optional(_given(policy.types[one.naam]))}
        yield {
            "if": {"properties": {"naam": {"const": one.naam}}},
            "then": {"properties": {"waarde": value}},
        }


def _given(type_: Type) -> Schema:
    """Return a value as an outcome holds it: exact, so a number with decimals is a text."""
    match type_:
        case JaNee():
            return {"type": "boolean"}
        case Keuze(opties=opties):
            return {"enum": list(opties)}
        case Datum():
            return dict(DAY)
        case Bedrag(periode=periode):
            per = f" per {periode}" if periode else ""
            return {
                "type": "string",
                "pattern": r"^-?[0-9]+(\.[0-9]+)?$|/",
                "description": f"euro{per}",
            }
    return {"type": ["integer", "string"]}
