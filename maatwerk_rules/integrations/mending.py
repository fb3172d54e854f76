"""Mending a policy until nothing is left to mend, and never making it worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import attrs

from maatwerk_rules.diagnostics import Safety
from maatwerk_rules.linter.mend import SAFE, Fix, apart, counted, fixes_of, with_fixes
from maatwerk_rules.pipeline import Linted
from maatwerk_rules.source import Source
from maatwerk_rules.values import frozen

MOST_PASSES = 10

Texts = Mapping[str, Source]
Look = Callable[[Texts], Linted]


@frozen
class Mended:
    """A policy after mending.

    Args:
        texts: The texts by name.
        linted: What is found in them now.
        done: How many findings were mended, by code.
        refused: The codes of which the changes would make the policy worse or mean something else.
        is_stable: Mending once more changes nothing.
    """

    texts: Texts
    linted: Linted
    done: Counter[str]
    refused: frozenset[str] = frozenset()
    is_stable: bool = True


def mend(texts: Texts, look: Look, safeties: tuple[Safety, ...]) -> Mended:
    """Return the texts with all that can be mended, pass after pass; ten passes at most.

    A pass counts only when the policy still reads, no finding is added, and, where all its changes
    are safe, the checked policy is the same. Otherwise its codes are tried one by one.

    Args:
        look: What the linter finds in texts.
        safeties: Which changes may be made, the best first.
    """
    now = Mended(texts, look(texts), Counter())
    passes = 0
    while fixes := _fixes(now, safeties):
        if passes == MOST_PASSES:
            return attrs.evolve(now, is_stable=False)
        better = _tried(now, fixes, look)
        if better is None:
            now, better = _one_by_one(now, fixes, look)
        if better is not None:
            now = better
            passes += 1
    return now


def _fixes(now: Mended, safeties: tuple[Safety, ...]) -> tuple[Fix, ...]:
    possible = (
        fix
        for fix in fixes_of(now.linted.diagnostics, safeties)
        if fix.code not in now.refused and all(e.span.source in now.texts for e in fix.edits)
    )
    return apart(possible)


def _one_by_one(now: Mended, fixes: tuple[Fix, ...], look: Look) -> tuple[Mended, Mended | None]:
    """Return what the first code gives that makes it no worse; those before it are refused."""
    for code in counted(fixes):
        group = tuple(fix for fix in fixes if fix.code == code)
        better = _tried(now, group, look)
        if better is not None:
            return now, better
        now = attrs.evolve(now, refused=now.refused | {code})
    return now, None


def _tried(now: Mended, fixes: tuple[Fix, ...], look: Look) -> Mended | None:
    """Return the policy with fixes made, or None when it is not better for it."""
    texts = with_fixes(now.texts, fixes)
    after = look(texts)
    if _is_worse(now.linted, after):
        return None
    if all(fix.safety == SAFE for fix in fixes) and not _means_the_same(now.linted, after):
        return None
    return Mended(texts, after, now.done + counted(fixes), now.refused)


def _is_worse(before: Linted, after: Linted) -> bool:
    if after.policy is None and before.policy is not None:
        return True
    if len(after.faults) > len(before.faults):
        return True
    return _number(after) > _number(before)


def _number(linted: Linted) -> int:
    return len(linted.diagnostics) + len(linted.suppressed)


def _means_the_same(before: Linted, after: Linted) -> bool:
    """Tell whether two checked policies are equal, save for where things stand in the text."""
    if before.policy is None or after.policy is None:
        return before.policy is after.policy
    return before.policy.slices == after.policy.slices
