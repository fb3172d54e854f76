"""The grammar as tables: the only module that knows lark.

Lark reads the grammar and makes the LALR(1) table. Walking that table is done in `automaton.py`:
without tokens and trees in between it is three times as fast, never recurses, and knows at every
error which words could have stood there.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from types import MappingProxyType

import attrs

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

GRAMMAR = "grammars/beleid.lark"
END = "$END"
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


@attrs.frozen
class Part:
    """A symbol of a rule that is kept: its place, and how many absent parts stand before it."""

    index: int
    inlined: bool
    absent_before: int


@attrs.frozen
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


@attrs.frozen
class Terminal:
    """A kind of word: `word` for one fixed word, else a regular expression."""

    name: str
    pattern: str
    word: str | None


Action = int | Rule


@attrs.frozen
class Grammar:
    """The LALR table: per state what each terminal does (a next state or a rule to apply).

    Names are plain texts and no tokens of Lark, which take ten times as long to look up.
    """

    actions: Sequence[Mapping[str, Action]]
    gotos: Sequence[Mapping[str, int]]
    starts: Mapping[str, int]
    ends: frozenset[int]
    terminals: tuple[Terminal, ...]


@cache
def grammar() -> Grammar:
    """Return the grammar of declarations and expressions; 0.4 seconds, once."""
    return _load(("start", "uitdrukking"))


@cache
def grammar_of_all() -> Grammar:
    """Return the grammar in which a text of any production can stand alone; a second, once."""
    return _load(("start", *sorted(_origins())))


def _load(starts: tuple[str, ...]) -> Grammar:
    from lark import Lark

    lark = Lark(
        read_text(GRAMMAR),
        parser="lalr",
        lexer="contextual",
        propagate_positions=True,
        maybe_placeholders=True,
        start=list(starts),
    )
    table = lark.parser.parser._parse_table  # Lark shows it nowhere else
    size = max(table.states) + 1
    rules: dict[int, Rule] = {}
    actions: list[dict[str, Action]] = [{} for _ in range(size)]
    gotos: list[dict[str, int]] = [{} for _ in range(size)]
    order = {each.name: _first_place(each) for each in lark.terminals}
    for state, row in table.states.items():
        # Lark's rows come in another order each time, and what could stand there is told in theirs.
        for token in sorted(row, key=lambda each: (order.get(each, 0), each)):
            kind, target = row[token]
            symbol = str(token)
            if kind.name == "Reduce":
                actions[state][symbol] = rules.setdefault(id(target), _rule(target))
            elif symbol.isupper() or symbol == END:
                actions[state][symbol] = target
            else:
                gotos[state][symbol] = target
    ranked = sorted(lark.terminals, key=_rank)
    terminals = tuple(_terminal(each) for each in ranked if each.name not in lark.ignore_tokens)
    return Grammar(
        tuple(actions),
        tuple(gotos),
        MappingProxyType(dict(table.start_states)),
        frozenset(table.end_states.values()),
        terminals,
    )


def _rank(terminal: object) -> tuple[int, int, int, str]:
    """Return the order in which Lark tries terminals."""
    pattern = terminal.pattern  # type: ignore[attr-defined]
    name: str = terminal.name  # type: ignore[attr-defined]
    priority: int = terminal.priority  # type: ignore[attr-defined]
    return (-priority, -pattern.max_width, -len(pattern.value), name)


def _first_place(terminal: object) -> int:
    """Return where the grammar first uses a terminal, by its name or as a fixed word."""
    name: str = terminal.name  # type: ignore[attr-defined]
    value: str = terminal.pattern.value  # type: ignore[attr-defined]
    used = re.compile(rf'^[^/\n].*?(?:\b{name}\b|"{re.escape(value)}")', re.MULTILINE)
    found = used.search(read_text(GRAMMAR))
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
