"""Which names the declarations of a policy mention, and what is reached from its outcomes.

A name counts as mentioned wherever it stands, whatever it stands for there: what is not mentioned
is surely unused. A toets uses nothing: it only fills in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import attrs

from maatwerk_rules.diagnostics import Edit
from maatwerk_rules.model.clauses import Oordeelmandaat, Uitleg
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Aantal,
    Bedrag,
    Begrip,
    Dekking,
    Groep,
    Invulling,
    Keuze,
    Oordeel,
    Percentage,
    Regel,
    Schijven,
    Tabel,
    Termijn,
    Toets,
    Uitzondering,
    Veld,
)
from maatwerk_rules.model.node import Declaration, Node
from maatwerk_rules.model.typenodes import Keuzetype
from maatwerk_rules.source import Source, Span

# What a rule works on or a mandate allows is not thereby used; a keuze declares its options.
_NOT_A_MENTION: dict[type[Node], frozenset[str]] = {
    Regel: frozenset({"bepaalt"}),
    Aanpassing: frozenset({"van"}),
    Keuze: frozenset({"opties"}),
    Keuzetype: frozenset({"opties"}),
    Veld: frozenset({"naam"}),
    Oordeelmandaat: frozenset({"oordeel"}),
}
# These do nothing until something reads them.
_READ = (Begrip, Tabel, Schijven, Termijn, Bedrag, Aantal, Percentage, Oordeel, Groep)
_FILLED_IN = re.compile(r"\{(\w+)")


@attrs.frozen
class Mentions:
    """The names that each declaration mentions, itself left out.

    `worked_with` are those that stand elsewhere than in what is told to people.
    """

    by_declaration: tuple[tuple[Declaration, frozenset[str]], ...] = attrs.field(repr=False)
    names: frozenset[str] = attrs.field(repr=False)
    worked_with: frozenset[str] = attrs.field(repr=False)


def gather(declarations: Iterable[Declaration]) -> Mentions:
    """Return what some declarations mention; linear in their nodes.

    >>> from maatwerk_rules.model.clauses import Dient
    >>> from maatwerk_rules.model.declarations import Bedoeling
    >>> sorted(gather([Bedoeling("naar_werk", "Werk", (Dient(("meedoen",)),))]).names)
    ['Werk', 'meedoen']
    """
    listed: list[tuple[Declaration, frozenset[str]]] = []
    names: set[str] = set()
    worked_with: set[str] = set()
    for each in declarations:
        if isinstance(each, Toets | Dekking):
            continue
        mentioned, all_mentioned = each.once(_mentioned_by)
        listed.append((each, all_mentioned))
        worked_with |= mentioned
        names |= all_mentioned
    return Mentions(tuple(listed), frozenset(names), frozenset(worked_with))


def _mentioned_by(declaration: Declaration) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names in a declaration without, and with those in what is told to people."""
    told: set[str] = set()
    mentioned = frozenset(_mentioned_in(declaration, told))
    return mentioned, mentioned | told


def _mentioned_in(declaration: Declaration, told: set[str]) -> Iterator[str]:
    """Yield the names that stand in a declaration; those in an explanation go to `told`."""
    waiting: list[Node] = [declaration]
    while waiting:
        node = waiting.pop()
        for field in _fields(type(node)):  # type: ignore[arg-type]  # a class has a hash
            value = getattr(node, field)
            if isinstance(value, str):
                if node is not declaration or field != "naam":
                    yield value
            elif isinstance(value, Node):
                waiting.append(value)
            elif isinstance(value, tuple):
                for item in value:
                    if isinstance(item, Node):
                        waiting.append(item)
                    elif isinstance(item, str):
                        yield item
        if isinstance(node, Uitleg):
            told.update(_FILLED_IN.findall(node.tekst))


@lru_cache(maxsize=512)
def _fields(kind: type[Node]) -> tuple[str, ...]:
    left_out = {name for each in kind.__mro__ for name in _NOT_A_MENTION.get(each, ())}
    left_out |= {"span", "comments"}
    return tuple(field.name for field in attrs.fields(kind) if field.name not in left_out)


def works_on(declaration: Declaration) -> str | None:
    """Return the name that a rule gives a value to, or that an invulling fills in.

    >>> works_on(Regel("basis", "recht"))
    'recht'
    """
    match declaration:
        case Regel(bepaalt=naam) | Aanpassing(van=naam) | Invulling(naam=naam):
            return naam
    return None


def reached(mentions: Mentions) -> frozenset[str]:
    """Return the names that are reached from what the policy publishes or says of itself.

    A derivation, a rule or a judgement is reached only from what reads it.

    >>> from maatwerk_rules.model.declarations import Uitkomst
    >>> from maatwerk_rules.model.typenodes import Janeetype
    >>> found = gather([Uitkomst("recht", None, Janeetype()), Regel("basis", "recht")])
    >>> sorted(reached(found))
    ['basis', 'recht']
    """
    roots: list[str] = []
    for declaration, mentioned in mentions.by_declaration:
        hangs = works_on(declaration) is not None or isinstance(declaration, Uitzondering)
        if not hangs and not isinstance(declaration, _READ):
            roots += [declaration.name, *mentioned]
    return reached_from(mentions, roots)


def reached_from(mentions: Mentions, roots: Iterable[str]) -> frozenset[str]:
    """Return the names that are reached from some names, those names too.

    Args:
        roots: The names to begin at.

    >>> sorted(reached_from(gather([Regel("basis", "recht")]), ["recht"]))
    ['basis', 'recht']
    """
    leads: dict[str, set[str]] = {}
    for declaration, mentioned in mentions.by_declaration:
        leads.setdefault(declaration.name, set()).update(mentioned)
        target = works_on(declaration)
        if target is not None:
            leads.setdefault(target, set()).update(mentioned | {declaration.name})
        elif isinstance(declaration, Uitzondering):
            leads.setdefault(declaration.op, set()).add(declaration.naam)
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(leads.get(name, ()))
    return frozenset(found)


def removal(declaration: Declaration, source: Source) -> Edit | None:
    r"""Return the change that takes a declaration out, or None where a comment belongs to it.

    >>> source = Source("a", "register a \"A\"\nregister b \"B\"\n")
    >>> from maatwerk_rules.model.declarations import Register
    >>> removal(Register("a", "A", span=Span("a", 0, 14)), source)
    Edit(span=Span(source='a', start=0, end=15), replacement='', safety='onveilig')
    """
    if any(not comment.trailing for comment in declaration.comments):
        return None
    span = declaration.span
    end = source.text.find("\n", span.end) + 1 or len(source.text)
    return Edit(Span(span.source, span.start, end), "", "onveilig")
