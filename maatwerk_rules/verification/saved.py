"""The cases of a finding as toets blocks, ready to keep in a policy.

A toets says what the rules give now. Who changes the rule changes what the toets expects.
"""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.desugar_expressions import not_shown
from maatwerk_rules.model.clauses import Door, Weegt
from maatwerk_rules.model.core import Program
from maatwerk_rules.model.declarations import Oordeel
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Lijst, Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case import Case
from maatwerk_rules.runtime.prepared import type_of
from maatwerk_rules.runtime.scalars import show
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.formatter import format_source
from maatwerk_rules.syntax.write_clauses import quote
from maatwerk_rules.verification.claims import More, Other, Place, Step
from maatwerk_rules.verification.cone import may_read
from maatwerk_rules.verification.finding import Finding
from maatwerk_rules.verification.observed import Observed

WHY = "Bedacht geval van `maatwerk beproef`."


def as_toetsen(policy: Policy, program: Program, finding: Finding, name: str) -> str | None:
    """Return the cases of a finding as toets blocks, or None where the language cannot say them.

    It cannot where a begrip was varied as if it were a fact, and where a fact counts as not shown.
    Only what the outcome may read is told.

    Args:
        name: The name of the first toets; that of a second one ends on `_2`.
    """
    change = finding.claim.change
    if isinstance(change, Other | More | Step) and change.place.kind == "begrip":
        return None
    reads = may_read(program, finding.claim.outcome)
    writing = _Writing(policy, program, finding, reads)
    blocks = []
    for number, (case, seen) in enumerate(zip(finding.cases, finding.seen, strict=True), 1):
        if any(
            leaf.name.startswith(not_shown("")) and shown for leaf, shown in case.values.items()
        ):
            return None
        called = name if number == 1 else f"{name}_{number}"
        blocks += [*writing.toets(case, seen, called), ""]
    return format_source(Source("toetsen.beleid", "\n".join(blocks)))


class _Writing:
    def __init__(
        self, policy: Policy, program: Program, finding: Finding, reads: frozenset[Place]
    ) -> None:
        self._policy = policy
        self._program = program
        self._finding = finding
        self._reads = reads

    def toets(self, case: Case, seen: Observed, name: str) -> Iterator[str]:
        claim = self._finding.claim
        yield f"toets {name} {quote(f'Beproefd: {claim.asks.name}')}"
        yield f"  op {case.peildatum.isoformat()}"
        for fact, type_ in self._program.facts.items():
            value = case.values.get(Leaf("gegeven", fact))
            if isinstance(type_, Lijst):
                if any(place.list == fact for place in self._reads) and fact in case.lists:
                    yield f"  gegeven {fact} is {self._list(case, fact, type_)}"
            elif value is not None and Place("gegeven", fact) in self._reads:
                yield f"  gegeven {fact} is {show(value, type_)}"
        judged = {place.name for place in self._reads if place.kind == "oordeel"}
        for leaf in sorted(case.values, key=lambda it: it.sort_key):
            if leaf.kind == "oordeel" and leaf.name in judged:
                yield self._judgement(leaf, case.values[leaf])
        if case.looked:
            yield f"  ambtshalve bekeken door {self._policy.lookers[0]} omdat {quote(WHY)}"
        yield f"  volgens eigen lezing {quote(WHY)}"
        yield f"  {self._expected(seen)}"

    def _list(self, case: Case, fact: str, type_: Lijst) -> str:
        records = case.lists[fact].records
        told = [(record, self._record(case, record, type_)) for record in records]
        if type_.single:
            return told[0][1] if told else "[]"
        return f"[{', '.join(f'{record.key}: {text}' for record, text in told)}]"

    def _record(self, case: Case, record: RecordId, type_: Lijst) -> str:
        fields = []
        for veld in type_.soort.velden:
            value = case.values.get(Leaf("gegeven", record.list, record, veld.naam))
            if value is not None and Place("gegeven", veld.naam, record.list) in self._reads:
                fields.append(f"{veld.naam} {show(value, veld.type)}")
        return f"{type_.soort.naam}({', '.join(fields)})"

    def _judgement(self, leaf: Leaf, value: Scalar) -> str:
        type_ = type_of(leaf, self._program)
        declared = self._policy.find(Oordeel, leaf.name)
        assert type_ is not None and declared is not None, "a case holds what the policy declares"
        about = f" voor {leaf.record.key}" if leaf.record is not None else ""
        door, weegt = declared.one(Door), declared.one(Weegt)
        by = door.orgaan if door is not None else self._policy.lookers[0]
        weighed = [f'{one.naam} "bedacht"' for one in weegt.factoren] if weegt else []
        told = f" gewogen {', '.join(weighed)}" if weighed else ""
        judged = f"{leaf.name}{about} is {show(value, type_)}"
        return f"  oordeel {judged} door {by} omdat {quote(WHY)}{told}"

    def _expected(self, seen: Observed) -> str:
        name = self._finding.claim.outcome
        record = self._finding.record
        about = f" voor {record.key}" if record is not None else ""
        if seen.no_rule:
            return f"verwacht {name}{about} is geen_regel"
        if seen.conflict:
            return f"verwacht {name}{about} is strijdig"
        assert seen.value is not None, "what was observed is settled"
        value = show(seen.value, self._program.definitions[name].type)
        return f"verwacht {name}{about} is {value}"
