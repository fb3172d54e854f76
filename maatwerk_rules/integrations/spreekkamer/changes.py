"""What a change takes back: only what can no longer stand, and each with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from maatwerk_rules.besluit.weighing import Weighing
from maatwerk_rules.dutch import write_name
from maatwerk_rules.explanation.readings import used_leaves
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.facts import Facts, Judgement
from maatwerk_rules.values import frozen

Place = tuple[str, str, RecordId | None]
"""What makes a piece of the room this one: its outcome, its ground, and what it is about."""

NOT_AT_ISSUE = "De weging van ‘{wat}’ is teruggenomen: zij is nu niet meer aan de orde."
JUDGED_ANEW = "De weging van ‘{wat}’ is teruggenomen: daarover is opnieuw geoordeeld."
OUTDATED = "Het oordeel over ‘{wat}’ is teruggenomen, want het rustte op het vorige antwoord."
GONE = "Het oordeel over ‘{wat}’ is teruggenomen: {over} is er niet meer."
KEPT = "De weging van ‘{wat}’ blijft staan. Zij is gemaakt voor deze wijziging: kijk of zij klopt."
RECORD_LAPSED = "Wat u had vastgelegd, geldt niet meer. Leg het besluit opnieuw vast."
AGAIN = "Wat u schreef, staat nog in het formulier."


def place_of(weighing: Weighing) -> Place:
    """Return what a weighing is about."""
    form = weighing.form
    return form.outcome, form.ground, form.record


@frozen
class Settled:
    """A case after a change.

    Args:
        weighings: Those that still stand; `lapsed` are those that do not.
        told: What was taken back, or must be looked at again, each as a Dutch sentence.
        again: Those that stand but rest on what was changed.
    """

    facts: Facts
    weighings: tuple[Weighing, ...]
    lapsed: tuple[Weighing, ...] = ()
    told: tuple[str, ...] = ()
    again: tuple[Place, ...] = ()


def without(facts: Facts, judgements: Iterable[Judgement]) -> Facts:
    """Return facts without some judgements."""
    gone = [(one.leaf, one.op) for one in judgements]
    kept = tuple(one for one in facts.judgements if (one.leaf, one.op) not in gone)
    return attrs.evolve(facts, judgements=kept)


def without_records(facts: Facts, gone: Iterable[RecordId], words: Vocabulary) -> Settled:
    """Return facts without the judgements on records that are to go."""
    records = frozenset(gone)
    dropped = [one for one in facts.judgements if one.voor in records]
    told = (
        GONE.format(wat=write_name(one.oordeel), over=words.record(one.voor))
        for one in dropped
        if one.voor is not None
    )
    return Settled(without(facts, dropped), (), (), tuple(dict.fromkeys(told)))


def settle(
    policy: Policy,
    day: date,
    facts: Facts,
    weighings: Sequence[Weighing],
    changed: Leaf | None = None,
) -> Settled:
    """Return a case of which something was changed, without what can no longer stand.

    A judgement falls away where a fact that it weighed is another now. A weighing falls away with
    its judgement, or where its ground is not at issue any more; they are laid down anew in the
    order in which they were made. Costs one decision for each weighing.

    Args:
        changed: The fact that was changed; weighings that rest on it are to be looked at again.
    """
    outdated = {
        one.leaf for one in facts.signals(day) if one.kind == "verouderd" and one.leaf is not None
    }
    dropped = [one for one in facts.judgements if one.leaf in outdated]
    told = [
        OUTDATED.format(wat=write_name(one.name)) for one in dict.fromkeys(d.leaf for d in dropped)
    ]
    facts = without(facts, dropped)
    laid = without(facts, (judged for one in weighings for judged in one.judgements))
    kept, lapsed, again = [], [], []
    for one in weighings:
        there = all(each in facts.judgements for each in one.judgements)
        if there and _is_open(policy, day, laid, one):
            laid = attrs.evolve(laid, judgements=(*laid.judgements, *one.judgements))
            kept.append(one)
        else:
            lapsed.append(one)
            if there or not outdated.intersection(each.leaf for each in one.judgements):
                reason = NOT_AT_ISSUE if there else JUDGED_ANEW
                told.append(reason.format(wat=write_name(one.form.ground)))
    for one in kept:
        if changed is not None and _rests_on(policy, day, laid, one, changed):
            again.append(place_of(one))
            told.append(KEPT.format(wat=write_name(one.form.ground)))
    if lapsed:
        told.append(AGAIN)
    return Settled(laid, tuple(kept), tuple(lapsed), tuple(told), tuple(again))


def _is_open(policy: Policy, day: date, facts: Facts, weighing: Weighing) -> bool:
    """Tell whether the ground of a weighing still asks the judgements that it ends in."""
    outcome, ground, about = place_of(weighing)
    judged = {one.leaf for one in weighing.judgements}
    return any(
        (room.name, room.record) == (ground, about) and judged <= set(room.missing)
        for result in decide(policy, facts, peildatum=day, uitkomsten=(outcome,))
        for room in result.room
    )


def _rests_on(policy: Policy, day: date, facts: Facts, weighing: Weighing, leaf: Leaf) -> bool:
    """Tell whether the outcome of a weighing reads a fact."""
    found = decide(policy, facts, peildatum=day, uitkomsten=(weighing.form.outcome,), bare=True)
    return any(
        leaf.name in {each.name for each in used_leaves(result.trace, facts)}
        for result in found
        if result.trace is not None
    )
