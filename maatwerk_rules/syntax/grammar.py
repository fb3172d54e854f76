"""The grammar: its table, its productions with their examples, and the classes they stand for.

Lark makes the LALR(1) table (`lalr.py`), which is read from a file (`table.py`). Walking it is done
in `automaton.py`: without tokens and trees in between it is three times as fast, never recurses,
and knows at every error which words could have stood there.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from maatwerk_rules.model import (
    clauses,
    declarations,
    expressions,
    references,
    toetsclauses,
    typenodes,
)
from maatwerk_rules.model.node import Node
from maatwerk_rules.resources import read_text
from maatwerk_rules.syntax.table import GRAMMAR, STARTS, TABLE, Grammar, from_text

NAME = "NAAM"

# Small words that can stand where a name is expected; nothing can be called so.
RESERVED = frozenset(
    {
        *("op", "bij", "van", "in", "uit", "is", "en", "of", "niet", "hetzij", "ja", "nee", "dan"),
        *("indien", "anders", "boven", "bepaalt", "heeft", "bevat", "over", "per", "waarvoor"),
        *("geldt", "oordeel", "vorige", "peildatum"),
    }
)

# Words that are never read as a name, because who writes them means something else:
# `is groter dan 18` would else be a comparison with `groter`, followed by a rule `dan 18`.
ANSWERED = frozenset(
    {
        *("true", "false", "waar", "onwaar", "groter", "kleiner", "hoger", "lager", "gelijk"),
        *("minimaal", "maximaal"),
    }
)

_MODULES = (expressions, clauses, toetsclauses, typenodes, references, declarations)
_BASES = {"Node", "Expression", "Clause", "Declaration", "Reference", "TypeNode"}


@cache
def grammar() -> Grammar:
    """Return the grammar of declarations and expressions: the table that was made beforehand.

    Where the grammar was changed since, the table is made anew: half a second, once.
    """
    text = read_text(GRAMMAR)
    return from_text(_read_table(), text) or _make(text, STARTS)


@cache
def grammar_of_all() -> Grammar:
    """Return the grammar in which a text of any production can stand alone; a second, once."""
    return _make(read_text(GRAMMAR), ("start", *sorted(_origins())))


def _read_table() -> str:
    try:
        return read_text(TABLE)
    except (OSError, ValueError):
        return ""


def _make(text: str, starts: tuple[str, ...]) -> Grammar:
    from maatwerk_rules.syntax.lalr import make_table  # lark, and what it imports

    return make_table(text, starts)


# ------------------------------------------------------------- productions and their classes


@cache
def _lines() -> tuple[str, ...]:
    return tuple(read_text(GRAMMAR).splitlines())


@cache
def _origins() -> frozenset[str]:
    return frozenset(
        found[1] for line in _lines() if (found := re.match(r"\??([a-z]\w*)\s*:", line))
    ) - {"start"}


def productions() -> frozenset[str]:
    """Return the names of the productions that show in the tree, without the list rules.

    >>> "regel" in productions(), "naam_lijst" in productions(), "atoom" in productions()
    (True, False, False)
    """
    return frozenset(
        found[1]
        for line in _lines()
        if (found := re.match(r"([a-z]\w*)\s*:", line))
        and not found[1].endswith(("_list", "_lijst"))
        and "->" not in line
    )


def example_of(production: str) -> str:
    """Return the example above a production.

    Raises:
        KeyError: There is no such production, or it bears no example.

    >>> example_of("status")
    'status concept'
    """
    lines = _lines()
    for above, line in pairwise(lines):
        if re.match(rf"\??{re.escape(production)}\s*:", line) and above.startswith("// "):
            return above.removeprefix("// ")
    raise KeyError(production)


def clause_productions() -> frozenset[str]:
    """Return the productions that stand as a line inside a declaration.

    >>> "bron" in clause_productions(), "naam" in clause_productions()
    (True, False)
    """
    text = read_text(GRAMMAR)
    lists = re.findall(r"^(?:\w*clausule|eigenschap)_lijst: \(([^)]*)\)", text, re.MULTILINE)
    return frozenset(re.findall(r"\w+", " ".join(lists))) | {"eerst", "daarna"}


def clauses_of(word: str) -> tuple[str, ...]:
    """Return the productions of the lines of a block that begins with a word, in their order.

    >>> clauses_of("voorrang"), clauses_of("register"), clauses_of("zomaar")
    (('omdat', 'bron', 'eigen_lezing'), (), ())
    """
    text = read_text(GRAMMAR)
    lists = re.search(rf'^\w+: "{re.escape(word)}" .*?(\w+clausule_lijst)$', text, re.MULTILINE)
    if lists is None:
        return ()
    found = re.search(rf"^{lists[1]}: \(([^)]*)\)", text, re.MULTILINE)
    assert found is not None
    return tuple(re.findall(r"\w+", found[1]))


def first_symbol(production: str) -> str:
    """Return the first symbol of a production, a fixed word with its quotes.

    >>> first_symbol("bron"), first_symbol("eigen_lezing")
    ('"bron"', '_EIGEN_LEZING')
    """
    lines = (re.match(rf"{re.escape(production)}: *(\S+)", line) for line in _lines())
    return next(found[1] for found in lines if found)


@cache
def node_classes() -> Mapping[str, type[Node]]:
    """Return the class of each production.

    >>> node_classes()["een_van"].__name__
    'EenVan'
    """
    return MappingProxyType({production_of(each): each for each in _classes()})


def production_of(cls: type[Node]) -> str:
    """Return the production a class stands for.

    >>> production_of(expressions.EenVan)
    'een_van'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


def _classes() -> Iterable[type[Node]]:
    for module in _MODULES:
        for name, value in vars(module).items():
            is_own = isinstance(value, type) and value.__module__ == module.__name__
            if is_own and issubclass(value, Node) and name not in _BASES:
                yield value
