"""The parts of a case that every section shares: objects with known keys, texts and dates."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from maatwerk_rules.model.types import Datum
from maatwerk_rules.runtime.complaints import GROUP, TOO_LARGE, WRONG_FORM, Complaints, join, quote
from maatwerk_rules.runtime.scalars import read_scalar
from maatwerk_rules.runtime.written_text import misleading, written

LONGEST_TEXT = 10_000
RETYPE = ("typ de tekst opnieuw in plaats van haar te plakken",)


def read_object(value: object, path: str, complaints: Complaints) -> Mapping[str, object] | None:
    """Return an object whose keys are all texts, or None after a complaint."""
    if not isinstance(value, Mapping):
        complaints.add(WRONG_FORM, path, gevonden=quote(value), verwacht=GROUP)
        return None
    for key in value:
        if not isinstance(key, str):
            gevonden = f"de sleutel {quote(key)}"
            complaints.add(WRONG_FORM, path, gevonden=gevonden, verwacht="een tekst als sleutel")
            return None
    return value


def read_known(
    value: object, path: str, keys: Collection[str], complaints: Complaints
) -> Mapping[str, object] | None:
    """Return an object without the keys it may not have, or None after a complaint."""
    found = read_object(value, path, complaints)
    if found is None:
        return None
    for key in found:
        if key not in keys:
            complaints.add_unknown(key, "sleutel", join(path, key), keys)
    return {key: each for key, each in found.items() if key in keys}


def read_items(value: object, path: str, complaints: Complaints) -> Iterator[tuple[str, object]]:
    """Yield the items of a list with their paths; nothing after a complaint."""
    if not isinstance(value, list | tuple):
        complaints.add(WRONG_FORM, path, gevonden=quote(value), verwacht="een lijst")
        return
    for index, each in enumerate(value):
        yield f"{path}[{index}]", each


def read_text(value: object, path: str, complaints: Complaints) -> str | None:
    """Return a text as `written` has it; None for null, a text of nothing seen, or a complaint."""
    if value is None:
        return None
    if not isinstance(value, str):
        complaints.add(WRONG_FORM, path, gevonden=quote(value), verwacht="een gewone tekst")
        return None
    if len(value) > LONGEST_TEXT:
        wat = f"een tekst van {len(value)} tekens; hoogstens {LONGEST_TEXT}"
        complaints.add(TOO_LARGE, path, wat=wat)
        return None
    found = misleading(value.strip())
    if found is not None:
        gevonden = f"een tekst met een onzichtbaar stuurteken ({found})"
        complaints.add(WRONG_FORM, path, RETYPE, gevonden=gevonden, verwacht="een gewone tekst")
        return None
    return written(value) or None


def is_blank(value: object) -> bool:
    """Tell whether nothing was given: null, or a text in which nothing can be seen.

    A text that `read_text` refuses was given, and is told there.
    """
    if not isinstance(value, str):
        return value is None
    return not written(value) and misleading(value.strip()) is None


def read_day(value: object, path: str, complaints: Complaints) -> date | None:
    """Return a date; None for null or after a complaint."""
    if value is None:
        return None
    found = read_scalar(value, Datum(), path, complaints)
    assert found is None or isinstance(found, date)
    return found
