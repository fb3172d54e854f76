"""Heads of declarations as text, in the order of the grammar; their clauses come below them."""

from maatwerk_rules.model import declarations as d
from maatwerk_rules.syntax.write import NEXT, NOTHING, SOFT, Follow, join, write
from maatwerk_rules.syntax.write_clauses import quote


def _per(name: str | None) -> str:
    return f" per {name}" if name else ""


def _functie(node: d.Functie) -> str:
    head = f"functie {node.naam} {quote(node.titel)} namens {node.namens}"
    return f"{head}{SOFT}voor {join(map(write, node.mandaten))}" if node.mandaten else head


@write.register
def _(node: d.Beleidskop, follow: Follow = NOTHING) -> str:
    return f"beleid {node.naam} {quote(node.titel)}"


@write.register
def _(node: d.Regeling, follow: Follow = NOTHING) -> str:
    return f"regeling {node.naam} {node.soort} {node.nummer} {quote(node.titel)}"


@write.register
def _(node: d.Orgaan, follow: Follow = NOTHING) -> str:
    return f"orgaan {node.naam} {quote(node.titel)}"


@write.register
def _(node: d.Functie, follow: Follow = NOTHING) -> str:
    return _functie(node)


@write.register
def _(node: d.Register, follow: Follow = NOTHING) -> str:
    return f"register {node.naam} {quote(node.titel)}"


@write.register
def _(node: d.Waarde, follow: Follow = NOTHING) -> str:
    return f"waarde {node.naam} {quote(node.tekst)}"


@write.register
def _(node: d.Bedoeling, follow: Follow = NOTHING) -> str:
    return f"bedoeling {node.naam} {quote(node.tekst)}"


@write.register
def _(node: d.Keuze, follow: Follow = NOTHING) -> str:
    return f"keuze {node.naam} uit {join(node.opties)}"


@write.register
def _(node: d.Soort, follow: Follow = NOTHING) -> str:
    return f"soort {node.naam} heeft"


@write.register
def _(node: d.Veld, follow: Follow = NOTHING) -> str:
    return f"{node.naam}: {write(node.type)}"


@write.register
def _(node: d.Gegeven, follow: Follow = NOTHING) -> str:
    return f"gegeven {node.naam}: {write(node.type)}"


@write.register
def _(node: d.Huishouden, follow: Follow = NOTHING) -> str:
    return f"huishouden {node.naam} bevat {join(node.lijsten)}"


@write.register
def _(node: d.Bedrag, follow: Follow = NOTHING) -> str:
    return f"bedrag {node.naam}{_per(node.periode)}"


@write.register
def _(node: d.Aantal, follow: Follow = NOTHING) -> str:
    return f"aantal {node.naam}" + (f" {node.eenheid}" if node.eenheid else "")


@write.register
def _(node: d.Percentage, follow: Follow = NOTHING) -> str:
    return f"percentage {node.naam}"


@write.register
def _(node: d.Begrip, follow: Follow = NOTHING) -> str:
    return f"begrip {node.naam}{_per(node.per)}: {write(node.type)}"


@write.register
def _(node: d.Uitkomst, follow: Follow = NOTHING) -> str:
    return f"uitkomst {node.naam}{_per(node.per)}: {write(node.type)}"


@write.register
def _(node: d.Invulling, follow: Follow = NOTHING) -> str:
    return f"invulling {node.naam}"


@write.register
def _(node: d.Tabel, follow: Follow = NOTHING) -> str:
    return f"tabel {node.naam}: {write(node.type)} over {join(node.kolommen)}"


@write.register
def _(node: d.Schijven, follow: Follow = NOTHING) -> str:
    return f"schijven {node.naam}: {write(node.type)} over {node.over.naam}"


@write.register
def _(node: d.Termijn, follow: Follow = NOTHING) -> str:
    return f"termijn {node.naam}"


@write.register
def _(node: d.Oordeel, follow: Follow = NOTHING) -> str:
    return f"oordeel {node.naam}{_per(node.per)}: {write(node.type)}"


@write.register
def _(node: d.Regel, follow: Follow = NOTHING) -> str:
    return f"regel {node.naam} bepaalt {node.bepaalt}"


@write.register
def _(node: d.Gelijkstelling, follow: Follow = NOTHING) -> str:
    return f"gelijkstelling {node.naam} bij {node.bepaalt}"


@write.register
def _(node: d.Uitzondering, follow: Follow = NOTHING) -> str:
    return f"uitzondering {node.naam} op {node.op}"


@write.register
def _(node: d.Aanpassing, follow: Follow = NOTHING) -> str:
    return f"aanpassing {node.naam} van {node.van} in stap {node.stap}"


@write.register
def _(node: d.Afwijkingsgrond, follow: Follow = NOTHING) -> str:
    return f"afwijkingsgrond {node.naam} {write(node.doel)}"


@write.register
def _(node: d.Hardheidsclausule, follow: Follow = NOTHING) -> str:
    return f"hardheidsclausule {node.naam} {write(node.doel)}"


@write.register
def _(node: d.Groep, follow: Follow = NOTHING) -> str:
    return f"groep {node.naam} {quote(node.titel)}{NEXT}bevat {join(node.regels)}"


@write.register
def _(node: d.Voorrang, follow: Follow = NOTHING) -> str:
    return f"voorrang {node.hoger} boven {node.lager}"


@write.register
def _(node: d.Opschaling, follow: Follow = NOTHING) -> str:
    return "opschaling"


@write.register
def _(node: d.Gelijkheid, follow: Follow = NOTHING) -> str:
    return "gelijkheid"


@write.register
def _(node: d.Toelaatbaar, follow: Follow = NOTHING) -> str:
    return f"toelaatbaar {node.naam} {quote(node.tekst)}{NEXT}alleen als {write(node.voorwaarde)}"


@write.register
def _(node: d.Aanname, follow: Follow = NOTHING) -> str:
    return f"aanname {node.naam} {quote(node.tekst)}{NEXT}dat {write(node.voorwaarde)}"


@write.register
def _(node: d.Dekking, follow: Follow = NOTHING) -> str:
    raakt = f"{SOFT}raakt {join(node.raakt)}" if node.raakt else ""
    return f"dekking {write(node.verwijzing)} {node.graad} {quote(node.tekst)}{raakt}"


@write.register
def _(node: d.Toets, follow: Follow = NOTHING) -> str:
    return f"toets {node.naam} {quote(node.titel)}"
