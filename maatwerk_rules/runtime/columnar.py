"""Tables of cases: Arrow record batches in, Arrow record batches out.

Each row is one case. What comes out of a row is what `decide` gives for it: a row that does not
read or cannot be decided says so itself (`fout`), and never stops the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import attrs

from maatwerk_rules.compiler.columns.extra import check_extra
from maatwerk_rules.model.policy import Policy

if TYPE_CHECKING:
    import pyarrow as pa

    from maatwerk_rules.runtime.columns.deciding import Columns


@attrs.frozen
class BatchDecider:
    """Decides batch after batch under one policy; a function for `mapInArrow` and the like."""

    policy: Policy
    peildatum: date | None = None
    uitkomsten: tuple[str, ...] | None = None
    meegeven: tuple[str, ...] = ()
    plain: bool = False

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
        return self.columns.schema(schema, self.meegeven, plain=self.plain)

    def decide(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return one batch with what is decided of each of its rows."""
        return self.columns.decide(batch, self.peildatum, self.meegeven, plain=self.plain)

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield each batch with what is decided of its rows; one batch at a time is in memory."""
        return map(self.decide, batches)


def decide_batches(
    policy: Policy,
    *,
    peildatum: date | None = None,
    uitkomsten: Iterable[str] | None = None,
    meegeven: Iterable[str] = (),
    plain: bool = False,
) -> BatchDecider:
    """Return a function from Arrow record batches to record batches with what is decided.

    A column is read when it bears the name of a fact, of a judgement (`oordeel.naam`), or is
    `peildatum` or `bekeken`; a list is a column of lists of records. Null is: not known. All other
    columns are passed through. Out come for each outcome a column with status, value, what is
    still possible, grounds and what is missing, and for each row `klasse`, `open_oordelen`,
    `besluit` (always: geen besluit) and `fout`.

    Args:
        peildatum: For rows without one of their own.
        uitkomsten: The outcomes to decide; all of the policy when left out.
        meegeven: Columns to pass through though they look like the name of a fact.
        plain: Texts as texts, rather than as numbers into a list of words.

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
