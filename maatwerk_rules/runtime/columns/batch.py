"""One record batch as read: columns of values, lists of records, and what is wrong in which row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.plan import EPOCH
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Records, unasked
from maatwerk_rules.runtime.columns.layout import (
    DAY,
    LOOKED,
    NAME,
    ListPlace,
    Place,
    Table,
)
from maatwerk_rules.runtime.columns.reading import Array, Values, read_values
from maatwerk_rules.runtime.complaints import KEY_TWICE, LIST_TOO_LONG, NO_RECORD, Complaints, cut
from maatwerk_rules.runtime.fact_values import NO_REQUEST, FactValue, Judgement, Look
from maatwerk_rules.runtime.facts import Facts

if TYPE_CHECKING:
    import pyarrow as pa

NO_REQUEST_MADE = FactValue(False, herkomst=NO_REQUEST)
LOOKS = (Look(""),)
NO_DAY = "peildatum: er is geen peildatum, niet in deze rij en niet voor de hele tabel."


@attrs.define
class ListValues:
    """The records of one list: those of row `i` stand from `offsets[i]` to `offsets[i + 1]`.

    `known` None: the list is known in every row. `names` is the column with the names of records,
    where they have any.
    """

    place: ListPlace
    offsets: Array
    known: Array | None
    fields: dict[str, Values]
    names: Any = None


@attrs.define
class Batch:
    """A batch as read. `wrong` holds per row what does not read; such a row is not decided."""

    policy: Policy
    rows: int
    values: dict[str, Values]
    lists: dict[str, ListValues]
    days: Array
    looked: Array | None
    wrong: dict[int, list[str]]
    table: Table

    @property
    def on_one_day(self) -> bool:
        """There are rows, and all have the same peildatum."""
        return bool(len(self.days) and (self.days == self.days[0]).all())

    def keys(self, name: str, row: int) -> list[str]:
        """Return the names of the records of a list in a row."""
        listed = self.lists[name]
        start, end = listed.offsets[row : row + 2].tolist()
        if listed.place.type.single:
            return [name] * (end - start)
        keys = [str(index) for index in range(end - start)]
        if listed.names is not None:
            given = listed.names.slice(start, end - start).to_pylist()
            keys = [one or key for one, key in zip(given, keys, strict=True)]
        return keys

    def day(self, row: int) -> date:
        """Return the peildatum of a row."""
        return date.fromordinal(int(self.days[row]) + EPOCH)

    def facts(self, row: int) -> Facts:
        """Return the facts of one row, as a case gives them; linear in the columns."""
        values: dict[Leaf, FactValue] = {
            Leaf("gegeven", name): NO_REQUEST_MADE for name in self.policy.requests
        }
        judgements: list[Judgement] = []
        for column in self.values.values():
            _take(column, row, None, values, judgements)
        lists: dict[str, Records] = {}
        for name, listed in self.lists.items():
            place = listed.place
            if listed.known is not None and not listed.known[row]:
                if place.type.minimum:
                    lists[name] = unasked(name, place.type)
                continue
            start = int(listed.offsets[row])
            records = tuple(RecordId(name, key) for key in self.keys(name, row))
            lists[name] = Records(records)
            for index, record in enumerate(records):
                for column in listed.fields.values():
                    _take(column, start + index, record, values, judgements)
        for name, place in self._absent():
            if place.type.minimum:
                lists[name] = unasked(name, place.type)
        looks = LOOKS if self.looked is not None and self.looked[row] else ()
        return Facts(self.policy, values, lists=lists, judgements=tuple(judgements), looks=looks)

    def _absent(self) -> Iterator[tuple[str, ListPlace]]:
        layout: Mapping[str, ListPlace] = self.table.layout.lists
        return ((name, place) for name, place in layout.items() if name not in self.lists)


def _take(
    column: Values,
    index: int,
    record: RecordId | None,
    values: dict[Leaf, FactValue],
    judgements: list[Judgement],
) -> None:
    """Take what is known in one place over into facts and judgements."""
    found = column.scalar(index)
    if found is None:
        return
    place = column.place
    if place.judgement:
        judgements.append(Judgement(place.name, record, found, ""))
    else:
        values[Leaf("gegeven", place.name, record, place.field)] = FactValue(found)


def read_batch(
    policy: Policy, table: Table, batch: pa.RecordBatch, peildatum: date | None
) -> Batch:
    """Return a batch as read; linear in its size.

    Args:
        peildatum: For the rows that tell none themselves.
    """
    rows = batch.num_rows
    found = Batch(policy, rows, {}, {}, np.zeros(rows, np.int64), None, {}, table)
    for name in table.read:
        array, field = batch.column(name), batch.schema.field(name)
        if name == LOOKED:
            found.looked = np.asarray(array.fill_null(False))
        elif name in table.layout.values:
            found.values[name] = read_values(array, field, table.layout.values[name])
        elif name in table.layout.lists:
            found.lists[name] = _read_list(found, array, field, table.layout.lists[name])
    _read_days(found, batch, peildatum)
    for column in found.values.values():
        for index, text in column.wrong.items():
            found.wrong.setdefault(index, []).append(text)
    for listed in found.lists.values():
        for column in listed.fields.values():
            for index, text in column.wrong.items():
                row = int(np.searchsorted(listed.offsets, index, "right")) - 1
                found.wrong.setdefault(row, []).append(text)
    return found


def _read_days(found: Batch, batch: pa.RecordBatch, peildatum: date | None) -> None:
    import pyarrow as pa

    if peildatum is not None:
        found.days[:] = peildatum.toordinal() - EPOCH
    if DAY in batch.schema.names:
        array = batch.column(DAY).cast(pa.date32()).cast(pa.int32())
        known = np.asarray(array.is_valid())
        found.days[known] = np.asarray(array.fill_null(0))[known]
    else:
        known = np.full(found.rows, peildatum is not None)
    if peildatum is None:
        for row in np.flatnonzero(~known).tolist():
            found.wrong.setdefault(row, []).append(NO_DAY)


def _read_list(found: Batch, array: pa.Array, field: pa.Field, place: ListPlace) -> ListValues:
    """Return the records of a list column; a struct is a list of the one record."""
    import pyarrow as pa

    rows = len(array)
    known = None if array.null_count == 0 else np.asarray(array.is_valid())
    if pa.types.is_null(array.type):
        return ListValues(place, np.zeros(rows + 1, np.int64), np.zeros(rows, bool), {})
    if pa.types.is_struct(array.type):
        lengths = np.ones(rows, np.int64) if known is None else known.astype(np.int64)
        records = array if known is None else array.drop_null()
    else:
        lengths = np.asarray(array.value_lengths().fill_null(0)).astype(np.int64)
        records = array.flatten()
        _check_lengths(found, place, lengths, known)
    offsets = np.zeros(rows + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    listed = ListValues(place, offsets, known, {})
    for inner, values in zip(records.type, records.flatten(), strict=True):
        if inner.name == NAME:
            if not place.type.single and values.null_count < len(values):
                listed.names = values
                _check_names(found, listed)
        else:
            listed.fields[inner.name] = read_values(values, inner, place.fields[inner.name])
    return listed


def _check_lengths(found: Batch, place: ListPlace, lengths: Array, known: Array | None) -> None:
    type_ = place.type
    for row in np.flatnonzero(lengths > type_.maximum).tolist():
        complaints = Complaints()
        facts = {"aantal": str(int(lengths[row])), "maximum": str(type_.maximum)}
        complaints.add(LIST_TOO_LONG, place.name, **facts)
        _tell(found, row, place, complaints)
    if type_.minimum:
        empty = lengths == 0
        for row in np.flatnonzero(empty if known is None else empty & known).tolist():
            complaints = Complaints()
            complaints.add(NO_RECORD, place.name, naam=place.name, soort=type_.soort.naam)
            _tell(found, row, place, complaints)


def _check_names(found: Batch, listed: ListValues) -> None:
    """Refuse rows in which two records of a list bear the same name.

    A record without name is called by its place, so that a number may be a name twice over.
    """
    coded = listed.names.dictionary_encode()
    codes = np.asarray(coded.indices.fill_null(-1)).astype(np.int64)
    rows = np.repeat(np.arange(found.rows), listed.offsets[1:] - listed.offsets[:-1])
    named = codes >= 0
    pairs = rows[named] * len(codes) + codes[named]
    order = np.sort(pairs)
    twice = set((order[1:][order[1:] == order[:-1]] // len(codes)).tolist())
    if not named.all():
        numbers = [str(one).isdecimal() for one in coded.dictionary.to_pylist()]
        twice |= set(rows[named][np.array(numbers, bool)[codes[named]]].tolist())
    found.lists[listed.place.name] = listed
    for row in sorted(twice):
        keys = found.keys(listed.place.name, row)
        for key in sorted({one for one in keys if keys.count(one) > 1}):
            complaints = Complaints()
            complaints.add(KEY_TWICE, listed.place.name, naam=cut(key))
            _tell(found, row, listed.place, complaints)


def _tell(found: Batch, row: int, place: ListPlace | Place, complaints: Complaints) -> None:
    told = " ".join(one.headline for one in complaints.found)
    name = place.name if isinstance(place, ListPlace) else place.path
    found.wrong.setdefault(row, []).append(f"{name}: {told}")
