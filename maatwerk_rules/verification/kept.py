"""Cases as plain values, to be tried again another time."""

from __future__ import annotations

from datetime import date
from typing import Any

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.types import JaNee, Scalar
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.runtime.prepared import type_of
from maatwerk_rules.runtime.record import (
    read_leaf,
    read_record,
    read_value,
    write_leaf,
    write_record,
    write_value,
)


def to_data(case: Case, program: Program) -> dict[str, Any]:
    """Return a case as values that `json.dumps` writes exactly; linear in the case."""
    return {
        "peildatum": case.peildatum.isoformat(),
        "waarden": [
            [write_leaf(leaf), write_value(value, type_of(leaf, program) or JaNee())]
            for leaf, value in case.values.items()
        ],
        "lijsten": {
            name: {"records": [write_record(one) for one in each.records], "af": each.complete}
            for name, each in case.lists.items()
        },
        "bekeken": case.looked,
    }


def from_data(data: Any, program: Program) -> Case | None:
    """Return the case that was kept, or None where it does not read or no longer fits.

    >>> from_data({"peildatum": "gisteren"}, Program({}, {}, {})) is None
    True
    """
    try:
        return _read(data, program)
    except (AssertionError, KeyError, TypeError, ValueError, ZeroDivisionError):
        return None


def _read(data: Any, program: Program) -> Case:
    values: dict[Leaf, Scalar] = {}
    for told, kept in data["waarden"]:
        leaf = read_leaf(told)
        value = read_value(kept, type_of(leaf, program) or JaNee())
        assert value is not None
        values[leaf] = value
    lists = {
        name: Records(
            tuple(record for one in each["records"] if (record := read_record(one))), each["af"]
        )
        for name, each in data["lijsten"].items()
    }
    return Case(date.fromisoformat(data["peildatum"]), values, lists, bool(data["bekeken"]))
