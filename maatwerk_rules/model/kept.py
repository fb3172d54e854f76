"""A checked policy as text, and back: so that a text that did not change is checked once.

A text is three lines of JSON: what the policy is in short; a pool of rows, one for each object,
behind all that it is made of; and the rows that only toetsen and the text as written need. Nothing
is made before it is asked for: a program with its date, the declarations with the first of them.
Only the classes in `_classes` can come out of a text, and only their fields are set.

In a row stands the class first. A whole number is the place of another row; other numbers, dates
and ratios stand as text under a class of their own. A list is the place of a node in the text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from threading import RLock
from types import MappingProxyType, ModuleType
from typing import Any

import attrs

from maatwerk_rules import diagnostics, source
from maatwerk_rules.model import (
    beleid,
    clauses,
    core,
    declarations,
    expressions,
    lowered,
    node,
    references,
    toetsclauses,
    typenodes,
    types,
)
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.postponed import postponed
from maatwerk_rules.source import Span

FORM = "maatwerk/geheugen-beleid/1"

_MODULES: tuple[ModuleType, ...] = (
    *(beleid, clauses, core, declarations, expressions, lowered, node, references),
    *(toetsclauses, typenodes, types, diagnostics, source),
)
_SHORT = ("types", "records", "requests", "mandates", "lookers", "diagnostics", "beleid")
_TOETS = "declarations.Toets"
_LATER = "clausules"

_LITERAL = frozenset((str, bool, type(None)))

Row = list[Any]

_PLAIN: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "tuple": lambda *parts: parts,
        "frozenset": lambda *parts: frozenset(parts),
        "dict": lambda *parts: dict(zip(parts[::2], parts[1::2], strict=True)),
        "mappingproxy": lambda *parts: MappingProxyType(
            dict(zip(parts[::2], parts[1::2], strict=True))
        ),
        "int": int,
        "date": date.fromisoformat,
        "Fraction": Fraction,
        "Severity": diagnostics.Severity,
        "Certainty": diagnostics.Certainty,
    }
)
_AS_TEXT = frozenset(("int", "date", "Fraction", "Severity", "Certainty"))


@cache
def _classes() -> Mapping[str, Any]:
    """Return the classes of what a policy is made of, by module and name."""
    found: dict[str, Any] = {}
    for module in _MODULES:
        for value in vars(module).values():
            is_own = isinstance(value, type) and value.__module__ == module.__name__
            if is_own and attrs.has(value):
                found[_name(value)] = value
    return MappingProxyType(found)


@cache
def _name(cls: Any) -> str:
    """Return how a class is called in a row."""
    return f"{cls.__module__.rpartition('.')[2]}.{cls.__name__}"


@cache
def _has_place(cls: Any) -> bool:
    return "span" in _fields(cls)


@cache
def _fields(cls: Any) -> tuple[str, ...]:
    """Return the fields of a class; the place in the text, where it has one, comes first."""
    names = [field.name for field in attrs.fields(cls)]
    return tuple(sorted(names, key=lambda name: name != "span"))


@cache
def _shape(name: str) -> tuple[Any, tuple[str, ...], bool]:
    """Return the class of a row, with its fields, and whether it has a place in the text."""
    cls = _classes()[name]
    return cls, _fields(cls), _has_place(cls)


# ------------------------------------------------------------------------------------- to a text


def to_text(policy: Policy) -> str:
    """Return a policy as text; the same for policies that are equal in all their parts.

    Raises:
        TypeError: a part of it is of a class that is not known here.
    """
    writing = _Writing()
    short = {name: writing.place(getattr(policy, name)) for name in _SHORT}
    slices = [
        [writing.place(part.vanaf), writing.place(part.tot), writing.place(part.program)]
        for part in policy.slices
    ]
    first = writing.rows
    writing.rows, writing.begin = [], len(first)
    later = [writing.place(clausules) for clausules in writing.later]
    whole = {
        "vorm": FORM,
        "naam": policy.name,
        "hash": policy.hash,
        "bestanden": list(writing.files),
        "kort": short,
        "delen": slices,
    }
    written = writing.place(policy.written)
    # Toetsen that only the text as written has are found while that is written.
    while len(later) < len(writing.later):
        later.append(writing.place(writing.later[len(later)]))
    whole["bestanden"] = list(writing.files)
    rest = {"rijen": writing.rows, "toetsen": later, "geschreven": written}
    lines = (whole, first, rest)
    return "\n".join(json.dumps(line, separators=(",", ":")) for line in lines)


class _Writing:
    """The rows of what is written, and where each object stands."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.begin = 0
        self.later: list[Any] = []
        self.files: dict[str, int] = {}
        self._by_id: dict[int, int] = {}
        self._by_row: dict[str, int] = {}
        self._held: list[Any] = []  # what is held here has an `id` that nothing else gets

    def place(self, value: Any) -> Any:
        """Return what stands for a value in a row; its own row, and those below it, are made."""
        waiting: list[tuple[Any, list[Any] | None]] = [(value, None)]
        while waiting:
            one, parts = waiting.pop()
            if parts is not None:
                self._add(one, parts)
            elif not self._is_placed(one):
                parts = _parts(one)
                waiting.append((one, parts))
                waiting += [(part, None) for part in parts if not self._is_placed(part)]
        return self._told(value)

    def _is_placed(self, value: Any) -> bool:
        return type(value) in _LITERAL or id(value) in self._by_id

    def _told(self, value: Any) -> Any:
        return value if type(value) in _LITERAL else self._by_id[id(value)]

    def _add(self, value: Any, parts: list[Any]) -> None:
        row = self._row(value, parts)
        # What has no place in the text is one wherever it is the same; a node is only itself.
        is_itself = isinstance(value, node.Node | core.Expr | core.Node | core.Definition)
        told = "" if is_itself else repr(row)
        at = self._by_row.get(told) if told else None
        if at is None:
            at = self.begin + len(self.rows)
            self.rows.append(row)
            if told:
                self._by_row[told] = at
        self._by_id[id(value)] = at
        self._held.append(value)

    def _row(self, value: Any, parts: list[Any]) -> Row:
        plain = type(value).__name__
        if plain in _AS_TEXT:
            return [plain, str(value)]
        told = [self._told(part) for part in parts]
        if plain in _PLAIN:
            return [plain, *told]
        cls: Any = type(value)
        if _name(cls) == _TOETS:
            told[-1] = [len(self.later)]
            self.later.append(value.clausules)
        return [_name(cls), *([self._span(value.span)] if _has_place(cls) else []), *told]

    def _span(self, span: Span) -> list[int]:
        return [self.files.setdefault(span.source, len(self.files)), span.start, span.end]


def _parts(value: Any) -> list[Any]:
    """Return what an object is made of, without its place in the text."""
    match value:
        case tuple():
            return [*value]
        case frozenset():
            return sorted(value, key=lambda part: (type(part).__name__, str(part)))
        case dict() | MappingProxyType():
            return [part for pair in value.items() for part in pair]
    if type(value).__name__ in _AS_TEXT:
        return []
    cls: Any = type(value)
    name = _name(cls)
    if _classes().get(name) is not cls:
        raise TypeError(f"a policy with {name} in it cannot be kept")
    fields = _fields(cls)[1 if _has_place(cls) else 0 :]
    if name == _TOETS:
        return [*(getattr(value, field) for field in fields if field != _LATER), None]
    return [getattr(value, field) for field in fields]


# ----------------------------------------------------------------------------------- from a text


def from_text(text: str) -> Policy | None:
    """Return the policy in a text, its parts left for later; None when the text is no policy.

    >>> from_text("{}") is None
    True
    """
    head, _, rest = text.partition("\n")
    first, _, last = rest.partition("\n")
    try:
        whole = json.loads(head)
        if whole["vorm"] != FORM or not first or not last:
            return None
        pool = _Pool(whole["bestanden"], first, last)
        slices = whole["delen"]
        later = {name: pool.giving(whole["kort"][name]) for name in _SHORT}
        now = {"name": whole["naam"], "hash": whole["hash"]}
    except (ValueError, KeyError, TypeError):
        return None
    later["slices"] = lambda: tuple(pool.slice(*each) for each in slices)
    return postponed(Policy, now, {**later, "written": pool.written})


class _Pool:
    """Rows by their place, each made into its object when it is needed."""

    def __init__(self, files: Iterable[str], first: str, last: str) -> None:
        self._files = tuple(files)
        self._first = first
        self._last = last
        self._rows: list[Any] = []
        self._toetsen: list[int] = []
        self._written = 0
        self._lock = RLock()

    def giving(self, at: Any) -> Callable[[], Any]:
        """Return what gives the object of a row."""
        return lambda: self.get(at)

    def slice(self, vanaf: Any, tot: Any, program: Any) -> Slice:
        """Return a slice, with its program left for later."""
        days = {"vanaf": self.get(vanaf), "tot": self.get(tot)}
        return postponed(Slice, days, {"program": self.giving(program)})

    def written(self) -> Any:
        """Return the policy as its author wrote it."""
        with self._lock:
            self._read_last()
            return self.get(self._written)

    def get(self, value: Any) -> Any:
        """Return what a value in a row stands for."""
        if type(value) is not int:
            return value
        with self._lock:
            if self._first:
                self._rows = json.loads(self._first)
                self._first = ""
            self._make(value)
            return self._rows[value]

    def _make(self, wanted: int) -> None:
        """Make the object of a row, and before it all that it is made of."""
        rows, needed = self._rows, set()
        waiting = [wanted]
        while waiting:
            at = waiting.pop()
            row = rows[at]
            if type(row) is list and at not in needed:
                needed.add(at)
                waiting += [part for part in row if type(part) is int]
        for at in sorted(needed):
            name, *values = rows[at]
            parts = [rows[part] if type(part) is int else part for part in values]
            plain = _PLAIN.get(name)
            rows[at] = self._object(name, parts) if plain is None else plain(*parts)

    def _object(self, name: str, parts: list[Any]) -> Any:
        cls, fields, has_place = _shape(name)
        if has_place:
            file, start, end = parts[0]
            parts[0] = Span(self._files[file], start, end)
        if name == _TOETS:
            (number,) = parts.pop()
            known = dict(zip(fields[:-1], parts, strict=True))
            return postponed(cls, known, {_LATER: self._clauses(number)})
        made = cls.__new__(cls)
        for field, part in zip(fields, parts, strict=True):
            _set(made, field, part)
        return made

    def _clauses(self, number: int) -> Callable[[], Any]:
        def clauses_of() -> Any:
            with self._lock:
                self._read_last()
                return self.get(self._toetsen[number])

        return clauses_of

    def _read_last(self) -> None:
        if self._last:
            self.get(0)  # its rows stand behind the others
            rest = json.loads(self._last)
            self._rows += rest["rijen"]
            self._toetsen, self._written = rest["toetsen"], rest["geschreven"]
            self._last = ""


_set = object.__setattr__
