"""The lines of a toets as text, in the order of the grammar."""

from maatwerk_rules.model import toetsclauses as c
from maatwerk_rules.syntax.write import HARD, NOTHING, SOFT, Follow, join, plain, write
from maatwerk_rules.syntax.write_clauses import quote


def _for(voor: str | None) -> str:
    return f" voor {voor}" if voor else ""


def _by(node: c.Toetsoordeel | c.Bekeken) -> str:
    day = f" op {node.op.isoformat()}" if node.op else ""
    reason = f"{SOFT}omdat {quote(node.omdat)}" if node.omdat is not None else ""
    return f" door {node.door}{day}{reason}"


def _judgement(node: c.Toetsoordeel) -> str:
    head = f"oordeel {node.naam}{_for(node.voor)} is {plain(node.waarde)}{_by(node)}"
    return f"{head}{HARD}gewogen {join(map(write, node.gewogen))}" if node.gewogen else head


def _missing(ontbreekt: tuple[c.Ontbrekend, ...] | None) -> str:
    return f",{SOFT}ontbreekt {join(map(write, ontbreekt))}" if ontbreekt else ""


def _expectation(node: c.Verwachting) -> str:
    head = f"verwacht {node.uitkomst}{_for(node.voor)} is {write(node.verwacht)}"
    return f"{head}{SOFT}op grond van {join(node.gronden)}" if node.gronden else head


def _provenance(node: c.Volgens) -> str:
    reference = f" {write(node.verwijzing)}" if node.verwijzing else ""
    note = f"{SOFT}{quote(node.toelichting)}" if node.toelichting is not None else ""
    return f"volgens {node.herkomst}{reference}{note}"


@write.register
def _(node: c.Zoals, follow: Follow = NOTHING) -> str:
    return f"zoals {node.basis}"


@write.register
def _(node: c.MetOntwerp, follow: Follow = NOTHING) -> str:
    return "met ontwerp"


@write.register
def _(node: c.Verhaal, follow: Follow = NOTHING) -> str:
    return "verhaal " + HARD.join(map(quote, node.teksten))


@write.register
def _(node: c.Toetsdatum, follow: Follow = NOTHING) -> str:
    return f"op {node.datum.isoformat()}"


@write.register
def _(node: c.GewenstEffect, follow: Follow = NOTHING) -> str:
    return f"gewenst effect {quote(node.tekst)}"


@write.register
def _(node: c.ZonderGegeven, follow: Follow = NOTHING) -> str:
    return f"zonder gegeven {node.naam}{f'.{node.veld}' if node.veld else ''}"


@write.register
def _(node: c.ZonderOordeel, follow: Follow = NOTHING) -> str:
    return f"zonder oordeel {node.naam}{_for(node.voor)}"


@write.register
def _(node: c.ZonderBekeken, follow: Follow = NOTHING) -> str:
    return "zonder bekeken"


@write.register
def _(node: c.Toetsgegeven, follow: Follow = NOTHING) -> str:
    return f"gegeven {node.naam} is {plain(node.waarde)}"


@write.register
def _(node: c.Toetsveld, follow: Follow = NOTHING) -> str:
    return f"gegeven {node.record}.{node.veld} is {plain(node.waarde)}"


@write.register
def _(node: c.Weging, follow: Follow = NOTHING) -> str:
    return f"{node.factor} {quote(node.tekst)}"


@write.register
def _(node: c.Toetsoordeel, follow: Follow = NOTHING) -> str:
    return _judgement(node)


@write.register
def _(node: c.Bekeken, follow: Follow = NOTHING) -> str:
    return f"ambtshalve bekeken{_by(node)}"


@write.register
def _(node: c.Volgens, follow: Follow = NOTHING) -> str:
    return _provenance(node)


@write.register
def _(node: c.Ontbrekend, follow: Follow = NOTHING) -> str:
    return f"{node.naam}{_for(node.voor)}"


@write.register
def _(node: c.Vast, follow: Follow = NOTHING) -> str:
    return plain(node.waarde)


@write.register
def _(node: c.Voorlopig, follow: Follow = NOTHING) -> str:
    return f"voorlopig {plain(node.waarde)}{_missing(node.ontbreekt)}"


@write.register
def _(node: c.Onbepaald, follow: Follow = NOTHING) -> str:
    return f"onbepaald{_missing(node.ontbreekt)}"


@write.register
def _(node: c.ZonderRegel, follow: Follow = NOTHING) -> str:
    return "geen_regel"


@write.register
def _(node: c.Strijdig, follow: Follow = NOTHING) -> str:
    return "strijdig"


@write.register
def _(node: c.Verwachting, follow: Follow = NOTHING) -> str:
    return _expectation(node)
