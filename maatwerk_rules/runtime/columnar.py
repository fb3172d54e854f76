"""Tables of cases: Arrow record batches in, Arrow record batches out.

Each row is one case. What comes out of a row is what `decide` gives for it: a row that does not
read or cannot be decided says so itself (`fout`), and never stops the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zlib import compress, decompress

import attrs

from maatwerk_rules.compiler.columns.extra import check_extra
from maatwerk_rules.model import kept
from maatwerk_rules.model.policy import Policy

if TYPE_CHECKING:
    import pyarrow as pa

    from maatwerk_rules.runtime.columns.deciding import Columns


PACKED = "kolommen, verpakt"
"""Under which key a policy remembers its compressed text."""


JUDGEMENTS = "oordeel"
"""A struct of this name holds judgements, each under its name: Spark takes no `oordeel.naam`."""


@attrs.frozen
class BatchDecider:
    """Decides batch after batch under one policy; a function for `mapInArrow` and the like."""

    policy: Policy
    peildatum: date | None = None
    uitkomsten: tuple[str, ...] | None = None
    meegeven: tuple[str, ...] = ()
    plain: bool = True

    @property
    def columns(self) -> Columns:
        """What was prepared for the policy, once."""
        from maatwerk_rules.runtime.columns.deciding import Columns

        key = ("kolommen", self.uitkomsten)
        found = self.policy.derived.get(key)
        if found is None:
            found = self.policy.derived.setdefault(key, Columns(self.policy, self.uitkomsten))
        assert isinstance(found, Columns)
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel as text, not as all that was made of it; who receives it makes that once."""
        options = (self.peildatum, self.uitkomsten, self.meegeven, self.plain)
        return _arrived, (_packed(self.policy), *options)

    def prepare(self) -> None:
        """Prepare the policy now rather than at the first batch.

        Raises:
            FactError: an outcome is not in the policy.
        """
        _ = self.columns

    def schema(self, schema: pa.Schema) -> pa.Schema:
        """Return the columns that come out of a table with these columns.

        Raises:
            ColumnError: the columns do not fit the policy; all that is wrong is in it.
        """
        return self.columns.schema(_spread(schema), self.meegeven, plain=self.plain)

    def decide(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return one batch with what is decided of each of its rows."""
        batch = _with_judgements(batch)
        return self.columns.decide(batch, self.peildatum, self.meegeven, plain=self.plain)

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield each batch with what is decided of its rows; one batch at a time is in memory."""
        return map(self.decide, batches)


def _spread(schema: pa.Schema) -> pa.Schema:
    """Return columns with each field of a struct `oordeel` as a column `oordeel.naam`."""
    import pyarrow as pa

    place = schema.get_field_index(JUDGEMENTS)
    if place < 0 or not pa.types.is_struct(schema.field(place).type):
        return schema
    fields = [*schema]
    fields[place : place + 1] = [
        field.with_name(f"{JUDGEMENTS}.{field.name}") for field in schema.field(place).type
    ]
    return pa.schema(fields, schema.metadata)


def _with_judgements(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch with its judgements as columns: who may write no point in a name has these."""
    import pyarrow as pa

    schema = _spread(batch.schema)
    if schema is batch.schema or schema.equals(batch.schema):
        return batch
    columns = [*batch.columns]
    place = batch.schema.get_field_index(JUDGEMENTS)
    columns[place : place + 1] = columns[place].flatten()
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _packed(policy: Policy) -> bytes:
    """Return a policy as compressed text; that of one policy is made once."""
    found = policy.derived.get(PACKED)
    if found is None:
        found = policy.derived.setdefault(PACKED, compress(kept.to_text(policy).encode(), 1))
    assert isinstance(found, bytes)
    return found


def _arrived(packed: bytes, *options: Any) -> BatchDecider:
    return BatchDecider(_unpacked(packed), *options)


@lru_cache(maxsize=8)
def _unpacked(packed: bytes) -> Policy:
    """Return a policy from its text; once in each process that decides with it."""
    found = kept.from_text(decompress(packed).decode())
    assert found is not None, "the text was made by this same version"
    return found


def decide_batches(
    policy: Policy,
    *,
    peildatum: date | None = None,
    uitkomsten: Iterable[str] | None = None,
    meegeven: Iterable[str] = (),
    plain: bool = True,
) -> BatchDecider:
    """Return a function from Arrow record batches to record batches with what is decided.

    A column is read when it bears the name of a fact, of a judgement (`oordeel.naam`, or a field of
    a struct `oordeel`), or is `peildatum` or `bekeken`; a list is a column of lists of records.
    Null is: not known. All other columns are passed through. Out come for each outcome a column
    with status, value, what is still possible, grounds and what is missing, and for each row
    `klasse`, `open_oordelen`, `besluit` (always: geen besluit) and `fout`, with a line `kolom:
    reden` for each thing that is wrong.

    Args:
        peildatum: For rows without one of their own.
        uitkomsten: The outcomes to decide; all of the policy when left out.
        meegeven: Columns to pass through though they look like the name of a fact.
        plain: Texts as texts; Spark takes no others, and Parquet gives no others back. False gives
            numbers into a list of words: quicker, for who reads them in memory.

    Raises:
        ColumnError: the extra `kolommen` is not installed. What it returns raises it where the
            columns of a batch do not fit the policy.
        FactError: an outcome is not in the policy.
    """
    check_extra()
    names = None if uitkomsten is None else tuple(uitkomsten)
    decider = BatchDecider(policy, peildatum, names, tuple(meegeven), plain)
    decider.prepare()
    return decider
