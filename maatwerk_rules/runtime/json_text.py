"""The JSON text of a case as plain values: numbers exact, hostile texts refused in linear time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from maatwerk_rules.runtime.complaints import (
    KEY_TWICE,
    NO_JSON,
    TOO_LARGE,
    Complaints,
    cut,
    is_printable,
    join,
)
from maatwerk_rules.runtime.scalars import BadNumber

LARGEST_TEXT = 5 * 1024 * 1024  # bytes of a text, or characters where it comes as text
MOST_DEPTH = 100
MOST_DIGITS = 40

_Trail = tuple[()] | tuple[Any, str | int]
"""Where a value stands: the trail of what holds it, and its key there. Cheaper than a path."""

# The closing quote is optional, so that a text without one is also passed only once.
_TEXT_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


class _Doubled(dict[str, object]):
    """An object in which some keys stood more than once."""

    doubled: tuple[str, ...] = ()


def read_json(text: str | bytes, complaints: Complaints) -> object:
    """Return what a JSON text holds; numbers become int, Decimal or `BadNumber`.

    Raises:
        FactError: It is no JSON, or too large to read.

    >>> read_json('{"inkomen": 12.50}', Complaints())
    {'inkomen': Decimal('12.50')}
    """
    if len(text) > LARGEST_TEXT:
        complaints.stop(TOO_LARGE, wat="de tekst is groter dan 5 MiB")
    plain = _decode(text, complaints) if isinstance(text, bytes) else text.removeprefix("\ufeff")
    if _is_deep(plain):
        wat = f"lijsten en groepen gegevens staan meer dan {MOST_DEPTH} diep in elkaar"
        complaints.stop(TOO_LARGE, wat=wat)
    try:
        found: object = json.loads(
            plain,
            object_pairs_hook=_read_object,
            parse_int=_read_int,
            parse_float=_read_decimal,
            parse_constant=BadNumber,
        )
    except json.JSONDecodeError as error:
        wat = f"lees regel {error.lineno}, teken {error.colno}"
        advice = "let op een komma, haakje of aanhalingsteken te veel of te weinig"
        complaints.stop(NO_JSON, (advice,), wat=wat)
    if isinstance(found, dict | list):
        _find_doubled(found, complaints)
    complaints.check()
    return found


def _decode(text: bytes, complaints: Complaints) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wat = f"byte {error.start + 1} is geen UTF-8"
        complaints.stop(NO_JSON, ("bewaar het bestand als UTF-8",), wat=wat)


def _is_deep(text: str) -> bool:
    depth = 0
    for found in _TEXT_OR_BRACKET.finditer(text):
        if found[0] in "[{":
            depth += 1
        elif found[0] in "]}":
            depth -= 1
        if depth > MOST_DEPTH:
            return True
    return False


def _read_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    object_ = _Doubled(pairs)
    seen: set[str] = set()
    doubled: list[str] = []
    for key, _ in pairs:
        if key in seen:
            doubled.append(key)
        seen.add(key)
    object_.doubled = tuple(doubled)
    return object_


def _read_int(text: str) -> int | BadNumber:
    digits = len(text.lstrip("-"))
    return BadNumber(cut(text), digits) if digits > MOST_DIGITS else int(text)


def _read_decimal(text: str) -> Decimal | BadNumber:
    """Return the exact number; a huge exponent would make a number of as many digits."""
    mantissa, _, exponent = text.lower().partition("e")
    digits = sum(char.isdigit() for char in mantissa)
    if digits > MOST_DIGITS or len(exponent) > 3:
        return BadNumber(cut(text))
    number = Decimal(text)
    return number if is_printable(number) else BadNumber(cut(text))


def _find_doubled(found: dict[str, object] | list[object], complaints: Complaints) -> None:
    waiting: list[tuple[_Trail, dict[str, object] | list[object]]] = [((), found)]
    while waiting:
        trail, value = waiting.pop()
        if isinstance(value, _Doubled):
            path = _path(trail)
            for key in value.doubled:
                complaints.add(KEY_TWICE, join(path, key), naam=cut(key))
        items: Iterable[tuple[str | int, object]]
        items = value.items() if isinstance(value, dict) else enumerate(value)
        waiting.extend(
            ((trail, key), each) for key, each in items if each and isinstance(each, dict | list)
        )


def _path(trail: _Trail) -> str:
    keys: list[str | int] = []
    while trail:
        trail, key = trail
        keys.append(key)
    path = ""
    for key in reversed(keys):
        path = f"{path}[{key}]" if isinstance(key, int) else join(path, key)
    return path
