"""What of the law the declarations of a policy put into rules, and where one place lies in another.

What a fact may be asked for, what an intention rests on and what a toets names encodes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.model.clauses import Bron, Maatstaf
from maatwerk_rules.model.declarations import Bedoeling, Gegeven, Toets, Voorrang, Waarde
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.references import Artikelverwijzing

_NOT_ENCODING = (Bedoeling, Gegeven, Toets, Voorrang, Waarde)


def encoding(subject: Subject) -> Iterator[tuple[Declaration, Artikelverwijzing]]:
    """Yield what a policy itself declares on the ground of an article, with that article."""
    clauses: tuple[Bron | Maatstaf, ...] = (*subject.nodes.of(Bron), *subject.nodes.of(Maatstaf))
    for clause in clauses:
        declaration = subject.nodes.declaration(clause)
        cited = clause.verwijzing
        if isinstance(cited, Artikelverwijzing) and not isinstance(declaration, _NOT_ENCODING):
            yield declaration, cited


def by_article(
    subject: Subject,
) -> Mapping[tuple[str, str], list[tuple[Declaration, Artikelverwijzing]]]:
    """Return what a policy itself declares on the ground of each article, by act and article."""
    found: dict[tuple[str, str], list[tuple[Declaration, Artikelverwijzing]]] = {}
    for declaration, cited in encoding(subject):
        found.setdefault((cited.regeling, cited.artikel), []).append((declaration, cited))
    return found


def lies_in(inner: Artikelverwijzing, outer: Artikelverwijzing) -> bool:
    """Tell whether one place of the law is another, or a part of it.

    >>> article = Artikelverwijzing("Pw", "34")
    >>> lies_in(Artikelverwijzing("Pw", "34", "2", "a"), article)
    True
    >>> lies_in(article, Artikelverwijzing("Pw", "34", "2"))
    False
    """
    if (inner.regeling, inner.artikel) != (outer.regeling, outer.artikel):
        return False
    pairs = ((inner.lid, outer.lid), (inner.onderdeel, outer.onderdeel), (inner.onder, outer.onder))
    return all(there is None or here == there for here, there in pairs)
