"""MW809: something temporary without an end."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Geldigheid, Indien, LetOp, TenHoogsteDuur, Uitleg
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Afwijkingsgrond,
    Hardheidsclausule,
    Regel,
    Uitkomst,
    Uitzondering,
)
from maatwerk_rules.model.expressions import Naam, Veldverwijzing
from maatwerk_rules.model.node import Declaration

KIND = Kind(
    "MW809",
    "tijdelijk-zonder-einde",
    Severity.HINT,
    "`{naam}` heet tijdelijk, maar er staat niet tot wanneer.",
    "Zonder einde blijft iets tijdelijks staan, of stopt het op een dag die niemand kende.",
)
HELP = (
    "Schrijf `ten hoogste … maanden`, of `geldt van … tot …`.",
    "Bepaalt een mens tot wanneer, zeg dat dan met `let op`.",
)
STRICT = True
RULES = (Regel, Uitzondering, Aanpassing, Afwijkingsgrond, Hardheidsclausule)


_UNTIL = re.compile(r"(?i)hoe lang|tot wanneer|einddatum|duur")
# Who lives somewhere else for a while: that is the case, and not how long the rule holds.
_TEMPORARY = re.compile(r"(?i)tijdelijk(?! (ergens|elders|buiten|bij|in|op|samen|wonen))")


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the rules that call themselves temporary and have no end.

    What follows another outcome ends when that does.
    """
    for regel in (each for kind in RULES for each in subject.nodes.of(kind)):
        uitleg = regel.one(Uitleg)
        words = f"{regel.name} {uitleg.tekst if uitleg else ''}"
        if _TEMPORARY.search(words) and not (_ends(regel) or _follows(regel, subject)):
            found = diagnostic(KIND, subject.place_of_name(regel), help=HELP, naam=regel.name)
            yield attrs.evolve(found, certainty=Certainty.VERMOEDEN)


def _ends(regel: Declaration) -> bool:
    validity = regel.one(Geldigheid)
    said = any(_UNTIL.search(one.tekst) for one in regel.all(LetOp))
    return bool(said or regel.one(TenHoogsteDuur) or (validity and validity.tot))


def _follows(regel: Declaration, subject: Subject) -> bool:
    names = (
        node.naam if isinstance(node, Naam) else node.veld
        for clause in regel.all(Indien)
        for node in clause.walk()
        if isinstance(node, Naam | Veldverwijzing)
    )
    return any(isinstance(subject.symbols.values.get(name), Uitkomst) for name in names)
