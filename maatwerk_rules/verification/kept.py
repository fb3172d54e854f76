"""Cases as plain values, to be tried again another time.

A case is a day, its facts by path, and the records of its lists; one that differs little from an
earlier case is written as what is other in it. What is read is not believed: a case that does not
read, or does not fit the rules, is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from maatwerk_rules.model.core import Program
from maatwerk_rules.model.types import Bedrag, JaNee, Keuze, Scalar, Type, bounds
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case, Records
from maatwerk_rules.runtime.record import read_value, write_value
from maatwerk_rules.verification.search.cases import Drafts
from maatwerk_rules.verification.search.layout import Layout, plain

PATH = re.compile(
    r"(?P<kind>[a-z]+):(?P<name>[\w ]+)(?:\.(?P<field>\w+))?(?:@(?P<list>\w+)/(?P<key>.{1,200}))?"
)

PLAIN = "gewoon"
Data = dict[str, Any]


class Keeper:
    """Writes and reads cases of one program."""

    def __init__(self, program: Program) -> None:
        self._layout = Layout(program)
        self._drafts = Drafts(self._layout)

    def write(self, case: Case) -> Data:
        """Return a case as values that `json.dumps` writes exactly; linear in the case.

        Of a case in which all is known, what is as plain as can be is left out.

        >>> from maatwerk_rules.model.types import Bedrag
        >>> keeper = Keeper(Program({}, {"inkomen": Bedrag(), "schuld": Bedrag()}, {}))
        >>> inkomen, schuld = Leaf("gegeven", "inkomen"), Leaf("gegeven", "schuld")
        >>> keeper.write(Case(date(2026, 3, 1), {inkomen: 1250}))
        {'peildatum': '2026-03-01', 'waarden': {'gegeven:inkomen': '12.50'}, 'lijsten': {}}
        >>> keeper.write(Case(date(2026, 3, 1), {inkomen: 1250, schuld: 0}))["overig"]
        'gewoon'
        """
        is_whole = self._filled(case) == case
        values = {
            _path(leaf): write_value(value, self._type_of(leaf) or JaNee())
            for leaf, value in sorted(case.values.items(), key=lambda one: one[0].sort_key)
            if not (is_whole and self._is_plain(leaf, value))
        }
        lists = {
            name: {"records": [one.key for one in each.records], "af": each.complete}
            for name, each in sorted(case.lists.items())
            if not (is_whole and not each.records)
        }
        return {
            "peildatum": case.peildatum.isoformat(),
            "waarden": values,
            "lijsten": lists,
            **({"overig": PLAIN} if is_whole else {}),
            **({"bekeken": True} if case.looked else {}),
        }

    def _filled(self, case: Case) -> Case:
        """Return a case in which all that is not known is as plain as can be."""
        found = self._drafts.case(self._drafts.drafted(case))
        return attrs.evolve(found, looked=case.looked)

    def _is_plain(self, leaf: Leaf, value: Scalar) -> bool:
        type_ = self._type_of(leaf)
        return type_ is not None and plain(type_) == value

    def read(self, data: Any) -> Case | None:
        """Return the case that was kept, or None where it does not read or no longer fits.

        >>> Keeper(Program({}, {}, {})).read({"peildatum": "gisteren"}) is None
        True
        """
        try:
            return self._read(data)
        except (AssertionError, AttributeError, KeyError, TypeError, ValueError, ArithmeticError):
            return None

    def _read(self, data: Any) -> Case:
        values: dict[Leaf, Scalar] = {}
        for path, kept in data["waarden"].items():
            leaf = _leaf(path)
            values[leaf] = _value(kept, self._type_of(leaf))
        lists: dict[str, Records] = {}
        for name, each in data["lijsten"].items():
            keys = each["records"]
            assert isinstance(keys, list)
            type_ = self._layout.lists[name]
            assert type_.minimum <= len(keys) <= type_.maximum
            assert len({*keys}) == len(keys)
            assert all(isinstance(key, str) for key in keys)
            lists[name] = Records(tuple(RecordId(name, key) for key in keys), bool(each["af"]))
        day, looked = date.fromisoformat(data["peildatum"]), bool(data.get("bekeken"))
        case = Case(day, values, lists, looked)
        return self._filled(case) if data.get("overig") == PLAIN else case

    def _type_of(self, leaf: Leaf) -> Type | None:
        own = leaf.name if leaf.field is None else leaf.field
        key = own if leaf.kind == "gegeven" else f"{leaf.kind}:{own}"
        slot = self._layout.slot(key, None if leaf.record is None else leaf.record.list)
        return None if slot is None else slot.type


def _value(kept: Any, type_: Type | None) -> Scalar:
    """Return a value that a fact of this type may have."""
    value = None if type_ is None else read_value(kept, type_)
    match type_:
        case JaNee():
            assert isinstance(value, bool)
        case Keuze(opties=opties):
            assert value in opties
        case _:
            assert type_ is not None
            low, high = bounds(type_)
            assert value is not None
            assert not isinstance(value, bool | str)
            assert low <= value <= high  # type: ignore[operator]  # of one kind
            assert not isinstance(type_, Bedrag) or type_.exact or isinstance(value, int)
    assert value is not None
    return value


def _path(leaf: Leaf) -> str:
    field = "" if leaf.field is None else f".{leaf.field}"
    record = "" if leaf.record is None else f"@{leaf.record.list}/{leaf.record.key}"
    return f"{leaf.kind}:{leaf.name}{field}{record}"


def _leaf(path: str) -> Leaf:
    found = PATH.fullmatch(path)
    assert found is not None
    record = None if found["list"] is None else RecordId(found["list"], found["key"])
    kind: Any = found["kind"]
    return Leaf(kind, found["name"], record, found["field"])


# ---------------------------------------------------------------- what is other in a case


def beside(data: Data, base: Mapping[str, Any], number: int) -> Data:
    """Return what is other in a case than in the one with a number; `whole` undoes it.

    >>> beside({"waarden": {"a": 1, "b": 2}}, {"waarden": {"a": 1, "c": 3}}, 0)
    {'als': 0, 'waarden': {'b': 2, 'c': None}}
    """
    found: Data = {"als": number}
    for part in ("waarden", "lijsten"):
        own, there = data.get(part, {}), base.get(part, {})
        other = {key: one for key, one in own.items() if there.get(key) != one}
        other |= dict.fromkeys(there.keys() - own.keys())
        if other:
            found[part] = dict(sorted(other.items()))
    for part in ("peildatum", "bekeken", "overig"):
        if data.get(part) != base.get(part):
            found[part] = data.get(part)
    return found


def whole(listed: Sequence[Any]) -> list[Data]:
    """Return cases of which some are written as what is other than in an earlier one.

    What does not fit in its place is empty, which is no case. Linear in all cases together, and so
    at most in the number of cases times the largest.
    """
    found: list[Data] = []
    for one in listed:
        number = one.get("als") if isinstance(one, dict) else None
        if not isinstance(one, dict) or (number is not None and not _is_earlier(number, found)):
            found.append({})
        elif number is None:
            found.append(one)
        else:
            found.append(_changed(found[number], one))
    return found


def _is_earlier(number: object, found: Sequence[Data]) -> bool:
    is_number = isinstance(number, int) and not isinstance(number, bool)
    return is_number and 0 <= number < len(found)  # type: ignore[operator]  # an int here


def _changed(base: Data, other: Data) -> Data:
    found = {**base, **{key: one for key, one in other.items() if key != "als"}}
    for part in ("waarden", "lijsten"):
        own, there = other.get(part, {}), base.get(part, {})
        if not isinstance(own, dict) or not isinstance(there, dict):
            return {}
        found[part] = {key: one for key, one in {**there, **own}.items() if one is not None}
    return found
