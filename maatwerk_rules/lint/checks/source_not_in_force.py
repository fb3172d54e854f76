"""MW204: a rule in force that rests on an article of which the policy says it is not in force."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.lint.citing import encoding, lies_in
from maatwerk_rules.lint.subject import Subject
from maatwerk_rules.model.clauses import NogNietInWerking
from maatwerk_rules.model.declarations import Dekking

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
    """Yield what cites such an article and is no draft, once per article."""
    later = [one for one in subject.written.all(Dekking) if one.graad == "nog niet in werking"]
    for declaration, cited in encoding(subject):
        if declaration.one(NogNietInWerking):
            continue
        for dekking in later:
            if lies_in(cited, dekking.verwijzing):
                there = Label(dekking.verwijzing.span, "hier staat dat")
                place = subject.text(cited.span)
                yield diagnostic(
                    KIND,
                    cited.span,
                    labels=(there,),
                    help=HELP,
                    naam=declaration.name,
                    plaats=f"`{place}`",
                )
                break
