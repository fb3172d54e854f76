"""What asks attention besides the outcome: duties that may be too much, and the days that count."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.besluit.ability import flags
from maatwerk_rules.besluit.clock import clock, terms_of, write_clock
from maatwerk_rules.explanation.document import Block, Heading, listing
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.decision import Decision

TOO_MUCH = "Vraagt dit meer dan iemand nu kan?"


def attention(policy: Policy, decision: Decision) -> Iterator[Block]:
    """Yield the duties at which someone must look, and of an open outcome the days that count."""
    unseen = flags(policy, decision).unseen
    if unseen:
        yield Heading(2, TOO_MUCH)
        yield listing(one.text for one in unseen)
    is_open = any(not one.settled for one in decision)
    if is_open and terms_of(policy, decision.peildatum):
        yield from write_clock(clock(policy, decision.facts, peildatum=decision.peildatum))
