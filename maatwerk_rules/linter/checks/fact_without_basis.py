"""MW903: a fact that is asked without a word of the law that allows to ask it."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Grondslag, Rol, UitRegister
from maatwerk_rules.model.declarations import Gegeven, Veld

KIND = Kind(
    "MW903",
    "grondslag-gegeven",
    Severity.WAARSCHUWING,
    "Bij `{naam}` staat niet op grond waarvan het wordt gevraagd, of uit welk register het komt.",
    "Zonder grondslag mag een gemeente iets over iemand niet vragen of gebruiken (AVG artikel 6).",
)
HELP = (
    "Schrijf `grondslag` met het artikel, zoals Pw artikel 17 lid 1.",
    "Komt het uit een register, schrijf dan `uit register …`.",
)
ROLES = frozenset({"beschermd", "irrelevant", "procesgegeven"})


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the facts without a ground; of a list of records it may stand at every field.

    A fact that may not matter is declared to say so; where it is read other checks tell.
    """
    for gegeven in subject.nodes.of(Gegeven):
        rol = gegeven.one(Rol)
        if _has_ground(gegeven) or (rol is not None and rol.rol in ROLES):
            continue
        soort = subject.symbols.soorten.get(getattr(gegeven.type, "soort", ""))
        if soort is None or not all(_has_ground(veld) for veld in soort.velden):
            yield diagnostic(KIND, subject.place_of_name(gegeven), help=HELP, naam=gegeven.naam)


def _has_ground(asked: Gegeven | Veld) -> bool:
    return asked.one(Grondslag) is not None or asked.one(UitRegister) is not None
