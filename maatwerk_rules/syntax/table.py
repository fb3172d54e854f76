"""The LALR(1) table of a grammar: what it holds, and how it stands in a file.

The file is made from the grammar by `python -m maatwerk_rules.syntax.lalr`; reading it takes a
fiftieth of the time in which the table is made. It holds the hash of the grammar it was made from.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeVar

import attrs

from maatwerk_rules.values import frozen

GRAMMAR = "grammars/beleid.lark"
TABLE = "grammars/beleid.tabel.json"
STARTS = ("start", "uitdrukking")
END = "$END"

_FORM = "maatwerk/tabel/1"

Thing = TypeVar("Thing")


@frozen
class Part:
    """A symbol of a rule that is kept: its place, and how many absent parts stand before it."""

    index: int
    inlined: bool
    absent_before: int


@frozen
class Rule:
    """One rule of the automaton.

    Args:
        origin: The nonterminal that results.
        production: The name in the tree; differs from `origin` only for an alias.
        length: The number of symbols.
        parts: The symbols that are kept.
        absent_after: How many absent optional parts stand behind the last one.
        passes: With one part kept, that part itself is the result.
    """

    origin: str
    production: str
    length: int
    parts: tuple[Part, ...]
    absent_after: int
    passes: bool

    @property
    def is_helper(self) -> bool:
        """Whether this is a repetition that Lark made, whose items belong to the rule above."""
        return self.origin.startswith("_")

    @property
    def is_list(self) -> bool:
        """Whether the result is a tuple and not a node."""
        return self.is_helper or self.production.endswith(("_list", "_lijst"))


@frozen
class Terminal:
    """A kind of word: `word` for one fixed word, else a regular expression."""

    name: str
    pattern: str
    word: str | None


Action = int | Rule


@frozen
class Grammar:
    """The LALR table: per state what each terminal does (a next state or a rule to apply).

    Names are plain texts and no tokens of Lark, which take ten times as long to look up.

    Args:
        actions: Each row in the order in which the grammar first uses the terminals.
        terminals: In the order in which they are tried.
    """

    actions: Sequence[Mapping[str, Action]]
    gotos: Sequence[Mapping[str, int]]
    starts: Mapping[str, int]
    ends: frozenset[int]
    terminals: tuple[Terminal, ...]


def to_text(grammar: Grammar, text: str) -> str:
    """Return a table as it stands in its file: rows that are equal once, names by their number.

    In a row a next state is its number, and a rule is its number counted down from -1.

    Args:
        text: The grammar it was made from.
    """
    symbols = _numbered(name for row in (*grammar.actions, *grammar.gotos) for name in row)
    steps = (step for row in grammar.actions for step in row.values())
    rules: dict[int, tuple[int, Rule]] = {}
    for step in steps:
        if isinstance(step, Rule):
            rules.setdefault(id(step), (len(rules), step))

    def flat(row: Mapping[str, Action]) -> tuple[int, ...]:
        pairs = (
            (symbols[name], step if isinstance(step, int) else -1 - rules[id(step)][0])
            for name, step in row.items()
        )
        return tuple(chain.from_iterable(pairs))

    actions = [flat(row) for row in grammar.actions]
    gotos = [flat(row) for row in grammar.gotos]
    rows = _numbered(chain(actions, gotos))
    whole = {
        "vorm": _FORM,
        "grammatica": _digest(text),
        "starts": dict(sorted(grammar.starts.items())),
        "ends": sorted(grammar.ends),
        "terminals": [attrs.astuple(each) for each in grammar.terminals],
        "symbols": list(symbols),
        "rules": [attrs.astuple(rule) for _, rule in rules.values()],
        "rows": list(rows),
        "actions": [rows[row] for row in actions],
        "gotos": [rows[row] for row in gotos],
    }
    return json.dumps(whole, separators=(",", ":")).replace('],"', '],\n"') + "\n"


def from_text(table: str, text: str) -> Grammar | None:
    """Return the table in a file, or None when it was made from another grammar.

    Args:
        text: The grammar as it is now.

    >>> from_text("", "start: NAAM") is from_text("{}", "start: NAAM") is None
    True
    """
    try:
        whole = json.loads(table)
    except ValueError:
        return None
    if not isinstance(whole, dict):
        return None
    if (whole.get("vorm"), whole.get("grammatica")) != (_FORM, _digest(text)):
        return None
    rules = [_rule(*each) for each in whole["rules"]]
    symbols: list[str] = whole["symbols"]
    rows = [_row(flat, symbols, rules) for flat in whole["rows"]]
    return Grammar(
        tuple(rows[at] for at in whole["actions"]),
        tuple(rows[at] for at in whole["gotos"]),
        MappingProxyType(whole["starts"]),
        frozenset(whole["ends"]),
        tuple(Terminal(*each) for each in whole["terminals"]),
    )


def _row(flat: list[int], symbols: list[str], rules: list[Rule]) -> dict[str, Any]:
    pairs = zip(flat[::2], flat[1::2], strict=True)
    return {symbols[name]: step if step >= 0 else rules[-1 - step] for name, step in pairs}


def _rule(origin: str, production: str, length: int, parts: list[Any], *others: Any) -> Rule:
    return Rule(origin, production, length, tuple(Part(*part) for part in parts), *others)


def _numbered(things: Iterable[Thing]) -> dict[Thing, int]:
    return {thing: at for at, thing in enumerate(dict.fromkeys(things))}


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
