"""MW410: an outcome whose rules no toets runs."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.mentions import reached_from
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Begrip, Uitkomst
from maatwerk_rules.model.toetsclauses import Verwachting

KIND = Kind(
    "MW410",
    "geen-toets-voor-uitkomst",
    Severity.WAARSCHUWING,
    "Geen enkele toets rekent `{naam}` uit.",
    "Van regels die nog nooit een voorbeeld hebben gezien, weet niemand of ze kloppen.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the values with rules of the policy itself that no expectation leads to."""
    expected = {each.uitkomst for each in subject.nodes.of(Verwachting)}
    if not expected:
        return  # A policy without any toets is told so once (MW956).
    run = reached_from(subject.mentions, expected)
    listed: tuple[Begrip | Uitkomst, ...] = (
        *subject.nodes.of(Uitkomst),
        *subject.nodes.of(Begrip),
    )
    for each in listed:
        own = [regel for regel in subject.symbols.working_on(each.naam) if subject.is_own(regel)]
        if own and each.naam not in run:
            advice = f"schrijf een toets met `verwacht {each.naam} is …`"
            yield diagnostic(KIND, subject.place_of_name(each), help=(advice,), naam=each.naam)
