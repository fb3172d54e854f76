"""MW310: people for whom an intention is meant, all of whom every rule refuses."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.boxes import NOTHING
from maatwerk_rules.analysis.regions import TOO_MUCH
from maatwerk_rules.analysis.tracing import outcome
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.parts import Part
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Geschonden
from maatwerk_rules.model.declarations import Bedoeling
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.runtime.scalars import show

KIND = Kind(
    "MW310",
    "doelgroep-niet-bereikt",
    Severity.WAARSCHUWING,
    "De bedoeling `{bedoeling}` bereikt niemand: voor haar groep is `{uitkomst}` altijd {waarde}.",
    "De bedoeling is dan altijd geschonden: geen regel en geen afwijking helpt deze mensen.",
)
HELP = ("Maak een regel of afwijking voor deze groep, of beschrijf de groep anders.",)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the own intentions that are violated for all they are about, whenever in force."""
    for bedoeling in subject.nodes.of(Bedoeling):
        clause = bedoeling.one(Geschonden)
        if clause is None:
            continue
        claims = list(_claims(subject, bedoeling.naam))
        if claims and all(_all_refused(part, group, worst) for part, _, worst, group in claims):
            part, uitkomst, worst, _ = claims[0]
            waarde = show(worst, part.definition.type)
            yield diagnostic(
                KIND,
                clause.span,
                help=HELP,
                bedoeling=bedoeling.naam,
                uitkomst=uitkomst,
                waarde=waarde,
            )


def _claims(subject: Subject, bedoeling: str) -> Iterator[tuple[Part, str, Scalar, core.Expr]]:
    """Yield each outcome that is refused to a group, with the group, over time."""
    read = {
        name
        for piece in subject.policy.slices
        for one in core.walk(piece.program.violations.get(bedoeling, core.ReferenceDate()))
        if isinstance(one, core.Read) and (name := one.name) in subject.parts_by_name
    }
    for part in (part for name in sorted(read) for part in subject.parts_by_name[name]):
        violated = part.program.violations.get(bedoeling)
        if not isinstance(violated, core.And) or not part.definition.published:
            continue
        for one in violated.parts:
            refused = _refused(one, part.definition)
            if refused is not None:
                group = core.And(tuple(other for other in violated.parts if other is not one))
                yield part, part.definition.name, refused, group


def _refused(part: core.Expr, definition: core.Definition) -> Scalar | None:
    """Return the least favourable value where a part says that the outcome is that."""
    order = definition.order
    worst = order[0] if isinstance(order, tuple) else None
    match part:
        case core.Not(part=core.Read(name=definition.name)):
            said: Scalar = False
        case core.Compare(
            operator="eq", left=core.Read(name=definition.name), right=core.Constant(value=value)
        ):
            said = value
        case _:
            return None
    return said if said == worst else None


def _all_refused(part: Part, group: core.Expr, worst: Scalar) -> bool:
    """Tell whether no round gives anybody in a group anything else."""
    study = part.study
    if study is None:
        return False
    try:
        here = study.region(group)
        return here != NOTHING and all(
            study.space.both(here, region) == NOTHING
            for force, _, _ in study.final
            for value, region in outcome(study, force)[0].items()
            if not (isinstance(value, core.Constant) and value.value == worst)
        )
    except TOO_MUCH:
        return False
