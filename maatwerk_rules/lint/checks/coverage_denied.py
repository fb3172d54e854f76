"""MW220: an article that is said not to be encoded, and that a rule rests on all the same."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.lint.citing import encoding, lies_in
from maatwerk_rules.lint.subject import Subject
from maatwerk_rules.model.declarations import Dekking

KIND = Kind(
    "MW220",
    "dekking-tegengesproken",
    Severity.HINT,
    "{plaats} heet niet gecodeerd, maar `{naam}` berust erop.",
    "Wie leest wat er van de wet ontbreekt, krijgt hier een verkeerd beeld.",
)
HELP = ("Schrijf `gedeeltelijk` met wat er nog ontbreekt, of noem het lid dat niet is gecodeerd.",)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the own `dekking` of what a declaration in it has as its source, each once."""
    cited_by = list(encoding(subject))
    for dekking in subject.nodes.of(Dekking):
        if dekking.graad != "niet gecodeerd":
            continue
        for declaration, cited in cited_by:
            if lies_in(cited, dekking.verwijzing):
                there = Label(cited.span, "hier staat de bron")
                yield diagnostic(
                    KIND,
                    dekking.verwijzing.span,
                    labels=(there,),
                    help=HELP,
                    plaats=f"`{subject.text(dekking.verwijzing.span)}`",
                    naam=declaration.name,
                )
                break
