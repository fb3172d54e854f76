"""The parts of a case that every section shares: objects with known keys, texts and dates."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from maatwerk_rules.model.types import Datum
from maatwerk_rules.runtime.complaints import GROUP, TOO_LARGE, WRONG_FORM, Complaints, join, quote
from maatwerk_rules.runtime.scalars import read_scalar

LONGEST_TEXT = 10_000


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
    """Return a text without the blanks around it; None for null, a blank text or a complaint."""
    if value is None:
        return None
    if not isinstance(value, str) or not _is_whole(value):
        complaints.add(WRONG_FORM, path, gevonden=quote(value), verwacht="een gewone tekst")
        return None
    if len(value) > LONGEST_TEXT:
        wat = f"een tekst van {len(value)} tekens; hoogstens {LONGEST_TEXT}"
        complaints.add(TOO_LARGE, path, wat=wat)
        return None
    return value.strip() or None


def _is_whole(text: str) -> bool:
    """Tell whether the text can be written as UTF-8: no halves of characters."""
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


def read_day(value: object, path: str, complaints: Complaints) -> date | None:
    """Return a date; None for null or after a complaint."""
    if value is None:
        return None
    found = read_scalar(value, Datum(), path, complaints)
    assert found is None or isinstance(found, date)
    return found
