"""How a judgement names the record it is about: by its own name, or with its list before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from maatwerk_rules.model.unknown import RecordId


def resolve_record(name: str, records: Sequence[RecordId]) -> tuple[RecordId, ...]:
    """Return the records a name may mean; a name with its list before it means only one.

    The name of a list stands for its record where it holds one.

    >>> resolve_record("auto", [RecordId("van_mij", "auto"), RecordId("van_haar", "auto")])
    (RecordId(list='van_mij', key='auto'), RecordId(list='van_haar', key='auto'))
    """
    whole = tuple(record for record in records if f"{record.list}.{record.key}" == name)
    found = whole or tuple(record for record in records if record.key == name)
    alone = tuple(record for record in records if record.list == name)
    return found or (alone if len(alone) == 1 else ())


def name_record(record: RecordId, records: Iterable[RecordId]) -> str:
    """Return the shortest name by which the record is found among all.

    >>> name_record(RecordId("bezittingen", "auto"), [RecordId("bezittingen", "auto")])
    'auto'
    """
    alone = resolve_record(record.key, tuple(records)) == (record,)
    return record.key if alone else f"{record.list}.{record.key}"
