"""What two versions do with the rows of a table, told in Dutch and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from maatwerk_rules.dutch import write_aantal, write_bedrag, write_name
from maatwerk_rules.explanation.document import Block, Heading, Table, line, listing, paragraph
from maatwerk_rules.integrations.tables.shifts import SORTS, Extreme, Rows, Shifts
from maatwerk_rules.model.types import Bedrag, Datum, Percentage, Type
from maatwerk_rules.verification.versions import Shared

MOST_TOLD = 5
"""So many reasons why rows could not be read are told; the JSON has more."""


def blocks_of(found: Rows, shared: Shared) -> Iterator[Block]:
    """Yield what was counted, as a part of a document."""
    yield Heading(2, f"In de rijen van {found.source.name}")
    if not shared.changed:
        yield paragraph("Alle uitkomsten zijn gelijk, dus ook in elke rij.")
        return
    yield paragraph(_in_short(found))
    if found.faults:
        told = [_fault(*one) for one in found.faults[:MOST_TOLD]]
        more = found.unread - len({row for row, _, _ in found.faults[:MOST_TOLD]})
        yield listing([*told, f"en nog {write_aantal(more)} rijen"] if more > 0 else told)
    rows = [
        (
            line(write_name(name)),
            *(line(write_aantal(one.counts[sort])) for sort in SORTS),
        )
        for name, one in found.shifts.items()
    ]
    if rows:
        yield Table(("uitkomst", *SORTS), tuple(rows))
    sizes = [_sizes(name, one, shared.new.types[name]) for name, one in found.shifts.items()]
    sizes = [one for one in sizes if one]
    if sizes:
        yield listing(sizes)
    if any(one.counts["open"] for one in found.shifts.values()):
        yield paragraph(
            "Open is een uitkomst die in een van beide nog niet vaststaat, omdat er een gegeven of"
            " een oordeel ontbreekt."
        )


def _in_short(found: Rows) -> str:
    read = found.rows - found.unread
    told = f"{_rows(read)} vergeleken: bij {write_aantal(found.worse)} is een uitkomst ongunstiger,"
    told += f" bij {write_aantal(found.better)} is er een gunstiger."
    if found.unread:
        verb = "was" if found.unread == 1 else "waren"
        told += f" {_rows(found.unread)} {verb} niet te lezen of te beslissen:"
    return told


def _rows(count: int) -> str:
    return f"{write_aantal(count)} {'rij' if count == 1 else 'rijen'}"


def _fault(row: int, column: str, reason: str) -> str:
    return f"rij {row}: `{column}`: {reason}" if column else f"rij {row}: {reason}"


def _sizes(name: str, one: Shifts, type_: Type) -> str:
    """Return the sums and the largest loss and gain of an outcome, where it is a number."""
    told = []
    for what, total, most in (("verlies", one.lost, one.worst), ("winst", one.gained, one.best)):
        if most is not None:
            summed = "" if isinstance(type_, Datum) else f"samen {_written(total, type_)}, "
            told.append(f"{what} {summed}ten hoogste {_extreme(most, type_)}")
    return f"{write_name(name)}: {'; '.join(told)}" if told else ""


def _extreme(most: Extreme, type_: Type) -> str:
    named = f", {most.named}" if most.named else ""
    return f"{_written(most.size, type_)} (rij {most.row}{named})"


def _written(size: Decimal | int, type_: Type) -> str:
    if isinstance(type_, Bedrag):
        return write_bedrag(int(size * 100))
    if isinstance(type_, Datum):
        return write_aantal(int(size), "dag")
    if isinstance(type_, Percentage):
        return f"{size.normalize():f}".replace(".", ",") + " procentpunt"  # type: ignore[union-attr]
    return write_aantal(int(size))


def to_json(found: Rows) -> dict[str, Any]:
    """Return what was counted as plain values, part of `vergelijking-1.schema.json`."""
    return {
        "bestand": str(found.source),
        "rijen": found.rows,
        "rijen_niet_te_lezen": found.unread,
        "rijen_ongunstiger": found.worse,
        "rijen_gunstiger": found.better,
        "fouten": [
            {"rij": row, "kolom": column or None, "reden": reason}
            for row, column, reason in found.faults
        ],
        "uitkomsten": [
            {
                "uitkomst": name,
                **one.counts,
                "verlies_samen": str(one.lost),
                "winst_samen": str(one.gained),
                "grootste_verlies": _most(one.worst),
                "grootste_winst": _most(one.best),
            }
            for name, one in found.shifts.items()
        ],
    }


def _most(most: Extreme | None) -> dict[str, Any] | None:
    if most is None:
        return None
    return {"verschil": str(most.size), "rij": most.row, "naam": most.named or None}
