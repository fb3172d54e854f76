"""What stands otherwise in a record that was made again, also where no value differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from maatwerk_rules.values import frozen

ABOUT_OUTCOMES = "uitkomsten"


@frozen
class Otherwise:
    """A part of a record that stands otherwise: of an outcome, or of the whole where that is empty.

    Args:
        key: How the JSON form calls the part.
    """

    outcome: str
    key: str


def otherwise(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Otherwise, ...]:
    """Return the parts of two records that differ; linear in their size.

    An outcome that only one of them has is no part of the other.

    >>> one = {"stap": "regel", "hash": "a", "uitkomst": {"peildatum": "2026-03-01",
    ...     "uitkomsten": []}}
    >>> otherwise(one, {**one, "stap": "afwijking", "hash": "b"})
    (Otherwise(outcome='', key='stap'),)
    """
    return tuple(_parts(before, after))


def _parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Otherwise]:
    yield from _differing("", before, after, ("uitkomst", "hash"))
    old, new = before["uitkomst"], after["uitkomst"]
    yield from _differing("", old, new, (ABOUT_OUTCOMES,))
    made = {(one["naam"], str(one["voor"])): one for one in new[ABOUT_OUTCOMES]}
    for one in old[ABOUT_OUTCOMES]:
        other = made.get((one["naam"], str(one["voor"])))
        if other is not None:
            yield from _differing(one["naam"], one, other, ())


def _differing(
    outcome: str, before: Mapping[str, Any], after: Mapping[str, Any], but: tuple[str, ...]
) -> Iterator[Otherwise]:
    for key in dict.fromkeys((*before, *after)):
        if key not in but and before.get(key) != after.get(key):
            yield Otherwise(outcome, key)
