"""All that the checks could not decide: found by them while they work, told by MW014."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from maatwerk_rules.analysis.boxes import Region
from maatwerk_rules.linter.beyond import below_nil, outside_range
from maatwerk_rules.linter.bounds import fixed, idle_limits
from maatwerk_rules.linter.dead import apart, covered, idle, idle_everywhere
from maatwerk_rules.linter.hard_limits import open_limits
from maatwerk_rules.linter.lower_rules import lowerings
from maatwerk_rules.linter.lowered_to_nil import lowered_to_nil
from maatwerk_rules.linter.no_direction import without_direction
from maatwerk_rules.linter.open_conditions import open_rules
from maatwerk_rules.linter.parts import TOO_MANY, Part
from maatwerk_rules.linter.places import place_of_definition, place_of_rule
from maatwerk_rules.linter.refused_groups import refused
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.tables import idle_columns_of, joinable_rows_of
from maatwerk_rules.linter.undecided import Undecided, not_worked_out, why
from maatwerk_rules.linter.wrong_way import wrong_ways
from maatwerk_rules.model import core
from maatwerk_rules.source import Span

GAP, CONTRADICTION = "in elk geval iets bepalen", "elkaar niet tegenspreken"


def all_undecided(subject: Subject) -> Iterator[Undecided]:
    """Yield all that is open; what weighs most goes first.

    The work is that of the checks themselves, and is done once for both.
    """
    told: set[str] = set()
    for one in (*_too_large(subject), *_of_proofs(subject)):
        told.add(one.part.definition.name)
        yield one
    yield from _of_conditions(subject, told)
    yield from open_limits(subject, local=True)
    if "MW731" in subject.asked:
        yield from open_limits(subject, local=False)
    yield from without_direction(subject)
    yield from subject.once(outside_range).undecided
    yield from subject.once(below_nil).undecided
    yield from subject.once(refused).undecided
    yield from subject.once(wrong_ways).undecided
    yield from subject.once(idle_limits).undecided
    yield from subject.once(fixed).undecided
    yield from _given_up(subject)


def _too_large(subject: Subject) -> Iterator[Undecided]:
    for part in subject.proofs.too_large:
        claim = f"alles over `{part.definition.name}`"
        yield Undecided(part, claim, TOO_MANY, _own(subject, part.nodes.values()))


def _own(subject: Subject, nodes: Iterable[core.Node]) -> core.Node | None:
    """Return the first of some rules that stands in the policy itself."""
    own = (node for node in nodes if node.origin is not None and subject.is_own(node.origin))
    return next(own, None)


def _of_proofs(subject: Subject) -> Iterator[Undecided]:
    """Yield where there may be a gap or a contradiction, of a definition in one sentence."""
    proofs = subject.proofs
    claims: dict[str, list[tuple[str, Part, Region | None]]] = {}
    nodes: dict[str, core.Node | None] = {}
    for name, gap in proofs.gaps.items():
        if gap.witness is None:
            claims.setdefault(name, []).append((GAP, gap.part, gap.region))
    for one in proofs.contradictions:
        if one.witness is None:
            name, pair = one.part.definition.name, (one.clash.first, one.clash.second)
            claims.setdefault(name, []).append((CONTRADICTION, one.part, one.region))
            nodes[name] = nodes.get(name) or _own(subject, (one.part.nodes[x] for x in pair))
    for left in proofs.too_much:
        told = GAP if left.claim == "gap" else CONTRADICTION
        claims.setdefault(left.part.definition.name, []).append((told, left.part, None))
    for name, listed in claims.items():
        _, part, region = listed[0]
        what = " en ".join(dict.fromkeys(claim for claim, _, _ in listed))
        reason = TOO_MANY if region is None else why(subject, part, region)
        yield Undecided(part, f"dat de regels van `{name}` {what}", reason, nodes.get(name))


def _of_conditions(subject: Subject, told: set[str]) -> Iterator[Undecided]:
    """Yield the other definitions with a rule of which it is not known whether it ever holds."""
    for part in subject.parts:
        name, origin = part.definition.name, part.definition.origin
        if name in told or origin is None or not subject.is_own(origin):
            continue
        for node, reckoning in open_rules(subject.policy, part):
            told.add(name)
            reason = not_worked_out(subject.text(reckoning.span, 50))
            yield Undecided(part, f"dat `{node.name}` in enig geval geldt", reason)
            break


def _given_up(subject: Subject) -> Iterator[Undecided]:
    """Yield where the other checks stopped; each works first."""
    assert subject.verdicts is not None
    for work in (apart, covered, idle, idle_everywhere, lowerings, lowered_to_nil):
        subject.once(work)
    subject.once(idle_columns_of)
    subject.once(joinable_rows_of)
    for part in subject.parts:
        for claim, (reason, node) in part.given_up.items():
            yield Undecided(part, claim, reason, node)


def place_of(subject: Subject, one: Undecided) -> Span | None:
    """Return where something open is told; None where all of it stands in a used policy."""
    if one.place is not None:
        return one.place
    node = one.node
    place = place_of_definition(subject, one.part.definition)
    if place is None and node is not None and node.origin and subject.is_own(node.origin):
        return place_of_rule(subject, node)
    return place
