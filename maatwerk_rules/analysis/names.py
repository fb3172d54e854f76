"""Every name in a declaration refers to something of the right kind.

What may hang on what is in hanging.py, names inside expressions in expression_names.py and those
of a toets in toets_names.py; `find` runs them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import singledispatch
from itertools import islice

import attrs

from maatwerk_rules.analysis import expression_names, hanging, households, toets_names
from maatwerk_rules.analysis import lookup as look
from maatwerk_rules.analysis.expression_names import NOTHING
from maatwerk_rules.analysis.lookup import find_reference
from maatwerk_rules.analysis.passes import looks_at
from maatwerk_rules.analysis.scopes import records_of
from maatwerk_rules.analysis.supplied import is_supplied
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.node import Declaration, Expression, Node
from maatwerk_rules.model.references import Artikelverwijzing
from maatwerk_rules.model.types import Aantal, Bedrag, Percentage
from maatwerk_rules.nearest import nearest
from maatwerk_rules.source import Span

PLACEHOLDER_UNKNOWN = Kind(
    "MW161",
    "plaatshouder-onbekend",
    Severity.FOUT,
    "In de uitleg staat `{{{naam}}}`, maar die waarde bestaat hier niet.",
    "De inwoner leest op die plaats een waarde; zonder waarde staat er niets leesbaars.",
)
FACTOR_WITHOUT_QUESTION = Kind(
    "MW073",
    "factor-zonder-vraag",
    Severity.FOUT,
    "De factor `{naam}` is geen gegeven of veld en heeft geen eigen vraag.",
    "Wie oordeelt moet weten wat er onder deze factor te wegen is.",
)

MOST_FINDINGS = 200

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def find(
    beleid: Beleid, symbols: Symbols, left_out: frozenset[int] = frozenset()
) -> tuple[Diagnostic, ...]:
    """Return the names that refer to nothing, or to something of another kind.

    Linear in the size of the policy, used policies included. After MOST_FINDINGS the rest is not
    looked at: then a file is missing, or another policy is meant.

    Args:
        left_out: By their identity the declarations that are not looked at.
    """
    found = (
        one
        for each in beleid.everything()
        if id(each) not in left_out
        for one in find_in(each, symbols)
    )
    return tuple(islice(found, MOST_FINDINGS))


def find_in(declaration: Declaration, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the names in one declaration that refer to nothing, or to something of another kind.

    What the tool adds takes its names from what an author wrote: it is told there.
    """
    if is_supplied(declaration):
        return
    if isinstance(declaration, d.Toets):
        yield from toets_names.find(declaration, symbols)
        return
    records = records_of(declaration, symbols)
    for node in declaration.walk_outside_expressions():
        if isinstance(node, Expression):
            found = expression_names.find(node, symbols, records)
            yield from (_with_nothing(each, declaration, symbols) for each in found)
        elif looks_at(find_in_node, type(node)):
            yield from find_in_node(node, symbols)
    for uitleg in declaration.all(c.Uitleg):
        yield from _find_placeholders(uitleg, declaration, symbols)
    if isinstance(declaration, d.Oordeel):
        yield from _find_factors(declaration, symbols)
    yield from hanging.find(declaration, symbols)


def _with_nothing(found: Diagnostic, declaration: Declaration, symbols: Symbols) -> Diagnostic:
    """Return the finding about `anders nul` with the zero of its type."""
    anders = declaration.one(c.Anders)
    if found.facts.get("naam") != NOTHING or anders is None:
        return found
    type_ = symbols.types.get(declaration.name)
    zero = {Bedrag: "€ 0", Aantal: "0", Percentage: "0%"}.get(type(type_))
    if zero is None or anders.waarde.span != found.spans[0].span:
        return found
    edit = Edit(anders.waarde.span, zero, "suggestie")
    return attrs.evolve(found, help=(f"schrijf `{zero}`",), edits=(edit,))


@singledispatch
def find_in_node(node: Node, symbols: Symbols) -> Iterator[Diagnostic]:
    """Yield the names of one node, outside expressions, that do not refer well."""
    yield from ()


@find_in_node.register
def _(node: d.Functie, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.namens, look.ORGAAN, node, symbols)


@find_in_node.register
def _(node: c.Oordeelmandaat, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.oordeel, look.OORDEEL, node, symbols)


@find_in_node.register
def _(node: c.Regelingmandaat, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.regeling, look.REGELING, node, symbols)


@find_in_node.register
def _(node: c.Dient, symbols: Symbols) -> Iterator[Diagnostic]:
    for naam in node.waarden:
        yield from find_reference(naam, look.WAARDE, node, symbols)


@find_in_node.register
def _(node: Artikelverwijzing, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.regeling, look.REGELING, node, symbols)


@find_in_node.register
def _(node: c.Bedoelingclausule, symbols: Symbols) -> Iterator[Diagnostic]:
    for naam in node.bedoelingen:
        yield from find_reference(naam, look.BEDOELING, node, symbols)


@find_in_node.register
def _(node: c.UitRegister, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.register, look.REGISTER, node, symbols)


@find_in_node.register
def _(node: c.Vermoeden, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.gegeven, look.GEGEVEN, node, symbols)


@find_in_node.register(d.Begrip)
@find_in_node.register(d.Uitkomst)
@find_in_node.register(d.Oordeel)
def _(node: d.Begrip | d.Uitkomst | d.Oordeel, symbols: Symbols) -> Iterator[Diagnostic]:
    if node.per is not None:
        yield from find_reference(node.per, look.SOORT, node, symbols)


@find_in_node.register
def _(node: c.VergtEerst, symbols: Symbols) -> Iterator[Diagnostic]:
    for naam in node.uitkomsten:
        yield from find_reference(naam, look.ALLEEN_UITKOMST, node, symbols)


@find_in_node.register
def _(node: d.Invulling, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.naam, look.OPEN_BEGRIP, node, symbols)


@find_in_node.register
def _(node: d.Huishouden, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from households.find(node, symbols)


@find_in_node.register
def _(node: d.Tabel, symbols: Symbols) -> Iterator[Diagnostic]:
    for naam in node.kolommen:
        yield from find_reference(naam, look.WAARDENAAM, node, symbols)
        soort = symbols.record_of(naam)
        if soort is not None and naam in symbols.values:
            yield expression_names.without_record(symbols.place(node, naam), naam, soort)


@find_in_node.register
def _(node: c.Door, symbols: Symbols) -> Iterator[Diagnostic]:
    # A function here is known, but has no power of its own: that is for the check of mandates.
    if node.orgaan not in symbols.functies:
        yield from find_reference(node.orgaan, look.ORGAAN, node, symbols)


@find_in_node.register
def _(node: c.ToetsenOpVerzoek, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.gegeven, look.GEGEVEN, node, symbols)


@find_in_node.register(c.Eerst)
@find_in_node.register(c.Daarna)
def _(node: c.Eerst | c.Daarna, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.door, look.WIE, node, symbols)


@find_in_node.register
def _(node: c.Ongeacht, symbols: Symbols) -> Iterator[Diagnostic]:
    for naam in node.gegevens:
        yield from find_reference(naam, look.GEGEVEN, node, symbols)


@find_in_node.register(c.Monotoon)
@find_in_node.register(c.Helling)
def _(node: c.Monotoon | c.Helling, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.gegeven, look.GEGEVEN_OF_BEGRIP, node, symbols)
    yield from find_reference(node.uitkomst, look.UITKOMST, node, symbols)


@find_in_node.register
def _(node: c.VolgordeIrrelevant, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.lijst, look.LIJSTGEGEVEN, node, symbols)


@find_in_node.register
def _(node: c.Grens, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.regel, look.REGEL, node, symbols)


@find_in_node.register
def _(node: d.Dekking, symbols: Symbols) -> Iterator[Diagnostic]:
    for naam in node.raakt or ():
        yield from find_reference(naam, look.UITKOMST, node, symbols)


@find_in_node.register
def _(node: d.Groep, symbols: Symbols) -> Iterator[Diagnostic]:
    for naam in node.regels:
        yield from find_reference(naam, look.GEWONE_REGEL, node, symbols)


@find_in_node.register
def _(node: c.SteltTerzijde, symbols: Symbols) -> Iterator[Diagnostic]:
    for naam in node.regels:
        yield from find_reference(naam, look.GEWONE_REGEL, node, symbols)


@find_in_node.register
def _(node: c.BijRegel, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.regel, look.REGEL, node, symbols)


@find_in_node.register
def _(node: c.BijGroep, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.groep, look.GROEP, node, symbols)


@find_in_node.register
def _(node: c.BijRegeling, symbols: Symbols) -> Iterator[Diagnostic]:
    yield from find_reference(node.regeling, look.REGELING, node, symbols)


def _find_placeholders(
    uitleg: c.Uitleg, holder: Declaration, symbols: Symbols
) -> Iterator[Diagnostic]:
    for name in _PLACEHOLDER.findall(uitleg.tekst):
        if not _may_fill_in(name, holder, symbols):
            near = nearest(name, _placeholders_of(holder, symbols))
            advice = (
                f"bedoelt u `{{{near[0]}}}`?" if near else "schrijf hier de naam van een waarde"
            )
            span = _place_in_text(uitleg, f"{{{name}}}", symbols)
            yield diagnostic(PLACEHOLDER_UNKNOWN, span, naam=name, help=(advice,))


def _may_fill_in(name: str, holder: Declaration, symbols: Symbols) -> bool:
    """Tell whether the explanation of a declaration may fill in a name, without a list of all."""
    records = records_of(holder, symbols)
    if name in symbols.values or name in symbols.oordelen:
        soort = symbols.record_of(name) or None
        if soort is None or soort in records.values():
            return True
    record = name.partition(".")[0]
    if record not in records:
        return False
    fields = symbols.soorttypes[records[record]].velden
    return name == record or any(name == f"{record}.{veld.naam}" for veld in fields)


def _placeholders_of(holder: Declaration, symbols: Symbols) -> set[str]:
    """Return what the explanation of a declaration may fill in."""
    known = {*symbols.by_record.get(None, ())}
    for record, soort in records_of(holder, symbols).items():
        known |= {record, *symbols.by_record.get(soort, ())}
        known |= {f"{record}.{veld.naam}" for veld in symbols.soorttypes[soort].velden}
    return known


def _place_in_text(uitleg: c.Uitleg, words: str, symbols: Symbols) -> Span:
    span = uitleg.span
    if span.source not in symbols.sources:
        return span
    start = symbols.sources[span.source].text.find(words, span.start, span.end)
    return span if start < 0 else Span(span.source, start, start + len(words))


def _find_factors(oordeel: d.Oordeel, symbols: Symbols) -> Iterator[Diagnostic]:
    soorten = records_of(oordeel, symbols).values()
    fields = [veld.naam for soort in soorten for veld in symbols.soorttypes[soort].velden]
    for weegt in oordeel.all(c.Weegt):
        for factor in weegt.factoren:
            named = factor.naam in fields or look.GEGEVEN.has(factor.naam, symbols)
            if factor.vraag is None and not named:
                near = nearest(factor.naam, (*look.GEGEVEN.names(symbols), *fields))
                advice = f"bedoelt u `{near[0]}`?" if near else 'zet er een vraag achter: `"…?"`'
                yield diagnostic(
                    FACTOR_WITHOUT_QUESTION, factor.span, naam=factor.naam, help=(advice,)
                )
