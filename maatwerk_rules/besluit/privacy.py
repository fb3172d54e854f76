"""What of a besluit may stand in a list, an export or a log.

What people wrote about somebody (`gewogen`, `omdat`, `gewenst_effect`, `verhaal` and what was said)
counts as special category by default: it stands in the record and nowhere else. Facts are personal
too: a list has none.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from maatwerk_rules.besluit.form import NOTICE
from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.errors import FactError

__all__ = ["LEFT_OUT", "NOTICE", "PERSONAL", "SPECIAL", "for_list", "for_log", "pseudonym",
           "redacted"]  # fmt: skip

LEFT_OUT = "(weggelaten)"
SPECIAL = frozenset(
    ("gewogen", "omdat", "gewenst_effect", "verhaal", "antwoorden", "zienswijze", "gedaan",
     "niet_nodig", "geen_gewenst_effect", "toen", "bij_botsing", "bij_doenvermogen",
     "ondersteuning", "derden", "wie")
)  # fmt: skip
"""Fields that hold what people wrote about somebody."""
SHORTEST_KEY = 32
"""Bytes: as many as the hash gives (RFC 2104, section 3, calls fewer strongly discouraged)."""
SHORT_KEY = "a key has at least {} random bytes, as secrets.token_bytes makes them"
TURNED_ON = ("geschonden", "afgeweken")
"""In what a besluit may have turned on an intention."""
PERSONAL = frozenset(("feiten",))
"""Fields that hold the facts of a case."""


def redacted(data: Any, *, facts: bool = True) -> Any:
    """Return a copy of JSON data without what is special category; other values stay.

    Args:
        facts: Leave out the facts of the case too.

    >>> redacted({"omdat": "Zij is ziek.", "status": "vast"})
    {'omdat': '(weggelaten)', 'status': 'vast'}
    """
    if isinstance(data, Mapping):
        left_out = SPECIAL | PERSONAL if facts else SPECIAL
        return {
            key: LEFT_OUT if key in left_out and value else redacted(value, facts=facts)
            for key, value in data.items()
        }
    if isinstance(data, list | tuple):
        return [redacted(each, facts=facts) for each in data]
    return data


def pseudonym(kenmerk: str, key: bytes) -> str:
    """Return a name for a case that only who has the key can make again (HMAC-SHA-256, RFC 2104).

    Raises:
        ValueError: the key is shorter than SHORTEST_KEY bytes, or one byte repeated: who knows the
            form of a kenmerk would find all of them by trying.

    >>> ours, theirs = (bytes(range(start, start + 32)) for start in (0, 1))
    >>> pseudonym("2026-0001", ours) == pseudonym("2026-0001", theirs)
    False
    """
    if len(key) < SHORTEST_KEY or len(set(key)) == 1:
        raise ValueError(SHORT_KEY.format(SHORTEST_KEY))
    return hmac.new(key, kenmerk.encode("utf-8"), hashlib.sha256).hexdigest()[:32]


def for_list(besluit: Besluit, key: bytes) -> dict[str, Any]:
    """Return what of a besluit may stand in a list: no facts, no texts, no officer.

    Of the intentions only those that it turned on: that were not met, or that a deviation touched.

    Raises:
        ValueError: as `pseudonym`.
    """
    data = besluit.data
    recorded = data["uitkomst"]
    return {
        "zaak": pseudonym(data["kenmerk"], key),
        "besluit": besluit.hash,
        "beleid": recorded["beleid"],
        "peildatum": recorded["peildatum"],
        "stap": data["stap"],
        "afwijkingen": list(data["afwijkingen"]),
        "uitkomsten": [
            {each: one[each] for each in ("naam", "status", "fase", "gunstig")}
            for one in recorded["uitkomsten"]
        ],
        **turned_on(besluit),
    }


def turned_on(besluit: Besluit) -> dict[str, list[str]]:
    """Return the intentions that a besluit turned on, and nothing else: enough to count them."""
    data = besluit.data
    return {
        "geschonden": _each(one["geschonden"] for one in data["uitkomst"]["uitkomsten"]),
        "afgeweken": _each(
            (one["antwoorden"].get("bedoeling"),)
            for one in data["wegingen"]
            if one["grond"] in data["afwijkingen"]
        ),
    }


def _each(found: Iterable[Iterable[str | None]]) -> list[str]:
    """Return all names, each once, in their order."""
    return [name for name in dict.fromkeys(chain.from_iterable(found)) if name]


def per_intention(rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Mapping[str, int]]:
    """Return of each intention in how many besluiten it was not met, and touched by a deviation.

    Never per officer: a row does not hold who decided.

    Args:
        rows: As `turned_on` or `for_list` gives them.

    >>> per_intention([{"geschonden": ["rust"], "afgeweken": []}])
    {'rust': {'geschonden': 1, 'afgeweken': 0}}
    """
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        for kind in TURNED_ON:
            for name in row[kind]:
                found.setdefault(name, dict.fromkeys(TURNED_ON, 0))[kind] += 1
    return dict(sorted(found.items()))


def for_log(error: FactError) -> tuple[str, ...]:
    """Return what of a refusal may stand in a log: the codes and their places, without a value.

    The error itself tells who typed it what they typed. A record may bear the name of a child.

    >>> from maatwerk_rules import load, read_facts
    >>> case = {"feiten": {"geboortedatum": "31-02-1990"}}
    >>> try:
    ...     read_facts(load("bijstand_voorbeeld"), case)
    ... except FactError as error:
    ...     print(*for_log(error))
    MW974 geboortedatum
    """
    return tuple(
        f"{one.code} {re.sub(r' voor [^.]+', ' voor …', one.path or '')}".rstrip()
        for one in error.diagnostics
    )
