"""The Python of a policy as a person reads it: each definition with its name and place."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.compiler.support import NAMES
from maatwerk_rules.compiler.writing import WIDTH, comment, folded
from maatwerk_rules.model.core import Definition

HEAD = """\
Gemaakt uit het beleid, om te lezen en na te gaan; verander het beleid, niet deze tekst.
Elke functie geeft de waarde die vaststaat. Is iets niet bekend, spreken regels elkaar tegen of
beslist geen regel, dan stopt zij en rekent de bibliotheek verder met alles wat nog kan.
`zaak` is de zaak: `feiten` (ook `oordeel:naam`), `lijsten`, `bedragen` en `dag`, de peildatum.
Bedragen zijn in centen. `LEEG` is: geeft niets; `TERZIJDE` is: buiten toepassing gesteld."""
BUILTIN = (int, len, max, min, sum)


def printed_python(
    compiled: Compiled,
    names: Iterable[str],
    head: Iterable[str],
    place: Callable[[Definition], str],
) -> str:
    """Return the Python of these definitions as one module.

    Args:
        head: What the comment at the top says first, line by line.
        place: Where a definition stands in the text of its author.
    """
    functions: list[str] = []
    for name, phase in compiled.needed(names):
        definition = compiled.program.definitions[name]
        told = f"{_kind(definition)} {name} ({place(definition)})"
        functions.append(f"{comment(told)}\n{compiled.written(name, phase).source}")
    top = [comment(line) for line in (*head, *HEAD.splitlines())]
    body = "\n\n".join(functions)
    constants = [*_amounts(compiled), *_constants(compiled.constants)]
    tree = ast.parse("\n".join([*constants, body]))
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used = [name for name in NAMES if name in found]
    return "\n".join([*top, "", *_imports(used), "", *constants, "", "", body])


def _kind(definition: Definition) -> str:
    return type(definition.origin).__name__.lower() if definition.origin else "definitie"


def _imports(used: Iterable[str]) -> Iterator[str]:
    homes: dict[str, list[str]] = {}
    for name in used:
        made = NAMES[name]
        if made in BUILTIN:
            continue
        original = getattr(made, "__name__", name)
        home = getattr(made, "__module__", "maatwerk_rules.compiler.support")
        as_called = original if original == name else f"{original} as {name}"
        homes.setdefault(home, []).append(as_called)
    for home, names in sorted(homes.items()):
        line = f"from {home} import {', '.join(names)}"
        if len(line) > WIDTH:
            line = f"from {home} import ({', '.join(names)})"
        yield from folded(line, 0)


def _amounts(compiled: Compiled) -> Iterator[str]:
    if compiled.amounts:
        yield comment("De bedragen: vanaf welke dagen, hoeveel, en tot wanneer dat bekend is.")
        yield "BEDRAGEN = {"
        for number, (name, dated) in enumerate(compiled.amounts):
            yield f"    {comment(name)}"
            yield from folded(f"{number}: {spelled(dated)},", 1)
        yield "}"


def _constants(constants: Mapping[str, object]) -> Iterator[str]:
    for name, value in constants.items():
        yield from folded(f"{name} = {spelled(value)}", 0)


def spelled(value: object) -> str:
    """Return a constant as Python writes it.

    >>> spelled({("ja", date(2026, 1, 1)): (None, Fraction(1, 2))})
    "{('ja', date(2026, 1, 1)): (None, Fraction(1, 2))}"
    """
    match value:
        case dict():
            items = (f"{spelled(key)}: {spelled(one)}" for key, one in value.items())
            return f"{{{', '.join(items)}}}"
        case tuple():
            return f"({', '.join(map(spelled, value))}{',' * (len(value) == 1)})"
        case date():
            return f"date({value.year}, {value.month}, {value.day})"
    assert value is None or isinstance(value, bool | int | str | Fraction), type(value)
    return repr(value)
