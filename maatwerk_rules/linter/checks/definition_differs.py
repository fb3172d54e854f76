"""MW210: a derived value of one's own beside the one of the same word in the law it builds on."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.layers import LOCAL, layer_of
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.report import suspected
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import EigenLezing, LetOp
from maatwerk_rules.model.declarations import Begrip

KIND = Kind(
    "MW210",
    "begrip-wijkt-af",
    Severity.HINT,
    "`{naam}` heet naar het begrip `{ander}` uit de wet, maar leest dat niet.",
    "Wie het ene woord kent, denkt het andere te kennen; zo rekent een gemeente ongemerkt anders.",
)
HELP = (
    "Leid het begrip af uit dat van de wet.",
    "Is een ander begrip bedoeld, geef het een eigen naam of zeg met `let op` wat er anders is.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the own local begrippen that are named after a higher one they do not read."""
    higher = {
        each.naam: each for each in subject.written.all(Begrip) if not _is_local(each, subject)
    }
    mentioned = {id(one): names for one, names in subject.mentions.by_declaration}
    for own in subject.nodes.of(Begrip):
        if not _is_local(own, subject) or own.one(LetOp) or own.one(EigenLezing):
            continue
        words = own.naam.split("_")
        named = (higher.get("_".join(words[:number])) for number in range(1, len(words)))
        for each in (one for one in named if one is not None):
            same = type(own.type) is type(each.type)
            if same and each.naam not in _behind(own, subject, mentioned):
                there = Label(subject.place_of_name(each), "het begrip van de wet")
                place = subject.place_of_name(own)
                yield suspected(
                    diagnostic(
                        KIND, place, labels=(there,), help=HELP, naam=own.naam, ander=each.naam
                    )
                )


def _is_local(begrip: Begrip, subject: Subject) -> bool:
    layer = layer_of(begrip, subject.symbols)
    return layer is not None and layer.soort in LOCAL


def _behind(
    begrip: Begrip, subject: Subject, mentioned: dict[int, frozenset[str]]
) -> frozenset[str]:
    """Return the names that a begrip or a rule of it mentions."""
    rules = subject.symbols.rules_of(begrip.naam)
    listed = [mentioned.get(id(one), frozenset()) for one in (begrip, *rules)]
    return frozenset[str]().union(*listed)
