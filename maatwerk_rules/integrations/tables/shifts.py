"""Two versions of a policy on each row of a table: how many rows come out another way, and how far.

Both decide the same rows by columns, block by block; nothing of a row is kept but the largest loss
and gain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import attrs

from maatwerk_rules.integrations.tables.blocks import (
    Block,
    StoppedError,
    Table,
    TableError,
    rows_together,
)
from maatwerk_rules.integrations.tables.columns import PEILDATUM, known_columns
from maatwerk_rules.integrations.tables.csv_file import Form
from maatwerk_rules.integrations.tables.merging import decided, faults_of
from maatwerk_rules.integrations.tables.run import open_source, paced
from maatwerk_rules.model.core import Definition
from maatwerk_rules.runtime.columnar import BatchDecider, decide_batches
from maatwerk_rules.verification.versions import Shared

if TYPE_CHECKING:
    import pyarrow as pa

Sort = Literal["gelijk", "gunstiger", "ongunstiger", "onvergelijkbaar", "open"]
SORTS: tuple[Sort, ...] = ("gelijk", "gunstiger", "ongunstiger", "onvergelijkbaar", "open")
"""How the same case compares; `open`: in one of both something is not known yet."""
MOST_FAULTS = 20
"""So many of what cannot be read is kept to be told."""


@attrs.define
class Extreme:
    """The largest loss or gain: how much, in which row, and what names that row."""

    size: Decimal | int
    row: int
    named: str = ""


@attrs.define
class Shifts:
    """What happens to one outcome over all rows; of one per record, over all records.

    `lost` and `gained` are all losses and gains together, where the outcome is an amount or number.
    """

    counts: dict[Sort, int] = attrs.field(factory=lambda: dict.fromkeys(SORTS, 0))
    lost: Decimal | int = 0
    gained: Decimal | int = 0
    worst: Extreme | None = None
    best: Extreme | None = None


@attrs.define
class Rows:
    """What was counted over a table.

    `worse` and `better` are the rows with an outcome that is less or more favourable, `unread` the
    rows that one of both could not decide, with some reasons in `faults`.
    """

    source: Path
    rows: int = 0
    unread: int = 0
    worse: int = 0
    better: int = 0
    faults: list[tuple[int, str, str]] = attrs.field(factory=list)
    shifts: dict[str, Shifts] = attrs.field(factory=dict)


@attrs.frozen
class Counting:
    """Two versions, ready to decide the rows of a table."""

    shared: Shared
    table: Table
    old: BatchDecider
    new: BatchDecider
    found: Rows

    @classmethod
    def begin(cls, shared: Shared, source: Path, form: Form, day: date | None) -> Counting:
        """Return what counts the rows of a table.

        Raises:
            TableError: it cannot be read, or nobody says on which day its rows are to be decided.
            ColumnError: its columns fit neither of both, or the extra is not installed.
        """
        columns = [known_columns(one) for one in (shared.old, shared.new)]
        known = {**columns[0], **columns[1]}
        table = open_source(source, form, known)
        try:
            if day is None and PEILDATUM not in table.schema.names:
                raise TableError([_NO_DAY])
            deciders = [
                decide_batches(
                    one,
                    peildatum=day,
                    uitkomsten=shared.changed,
                    meegeven=known.keys() - own.keys(),
                )
                for one, own in zip((shared.old, shared.new), columns, strict=True)
            ]
            for one in deciders:
                one.schema(table.schema)
        except BaseException:
            table.close()
            raise
        return cls(shared, table, deciders[0], deciders[1], Rows(source))

    def go(self, progress: Callable[[int, int], None]) -> Rows:
        """Decide every row twice and return what was counted; in constant memory.

        Args:
            progress: Is told how many rows are done, and how much was read with them.

        Raises:
            TableError: the table cannot be read further.
            StoppedError: someone stopped it.
        """
        try:
            most = rows_together(self.new.schema(self.table.schema))
            with closing(paced(self.table.blocks(), most)) as parts:
                for block in parts:
                    self._add(block)
                    progress(self.found.rows, block.done)
        except KeyboardInterrupt as error:
            raise StoppedError(self.found.rows) from error
        finally:
            self.table.close()
        return self.found

    def _add(self, block: Block) -> None:
        import pyarrow.compute as pc

        old, new = (
            decided(block, one, one.schema(self.table.schema)) for one in (self.old, self.new)
        )
        unread = pc.or_(pc.is_valid(old.column("fout")), pc.is_valid(new.column("fout")))
        self.found.rows += block.batch.num_rows
        self.found.unread += pc.sum(unread).as_py() or 0
        for one in (old, new):
            self._note_faults(one, block)
        worse: set[int] = set()
        better: set[int] = set()
        for name in self.shared.changed:
            rows, before, after = _records(old.column(name), new.column(name), unread)
            definition = self.shared.part.program.definitions[name]
            sorts, rise = compared(before, after, definition)
            shifts = self.found.shifts.setdefault(name, Shifts())
            for sort, which in sorts.items():
                shifts.counts[sort] += pc.sum(which).as_py() or 0
            worse |= {*rows.filter(sorts["ongunstiger"]).to_pylist()}
            better |= {*rows.filter(sorts["gunstiger"]).to_pylist()}
            if rise is not None and not isinstance(definition.order, tuple):
                self._measure(shifts, rows, rise, block)
        self.found.worse += len(worse)
        self.found.better += len(better)

    def _note_faults(self, batch: pa.RecordBatch, block: Block) -> None:
        for fault in faults_of(batch, block):
            told = (fault.row, fault.column, fault.reason)
            if len(self.found.faults) >= MOST_FAULTS:
                return
            if told not in self.found.faults:
                self.found.faults.append(told)

    def _measure(self, shifts: Shifts, rows: Any, rise: Any, block: Block) -> None:
        """Add up losses and gains, and keep the largest of each."""
        import pyarrow.compute as pc

        lowest, highest = pc.min_max(rise).as_py().values()
        if lowest is None:
            return
        down, up = pc.less(rise, 0), pc.greater(rise, 0)
        shifts.lost -= pc.sum(rise.filter(down)).as_py() or 0
        shifts.gained += pc.sum(rise.filter(up)).as_py() or 0
        if lowest < 0 and (shifts.worst is None or -lowest > shifts.worst.size):
            shifts.worst = self._extreme(rows, rise, lowest, block)
        if highest > 0 and (shifts.best is None or highest > shifts.best.size):
            shifts.best = self._extreme(rows, rise, highest, block)

    def _extreme(self, rows: Any, rise: Any, value: Any, block: Block) -> Extreme:
        import pyarrow.compute as pc

        place = rows[pc.index(rise, value).as_py()].as_py()
        known = {**known_columns(self.shared.old), **known_columns(self.shared.new)}
        own = next((name for name in block.batch.schema.names if name not in known), None)
        named = "" if own is None else f"{own} {block.batch.column(own)[place].as_py()}"
        return Extreme(abs(value), block.first + place, named)


_NO_DAY = (
    "Op welke dag wilt u de rijen vergelijken? Geef `--peildatum`, of zet in de tabel een kolom"
    f" `{PEILDATUM}`."
)


def _records(old: Any, new: Any, unread: Any) -> tuple[Any, Any, Any]:
    """Return the row of each result that both gave, with the results; of lists each record."""
    import pyarrow as pa
    import pyarrow.compute as pc

    is_read = pc.invert(unread)
    if not pa.types.is_struct(old.type):  # the same records stand in both, or it is not compared
        lengths = pc.equal(pc.list_value_length(old), pc.list_value_length(new))
        is_read = pc.and_(is_read, pc.fill_null(lengths, False))
    read = pc.indices_nonzero(is_read)
    old, new = old.take(read), new.take(read)
    if pa.types.is_struct(old.type):
        return read.cast(pa.int64()), old, new
    rows = read.cast(pa.int64()).take(pc.list_parent_indices(old))
    return rows, pc.list_flatten(old), pc.list_flatten(new)


def compared(old: Any, new: Any, of: Definition) -> tuple[Mapping[Sort, Any], Any | None]:
    """Return for each sort which results are of it, and how much each rose where there is an order.

    A rise is in the direction that is more favourable, and null where there is nothing to subtract.
    """
    import pyarrow.compute as pc

    status = [pc.struct_field(one, "status") for one in (old, new)]
    values = [pc.struct_field(one, "waarde") for one in (old, new)]
    valued = pc.and_(*(pc.is_valid(one) for one in values))
    settled = pc.and_(*(_is_settled(*one) for one in zip(status, values, strict=True)))
    same = pc.if_else(valued, pc.equal(*values), pc.equal(*status))
    same = pc.and_(settled, pc.fill_null(same, False))
    rise = _rise(values, of)
    up = down = pc.and_(same, pc.invert(same))
    if rise is not None:
        up = pc.and_(settled, pc.fill_null(pc.greater(rise, 0), False))
        down = pc.and_(settled, pc.fill_null(pc.less(rise, 0), False))
    told = pc.or_(same, pc.or_(up, down))
    return {
        "gelijk": same,
        "gunstiger": up,
        "ongunstiger": down,
        "onvergelijkbaar": pc.and_(settled, pc.invert(told)),
        "open": pc.invert(settled),
    }, rise


def _is_settled(status: Any, value: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    without = pc.is_in(status, value_set=pa.array(["geen_regel", "strijdig"]))
    return pc.or_(pc.is_valid(value), without)


def _rise(values: Sequence[Any], of: Definition) -> Any | None:
    """Return by how much each second value is more favourable; None where there is no order."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if of.order is None:
        return None
    if isinstance(of.order, tuple):
        order = pa.array([*of.order])
        places = [pc.index_in(one, value_set=order).cast(pa.int64()) for one in values]
        return pc.subtract(places[1], places[0])
    narrow = [_subtractable(one) for one in values]
    low, high = narrow if of.order == "hoger" else narrow[::-1]
    return pc.subtract(high, low)


def _subtractable(values: Any) -> Any:
    """Return values with room for their difference: days as numbers, amounts of fewer digits."""
    import pyarrow as pa

    if pa.types.is_date32(values.type):
        return values.cast(pa.int32()).cast(pa.int64())
    if pa.types.is_decimal(values.type):
        return values.cast(pa.decimal128(values.type.precision - 2, values.type.scale))
    return values
