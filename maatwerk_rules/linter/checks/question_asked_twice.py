"""MW163: two facts with the same question."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.diagnostics import Diagnostic, Kind, Label, Severity, diagnostic
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Vraag
from maatwerk_rules.model.declarations import Gegeven, Soort, Veld
from maatwerk_rules.model.node import Node

KIND = Kind(
    "MW163",
    "dubbele-vraag",
    Severity.WAARSCHUWING,
    "`{naam}` stelt dezelfde vraag als `{ander}`.",
    "De inwoner krijgt de vraag twee keer, en weet niet wat het verschil is.",
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the questions of the policy that another fact asks too.

    Fields ask about their own record: the same question may stand in two soorten.
    """
    groups: list[tuple[Node, ...]] = [subject.written.all(Gegeven)]
    groups += [soort.velden for soort in subject.written.all(Soort)]
    for group in groups:
        asked: dict[str, Node] = {}
        for node in group:
            clause = node.one(Vraag)
            if clause is None:
                continue
            first = asked.setdefault(_plain(clause.tekst), node)
            if first is not node and subject.is_own(node):
                yield _found(subject, node, clause, first)


def _plain(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip("?. ")


def _found(subject: Subject, node: Node, clause: Vraag, first: Node) -> Diagnostic:
    assert isinstance(node, Gegeven | Veld) and isinstance(first, Gegeven | Veld), "they ask"
    label = Label(subject.place(first, first.naam), "hier staat de vraag ook")
    advice = "gebruik één gegeven, of laat de vraag zeggen wat het verschil is"
    return diagnostic(
        KIND, clause.span, labels=(label,), help=(advice,), naam=node.naam, ander=first.naam
    )
