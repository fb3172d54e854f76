"""Why something is asked: which rule it counts for, and what that rule is for.

Never what follows from an answer: that would steer who answers. So the rule is told by its article
and its intention, not by its name, which often says how it ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Bedoelingclausule, Bron
from maatwerk_rules.model.declarations import Afwijkingsgrond, Bedoeling, Hardheidsclausule
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.unknown import Leaf

COUNTS = "Dit telt mee bij {bron}."
PURPOSE = "De bedoeling daarvan: “{tekst}”"

Named = tuple[str, bool]
"""A fact or begrip by its name, or a field of records by its."""
Readers = Mapping[Named, tuple[tuple[str, Declaration], ...]]
"""By what is read, the rules that read it, each with the definition it is in."""


def what_for(leaf: Leaf, outcomes: Iterable[str], words: Vocabulary) -> str:
    """Return which rule a fact counts for and what that is for; empty where no rule says it.

    Of the rules that read it that which stands nearest to an outcome; a begrip that stands between
    is looked through. Linear in the policy, the first time.
    """
    part = words.policy.on(words.peildatum)
    if part is None:
        return ""
    readers, through = _readers(part.program)
    near = _distances(part.program, outcomes)
    seen: set[Named] = set()
    names = {(leaf.field or leaf.name, leaf.field is not None)}
    while names:
        seen |= names
        found = [
            (near[definition], place, rule)
            for name in sorted(names)
            for place, (definition, rule) in enumerate(readers.get(name, ()))
            if definition in near
        ]
        if found:
            return _told(min(found, key=lambda one: one[:2])[2], words)
        names = {(one, False) for name in names for one in through.get(name, ())} - seen
    return ""


def _told(rule: Declaration, words: Vocabulary) -> str:
    source = words.source_of(rule)
    clause = rule.one(Bedoelingclausule)
    meant = words.policy.find(Bedoeling, clause.bedoelingen[0]) if clause is not None else None
    told = [COUNTS.format(bron=source.text)] if source is not None else []
    told += [PURPOSE.format(tekst=meant.tekst)] if meant is not None else []
    return " ".join(told)


def _distances(program: core.Program, outcomes: Iterable[str]) -> dict[str, int]:
    """Return the definitions that outcomes lean on, each with how far it stands from them."""
    found = dict.fromkeys(outcomes, 0)
    waiting = list(found)
    for name in waiting:
        for below in sorted(program.definitions[name].reads):
            if below not in found:
                found[below] = found[name] + 1
                waiting.append(below)
    return found


def _readers(program: core.Program) -> tuple[Readers, Mapping[Named, tuple[str, ...]]]:
    """Return who reads what, and by which begrip it is read; worked out once for a program."""
    known: tuple[Readers, Mapping[Named, tuple[str, ...]]] | None
    known = program.derived.get(what_for)
    if known is None:
        rules: dict[Named, dict[tuple[str, Declaration], None]] = {}
        through: dict[Named, dict[str, None]] = {}
        for name, definition in program.definitions.items():
            for read in _read(definition.expression):
                through.setdefault(read, {})[name] = None
            for node in core.nodes(definition):
                if node.origin is not None and _tells(node.origin):
                    for read in (*_read(node.guard), *_read(node.value)):
                        rules.setdefault(read, {})[name, node.origin] = None
        listed: Any = {read: tuple(found) for read, found in rules.items()}
        known = listed, {read: tuple(found) for read, found in through.items()}
        program.derived[what_for] = known
    return known


def _tells(rule: Declaration) -> bool:
    """Tell whether a rule says what it counts for; what deviates is not why a fact is asked."""
    return rule.one(Bron) is not None and not isinstance(rule, Afwijkingsgrond | Hardheidsclausule)


def _read(expr: core.Expr | None) -> Iterator[Named]:
    for part in core.walk(expr) if expr is not None else ():
        match part:
            case core.Fact(name=name) | core.Read(name=name):
                yield name, False
            case core.Field(field=field):
                yield field, True
            case core.Aggregate(lists=lists):
                yield from ((one.name, False) for one in lists)
