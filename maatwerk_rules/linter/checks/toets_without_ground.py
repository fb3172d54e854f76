"""MW955: a rule that gives an answer others can give too, and that no toets names as its ground."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model import core
from maatwerk_rules.model.core import nodes
from maatwerk_rules.model.expressions import Janee, Naam
from maatwerk_rules.model.toetsclauses import Vast, Verwachting

KIND = Kind(
    "MW955",
    "toets-zonder-grond",
    Severity.HINT,
    "Geen toets noemt {regels} als grond waardoor `{naam}` {waarde} is.",
    "Andere regels geven dit antwoord ook; het goede antwoord om de verkeerde reden valt niet op.",
)
HELP = ("Schrijf een toets waarin deze regel beslist, met `op grond van` en de regel.",)
STRICT = True

Answer = tuple[str, bool | str]


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield each answer that toetsen expect, where some of the rules that can give it are unnamed.

    An answer that one rule alone can give has that ground, whatever a toets says.
    """
    first: dict[Answer, Verwachting] = {}
    named: set[str] = set()
    for said in subject.nodes.of(Verwachting):
        named.update(said.gronden or ())
        answer = _answer(said)
        if answer is not None:
            first.setdefault(answer, said)
    for (naam, value), said in first.items():
        rules = _rules(subject, naam, value)
        unnamed = [rule for rule, is_own in sorted(rules.items()) if is_own and rule not in named]
        if len(rules) > 1 and unnamed:
            regels = write_list([f"`{rule}`" for rule in unnamed], "of")
            waarde = ("ja" if value else "nee") if isinstance(value, bool) else f"`{value}`"
            yield diagnostic(KIND, said.span, help=HELP, naam=naam, waarde=waarde, regels=regels)


def _answer(said: Verwachting) -> Answer | None:
    """Return the outcome with its value where a toets settles on ja, nee or an option."""
    if not isinstance(said.verwacht, Vast):
        return None
    match said.verwacht.waarde:
        case Janee(waarde=truth):
            return said.uitkomst, truth
        case Naam(naam=option):
            return said.uitkomst, option
    return None


def _rules(subject: Subject, naam: str, value: bool | str) -> dict[str, bool]:
    """Return the rules that give a value to an outcome on some day, and whether each is own."""
    found: dict[str, bool] = {}
    for part in subject.policy.slices:
        definition = part.program.definitions.get(naam)
        for node in () if definition is None else nodes(definition):
            given, origin = node.value, node.origin
            if origin is not None and isinstance(given, core.Constant) and given.value == value:
                found[node.name] = subject.is_own(origin)
    return found
