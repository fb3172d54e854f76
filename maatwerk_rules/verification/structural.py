"""What needs no search: claims that hold by the language, the text, exact regions or the cone."""

from __future__ import annotations

from functools import cached_property

from maatwerk_rules.analysis.needed import fields_needed_by, needed_by, needed_by_people
from maatwerk_rules.model.clauses import (
    Bedoelingclausule,
    Bron,
    Krachtens,
)
from maatwerk_rules.model.core import Definition, Program
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.verification import properties as p
from maatwerk_rules.verification.claims import (
    Agrees,
    ByLaw,
    Claim,
    Decides,
    Grounded,
    OnlyJudged,
    Place,
    Swapped,
    Used,
    node_named,
)
from maatwerk_rules.verification.cone import is_outside
from maatwerk_rules.verification.verdicts import Method, Status, Verdict

_LAWS = {
    p.P03: "De taal geeft regels geen volgorde: wat elkaar tegenspreekt wordt `strijdig`.",
    p.P08: "Onbekend is in de taal nooit nee: de uitkomst blijft open tot zij vaststaat.",
}
_NO_ORDER = "De taal kan de volgorde van een lijst niet lezen."
_REGIONS = "Nagerekend over alle gevallen, met exacte gebieden."
_JUDGED = "Zij vraagt zelf een oordeel."
_OUTSIDE = "Geen regel op weg naar deze uitkomst leest het."


class Structural:
    """Settles claims of one program without trying cases."""

    def __init__(self, policy: Policy, program: Program) -> None:
        self._policy = policy
        self._program = program

    def verdict(self, claim: Claim) -> Verdict | None:
        """Return what holds of a claim, or None where cases must tell; no evaluation."""
        if isinstance(claim.demand, ByLaw):
            return _proved(claim, "taal", _LAWS[claim.asks])
        if isinstance(claim.change, Swapped):
            return _proved(claim, "taal", _NO_ORDER)
        if isinstance(claim.demand, Used):
            return self._used(claim, claim.demand.place)
        if is_outside(claim, self._program):
            return _proved(claim, "kegel", _OUTSIDE)
        definition = self._program.definitions[claim.outcome]
        match claim.demand:
            case Decides() if definition.no_gap:
                return _proved(claim, "gebieden", _REGIONS)
            case Agrees() if definition.no_conflict:
                return _proved(claim, "gebieden", _REGIONS)
            case Grounded(rule=rule):
                return _grounded(claim, definition, rule)
            case OnlyJudged(rule=rule) if (node := node_named(definition, rule)) is not None:
                return _proved(claim, "taal", _JUDGED) if node.judgements else None
        return None

    # ---------------------------------------------------------------- facts that do something

    def _used(self, claim: Claim, place: Place) -> Verdict:
        if (place.list or place.name) in self._needed and (
            place.list is None or place.name in self._fields
        ):
            return _proved(claim, "kegel", "Een uitkomst of een oordeel hangt ervan af.")
        return _settled(claim, "weerlegd", "kegel", "Geen uitkomst en geen oordeel hangt ervan af.")

    @cached_property
    def _needed(self) -> frozenset[str]:
        by_rules = (needed_by(part.program) for part in self._policy.slices)
        return self._by_people.union(*by_rules, self._in_drafts)

    @cached_property
    def _fields(self) -> frozenset[str]:
        by_rules = (fields_needed_by(part.program) for part in self._policy.slices)
        return self._by_people.union(*by_rules, self._in_drafts)

    @cached_property
    def _by_people(self) -> frozenset[str]:
        said = self._policy.beleid.everything()
        return needed_by_people(node for each in said for node in each.walk_outside_expressions())

    @cached_property
    def _in_drafts(self) -> frozenset[str]:
        """The names in what is written but does not hold yet."""
        said = (node for draft in self._policy.drafts for node in draft.walk())
        return frozenset(
            name
            for node in said
            for what in ("naam", "veld", "lijst")
            if isinstance(name := getattr(node, what, None), str)
        )


def _grounded(claim: Claim, definition: Definition, rule: str) -> Verdict:
    node = node_named(definition, rule)
    assert node is not None, "the claim was made of this deviation"
    said = node.origin
    lacking = [
        told
        for told, there in (
            ("een bron", said is not None and bool(said.one(Bron) or said.one(Krachtens))),
            ("een bedoeling", said is not None and bool(said.one(Bedoelingclausule))),
            ("een oordeel", bool(node.judgements)),
        )
        if not there
    ]
    if lacking:
        return _settled(claim, "weerlegd", "taal", f"Zij mist {' en '.join(lacking)}.")
    return _proved(claim, "taal", "Zij noemt een bron en een bedoeling, en vraagt een oordeel.")


def _proved(claim: Claim, method: Method, reason: str) -> Verdict:
    return _settled(claim, "bewezen", method, reason)


def _settled(claim: Claim, status: Status, method: Method, reason: str) -> Verdict:
    return Verdict(claim, status, method, reason=reason)
