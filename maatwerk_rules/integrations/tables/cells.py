"""Cells of text, and JSON in a cell, to the columns a decider takes.

A cell is read as the same text is read in the JSON of a case, by `runtime.scalars`: what is
refused there is refused here, with the same sentence. An empty cell is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

import attrs

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.tables.arrow_types import (
    NAME,
    arrow_type,
    arrow_value,
    fields_of,
)
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Lijst,
    Percentage,
    Scalar,
    Type,
)
from maatwerk_rules.nearest import nearest
from maatwerk_rules.runtime.complaints import Complaints, ask, cut, quote
from maatwerk_rules.runtime.json_text import read_json
from maatwerk_rules.runtime.scalars import read_scalar

if TYPE_CHECKING:
    import pyarrow as pa

Decimals = Literal["komma", "punt"]
Dates = Literal["jjjj-mm-dd", "d-m-jjjj"]

_TRUTHS: Mapping[str, bool] = {"true": True, "false": False}
_POINT = re.compile(r"-?[0-9]{1,38}\.[0-9]{1,2}")
_PLAIN = re.compile(r"-?[0-9]{1,38}(?:\.[0-9]{1,38})?")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_MOST_REMEMBERED = 100_000


class RefusedError(Exception):
    """A cell does not read; the text is the reason, in Dutch."""


@attrs.frozen
class Notation:
    """How the cells of one file write numbers and dates.

    Args:
        decimals: What stands before decimals; None where nobody said.
        points_are_thousands: Where nobody said: a point before three digits marks thousands. In a
            file with commas between its cells that is not clear, and such a cell is refused.
    """

    decimals: Decimals | None = None
    dates: Dates = "jjjj-mm-dd"
    points_are_thousands: bool = True


def read_cell(text: str, type_: Type, notation: Notation) -> Scalar | None:
    """Return the value of a cell; None where it is empty, which is unknown.

    Raises:
        RefusedError: the text is no value of the type.

    >>> read_cell("€ 1.250,50", Bedrag(), Notation()), read_cell("1250.5", Bedrag(), Notation())
    (125050, 125050)
    >>> read_cell(" ", Bedrag(), Notation())
    """
    tidy = text.strip()
    if not tidy:
        return None
    return _scalar(_meant(tidy, type_, notation), type_)


def _scalar(value: object, type_: Type) -> Scalar:
    complaints = Complaints()
    found = read_scalar(value, type_, "", complaints)
    if found is None:
        raise RefusedError(reason_of(complaints.found[0]))
    return found


def reason_of(found: Diagnostic) -> str:
    """Return a complaint as one line: what is wrong, and the advice with it."""
    advice = "; ".join(each.rstrip(".") for each in found.help)
    return f"{found.headline} ({advice})" if advice else found.headline


def _meant(text: str, type_: Type, notation: Notation) -> object:
    """Return what a case in JSON would hold for a text."""
    match type_:
        case JaNee():
            return _TRUTHS.get(text.lower(), text)
        case Bedrag() | Aantal():
            return _number(text, notation)
        case Percentage() if notation.decimals == "punt":
            return text.replace(".", ",")
        case Datum() if notation.dates == "d-m-jjjj":
            found = _DAY_FIRST.fullmatch(text)
            return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else text
    return text


def _number(text: str, notation: Notation) -> object:
    if notation.decimals == "punt":
        return Decimal(text) if _PLAIN.fullmatch(text) else text
    if notation.decimals is None:
        if not notation.points_are_thousands and _THOUSANDS.fullmatch(text):
            shown = quote(text)
            raise RefusedError(
                f"{shown} kan op twee manieren gelezen worden: met een punt voor duizendtallen of"
                " voor decimalen. (kies met `--decimaal komma` of `--decimaal punt`)"
            )
        if _POINT.fullmatch(text):
            return Decimal(text)
    return text


def read_records(
    value: object, type_: Lijst, judged: Mapping[str, Type]
) -> list[dict[str, Scalar | None]] | None:
    """Return the records of a list as JSON gives it; None for a list that is unknown.

    Args:
        judged: The judgements about a record, by the name `oordeel.<naam>` they have as a field.

    Raises:
        RefusedError: it is no list of these records.
    """
    if type_.single and isinstance(value, Mapping):
        value = [value]
    if value is None:
        return None
    if not isinstance(value, list | tuple):
        raise RefusedError(f"Hier staat {quote(value)}; verwacht wordt een lijst in JSON.")
    if len(value) > type_.maximum:
        raise RefusedError(
            f"Deze lijst telt {len(value)} records; het beleid rekent met hoogstens"
            f" {type_.maximum}."
        )
    fields = fields_of(type_, judged)
    return [_record(each, f"[{index}]", fields) for index, each in enumerate(value)]


def _record(value: object, where: str, fields: Mapping[str, Type]) -> dict[str, Scalar | None]:
    if not isinstance(value, Mapping):
        raise RefusedError(f"{where}: hier staat {quote(value)}; verwacht wordt een record.")
    found: dict[str, Scalar | None] = {}
    for name, each in value.items():
        if name == NAME and (each is None or isinstance(each, str)):
            found[NAME] = each
            continue
        if name not in fields:
            near = ask(f"`{one}`" for one in nearest(str(name), fields))
            raise RefusedError(f"{where}: ik ken geen veld met de naam `{cut(str(name))}`.{near}")
        try:
            found[name] = None if each is None else _scalar(each, fields[name])
        except RefusedError as error:
            raise RefusedError(f"{where}.{name}: {error}") from error
    return found


def json_of(text: str) -> object:
    """Return what the JSON text in a cell holds; None where the cell is empty.

    Raises:
        RefusedError: it is no JSON.
    """
    if not text.strip():
        return None
    try:
        return read_json(text, Complaints())
    except FactError as error:
        raise RefusedError(reason_of(error.diagnostics[0])) from error


@attrs.define
class Column:
    """How the cells of one column become values that a decider takes.

    A text that was read before is not read again: most columns hold few different texts.
    """

    name: str
    type: Type
    judged: Mapping[str, Type]
    notation: Notation
    _known: dict[object, object] = attrs.field(factory=dict, init=False)

    def read(self, cells: pa.Array) -> tuple[pa.Array, dict[int, str]]:
        """Return the values of cells of text, and for each place that is refused the reason."""
        encoded = cells.dictionary_encode()
        if len(self._known) > _MOST_REMEMBERED:
            self._known.clear()
        return self._of(encoded.dictionary.to_pylist(), encoded.indices)

    def read_json(self, cells: list[object]) -> tuple[pa.Array, dict[int, str]]:
        """Return values that JSON gives, and for each place that is refused the reason."""
        found = []
        for cell in cells:
            if isinstance(cell, list | dict):
                found.append(self._read(self._given, cell))
                continue
            key = type(cell), cell  # for 1 is true, and 1.0 is 1
            if key not in self._known:
                self._known[key] = self._read(self._given, cell)
            found.append(self._known[key])
        if len(self._known) > _MOST_REMEMBERED:
            self._known.clear()
        return self._array(found)

    def _of(self, texts: list[str], indices: pa.Array) -> tuple[pa.Array, dict[int, str]]:
        found = []
        for text in texts:
            if text not in self._known:
                self._known[text] = self._read(self._text, text)
            found.append(self._known[text])
        values, refused = self._array(found)
        if refused:
            places = enumerate(indices.to_pylist())
            return values.take(indices), {
                place: refused[index] for place, index in places if index in refused
            }
        return values.take(indices), {}

    def _array(self, found: list[object]) -> tuple[pa.Array, dict[int, str]]:
        import pyarrow as pa

        refused = {
            place: str(each) for place, each in enumerate(found) if isinstance(each, RefusedError)
        }
        values = [None if place in refused else each for place, each in enumerate(found)]
        return pa.array(values, arrow_type(self.type, self.judged)), refused

    def _read(self, how: Callable[[object], object], cell: object) -> object:
        try:
            return how(cell)
        except RefusedError as error:
            return error.with_traceback(None)

    def _text(self, cell: object) -> object:
        assert isinstance(cell, str)
        if isinstance(self.type, Lijst):
            return self._records(json_of(cell))
        found = read_cell(cell, self.type, self.notation)
        return None if found is None else arrow_value(found, self.type)

    def _given(self, value: object) -> object:
        """Return a value that JSON gives as its column holds it."""
        if value is None:
            return None
        if isinstance(self.type, Lijst):
            return self._records(value)
        return arrow_value(_scalar(value, self.type), self.type)

    def _records(self, value: object) -> object:
        assert isinstance(self.type, Lijst)
        records = read_records(value, self.type, self.judged)
        if records is None:
            return None
        fields = fields_of(self.type, self.judged)
        return [
            {
                name: each if each is None or name == NAME else arrow_value(each, fields[name])
                for name, each in record.items()
            }
            for record in records
        ]
