"""MW014: what is not known of rules: whether they leave a gap, contradict each other or hold."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.boxes import Region
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter import witness
from maatwerk_rules.linter.open_conditions import open_rules
from maatwerk_rules.linter.parts import Part
from maatwerk_rules.linter.subject import Subject

STRICT = True
COUNTED = True

KIND = Kind(
    "MW014",
    "niet-onderzocht",
    Severity.HINT,
    "Niet bewezen en niet weerlegd: {wat}.",
    "De regels zijn hier te ingewikkeld om over alle gevallen na te rekenen.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what is open, each definition once, with what was in the way."""
    proofs = subject.proofs
    for part in proofs.too_large:
        name = part.definition.name
        yield from _report(subject, part, f"alles over `{name}`", "er zijn te veel gevallen")
    claims: dict[str, list[tuple[str, Part, Region]]] = {}
    for name, gap in proofs.gaps.items():
        if gap.witness is None:
            claims.setdefault(name, []).append(("in elk geval iets bepalen", gap.part, gap.region))
    for one in proofs.contradictions:
        if one.witness is None:
            listed = claims.setdefault(one.part.definition.name, [])
            listed.append(("elkaar niet tegenspreken", one.part, one.region))
    for name, listed in claims.items():
        _, part, region = listed[0]
        what = " en ".join(dict.fromkeys(claim for claim, _, _ in listed))
        why = _why(subject, part, region)
        yield from _report(subject, part, f"dat de regels van `{name}` {what}", why)
    told = {*claims, *(part.definition.name for part in proofs.too_large)}
    yield from _of_conditions(subject, told)


def _of_conditions(subject: Subject, told: set[str]) -> Iterator[Diagnostic]:
    """Yield the definitions with a rule of which it is not known whether it ever holds."""
    for part in subject.parts:
        name, origin = part.definition.name, part.definition.origin
        if name in told or origin is None or not subject.is_own(origin):
            continue
        for node, reckoning in open_rules(subject.policy, part):
            told.add(name)
            why = f"`{subject.text(reckoning.span, 50)}` is niet uitgerekend"
            yield from _report(subject, part, f"dat `{node.name}` in enig geval geldt", why)
            break


def _report(subject: Subject, part: Part, what: str, why: str) -> Iterator[Diagnostic]:
    origin = part.definition.origin
    if origin is None or not subject.is_own(origin):
        return
    yield diagnostic(KIND, Label(subject.place_of_name(origin), why), wat=what)


def _why(subject: Subject, part: Part, region: Region) -> str:
    """Return what stood in the way: a quantity that is not looked into, or no case."""
    study = part.study
    assert study is not None
    for box in witness.boxes(study, region):
        for axis, _ in box.sides:
            if not axis.is_leaf and axis.expr.span.source in subject.sources:
                return f"`{subject.text(axis.expr.span, 50)}` is niet uitgerekend"
    return "er is geen voorbeeld gevonden"
