"""The hard limits of a policy that nobody declared, by the layer of the law they stand in."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.analysis.layers import LOCAL, layer_of
from maatwerk_rules.analysis.supplied import is_supplied
from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Label, diagnostic
from maatwerk_rules.linter.parts import TOO_MANY, Part
from maatwerk_rules.linter.places import place_of_rule
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.thresholds import Limit, OpenLimit, limits
from maatwerk_rules.linter.undecided import (
    Examined,
    Undecided,
    examined,
    not_worked_out,
)
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Grens
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Scalar, Type
from maatwerk_rules.runtime.scalars import show


def hard_limits(subject: Subject, kind: Kind, *, local: bool) -> Iterator[Diagnostic]:
    """Yield each rule of a local or a higher regeling once, with a case just before its limit."""
    for limit in _limits_in(subject, local=local).found:
        yield _report(subject, kind, limit)


def open_limits(subject: Subject, *, local: bool) -> Iterator[Undecided]:
    """Yield the rules of which it is not known whether they have a hard limit, each once."""
    seen = _limits_in(subject, local=local)
    told = {limit.node.name for limit in seen.found}
    for one in seen.undecided:
        assert one.node is not None
        if one.node.name not in told:
            told.add(one.node.name)
            yield one


def _limits_in(subject: Subject, *, local: bool) -> Examined[Limit]:
    return subject.once(_local if local else _higher)


def _local(subject: Subject) -> Examined[Limit]:
    return examined(_limits(subject, local=True))


def _higher(subject: Subject) -> Examined[Limit]:
    return examined(_limits(subject, local=False))


def _limits(subject: Subject, *, local: bool) -> Iterator[Limit | Undecided]:
    declared = {grens.regel for grens in subject.everything.of(Grens)}
    told: set[str] = set()
    for part in subject.parts:
        declared |= _softened(subject, part)
        wanted = frozenset(
            name
            for name, node in part.nodes.items()
            if name not in told | declared and _is_wanted(subject, node, local=local)
        )
        for limit in part.once(_looked_for, wanted, of=subject.policy):
            if isinstance(limit, OpenLimit):
                yield _undecided(subject, limit)
            else:
                told.add(limit.node.name)
                yield limit


def _looked_for(
    policy: Policy, part: Part, wanted: frozenset[str]
) -> tuple[Limit | OpenLimit, ...]:
    return tuple(limits(policy, part, wanted))


def _undecided(subject: Subject, limit: OpenLimit) -> Undecided:
    claim = f"dat `{limit.node.name}` geen harde grens heeft"
    axis = limit.axis
    why = TOO_MANY if axis is None else not_worked_out(subject.told(axis, 50))
    if axis is not None and isinstance(axis.expr, core.Compare):
        sides = (axis.expr.left, axis.expr.right)
        one, other = (subject.told(attrs.evolve(axis, expr=side), 50) for side in sides)
        why = f"hoe `{one}` zich verhoudt tot `{other}` is niet uitgerekend"
    return Undecided(limit.part, claim, why, limit.node)


def _softened(subject: Subject, part: Part) -> set[str]:
    """Return the rules that a written deviation sets aside: there a person can still decide."""
    written = (
        one
        for one in part.definition.deviations
        if one.node.origin is not None and _is_written(subject, one.node.origin)
    )
    return {
        name
        for one in written
        for name in (*one.aside, one.replaces, one.place)
        if name is not None
    }


def _is_written(subject: Subject, origin: Declaration) -> bool:
    """Tell whether an author wrote it: what the tool adds shows no choice of anybody."""
    return origin.span.source in subject.sources and not is_supplied(origin)


def _is_wanted(subject: Subject, node: core.Node, *, local: bool) -> bool:
    origin = node.origin
    if origin is None or not subject.is_own(origin):
        return False
    layer = layer_of(origin, subject.symbols)
    return (layer is not None and layer.soort in LOCAL) is local


def _report(subject: Subject, kind: Kind, limit: Limit) -> Diagnostic:
    name, type_ = limit.part.definition.name, limit.part.definition.type
    before, after = limit.before.result.value, limit.after.result.value
    found = diagnostic(
        kind,
        Label(place_of_rule(subject, limit.node), subject.since(limit.part)),
        naam=limit.node.name,
        feit=subject.told(limit.axis, 40),
        uitkomst=name,
        voor=_shown(before, type_),
        na=_shown(after, type_),
        help=(
            f"schrijf bij `gelijkheid`: `grens {limit.node.name} is bewust omdat …`",
            "of laat de uitkomst geleidelijk veranderen, bijvoorbeeld met `schijven`",
        ),
    )
    return attrs.evolve(
        found, witness=limit.before.told, certainty=Certainty.GEVONDEN_MET_VOORBEELD
    )


def _shown(value: Scalar | None, type_: Type) -> str:
    assert value is not None
    return show(value, type_)
