"""MW807: a term of the law whose last day may fall in a weekend, without a word about that."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maatwerk_rules.analysis.layers import LOCAL, layer_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import LetOp
from maatwerk_rules.model.declarations import Termijn

KIND = Kind(
    "MW807",
    "termijn-niet-awb",
    Severity.HINT,
    "De laatste dag van `{naam}` kan in een weekend of op een feestdag vallen.",
    "De Algemene termijnenwet kan de termijn dan verlengen; dat wordt hier niet gerekend.",
)
HELP = ("Kijk na of de termijn dan langer duurt, en zeg met `let op` wat u hebt gekozen.",)
STRICT = True
_SAID = re.compile(r"(?i)weekend|feestdag|zondag|termijnenwet")


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the terms of national law of which nothing is said about weekends."""
    for termijn in subject.nodes.of(Termijn):
        layer = layer_of(termijn, subject.symbols)
        national = layer is not None and layer.soort not in LOCAL
        if national and not any(_SAID.search(one.tekst) for one in termijn.all(LetOp)):
            yield diagnostic(KIND, subject.place_of_name(termijn), help=HELP, naam=termijn.naam)
