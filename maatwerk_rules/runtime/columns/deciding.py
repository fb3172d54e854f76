"""A batch of cases on its way to a batch of outcomes: what columns settle, and what is left over.

Rows that the columns do not settle are decided one by one, as any case. So what comes out never
depends on how it was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np

from maatwerk_rules.diagnostics import diagnostic
from maatwerk_rules.errors import FactError
from maatwerk_rules.model.clauses import Karakter
from maatwerk_rules.model.core import Definition, nodes
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.runtime.columns.asking import (
    Asked,
    Part,
    Tally,
    column_type,
    places_in,
    plainly,
)
from maatwerk_rules.runtime.columns.batch import Batch, read_batch
from maatwerk_rules.runtime.columns.layout import (
    OF_ROW,
    Table,
    layout_of,
    refuse_names_of_rows,
    table_of,
)
from maatwerk_rules.runtime.columns.native import (
    Making,
    Native,
    Settler,
    numbers_of,
    put_places,
    put_rows,
)
from maatwerk_rules.runtime.columns.opened import Opened, Piece, opened
from maatwerk_rules.runtime.columns.opened_outcome import Putting
from maatwerk_rules.runtime.columns.outcome import Outcome, names_of, sparse, words_of
from maatwerk_rules.runtime.columns.reading import Array
from maatwerk_rules.runtime.columns.repeated import Repeated, texts
from maatwerk_rules.runtime.decide import UNKNOWN_OUTCOME, decide
from maatwerk_rules.runtime.deciding import not_admissible
from maatwerk_rules.runtime.decision import Decision, Result
from maatwerk_rules.runtime.evaluate import UNNAMED

if TYPE_CHECKING:
    import pyarrow as pa

NO_BESLUIT = "geen besluit"
CLASSES = ("gebonden", "beoordeling")
TABLES_KEPT = 16


Into = tuple[Array, list[str], list[str]]
"""Of each record its list and its name, and the names of those lists."""


class Columns:
    """One policy, prepared to decide tables; it may be shared between threads.

    `making` may be set to another before the first batch.
    """

    def __init__(self, policy: Policy, uitkomsten: Iterable[str] | None = None) -> None:
        """Prepare the outcomes that are asked, or all.

        Raises:
            FactError: an outcome is not in the policy.
            ColumnError: an outcome has the name of a column that every row has.
        """
        self.policy = policy
        self.layout = layout_of(policy)
        self.tally = Tally()
        self.making = Making()
        found: dict[str, Definition] = {}
        for part in policy.slices:
            for name, one in part.program.definitions.items():
                found.setdefault(name, one)
        if uitkomsten is None:
            names = [
                name for name in found if any(name in _published(part) for part in policy.slices)
            ]
        else:
            names = list(dict.fromkeys(uitkomsten))
            _check_names(names, found)
        refuse_names_of_rows(names)
        self.asked = tuple(Asked(name, found[name].type, found[name].record) for name in names)
        self.rules = {
            name: names_of(
                rule
                for part in policy.slices
                for rule in _rules(part.program.definitions.get(name))
            )
            for name in names
        }
        self.powers = _powers(policy)
        self.parts = tuple(self._part(part, names) for part in policy.slices)
        self._tables: dict[tuple[object, ...], Table] = {}
        self._settlers: dict[date, Settler] = {}
        self._lock = RLock()

    def _part(self, part: Slice, names: Iterable[str]) -> Part:
        program = part.program
        own = tuple(name for name in names if name in program.definitions)
        leaves = frozenset().union(*(program.leaves.get(name, frozenset()) for name in own))
        reached = _reached(program.definitions, own)
        looks = any(
            node.closed_by_look for name in reached for node in nodes(program.definitions[name])
        )
        return Part(part, own, leaves & program.judgements.keys(), looks)

    def table(self, schema: pa.Schema, passed: tuple[str, ...]) -> Table:
        """Return what is read of a table.

        Raises:
            ColumnError: the columns do not fit the policy.
        """
        key = (schema.to_string(), passed)
        found = self._tables.get(key)
        if found is None:
            names = [one.name for one in self.asked]
            found = table_of(self.layout, schema, names, passed)
            if len(self._tables) >= TABLES_KEPT:
                self._tables = {}
            self._tables[key] = found
        return found

    def schema(
        self, schema: pa.Schema, passed: tuple[str, ...] = (), *, plain: bool = False
    ) -> pa.Schema:
        """Return the columns of the result; `plain` has texts as texts."""
        import pyarrow as pa

        table = self.table(schema, passed)
        fields = [schema.field(name) for name in table.passed]
        fields += [pa.field(one.name, column_type(one)) for one in self.asked]
        words = pa.dictionary(pa.int8(), pa.string())
        of_row = (words, pa.list_(pa.string()), words, pa.string())
        fields += [pa.field(name, type_) for name, type_ in zip(OF_ROW, of_row, strict=True)]
        found = pa.schema(fields)
        return plainly(found) if plain else found

    def decide(
        self,
        batch: pa.RecordBatch,
        peildatum: date | None = None,
        passed: tuple[str, ...] = (),
        *,
        plain: bool = False,
    ) -> pa.RecordBatch:
        """Return a batch with what is decided of each row, in the order of its rows."""
        schema = self.schema(batch.schema, passed)
        table = self.table(batch.schema, passed)
        found = self._decided(batch, table, schema, peildatum)
        return found.cast(plainly(schema)) if plain else found

    def _decided(
        self, batch: pa.RecordBatch, table: Table, schema: pa.Schema, peildatum: date | None
    ) -> pa.RecordBatch:
        """Return a batch as decided; rows in other slices of the policy are decided apart."""
        import pyarrow as pa

        read = read_batch(self.policy, table, batch, peildatum)
        parts = places_in(self.parts, read.days[:1] if read.on_one_day else read.days)
        used = np.flatnonzero(np.bincount(parts + 1)) - 1
        if len(used) > 1:
            order = np.argsort(parts, kind="stable")
            found = [
                self._decided(
                    batch.take(pa.array(np.flatnonzero(parts == each))), table, schema, peildatum
                )
                for each in used
            ]
            whole = pa.Table.from_batches(found, schema).combine_chunks()
            (one,) = whole.take(pa.array(np.argsort(order, kind="stable"))).to_batches()
            return one
        part = self.parts[used[0]] if len(used) and used[0] >= 0 else None
        work = Work(self, read, part)
        work.decide()
        arrays = [batch.column(name) for name in table.passed]
        arrays += [work.column(one) for one in self.asked]
        arrays += work.of_row()
        return pa.RecordBatch.from_arrays(arrays, schema=schema)

    def settler(self, part: Part) -> Settler:
        """Return what settles by columns what a slice decides, made once."""
        with self._lock:
            found = self._settlers.get(part.slice.vanaf)
            if found is None:
                found = Settler(self.policy, part.slice.program, part.names, self.making)
                self._settlers[part.slice.vanaf] = found
            return found


def _published(part: Slice) -> frozenset[str]:
    return frozenset(name for name, one in part.program.definitions.items() if one.published)


def _check_names(names: Iterable[str], known: Mapping[str, object]) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise FactError(
            tuple(diagnostic(UNKNOWN_OUTCOME, "uitkomsten", naam=name) for name in unknown)
        )


def _rules(definition: Definition | None) -> Iterator[str]:
    return iter(()) if definition is None else (node.name for node in nodes(definition))


def _reached(definitions: Mapping[str, Definition], names: Iterable[str]) -> set[str]:
    """Return definitions with all that they read, also through others."""
    found: set[str] = set()
    waiting = [*names]
    while waiting:
        name = waiting.pop()
        if name not in found and name in definitions:
            found.add(name)
            waiting += definitions[name].reads
    return found


def _powers(policy: Policy) -> frozenset[str]:
    """Return the rules that say that something may be done, rather than must."""
    return frozenset(
        declaration.name
        for declaration in policy.beleid.everything()
        for karakter in declaration.all(Karakter)
        if karakter.karakter == "kan"
    )


def told(error: FactError) -> str:
    """Return what is wrong with a row, each on a line behind the column, where there is one."""
    return "\n".join(f"{one.path}: {one.headline}" for one in error.diagnostics)


class Work:
    """One batch in hand, all rows of which lie in one slice, or in none."""

    def __init__(self, columns: Columns, batch: Batch, part: Part | None) -> None:
        self.columns = columns
        self.batch = batch
        self.part = part
        self.wrong = {row: "\n".join(texts_) for row, texts_ in batch.wrong.items()}
        self.decided: dict[int, Decision] = {}
        self.natives: dict[str, Native] = {}
        self.native_rows: dict[str, Array] = {}
        self.opened: Opened | None = None
        self.open: dict[int, dict[str, None]] = {}
        self.outcomes: list[tuple[Outcome, Array | None]] = []

    def decide(self) -> None:
        """Decide every row that reads: what columns settle, and the rest row by row."""
        rows = self.batch.rows
        reads = np.ones(rows, bool)
        reads[list(self.wrong)] = False
        left: dict[str, Array] = {}
        for name in () if self.part is None else self.part.names:
            left[name] = reads.copy()
        doubtful = np.zeros(rows, bool)
        if self.part is not None and rows and self.part.names:
            settler = self.columns.settler(self.part)
            bound = settler.bound(self.batch)
            self.natives, admissible = settler.settle(bound)
            for name, native in self.natives.items():
                self.native_rows[name] = native.settled & reads
                left[name] &= ~self.native_rows[name]
            doubtful = reads & ~admissible
            self.opened = opened(settler, bound, left, doubtful)
            doubtful &= ~self.opened.cleared
            for name, mask in self.opened.rows.items():
                left[name] &= ~mask
            for row, broken in self.opened.refused.items():
                self._refuse(row, not_admissible(self.columns.policy, broken))
                for mask in (doubtful, *left.values()):
                    mask[row] = False
        alone = np.logical_or.reduce([doubtful, *left.values()]) if left else reads
        for row in np.flatnonzero(alone).tolist():
            self._alone(row, tuple(name for name, mask in left.items() if mask[row]))
        tally = self.columns.tally
        tally.rows += rows
        tally.one_by_one += int(alone.sum())
        tally.wrong += len(self.wrong)
        tally.outcomes += rows * len(left)
        tally.native += sum(int(mask.sum()) for mask in self.native_rows.values())
        if self.opened is not None:
            tally.opened += sum(int(mask.sum()) for mask in self.opened.rows.values())

    def _alone(self, row: int, names: tuple[str, ...]) -> None:
        """Decide outcomes of one row as those of a case by itself.

        Without any it is only seen whether the case can exist.
        """
        policy = self.columns.policy
        day = self.batch.day(row)
        try:
            facts = self.batch.facts(row)
            decision = decide(policy, facts, peildatum=day, uitkomsten=names, bare=True)
            assert decision.results is not None
        except FactError as error:
            self._refuse(row, error)
            return
        self.decided[row] = decision

    def _refuse(self, row: int, error: FactError) -> None:
        """Tell what is wrong with a row; nothing is decided of it."""
        self.wrong[row] = told(error)
        for mask in self.native_rows.values():
            mask[row] = False

    # ------------------------------------------------------------------ columns

    def column(self, asked: Asked) -> pa.Array:
        """Return the column of one outcome."""
        results = {
            row: found
            for row, decision in self.decided.items()
            if (found := [one for one in decision if one.name == asked.name])
            or self._is_left(asked, row)
        }
        if asked.soort is not None:
            return self._of_records(asked, results)
        outcome = Outcome(asked.name, asked.type, self.columns.rules[asked.name], self.batch.rows)
        native = self.natives.get(asked.name)
        if native is not None:
            assert self.part is not None
            plan = self.columns.settler(self.part).plan
            put_rows(outcome, native, self.native_rows[asked.name], plan)
        self._put_opened(outcome, np.arange(self.batch.rows + 1), None)
        for row, found in results.items():
            for one in found:
                self._put(outcome, row, one, row)
        self._tell_inexact(outcome, range(self.batch.rows))
        self.outcomes.append((outcome, None))
        return outcome.arrow()

    def _is_left(self, asked: Asked, row: int) -> bool:
        found = [self.native_rows.get(asked.name)]
        found += [] if self.opened is None else [self.opened.rows.get(asked.name)]
        return not any(mask is not None and mask[row] for mask in found)

    def _put(self, outcome: Outcome, place: int, result: Result, row: int) -> None:
        """Put what the evaluator says of one place; open judgements are told of the row."""
        outcome.put(place, result)
        if not result.settled:
            judged = (str(leaf) for leaf in result.missing if leaf.kind == "oordeel")
            self._tell_open(row, judged)

    def _tell_open(self, row: int, judgements: Iterable[str]) -> None:
        told = dict.fromkeys(judgements)
        if told:
            self.open.setdefault(row, {}).update(told)

    def _put_opened(self, outcome: Outcome, offsets: Array, into: Into | None) -> None:
        """Put what columns say of rows with gaps."""
        if self.opened is None:
            return
        assert self.part is not None
        kernel = self.columns.settler(self.part).open
        for piece in self.opened.pieces.get(outcome.name, ()):
            places = offsets[piece.rows] + piece.offsets
            for row, judgements in Putting(self.batch, kernel, piece, outcome, places).put():
                self._tell_open(row, judgements)
            if into is not None:
                self._name_opened(piece, places, into)

    def _name_opened(self, piece: Piece, places: Array, into: Into) -> None:
        of_list, names, lists = into
        name = piece.definition.list
        assert name is not None
        of_list[places] = lists.index(name)
        if piece.unnamed:
            for place in places.tolist():
                names[place] = UNNAMED
        else:
            assert piece.inside is not None
            self._name(name, piece.rows, (piece.inside, places), names)

    def _of_records(self, asked: Asked, results: Mapping[int, list[Result]]) -> pa.Array:
        import pyarrow as pa

        rows = self.batch.rows
        lists = [
            name
            for name, one in self.columns.layout.lists.items()
            if one.type.soort.naam == asked.soort
        ]
        lengths, starts = self._counted(asked, results, lists)
        offsets = np.zeros(rows + 1, np.int64)
        np.cumsum(lengths, out=offsets[1:])
        number = int(offsets[-1])
        outcome = Outcome(asked.name, asked.type, self.columns.rules[asked.name], number)
        of_list, names = np.zeros(number, np.int8), [""] * number
        self._put_records(asked, outcome, (offsets, starts), (of_list, names, lists))
        self._put_opened(outcome, offsets, (of_list, names, lists))
        for row, found in results.items():
            for place, one in enumerate(found, int(offsets[row])):
                assert one.record is not None
                self._put(outcome, place, one, row)
                of_list[place] = lists.index(one.record.list)
                names[place] = one.record.key
        row_of = np.repeat(np.arange(rows), lengths)
        self._tell_inexact(outcome, row_of)
        self.outcomes.append((outcome, row_of))
        listed = pa.DictionaryArray.from_arrays(pa.array(of_list), words_of(lists))
        type_ = column_type(asked).value_type
        struct = pa.StructArray.from_arrays(
            [listed, pa.array(names, pa.string()), *outcome.arrow().flatten()], fields=[*type_]
        )
        absent = np.zeros(rows, bool)
        absent[list(self.wrong)] = True
        mask = pa.array(absent) if self.wrong else None
        return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), struct, mask=mask)

    def _counted(
        self, asked: Asked, results: Mapping[int, list[Result]], lists: list[str]
    ) -> tuple[Array, dict[str, Array]]:
        """Return how many records each row has, and where those of each list begin in the row."""
        lengths = np.zeros(self.batch.rows, np.int64)
        starts: dict[str, Array] = {}
        mask = self.native_rows.get(asked.name)
        for name in lists if mask is not None else ():
            starts[name] = lengths.copy()
            lengths += self._lengths(name)
        if mask is not None:
            lengths[~mask] = 0
        if self.opened is not None and asked.name in self.opened.lengths:
            lengths += self.opened.lengths[asked.name]
        for row, found in results.items():
            lengths[row] = len(found)
        return lengths, starts

    def _lengths(self, name: str) -> Array:
        """Return how many records of a list each row has; a list of exactly one has that one."""
        listed = self.batch.lists.get(name)
        if self.columns.layout.lists[name].type.minimum:
            return np.ones(self.batch.rows, np.int64)
        if listed is None:
            return np.zeros(self.batch.rows, np.int64)
        found: Array = listed.offsets[1:] - listed.offsets[:-1]
        return found

    def _put_records(
        self,
        asked: Asked,
        outcome: Outcome,
        where: tuple[Array, dict[str, Array]],
        into: Into,
    ) -> None:
        """Put what was settled of records, each in its place among those of its row."""
        native = self.natives.get(asked.name)
        if native is None or self.part is None:
            return
        offsets, starts = where
        of_list, names, lists = into
        mask = self.native_rows[asked.name]
        plan = self.columns.settler(self.part).plan
        for definition, found in native.parts:
            name = definition.list
            assert name is not None
            lengths = self._lengths(name)
            rows = np.repeat(np.arange(self.batch.rows), lengths)
            first = np.repeat(np.cumsum(lengths) - lengths, lengths)
            inside = np.arange(len(rows)) - first
            places = offsets[:-1][rows] + starts[name][rows] + inside
            take = mask[rows]
            numbers = numbers_of(definition, found, plan, asked.type)
            put_places(outcome, found, numbers, take, places)
            of_list[places[take]] = lists.index(name)
            self._name(name, rows[take], (inside[take], places[take]), names)

    def _name(self, name: str, rows: Array, where: tuple[Array, Array], names: list[str]) -> None:
        """Put the names of records."""
        inside, places = where
        if not len(places):
            return
        if self.columns.layout.lists[name].type.single:
            for place in places.tolist():
                names[place] = name
        elif (listed := self.batch.lists[name]).names is None:
            for place, index in zip(places.tolist(), inside.tolist(), strict=True):
                names[place] = str(index)
        else:
            every = listed.names.to_pylist()
            found = zip(rows.tolist(), inside.tolist(), places.tolist(), strict=True)
            for row, index, place in found:
                names[place] = every[int(listed.offsets[row]) + index] or str(index)

    def _tell_inexact(self, outcome: Outcome, rows: Sequence[int] | Array) -> None:
        for place in outcome.inexact:
            row = int(rows[place])
            text = f"{outcome.name}: de waarde is een breuk die niet in een kolom past."
            self.wrong[row] = "\n".join(filter(None, (self.wrong.get(row), text)))

    def of_row(self) -> list[pa.Array]:
        """Return what a row tells beside its outcomes."""
        import pyarrow as pa

        rows = self.batch.rows
        refused = np.zeros(rows, bool)
        refused[[row for row in self.wrong if row not in self.decided]] = True
        classes = pa.array(self._judged().astype(np.int8), mask=refused)
        open_: Repeated[str] = Repeated(rows)
        for row, names in self.open.items():
            open_.put(row, tuple(names))
        besluit = pa.array(np.zeros(rows, np.int8))
        return [
            pa.DictionaryArray.from_arrays(classes, words_of(CLASSES)),
            texts(open_),
            pa.DictionaryArray.from_arrays(besluit, words_of((NO_BESLUIT,))),
            sparse(self.wrong, rows),
        ]

    def _judged(self) -> Array:
        """Return the rows in which a judgement, a power or a recorded look has a part.

        A judgement was given that an asked outcome may read, or one is open in an outcome that is
        not settled; a rule that decides says that something may be done; or a look was recorded
        that an asked outcome may read.
        """
        batch = self.batch
        found = np.zeros(batch.rows, bool)
        found[list(self.open)] = True
        if self.part is not None:
            found |= _given(batch, self.part.judgements)
            if self.part.looks and batch.looked is not None:
                found |= batch.looked
        for outcome, row_of in self.outcomes:
            powers = frozenset(
                number for rule, number in outcome.rules.items() if rule in self.columns.powers
            )
            if powers:
                where = np.flatnonzero(outcome.grounds.having(powers))
                found[where if row_of is None else row_of[where]] = True
        return found


def _given(batch: Batch, judgements: frozenset[str]) -> Array:
    """Return the rows in which one of these judgements is given."""
    found = np.zeros(batch.rows, bool)
    for column in batch.values.values():
        if column.place.judgement and column.place.name in judgements:
            found |= True if column.known is None else column.known
    for listed in batch.lists.values():
        for column in listed.fields.values():
            if column.place.judgement and column.place.name in judgements:
                known = np.ones(len(column.values), bool) if column.known is None else column.known
                rows = np.searchsorted(listed.offsets, np.flatnonzero(known), "right") - 1
                found[rows] = True
    return found
