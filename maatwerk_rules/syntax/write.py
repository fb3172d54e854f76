"""Expressions as text, with no more parentheses than are needed.

`write` is one function over all nodes; types, clauses and declarations join it in
the modules beside this one. A text may hold marks that `formatter` turns into spaces and lines:
SOFT, where a long line may be broken, HARD, where it is continued on a new line, and NEXT, where a
line begins that is indented as a clause.
"""

from collections.abc import Iterable
from enum import IntEnum
from fractions import Fraction
from functools import singledispatch

from maatwerk_rules.dutch import write_aantal, write_bedrag
from maatwerk_rules.model import expressions as e
from maatwerk_rules.model.node import Expression, Node

SOFT = "\x1f"
HARD = "\x1e"
NEXT = "\x1d"


class Level(IntEnum):
    """How tightly an expression binds, after the rules of the grammar."""

    UITDRUKKING = 0
    ONDERDEEL = 1
    BEGRENSD = 2
    SOM = 3
    TERM = 4
    UNAIR = 5
    ATOOM = 6


LEVELS: dict[type[Node], Level] = {
    e.En: Level.UITDRUKKING,
    e.Of: Level.UITDRUKKING,
    e.Hetzij: Level.UITDRUKKING,
    e.Niet: Level.ONDERDEEL,
    e.Vergelijking: Level.ONDERDEEL,
    e.EenVan: Level.ONDERDEEL,
    e.GeenVan: Level.ONDERDEEL,
    e.Telling: Level.ONDERDEEL,
    e.TenMinste: Level.BEGRENSD,
    e.TenHoogste: Level.BEGRENSD,
    e.Optelling: Level.SOM,
    e.Aftrekking: Level.SOM,
    e.Vermenigvuldiging: Level.TERM,
    e.Deling: Level.TERM,
    e.Tegengestelde: Level.UNAIR,
}

# What may come behind an expression and would be read as a part of it.
Follow = frozenset[str]
NOTHING: Follow = frozenset()
COMPARISON: Follow = frozenset({"vergelijker"})
ELSE: Follow = frozenset({"anders"})

# Names that with the word before or behind them would be read as another phrase:
# `er is een`, `is meer dan`, `niet aangetoond`.
_PHRASE_NAMES = frozenset({"er", "meer", "minder", "aangetoond"})


@singledispatch
def write(node: Node, follow: Follow = NOTHING) -> str:
    """Return the canonical text of a node, with marks where a line may or must end.

    Args:
        follow: What comes directly behind it in the text.
    """
    raise TypeError(f"no text is known for {type(node).__name__}")


def fit(node: Node, level: Level, follow: Follow = NOTHING) -> str:
    """Return the text of an expression where one of at least `level` is asked."""
    if LEVELS.get(type(node), Level.ATOOM) >= level:
        return write(node, follow)
    return f"({write(node)})"


def join(parts: Iterable[str]) -> str:
    """Return a list with commas, behind each of which a line may end."""
    return f",{SOFT}".join(parts)


# ---------------------------------------------------------------- conditions


@write.register
def _(node: e.En, follow: Follow = NOTHING) -> str:
    return _chain("en", node.delen, follow)


@write.register
def _(node: e.Of, follow: Follow = NOTHING) -> str:
    return _chain("of", node.delen, follow)


@write.register
def _(node: e.Hetzij, follow: Follow = NOTHING) -> str:
    return f"hetzij {_chain('hetzij', node.delen, follow)}"


def _chain(word: str, delen: tuple[Expression, ...], follow: Follow) -> str:
    *others, last = delen
    parts = [fit(deel, Level.ONDERDEEL) for deel in others]
    return f"{SOFT}{word} ".join([*parts, fit(last, Level.ONDERDEEL, follow)])


@write.register
def _(node: e.Niet, follow: Follow = NOTHING) -> str:
    return f"niet {fit(node.deel, Level.ONDERDEEL, follow)}"


@write.register
def _(node: e.Vergelijking, follow: Follow = NOTHING) -> str:
    return _compare(node, Level.BEGRENSD, follow)


def _compare(node: e.Vergelijking, level: Level, follow: Follow) -> str:
    links = fit(node.links, level, COMPARISON)
    rechts = fit(node.rechts, level, follow)
    if node.vergelijker == "is" and rechts.startswith("niet "):
        rechts = f"({write(node.rechts)})"  # else it would be `is niet`
    return f"{links} {node.vergelijker} {rechts}"


@write.register
def _(node: e.EenVan, follow: Follow = NOTHING) -> str:
    return f"{fit(node.deel, Level.BEGRENSD)} is een van ({_values(node.waarden)})"


@write.register
def _(node: e.GeenVan, follow: Follow = NOTHING) -> str:
    return f"{fit(node.deel, Level.BEGRENSD)} is niet een van ({_values(node.waarden)})"


def _values(waarden: tuple[Expression, ...]) -> str:
    return join(fit(waarde, Level.SOM) for waarde in waarden)


@write.register
def _(node: e.Telling, follow: Follow = NOTHING) -> str:
    delen = join(write(deel) for deel in node.delen)
    return f"ten minste {write_number(node.minimum)} van ({delen})"


# ---------------------------------------------------------------- arithmetic


@write.register
def _(node: e.TenMinste, follow: Follow = NOTHING) -> str:
    return _bound(node.deel, "ten minste", node.grens, follow)


@write.register
def _(node: e.TenHoogste, follow: Follow = NOTHING) -> str:
    return _bound(node.deel, "ten hoogste", node.grens, follow)


def _bound(deel: Expression, word: str, grens: Expression, follow: Follow) -> str:
    return f"{fit(deel, Level.BEGRENSD)}{SOFT}maar {word} {fit(grens, Level.SOM, follow)}"


@write.register
def _(node: e.Optelling, follow: Follow = NOTHING) -> str:
    return _with_day("+", node, follow)


@write.register
def _(node: e.Aftrekking, follow: Follow = NOTHING) -> str:
    return _with_day("-", node, follow)


def _with_day(sign: str, node: e.Optelling | e.Aftrekking, follow: Follow) -> str:
    day = f" {node.dagkeuze}" if node.dagkeuze else ""
    rechts = fit(node.rechts, Level.TERM, NOTHING if day else follow)
    return f"{fit(node.links, Level.SOM)} {sign} {rechts}{day}"


@write.register
def _(node: e.Vermenigvuldiging, follow: Follow = NOTHING) -> str:
    return f"{fit(node.links, Level.TERM)} * {fit(node.rechts, Level.UNAIR, follow)}"


@write.register
def _(node: e.Deling, follow: Follow = NOTHING) -> str:
    return f"{fit(node.links, Level.TERM)} / {fit(node.rechts, Level.UNAIR, follow)}"


@write.register
def _(node: e.Tegengestelde, follow: Follow = NOTHING) -> str:
    return f"-{fit(node.deel, Level.ATOOM, follow)}"


# ---------------------------------------------------------------- literals and names


@write.register
def _(node: e.Bedragliteraal, follow: Follow = NOTHING) -> str:
    return write_bedrag(node.centen, node.periode, compact=True)


@write.register
def _(node: e.Percentageliteraal, follow: Follow = NOTHING) -> str:
    return f"{write_number(node.waarde * 100)}%"


@write.register
def _(node: e.Datumliteraal, follow: Follow = NOTHING) -> str:
    return node.datum.isoformat()


@write.register
def _(node: e.Getalliteraal, follow: Follow = NOTHING) -> str:
    return write_count(node.getal, node.eenheid)


def write_count(number: int | Fraction, eenheid: str | None) -> str:
    """Return a number with its unit, in the singular for one."""
    if eenheid is None:
        return write_number(number)
    _, _, word = write_aantal(1 if number == 1 else 2, eenheid).partition(" ")
    return f"{write_number(number)} {word}"


def write_number(number: int | Fraction) -> str:
    """Return a number with dots and all its decimals.

    >>> write_number(1234), write_number(Fraction(1, 8))
    ('1.234', '0,125')
    """
    whole, rest = divmod(Fraction(number), 1)
    decimals = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        decimals += str(digit)
    return f"{whole:,}".replace(",", ".") + (f",{decimals}" if decimals else "")


@write.register
def _(node: e.Janee, follow: Follow = NOTHING) -> str:
    return "ja" if node.waarde else "nee"


@write.register
def _(node: e.Naam, follow: Follow = NOTHING) -> str:
    return _guard(node.naam, node.naam)


def _guard(name: str, text: str) -> str:
    """Return a text that begins with a name; in parentheses when the name could be misread."""
    return f"({text})" if name in _PHRASE_NAMES else text


@write.register
def _(node: e.Veldverwijzing, follow: Follow = NOTHING) -> str:
    return _guard(node.record, f"{node.record}.{node.veld}")


@write.register
def _(node: e.Oordeelverwijzing, follow: Follow = NOTHING) -> str:
    return f"oordeel {node.naam}"


@write.register
def _(node: e.Vorige, follow: Follow = NOTHING) -> str:
    return "vorige"


@write.register
def _(node: e.Peildatum, follow: Follow = NOTHING) -> str:
    return "peildatum"


@write.register
def _(node: e.GeldendOp, follow: Follow = NOTHING) -> str:
    return _guard(node.naam, f"{node.naam} geldend op {fit(node.datum, Level.ATOOM, follow)}")


@write.register
def _(node: e.Leeftijd, follow: Follow = NOTHING) -> str:
    geboortedatum = fit(node.geboortedatum, Level.ATOOM)
    return f"leeftijd van {geboortedatum} op {fit(node.datum, Level.ATOOM, follow)}"


@write.register
def _(node: e.EersteDagVanDeMaand, follow: Follow = NOTHING) -> str:
    return f"eerste dag van de maand van {fit(node.datum, Level.ATOOM, follow)}"


@write.register
def _(node: e.NietAangetoond, follow: Follow = NOTHING) -> str:
    return f"niet aangetoond {node.naam}"


def plain(node: Expression) -> str:
    """Return a value where only a literal or a name can stand, and parentheses cannot."""
    return node.naam if isinstance(node, e.Naam) else write(node)


# ---------------------------------------------------------------- lists


@write.register
def _(node: e.Somlijst, follow: Follow = NOTHING) -> str:
    head = f"som van {fit(node.deel, Level.SOM)} voor {node.record} uit {node.lijst}"
    return _open_ended(head, node.waarvoor, follow)


@write.register
def _(node: e.Aantallijst, follow: Follow = NOTHING) -> str:
    return _open_ended(f"aantal {node.record} uit {node.lijst}", node.waarvoor, follow)


@write.register
def _(node: e.Hoogste, follow: Follow = NOTHING) -> str:
    return _extreme("hoogste", node, follow)


@write.register
def _(node: e.Laagste, follow: Follow = NOTHING) -> str:
    return _extreme("laagste", node, follow)


def _extreme(word: str, node: e.Hoogste | e.Laagste, follow: Follow) -> str:
    head = f"{word} van {fit(node.deel, Level.SOM)} voor {node.record} uit {node.lijst}"
    if node.anders is not None:
        body = _open_ended(head, node.waarvoor, ELSE)
        return f"{body}{SOFT}anders {fit(node.anders, Level.ATOOM, follow)}"
    text = _open_ended(head, node.waarvoor, follow)
    return f"({text})" if ELSE & follow and not text.startswith("(") else text


@write.register
def _(node: e.Elke, follow: Follow = NOTHING) -> str:
    head = f"voor elke {node.record} uit {node.lijst}"
    return _open_ended(head, node.voorwaarde, follow, "geldt")


@write.register
def _(node: e.ErIsEen, follow: Follow = NOTHING) -> str:
    return _open_ended(f"er is een {node.record} uit {node.lijst}", node.voorwaarde, follow)


def _open_ended(
    head: str, condition: Expression | None, follow: Follow, word: str = "waarvoor"
) -> str:
    """Return `head waarvoor condition`, in parentheses when it would take in what follows."""
    if condition is None:
        return head
    if COMPARISON & follow and not _is_comparison(condition):
        return f"({head}{SOFT}{word} {_filter(condition, NOTHING)})"
    return f"{head}{SOFT}{word} {_filter(condition, follow)}"


def _is_comparison(condition: Expression) -> bool:
    while isinstance(condition, e.Niet):
        condition = condition.deel
    return isinstance(condition, e.Vergelijking)


def _filter(condition: Expression, follow: Follow) -> str:
    """Return a condition behind `waarvoor`: a bare comparison of atoms, its denial, or an atom."""
    if isinstance(condition, e.Niet):
        return f"niet {_filter(condition.deel, follow)}"
    if isinstance(condition, e.Vergelijking):
        return _compare(condition, Level.ATOOM, follow)
    return fit(condition, Level.ATOOM, follow)


# ---------------------------------------------------------------- months


@write.register
def _(node: e.MaandenWaarin, follow: Follow = NOTHING) -> str:
    return _over_months("aantal maanden waarin", node, follow)


@write.register
def _(node: e.AaneengeslotenMaanden, follow: Follow = NOTHING) -> str:
    return _over_months("aaneengesloten maanden waarin", node, follow)


@write.register
def _(node: e.SomOverMaanden, follow: Follow = NOTHING) -> str:
    return _over_months("som over maanden van", node, follow)


def _over_months(
    head: str, node: e.MaandenWaarin | e.AaneengeslotenMaanden | e.SomOverMaanden, follow: Follow
) -> str:
    return f"{head} {fit(node.deel, Level.ATOOM)}{SOFT}{write(node.venster, follow)}"


@write.register
def _(node: e.BinnenMaanden, follow: Follow = NOTHING) -> str:
    count = write_count(node.aantal, "maand")
    return f"binnen {count} voor {fit(node.datum, Level.ATOOM, follow)}"


@write.register
def _(node: e.InKalenderjaar, follow: Follow = NOTHING) -> str:
    return f"in het kalenderjaar tot en met {fit(node.datum, Level.ATOOM, follow)}"


# ---------------------------------------------------------------- conditional and rounding


@write.register
def _(node: e.Tak, follow: Follow = NOTHING) -> str:
    return f"{fit(node.waarde, Level.BEGRENSD)} indien {write(node.voorwaarde)}"


@write.register
def _(node: e.Voorwaardelijk, follow: Follow = NOTHING) -> str:
    return f"({join([*map(write, node.takken), f'anders {write(node.anders)}'])})"


@write.register
def _(node: e.Afronding, follow: Follow = NOTHING) -> str:
    return f"({write(node.deel)}) {node.wijze} afgerond op {node.eenheid}"


# ---------------------------------------------------------------- values in a toets


@write.register
def _(node: e.NietTeWeten, follow: Follow = NOTHING) -> str:
    return "niet te weten"


@write.register
def _(node: e.NietGetoond, follow: Follow = NOTHING) -> str:
    asked = f"gevraagd op {node.gevraagd_op.isoformat()}"
    return f"niet aangetoond, {asked} met termijn {write_count(node.aantal, node.eenheid)}"


@write.register
def _(node: e.Verloopwaarde, follow: Follow = NOTHING) -> str:
    return f"[{join(map(write, node.delen))}]"


@write.register
def _(node: e.Verloopdeel, follow: Follow = NOTHING) -> str:
    until = f" tot {node.tot.isoformat()}" if node.tot else ""
    return f"vanaf {node.vanaf.isoformat()}{until}: {plain(node.waarde)}"


@write.register
def _(node: e.Veldwaarde, follow: Follow = NOTHING) -> str:
    return f"{node.veld} {plain(node.waarde)}"


@write.register
def _(node: e.Record, follow: Follow = NOTHING) -> str:
    label = f"{node.naam}: " if node.naam else ""
    return f"{label}{node.soort}({join(map(write, node.velden or ()))})"


@write.register
def _(node: e.Lijstwaarde, follow: Follow = NOTHING) -> str:
    records = [write(record) for record in node.records or ()]
    return f"[{join([*records, *(['en mogelijk meer'] if node.open else [])])}]"


# ---------------------------------------------------------------- cells of a table


@write.register
def _(node: e.Elk, follow: Follow = NOTHING) -> str:
    return "elk"


@write.register
def _(node: e.Celwaarde, follow: Follow = NOTHING) -> str:
    return plain(node.waarde)


@write.register
def _(node: e.CelVanafTot, follow: Follow = NOTHING) -> str:
    return f"{write(node.vanaf)} tot {write(node.tot)}"


@write.register
def _(node: e.CelVanaf, follow: Follow = NOTHING) -> str:
    return f"vanaf {write(node.vanaf)}"


@write.register
def _(node: e.CelTot, follow: Follow = NOTHING) -> str:
    return f"tot {write(node.tot)}"
