"""Clauses as text, in the order of the grammar; each is one line that may be broken at marks."""

from datetime import date

from maatwerk_rules.model import clauses as c
from maatwerk_rules.model.node import Reference
from maatwerk_rules.syntax.write import (
    NOTHING,
    SOFT,
    Follow,
    Level,
    fit,
    join,
    plain,
    write,
    write_count,
    write_number,
)


def quote(tekst: str) -> str:
    """Return a text between quotes."""
    return f'"{tekst}"'


def _until(tot: date | None) -> str:
    return f" tot {tot.isoformat()}" if tot else ""


def _source(bron: Reference | None) -> str:
    """Return the source behind a text: it must stay on the same line."""
    return f" bron {write(bron)}" if bron else ""


def _rung(word: str, node: c.Eerst | c.Daarna) -> str:
    condition = f"{SOFT}indien {write(node.voorwaarde)}" if node.voorwaarde else ""
    return f"{word} {node.methode} door {node.door}{condition}"


def _slope(node: c.Helling) -> str:
    step, most = write(node.stap), write(node.hoogstens)
    return f"{step} meer {node.gegeven} kost hoogstens {most} {node.uitkomst}"


@write.register
def _(node: c.Taalversie, follow: Follow = NOTHING) -> str:
    return f"taalversie {write_number(node.nummer)}"


@write.register
def _(node: c.Status, follow: Follow = NOTHING) -> str:
    return f"status {node.status}"


@write.register
def _(node: c.Geldigheid, follow: Follow = NOTHING) -> str:
    return f"geldt van {node.vanaf.isoformat()}{_until(node.tot)}"


@write.register
def _(node: c.Bezwaar, follow: Follow = NOTHING) -> str:
    return f"bezwaar {quote(node.tekst)}"


@write.register
def _(node: c.Gebruikt, follow: Follow = NOTHING) -> str:
    return f"gebruikt {node.beleid}"


@write.register
def _(node: c.Gemeente, follow: Follow = NOTHING) -> str:
    return f"gemeente {node.code}"


@write.register
def _(node: c.Oordeelmandaat, follow: Follow = NOTHING) -> str:
    return f"oordeel {node.oordeel}"


@write.register
def _(node: c.Regelingmandaat, follow: Follow = NOTHING) -> str:
    return f"regeling {node.regeling}"


@write.register
def _(node: c.Dient, follow: Follow = NOTHING) -> str:
    return f"dient {join(node.waarden)}"


@write.register
def _(node: c.Geschonden, follow: Follow = NOTHING) -> str:
    return f"geschonden als {write(node.voorwaarde, follow)}"


@write.register
def _(node: c.Bron, follow: Follow = NOTHING) -> str:
    return f"bron {write(node.verwijzing)}"


@write.register
def _(node: c.EigenLezing, follow: Follow = NOTHING) -> str:
    return "eigen lezing"


@write.register
def _(node: c.LetOp, follow: Follow = NOTHING) -> str:
    return f"let op {quote(node.tekst)}{_source(node.bron)}"


@write.register
def _(node: c.Bedoelingclausule, follow: Follow = NOTHING) -> str:
    return f"bedoeling {join(node.bedoelingen)}"


@write.register
def _(node: c.Vraag, follow: Follow = NOTHING) -> str:
    return f"vraag {quote(node.tekst)}"


@write.register
def _(node: c.Uitleg, follow: Follow = NOTHING) -> str:
    return f"uitleg {quote(node.tekst)}"


@write.register
def _(node: c.NogNietInWerking, follow: Follow = NOTHING) -> str:
    return f"nog niet in werking {quote(node.tekst)}"


@write.register
def _(node: c.Omdat, follow: Follow = NOTHING) -> str:
    return f"omdat {quote(node.tekst)}"


@write.register
def _(node: c.Grondslag, follow: Follow = NOTHING) -> str:
    return f"grondslag {write(node.verwijzing)}"


@write.register
def _(node: c.UitRegister, follow: Follow = NOTHING) -> str:
    return f"uit register {node.register}"


@write.register
def _(node: c.Rol, follow: Follow = NOTHING) -> str:
    return node.rol


@write.register
def _(node: c.AlleenIndien, follow: Follow = NOTHING) -> str:
    return f"alleen indien {write(node.voorwaarde, follow)}"


@write.register
def _(node: c.Verloopt, follow: Follow = NOTHING) -> str:
    return "verloopt"


@write.register
def _(node: c.Vermoeden, follow: Follow = NOTHING) -> str:
    return f"vermoeden {node.gegeven}"


@write.register
def _(node: c.Bewijslast, follow: Follow = NOTHING) -> str:
    return f"bewijslast bij {node.partij}"


@write.register
def _(node: c.Moeite, follow: Follow = NOTHING) -> str:
    return f"moeite {write_number(node.moeite)}"


@write.register
def _(node: c.Ingang, follow: Follow = NOTHING) -> str:
    return f"met ingang van {node.vanaf.isoformat()}: {write(node.waarde)}"


@write.register
def _(node: c.NietBekend, follow: Follow = NOTHING) -> str:
    return f"niet bekend vanaf {node.vanaf.isoformat()} {quote(node.reden)}"


@write.register
def _(node: c.BekendTot, follow: Follow = NOTHING) -> str:
    return f"bekend tot {node.datum.isoformat()}"


@write.register
def _(node: c.LaatstBekend, follow: Follow = NOTHING) -> str:
    return "laatst bekend"


@write.register
def _(node: c.Is, follow: Follow = NOTHING) -> str:
    return f"is {write(node.waarde, follow)}"


@write.register
def _(node: c.Anders, follow: Follow = NOTHING) -> str:
    return f"anders {write(node.waarde, follow)}"


@write.register
def _(node: c.GunstigIs, follow: Follow = NOTHING) -> str:
    return f"gunstig is {node.richting}"


@write.register
def _(node: c.GunstigVan, follow: Follow = NOTHING) -> str:
    return " naar ".join([f"gunstig van {node.eerste}", *node.volgende])


@write.register
def _(node: c.BijSamenloop, follow: Follow = NOTHING) -> str:
    return f"bij samenloop {node.wijze}"


@write.register
def _(node: c.Stappen, follow: Follow = NOTHING) -> str:
    return f"stappen {join(node.stappen)}"


@write.register
def _(node: c.Ruimte, follow: Follow = NOTHING) -> str:
    return f"ruimte voor {node.soort} bron {write(node.verwijzing)}"


@write.register
def _(node: c.InTeVullen, follow: Follow = NOTHING) -> str:
    return f"in te vullen door {node.soort}"


@write.register
def _(node: c.VergtEerst, follow: Follow = NOTHING) -> str:
    return f"vergt eerst {join(node.uitkomsten)}"


@write.register
def _(node: c.Datumkolommen, follow: Follow = NOTHING) -> str:
    return f"met ingang van {join(day.isoformat() for day in node.dagen)}"


@write.register
def _(node: c.Rij, follow: Follow = NOTHING) -> str:
    *others, last = node.waarden
    values = join([*map(write, others), write(last, follow)])
    return f"rij {join(map(write, node.cellen))}: {values}"


@write.register
def _(node: c.SchijfTot, follow: Follow = NOTHING) -> str:
    return f"schijf tot {fit(node.grens, Level.SOM)}: {plain(node.tarief)}"


@write.register
def _(node: c.SchijfDaarboven, follow: Follow = NOTHING) -> str:
    return f"schijf daarboven: {plain(node.tarief)}"


@write.register
def _(node: c.Afrondingsclausule, follow: Follow = NOTHING) -> str:
    return f"{node.wijze} afgerond op {node.eenheid}"


@write.register
def _(node: c.BegintOp, follow: Follow = NOTHING) -> str:
    return f"begint op {fit(node.dag, Level.SOM)}"


@write.register
def _(node: c.BegintNa, follow: Follow = NOTHING) -> str:
    return f"begint na {fit(node.dag, Level.SOM)}"


@write.register
def _(node: c.Duurt, follow: Follow = NOTHING) -> str:
    return f"duurt {plain(node.duur)}"


@write.register
def _(node: c.Opgeschort, follow: Follow = NOTHING) -> str:
    return f"opgeschort gedurende {fit(node.dagen, Level.SOM)}"


@write.register
def _(node: c.Maatstaf, follow: Follow = NOTHING) -> str:
    return f"maatstaf {write(node.verwijzing)}"


@write.register
def _(node: c.Door, follow: Follow = NOTHING) -> str:
    return f"door {node.orgaan}"


@write.register
def _(node: c.Factor, follow: Follow = NOTHING) -> str:
    return f"{node.naam} {quote(node.vraag)}" if node.vraag is not None else node.naam


@write.register
def _(node: c.Weegt, follow: Follow = NOTHING) -> str:
    return f"weegt {join(map(write, node.factoren))}"


@write.register
def _(node: c.PerKalendermaand, follow: Follow = NOTHING) -> str:
    return "per kalendermaand"


@write.register
def _(node: c.MotiveringVerplicht, follow: Follow = NOTHING) -> str:
    return "motivering verplicht"


@write.register
def _(node: c.GeldigDuur, follow: Follow = NOTHING) -> str:
    return f"geldig {write_count(node.aantal, node.eenheid)}"


@write.register
def _(node: c.BijRegel, follow: Follow = NOTHING) -> str:
    return f"bij {node.regel}"


@write.register
def _(node: c.BijGroep, follow: Follow = NOTHING) -> str:
    return f"bij groep {node.groep}"


@write.register
def _(node: c.BijRegeling, follow: Follow = NOTHING) -> str:
    return f"bij regeling {node.regeling}"


@write.register
def _(node: c.Karakter, follow: Follow = NOTHING) -> str:
    return f"karakter {node.karakter}"


@write.register
def _(node: c.Rang, follow: Follow = NOTHING) -> str:
    return node.rang


@write.register
def _(node: c.Strekking, follow: Follow = NOTHING) -> str:
    return node.strekking


@write.register
def _(node: c.Krachtens, follow: Follow = NOTHING) -> str:
    return f"krachtens {write(node.verwijzing)}"


@write.register
def _(node: c.SteltTerzijde, follow: Follow = NOTHING) -> str:
    return f"stelt terzijde {join(node.regels)}"


@write.register
def _(node: c.ToetsenAltijd, follow: Follow = NOTHING) -> str:
    return "toetsen altijd"


@write.register
def _(node: c.ToetsenBijAanwijzing, follow: Follow = NOTHING) -> str:
    return f"toetsen bij aanwijzing {write(node.voorwaarde, follow)}"


@write.register
def _(node: c.ToetsenOpVerzoek, follow: Follow = NOTHING) -> str:
    return f"toetsen op verzoek {node.gegeven}"


@write.register
def _(node: c.Indien, follow: Follow = NOTHING) -> str:
    return f"indien {write(node.voorwaarde, follow)}"


@write.register
def _(node: c.Dan, follow: Follow = NOTHING) -> str:
    return f"dan {write(node.waarde, follow)}"


@write.register
def _(node: c.BuitenToepassing, follow: Follow = NOTHING) -> str:
    return "dan buiten toepassing"


@write.register
def _(node: c.BlijftGeldigVoor, follow: Follow = NOTHING) -> str:
    return f"blijft geldig voor {write(node.voorwaarde, follow)}"


@write.register
def _(node: c.TenHoogsteDuur, follow: Follow = NOTHING) -> str:
    return f"ten hoogste {write_count(node.aantal, node.eenheid)}"


@write.register
def _(node: c.Eerst, follow: Follow = NOTHING) -> str:
    return _rung("eerst", node)


@write.register
def _(node: c.Daarna, follow: Follow = NOTHING) -> str:
    return _rung("daarna", node)


@write.register
def _(node: c.Ongeacht, follow: Follow = NOTHING) -> str:
    return f"ongeacht {join(node.gegevens)}"


@write.register
def _(node: c.Monotoon, follow: Follow = NOTHING) -> str:
    return f"meer {node.gegeven} geeft nooit {node.richting} {node.uitkomst}"


@write.register
def _(node: c.Helling, follow: Follow = NOTHING) -> str:
    return _slope(node)


@write.register
def _(node: c.VolgordeIrrelevant, follow: Follow = NOTHING) -> str:
    return f"volgorde van {node.lijst} is irrelevant"


@write.register
def _(node: c.Stabiel, follow: Follow = NOTHING) -> str:
    return "stabiel in de tijd"


@write.register
def _(node: c.Grens, follow: Follow = NOTHING) -> str:
    return f"grens {node.regel} is bewust{SOFT}omdat {quote(node.omdat)}{_source(node.bron)}"
