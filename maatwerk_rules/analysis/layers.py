"""Layers of law: in which regeling a rule stands, and which regeling is the higher one."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.model.clauses import Bron
from maatwerk_rules.model.declarations import Regeling
from maatwerk_rules.model.node import Declaration, Reference
from maatwerk_rules.model.references import Artikelverwijzing

# From high to low.
LAYERS = ("wet", "amvb", "ministeriele_regeling", "verordening", "beleidsregel")
LOCAL = frozenset({"verordening", "beleidsregel"})

AWB = "BWBR0005537"
DEVIATION_FROM_POLICY_RULE = "4:84"


def rank(regeling: Regeling) -> int:
    """Return 0 for the highest layer; a higher number is a lower layer.

    >>> rank(Regeling("Pw", "wet", "BWBR0015703", "Participatiewet"))
    0
    """
    return LAYERS.index(regeling.soort)


def regelingen_of(declaration: Declaration, symbols: Symbols) -> tuple[Regeling, ...]:
    """Return the regelingen a declaration names as its source, in the order of the text."""
    named = (regeling_of(bron.verwijzing, symbols) for bron in declaration.all(Bron))
    return tuple(each for each in named if each is not None)


def regeling_of(reference: Reference, symbols: Symbols) -> Regeling | None:
    """Return the regeling of a cited article; a ruling or a paper has none."""
    if isinstance(reference, Artikelverwijzing):
        return symbols.regelingen.get(reference.regeling)
    return None


def layer_of(declaration: Declaration, symbols: Symbols) -> Regeling | None:
    """Return the regeling a rule stands in: of several sources the lowest.

    A local rule often cites the statute it rests on as well; that does not lift it to a statute.
    """
    return symbols.once_for(declaration, _lowest)


def _lowest(declaration: Declaration, symbols: Symbols) -> Regeling | None:
    return max(regelingen_of(declaration, symbols), key=rank, default=None)


def cites_awb_4_84(declaration: Declaration, symbols: Symbols) -> bool:
    """Tell whether a ground rests on the power to deviate from a beleidsregel."""
    return any(
        regeling_of(article, symbols) is not None
        and symbols.regelingen[article.regeling].nummer == AWB
        for article in _articles(declaration)
        if article.artikel == DEVIATION_FROM_POLICY_RULE
    )


def _articles(declaration: Declaration) -> Iterator[Artikelverwijzing]:
    for bron in declaration.all(Bron):
        if isinstance(bron.verwijzing, Artikelverwijzing):
            yield bron.verwijzing
