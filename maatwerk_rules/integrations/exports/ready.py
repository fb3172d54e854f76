"""Whether a besluit may leave: an open outcome is none, and who receives it cannot see that."""

from __future__ import annotations

from maatwerk_rules.besluit.founded import unfounded
from maatwerk_rules.besluit.record import Besluit, lacking
from maatwerk_rules.diagnostics import Kind, Severity
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.complaints import Complaints
from maatwerk_rules.runtime.record import OTHER_POLICY

NOT_READY = Kind(
    "MW959",
    "besluit-niet-klaar",
    Severity.FOUT,
    "Dit besluit kan nog niet naar een ander systeem. {wat}",
    "Wie een besluit ontvangt, leest het als af. Een uitkomst die open staat is geen besluit.",
)


def check_ready(policy: Policy, besluit: Besluit) -> None:
    """Stop where a besluit is of another policy, or lacks what must be there before it is sent.

    It is held against the policy too, at the cost of two decisions.

    Raises:
        FactError: it may not leave; all of it is told.
    """
    complaints = Complaints()
    found = besluit.data["uitkomst"]["hash"]
    if found != policy.hash:
        complaints.stop(OTHER_POLICY, (f"geef het beleid met hash `{found}`",))
    for sentence in (*unfounded(policy, besluit), *lacking(besluit)):
        complaints.add(NOT_READY, "", wat=sentence)
    complaints.check()
