"""MW642: two judgements that ask the same."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Vraag
from maatwerk_rules.model.declarations import Oordeel

KIND = Kind(
    "MW642",
    "oordeel-dubbel",
    Severity.WAARSCHUWING,
    "`{naam}` stelt dezelfde vraag als het oordeel `{ander}`.",
    "Over één vraag kunnen dan twee verschillende antwoorden in de zaak staan.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the judgements whose question another one asks too, about the same records."""
    first: dict[tuple[str, str | None], Oordeel] = {}
    for each in subject.written.all(Oordeel):
        question = each.one(Vraag)
        if question is None:
            continue
        plain = " ".join(question.tekst.casefold().split()).rstrip("?. ")
        known = first.setdefault((plain, each.per), each)
        if known is not each and subject.is_own(each):
            label = Label(subject.place_of_name(known), "dit oordeel stelt de vraag ook")
            advice = f"gebruik overal `oordeel {known.naam}`, of zeg in de vraag wat anders is"
            facts = {"naam": each.naam, "ander": known.naam}
            yield diagnostic(KIND, question.span, labels=(label,), help=(advice,), **facts)
