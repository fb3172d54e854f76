"""MW602: a power to decide either way, without anything to weigh."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.judgements import judgements_of
from maatwerk_rules.analysis.symbols import Regelnaam
from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Karakter, Weegt
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Afwijkingsgrond,
    Hardheidsclausule,
    Oordeel,
    Regel,
    Uitzondering,
)
from maatwerk_rules.model.typenodes import Janeetype

KIND = Kind(
    "MW602",
    "kan-zonder-criteria",
    Severity.WAARSCHUWING,
    "In {regel} kan het bestuur kiezen, maar het oordeel `{oordeel}` noemt niets om te wegen.",
    "Zonder factoren kan de ene medewerker ja zeggen en de andere nee, bij dezelfde feiten.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the judgements without `weegt` that decide rules with `karakter kan` by themselves."""
    found: dict[str, list[Regelnaam]] = {}
    rules: tuple[Regelnaam, ...] = (
        *subject.nodes.of(Regel),
        *subject.nodes.of(Uitzondering),
        *subject.nodes.of(Aanpassing),
        *subject.nodes.of(Afwijkingsgrond),
        *subject.nodes.of(Hardheidsclausule),
    )
    for regel in rules:
        karakter = regel.one(Karakter)
        if karakter is not None and karakter.karakter == "kan":
            oordeel = _unweighed(regel, subject)
            if oordeel is not None:
                found.setdefault(oordeel, []).append(regel)
    for naam, users in found.items():
        yield _report(subject.symbols.oordelen[naam], users, subject)


def _unweighed(regel: Regelnaam, subject: Subject) -> str | None:
    """Return the judgement that most looks like the choice, where no judgement of a rule weighs."""
    oordelen = subject.symbols.oordelen
    judged = [oordelen[name] for name in judgements_of(regel, subject.symbols)]
    if not judged or any(each.one(Weegt) for each in judged):
        return None
    return next((each for each in judged if isinstance(each.type, Janeetype)), judged[0]).naam


def _report(oordeel: Oordeel, users: list[Regelnaam], subject: Subject) -> Diagnostic:
    own = subject.is_own(oordeel)
    place = subject.place_of_name(oordeel if own else users[0])
    labels = [Label(subject.place_of_name(users[0]), "deze regel leest het")] if own else []
    advice = 'schrijf bij het oordeel `weegt … "…?"` met de vragen die ertoe doen'
    regel = write_list(f"`{each.naam}`" for each in users[:2])
    if len(users) > 2:
        regel = f"`{users[0].naam}` en {len(users) - 1} andere regels"
    return diagnostic(KIND, place, labels=labels, help=(advice,), regel=regel, oordeel=oordeel.naam)
