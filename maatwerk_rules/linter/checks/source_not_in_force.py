"""MW204: a rule in force that rests on an article of which the policy says it is not in force."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.citing import by_article, lies_in
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import NogNietInWerking
from maatwerk_rules.model.declarations import Dekking
from maatwerk_rules.model.references import Artikelverwijzing

KIND = Kind(
    "MW204",
    "bron-niet-geldig",
    Severity.WAARSCHUWING,
    "`{naam}` rust op {plaats}, en volgens `dekking` is dat nog niet in werking.",
    "Een van de twee klopt niet: de regel geldt al, of de wet nog niet.",
)
HELP = (
    "Geldt de wet nog niet, schrijf dan `nog niet in werking` bij de regel.",
    "Geldt zij inmiddels wel, pas dan de `dekking` aan.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what cites such an article and is no draft."""
    known = by_article(subject)
    for dekking in subject.written.all(Dekking):
        outer = dekking.verwijzing
        if dekking.graad != "nog niet in werking" or not isinstance(outer, Artikelverwijzing):
            continue
        for declaration, cited in known.get((outer.regeling, outer.artikel), ()):
            if lies_in(cited, outer) and not declaration.one(NogNietInWerking):
                there = Label(outer.span, "hier staat dat")
                place = subject.text(cited.span)
                yield diagnostic(
                    KIND,
                    cited.span,
                    labels=(there,),
                    help=HELP,
                    naam=declaration.name,
                    plaats=f"`{place}`",
                )
