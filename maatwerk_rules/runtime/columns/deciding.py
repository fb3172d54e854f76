"""A batch of cases on its way to a batch of outcomes: what columns settle, and what is left over.

Rows that the columns do not settle are decided one by one, as any case. So what comes out never
depends on how it was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import attrs
import numpy as np

from maatwerk_rules.compiler.columns.plan import EPOCH
from maatwerk_rules.diagnostics import diagnostic
from maatwerk_rules.errors import FactError
from maatwerk_rules.model.clauses import Karakter
from maatwerk_rules.model.core import Definition, nodes
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import Type
from maatwerk_rules.runtime.columns.batch import Batch, read_batch
from maatwerk_rules.runtime.columns.layout import OF_ROW, Table, layout_of, table_of
from maatwerk_rules.runtime.columns.outcome import Outcome, fields_of, names_of, texts
from maatwerk_rules.runtime.columns.reading import Array
from maatwerk_rules.runtime.decide import UNKNOWN_OUTCOME, decide
from maatwerk_rules.runtime.decision import Decision, Result

if TYPE_CHECKING:
    import pyarrow as pa

NO_BESLUIT = "geen besluit"
CLASSES = ("gebonden", "beoordeling")
TABLES_KEPT = 16
WARM = 3


@attrs.frozen
class Asked:
    """One outcome in the result: its type, and the soort for whose records it exists."""

    name: str
    type: Type
    soort: str | None


@attrs.frozen
class Part:
    """One slice of the policy: which outcomes it decides, and what makes a row `beoordeling`.

    `judgements` are those that the outcomes may read; `looks` says that a recorded look may matter
    to them.
    """

    slice: Slice
    names: tuple[str, ...]
    judgements: frozenset[str]
    looks: bool


@attrs.define
class Tally:
    """How many rows were decided, and how many of those one by one, in part or as a whole."""

    rows: int = 0
    one_by_one: int = 0
    wrong: int = 0


class Columns:
    """One policy, prepared to decide tables; it may be shared between threads."""

    def __init__(self, policy: Policy, uitkomsten: Iterable[str] | None = None) -> None:
        """Prepare the outcomes that are asked, or all.

        Raises:
            FactError: an outcome is not in the policy.
        """
        self.policy = policy
        self.layout = layout_of(policy)
        self.tally = Tally()
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
        fields += [pa.field(one.name, _column_type(one)) for one in self.asked]
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
        import pyarrow as pa

        table = self.table(batch.schema, passed)
        schema = self.schema(batch.schema, passed)
        work = Work(self, read_batch(self.policy, table, batch, peildatum))
        work.decide()
        arrays = [batch.column(name) for name in table.passed]
        arrays += [work.column(one) for one in self.asked]
        arrays += work.of_row()
        found = pa.RecordBatch.from_arrays(arrays, schema=schema)
        return found.cast(plainly(schema)) if plain else found


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


def _column_type(asked: Asked) -> pa.DataType:
    import pyarrow as pa

    fields = fields_of(asked.type)
    if asked.soort is None:
        return pa.struct(fields)
    words = pa.dictionary(pa.int8(), pa.string())
    own = [pa.field("lijst", words), pa.field("record", pa.string())]
    return pa.list_(pa.struct([*own, *fields]))


def plainly(schema: pa.Schema) -> pa.Schema:
    """Return columns with texts where they have numbers into a list of words."""
    import pyarrow as pa

    return pa.schema([field.with_type(_plain(field.type)) for field in schema])


def _plain(type_: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    if pa.types.is_dictionary(type_):
        return type_.value_type
    if pa.types.is_list(type_):
        return pa.list_(_plain(type_.value_type))
    if pa.types.is_struct(type_):
        return pa.struct([field.with_type(_plain(field.type)) for field in type_])
    return type_


def told(error: FactError) -> str:
    """Return what is wrong with a row, each on a line behind the column, where there is one."""
    return "\n".join(f"{one.path}: {one.headline}" for one in error.diagnostics)


class Work:
    """One batch in hand."""

    def __init__(self, columns: Columns, batch: Batch) -> None:
        self.columns = columns
        self.batch = batch
        self.wrong = {row: "\n".join(texts_) for row, texts_ in batch.wrong.items()}
        self.decided: dict[int, Decision] = {}
        self.open: dict[int, dict[str, None]] = {}
        self.outcomes: dict[str, Outcome] = {}

    def decide(self) -> None:
        """Decide every row that reads."""
        for row in range(self.batch.rows):
            if row not in self.wrong:
                self._alone(row)
        tally = self.columns.tally
        tally.rows += self.batch.rows
        tally.one_by_one += len(self.decided)
        tally.wrong += len(self.wrong)

    def _alone(self, row: int) -> None:
        """Decide one row as a case by itself."""
        day = self.batch.day(row)
        part = next((one for one in self.columns.parts if one.slice.holds_on(day)), None)
        names = () if part is None else part.names
        policy = self.columns.policy
        try:
            facts = self.batch.facts(row)
            decision = decide(policy, facts, peildatum=day, uitkomsten=names, bare=True)
            assert decision.results is not None
        except FactError as error:
            self.wrong[row] = told(error)
            return
        self.decided[row] = decision
        for result in decision:
            for leaf in result.missing:
                if leaf.kind == "oordeel" and not result.settled:
                    self.open.setdefault(row, {})[str(leaf)] = None

    # ------------------------------------------------------------------ columns

    def column(self, asked: Asked) -> pa.Array:
        """Return the column of one outcome."""
        rules = self.columns.rules[asked.name]
        results = {
            row: [one for one in decision if one.name == asked.name]
            for row, decision in self.decided.items()
        }
        if asked.soort is None:
            outcome = Outcome(asked.name, asked.type, rules, self.batch.rows)
            for row, found in results.items():
                for one in found:
                    outcome.put(row, one)
            self._tell_inexact(outcome, range(self.batch.rows))
            self.outcomes[asked.name] = outcome
            return outcome.arrow()
        return self._of_records(asked, results)

    def _of_records(self, asked: Asked, results: Mapping[int, list[Result]]) -> pa.Array:
        import pyarrow as pa

        rows = self.batch.rows
        lengths = np.zeros(rows, np.int64)
        for row, found in results.items():
            lengths[row] = len(found)
        offsets = np.zeros(rows + 1, np.int64)
        np.cumsum(lengths, out=offsets[1:])
        number = int(offsets[-1])
        outcome = Outcome(asked.name, asked.type, self.columns.rules[asked.name], number)
        lists = [
            name
            for name, one in self.columns.layout.lists.items()
            if one.type.soort.naam == asked.soort
        ]
        of_list, names = np.zeros(number, np.int8), [""] * number
        place_rows = np.repeat(np.arange(rows), lengths)
        for row, found in results.items():
            for place, one in enumerate(found, int(offsets[row])):
                assert one.record is not None
                outcome.put(place, one)
                of_list[place] = lists.index(one.record.list)
                names[place] = one.record.key
        self._tell_inexact(outcome, place_rows)
        self.outcomes[asked.name] = outcome
        listed = pa.DictionaryArray.from_arrays(pa.array(of_list), pa.array(lists, pa.string()))
        own = outcome.arrow()
        type_ = _column_type(asked).value_type
        struct = pa.StructArray.from_arrays(
            [listed, pa.array(names, pa.string()), *own.flatten()], fields=[*type_]
        )
        absent = np.array([row in self.wrong for row in range(rows)], bool)
        mask = pa.array(absent) if absent.any() else None
        return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), struct, mask=mask)

    def _tell_inexact(self, outcome: Outcome, rows: Iterable[int]) -> None:
        places = [*rows]
        for place in outcome.inexact:
            row = places[place]
            text = f"{outcome.name}: de waarde is een breuk die niet in een kolom past."
            self.wrong[row] = "\n".join(filter(None, (self.wrong.get(row), text)))

    def of_row(self) -> list[pa.Array]:
        """Return what a row tells beside its outcomes."""
        import pyarrow as pa

        rows = self.batch.rows
        refused = np.array([row in self.wrong and row not in self.decided for row in range(rows)])
        classes = pa.array(self._judged().astype(np.int8), mask=refused if rows else None)
        open_ = {row: list(names) for row, names in self.open.items()}
        besluit = pa.array(np.zeros(rows, np.int8))
        return [
            pa.DictionaryArray.from_arrays(classes, pa.array(CLASSES)),
            texts(open_, rows),
            pa.DictionaryArray.from_arrays(besluit, pa.array([NO_BESLUIT])),
            pa.array([self.wrong.get(row) for row in range(rows)], pa.string()),
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
        for part in self.columns.parts:
            rows = _rows_on(part.slice, batch.days)
            given = _given(batch, part.judgements)
            if part.looks and batch.looked is not None:
                given = given | batch.looked
            found |= rows & given
        for outcome in self.outcomes.values():
            powers = {
                number for rule, number in outcome.rules.items() if rule in self.columns.powers
            }
            if powers and outcome.places == batch.rows:
                found |= _rests_on(outcome, powers)
        return found


def _rows_on(part: Slice, days: Array) -> Array:
    found: Array = days >= part.vanaf.toordinal() - EPOCH
    if part.tot is not None:
        found = found & (days < part.tot.toordinal() - EPOCH)
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


def _rests_on(outcome: Outcome, rules: set[int]) -> Array:
    found = np.zeros(outcome.places, bool)
    for place, numbers in outcome.grounds.of.items():
        found[place] = bool(rules.intersection(numbers))
    for places, rule in outcome.native:
        if rule in rules:
            found[places] = True
    return found
