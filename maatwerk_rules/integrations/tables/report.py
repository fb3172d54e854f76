"""What a run over a table found, counted, and told in Dutch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from maatwerk_rules.dutch import write_aantal, write_list
from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Paragraph,
    Table,
    line,
    paragraph,
)
from maatwerk_rules.runtime.decision import STATUSES

if TYPE_CHECKING:
    import pyarrow as pa

    from maatwerk_rules.integrations.tables.places import Places
    from maatwerk_rules.model.policy import Policy

MOST_SHOWN = 10
"""So many open judgements are named; the others are counted."""
NO_BESLUIT = (
    "Een tabel is om te rekenen en te controleren. Elke rij is een uitkomst van de regels en geen"
    " besluit; er komen geen brieven uit. Het college beslist."
)
WORDS = {"geen_regel": "geen regel"}


@attrs.define
class Seconds:
    """How long each part of a run took."""

    reading: float = 0.0
    deciding: float = 0.0
    writing: float = 0.0

    @property
    def total(self) -> float:
        """All of it."""
        return self.reading + self.deciding + self.writing


@attrs.define
class Report:
    """What was counted.

    Args:
        outcomes: The outcomes that were decided, in the order of their columns.
        statuses: For each outcome how many rows have which status.
        faulty: The rows that were not decided.
        open_judgements: How many judgements are open, by name; one about each record counts each.
        waiting: The rows that wait for any judgement.
    """

    outcomes: tuple[str, ...]
    rows: int = 0
    faulty: int = 0
    waiting: int = 0
    statuses: dict[str, Counter[str]] = attrs.field(factory=dict)
    classes: Counter[str] = attrs.field(factory=Counter)
    open_judgements: Counter[str] = attrs.field(factory=Counter)
    seconds: Seconds = attrs.field(factory=Seconds)

    def add(self, batch: pa.RecordBatch) -> None:
        """Count decided rows."""
        import pyarrow.compute as pc

        self.rows += batch.num_rows
        for name in self.outcomes:
            self.statuses.setdefault(name, Counter()).update(_statuses_in(batch.column(name)))
        self.classes.update(_counted(batch.column("klasse")))
        opened = batch.column("open_oordelen")
        self.waiting += pc.sum(pc.greater(pc.list_value_length(opened), 0)).as_py() or 0
        for leaf, count in _counted(opened.flatten()).items():
            self.open_judgements[leaf.partition(" voor ")[0]] += count

    @property
    def all_settled(self) -> bool:
        """Every outcome of every row that could be decided stands."""
        return all(
            not counts[status] for counts in self.statuses.values() for status in STATUSES[2:4]
        )


def _statuses_in(column: Any) -> dict[str, int]:
    """Count the statuses of an outcome; one that exists per record has a list of them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    records = column if pa.types.is_struct(column.type) else column.flatten()
    return _counted(pc.struct_field(records, "status"))


def _counted(column: Any) -> dict[str, int]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        counted = Counter[str]()
        words = column.dictionary.to_pylist()
        for each in pc.value_counts(column.indices).to_pylist():
            if each["values"] is not None:
                counted[words[each["values"]]] += each["counts"]
        return counted
    found = pc.value_counts(column).to_pylist()
    return {each["values"]: each["counts"] for each in found if each["values"] is not None}


def told(report: Report, title: str, places: Places) -> Document:
    """Return what was found as a document."""
    blocks: list[Block] = [Heading(1, title)]
    blocks.append(paragraph(_what_was_written(report, places)))
    rows = tuple(
        (line(name), line(_statuses(report.statuses.get(name, {})))) for name in report.outcomes
    )
    if report.rows:
        blocks.append(Table(("uitkomst", "rijen"), rows))
        blocks.append(paragraph(_classes(report)))
    blocks += [Paragraph(line(each)) for each in _waiting(report)]
    blocks.append(paragraph(_time(report)))
    blocks.append(paragraph(NO_BESLUIT))
    return Document(tuple(blocks))


def _what_was_written(report: Report, places: Places) -> str:
    done = report.rows - report.faulty
    sentence = f"{_rows(done)} beslist; alle rijen staan in `{places.target}`."
    if not report.faulty:
        return sentence
    verbs = ("heeft", "krijgt") if report.faulty == 1 else ("hebben", "krijgen")
    return (
        f"{sentence} {_rows(report.faulty)} {verbs[0]} een fout en {verbs[1]} geen uitkomst: waarom"
        f" staat in de kolom `fout`, en per kolom in `{places.faults}`."
    )


def _rows(count: int) -> str:
    return f"{write_aantal(count)} {'rij' if count == 1 else 'rijen'}"


def _statuses(counts: Mapping[str, int]) -> str:
    found = [
        f"{WORDS.get(status, status)} {write_aantal(counts[status])}"
        for status in reversed(STATUSES)
        if counts.get(status)
    ]
    return ", ".join(found) or "geen"


def _classes(report: Report) -> str:
    found = [f"{name} {write_aantal(count)}" for name, count in sorted(report.classes.items())]
    return f"Klasse: {', '.join(found) or 'geen'}."


def _waiting(report: Report) -> list[str]:
    if not report.waiting:
        return []
    named = report.open_judgements.most_common(MOST_SHOWN)
    listed = [f"`{name}` ({write_aantal(count)})" for name, count in named]
    rest = len(report.open_judgements) - len(named)
    if rest:
        listed.append(f"nog {rest} andere")
    total = report.open_judgements.total()
    wait = "wacht" if report.waiting == 1 else "wachten samen"
    what = "1 oordeel" if total == 1 else f"{write_aantal(total)} oordelen"
    return [f"{_rows(report.waiting)} {wait} op {what}: {write_list(listed)}."]


def _time(report: Report) -> str:
    seconds = report.seconds
    rate = int(report.rows / seconds.total) if seconds.total else 0
    return (
        f"Tijd: {_decimal(seconds.total)} s, waarvan lezen {_decimal(seconds.reading)} s, beslissen"
        f" {_decimal(seconds.deciding)} s en schrijven {_decimal(seconds.writing)} s;"
        f" {write_aantal(rate)} rijen per seconde."
    )


SCHEMA = "maatwerk/tabel/1"


def to_json(report: Report, policy: Policy, places: Places) -> dict[str, object]:
    """Return what was counted as plain JSON values, with Dutch keys and the version of the form."""
    seconds = report.seconds
    return {
        "schema": SCHEMA,
        "beleid": policy.name,
        "hash": policy.hash,
        "uitkomsten_in": str(places.target),
        "fouten_in": str(places.faults) if report.faulty else None,
        "rijen": report.rows,
        "rijen_met_fout": report.faulty,
        "rijen_die_op_een_oordeel_wachten": report.waiting,
        "uitkomsten": {name: dict(report.statuses.get(name, {})) for name in report.outcomes},
        "klassen": dict(sorted(report.classes.items())),
        "open_oordelen": dict(report.open_judgements.most_common()),
        "seconden": {
            "lezen": round(seconds.reading, 3),
            "beslissen": round(seconds.deciding, 3),
            "schrijven": round(seconds.writing, 3),
        },
        "strekking": NO_BESLUIT,
    }


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")
