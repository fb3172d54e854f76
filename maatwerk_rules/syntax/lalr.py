"""The LALR(1) table as Lark makes it from a grammar: the only module that knows lark.

`python -m maatwerk_rules.syntax.lalr > grammars/beleid.tabel.json` writes the table of our grammar;
a test holds the file against it. It takes half a second, which is why it is done beforehand.
"""

import re
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from lark import Lark

from maatwerk_rules.resources import read_text
from maatwerk_rules.syntax.table import (
    END,
    GRAMMAR,
    STARTS,
    Action,
    Grammar,
    Part,
    Rule,
    Terminal,
    to_text,
)


def make_table(text: str, starts: tuple[str, ...]) -> Grammar:
    """Return the table of a grammar; the same in each run, while Lark's own is not.

    Args:
        text: A grammar as Lark reads it.
        starts: The productions that can stand alone.
    """
    lark = Lark(
        text,
        parser="lalr",
        lexer="contextual",
        propagate_positions=True,
        maybe_placeholders=True,
        start=list(starts),
    )
    table = lark.parser.parser._parse_table  # Lark shows it nowhere else
    order = {each.name: _first_place(each, text) for each in lark.terminals}
    rules: dict[int, Rule] = {}
    rows: dict[int, dict[str, Action]] = {}
    for state, row in table.states.items():
        # Lark's rows come in another order each time, and what could stand there is told in theirs.
        rows[state] = {
            str(token): _rules_once(rules, target) if kind.name == "Reduce" else target
            for token, (kind, target) in sorted(
                row.items(), key=lambda each: (order.get(each[0], 0), each[0])
            )
        }
    numbers = _numbers(rows, table.start_states)
    ordered = [rows[state] for state in numbers]
    ranked = sorted(lark.terminals, key=_rank)
    return Grammar(
        tuple(_renumbered(row, numbers, wanted=True) for row in ordered),
        tuple(_renumbered(row, numbers, wanted=False) for row in ordered),
        MappingProxyType({name: numbers[at] for name, at in table.start_states.items()}),
        frozenset(numbers[at] for at in table.end_states.values()),
        tuple(_terminal(each) for each in ranked if each.name not in lark.ignore_tokens),
    )


def _rules_once(rules: dict[int, Rule], rule: object) -> Rule:
    return rules.setdefault(id(rule), _rule(rule))


def _numbers(rows: Mapping[int, Mapping[str, Action]], starts: Mapping[str, int]) -> dict[int, int]:
    """Number the states in the order in which one comes to them."""
    waiting = [starts[name] for name in sorted(starts)]
    numbers = {state: at for at, state in enumerate(waiting)}
    for state in waiting:
        for step in rows[state].values():
            if isinstance(step, int) and step not in numbers:
                numbers[step] = len(numbers)
                waiting.append(step)
    return numbers


def _renumbered(
    row: Mapping[str, Action], numbers: Mapping[int, int], *, wanted: bool
) -> dict[str, Any]:
    """Return the part of a row for terminals, or that for what results from rules."""
    return {
        symbol: numbers[step] if isinstance(step, int) else step
        for symbol, step in row.items()
        if (symbol.isupper() or symbol == END) is wanted
    }


def _rank(terminal: object) -> tuple[int, int, int, str]:
    """Return the order in which Lark tries terminals."""
    pattern = terminal.pattern  # type: ignore[attr-defined]
    name: str = terminal.name  # type: ignore[attr-defined]
    priority: int = terminal.priority  # type: ignore[attr-defined]
    return (-priority, -pattern.max_width, -len(pattern.value), name)


def _first_place(terminal: object, text: str) -> int:
    """Return where the grammar first uses a terminal, by its name or as a fixed word."""
    name: str = terminal.name  # type: ignore[attr-defined]
    value: str = terminal.pattern.value  # type: ignore[attr-defined]
    used = re.compile(rf'^[^/\n].*?(?:\b{name}\b|"{re.escape(value)}")', re.MULTILINE)
    found = used.search(text)
    return found.end() if found else 0


def _terminal(terminal: object) -> Terminal:
    pattern = terminal.pattern  # type: ignore[attr-defined]
    fixed = pattern.type == "str"
    is_word = fixed and pattern.value[0].isalpha()
    return Terminal(
        str(terminal.name),  # type: ignore[attr-defined]
        pattern.to_regexp(),
        pattern.value if is_word else None,
    )


def _rule(rule: object) -> Rule:
    """Translate a rule of Lark: which symbols stay, and where absent optional parts stand."""
    expansion = rule.expansion  # type: ignore[attr-defined]
    options = rule.options  # type: ignore[attr-defined]
    origin = str(rule.origin.name)  # type: ignore[attr-defined]
    alias: str | None = rule.alias  # type: ignore[attr-defined]
    flags = "".join(str(int(absent)) for absent in options.empty_indices or ())
    gaps = [len(ones) for ones in flags.split("0")] if flags else [0] * (len(expansion) + 1)
    parts = []
    absent = 0
    for index, symbol in enumerate(expansion):
        absent += gaps[index]
        if options.keep_all_tokens or not (symbol.is_term and symbol.filter_out):
            inlined = not symbol.is_term and symbol.name.startswith("_")
            parts.append(Part(index, inlined, absent))
            absent = 0
    return Rule(
        origin,
        alias or origin,
        len(expansion),
        tuple(parts),
        absent + gaps[len(expansion)],
        bool(options.expand1) and not alias,
    )


def table_text() -> str:
    """Return the table of our grammar as it stands in its file."""
    text = read_text(GRAMMAR)
    return to_text(make_table(text, STARTS), text)


if __name__ == "__main__":
    sys.stdout.write(table_text())
