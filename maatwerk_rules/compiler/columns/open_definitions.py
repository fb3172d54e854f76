"""One definition in rows with gaps: its rounds, the better of them, and the rules it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from maatwerk_rules.compiler.columns.open_masks import (
    NO,
    NOTHING,
    YES,
    Mask,
    Missing,
    both,
    but,
    either,
    joined,
    nay,
    within,
)
from maatwerk_rules.compiler.columns.open_rules import Round, Ruler, Seen
from maatwerk_rules.compiler.columns.open_siblings import (
    Flagged,
    Order,
    better,
    gives,
    kept,
    where_flagged,
)
from maatwerk_rules.compiler.columns.plan import Reckoning, Siblings

NO_RULES = Reckoning(frozenset(), Siblings(), (), None)


@attrs.frozen(eq=False)
class Outcome:
    """What a definition may be in each row, and what is missing to know it; nothing where `odd`.

    `rounds` are its reckonings, each with the rows in which it decides.
    """

    flagged: Flagged
    missing: Missing
    odd: Mask
    rounds: tuple[tuple[Round, Mask], ...]


def defined(ruler: Ruler, order: Order) -> Outcome:
    """Return what a definition may be; an order of options is of bits."""
    reckonings = ruler.definition.rounds or (NO_RULES,)
    first = ruler.round(reckonings[0], YES)
    best, odd, chosen = first.flagged, first.odd, [YES]
    rounds, missing, rows = [first], [first.missing], YES
    for reckoning in reckonings[1:]:
        rows = but(rows, _is_best(best, order))
        if rows is NO:
            break
        one = ruler.round(reckoning, rows)
        rounds.append(one)
        missing.append(one.missing)
        odd = either(odd, one.odd)
        before, best = best, where_flagged(rows, better(best, one.flagged, order), best)
        takes = but(both(rows, best.same(one.flagged)), best.same(before))
        chosen = [*(but(mask, takes) for mask in chosen), takes]
    if ruler.crowded:
        odd = either(odd, best.clashes)
    best = _proved(best, ruler)
    every = joined(missing)
    every = within(every, nay(best.settled)) if every else NOTHING
    return Outcome(best, every, odd, tuple(zip(rounds, chosen, strict=True)))


def _is_best(best: Flagged, order: Order) -> Mask:
    """Return where the result is settled on the most favourable option there is."""
    if not isinstance(order, tuple):
        return NO
    sure = but(both(best.values.settled, gives(best.values, order[-1])), best.no_rule)
    return but(sure, best.clashes)


def _proved(best: Flagged, ruler: Ruler) -> Flagged:
    """Leave out a flag that the check proved impossible."""
    there = best.values.there
    no_rule, conflict = best.no_rule, best.conflict
    if ruler.definition.no_gap:
        no_rule = but(no_rule, there)
    if ruler.definition.no_conflict:
        conflict = kept(conflict, nay(there))
    return Flagged(best.values, no_rule, conflict)


# -------------------------------------------------------------------- grounds


def grounds(outcome: Outcome) -> dict[str, Mask]:
    """Return for each rule where the outcome rests on it."""
    found: dict[str, Mask] = {}
    for one, rows in outcome.rounds:
        for rule, mask in _of_round(one, rows):
            found[rule] = either(found.get(rule, NO), mask)
    return {rule: mask for rule, mask in found.items() if mask is not NO}


Ground = tuple[str, Mask]


def _of_round(one: Round, rows: Mask) -> Iterator[Ground]:
    yield from _of_siblings(one.reckoning.rules, one.rules, rows)
    for staged in one.stages:
        yield from _of_siblings(
            staged.stage.adjustments, staged.adjustments, both(rows, staged.rows)
        )


def _of_siblings(siblings: Siblings, seen: Sequence[Seen], rows: Mask) -> Iterator[Ground]:
    """Yield what the nodes that stand rest on."""
    if rows is NO:
        return
    for node, stands in zip(seen, _standing(siblings, seen), strict=True):
        here = both(rows, stands)
        yield from _of_fired(node, both(here, node.fired))
        yield from _set_aside(node, but(here, node.fired))


def _standing(siblings: Siblings, seen: Sequence[Seen]) -> list[Mask]:
    """Return where each node is not one that falls away with what goes before it."""
    return [
        nay(both(one.fired, either(*(seen[place].fired for place in above))))
        for one, above in zip(seen, siblings.above, strict=False)
    ]


def _of_fired(seen: Seen, rows: Mask) -> Iterator[Ground]:
    """Yield what a node rests on in rows where it works."""
    if rows is NO:
        return
    looked = both(rows, seen.looked)
    standing = _standing(seen.node.exceptions, seen.exceptions)
    deciding = NO
    for one, stands in zip(seen.exceptions, standing, strict=True):
        here = both(looked, stands, one.fired)
        deciding = either(deciding, here)
        yield from _of_fired(one, here)
    for one in seen.replacing:
        here = both(looked, one.fired)
        deciding = either(deciding, here)
        yield one.node.name, here
    yield seen.node.name, but(rows, deciding)
    for one, stands in zip(seen.exceptions, standing, strict=True):
        yield from _set_aside(one, both(looked, stands))


def _set_aside(seen: Seen, rows: Mask) -> Iterator[Ground]:
    """Yield what sets a node aside, and what is set aside on it."""
    if rows is NO:
        return
    for mark in seen.marks:
        yield mark.node.name, both(rows, mark.fired)
    looked = both(rows, seen.looked)
    for one in seen.exceptions:
        yield one.node.name, both(looked, one.fired, one.given.aside)
        yield from _set_aside(one, looked)
