"""MW220: an article that is said not to be encoded, and that a rule rests on all the same."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.citing import by_article, lies_in
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.declarations import Dekking
from maatwerk_rules.model.references import Artikelverwijzing

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
    known = by_article(subject)
    for dekking in subject.nodes.of(Dekking):
        place = dekking.verwijzing
        if dekking.graad != "niet gecodeerd" or not isinstance(place, Artikelverwijzing):
            continue
        for declaration, cited in known.get((place.regeling, place.artikel), ()):
            if lies_in(cited, place):
                there = Label(cited.span, "hier staat de bron")
                yield diagnostic(
                    KIND,
                    place.span,
                    labels=(there,),
                    help=HELP,
                    plaats=f"`{subject.text(place.span)}`",
                    naam=declaration.name,
                )
                break
